namespace CaregiverSignal.Configuration;

/// <summary>A change of one setting in the browser.</summary>
public sealed record SettingChange
{
    public long Id { get; init; }

    /// <summary>As in the settings file, such as <c>Retention:MailDays</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>What holds from then on; null: as the installation's own settings say.</summary>
    public string? Value { get; init; }

    /// <summary>What held before it, wherever that came from.</summary>
    public string Was { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary>The change that it takes back; null for one that takes none back.</summary>
    public long? UndoesId { get; init; }

    public long ChangedBy { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}
