using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Hosting;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures what policies find in many simulated worlds, at equal numbers of notifications: tables in Markdown.
/// </summary>
/// <remarks>It shows what holds in any such world, not whether a rule is right about people.</remarks>
public static class WorldsBench
{
    /// <summary>
    /// Notifications per 100 people per month: with one level, and with two of which the first number is red.
    /// </summary>
    internal const double Few = 3,
        Many = 10;

    private const int Quarter = 4;

    /// <param name="people">The number of people in each world.</param>
    public static int Run(int people)
    {
        if (Installation.Load([], out var faults) is not { } installation)
        {
            foreach (var fault in faults)
                Console.Error.WriteLine(fault);
            return 1;
        }

        var clock = Stopwatch.StartNew();
        var asking = new AskingPlan(installation.Plan, installation.Instruments, Worlds.Months);
        IReadOnlyList<Populated> worlds =
        [
            .. Worlds
                .ToChooseOn.Concat(Worlds.ToCheckOn)
                .AsParallel()
                .AsOrdered()
                .Select(seed => Populated.Of(Worlds.Draw(seed), people, asking)),
        ];
        var chosen = worlds.Take(Worlds.ToChooseOn.Count).ToList();
        var check = worlds.Skip(chosen.Count).ToList();
        Note(clock, "made");
        var regression = WorldRegression.Fit(chosen.Select(world => world.People));
        Note(clock, "learned");
        IReadOnlyList<Compared> policies =
        [
            .. WorldPolicies.All.Select(policy => new Compared(policy)),
            new(regression),
            new("observer of the true risk", Courses.OfTrueRisk),
        ];
        var results = policies.ToDictionary(one => one, one => Results(one, worlds));
        Note(clock, "told");
        Say(
            $"{people:N0} people and {Worlds.Months} months a world. Shares are of the collapses, told 14 to 180 days ahead; \"worst\" is the mean of the worst quarter of the worlds."
        );
        Summary("Check worlds", policies, results, chosen.Count, check.Count);
        Summary("All worlds", policies, results, 0, worlds.Count);
        PerWorld(policies, results, check, chosen.Count);
        foreach (var one in policies)
        {
            if (one.Policy?.Own is not { } limits)
                continue;
            var own = check
                .Select(world => one.Courses(world.People))
                .Select(courses => new Result(
                    courses.NotifyAt(new NotificationLimits(limits.Red)),
                    courses.NotifyAt(limits)
                ))
                .ToList();
            AtItsNumbers(one.Name, own, policies.Where(other => other != one), check);
        }

        foreach (var one in policies.Where(one => one.Policy is { Variants.Count: > 0 }))
            WhatIsLost(one, results[one], worlds);
        AtItsNumbers(
            "the rules as replayed",
            check
                .AsParallel()
                .AsOrdered()
                .Select(world => world.NotifiedByRules(installation.Settings.Signals))
                .ToList(),
            policies,
            check
        );
        Prices(installation.Settings.Signals, check);
        AtTheGate(worlds);
        Note(clock, "done");
        return 0;
    }

    private static List<Result> Results(Compared policy, IReadOnlyList<Populated> worlds) =>
        [.. worlds.AsParallel().AsOrdered().Select(world => Result.Of(policy.Courses(world.People)))];

    private static void Summary(
        string name,
        IReadOnlyList<Compared> policies,
        Dictionary<Compared, List<Result>> results,
        int skip,
        int take
    )
    {
        Say($"\n## {name}: {take}\n");
        Say(
            $"| policy | at {Few}: median, worst | at {Many}: median, worst | 14–90 at {Few}, at {Many}: median, worst | 14–270 at {Few}, at {Many}: median, worst | lead, days, at {Few}, at {Many} | stable ever told, at {Few}, at {Many} |"
        );
        Say($"|---|---:|---:|---:|---:|---:|---:|");
        foreach (var policy in policies)
        {
            var all = results[policy].Skip(skip).Take(take).ToList();
            Say(
                $"| {policy.Name} | {Spread(all, one => one.Few.Share())} | {Spread(all, one => one.Many.Share())} | {Spread(all, one => one.Few.Share(1))}; {Spread(all, one => one.Many.Share(1))} | {Spread(all, one => one.Few.Share(2))}; {Spread(all, one => one.Many.Share(2))} | {Middle(all.ConvertAll(one => one.Few.MedianLead() ?? 0.0)):0}, {Middle(all.ConvertAll(one => one.Many.MedianLead() ?? 0.0)):0} | {Middle(all.ConvertAll(one => 100 * one.Few.StableShare)):0}%, {Middle(all.ConvertAll(one => 100 * one.Many.StableShare)):0}% |"
            );
        }
    }

