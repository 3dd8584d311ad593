using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>The mail in which a coordinator asks a caregiver who would rather not be called whether a talk is welcome.
/// It asks for a reply or a call, and opens nothing.</summary>
public sealed class TalkOfferMail(CaregiverLetters letters, Outbox outbox, SiteTime time)
{
    public static readonly Texts Words = Texts.Of(typeof(TalkOfferMail));

    public static readonly MailKind Kind = new("talk-offer", Priority: 33, Words) { Urgent = true };

    private static readonly TimeSpan Life = TimeSpan.FromDays(2);

    internal static async Task<bool> Reaches(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        caregiver.Status != CaregiverStatus.Ended
        && caregiver.IsMailedOn(time.Today)
        && !await ReturnTable.IsStopped(transaction, caregiver.Email!);

    /// <summary>At most one a day about each signal.</summary>
    /// <returns>False if today's was queued before.</returns>
    internal async Task<bool> Queue(Transaction transaction, Caregiver caregiver, long signalId) =>
        await outbox.Queue(
            transaction,
            await letters.WriteNews(transaction, caregiver, Words, "Offer"),
            new Envelope(Kind, $"{Kind.Code}:{signalId}:{time.Today:O}", time.Now + Life, caregiver.Id)
        );
}
