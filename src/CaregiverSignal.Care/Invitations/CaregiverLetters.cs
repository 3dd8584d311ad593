using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Sms;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Invitations;

/// <summary>Writes what all letters to caregivers share, each in their language: neutral words, one secret link, a
/// phone number, a name.</summary>
public sealed class CaregiverLetters(Instruments instruments, CurrentSettings settings, PagePaths pages, SiteTime time)
{
    public PagePaths Pages => pages;

    private static readonly Texts Words = Texts.Of(typeof(CaregiverLetters));

    /// <summary>Writes a letter with a new key: the clear key is in the mail's bytes and nowhere else.</summary>
    /// <param name="own">The texts of this kind of message: <c>…Subject</c>, <c>…Opening</c> and <c>…Until</c>; those
    /// for aftercare, if any, begin with <c>After</c>.</param>
    /// <param name="mailKey">The dedupe key under which the letter is queued.</param>
    internal async Task<Letter> Write(
        Transaction transaction,
        Caregiver caregiver,
        CheckIn checkIn,
        Texts own,
        string prefix,
        string mailKey
    )
    {
        using var spoken = Languages.Speak(settings.SupportPoint.LanguageOf(caregiver, time.Today));
        var coordinator = await CoordinatorOf(transaction, caregiver);
        var form = await FormLink(transaction, checkIn, mailKey);
        var pause = await LinkTable.AddForCheckIn(
            transaction,
            KeyPurpose.Pause,
            caregiver.Id,
            checkIn.Id,
            time.Now,
            time.StartOf(checkIn.ClosesOn).AddYears(1),
            mailKey
        );
        return await Compose(
            transaction,
            caregiver,
            coordinator,
            checkIn,
            own,
            prefix,
            settings.Site.BaseUrl + pages.Form + form.Clear,
            settings.Site.BaseUrl + pages.Pause + pause.Clear
        );
    }

    /// <summary>Writes a text message with a new key: neutral words, one link, and the phone number if the gateway
    /// accepts it.</summary>
    /// <param name="own">The texts of this kind of message, with the text under <paramref name="word"/>.</param>
    internal async Task<Letter> WriteSms(
        Transaction transaction,
        Caregiver caregiver,
        CheckIn checkIn,
        Texts own,
        string word,
        string mailKey
    )
    {
        using var spoken = Languages.Speak(Languages.InLatin(settings.SupportPoint.LanguageOf(caregiver, time.Today)));
        var form = await FormLink(transaction, checkIn, mailKey, isShort: true);
        return await Sms(transaction, caregiver, own[word, FillOfSms], Words["SmsShort"], pages.Form + form.Clear);
    }

    /// <summary>Writes a text message with a link that belongs to no check-in.</summary>
    /// <param name="own">The texts of this kind of message: <c>…Sms</c> and the shorter <c>…Label</c>.</param>
    /// <param name="path">The link's path on this site, including the key.</param>
    internal async Task<Letter> WriteSmsLink(
        Transaction transaction,
        Caregiver caregiver,
        Texts own,
        string prefix,
        string path
    )
    {
        using var spoken = Languages.Speak(Languages.InLatin(settings.SupportPoint.LanguageOf(caregiver, time.Today)));
        return await Sms(transaction, caregiver, own[prefix + "Sms", FillOfSms], own[prefix + "Label"] + ":", path);
    }

    /// <summary>Writes a text message with a code to a known number.</summary>
    /// <param name="own">The texts of this kind of message: <c>CodeSms</c> and the shorter <c>CodeLabel</c>.</param>
    /// <param name="to">The number at the gateway.</param>
    public Letter WriteSmsCode(Caregiver caregiver, Texts own, string to, string code)
    {
        using var spoken = Languages.Speak(Languages.InLatin(settings.SupportPoint.LanguageOf(caregiver, time.Today)));
        return SmsOf(
            to,
            SmsText.Of(own["CodeSms", [.. FillOfSms, ("code", code)]], own["CodeLabel"] + ": " + code, "")
        );
    }

    private (string, string)[] FillOfSms =>
        [("steunpunt", settings.SupportPoint.Name), ("nummer", settings.SupportPoint.Phone)];

    private async Task<Letter> Sms(
        Transaction transaction,
        Caregiver caregiver,
        string words,
        string shorter,
        string path
    )
    {
        var to = settings.Mail.AddressOf(caregiver, time.Today)!;
        await CaregiverTable.SetSmsTo(transaction, caregiver.Id, to);
        return SmsOf(to, SmsText.Of(words, shorter, settings.Site.BaseUrl + path));
    }

    private Letter SmsOf(string to, string text)
    {
        var now = settings.Now;
        var support = now.SupportPoint;
        return new Letter(
            support.Name,
            now.Mail.From,
            support.Email,
            to,
            null,
            support.Name,
            [new Paragraph(text)],
            UnsubscribeUrl: null
        )
        {
            IsSms = true,
        };
    }

    private Task<LinkKey> FormLink(Transaction transaction, CheckIn checkIn, string mailKey, bool isShort = false) =>
        LinkTable.AddForCheckIn(
            transaction,
            KeyPurpose.Form,
            checkIn.CaregiverId,
            checkIn.Id,
            time.Now,
            time.StartOf(checkIn.ClosesOn),
            mailKey,
            isShort
        );

