using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Absence;

/// <summary>A coordinator's absences, and the colleagues they stand in for; every text ready to show.</summary>
/// <param name="StandsFor">A sentence for each colleague whose caregivers they may see now.</param>
/// <param name="Colleagues">Who can be asked to stand in.</param>
/// <param name="Saved">What was just done; null when nothing was.</param>
/// <param name="Whose">The colleague whose absence a team lead enters; null for one's own.</param>
/// <param name="Led">The colleagues for whom the reader may enter one.</param>
public sealed record AbsencePageModel(
    StaffShell Shell,
    IReadOnlyList<AbsenceLine> Absences,
    IReadOnlyList<string> StandsFor,
    IReadOnlyList<ColleagueOption> Colleagues,
    AbsenceForm Form,
    string? Saved,
    string Today,
    Coordinator? Whose,
    IReadOnlyList<Coordinator> Led
)
{
    public static readonly Texts Words = Texts.Of(typeof(AbsencePage));

    /// <summary>"U neemt waar voor Marja, tot en met 5 maart 2026."</summary>
    public static string TextOf(StandsFor one) =>
        one.UntilOn is { } until
            ? Words["StandsUntil", ("naam", Plainly.Shown(one.Owner)), ("dag", Texts.Day(until.AddDays(-1)))]
            : Words["StandsNow", ("naam", Plainly.Shown(one.Owner))];

    public string Path => Whose is null ? "/afwezig" : $"/afwezig/{Whose.Id}";

    public string? ErrorOf(string field) => FormError.Of(field, Form.Errors);
}

/// <param name="Text">"Van 2 maart 2026 tot en met 6 maart 2026. Dirk neemt waar."</param>
/// <param name="Button">The text of the button that ends it.</param>
public sealed record AbsenceLine(long Id, string Text, string Button);

public sealed record ColleagueOption(string Value, string Name);
