using CaregiverSignal.Time;
using static CaregiverSignal.Bench.SecondJudge.Reading;

namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>What became of the heavy answers of a crowd, and what it cost its coordinators.</summary>
/// <param name="Heavy">Of the answered forms.</param>
/// <param name="AlarmingUnheard">Of forms that alarm by what is no heavy thing, of people who were followed for long enough.</param>
/// <param name="Due">Working days until the row of a heavy answer was due; null where rows have no such day.</param>
/// <param name="Talked">Working days until somebody talked, of the heavy answers after which somebody did.</param>
/// <param name="NewLines">Lines a month of 100 people where nothing else was open.</param>
/// <param name="Open">Of 100 people on an average day.</param>
/// <param name="NeverReached">Of the talks that the rules ask for, those still waiting when the next about the same person was wanted, or at the end.</param>
public sealed record Counts(
    Some Heavy,
    Some NothingNextDay,
    int Unheard,
    int UnheardPeople,
    Some AlarmingUnheard,
    Spread? Due,
    Spread Talked,
    double Signals,
    double RedPart,
    double NewLines,
    double Open,
    double OpenWithDay,
    double Hours,
    double LookHours,
    Some NeverReached,
    IReadOnlyDictionary<LifeKind, OfAKind> ByKind
)
{
    public static Counts Of(IReadOnlyList<Course> courses, double hoursAWeek)
    {
        var heavy = (
            from course in courses
            from form in course.Life.Answered
            where form.Answers.IsHeavy() && form.On < course.Life.Until
            select (Course: course, On: form.On!.Value)
        ).ToList();
        var missed = heavy.Where(it => !it.Course.StandsOn(it.On.AddDays(1))).ToList();
        var unheard = missed.Where(it => it.Course.IsUnheard(it.On)).ToList();
        var alarming = (
            from course in courses
            from day in Alarms(course.Life)
            where day.AddDays(JudgeLimits.UnheardDays) <= course.Life.Until
            select (Course: course, On: day)
        ).ToList();
        var alarmingUnheard = alarming.FindAll(it => it.Course.IsUnheard(it.On));
        var hasDays = courses.Any(course => course.Told.Rows.Any(row => row.Due is not null));
        var days = (double)courses.Sum(course => course.Life.Until.DayNumber - course.Life.From.DayNumber);
        var (months, weeks) = (days / 30.4375 / 100, days / 7 / 100);
        var signals = courses
            .SelectMany(course => course.Told.Signals.Where(signal => signal.On <= course.Life.Until))
            .ToList();
        var talks = courses.SelectMany(course => course.Talks).ToList();
        var (open, openWithDay) = OpenDays(courses);
        return new Counts(
            new(heavy.Count, courses.Sum(course => course.Life.Answered.Count())),
            new(missed.Count, heavy.Count),
            unheard.Count,
            unheard.Select(it => it.Course.Life.Id).Distinct().Count(),
            new(alarmingUnheard.Count, alarming.Count),
            hasDays ? Spread.Of(heavy.Select(it => it.Course.WorkingDaysUntilDue(it.On))) : null,
            Spread.Of(heavy.Select(it => it.Course.WorkingDaysUntilTalk(it.On))),
            signals.Count / months,
            signals.Count(signal => signal.IsRed) / Math.Max(1.0, signals.Count),
            courses.Sum(NewLinesOf) / months,
            100 * open / days,
            openWithDay / Math.Max(1.0, open),
            talks.Count * JudgeLimits.MinutesOfATalk / 60.0 / weeks,
            talks.Count(talk => talk.IsLook) * JudgeLimits.MinutesOfATalk / 60.0 / weeks,
            new(NeverReachedOf(courses, hoursAWeek), talks.Count),
            Enum.GetValues<LifeKind>()
                .ToDictionary(
                    kind => kind,
                    kind => new OfAKind(
                        new(missed.Count(IsOf(kind)), heavy.Count(IsOf(kind))),
                        new(alarmingUnheard.Count(IsOf(kind)), alarming.Count(IsOf(kind)))
                    )
                )
        );

        static Func<(Course Course, DateOnly On), bool> IsOf(LifeKind kind) => it => it.Course.Life.Kind == kind;
    }

    /// <summary>What is printed, each on a line.</summary>
    public IEnumerable<(string What, string Value)> Rows() =>
        [
            ("heavy answers, of all", $"{Heavy}"),
            ("  with nothing open the next day", $"{NothingNextDay}"),
            ("  with nothing open for 45 days (people)", $"{Unheard} ({UnheardPeople})"),
            ("alarming by other limits, with nothing open for 45 days", $"{AlarmingUnheard}"),
            ("working days until a heavy answer's row was due (median, 90 %, most)", Due?.ToString() ?? "no day"),
            ("working days until a talk after it (median, 90 %, most)", $"{Talked}"),
            ("signals a month of 100 people (red)", Plain.Line($"{Signals:0.0} ({RedPart:P0})")),
            ("lines a month of 100 people where nothing was open", Plain.Line($"{NewLines:0.0}")),
            ("open of 100 people on an average day (with a day)", Plain.Line($"{Open:0.0} ({OpenWithDay:P0})")),
            ("hours of talks a week of 100 people (looks)", Plain.Line($"{Hours:0.00} ({LookHours:0.00})")),
            ("talks never reached with the hours there are", $"{NeverReached}"),
            ("of each kind: heavy with nothing next day · alarming by other limits, unheard", ""),
            .. ByKind.Select(kind => ($"  {kind.Key}", $"{kind.Value}")),
        ];

    private static IEnumerable<DateOnly> Alarms(Life life)
    {
        Form? before = null;
        int? firstBurden = null;
        foreach (var form in life.Answered)
        {
            if (!form.Answers.IsHeavy() && form.IsAlarming(before, firstBurden))
                yield return form.On!.Value;
            firstBurden ??= form.Answers.Of(Burden);
            before = form;
        }
    }

    private static int NewLinesOf(Course course) =>
        course.Told.Rows.Count(row =>
            row.Rank == 1 && row.From <= course.Life.Until && !course.StandsOn(row.From.AddDays(-1))
        );

    private static (int Open, int WithDay) OpenDays(IReadOnlyList<Course> courses)
    {
        var (open, withDay) = (0, 0);
        foreach (var course in courses)
            for (var day = course.Life.From; day < course.Life.Until; day = day.AddDays(1))
            {
                open += course.StandsOn(day) ? 1 : 0;
                withDay += course.Told.Rows.Any(row => row.StandsOn(day) && row.Due is not null) ? 1 : 0;
            }
        return (open, withDay);
    }

    /// <summary>Each week a coordinator has so many hours of 100 people: red first, then by day.</summary>
    private static int NeverReachedOf(IReadOnlyList<Course> courses, double hoursAWeek)
    {
        var (waiting, never, hours) = (new Dictionary<string, Step>(StringComparer.Ordinal), 0, 0.0);
        var wanted = courses
            .SelectMany(course => course.Talks.Select(talk => (course.Life.Id, Talk: talk)))
            .OrderBy(it => it.Talk.On)
            .ToList();
        var (next, first) = (0, courses.Min(course => course.Life.From));
        for (var week = first; week <= courses.Max(course => course.Life.Until); week = week.AddDays(7))
        {
            for (; next < wanted.Count && wanted[next].Talk.On < week.AddDays(7); next++)
            {
                never += waiting.ContainsKey(wanted[next].Id) ? 1 : 0;
                waiting[wanted[next].Id] = wanted[next].Talk;
            }

            var people = courses.Count(course => course.Life.From <= week && week < course.Life.Until);
            hours += hoursAWeek * people / 100;
            var talks = (int)(hours * 60 / JudgeLimits.MinutesOfATalk);
            foreach (
                var (id, _) in waiting.OrderBy(it => !it.Value.IsRed).ThenBy(it => it.Value.On).Take(talks).ToList()
            )
            {
                waiting.Remove(id);
                hours -= JudgeLimits.MinutesOfATalk / 60.0;
            }

            // What is left of a quiet week is no hour of the next.
            hours = Math.Min(hours, JudgeLimits.MinutesOfATalk / 60.0);
        }

        return never + waiting.Count;
    }
}

