using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// What the last attempts showed about the relay, and until when it is left alone (mail.md 1.5 and 1.6, our choices).
/// </summary>
/// <remarks>It is stored, so that no tick tries a refused password again at once.</remarks>
public sealed record Relay
{
    private const int MostNotTaken = 5;

    private static readonly int[] Unreached = [1, 2, 5];
    private static readonly int[] Refused = [30, 60];
    private static readonly int[] TakesNothing = [15, 30, 60];

    /// <summary>A pause that seems longer was written before the clock was set back, and is ignored.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(60);

    /// <summary>Nothing is tried before this instant; null when there is no pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Whether one ever took a mail of this store.</summary>
    public bool Relayed { get; init; }

    /// <summary>Pauses in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Mails in a row that it did not take, whatever the reason; an urgent one does not count.</summary>
    public int NotTaken { get; init; }

    /// <summary>The stage at which it fails; null when all is well.</summary>
    public string? Stage { get; init; }

    public int? Code { get; init; }

    public SendNote? Note { get; init; }

    public bool IsPaused(DateTimeOffset now) => PausedUntil > now && PausedUntil <= now + LongestPause;

    /// <summary>
    /// Whether the pause holds mail to staff too: not where mails did get through to it, whatever it said to each.
    /// </summary>
    public bool IsPausedForStaff(DateTimeOffset now) => IsPaused(now) && Stage is not ("rcpt" or "data" or "final");

    /// <summary>
    /// One that cannot be reached is tried again soon; one that refuses us after half an hour, as wrong passwords lock
    /// accounts; and after five mails in a row that it did not take, whatever it said, it gets a rest.
    /// </summary>
    /// <param name="isUrgent">Such a mail is tried through a pause: one full mailbox would hold up all
    /// caregivers.</param>
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

    /// <summary>One of which nothing is wrong.</summary>
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
