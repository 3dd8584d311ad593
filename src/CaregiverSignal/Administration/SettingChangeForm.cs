using CaregiverSignal.Configuration;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Administration;

/// <summary>A change of a setting as typed, with errors.</summary>
/// <param name="Seen">The newest change when the form was shown: two administrators may have one setting open.</param>
/// <param name="Undoes">The change that it takes back, 0 for one that is none; null for another value.</param>
public sealed record SettingChangeForm(
    string Value,
    string Why,
    long Seen,
    long? Undoes,
    IReadOnlyList<FormError> Errors
)
{
    /// <summary>A sentence or two (our choice).</summary>
    public const int LongestWhy = 200;

    public static SettingChangeForm Of(ChangeableSetting setting, long seen) => new(setting.Value, "", seen, null, []);

    /// <summary>The fields <c>waarde</c>, <c>waarom</c>, <c>stand</c> and <c>terug</c>.</summary>
    public static SettingChangeForm Read(IFormCollection form) =>
        new(
            form["waarde"].ToString().ReplaceLineEndings(" ").Trim(),
            form["waarom"].ToString().ReplaceLineEndings(" ").Trim(),
            CasePages.NumberIn(form, "stand"),
            form["terug"].ToString().Length > 0 ? CasePages.NumberIn(form, "terug") : null,
            []
        );
}
