using System.Diagnostics;
using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Hosting;
using CaregiverSignal.Signals.Rules;
using static CaregiverSignal.Bench.WorldsBench;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures what asking some people sooner or less often finds in time, and for how many questions: tables in Markdown.
/// </summary>
/// <remarks>Each row has the same people: the same lives, collapses and answers to the planned check-ins.</remarks>
public static class AskingBench
{
    private static readonly WhenAsked Shipped = new(
        "as shipped: sooner once amber or red, or after a heavy event",
        (before, now) => AskSooner.IsNeeded(before.Near, now.Near, now.Known, before.Day.AddDays(1))
    );

    private static readonly IReadOnlyList<WhenAsked> Ways =
    [
        WhenAsked.Monthly,
        Shipped,
        Shipped with
        {
            Name = "as shipped, each taking a tenth off the odds of answering for good",
            Fatigue = 0.1,
        },
        new("sooner once amber or red", (before, now) => IsNearer(before, now)),
        new("sooner once red", (before, now) => now.Near == Urgency.Red && IsNearer(before, now)),
        new("sooner after a heavy event", IsHeavy),
        new("a week after a heavy event", IsHeavy) { Plan = new SoonerPlan(AfterDays: 7) },
        new("sooner while red", (_, now) => now.Near == Urgency.Red),
        new("sooner while amber or red", (_, now) => now.Near is not null),
        new("sooner while amber or red, two weeks before the next too", (_, now) => now.Near is not null)
        {
            Plan = new SoonerPlan(DaysLeft: 14),
        },
        new("everybody every two weeks", (_, _) => true),
        new("every two months after a good year, all of them") { LessOften = 1 },
        new("every two months after a good year, all of them, monthly once near")
        {
            LessOften = 1,
            MonthlyOnceNear = true,
        },
    ];

    /// <param name="people">The number of people in each world.</param>
    /// <param name="check">0 for the worlds to choose in; 1 for those to check in.</param>
    public static int Run(int people, int check)
    {
        if (Installation.Load([], out var faults) is not { } installation)
        {
            foreach (var fault in faults)
                Console.Error.WriteLine(fault);
            return 1;
        }

        var clock = Stopwatch.StartNew();
        var asking = new AskingPlan(installation.Plan, installation.Instruments, Worlds.Months);
        var seeds = check == 0 ? Worlds.ToChooseOn : Worlds.ToCheckOn;
        Say(
            $"{people:N0} people and {Worlds.Months} months in each of {seeds.Count} worlds to {(check == 0 ? "choose" : "check")} in. Shares are of the collapses, told 14 to 180 days ahead: median, mean of the worst quarter; in brackets the mean difference to every month in the same worlds, in points."
        );
        Say(
            $"\n| asked | check-ins, questions a person a year | by the rules: red a month | red | all a month | all | lead, days, red, all | at {Few} | at {Many} |"
        );
        Say($"|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        List<One>? monthly = null;
        foreach (var way in Ways)
        {
            var all = seeds
                .AsParallel()
                .AsOrdered()
                .Select(seed =>
                    One.Of(Populated.Of(Worlds.Draw(seed), people, asking, way), installation.Settings.Signals)
                )
                .ToList();
            monthly ??= all;
            var rules = all.ConvertAll(one => one.Rules);
            var equal = all.ConvertAll(one => one.Equal);
            Say(
                $"| {way.Name} | {Middle(all.ConvertAll(one => one.CheckIns)):0.0}, {Middle(all.ConvertAll(one => one.Questions)):0.0} | {Middle(rules.ConvertAll(it => it.Few.Number)):0.00} | {Spread(rules, it => it.Few.Share())} {More(it => it.Rules.Few.Share())} | {Middle(rules.ConvertAll(it => it.Many.Number)):0.00} | {Spread(rules, it => it.Many.Share())} {More(it => it.Rules.Many.Share())} | {Middle(rules.ConvertAll(it => it.Few.MedianLead() ?? 0.0)):0}, {Middle(rules.ConvertAll(it => it.Many.MedianLead() ?? 0.0)):0} | {Spread(equal, it => it.Few.Share())} {More(it => it.Equal.Few.Share())} | {Spread(equal, it => it.Many.Share())} {More(it => it.Equal.Many.Share())} |"
            );

            string More(Func<One, double> share)
            {
                var more = all.Zip(monthly, (one, other) => 100 * (share(one) - share(other))).ToList();
                var mean = more.Average();
                var error = Math.Sqrt(more.Sum(it => (it - mean) * (it - mean)) / (more.Count - 1) / more.Count);
                return WorldsBench.Text($"({mean:+0.0;-0.0;0.0} ± {error:0.0})");
            }
        }

        Note(clock, "done");
        return 0;
    }

    private static bool IsNearer(AsKnown before, AsKnown now) => now.Near is not null && !(now.Near <= before.Near);

    /// <summary>Whether there is a serious event that was not known when they were last asked.</summary>
    private static bool IsHeavy(AsKnown before, AsKnown now) => now.Known.SeriousEventOn > before.Day;

    /// <param name="Rules">The result at the numbers of notifications that the rules give.</param>
    /// <param name="Equal">The result at equal numbers for all.</param>
    private sealed record One(double CheckIns, double Questions, Result Rules, Result Equal)
    {
        public static One Of(Populated world, RuleSettings settings)
        {
            var years = world.People.Sum(one => one.Days) / 365.25;
            var shipped = WorldPolicies.All[^1];
            return new One(
                world.People.Sum(one => one.Asked.CheckIns) / years,
                world.People.Sum(one => one.Asked.Questions) / years,
                world.NotifiedByRules(settings),
                Result.Of(Courses.Of(shipped, world.People))
            );
        }
    }
}
