namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>
/// The nearness of the people of one world by one policy, from which notifications follow at any limit.
/// </summary>
public sealed class Courses
{
    /// <summary>The most limits that are tried when a policy has more distinct values.</summary>
    private const int MostLimits = 400;

    private readonly IReadOnlyList<WorldPerson> people;
    private readonly DatedCourse[] courses;
    private readonly WorldCounts?[] red;

    private Courses(IReadOnlyList<WorldPerson> people, DatedCourse[] courses)
    {
        (this.people, this.courses) = (people, courses);
        Limits = LimitsOf(courses);
        red = new WorldCounts?[Limits.Length];
    }

    /// <summary>The values that a limit can have, highest first.</summary>
    public double[] Limits { get; }

    public static Courses Of(Policy policy, IReadOnlyList<WorldPerson> people)
    {
        var courses = new DatedCourse[people.Count];
        for (var place = 0; place < courses.Length; place++)
        {
            var course = policy.Course(people[place].History);
            var (days, nearness) = (new int[course.Count], new float[course.Count]);
            for (var at = 0; at < days.Length; at++)
                (days[at], nearness[at]) = (course[at].Day.DayNumber, (float)course[at].Nearness);
            courses[place] = new DatedCourse(days, nearness);
        }

        return new Courses(people, courses);
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

    /// <summary>The result at a number of notifications per 100 people per month, with one level.</summary>
    /// <returns>
    /// A mix of two limits, as if one limit held for some of the people and the other for the rest; at the lowest limit
    /// when even that gives fewer.
    /// </returns>
    public WorldCounts At(double number) =>
        At(number, place => red[place] ??= NotifyAt(new NotificationLimits(Limits[place])), out _);

    /// <summary>The result at a number of notifications with two levels, of which so many may be red.</summary>
    public WorldCounts At(double number, double ofRed)
    {
        if (Limits.Length == 0)
            return At(number);
        At(ofRed, place => red[place] ??= NotifyAt(new NotificationLimits(Limits[place])), out var limit);
        return At(number, place => NotifyAt(new NotificationLimits(Limits[place], Limits[limit])), out _);
    }

    public WorldCounts NotifyAt(NotificationLimits limits)
    {
        var (found, notifiedOn) = (new WorldCounts(), new List<int>(12));
        for (var place = 0; place < courses.Length; place++)
        {
            notifiedOn.Clear();
            WorldNotifying.Of(courses[place], limits, people[place].History.Today.DayNumber, notifiedOn);
            found.Add(people[place], notifiedOn);
        }

        return found;
    }

    /// <param name="place">The limit nearest to the number.</param>
    private WorldCounts At(double number, Func<int, WorldCounts> notify, out int place)
    {
        var nobody = NotifyAt(new NotificationLimits(double.PositiveInfinity));
        var (low, high) = (-1, Limits.Length - 1);
        place = Math.Max(0, high);
        if (high < 0)
            return nobody;
        if (notify(high).Number < number)
            return notify(high);

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (notify(middle).Number < number)
                low = middle;
            else
                high = middle;
        }

        var (fewer, more) = (low < 0 ? nobody : notify(low), notify(high));
        var part = (number - fewer.Number) / (more.Number - fewer.Number);
        place = part < 0.5 && low >= 0 ? low : high;
        return WorldCounts.Mix(fewer, 1 - part, more, part);
    }

    private static double[] LimitsOf(DatedCourse[] courses)
    {
        var all = courses.SelectMany(one => one.Nearness).Where(one => one > 0).ToArray();
        Array.Sort(all);
        Array.Reverse(all);
        var distinct = all.Distinct().Take(MostLimits + 1).Select(one => (double)one).ToArray();
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
