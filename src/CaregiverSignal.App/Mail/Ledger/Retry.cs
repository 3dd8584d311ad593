using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>What an attempt's outcome means for the mail (mail.md 1.5 and 1.6, our choices).</summary>
public static class Retry
{
    /// <summary>How many minutes a mail waits after each attempt; the last for all later ones.</summary>
    private static readonly int[] Waits = [6, 15, 30, 60, 120, 240, 480];

    /// <summary>With those waits, two days.</summary>
    private const int MostAttempts = 12;

    /// <summary>Mail to staff waits no longer than this, and is tried until its last moment.</summary>
    private const int StaffWaits = 15;

    /// <summary>How long a mail that may have gone waits, before a second copy of it does no harm.</summary>
    public static readonly TimeSpan UnsureAgain = TimeSpan.FromMinutes(15);

    public static Settlement Settle(ClaimedMail mail, SendOutcome outcome, DateTimeOffset now)
    {
        var attempts = mail.Attempts + 1;
        return outcome.Result switch
        {
            SendResult.Sent => new Settlement(MailState.Sent, null, attempts, outcome.Note),
            SendResult.Refused => new Settlement(MailState.Failed, null, attempts, outcome.Note),
            SendResult.Unsure when mail.Urgent && mail.LastNote != SendNote.DeliveryUnknown => new Settlement(
                MailState.Ready,
                now + UnsureAgain,
                attempts,
                SendNote.DeliveryUnknown
            ),
            SendResult.Unsure => new Settlement(MailState.Unsure, null, attempts, SendNote.DeliveryUnknown),
            _ when outcome.Note == SendNote.Stopped => new Settlement(
                MailState.Ready,
                now,
                mail.Attempts,
                mail.LastNote
            ),
            // The relay may fail at this very mail, so those behind it get a turn.
            _ when outcome.IsOfRelay => new Settlement(
                MailState.Ready,
                now + WaitAfter(1, mail.Urgent),
                mail.Attempts,
                NoteOf(mail, outcome)
            ),
            _ when attempts >= MostAttempts && !mail.Urgent => new Settlement(
                MailState.Failed,
                null,
                attempts,
                outcome.Note ?? SendNote.GaveUp
            ),
            _ => new Settlement(
                MailState.Ready,
                now + WaitAfter(attempts, mail.Urgent),
                attempts,
                NoteOf(mail, outcome)
            ),
        };
    }

    /// <summary>That a mail may have gone is not forgotten for what came after.</summary>
    private static SendNote? NoteOf(ClaimedMail mail, SendOutcome outcome) =>
        mail.LastNote == SendNote.DeliveryUnknown ? mail.LastNote : outcome.Note;

    private static TimeSpan WaitAfter(int attempts, bool urgent)
    {
        var minutes = Waits[Math.Min(attempts, Waits.Length) - 1];
        return TimeSpan.FromMinutes(urgent ? Math.Min(minutes, StaffWaits) : minutes);
    }
}

/// <summary>A mail's row after an attempt.</summary>
public sealed record Settlement(MailState State, DateTimeOffset? NextTryAt, int Attempts, SendNote? Note);
