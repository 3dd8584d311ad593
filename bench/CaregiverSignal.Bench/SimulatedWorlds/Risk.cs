namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>The true risk of one person in a world, week by week.</summary>
internal static class Risk
{
    public const int Week = 7;

    private const double YearDays = 365.25;

    /// <summary>Days after a serious event in which it counts.</summary>
    private const int EventDays = 90;

    /// <summary>The mean number of days from a sudden event to the end of care, if care ends.</summary>
    private const double SuddenDays = 45;

    /// <summary>The width of a personal limit, in deviations of danger.</summary>
    private const double Edge = 0.12;

    /// <summary>Follows one person until the collapse, or for <paramref name="days"/>.</summary>
    /// <returns>
    /// The day of the collapse, counted from the enrolment and null without one, and the life until then.
    /// </returns>
    public static (int? CollapsesOn, float[] Monthly, float[] Danger) Follow(
        World world,
        InnerCourse inner,
        int number,
        int days
    )
    {
        var luck = new Luck(world.Seed, number, subject: 3);
        var (monthly, danger) = (new List<float>((days / Week) + 1), new List<float>((days / Week) + 1));
        var over = ShareOver(world);
        var centre = world.Steepness * world.Steepness / 2;
        for (var day = 0; day < days; day += Week)
        {
            var now = inner.Danger(day);
            var steady =
                (world.CollapseShares.Hazard * Math.Exp((world.Steepness * now) - centre))
                + (world.CollapseShares.Limit / over / (1 + Math.Exp((inner.Limit - now) / Edge)))
                + world.CollapseShares.Luck;
            var aDay =
                world.CollapsesAYear
                / YearDays
                * ((steady * Math.Exp(AddedLogHazard(world, inner, day))) + AfterSudden(world, inner, day));
            monthly.Add((float)(1 - Math.Exp(-aDay * InnerCourse.MonthDays)));
            danger.Add((float)inner.CalmDanger(day));
            var (happens, within) = (luck.Happens(1 - Math.Exp(-aDay * Week)), 1 + luck.Whole(Week));
            if (happens && day + within < days)
                return (day + within, [.. monthly], [.. danger]);
        }

        return (null, [.. monthly], [.. danger]);
    }

    /// <summary>What satisfaction, support and a serious event add to the logarithm of the hazard.</summary>
    private static double AddedLogHazard(World world, InnerCourse inner, int day)
    {
        var sum = (world.SatisfactionRisk * inner.Satisfaction(day)) - (world.SupportRelief * inner.Support(day));
        var events = inner.Events;
        for (var place = 0; place < events.Count && events[place].Day <= day; place++)
        {
            if (!events[place].IsRespite && day - events[place].Day < EventDays)
                return sum + world.EventRisk;
        }

        return sum;
    }

    /// <summary>
    /// The hazard after a sudden event, as a multiple of the average daily hazard, so that sudden events cause their
    /// share of the collapses.
    /// </summary>
    private static double AfterSudden(World world, InnerCourse inner, int day)
    {
        if (world.CollapseShares.Sudden == 0)
            return 0;
        var sum = 0.0;
        var events = inner.Events;
        for (var place = 0; place < events.Count && events[place].Day <= day; place++)
        {
            if (events[place].IsSudden)
                sum += Math.Exp(-(day - events[place].Day) / SuddenDays);
        }

        return sum
            * world.CollapseShares.Sudden
            * YearDays
            / (SuddenDays * world.Events.AYear * world.Events.SuddenShare);
    }

    /// <summary>The share of people above their limit, by a logistic curve close to the normal one.</summary>
    private static double ShareOver(World world)
    {
        var apart = world.Limit.Mean / Math.Sqrt(1 + (world.Limit.Deviation * world.Limit.Deviation));
        return 1 / (1 + Math.Exp(1.702 * apart));
    }
}