    private static void PerWorld(
        IReadOnlyList<Compared> policies,
        Dictionary<Compared, List<Result>> results,
        List<Populated> check,
        int skip
    )
    {
        Say($"\n## Each check world: at {Few}, at {Many}\n");
        Say($"| world | against belief | {string.Join(" | ", policies.Select(one => one.Name))} |");
        Say($"|---|---|{string.Concat(Enumerable.Repeat("---:|", policies.Count))}");
        for (var place = 0; place < check.Count; place++)
        {
            var cells = policies
                .Select(one => results[one][skip + place])
                .Select(one => Text($"{100 * one.Few.Share():0}, {100 * one.Many.Share():0}"));
            Say($"| {Name(check[place].World)} | {Against(check[place].World)} | {string.Join(" | ", cells)} |");
        }
    }

    /// <summary>
    /// What one policy finds at its own limits, and what the others find at its numbers in the same world.
    /// </summary>
    /// <param name="own">Its red and all its notifications, in each world.</param>
    private static void AtItsNumbers(
        string name,
        List<Result> own,
        IEnumerable<Compared> others,
        List<Populated> worlds
    )
    {
        Say($"\n## At the numbers of {name}, check worlds\n");
        Say(
            $"| policy | red a month: median, least to most | red: median, worst | all a month: median, least to most | all: median, worst | stable ever told red, told | lead, days: red, all |"
        );
        Say($"|---|---:|---:|---:|---:|---:|---:|");
        Row(name, own);
        foreach (var other in others)
        {
            Row(
                other.Name,
                [
                    .. worlds.Zip(
                        own,
                        (world, notified) =>
                        {
                            var courses = other.Courses(world.People);
                            return new Result(
                                courses.At(notified.Few.Number),
                                courses.At(notified.Many.Number, notified.Few.Number)
                            );
                        }
                    ),
                ]
            );
        }

        static void Row(string name, List<Result> notified) =>
            Say(
                $"| {name} | {Numbers(notified.ConvertAll(it => it.Few.Number))} | {Spread(notified, it => it.Few.Share())} | {Numbers(notified.ConvertAll(it => it.Many.Number))} | {Spread(notified, it => it.Many.Share())} | {Middle(notified.ConvertAll(it => 100 * it.Few.StableShare)):0}%, {Middle(notified.ConvertAll(it => 100 * it.Many.StableShare)):0}% | {Leads(notified)} |"
            );
    }

    /// <summary>What leaving a sign out costs, in percentage points at the same number of notifications.</summary>
    private static void WhatIsLost(Compared policy, List<Result> whole, IReadOnlyList<Populated> worlds)
    {
        Say($"\n## What is lost without one of the things of \"{policy.Name}\", all worlds\n");
        Say($"| variant | lost at {Few}: median, worst quarter | lost at {Many}: median, worst quarter |");
        Say($"|---|---:|---:|");
        foreach (var variant in policy.Policy!.Variants)
        {
            var other = Results(new Compared(variant), worlds);
            Say($"| {variant.Name} | {Added(one => one.Few)} | {Added(one => one.Many)} |");

            string Added(Func<Result, WorldCounts> of)
            {
                var (with, without) = (
                    whole.ConvertAll(one => 100 * of(one).Share()),
                    other.ConvertAll(one => 100 * of(one).Share())
                );
                return Text(
                    $"{Middle([.. with.Zip(without, (one, two) => one - two)]):+0.0;-0.0;0.0}, {Worst(with) - Worst(without):+0.0;-0.0;0.0}"
                );
            }
        }
    }

    /// <summary>What each warning sign costs and finds, in a replay.</summary>
    private static void Prices(RuleSettings settings, List<Populated> worlds)
    {
        Say($"\n## What each warning sign costs and finds, check worlds\n");
        Say(
            $"| without | red a month: median | red: median, worst | all a month: median | all: median, worst | stable ever told red, told | lead, days: red, all |"
        );
        Say($"|---|---:|---:|---:|---:|---:|---:|");
        Row("nothing", default);
        foreach (var thing in WarningSigns.All.Where(thing => thing.Weighs))
            Row(thing.Key, new Mute(0, WarningSigns.Bits(one => one == thing)));

        void Row(string name, Mute mute)
        {
            var notified = worlds
                .AsParallel()
                .AsOrdered()
                .Select(world => world.NotifiedByRules(settings, mute))
                .ToList();
            Say(
                $"| {name} | {Middle(notified.ConvertAll(it => it.Few.Number)):0.0} | {Spread(notified, it => it.Few.Share())} | {Middle(notified.ConvertAll(it => it.Many.Number)):0.0} | {Spread(notified, it => it.Many.Share())} | {Middle(notified.ConvertAll(it => 100 * it.Few.StableShare)):0}%, {Middle(notified.ConvertAll(it => 100 * it.Many.StableShare)):0}% | {Leads(notified)} |"
            );
        }
    }

