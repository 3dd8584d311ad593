using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>The mail that asks a caregiver to answer a check-in, planned or in between.</summary>
public sealed class InvitationMail(CaregiverLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(InvitationMail));

    public static readonly MailKind Kind = new("invitation", Priority: 60, Words) { Asks = true };

    /// <summary>The last moment to send it: a day before the check-in closes, as later there is no time to
    /// answer.</summary>
    public DateTimeOffset NotAfter(CheckIn checkIn) => time.StartOf(checkIn.ClosesOn).AddDays(-1);

    internal Task<bool> Queue(Transaction transaction, Caregiver caregiver, CheckIn checkIn) =>
        Queue(transaction, caregiver, checkIn, $"invite:{checkIn.Id}");

    internal async Task<bool> QueueAgain(Transaction transaction, Caregiver caregiver, CheckIn checkIn) =>
        await Queue(
            transaction,
            caregiver,
            checkIn,
            $"invite:{checkIn.Id}:{await MailTable.CountOfCheckIn(transaction, checkIn.Id)}"
        );

    internal async Task<Letter> Invitation(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string key) =>
        caregiver.Channel == Channel.Sms
            ? await letters.WriteSms(
                transaction,
                caregiver,
                checkIn,
                Words,
                checkIn.IsAftercare ? "AfterSms" : "Sms",
                key
            )
        : checkIn.IsAftercare
            ? await letters.Write(transaction, caregiver, checkIn, Words, await After(transaction, checkIn), key)
        : await letters.Write(transaction, caregiver, checkIn, Words, "Invitation", key);

    /// <summary>The words after an admission, or after a death, different the first time.</summary>
    private async Task<string> After(Transaction transaction, CheckIn checkIn) =>
        (
            (await EndedCare.Of(transaction, checkIn.CaregiverId))?.Kind,
            await Aftercare.IsFirst(transaction, checkIn, time)
        ) switch
        {
            (EventKind.Death, true) => "Death",
            (EventKind.Death, false) => "DeathLater",
            _ => "Admission",
        };

    private async Task<bool> Queue(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string key) =>
        await outbox.Queue(
            transaction,
            await Invitation(transaction, caregiver, checkIn, key),
            new Envelope(Kind, key, NotAfter(checkIn), caregiver.Id, CheckInId: checkIn.Id)
        );
}
