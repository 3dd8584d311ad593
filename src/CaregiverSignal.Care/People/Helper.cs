namespace CaregiverSignal.People;

/// <summary>Somebody who helps in a situation and is not a caregiver here.</summary>
public sealed record Helper
{
    public long Id { get; init; }

    /// <summary>The situation's code.</summary>
    public string Situation { get; init; } = "";

    public string Name { get; init; } = "";

    public HelperKind Kind { get; init; }

    public string? Does { get; init; }

    public DateOnly? FromOn { get; init; }

    /// <summary>The day on which they stopped or will stop; null if unknown.</summary>
    public DateOnly? UntilOn { get; init; }

    public bool HelpsOn(DateOnly day) => UntilOn is not { } until || day < until;

    /// <summary>The event for each caregiver of the situation if this helper drops out.</summary>
    public EventKind Loss => Kind == HelperKind.Professional ? EventKind.FormalHelpReduced : EventKind.HelperLost;
}
