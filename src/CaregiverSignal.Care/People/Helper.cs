namespace CaregiverSignal.People;

/// <summary>Somebody who helps in a situation and is no caregiver here.</summary>
public sealed record Helper
{
    public long Id { get; init; }

    /// <summary>The code of the situation.</summary>
    public string Situation { get; init; } = "";

    public string Name { get; init; } = "";

    public HelperKind Kind { get; init; }

    public string? Does { get; init; }

    public DateOnly? FromOn { get; init; }

    /// <summary>The day on which they stopped or will stop; null while no end is known.</summary>
    public DateOnly? UntilOn { get; init; }

    public bool HelpsOn(DateOnly day) => UntilOn is not { } until || day < until;

    /// <summary>What happens to each caregiver of the situation when this helper drops out.</summary>
    public EventKind Loss => Kind == HelperKind.Professional ? EventKind.FormalHelpReduced : EventKind.HelperLost;
}