    private static void AtTheGate(IReadOnlyList<Populated> worlds)
    {
        var gates = worlds.AsParallel().AsOrdered().Select(world => Gate.Of(world.People)).ToList();
        var figures = gates[0].Figures;
        Say($"\n## The gate\n");
        Say($"| figure | range | source | least | median | most |\n|---|---:|---|---:|---:|---:|");
        for (var place = 0; place < figures.Count; place++)
        {
            var values = gates.ConvertAll(gate => gate.Figures[place].Value);
            Say(
                $"| {place + 1}. {figures[place].Name} | {figures[place].Low:0.###} to {figures[place].High:0.###} | {figures[place].Source} | {values.Min():0.00#} | {Middle(values):0.00#} | {values.Max():0.00#} |"
            );
        }

        Say($"\n| world | against belief | collapsed | {string.Join(" | ", Enumerable.Range(1, figures.Count))} |");
        Say($"|---|---|---:|{string.Concat(Enumerable.Repeat("---:|", figures.Count))}");
        foreach (var (world, gate) in worlds.Zip(gates))
        {
            Say(
                $"| {Name(world.World)} | {Against(world.World)} | {100.0 * world.People.Count(one => one.CollapsedOn is not null) / world.People.Count:0}% | {string.Join(" | ", gate.Figures.Select(one => Text($"{one.Value:0.00}{(one.IsNear ? "" : " **out**")}")))} |"
            );
        }
    }

    private static string Name(World world) =>
        Text(
            $"{world.Seed}: {world.Driver switch { Driver.OneBurden => "one burden", Driver.TwoBurdens => "two burdens", _ => "trait and state" }}, {world.Onset switch { Onset.Hazard => "hazard", Onset.Limit => "limit", Onset.Sudden => "sudden", _ => "mixed" }}"
        );

    private static string Against(World world)
    {
        var turned = new List<string>();
        if (world.Silence <= 0)
            turned.Add("silence");
        if (world.EventRisk <= 0)
            turned.Add("events");
        if (world.SatisfactionRisk > 0)
            turned.Add("satisfaction");
        return turned.Count == 0 ? "–" : string.Join(", ", turned);
    }

    internal static string Spread(List<Result> results, Func<Result, double> share)
    {
        var shares = results.ConvertAll(one => 100 * share(one));
        return Text($"{Middle(shares):0}, {Worst(shares):0}");
    }

    private static string Numbers(List<double> numbers) =>
        Text($"{Middle(numbers):0.0}, {numbers.Min():0.0}–{numbers.Max():0.0}");

    /// <summary>The median over the worlds of each world's median.</summary>
    private static string Leads(List<Result> notified) =>
        Text(
            $"{Middle(notified.ConvertAll(it => it.Few.MedianLead() ?? 0.0)):0}, {Middle(notified.ConvertAll(it => it.Many.MedianLead() ?? 0.0)):0}"
        );

    internal static double Middle(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    internal static double Worst(List<double> values) =>
        values.Order().Take((values.Count + Quarter - 1) / Quarter).Average();

    internal static void Note(Stopwatch clock, string what) =>
        Console.Error.WriteLine(Text($"{what}: {clock.Elapsed.TotalSeconds:0.0} s"));

    internal static void Say(FormattableString text) => Console.WriteLine(Text(text));

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A policy, or a comparison that sees more than a history.</summary>
    private sealed record Compared(string Name, Func<IReadOnlyList<WorldPerson>, Courses> Courses)
    {
        public Compared(Policy policy)
            : this(policy.Name, people => SimulatedWorlds.Courses.Of(policy, people)) => Policy = policy;

        public Policy? Policy { get; }
    }

    /// <param name="Few">The result with one level.</param>
    /// <param name="Many">The result with two levels.</param>
    internal sealed record Result(WorldCounts Few, WorldCounts Many)
    {
        public static Result Of(Courses courses) =>
            new(courses.At(WorldsBench.Few), courses.At(WorldsBench.Many, WorldsBench.Few));
    }

    internal sealed record Populated(World World, IReadOnlyList<WorldPerson> People)
    {
        public static Populated Of(World world, int people, AskingPlan asking) =>
            new(world, Worlds.People(world, people, asking));

        /// <summary>
        /// The result of the service's own rules, each notification followed by a contact after 14 days.
        /// </summary>
        public Result NotifiedByRules(RuleSettings settings, Mute mute = default)
        {
            var (red, all) = (new WorldCounts(), new WorldCounts());
            foreach (var person in People)
            {
                var notified = Replay
                    .Of(person.History, settings, mute: mute)
                    .Signals.Where(one => one.Day < person.History.Today)
                    .ToList();
                red.Add(
                    person,
                    [.. notified.Where(one => one.Urgency == Urgency.Red).Select(one => one.Day.DayNumber)]
                );
                all.Add(person, notified.ConvertAll(one => one.Day.DayNumber));
            }

            return new Result(red, all);
        }
    }
}
