using System.Numerics;
using CaregiverSignal.Demo;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Bench;

/// <summary>Somebody of a cohort with what each rule made of them.</summary>
/// <param name="Chances">The yardstick's, by day.</param>
/// <param name="Ours">By our rules, for each of <see cref="Compared.OurSettings"/>.</param>
public sealed record Seen(CohortPerson Person, IReadOnlyList<(DateOnly Day, double Chance)> Chances, IReadOnlyList<IReadOnlyList<Told>> Ours)
{
    public static Seen By(CohortPerson person, Yardstick yardstick, IReadOnlyList<RuleSettings> settings) => new(
        person,
        yardstick.Chances(person.History),
        [.. settings.Select(one => Replay.Of(person.History, one).Where(told => told.Day <= person.History.Today).Select(told => new Told(told.Day, told.Level, told.Kinds.Sum(kind => 1 << (int)kind))).ToList())]);
}

/// <summary>A rule with a limit: what it tells about somebody.</summary>
public delegate IReadOnlyList<Told> Way(Seen seen);

/// <summary>A rule of the table.</summary>
/// <param name="Own">With the limits that it is meant to have; null for the yardstick, which has none.</param>
/// <param name="Ways">With other limits, for other numbers of signals.</param>
public sealed record Compared(string Name, Way? Own, IReadOnlyList<Way> Ways)
{
    private static readonly int[] QuietDays = [30, 60, 90, 180];

    /// <summary>Of a thousand moments so many are told.</summary>
    private static readonly int[] Parts = [2, 5, 10, 15, 20, 30, 40, 60, 80, 100, 130, 160, 200, 250, 300, 400, 500];

    /// <summary>Our rules as they are set, and stricter, for those who can carry fewer signals.</summary>
    public static IReadOnlyList<RuleSettings> OurSettings(RuleSettings own) =>
    [
        own,
        own with
        {
            Level = own.Level with { Csi = own.Level.Csi + 2, SixMonths = own.Level.OneMonth, OneMonth = own.Level.OneMonth - 1 },
            Change = own.Change with { Csi = own.Change.Csi + 2, Happiness = own.Change.Happiness + 2, Time = own.Change.Time + 1 },
            Silence = own.Silence with { Missed = own.Silence.Missed + 2, MissedAfterHigh = own.Silence.MissedAfterHigh + 2 },
        },
    ];

    /// <summary>All that is told, or only what has the strongest evidence: the level first, then how many kinds say so.</summary>
    private static readonly Func<Told, bool>[] Strong =
    [
        _ => true,
        told => told.Level == Level.Red || BitOperations.PopCount((uint)told.Kinds) > 1,
        told => told.Level == Level.Red,
        told => told.Level == Level.Red && BitOperations.PopCount((uint)told.Kinds) > 1,
        told => told.Level == Level.Red && BitOperations.PopCount((uint)told.Kinds) > 2,
    ];

    /// <summary>Every rule, each with the ways that are best on a cohort that the table does not show.</summary>
    public static IReadOnlyList<Compared> All(IReadOnlyList<Seen> learned, DateOnly lastDay)
    {
        var (settings, limits) = (learned[0].Ours.Count, Limits(learned));
        Compared[] all =
        [
            Single("CSI 7 or more, told once", SingleRules.LevelOnce, 7, [.. Enumerable.Range(1, 13)]),
            Single("CSI 7 or more, told every time", SingleRules.LevelEachTime, 7, [.. Enumerable.Range(1, 13)]),
            Single("perseverance under six months", SingleRules.Perseverance, 3, [1, 2, 3, 4, 5]),
            new("logistic regression", null, [.. from limit in limits from quiet in QuietDays select new Way(seen => Yardstick.Tell(seen.Chances, limit, quiet))]),
            new("ours", null, [.. from place in Enumerable.Range(0, settings) from strong in Strong select new Way(seen => [.. seen.Ours[place].Where(strong)])]),
        ];
        return [.. all.Select(one => one with { Ways = one.BestWays(learned, lastDay) })];
    }

    public static IReadOnlyList<Told> Red(IReadOnlyList<Told> told) => [.. told.Where(one => one.Level == Level.Red)];

    private static Compared Single(string name, Func<History, int, IReadOnlyList<Told>> rule, int own, int[] limits) => new(
        name, seen => rule(seen.Person.History, own), [.. limits.Select(limit => new Way(seen => rule(seen.Person.History, limit)))]);

    private List<Way> BestWays(IReadOnlyList<Seen> learned, DateOnly lastDay) =>
        [.. Tally.Best([.. Ways.Select(way => Tally.Of(learned, way, lastDay))]).Select(place => Ways[place])];

    private static List<double> Limits(IReadOnlyList<Seen> learned)
    {
        var ordered = learned.SelectMany(seen => seen.Chances).Select(one => one.Chance).OrderDescending().ToList();
        return [.. Parts.Select(part => ordered[ordered.Count * part / 1000])];
    }
}
