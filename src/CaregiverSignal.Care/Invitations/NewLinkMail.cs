using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>The mail with a working link, for a caregiver who opened an older mail and asked for one.</summary>
public sealed class NewLinkMail(CaregiverLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(NewLinkMail));

    /// <remarks>Sent after word of a concern, which has to be read on its working day.</remarks>
    public static readonly MailKind Kind = new("new-link", Priority: 35, Words) { Urgent = true, OnRequest = true };

    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    internal async Task<bool> Queue(Transaction transaction, Caregiver caregiver, CheckIn checkIn)
    {
        var key = $"{Kind.Code}:{checkIn.Id}:{await MailTable.CountOfCheckIn(transaction, checkIn.Id)}";
        var closes = time.StartOf(checkIn.ClosesOn);
        var notAfter = closes < time.Now + Life ? closes : time.Now + Life;
        return await outbox.Queue(
            transaction,
            await NewLink(transaction, caregiver, checkIn, key),
            new Envelope(Kind, key, notAfter, caregiver.Id, CheckInId: checkIn.Id)
        );
    }

    internal Task<Letter> NewLink(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string key) =>
        letters.Write(transaction, caregiver, checkIn, Words, "NewLink", key);
}
