using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// What somebody's pace follows besides the plan: who is never asked less often than each month, and who is asked two
/// weeks after something serious.
/// </summary>
public static class PaceRules
{
    /// <summary>Days for which something serious keeps the pace at each month: half a year (ours).</summary>
    public const int EventHoldsDays = EventsTold.WithinDays;

    /// <summary>Days from when we heard of it to the question: two weeks (domain.md R-18).</summary>
    public const int AfterEventDays = PlanDays.FewestDaysBetween;

    /// <summary>A question from so many days after it is question enough (ours: before, little can be said).</summary>
    private const int EnoughAfterDays = 7;

    /// <summary>Days after which it is too late to ask after it apart: twice the two weeks (ours).</summary>
    private const int TooLateAfterDays = 2 * AfterEventDays;

    /// <summary>
    /// Whether somebody who says that they can go on for long may be asked less often than each month. No high answer
    /// outweighs a heavy one: not where any answer is heavy, nor where the CSI of the last 110 days is at its cut-off,
    /// for half a year after something serious, for brain injury, or where care is long and intensive.
    /// </summary>
    /// <param name="eventOn">The newest day of something serious, whoever noted it; null for never.</param>
    public static bool MayLengthen(
        in CaregiverState state,
        CareLoad care,
        DateOnly? eventOn,
        DateOnly today,
        RuleSettings settings
    ) =>
        Nearness.Of(state, today, settings).Alarms == 0
        && !HighStrain.IsReached(state, today)
        && !(today.DayNumber - eventOn?.DayNumber < EventHoldsDays)
        && !care.IsBrainInjury
        && !care.IsLongAndIntensive(today);

    /// <summary>
    /// The day of the question after something serious; null where nothing was, or it was asked after since.
    /// </summary>
    /// <param name="heardOn">The days from which something serious is known.</param>
    /// <param name="askedOn">The days of all check-ins.</param>
    /// <returns>Two weeks after the first that was not asked after, and no sooner than two weeks after a check-in.
    /// </returns>
    public static DateOnly? AskAfter(
        IEnumerable<DateOnly> heardOn,
        IReadOnlyCollection<DateOnly> askedOn,
        DateOnly today
    )
    {
        var last = askedOn.DefaultIfEmpty().Max();
        DateOnly? first = heardOn
            .Where(day => day <= today && today.DayNumber - day.DayNumber <= TooLateAfterDays)
            .Where(day => last < day.AddDays(EnoughAfterDays))
            .Select(day => (DateOnly?)day.AddDays(AfterEventDays))
            .Min();
        var soonest = last.AddDays(PlanDays.FewestDaysBetween);
        return first < soonest ? soonest : first;
    }
}

/// <summary>How much somebody cares, over all for whom they do.</summary>
/// <param name="HoursPerWeek">Null when not known: what is not known makes nothing intensive.</param>
/// <param name="Since">The first day of the longest care; null when not known.</param>
public sealed record CareLoad(int? HoursPerWeek, DateOnly? Since, bool IsBrainInjury)
{
    /// <summary>More hours a week than this are intensive (domain.md R-01, as the founding documents have it).</summary>
    public const int IntensiveAbove = 8;

    /// <summary>More months than this are long (domain.md R-02, likewise).</summary>
    public const int LongAboveMonths = 3;

    /// <summary>Both together: for these a real threat (domain.md R-03).</summary>
    public bool IsLongAndIntensive(DateOnly today) =>
        HoursPerWeek > IntensiveAbove && Since < today.AddMonths(-LongAboveMonths);
}
