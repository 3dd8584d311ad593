using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Invitations;

/// <summary>The mail that reminds a caregiver, once, of a check-in that waits for an answer.</summary>
internal sealed class ReminderMail(CaregiverLetters letters, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(ReminderMail));

    public static readonly MailKind Kind = new("reminder", Priority: 70, Words);

    /// <summary>Queues the reminder, which may go until a day before the check-in closes, like the
    /// invitation.</summary>
    internal async Task<bool> Queue(Transaction transaction, Caregiver caregiver, CheckIn checkIn)
    {
        var key = $"remind:{checkIn.Id}";
        return await outbox.Queue(
            transaction,
            await Reminder(transaction, caregiver, checkIn, key),
            new Envelope(Kind, key, time.StartOf(checkIn.ClosesOn).AddDays(-1), caregiver.Id, CheckInId: checkIn.Id)
        );
    }

    internal async Task<Letter> Reminder(Transaction transaction, Caregiver caregiver, CheckIn checkIn, string key) =>
        caregiver.Channel == Channel.Sms
            ? await letters.WriteSms(transaction, caregiver, checkIn, Words, "Sms", key)
            : await letters.Write(transaction, caregiver, checkIn, Words, "Reminder", key);
}
