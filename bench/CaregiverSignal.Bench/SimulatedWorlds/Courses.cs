namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// The true risk of the people of one world, from which notifications follow at any limit.
/// </summary>
public sealed class Courses
{
    /// <summary>The most limits that are tried when there are more distinct values.</summary>
    private const int MostLimits = 400;

    private readonly IReadOnlyList<WorldPerson> people;
    private readonly DatedCourse[] courses;

    /// <summary>The values that a limit can have, highest first.</summary>
    private readonly double[] limits;

    private Courses(IReadOnlyList<WorldPerson> people, DatedCourse[] courses)
    {
        (this.people, this.courses) = (people, courses);
        limits = LimitsOf(courses);
    }

    /// <summary>The observer who sees the true risk of everybody, each week.</summary>
    public static Courses OfTrueRisk(IReadOnlyList<WorldPerson> people)
    {
        var courses = new DatedCourse[people.Count];
        for (var place = 0; place < courses.Length; place++)
        {
            var (risk, first) = (people[place].Hidden!.MonthlyRisk, people[place].EnrolledOn.DayNumber);
            var days = new int[risk.Count];
            for (var week = 0; week < days.Length; week++)
                days[week] = first + (week * Risk.Week);
            courses[place] = new DatedCourse(days, [.. risk]);
        }

        return new Courses(people, courses);
    }

    /// <summary>The result at a number of notifications per 100 people per month.</summary>
    /// <returns>
    /// A mix of two limits, as if one limit held for some of the people and the other for the rest; at the lowest limit
    /// when even that gives fewer.
    /// </returns>
    public WorldCounts At(double number)
    {
        var nobody = NotifyAt(double.PositiveInfinity);
        var (low, high) = (-1, limits.Length - 1);
        if (high < 0)
            return nobody;
        if (NotifyAt(limits[high]) is var most && most.Number < number)
            return most;

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (NotifyAt(limits[middle]).Number < number)
                low = middle;
            else
                high = middle;
        }

        var (fewer, more) = (low < 0 ? nobody : NotifyAt(limits[low]), NotifyAt(limits[high]));
        var part = (number - fewer.Number) / (more.Number - fewer.Number);
        return WorldCounts.Mix(fewer, 1 - part, more, part);
    }

    private WorldCounts NotifyAt(double limit)
    {
        var (found, notifiedOn) = (new WorldCounts(), new List<int>(12));
        for (var place = 0; place < courses.Length; place++)
        {
            notifiedOn.Clear();
            WorldNotifying.Of(courses[place], limit, people[place].History.Today.DayNumber, notifiedOn);
            found.Add(people[place], notifiedOn);
        }

        return found;
    }

    private static double[] LimitsOf(DatedCourse[] courses)
    {
        var all = courses.SelectMany(course => course.Risk).Where(value => value > 0).ToArray();
        Array.Sort(all);
        Array.Reverse(all);
        var distinct = all.Distinct().Take(MostLimits + 1).Select(value => (double)value).ToArray();
        if (distinct.Length <= MostLimits)
            return distinct;
        // Closer together at the top, where the limits are.
        return
        [
            .. Enumerable
                .Range(1, MostLimits)
                .Select(step => (double)all[(int)((all.Length - 1) * (double)step * step / MostLimits / MostLimits)])
                .Distinct(),
        ];
    }
}
