namespace CaregiverSignal.People;

/// <summary>What caring consists of; who supervises, arranges and does the papers carries more (R-05 of
/// domain.md).</summary>
public enum CareTask
{
    PersonalCare,
    Nursing,
    Supervision,
    Household,
    Transport,
    Administration,
    Arranging,
    Nights,
    Company,
}

/// <summary>The tasks of one caregiver, as the store and files have them: codes with a space between.</summary>
public static class CareTasks
{
    /// <summary>Whether a year went by since they were asked (ours).</summary>
    public static bool AskAgain(DateOnly askedOn, DateOnly today) => askedOn.AddYears(1) <= today;

    /// <returns>Each once, in the order of the codes; null for none.</returns>
    public static string? Text(IEnumerable<CareTask> tasks) =>
        string.Join(' ', tasks.Distinct().Order().Select(task => task.Code())) is { Length: > 0 } text ? text : null;

    /// <returns>What is no code is left out.</returns>
    public static IReadOnlyList<CareTask> Of(string? text) =>
        [.. (text ?? "").Split(' ').Select(Codes.Find<CareTask>).OfType<CareTask>()];
}
