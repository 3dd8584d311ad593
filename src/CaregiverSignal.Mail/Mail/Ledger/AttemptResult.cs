using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>A message's row after an attempt: what the outcome means for it (our choices, docs/mail.md).</summary>
internal sealed record AttemptResult(
    ClaimedMail Mail,
    SendOutcome Outcome,
    DateTimeOffset At,
    MailState State,
    DateTimeOffset? NextTryAt,
    int Attempts,
    SendNote? Note
)
{
    /// <summary>Minutes until the next attempt; the last applies to all later ones.</summary>
    private static readonly int[] Waits = [6, 15, 30, 60, 120, 240, 480];

    /// <summary>Two days, with those waits.</summary>
    private const int MostAttempts = 12;

    /// <summary>The longest wait for messages to staff, in minutes, which are tried until their last moment.</summary>
    private const int StaffWaits = 15;

    /// <summary>How long an urgent message that may have been sent waits before it is sent again.</summary>
    public static readonly TimeSpan UnsureAgain = TimeSpan.FromMinutes(15);

    public string Id => Mail.Id;

    public DateTimeOffset SendingAt => Mail.SendingAt;

    public string Stage => Outcome.Stage;

    public int? Code => Outcome.Code;

    public string? Enhanced => Outcome.Enhanced;

    public static AttemptResult Of(ClaimedMail mail, SendOutcome outcome, DateTimeOffset at)
    {
        var attempts = mail.Attempts + 1;
        // Later outcomes do not erase that the message may have been sent.
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
            // The relay may fail because of this message, so the next ones get a turn.
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
