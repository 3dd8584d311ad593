namespace CaregiverSignal.Signals.Life;

/// <summary>What is open, or was, about one caregiver, and at most one open a person.</summary>
public sealed record Signal : SignalState
{
    public DateTimeOffset? ClosedAt { get; init; }

    public string? Outcome { get; init; }

    /// <summary>The id of what was found last; 0 when nothing was.</summary>
    public long NewestFinding { get; init; }

    /// <summary>Another one each time something comes in; empty while nothing has, as where nothing is open.</summary>
    public string Mark => IsFollowed ? "" : FormattableString.Invariant($"{NotifyOn:yyyy-MM-dd}.{NewestFinding}");
}
