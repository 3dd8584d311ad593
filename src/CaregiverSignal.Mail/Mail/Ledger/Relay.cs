using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>The relay's recent behaviour, and until when it is left alone (our choices, docs/mail.md).</summary>
/// <remarks>It is stored, so that no tick immediately retries a refused password.</remarks>
public sealed record Relay
{
    private const int MostNotTaken = 5;

    private static readonly int[] Unreached = [1, 2, 5];
    private static readonly int[] Refused = [30, 60];
    private static readonly int[] TakesNothing = [15, 30, 60];

    /// <summary>A longer pause was stored before the clock was set back, and is ignored.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(60);

    /// <summary>Nothing is tried before this instant; null if not paused.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Whether a relay ever accepted a message of this store.</summary>
    public bool Relayed { get; init; }

    /// <summary>Consecutive pauses.</summary>
    public int Failures { get; init; }

    /// <summary>Consecutive messages not accepted, whatever the reason; urgent ones do not count.</summary>
    public int NotTaken { get; init; }

    /// <summary>The stage at which it fails; null if it works.</summary>
    public string? Stage { get; init; }

    public int? Code { get; init; }

    public SendNote? Note { get; init; }

    public bool IsPaused(DateTimeOffset now) => PausedUntil > now && PausedUntil <= now + LongestPause;

    /// <summary>Whether the pause also applies to staff: not if conversations succeed and only messages are
    /// refused.</summary>
    public bool IsPausedForStaff(DateTimeOffset now) => IsPaused(now) && Stage is not ("rcpt" or "data" or "final");

    /// <summary>An unreachable relay is retried soon; one that refuses us after half an hour, as wrong passwords lock
    /// accounts; and after five consecutive refused messages it is paused.</summary>
    /// <param name="isUrgent">An urgent message is tried during a pause, so its failure does not extend it: one full
    /// mailbox would hold up all caregivers.</param>
    public Relay After(SendOutcome outcome, bool isUrgent, DateTimeOffset now)
    {
        if (outcome.Note == SendNote.Stopped)
            return this;
        if (outcome.Result == SendResult.Sent)
            return Afresh();
        if (outcome.IsOfRelay)
            return Paused(outcome, outcome.Result == SendResult.RelayRefuses ? Refused : Unreached, now);
        if (isUrgent)
            return this;
        var counted = this with { NotTaken = NotTaken + 1 };
        return counted.NotTaken < MostNotTaken
            ? Afresh() with
            {
                NotTaken = counted.NotTaken,
            }
            : counted.Paused(outcome, TakesNothing, now);
    }

    /// <summary>Clears the failures.</summary>
    public Relay Afresh() => new() { Relayed = Relayed };

    private Relay Paused(SendOutcome outcome, int[] minutes, DateTimeOffset now) =>
        this with
        {
            PausedUntil = now.AddMinutes(minutes[Math.Min(Failures, minutes.Length - 1)]),
            Failures = Failures + 1,
            Stage = outcome.Stage,
            Code = outcome.Code,
            Note = outcome.Note,
        };
}
