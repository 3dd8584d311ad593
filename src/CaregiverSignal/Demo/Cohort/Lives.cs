namespace CaregiverSignal.Demo;

/// <summary>Invents what is in store for the people of a cohort; the assumptions stand at <see cref="CohortWorld"/>.</summary>
public static class Lives
{
    private const int MonthDays = 30;
    private const double ChanceOfReport = 0.6;

    private static readonly string[] Heavy =
        ["HelperLost", "FormalHelpReduced", "Fall", "Hospital", "CrisisAdmission", "BehaviourWorsened", "OwnIllness"];

    private static readonly Course[] Courses = Enum.GetValues<Course>();

    /// <param name="number">From 0.</param>
    public static Life Invent(CohortOptions options, int number)
    {
        var luck = Population.LuckOf(options.Seed, number, subject: 10);
        var course = Draw(options.World, luck);
        var enrolled = CohortOptions.FirstDay.AddDays(luck.Next(0, 31));
        var (turns, end, turning) = Turns(course, luck);
        var happenings = Happenings(options, course, enrolled, turning, luck);
        DateOnly? collapses = end is { } day && enrolled.AddDays(day) <= options.LastDay ? enrolled.AddDays(day) : null;
        // They stop whether or not the collapse falls within the cohort's time.
        DateOnly? silent = course == Course.Silent
            ? enrolled.AddDays(end!.Value - luck.Next(60, 151))
            : end is null && luck.NextDouble() < 0.04 ? enrolled.AddDays(luck.Next(90, 1000)) : null;
        return new Life(
            course,
            Channel(course, luck),
            enrolled,
            turns,
            Wave(options.Months + 2, luck),
            happenings,
            Math.Clamp(1 - options.World.NonResponse + (0.3 * (luck.NextDouble() - 0.5)), 0.05, 1),
            silent,
            collapses);
    }

    private static Course Draw(CohortWorld world, Random luck)
    {
        var draw = luck.NextDouble() * world.Shares.Values.Sum();
        foreach (var course in Courses)
        {
            draw -= world.Shares.GetValueOrDefault(course);
            if (draw < 0) return course;
        }

        return Course.Steady;
    }

    /// <summary>The line of the strain, the day of the collapse if it comes to that, and the day of the event that turns it.</summary>
    private static (List<(int Day, double Strain)> Turns, int? Collapse, int? Turning) Turns(Course course, Random luck) => course switch
    {
        Course.Steady => (Level(0.08, 0.38, luck), null, null),
        Course.Content => (Level(0.03, 0.12, luck), null, null),
        Course.Coping => (Level(0.50, 0.66, luck), null, null),
        Course.Devoted => Devoted(luck),
        Course.Sudden => Sudden(luck),
        Course.Recovering => Recovering(luck),
        Course.Silent => Rising(luck, latest: 16, shortest: 8, longest: 20, levelsOff: 0),
        _ => Rising(luck, latest: 18, shortest: 10, longest: 30, levelsOff: 0.25),
    };

    private static List<(int Day, double Strain)> Level(double low, double high, Random luck) => [(0, Between(luck, low, high))];

    /// <summary>Months: when it begins at the latest, and how long it takes to the limit.</summary>
    private static (List<(int Day, double Strain)> Turns, int? Collapse, int? Turning) Rising(Random luck, int latest, int shortest, int longest, double levelsOff)
    {
        var (from, limit) = (Between(luck, 0.15, 0.35), Between(luck, 0.78, 0.95));
        var begins = (int)Between(luck, 0, latest * MonthDays);
        var arrives = begins + (int)Between(luck, shortest * MonthDays, longest * MonthDays);
        var (holds, weeks) = (luck.NextDouble() < levelsOff, luck.Next(0, 61));
        return ([(0, from), (begins, from), (arrives, holds ? limit - 0.1 : limit)], holds ? null : arrives + weeks, null);
    }

