namespace CaregiverSignal.Configuration;

/// <summary>A change of one setting on its page.</summary>
public sealed record SettingChange
{
    public long Id { get; init; }

    /// <summary>One of <see cref="PageSettings.Keys"/>.</summary>
    public string Key { get; init; } = "";

    /// <summary>What holds from then on; empty for nothing.</summary>
    public string Value { get; init; } = "";

    public long ChangedBy { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}
