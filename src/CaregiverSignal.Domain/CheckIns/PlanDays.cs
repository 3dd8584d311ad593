namespace CaregiverSignal.CheckIns;

/// <summary>On which days the plan has a check-in and what it asks: pure, on local days, counted from the anchor day
/// and never from the previous check-in. Care's <c>NextCheckIn</c> decides a person's next one.</summary>
public static class PlanDays
{
    /// <summary>The fewest days between two check-ins of one person.</summary>
    /// <remarks>Two weeks: the retest interval of the M-CSI and the CarerQol (instruments.md section 8, "Re-measurement
    /// interval").</remarks>
    public const int FewestDaysBetween = 14;

    /// <summary>The fewest days from one planned check-in to the next.</summary>
    public const int ShortestMonth = 28;

    /// <summary>The day of the n-th check-in, from 0 (the anchor day itself).</summary>
    /// <example>From 31 January: 28 February (29 in a leap year), 31 March, 30 April. From 29 February 2028: 28
    /// February 2029, 29 February 2032.</example>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is negative.</exception>
    public static DateOnly DayOf(DateOnly anchor, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return anchor.AddMonths(number);
    }

    /// <summary>The number of the latest check-in whose day has come by <paramref name="today"/>; null before the
    /// anchor day.</summary>
    public static int? NumberOn(DateOnly anchor, DateOnly today)
    {
        if (today < anchor)
            return null;
        var number = ((today.Year - anchor.Year) * 12) + today.Month - anchor.Month;
        return DayOf(anchor, number) <= today ? number : number - 1;
    }

    /// <summary>The first day after <paramref name="askedOn"/> on which the next check-in is due.</summary>
    /// <remarks>A check-in asked late (after a pause, or when the service was down) does not shift the ones after it:
    /// they stay on the anchor's day, and one that would follow within <see cref="FewestDaysBetween"/> days is left
    /// out.</remarks>
    public static DateOnly DueAfter(DateOnly anchor, DateOnly askedOn)
    {
        var number = (NumberOn(anchor, askedOn) ?? -1) + 1;
        while (number > 0 && DayOf(anchor, number) < askedOn.AddDays(FewestDaysBetween))
            number++;
        return DayOf(anchor, number);
    }

    /// <summary>The same for somebody who is asked at a longer interval until a day, and by the plan after
    /// that.</summary>
    /// <param name="months">1 or more; 1 is the plan itself.</param>
    /// <param name="until">The first day on which the longer interval no longer applies.</param>
    public static DateOnly DueAfter(DateOnly anchor, DateOnly askedOn, int months, DateOnly until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        var usual = DueAfter(anchor, askedOn);
        var number = NumberOn(anchor, usual)!.Value;
        var last = number + months - 1;
        while (number < last && DayOf(anchor, number) < until)
            number++;
        return DayOf(anchor, number);
    }

    /// <summary>Whether a check-in falls in the same month, counted from the anchor day, as the last planned
    /// one.</summary>
    /// <remarks>Depends on its day alone, so that a history from files gives the same result. Leaving it unanswered
    /// does not count as silence: being asked more often must not make anybody look worse.</remarks>
    public static bool IsInBetween(DateOnly anchor, DateOnly countedOn, DateOnly askedOn) =>
        NumberOn(anchor, askedOn) is { } number && number == NumberOn(anchor, countedOn);

    /// <summary>The instruments that check-in <paramref name="number"/> asks, in the plan's order.</summary>
    /// <param name="lastAsked">The number of the check-in that last asked an instrument, by key; an instrument never
    /// asked is due from its first month on.</param>
    /// <remarks>An instrument asked every k months from month f is due at numbers f, f + k, f + 2k …; if such a
    /// check-in was left out, the next one makes up for it. A check-in without an instrument of its own asks the
    /// monthly ones. After a long silence much is due at once: the most frequent instruments come first, as far as the
    /// limit allows, and the rest stays due. The first is asked whatever its length.</remarks>
    public static IReadOnlyList<string> Instruments(Plan plan, int number, IReadOnlyDictionary<string, int> lastAsked)
    {
        var (planned, taken, questions) = (plan.Instruments, new HashSet<PlannedInstrument>(), 0);
        foreach (
            var instrument in planned
                .Where(instrument => IsDue(instrument, number, lastAsked))
                .OrderBy(instrument => instrument.EveryMonths)
        )
        {
            var room = instrument.IsBeside ? 0 : instrument.Questions;
            if (taken.Count > 0 && room > 0 && questions + room > plan.MostQuestions)
                continue;
            taken.Add(instrument);
            questions += room;
        }

        return [.. planned.Where(taken.Contains).Select(instrument => instrument.Key)];
    }

    /// <summary>The monthly instruments in the plan's order; an extra check-in asks only these.</summary>
    public static IReadOnlyList<string> Monthly(Plan plan, int number) =>
        [
            .. plan
                .Instruments.Where(planned => planned.EveryMonths == 1 && number >= planned.FromMonth)
                .Select(planned => planned.Key),
        ];

    private static bool IsDue(PlannedInstrument instrument, int number, IReadOnlyDictionary<string, int> lastAsked) =>
        number >= instrument.FromMonth
        && (!lastAsked.TryGetValue(instrument.Key, out var last) || Turn(instrument, number) > Turn(instrument, last));

    /// <summary>How often an instrument was due before this check-in; negative before its first month.</summary>
    private static int Turn(PlannedInstrument instrument, int number) =>
        number < instrument.FromMonth ? -1 : (number - instrument.FromMonth) / instrument.EveryMonths;
}
