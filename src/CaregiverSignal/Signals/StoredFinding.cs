namespace CaregiverSignal.Signals;

/// <summary>A reason of a signal as it was when it was found.</summary>
public sealed record StoredFinding
{
    public long SignalId { get; init; }

    public string Kind { get; init; } = "";

    public string Level { get; init; } = "";

    public DateOnly RestsOn { get; init; }

    public string Reason { get; init; } = "";

    public DateTimeOffset FoundAt { get; init; }

    /// <summary>The version of the rule set it was found with.</summary>
    public string Rules { get; init; } = "";

    /// <summary>For <see cref="RuleSet.LimitsIn"/>; null when only the version was kept.</summary>
    public string? Limits { get; init; }
}
