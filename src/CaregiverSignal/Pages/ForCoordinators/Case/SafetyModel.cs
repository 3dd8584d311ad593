using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>What to do when somebody is not safe, the same for everybody whatever they answered; and for who may read
/// it, the way to what was noted.</summary>
/// <param name="Path">Null where the reader may not know whether anything was noted.</param>
/// <param name="State">That somebody has to look again, and when; null when nobody has to.</param>
public sealed record SafetyModel(SafetySettings Numbers, string? Path, string? State)
{
    private static readonly Texts Words = CaseModel.Words;

    public static SafetyModel Of(CaseFile file, SafetySettings numbers, DateOnly today) =>
        file.Care.SeesSafety
            ? new(
                numbers,
                PathOf(file.Caregiver.Id),
                StateOf(file.Tasks.Open.FirstOrDefault(task => task.Kind == StaffTaskKind.Safety)?.DueOn, today)
            )
            : new(numbers, null, null);

    /// <summary>Where the case says what to do.</summary>
    public const string Id = "veiligheid";

    /// <summary>The field with the task of reading that led to the page.</summary>
    public const string ReadField = "gelezen";

    public static string PathOf(long caregiverId) => $"/zaak/{Texts.Number(caregiverId)}/veiligheid";

    /// <summary>By when somebody looks again; null when nobody has to.</summary>
    public static string? StateOf(DateOnly? dueOn, DateOnly today) =>
        dueOn is { } due ? Words[due < today ? "Safety.Late" : "Safety.Open", ("dag", Texts.DayOfWeek(due))] : null;
}
