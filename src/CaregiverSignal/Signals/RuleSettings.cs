namespace CaregiverSignal.Signals;

/// <summary>All limits of the rules; each stands with its source in its own record.</summary>
public sealed record RuleSettings
{
    /// <summary>Of the rules and their shipped limits: a change of either makes a new one. A finding keeps it in its <see cref="RuleSet"/>.</summary>
    public const string Version = "4";

    public LevelLimits Level { get; init; } = new();

    public ChangeLimits Change { get; init; } = new();

    public TrendLimits Trend { get; init; } = new();

    public SilenceLimits Silence { get; init; } = new();

    public MiddleLimits Middle { get; init; } = new();

    public DivergenceLimits Divergence { get; init; } = new();

    public EventLimits Event { get; init; } = new();

    public ItemLimits Item { get; init; } = new();

    public SupportLimits Support { get; init; } = new();
}
