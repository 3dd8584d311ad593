using System.Globalization;
using CaregiverSignal.Demo;
using CaregiverSignal.Hosting;

namespace CaregiverSignal.Bench;

/// <summary>The verb replay over a simulated cohort, as a ratio to the CSV library merely reading the same files.</summary>
public static class ReplayBench
{
    private static readonly string[] Files = ["people.csv", "asked.csv", "answers.csv", "events.csv"];

    public static async Task<int> RunAsync(int people, int months, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("caregiversignal-bench").FullName;
        try
        {
            // One person first: what the start of a process takes.
            await Compare(1, months, rounds, folder);
            await Compare(people, months, rounds, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Compare(int people, int months, int rounds, string folder)
    {
        Write(folder, people, months);
        string[] files = [.. Files.Select(name => Path.Combine(folder, name))];
        var size = files.Sum(file => new FileInfo(file).Length);
        var rows = files.Sum(file => File.ReadLines(file).LongCount());
        var (output, signals) = (Path.Combine(folder, "output"), Path.Combine(folder, "signals.csv"));

        var (text, bytes, replay) = (new List<Child>(), new List<Child>(), new List<Child>());
        string? told = null;
        for (var round = 1; round <= rounds; round++)
        {
            text.Add(await Child.Run("CaregiverSignal.Bench", ["read-csv", "text", .. files], output));
            bytes.Add(await Child.Run("CaregiverSignal.Bench", ["read-csv", "bytes", .. files], output));
            if (!(await File.ReadAllTextAsync(output)).StartsWith($"{rows} ", StringComparison.Ordinal)) throw new InvalidOperationException($"The library did not read {rows} rows.");

            replay.Add(await Child.Run("caregiversignal", ["replay", folder, "--out", signals], output));
            var found = await File.ReadAllTextAsync(signals);
            if (found != (told ??= found)) throw new InvalidOperationException("Two runs over the same folder told other signals.");
            File.Delete(signals);
        }

        Say($"{people:N0} people and {months} months: {rows - Files.Length:N0} rows, {size / 1e6:N1} MB, {told!.Count(sign => sign == '\n') - 1:N0} signals; median of {rounds}, each a process from start to exit; the ratio is to reading fields as text");
        Tell("CsvHelper, fields as text", text, text, size);
        Tell("CsvHelper, fields as bytes", bytes, text, size);
        Tell("replay", replay, text, size);
    }

    private static void Write(string folder, int people, int months)
    {
        var installation = Installation.Load([], out var faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
        CohortFolder.Write(folder, Cohort.Make(new CohortOptions(CohortWorld.Standard, people, months, Seed: 1), installation.Plan, installation.Instruments));
    }

    private static void Tell(string what, List<Child> runs, List<Child> reference, long size)
    {
        var (seconds, plain) = (ScoringBench.Median([.. runs.Select(run => run.Seconds)]), ScoringBench.Median([.. reference.Select(run => run.Seconds)]));
        var memory = runs.Max(run => run.Memory);
        Say($"{what,-26} {seconds:0.00} s, ratio {plain / seconds:0.000}; at most {memory / 1e6:N0} MB, {(double)memory / size:0.0} times the files");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
