using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Desk;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Administration;

/// <summary>What the support point filled in, group by group.</summary>
/// <param name="Aside">The names of what cannot be read any more.</param>
public sealed record SettingsPageModel(
    StaffShell Shell,
    IReadOnlyList<(SettingGroup Group, List<(string Name, string Value)> Rows)> Groups,
    IReadOnlyList<string> Aside,
    bool IsSaved
)
{
    public static readonly Texts Words = Texts.Of(typeof(SettingsPage));

    public static string Name(string key) => Words["Name." + InWords(key)];

    /// <summary>The value, or that there is none.</summary>
    public static string Shown(string key, string value) =>
        value.Length == 0 ? Words["Nothing"]
        : key == PageSettings.EnrolmentOpen ? Words["Open." + value]
        : value;

    public static FormError Error(string key) => new(FieldOf(key), FieldOf(key), Words["Error." + InWords(key)]);

    /// <summary>The name of a setting's field, such as <c>site-closeddays</c>.</summary>
    public static string FieldOf(string key) => key.Replace(':', '-').ToLowerInvariant();

    public static string InWords(string key) => key.Replace(':', '.');
}

/// <summary>The settings of a group as typed.</summary>
/// <param name="Values">By key.</param>
/// <param name="Seen">The group's newest change when the form was shown: two administrators may have it open.</param>
/// <param name="IsSure">Whether what is typed was asked about, and said to be meant.</param>
public sealed record SettingsForm(IReadOnlyDictionary<string, string> Values, long Seen, bool IsSure)
{
    public IReadOnlyList<FormError> Errors { get; init; } = [];

    /// <summary>Whether the page asks if this is meant, as it cannot be undone.</summary>
    public bool AsksSure { get; init; }

    /// <summary>What the word "sure" stands for: the term that was shown beside it.</summary>
    public string Sure => Values.GetValueOrDefault(PageSettings.EndedDays, "");

    /// <summary>A field for each setting, <c>stand</c>, and <c>zeker</c>.</summary>
    public static SettingsForm Read(SettingGroup group, IFormCollection form)
    {
        var values = group.Keys.ToDictionary(
            key => key,
            key => form[SettingsPageModel.FieldOf(key)].ToString().ReplaceLineEndings(" ").Trim()
        );
        if (
            values.TryGetValue(PageSettings.EndedDays, out var days)
            && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            values[PageSettings.EndedDays] = number.ToString(CultureInfo.InvariantCulture);
        var read = new SettingsForm(values, CasePages.NumberIn(form, "stand"), IsSure: false);
        return read with { IsSure = read.Sure.Length > 0 && form["zeker"] == read.Sure };
    }
}

/// <summary>The page of a group of settings.</summary>
/// <param name="News">That a colleague was first; null for nothing.</param>
public sealed record SettingGroupPageModel(
    StaffShell Shell,
    SettingGroup Group,
    SettingsForm Form,
    string? News,
    string Today
)
{
    public string Path => $"{PageSettings.Home}/{Group.Name}";
}
