using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// A mail's row after an attempt: what its outcome means for the mail (mail.md 1.5 and 1.6, our choices).
/// </summary>
public sealed record AttemptResult(
    ClaimedMail Mail,
    SendOutcome Outcome,
    DateTimeOffset At,
    MailState State,
    DateTimeOffset? NextTryAt,
    int Attempts,
    SendNote? Note
)
{
    /// <summary>How many minutes a mail waits after each attempt; the last for all later ones.</summary>
    private static readonly int[] Waits = [6, 15, 30, 60, 120, 240, 480];

    /// <summary>With those waits, two days.</summary>
    private const int MostAttempts = 12;

    /// <summary>Mail to staff waits no longer than this, and is tried until its last moment.</summary>
    private const int StaffWaits = 15;

    /// <summary>How long a mail that may have gone waits, before a second copy of it does no harm.</summary>
    public static readonly TimeSpan UnsureAgain = TimeSpan.FromMinutes(15);

    public string Id => Mail.Id;

    public DateTimeOffset SendingAt => Mail.SendingAt;

    public string Stage => Outcome.Stage;

    public int? Code => Outcome.Code;

    public string? Enhanced => Outcome.Enhanced;

    public static AttemptResult Of(ClaimedMail mail, SendOutcome outcome, DateTimeOffset at)
    {
        var attempts = mail.Attempts + 1;
        // That a mail may have gone is not forgotten for what came after.
        var note = mail.MayHaveGone ? SendNote.DeliveryUnknown : outcome.Note;
        return outcome.Result switch
        {
            SendResult.Sent => Ended(MailState.Sent, outcome.Note),
            SendResult.Refused => Ended(MailState.Failed, outcome.Note),
            SendResult.Unsure when mail.Urgent && !mail.MayHaveGone => Again(
                UnsureAgain,
                attempts,
                SendNote.DeliveryUnknown
            ),
            SendResult.Unsure => Ended(MailState.Unsure, SendNote.DeliveryUnknown),
            _ when outcome.Note == SendNote.Stopped => Again(TimeSpan.Zero, mail.Attempts, note),
            // The relay may fail at this very mail, so those behind it get a turn.
            _ when outcome.IsOfRelay => Again(WaitAfter(1, mail.Urgent), mail.Attempts, note),
            _ when attempts >= MostAttempts && !mail.Urgent => Ended(MailState.Failed, outcome.Note ?? SendNote.GaveUp),
            _ => Again(WaitAfter(attempts, mail.Urgent), attempts, note),
        };

        AttemptResult Ended(MailState state, SendNote? why) => new(mail, outcome, at, state, null, attempts, why);

        AttemptResult Again(TimeSpan wait, int counted, SendNote? why) =>
            new(mail, outcome, at, MailState.Ready, at + wait, counted, why);
    }

    private static TimeSpan WaitAfter(int attempts, bool urgent)
    {
        var minutes = Waits[Math.Min(attempts, Waits.Length) - 1];
        return TimeSpan.FromMinutes(urgent ? Math.Min(minutes, StaffWaits) : minutes);
    }
}
