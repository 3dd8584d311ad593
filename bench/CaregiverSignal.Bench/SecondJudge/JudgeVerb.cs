using System.Globalization;
using System.Text.Json;

namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>The verb <c>judge</c>: draws lives, asks the program what it would have told, and says what holds.</summary>
public static class JudgeVerb
{
    private const string Help = """
        Judges the signal rules from outside, by lives and limits of its own (SecondJudge/JudgeLimits.cs) that no rule reads:
        draws folders, runs replay over them with a coordinator who keeps the rules, and reads signals.csv and open.csv.
        Ends with 1 where a goal is missed.

          dotnet run -c Release --project bench/CaregiverSignal.Bench -- judge [options]

        --people N       people a seed, in each of two crowds; half as many pairs (500)
        --months M       months of the study (24)
        --seeds A,B      (1,2)
        --hours H        hours a week that a coordinator has for 100 people (4)
        --command LINE   another program: a line for the shell with {folder}, {out} and {open}
        --json           all figures as JSON
        """;

    private static readonly string[] Known = "--help --people --months --seeds --hours --command --json".Split(' ');

    private static readonly string Own =
        $"dotnet '{Path.Combine(AppContext.BaseDirectory, "caregiversignal.dll")}' replay {{folder}} --out {{out}} --open {{open}} --contact-after none";

    public static int Run(string[] args)
    {
        var unknown = args.Any(word => word.StartsWith("--", StringComparison.Ordinal) && !Known.Contains(word));
        if (unknown || args.Contains("--help"))
        {
            Console.WriteLine(Help);
            return unknown ? 2 : 0;
        }

        var verdict = Verdict.Of(
            FolderReplay.By(Given("--command") ?? Own).Replay,
            [.. (Given("--seeds") ?? "1,2").Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))],
            people: int.Parse(Given("--people") ?? "500", CultureInfo.InvariantCulture),
            months: int.Parse(Given("--months") ?? "24", CultureInfo.InvariantCulture),
            hours: double.Parse(Given("--hours") ?? "4", CultureInfo.InvariantCulture)
        );
        Console.WriteLine(args.Contains("--json") ? JsonSerializer.Serialize(verdict, Indented) : verdict.Text());
        return verdict.IsGood ? 0 : 1;

        string? Given(string option) => args.SkipWhile(word => word != option).ElementAtOrDefault(1);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}

/// <summary>All that the second judge found.</summary>
public sealed record Verdict(
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<Fact> HeavyFacts,
    Counts Mixed,
    Counts Heavy,
    Some MixedCalledLate,
    Some HeavyCalledLate,
    int Pairs,
    IReadOnlyList<BrokenPair> Broken
)
{
    /// <summary>Of a seed, so that chance decides no fact: the first of them are those who are judged.</summary>
    private const int PeopleAtTheGate = 1000;

    public static Verdict Of(Replayer replay, IReadOnlyList<int> seeds, int people, int months, double hours)
    {
        IReadOnlyList<Life> Drawn(Crowd crowd, int count) =>
            [.. seeds.SelectMany(seed => Lives.Draw(crowd, seed, count, months))];
        var (mixed, heavy, pairs) = (
            Drawn(Crowd.Mixed, people),
            Drawn(Crowd.Heavy, people),
            Drawn(Crowd.Pairs, people / 2)
        );
        return new Verdict(
            Fact.Of(Drawn(Crowd.Mixed, Math.Max(people, PeopleAtTheGate))),
            Fact.Of(Drawn(Crowd.Heavy, Math.Max(people, PeopleAtTheGate))),
            Counts.Of(Course.Follow(mixed, replay), hours),
            Counts.Of(Course.Follow(heavy, replay), hours),
            Late(mixed),
            Late(heavy),
            pairs.Count,
            BrokenPair.Of(pairs, seeds[0], replay)
        );

        Some Late(IReadOnlyList<Life> lives) =>
            Counts.Of(Course.Follow(lives, replay, Pace.Late), hours).NothingNextDay;
    }

    /// <summary>What is asked, and whether it holds.</summary>
    public IReadOnlyList<Goal> Goals =>
        [
            new("the mixed crowd passes the gate of facts", Facts.All(fact => fact.Holds)),
            new(
                "heavy answers with nothing open the next day: at most 1 %",
                Each(counts => counts.NothingNextDay.Part <= JudgeLimits.MostWithNothingOpen)
            ),
            new("nobody unheard for 45 days", Each(counts => counts.Unheard == 0)),
            new("at most 10 signals a month of 100 people, mixed", Mixed.Signals <= JudgeLimits.MostSignals),
            new("no pair in which worse is quieter", Broken.Count == 0),
            new("talks at most 3.2 hours a week of 100 people, mixed", Mixed.Hours <= JudgeLimits.MostHours),
        ];

    public bool IsGood => Goals.All(goal => goal.Holds);

    private bool Each(Func<Counts, bool> holds) => holds(Mixed) && holds(Heavy);

    public string Text()
    {
        var lines = new List<string> { $"{"Fact", -76}{"mixed", 28}{"heavy", 28}   range" };
        foreach (var (fact, heavy) in Facts.Zip(HeavyFacts))
            Add(fact.Name, $"{fact.Value:0.00}", $"{heavy.Value:0.00}", $"   {fact.Low} to {fact.High}");
        lines.Add("");
        foreach (var (mixed, heavy) in Mixed.Rows().Zip(Heavy.Rows()))
            Add(mixed.What, $"{mixed.Value}", $"{heavy.Value}", $"");
        Add("nothing open the next day, each step four weeks later", $"{MixedCalledLate}", $"{HeavyCalledLate}", $"");
        lines.Add($"\nPairs in which worse is quieter: {Broken.DistinctBy(pair => pair.Person).Count()} of {Pairs}");
        lines.AddRange(Broken.Take(20).Select(pair => $"  {pair}"));
        lines.AddRange(Goals.Select(goal => $"{(goal.Holds ? "holds " : "MISSED")}  {goal.Name}").Prepend(""));
        return string.Join('\n', lines);

        void Add(string what, FormattableString mixed, FormattableString heavy, FormattableString range) =>
            lines.Add($"{what, -76}{Plain.Line(mixed), 28}{Plain.Line(heavy), 28}{Plain.Line(range)}");
    }
}

internal static class Plain
{
    public static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}

public sealed record Goal(string Name, bool Holds);