public sealed record OfAKind(Some NothingNextDay, Some AlarmingUnheard)
{
    public override string ToString() =>
        $"{NothingNextDay.Count}/{NothingNextDay.All} · {AlarmingUnheard.Count}/{AlarmingUnheard.All}";
}

/// <summary>Some of all.</summary>
public sealed record Some(int Count, int All)
{
    public double Part => Count / Math.Max(1.0, All);

    public override string ToString() => Plain.Line($"{Count} of {All} ({Part:P1})");
}

/// <summary>How many working days something took.</summary>
/// <param name="Never">After how many it did not come.</param>
public sealed record Spread(int Median, int NineInTen, int Longest, int Never)
{
    public static Spread Of(IEnumerable<int?> days)
    {
        var all = days.ToList();
        var known = all.OfType<int>().Order().ToList();
        return known.Count == 0
            ? new Spread(0, 0, 0, all.Count)
            : new Spread(known[known.Count / 2], known[known.Count * 9 / 10], known[^1], all.Count - known.Count);
    }

    public override string ToString() => $"{Median} · {NineInTen} · {Longest}{(Never > 0 ? $", never {Never}" : "")}";
}

internal static class Hearing
{
    public static bool StandsOn(this Course course, DateOnly day) => course.Told.Rows.Any(row => row.StandsOn(day));

    /// <summary>Whether nothing stood open for 45 days, of who was followed for so long.</summary>
    public static bool IsUnheard(this Course course, DateOnly on)
    {
        var last = on.AddDays(JudgeLimits.UnheardDays);
        return last <= course.Life.Until && !course.Told.Rows.Any(row => row.From <= last && !(row.Until < on));
    }

    /// <summary>By the row that stands the next day, or else the next one.</summary>
    public static int? WorkingDaysUntilDue(this Course course, DateOnly on)
    {
        var rows = course.Told.Rows.Where(row => row.StandsOn(on.AddDays(1))).ToList();
        if (rows.Count == 0)
            rows = [.. course.Told.Rows.Where(row => row.From > on).Take(1)];
        return rows.Min(row => row.Due) is { } due && due <= course.Life.Until
            ? WorkingDays.Usual.Between(on, due)
            : null;
    }

    public static int? WorkingDaysUntilTalk(this Course course, DateOnly on) =>
        course.Talks.FirstOrDefault(talk => talk.On >= on) is { } talk ? WorkingDays.Usual.Between(on, talk.On) : null;
}
