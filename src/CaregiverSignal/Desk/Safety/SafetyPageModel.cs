using System.Globalization;
using CaregiverSignal.Desk.Case.Safety;
using CaregiverSignal.People;
using CaregiverSignal.Safety;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Safety;

/// <summary>What was noted about somebody's safety, with the form that adds to it; every text ready to show.</summary>
/// <param name="State">By when somebody looks again; null when nobody has to.</param>
/// <param name="Lines">Newest first.</param>
/// <param name="Stand">The newest line when the page was shown; 0 for none.</param>
/// <param name="Today">As the field of a day has it.</param>
public sealed record SafetyPageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    string? State,
    IReadOnlyList<SafetyLine> Lines,
    SafetySettings Numbers,
    SafetyForm Form,
    string? Saved,
    long Stand,
    string Today
)
{
    public static readonly Texts Words = Texts.Of(typeof(SafetyPage));

    public string Path => SafetyModel.PathOf(CaregiverId);

    public static IEnumerable<(string Value, string Label)> Steps =>
        Codes.All<SafetyStep>().Select(step => (step, Words["Step." + step]));

    public static SafetyPageModel Of(
        Transaction transaction,
        Caregiver caregiver,
        StaffShell shell,
        SafetySettings numbers,
        SafetyForm form,
        string? saved,
        SiteTime time
    )
    {
        var noted = SafetyTable.Of(transaction, caregiver.Id);
        return new(
            shell,
            caregiver.Id,
            Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            SafetyModel.StateOf(StaffTaskTable.DueOn(transaction, StaffTaskKind.Safety, caregiver.Id), time.Today),
            [.. noted.Select(SafetyLine.Of)],
            numbers,
            form,
            saved,
            noted.Count > 0 ? noted[0].Id : 0,
            time.Today.ToString("O", CultureInfo.InvariantCulture)
        );
    }
}

/// <param name="Next">By when somebody was to look again; null at an end.</param>
public sealed record SafetyLine(string Title, string Note, string? Next)
{
    public static SafetyLine Of(NotedSafety one) =>
        new(
            SafetyPageModel.Words[
                "Line",
                ("dag", Texts.Day(one.DoneOn)),
                ("stap", SafetyPageModel.Words["Step." + one.Step.Code()]),
                ("naam", Plainly.Shown(one.By))
            ],
            Plainly.Shown(one.Note),
            one.NextOn is { } next ? SafetyPageModel.Words["LookAgain", ("dag", Texts.Day(next))] : null
        );
}
