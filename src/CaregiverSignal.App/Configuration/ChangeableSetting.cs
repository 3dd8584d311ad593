namespace CaregiverSignal.Configuration;

/// <summary>A setting that an administrator may change in the browser, as it holds now.</summary>
/// <param name="Key">As in the settings file, such as <c>Retention:MailDays</c>; the plan's begin with
/// <c>Plan</c>.</param>
/// <param name="Value">What holds now, as it would be written in the file.</param>
/// <param name="Least">The lowest number, or the fewest characters.</param>
/// <param name="Most">The highest number, or the most characters.</param>
public sealed record ChangeableSetting(
    string Key,
    SettingGroup Group,
    SettingForm Form,
    string Value,
    int Least,
    int Most
)
{
    /// <summary>Its place in the address of its page: small letters, digits and hyphens.</summary>
    public string Slug => SlugOf(Key);

    public static string SlugOf(string key) => key.Replace(':', '-').ToLowerInvariant();

    /// <summary>Its last part: the limit or the questionnaire.</summary>
    public string Name => Key[(Key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

/// <summary>What settings are about, in the order of the page.</summary>
public enum SettingGroup
{
    SupportPoint,
    Safety,
    ClosedDays,
    Plan,
    FollowUp,
    Limits,
    Retention,
}

/// <summary>How a setting is written.</summary>
public enum SettingForm
{
    Number,

    /// <summary>One line of words.</summary>
    Line,

    /// <summary>Days and spans of days.</summary>
    Days,
}
