using CaregiverSignal.Configuration;
using CaregiverSignal.Desk;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Administration;

/// <summary>All settings that can be changed in the browser.</summary>
/// <param name="Aside">The names of those that were changed and do not hold, as the installation's settings are
/// others now.</param>
public sealed record SettingsPageModel(
    StaffShell Shell,
    IReadOnlyList<IGrouping<SettingGroup, SettingRow>> Groups,
    IReadOnlyList<string> Aside,
    bool IsSaved
)
{
    public static readonly Texts Words = Texts.Of(typeof(SettingsPage));
}

/// <summary>A setting in the list of all.</summary>
/// <param name="ChangedBy">By whom, when and why; null where it is as the installation says.</param>
public sealed record SettingRow(SettingGroup Group, string Path, string Name, string Value, string? ChangedBy);

/// <summary>The page of one setting.</summary>
/// <param name="History">Its changes, newest first.</param>
/// <param name="UndoId">The change that can be taken back; null where there is none.</param>
/// <param name="UndoTo">What it was before that.</param>
public sealed record SettingPageModel(
    StaffShell Shell,
    ChangeableSetting Setting,
    string Name,
    string Value,
    SettingChangeForm Form,
    string Hint,
    string? News,
    IReadOnlyList<string> History,
    long? UndoId,
    string UndoTo
)
{
    public string Path => $"{SettingsEndpoints.Home}/{Setting.Slug}";

    public string? ErrorOf(string field) => FormError.Of(field, Form.Errors);
}

/// <summary>Asks whether a setting is to change, with what that means.</summary>
/// <param name="Counts">The signals of last year, for a limit; null for another setting, and while they are worked out for
/// somebody else.</param>
public sealed record SettingConfirmModel(
    StaffShell Shell,
    ChangeableSetting Setting,
    string Name,
    string Was,
    string Becomes,
    SettingChangeForm Form,
    HindsightCounts? Counts
)
{
    public string Path => $"{SettingsEndpoints.Home}/{Setting.Slug}";

    /// <summary>"1,5 (78 in het jaar)", a week of the year that was looked at.</summary>
    public static string AWeek(double inAYear) =>
        SettingsPageModel.Words[
            "LastYear.Week",
            ("n", (inAYear / LimitsInHindsight.Weeks).ToString("0.0", Texts.Dutch)),
            ("jaar", inAYear.ToString("0", Texts.Dutch))
        ];
}
