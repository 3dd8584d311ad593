using System.Globalization;
using System.Text;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Bench;

/// <summary>Measures the verb score over a file, as a ratio to the CSV library merely reading that file.</summary>
/// <remarks>
/// Both are child processes, from start to exit, with the same garbage collector and their output in a file.
/// </remarks>
public static class ScoreCsvBench
{
    private static readonly string[] Items =
    [
        "sleep",
        "inconvenient",
        "physical",
        "confining",
        "family",
        "plans",
        "demands",
        "emotional",
        "upsetting",
        "changed",
        "work",
        "overwhelmed",
        "financial",
    ];

    public static async Task<int> RunAsync(int rows, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("caregiversignal-bench").FullName;
        try
        {
            // First one row, for the cost of starting a process.
            await Compare(1, rounds, folder);
            await Compare(rows, rounds, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Compare(int rows, int rounds, string folder)
    {
        var file = Path.Combine(folder, "csi.csv");
        var length = Write(file, rows);
        var (text, json, csv) = (new List<Child>(), new List<Child>(), new List<Child>());
        for (var round = 1; round <= rounds; round++)
        {
            text.Add(await Timed("CaregiverSignal.Bench", ["read-csv", file], folder, $"{rows + 1} {length}", 1));
            json.Add(
                await Timed(
                    "caregiversignal",
                    ["score", "csi", "--in", file],
                    folder,
                    "{\"id\":\"1\",\"instrument\":\"csi\"",
                    rows
                )
            );
            csv.Add(
                await Timed(
                    "caregiversignal",
                    ["score", "csi", "--in", file, "--format", "csv"],
                    folder,
                    "id,scale,",
                    rows + 1
                )
            );
        }

        Console.WriteLine(
            Text(
                $"{rows:N0} rows, {new FileInfo(file).Length / 1e6:N0} MB; median of {rounds}, each a process from start to exit; the ratio is to reading fields as text"
            )
        );
        Report("Sep, fields as text", text, text);
        Report("score, JSON", json, text);
        Report("score, CSV", csv, text);
    }

    /// <returns>The total number of characters in the fields.</returns>
    private static long Write(string file, int rows)
    {
        using var writer = new StreamWriter(file, false, new UTF8Encoding(false), 65536) { NewLine = "\n" };
        writer.WriteLine("id," + string.Join(',', Items));
        var length = Items.Sum(item => (long)item.Length) + "id".Length;
        var codes = ScoringBench.Responses(rows);
        for (var row = 0; row < rows; row++)
        {
            var id = (row + 1).ToString(CultureInfo.InvariantCulture);
            writer.Write(id);
            length += id.Length;
            foreach (var code in codes.AsSpan(row * Items.Length, Items.Length))
            {
                writer.Write(
                    code == Scoring.Skipped ? ","
                    : code == 1 ? ",1"
                    : ",0"
                );
                if (code != Scoring.Skipped)
                    length++;
            }

            writer.WriteLine();
        }

        return length;
    }

    private static async Task<Child> Timed(
        string program,
        string[] arguments,
        string folder,
        string firstLine,
        int lines
    )
    {
        var output = Path.Combine(folder, "output");
        var run = await Child.Run(program, arguments, output);
        var found = File.ReadLines(output).First();
        var count = File.ReadLines(output).Count();
        if (!found.StartsWith(firstLine, StringComparison.Ordinal) || count != lines)
            throw new InvalidOperationException(
                $"{program} printed {count} lines, the first '{found}'; {lines} were expected."
            );
        return run;
    }

    private static void Report(string what, List<Child> runs, List<Child> reference)
    {
        var (seconds, plain) = (
            ScoringBench.Median([.. runs.Select(run => run.Seconds)]),
            ScoringBench.Median([.. reference.Select(run => run.Seconds)])
        );
        Console.WriteLine(
            Text(
                $"{what, -26} {seconds:0.00} s, at most {runs.Max(run => run.Memory) / 1e6:N0} MB, ratio {plain / seconds:0.00}"
            )
        );
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
