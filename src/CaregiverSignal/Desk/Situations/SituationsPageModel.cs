using System.Globalization;
using CaregiverSignal.Desk.Case.Care;
using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Situations;

/// <summary>For whom a caregiver cares, with the forms that change it; every text ready to show.</summary>
/// <param name="Found">Whom a search for who cares along found; null before a search.</param>
public sealed record SituationsPageModel(
    StaffShell Shell,
    CareModel Care,
    string Name,
    SituationForm Form,
    IReadOnlyList<(long Id, string Name)>? Found,
    string? Saved
)
{
    public static readonly Texts Words = Texts.Of(typeof(SituationsPage));

    public static IEnumerable<(string Value, string Label)> OptionsOf<T>(string words)
        where T : struct, Enum =>
        Codes.All<T>().Where(code => code != ConsentWay.Page.Code()).Select(code => (code, Words[words + code]));

    /// <summary>Hours a week over all situations, in words; null when none are known or there is one.</summary>
    public string? Hours =>
        Care.All.Count > 1 && Caring.HoursOf(Care.All.Select(one => one.Caring)) is { } hours
            ? WhoModel.Words["HoursForMore", ("n", Text(hours)), ("naasten", Text(Care.All.Count))]
            : null;

    /// <summary>By what a form names a situation: the number of this care in it.</summary>
    public static string NumberOf(CareOfOne care) => Text(care.Caring.Id);

    /// <summary>For a choice between situations: several may be for a child.</summary>
    public static string NameOf(CareOfOne care) =>
        care.Facts.Length == 0 ? care.Title : Words["WhichOne", ("titel", care.Title), ("feiten", care.Facts)];

    /// <summary>Whether the form about the care corrects what is known.</summary>
    public bool IsCorrecting => Form.ValueOf(SituationForm.Care, "situatie").Length > 0;

    /// <summary>The day on which somebody stopped, until another one is chosen.</summary>
    public required string Today { get; init; }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
