using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>What to do if somebody is unsafe, whatever they answered; for some readers, a link to notes.</summary>
/// <param name="Path">Null if the reader may not know whether anything was logged.</param>
/// <param name="State">That a follow-up is due, and when; null if none is.</param>
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

    public const string Id = "veiligheid";

    /// <summary>The field with the task of reading that led to the page.</summary>
    public const string ReadField = "gelezen";

    public static string PathOf(long caregiverId) => $"/zaak/{Texts.Number(caregiverId)}/veiligheid";

    public static string? StateOf(DateOnly? dueOn, DateOnly today) =>
        dueOn is { } due ? Words[due < today ? "Safety.Late" : "Safety.Open", ("dag", Texts.DayOfWeek(due))] : null;
}
