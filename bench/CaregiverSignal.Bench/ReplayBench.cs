using System.Globalization;
using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.Configuration;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures the verbs replay and backtest of the packed program over a simulated world, as a ratio to a plain program
/// that reads the same files and applies one rule.
/// </summary>
public static class ReplayBench
{
    /// <summary>Reads files with Python's csv.reader and does nothing with them: the time that replay is held to.</summary>
    private const string Reader = """
        import csv, sys
        for path in sys.argv[1:]:
            with open(path, newline="") as file:
                for row in csv.reader(file):
                    pass
        """;

    private static readonly string[] Files = ["people.csv", "asked.csv", "answers.csv", "events.csv"];

    public static async Task<int> RunAsync(int people, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("caregiversignal-bench").FullName;
        try
        {
            if (!await StartBench.UnpackAsync(Directory.CreateDirectory(PackedIn(folder)).FullName))
                return 1;
            // First one person, for the cost of starting a process; then fewer people, for the growth of memory.
            await Compare(1, rounds, folder);
            await Compare(Math.Max(1, people / 10), rounds, folder);
            await Compare(people, rounds, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string PackedIn(string folder) => Path.Combine(folder, "packed");

    private static async Task Compare(int people, int rounds, string folder)
    {
        Write(folder, people);
        string[] files = [.. Files.Select(name => Path.Combine(folder, name))];
        var size = files.Sum(file => new FileInfo(file).Length);
        var rows = files.Sum(file => File.ReadLines(file).LongCount()) - Files.Length;
        var program = Path.Combine(PackedIn(folder), "caregiversignal");
        var (output, signals) = (Path.Combine(folder, "output"), Path.Combine(folder, "signals.csv"));

        var (plain, text, python, replay, backtest) = (
            new List<Child>(),
            new List<Child>(),
            new List<Child>(),
            new List<Child>(),
            new List<Child>()
        );
        string? notified = null;
        for (var round = 1; round <= rounds; round++)
        {
            plain.Add(await Child.Run("CaregiverSignal.Bench", ["plain-replay", folder, signals], output));
            text.Add(await Child.Run("CaregiverSignal.Bench", ["read-csv", .. files], output));
            python.Add(await Child.Run("/usr/bin/python3", ["-c", Reader, .. files], output));
            replay.Add(await Child.Run(program, ["replay", folder, "--out", signals], output));
            var found = await File.ReadAllTextAsync(signals);
            if (found != (notified ??= found))
                throw new InvalidOperationException("Two runs over the same folder told other signals.");

            var outcomes = Path.Combine(folder, "outcomes.csv");
            backtest.Add(await Child.Run(program, ["backtest", folder, "--outcomes", outcomes], output));
            File.Delete(signals);
        }

        Say(
            $"{people:N0} people and {Worlds.Months} months: {rows:N0} rows, {size / 1e6:N1} MB, {notified!.Count(sign => sign == '\n') - 1:N0} signals; median of {rounds}, each a process from start to exit; times are of the plain program"
        );
        Report("plain, one rule", plain, plain);
        Report("Sep, fields as text", text, plain);
        Report("Python's csv.reader", python, plain);
        Report("replay", replay, plain);
        Report("backtest", backtest, plain);
    }

    private static void Write(string folder, int people)
    {
        var installation =
            Installation.Load([], out var faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
        var asking = new AskingPlan(installation.Plan, installation.Instruments, Worlds.Months);
        var world = Worlds.Draw(Worlds.ToChooseOn[0]);
        WorldFolder.Write(
            folder,
            Enumerable.Range(0, people).Select(number => Worlds.Person(world, number, asking)),
            installation.Plan
        );
    }

    private static void Report(string what, List<Child> runs, List<Child> reference)
    {
        var (seconds, plain) = (Median(runs, run => run.Seconds), Median(reference, run => run.Seconds));
        var (processor, plainProcessor) = (Median(runs, run => run.Processor), Median(reference, run => run.Processor));
        Say(
            $"{what, -30} {seconds:0.00} s, {seconds / plain:0.00} times; {processor:0.00} s of processor, {processor / plainProcessor:0.00} times; at most {runs.Max(run => run.Memory) / 1e6:N0} MB"
        );
    }

    private static double Median(List<Child> runs, Func<Child, double> of) => ScoringBench.Median([.. runs.Select(of)]);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
