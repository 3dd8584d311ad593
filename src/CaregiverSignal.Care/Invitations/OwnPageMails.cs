using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>The mail or text message with a link to the own page, sent on request, and the mail that something was done
/// there. Neither says what.</summary>
public sealed class OwnPageMails(CaregiverLetters letters, Outbox outbox, CurrentSettings settings, SiteTime time)
{
    /// <summary>The step behind the link to the questions that opens the page, while that link lives.</summary>
    public const string Step = "mijn";

    /// <summary>How long the link works (our choice: longer than slow delivery takes).</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromHours(1);

    private static readonly Texts Words = Texts.Of(typeof(OwnPageMails));
    private static readonly Texts DoneWords = Texts.Of("Invitations.OwnPageDone");

    private static readonly Texts CodeWords = Texts.Of("Invitations.OwnPageCode");

    public static readonly MailKind Kind = new("own-page", Priority: 34, Words) { Urgent = true, OnRequest = true };

    public static readonly MailKind DoneKind = new("own-page-done", Priority: 46, DoneWords) { Urgent = true };

    /// <remarks>Somebody waits for it at the page.</remarks>
    public static readonly MailKind CodeKind = new("own-page-code", Priority: 32, CodeWords)
    {
        Urgent = true,
        OnRequest = true,
    };

    /// <summary>How long a code from a text message is valid (our choice: as long as a visit may stay idle).</summary>
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(15);

    /// <summary>Links that open the page now, after which another is no help (our choice).</summary>
    private const int MostUnopened = 3;

    /// <summary>If the button is pressed again within this time, the earlier mail is still on its way (our
    /// choice).</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan DoneLife = TimeSpan.FromDays(2);

    /// <summary>The total length of a visit (our choice: long enough to read).</summary>
    public static readonly TimeSpan VisitLife = TimeSpan.FromHours(1);

    internal async Task<bool> QueueLink(Transaction transaction, Caregiver caregiver)
    {
        var isSms = caregiver.Channel == Channel.Sms;
        var key = await OwnVisitTable.Add(transaction, caregiver.Id, time.Now, LinkLife, isShort: isSms);
        return await outbox.Queue(
            transaction,
            await Link(transaction, caregiver, key.Clear),
            new Envelope(Kind, $"{Kind.Code}:{key.Hash}", time.Now + LinkLife, caregiver.Id)
        );
    }

    /// <summary>One more link for caregivers who come by a message of ours: strangers who ask for links by address
    /// cannot use these up.</summary>
    /// <returns>False if waiting links exist already, and if they are sent nothing.</returns>
    internal async Task<bool> QueueAnother(Transaction transaction, Caregiver caregiver) =>
        settings.Mail.AddressOf(caregiver, time.Today) is { } to
        && !await ReturnTable.IsStopped(transaction, to)
        && (
            await OwnVisitTable.WaitsSince(transaction, caregiver.Id, null, time.Now - OnItsWay)
            || (
                await OwnVisitTable.CountUnopened(transaction, caregiver.Id, time.Now) < MostUnopened
                && await QueueLink(transaction, caregiver)
            )
        );

    /// <summary>Sends a code by text message to the known number: something that the mailbox alone does not
    /// have.</summary>
    /// <returns>False if nothing is sent: no gateway, no mobile number, a phone that others answer, the same phone as
    /// their links, or too many in a day.</returns>
    internal async Task<bool> SendCode(Transaction transaction, Caregiver caregiver)
    {
        if (
            caregiver is { Channel: Channel.Sms } or { MailReaders: MailReaders.ShowNothing }
            || settings.Mail.Sms?.AddressOf(caregiver) is not { } to
            || await PageCodeTable.Count(transaction, caregiver.Id, time.Now) is var sent
                && sent >= PageCodeTable.PerDay
        )
            return false;
        var code = await PageCodeTable.Add(transaction, caregiver.Id, time.Now, CodeLife);
        return await outbox.Queue(
            transaction,
            letters.WriteSmsCode(caregiver, CodeWords, to, code),
            new Envelope(
                CodeKind,
                $"{CodeKind.Code}:{caregiver.Id}:{time.Now.ToUnixTimeMilliseconds()}",
                time.Now + CodeLife,
                caregiver.Id
            )
        );
    }

    /// <summary>Asks at another address whether it is theirs; until then our present address stays.</summary>
    internal async Task QueueConfirm(Transaction transaction, Caregiver caregiver, string newEmail)
    {
        if (await OwnVisitTable.WaitsSince(transaction, caregiver.Id, newEmail, time.Now - OnItsWay))
            return;
        var key = await OwnVisitTable.Add(transaction, caregiver.Id, time.Now, LinkLife, newEmail);
        await outbox.Queue(
            transaction,
            await NewAddress(transaction, caregiver with { Email = newEmail }, key.Clear),
            new Envelope(Kind, $"{Kind.Code}:{key.Hash}", time.Now + LinkLife, caregiver.Id)
        );
    }

    /// <summary>Says that something was done on the own page, once a visit, and to an address that was left.</summary>
    /// <remarks>Caregivers not asked by mail get none, as others may read the mailbox (H-04).</remarks>
    /// <param name="caregiver">With the address it goes to.</param>
    internal async Task<bool> QueueDone(
        Transaction transaction,
        Caregiver caregiver,
        long visitId,
        bool isLeft = false
    ) =>
        caregiver.IsMailedOn(time.Today)
        && await outbox.Queue(
            transaction,
            await Done(transaction, caregiver),
            new Envelope(
                DoneKind,
                $"{DoneKind.Code}:{visitId}{(isLeft ? ":left" : "")}",
                time.Now + DoneLife,
                caregiver.Id
            )
        );

    internal async Task<Letter> Link(Transaction transaction, Caregiver caregiver, string key) =>
        caregiver.Channel == Channel.Sms
            ? await letters.WriteSmsLink(transaction, caregiver, Words, "OwnLink", letters.Pages.OwnPage + key)
            : await letters.WriteLink(transaction, caregiver, Words, "OwnLink", letters.Pages.OwnPage + key);

    /// <param name="caregiver">With the address to confirm.</param>
    internal Task<Letter> NewAddress(Transaction transaction, Caregiver caregiver, string key) =>
        letters.WriteLink(transaction, caregiver, Words, "NewAddress", letters.Pages.OwnPage + key);

    internal Task<Letter> Done(Transaction transaction, Caregiver caregiver) =>
        letters.WriteNews(transaction, caregiver, DoneWords, "Done");
}
