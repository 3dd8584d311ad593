using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Invitations;

/// <summary>The mails to a caregiver: neutral words, one link that is a key, a phone number, a name.</summary>
public sealed class Letters(SupportPointSettings support, SiteSettings site, MailSettings mail, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(Letters));

    /// <param name="mailKey">The dedupe key under which the letter is queued.</param>
    public Letter Invitation(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string mailKey) =>
        checkIn.InBetween
            ? Sooner(transaction, caregiver, checkIn, mailKey)
            : Write(transaction, caregiver, checkIn, "Invitation", mailKey);

    /// <summary>To a check-in between two of the plan.</summary>
    public Letter Sooner(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string mailKey) =>
        Write(transaction, caregiver, checkIn, "Sooner", mailKey);

    public Letter Reminder(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string mailKey) =>
        Write(transaction, caregiver, checkIn, "Reminder", mailKey);

    /// <summary>For whoever opened an older mail and asked for a link that works.</summary>
    public Letter NewLink(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string mailKey) =>
        Write(transaction, caregiver, checkIn, "NewLink", mailKey);

    /// <summary>Makes a new key each time: a clear key is in the mail's bytes and nowhere else.</summary>
    private Letter Write(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string kind, string mailKey)
    {
        var coordinator = CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!;
        var closes = time.StartOf(checkIn.ClosesOn);
        var form = LinkTable.AddForCheckIn(
            transaction,
            LinkTable.Form,
            caregiver.Id,
            checkIn.Id,
            time.Now,
            closes,
            mailKey
        );
        var pause = LinkTable.AddForCheckIn(
            transaction,
            LinkTable.Pause,
            caregiver.Id,
            checkIn.Id,
            time.Now,
            closes.AddYears(1),
            mailKey
        );
        var name = coordinator.Name ?? support.Name;
        (string, string)[] fill =
        [
            ("coordinator", name),
            ("steunpunt", support.Name),
            ("telefoon", support.Phone),
            ("tot", Texts.Day(checkIn.ClosesOn.AddDays(-1))),
        ];
        var greeting = caregiver.FirstName is { } first
            ? Words["Greeting", ("voornaam", first)]
            : Words["GreetingWithoutName"];
        return new Letter(
            name == support.Name ? name : $"{name} – {support.Name}",
            mail.From,
            support.Email,
            caregiver.Email!,
            null,
            Words[kind + "Subject", fill],
            [
                new Paragraph(greeting),
                new Paragraph(Words[kind + "Opening", fill]),
                new LinkLine(Words["LinkLabel"], $"{site.BaseUrl}/v/{form.Clear}"),
                new Paragraph(Words[kind + "Until", fill]),
                new Paragraph(Words["Call", fill]),
                new Paragraph(Words[kind + "Pause", fill]),
                new Lines(name == support.Name ? [Words["Regards"], name] : [Words["Regards"], name, support.Name]),
            ],
            $"{site.BaseUrl}/p/{pause.Clear}"
        );
    }
}