    private static (List<(int Day, double Strain)> Turns, int? Collapse, int? Turning) Sudden(Random luck)
    {
        var (from, to) = (Between(luck, 0.12, 0.38), Between(luck, 0.72, 0.92));
        var happens = (int)Between(luck, 4 * MonthDays, 30 * MonthDays);
        var heavy = happens + luck.Next(10, 41);
        var (adapts, days) = (luck.NextDouble() < 0.5, luck.Next(40, 201));
        return adapts
            ? ([(0, from), (happens, from), (heavy, to - 0.1), (heavy + 120, to - 0.1), (heavy + 120 + luck.Next(180, 361), 0.4)], null, happens)
            : ([(0, from), (happens, from), (heavy, to)], happens + days, happens);
    }

    private static (List<(int Day, double Strain)> Turns, int? Collapse, int? Turning) Recovering(Random luck)
    {
        var (from, to) = (Between(luck, 0.62, 0.8), Between(luck, 0.18, 0.38));
        var helped = (int)Between(luck, 6 * MonthDays, 20 * MonthDays);
        return ([(0, from), (helped, from), (helped + luck.Next(90, 151), to)], null, helped);
    }

    private static (List<(int Day, double Strain)> Turns, int? Collapse, int? Turning) Devoted(Random luck)
    {
        var from = Between(luck, 0.58, 0.7);
        if (luck.NextDouble() >= 0.3) return ([(0, from)], null, null);
        var begins = (int)Between(luck, 6 * MonthDays, 30 * MonthDays);
        var arrives = begins + luck.Next(120, 241);
        return ([(0, from), (begins, from), (arrives, 0.92)], arrives + luck.Next(0, 61), null);
    }

    /// <summary>Each month keeps six tenths of the one before; deviation 0.035.</summary>
    private static double[] Wave(int months, Random luck)
    {
        const double deviation = 0.035, kept = 0.6;
        var wave = new double[months];
        wave[0] = Noise.Normal(luck, deviation);
        for (var month = 1; month < months; month++) wave[month] = (kept * wave[month - 1]) + Noise.Normal(luck, deviation * Math.Sqrt(1 - (kept * kept)));
        return wave;
    }

    private static List<Happening> Happenings(CohortOptions options, Course course, DateOnly enrolled, int? turning, Random luck)
    {
        var happenings = new List<Happening>();
        if (turning is { } day && course == Course.Recovering)
        {
            happenings.Add(new Happening(enrolled.AddDays(day), "RespiteStarted", "coordinator", enrolled.AddDays(day), AddsStrain: false));
        }
        else if (turning is { } turned)
        {
            happenings.Add(Misfortune(enrolled.AddDays(turned), luck, addsStrain: false));
        }

        for (var month = 0; month < options.Months; month++)
        {
            var (happens, when) = (luck.NextDouble() < options.World.EventsAYear / 12, luck.Next(0, MonthDays));
            if (happens) happenings.Add(Misfortune(enrolled.AddDays((month * MonthDays) + when), luck, addsStrain: true));
        }

        return happenings;
    }

    private static Happening Misfortune(DateOnly day, Random luck, bool addsStrain)
    {
        var (kind, isTold, later, isOwn) = (Heavy[luck.Next(Heavy.Length)], luck.NextDouble() < ChanceOfReport, luck.Next(0, 15), luck.NextDouble() < 0.7);
        return new Happening(day, kind, isOwn ? "caregiver" : "professional", isTold ? day.AddDays(later) : null, addsStrain);
    }

    /// <summary>Silence is only to be seen with those who are asked by mail.</summary>
    private static string Channel(Course course, Random luck)
    {
        var draw = luck.NextDouble();
        return course == Course.Silent || draw < 0.9 ? "email" : draw < 0.96 ? "phone" : "paper";
    }

    private static double Between(Random luck, double low, double high) => low + ((high - low) * luck.NextDouble());
}
