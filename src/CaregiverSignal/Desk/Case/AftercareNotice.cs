using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Case;

/// <summary>What a coordinator has to know before a word is said to somebody in aftercare.</summary>
public static class AftercareNotice
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="ended">With what care ended; null while it goes on, and where a file told no day.</param>
    public static string? Of(Caregiver caregiver, CareEvent? ended, DateOnly today) =>
        caregiver.Status == CaregiverStatus.Aftercare && ended is not null
            ? $"{Words["Ended." + ended.Kind, ("dag", EventWords.DayOf(ended.HappenedOn, ended.DayUnsaid))]} {NextOf(caregiver, today)}".TrimEnd()
            : null;

    /// <summary>Nothing where its day has come: the next day is counted at the next beat.</summary>
    private static string NextOf(Caregiver caregiver, DateOnly today) =>
        caregiver.AftercareOn is not { } next ? Words["Aftercare.NoNext"]
        : next > today ? Words["Aftercare.Next", ("dag", Texts.Day(next))]
        : "";
}