    private async Task<Letter> Compose(
        Transaction transaction,
        Caregiver caregiver,
        Coordinator coordinator,
        CheckIn checkIn,
        Texts own,
        string prefix,
        string page,
        string pause
    )
    {
        var fill = FillOf(
            coordinator,
            ("tot", Texts.Day(checkIn.ClosesOn.AddDays(-1))),
            ("minuten", TimeNeeded.OfPage)
        );
        var after = checkIn.IsAftercare && own.Has("AfterLink") ? "After" : null;
        var link = after is null ? Words["LinkLabel"] : own["AfterLink"];
        var rest = own.Has(prefix + "Rest") ? own[prefix + "Rest", fill] + " " : "";
        Block[] leave = after is not null
            ? [new LinkRow(own["AfterPause"], [(own["AfterEnough"], page + pages.FormEnough)])]
            :
            [
                new LinkRow(Words["Change"], [(Words["TellChange"], page + pages.FormChange)]),
                new LinkRow(rest + Words["Less"], [(Words["LessLink"], page + pages.FormLess)]),
                new LinkRow(Words["Own"], [(Words["OwnPage"], page + pages.FormOwnPage)]),
            ];
        return await Of(
            transaction,
            caregiver,
            coordinator,
            own[(after ?? prefix) + "Subject", fill],
            [
                new Paragraph(own[prefix + "Opening", fill]),
                .. Answers(checkIn, page),
                new LinkLine(link, page),
                new Paragraph(own[(after ?? prefix) + "Until", fill]),
                new LinkRow(Words["Call", fill], [(Words["CallMe"], page + pages.FormCall)]),
                .. leave,
            ],
            pause
        );
    }

    /// <summary>The first question with a link for each answer: it opens the page with that answer chosen, and stores
    /// nothing.</summary>
    private IEnumerable<Block> Answers(CheckIn checkIn, string page)
    {
        if (
            checkIn.InstrumentKeys.Contains(OpeningQuestion.Instrument)
            && instruments.Find(OpeningQuestion.Instrument) is { } opening
        )
        {
            var question = opening.Items[0];
            yield return new LinkRow(
                question.Text.Here,
                [
                    .. question.Choices.Select(choice =>
                        (
                            choice.Label.Here,
                            string.Create(CultureInfo.InvariantCulture, $"{page}{pages.FormAnswer}{choice.Value}")
                        )
                    ),
                ]
            );
        }
    }

    /// <summary>Writes a letter with a link that belongs to no check-in.</summary>
    /// <param name="own">The texts of this kind of message: <c>…Subject</c>, <c>…Body</c>, <c>…Label</c>, and a common
    /// <c>Until</c>.</param>
    /// <param name="path">The link's path on this site, including the key.</param>
    internal async Task<Letter> WriteLink(
        Transaction transaction,
        Caregiver caregiver,
        Texts own,
        string prefix,
        string path
    )
    {
        using var spoken = Languages.Speak(settings.SupportPoint.LanguageOf(caregiver, time.Today));
        var coordinator = await CoordinatorOf(transaction, caregiver);
        var fill = FillOf(coordinator);
        return await Of(
            transaction,
            caregiver,
            coordinator,
            own[prefix + "Subject", fill],
            [
                new Paragraph(own[prefix + "Body", fill]),
                new LinkLine(own[prefix + "Label"], settings.Site.BaseUrl + path),
                new Paragraph(own["Until", fill]),
            ],
            unsubscribe: null
        );
    }

    /// <summary>Writes a letter that asks nothing and opens nothing.</summary>
    /// <param name="own">The texts of this kind of message: <c>…Subject</c> and <c>…Body</c>.</param>
    internal async Task<Letter> WriteNews(Transaction transaction, Caregiver caregiver, Texts own, string prefix)
    {
        using var spoken = Languages.Speak(settings.SupportPoint.LanguageOf(caregiver, time.Today));
        var coordinator = await CoordinatorOf(transaction, caregiver);
        var fill = FillOf(coordinator);
        return await Of(
            transaction,
            caregiver,
            coordinator,
            own[prefix + "Subject", fill],
            [new Paragraph(own[prefix + "Body", fill]), new Paragraph(own["Call", fill])],
            unsubscribe: null
        );
    }

    private static async Task<Coordinator> CoordinatorOf(Transaction transaction, Caregiver caregiver) =>
        (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!;

    private async Task<Letter> Of(
        Transaction transaction,
        Caregiver caregiver,
        Coordinator coordinator,
        string subject,
        IReadOnlyList<Block> blocks,
        string? unsubscribe
    )
    {
        var now = settings.Now;
        var support = now.SupportPoint;
        var name = coordinator.NameToCaregivers ?? support.Name;
        var regards = Words["Regards", FillOf(coordinator)];
        if (caregiver is { FirstName: { } own, Email: { } email } && await CaregiverTable.IsShared(transaction, email))
            subject = Words["ForName", ("voornaam", own), ("onderwerp", subject)];
        var greeting = caregiver.FirstName is { } first
            ? Words["Greeting", ("voornaam", first)]
            : Words["GreetingWithoutName"];
        return new Letter(
            name == support.Name ? name : $"{name} – {support.Name}",
            now.Mail.From,
            support.Email,
            caregiver.Email!,
            null,
            subject,
            [
                new Paragraph(greeting),
                .. blocks,
                new Lines(name == support.Name ? [regards, name] : [regards, name, support.Name]),
                .. support.IsUnchecked ? (Block[])[new Paragraph(Words["Unchecked"])] : [],
            ],
            unsubscribe
        );
    }

    private (string, string)[] FillOf(Coordinator coordinator, params (string, string)[] more)
    {
        var support = settings.SupportPoint;
        return
        [
            ("coordinator", coordinator.NameToCaregivers ?? support.Name),
            ("steunpunt", support.Name),
            ("telefoon", support.PhoneWithHours),
            .. more,
        ];
    }
}
