using CaregiverSignal.Signals.Rules;


namespace CaregiverSignal.Demo;

/// <summary>Somebody of a simulated cohort, with what a support point would know and with what it would not.</summary>
/// <param name="History">Everything up to the cohort's last day, or to the collapse; without any contact.</param>
/// <param name="Asked">The questionnaires of each check-in, beside the history's waves.</param>
/// <param name="Course">Known to nobody but the table of results.</param>
/// <param name="CollapsedOn">Null when the care held.</param>
public sealed record CohortPerson(
    string Person,
    DateOnly EnrolledOn,
    string Channel,
    History History,
    IReadOnlyList<IReadOnlyList<string>> Asked,
    Course Course,
    DateOnly? CollapsedOn);
