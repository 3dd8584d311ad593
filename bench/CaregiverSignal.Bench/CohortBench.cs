using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Demo;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Bench;

/// <summary>Our rules and what they are compared with, over simulated cohorts: a table in Markdown, at equal numbers of signals.</summary>
/// <remarks>It shows whether the rules do what they are meant to do in a world of our own making, not whether they are right about people.</remarks>
public static class CohortBench
{
    /// <summary>Far from the seeds of the table: the yardstick learns from people whom it is not measured on.</summary>
    private const int YardstickSeed = 1001;

    private static readonly string[] Columns =
    [
        "rule", "signals per 100 a month", "collapses told in time (cohorts)", "median lead, days", "followed by collapse", "stable ever told",
        "coping ever told", "silent collapses", "minimisers", "repeats in 30 days",
    ];

    /// <param name="seeds">Cohorts of the standard world; each further world has one.</param>
    public static int Run(int people, int months, int seeds)
    {
        if (Installation.Load([], out var faults) is not { } installation)
        {
            foreach (var fault in faults) Console.Error.WriteLine(fault);
            return 1;
        }

        var clock = Stopwatch.StartNew();
        var learned = new CohortOptions(CohortWorld.Standard, people, months, YardstickSeed);
        var (cohort, settings) = (Make(learned, installation), Compared.OurSettings(installation.Settings.Signals));
        var yardstick = Yardstick.Learn(cohort, learned.LastDay);
        var rules = Compared.All(See(cohort, yardstick, settings), learned.LastDay);
        Say($"Rules version {RuleSettings.Version}; {people:N0} people and {months} months a cohort. The regression is fitted, and every rule's other limits are chosen, on a cohort of their own in the standard world.");
        Say($"\n| in that cohort | simulated | published | source |\n|---|---:|---:|---|");
        foreach (var (what, simulated, published, source) in Likeness.Of(cohort)) Say($"| {what} | {simulated:0.00} | {published} | {source} |");
        Table([.. Enumerable.Range(1, seeds).Select(seed => new CohortOptions(CohortWorld.Standard, people, months, seed))]);
        foreach (var world in new[] { CohortWorld.Lighter, CohortWorld.Heavier, CohortWorld.Unanswered, CohortWorld.Noisy })
        {
            Table([new CohortOptions(world, people, months, seeds + 1)]);
        }

        Console.Error.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0} s"));
        return 0;

