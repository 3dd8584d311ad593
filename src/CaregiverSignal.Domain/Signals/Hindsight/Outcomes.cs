using CaregiverSignal.Happenings;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How the care for somebody can end: kinds of event, whoever told them.</summary>
public static class Outcomes
{
    /// <summary>Those that a signal should precede: a help that comes in time can prevent them.</summary>
    public static readonly IReadOnlyList<EventKind> ToForesee = Consequences.Crises;

    /// <summary>All, what counts first where several came in the same half year first (our choice).</summary>
    public static readonly IReadOnlyList<EventKind> All = [.. ToForesee, EventKind.Death, EventKind.Admission];

    /// <summary>Outcomes of one person within this many days are one (our choice).</summary>
    private const int SameWithin = 30;

    /// <param name="days">Of the outcomes of one person, oldest first.</param>
    /// <returns>The first day of each that is another one.</returns>
    public static IReadOnlyList<DateOnly> Once(IEnumerable<DateOnly> days)
    {
        var once = new List<DateOnly>();
        foreach (var day in days)
        {
            if (once.Count == 0 || day >= once[^1].AddDays(SameWithin))
                once.Add(day);
        }

        return once;
    }
}
