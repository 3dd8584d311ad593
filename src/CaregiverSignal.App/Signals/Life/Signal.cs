namespace CaregiverSignal.Signals.Life;

/// <summary>A signal about one caregiver, open or closed; each caregiver has at most one open signal.</summary>
public sealed record Signal : SignalState
{
    public DateTimeOffset? ClosedAt { get; init; }

    public SignalOutcome? Outcome { get; init; }
}
