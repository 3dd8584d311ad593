namespace CaregiverSignal.Signals;

/// <summary>All limits of the rules; each stands with its source in its own record.</summary>
public sealed record RuleSettings(LevelLimits Level, ChangeLimits Change, SilenceLimits Silence)
{
    /// <summary>Stored with every finding; a change of a rule or of a default makes a new one.</summary>
    public const string Version = "1";

    public static RuleSettings Default { get; } = new(new LevelLimits(), new ChangeLimits(), new SilenceLimits());
}