        void Table(IReadOnlyList<CohortOptions> cohorts) =>
            Tell([.. cohorts.Select(options => Measured.Of(options, See(Make(options, installation), yardstick, settings), rules))], rules);
    }

    private static void Tell(IReadOnlyList<Measured> cohorts, IReadOnlyList<Compared> rules)
    {
        var (red, any) = (Tally.Sum(cohorts.Select(one => one.Red)), Tally.Sum(cohorts.Select(one => one.Any)));
        var (others, ours) = (rules.SkipLast(1).ToList(), rules[^1]);
        Say($"\n## {cohorts[0].Options.World.Name}: {red[Counted.Collapses]:N0} collapses in {cohorts.Count} {(cohorts.Count == 1 ? "cohort" : "cohorts")}\n");
        Heading();
        Line("**each at its own number**");
        foreach (var rule in others.Where(rule => rule.Own is not null)) Row(rule.Name, cohorts.Select(one => one.Own[rule]));
        Row("ours, red", cohorts.Select(one => one.Red));
        Row("ours, red and amber", cohorts.Select(one => one.Any));
        foreach (var (name, all) in new[] { ("ours, red", red), ("ours, red and amber", any) })
        {
            Line(Text($"**at the number of {name}: {all.Number:0.00}**"));
            foreach (var rule in others) Row(rule.Name, cohorts.Select(one => Tally.At(all.Number, one.Points[rule])));
            Row(name, cohorts.Select(one => name == "ours, red" ? one.Red : one.Any));
        }

        foreach (var rule in others.Where(rule => rule.Own is not null))
        {
            var number = Tally.Sum(cohorts.Select(one => one.Own[rule])).Number;
            Line(Text($"**at the number of {rule.Name}: {number:0.00}**"));
            Row(rule.Name, cohorts.Select(one => one.Own[rule]));
            Row("ours, the strongest or by stricter limits", cohorts.Select(one => Tally.At(number, one.Points[ours])));
            Row(others[^1].Name, cohorts.Select(one => Tally.At(number, one.Points[others[^1]])));
        }

        ByKind(cohorts);
        ByCourse(cohorts);
    }

    /// <summary>Whom each kind of finding is told about: where a number can be saved, and where it is well spent.</summary>
    private static void ByKind(IReadOnlyList<Measured> cohorts)
    {
        Say($"\n| kind, alone or with others | red per 100 a month | amber per 100 a month | followed by collapse | about stable people | about coping people |\n|---|---:|---:|---:|---:|---:|");
        var months = cohorts.Sum(one => one.Any[Counted.Months]);
        foreach (var kind in Enum.GetValues<SignalKind>())
        {
            var told = cohorts.SelectMany(one => one.Told()).Where(one => (one.Told.Kinds & (1 << (int)kind)) != 0).ToList();
            if (told.Count == 0) continue;
            var judged = told.Where(one => one.Told.Day <= cohorts[0].Options.LastDay.AddDays(-180)).ToList();
            Say($"| {Kinds.Code(kind)} | {100 * told.Count(one => one.Told.Level == Level.Red) / months:0.00} | {100 * told.Count(one => one.Told.Level == Level.Amber) / months:0.00} | {Part(judged, one => one.Person.CollapsedOn?.DayNumber - one.Told.Day.DayNumber is > 0 and <= 180)} | {Part(told, one => one.Person.Course is Course.Steady or Course.Content)} | {Part(told, one => one.Person.Course == Course.Coping)} |");
        }
    }

    private static void ByCourse(IReadOnlyList<Measured> cohorts)
    {
        Say($"\n| course | people | ever told | ever told red | signals a person a year | collapses | told in time | told in time, red |\n|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var group in cohorts.SelectMany(one => one.People).GroupBy(seen => seen.Person.Course).OrderBy(group => group.Key))
        {
            var (all, collapsed) = (group.ToList(), group.Where(seen => seen.Person.CollapsedOn is not null).ToList());
            var years = all.Sum(seen => seen.Person.History.Today.DayNumber - seen.Person.EnrolledOn.DayNumber) / 365.25;
            Say($"| {group.Key} | {all.Count:N0} | {Part(all, seen => seen.Ours[0].Count > 0)} | {Part(all, seen => Compared.Red(seen.Ours[0]).Count > 0)} | {all.Sum(seen => seen.Ours[0].Count) / years:0.0} | {collapsed.Count:N0} | {Part(collapsed, seen => Tally.IsInTime(seen.Person, seen.Ours[0]))} | {Part(collapsed, seen => Tally.IsInTime(seen.Person, Compared.Red(seen.Ours[0])))} |");
        }
    }

    private static string Part<T>(List<T> all, Func<T, bool> counts) => all.Count == 0 ? "–" : Text($"{100.0 * all.Count(counts) / all.Count:0}%");

    private static void Heading()
    {
        Say($"| {string.Join(" | ", Columns)} |");
        Say($"|---|{string.Concat(Enumerable.Repeat("---:|", Columns.Length - 1))}");
    }

    private static void Line(string text) => Say($"| {text} |{string.Concat(Enumerable.Repeat(" |", Columns.Length - 1))}");

    private static void Row(string name, IEnumerable<Tally> cohorts)
    {
        var tallies = cohorts.ToList();
        var (all, inTime) = (Tally.Sum(tallies), tallies.ConvertAll(one => one.Percent(Counted.InTime, Counted.Collapses)));
        var range = tallies.Count == 1 ? "" : Text($" ({inTime.Min():0}–{inTime.Max():0})");
        Say($"| {name} | {all.Number:0.00} | {Share(all, Counted.InTime, Counted.Collapses)}{range} | {all.MedianLead()} | {Share(all, Counted.Followed, Counted.Judged)} | {Share(all, Counted.StableTold, Counted.Stable)} | {Share(all, Counted.CopingTold, Counted.Coping)} | {Share(all, Counted.SilentInTime, Counted.Silent)} | {Share(all, Counted.MinimisingInTime, Counted.Minimising)} | {all[Counted.Repeats]:0} |");
    }

    private static string Share(Tally tally, Counted part, Counted whole) =>
        tally[whole] == 0 ? "–" : Text($"{tally.Percent(part, whole):0}%");

    private static IReadOnlyList<CohortPerson> Make(CohortOptions options, Installation installation) =>
        [.. ParallelEnumerable.Range(0, options.People).AsOrdered().Select(number => Cohort.Person(options, number, installation.Plan, installation.Instruments))];

    private static IReadOnlyList<Seen> See(IReadOnlyList<CohortPerson> cohort, Yardstick yardstick, IReadOnlyList<RuleSettings> settings) =>
        [.. cohort.AsParallel().AsOrdered().Select(person => Seen.By(person, yardstick, settings))];

    private static void Say(FormattableString text) => Console.WriteLine(Text(text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <param name="Own">Each single rule with its own limit.</param>
    /// <param name="Points">Each rule with its other limits.</param>
    private sealed record Measured(
        CohortOptions Options,
        IReadOnlyList<Seen> People,
        Tally Red,
        Tally Any,
        IReadOnlyDictionary<Compared, Tally> Own,
        IReadOnlyDictionary<Compared, IReadOnlyList<Tally>> Points)
    {
        public static Measured Of(CohortOptions options, IReadOnlyList<Seen> people, IReadOnlyList<Compared> rules)
        {
            return new Measured(
                options,
                people,
                Count(seen => Compared.Red(seen.Ours[0])),
                Count(seen => seen.Ours[0]),
                rules.Where(rule => rule.Own is not null).ToDictionary(rule => rule, rule => Count(rule.Own!)),
                rules.ToDictionary(rule => rule, IReadOnlyList<Tally> (rule) => [.. rule.Ways.Select(Count)]));

            Tally Count(Way way) => Tally.Of(people, way, options.LastDay);
        }

        public IEnumerable<(CohortPerson Person, Told Told)> Told() => People.SelectMany(seen => seen.Ours[0].Select(told => (seen.Person, told)));
    }
}
