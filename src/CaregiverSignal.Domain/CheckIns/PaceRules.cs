using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.CheckIns;

/// <summary>Exceptions to the plan: who is never asked less often than monthly, and who is asked two weeks after a
/// serious event.</summary>
public static class PaceRules
{
    /// <summary>Days for which a serious event keeps check-ins monthly: half a year (ours).</summary>
    public const int EventHoldsDays = EventsTold.WithinDays;

    /// <summary>Days from when it became known to the check-in: two weeks (domain.md R-18).</summary>
    public const int AfterEventDays = PlanDays.FewestDaysBetween;

    /// <summary>A check-in this many days after it makes an extra one unnecessary (ours: sooner, little can be
    /// said).</summary>
    private const int EnoughAfterDays = 7;

    /// <summary>Days after which no extra check-in is sent: twice the two weeks (ours).</summary>
    private const int TooLateAfterDays = 2 * AfterEventDays;

    /// <summary>Whether somebody who can go on for long may be asked less often than monthly: not if any answer is
    /// heavy, if the CSI of the last 110 days is at its cut-off, within half a year of a serious event, for brain
    /// injury, or if care is long and intensive .</summary>
    /// <param name="eventOn">The day of the latest serious event, whoever reported it; null for never.</param>
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

    /// <summary>The day of the extra check-in after a serious event; null if there was none, or a check-in has
    /// followed.</summary>
    /// <param name="heardOn">The days on which serious events became known.</param>
    /// <param name="askedOn">The days of all check-ins.</param>
    /// <returns>Two weeks after the first event without a check-in since, and at least two weeks after the last
    /// check-in.</returns>
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

/// <summary>The caregiver's load over all the people they care for.</summary>
/// <param name="HoursPerWeek">Null if unknown, which does not count as intensive.</param>
/// <param name="Since">The first day of the longest-running care; null if unknown.</param>
public sealed record CareLoad(int? HoursPerWeek, DateOnly? Since, bool IsBrainInjury)
{
    /// <summary>More hours a week than this are intensive (domain.md R-01, as the founding documents have
    /// it).</summary>
    public const int IntensiveAbove = 8;

    /// <summary>More months than this are long (domain.md R-02, likewise).</summary>
    public const int LongAboveMonths = 3;

    /// <summary>Whether care is both long and intensive: together a real threat (domain.md R-03).</summary>
    public bool IsLongAndIntensive(DateOnly today) =>
        HoursPerWeek > IntensiveAbove && Since < today.AddMonths(-LongAboveMonths);
}
