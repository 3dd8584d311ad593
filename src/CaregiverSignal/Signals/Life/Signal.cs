namespace CaregiverSignal.Signals.Life;

/// <summary>A signal about one caregiver, open or closed; each caregiver has at most one open signal.</summary>
public sealed record Signal : SignalState
{
    public DateTimeOffset? ClosedAt { get; init; }

    public SignalOutcome? Outcome { get; init; }

    /// <summary>The id of the newest finding; 0 without one.</summary>
    public long NewestFinding { get; init; }

    /// <summary>
    /// A mark that changes with each finding or notification; empty without any, as for a caregiver without an open
    /// signal.
    /// </summary>
    public string Mark => IsFollowed ? "" : FormattableString.Invariant($"{NotifyOn:yyyy-MM-dd}.{NewestFinding}");
}
