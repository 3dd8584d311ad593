using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CaregiverSignal.Bench.SecondJudge;

/// <summary>What the rules told about somebody, and what stood open, in order.</summary>
public sealed record Told(IReadOnlyList<SignalRow> Signals, IReadOnlyList<Row> Rows)
{
    public static readonly Told Nothing = new([], []);
}

public sealed record SignalRow(DateOnly On, bool IsRed);

/// <summary>A row of <c>open.csv</c>.</summary>
/// <param name="Rank">3 red, 2 amber, 1 a line.</param>
/// <param name="Until">The last day; null where it still stands.</param>
/// <param name="Due">Null for rules before rule set 10, which give none.</param>
public sealed record Row(DateOnly From, DateOnly? Until, int Rank, DateOnly? Due)
{
    public bool StandsOn(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>What a coordinator did: a talk, or the closing of a case.</summary>
/// <param name="IsLook">A talk on a day that an earlier talk or closing set.</param>
public sealed record Step(DateOnly On, bool Closes, bool IsRed, bool IsLook);

/// <summary>Tells what the rules say of lives with steps; by life, who is absent was told nothing.</summary>
public delegate IReadOnlyDictionary<string, Told> Replayer(IReadOnlyList<(Life Life, IReadOnlyList<Step> Steps)> lives);

/// <summary>Replays lives from outside: a folder of files, a program, and the two tables that it writes.</summary>
/// <param name="run">Takes the folder, and where to write the signals and what stands open.</param>
public sealed class FolderReplay(Action<string, string, string> run)
{
    /// <param name="command">For a shell, with {folder}, {out} and {open}.</param>
    public static FolderReplay By(string command) =>
        new(
            (folder, signals, open) =>
            {
                var line = command
                    .Replace("{folder}", $"'{folder}'", StringComparison.Ordinal)
                    .Replace("{out}", $"'{signals}'", StringComparison.Ordinal)
                    .Replace("{open}", $"'{open}'", StringComparison.Ordinal);
                var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardError = true };
                using var shell = Process.Start(start)!;
                var said = shell.StandardError.ReadToEnd();
                shell.WaitForExit();
                if (shell.ExitCode != 0)
                    throw new InvalidOperationException($"The command ended with {shell.ExitCode}: {said}");
            }
        );

    public IReadOnlyDictionary<string, Told> Replay(IReadOnlyList<(Life Life, IReadOnlyList<Step> Steps)> lives)
    {
        var folder = Directory.CreateTempSubdirectory("judge").FullName;
        try
        {
            Write(folder, lives);
            var (signals, open) = (Path.Combine(folder, "signals.csv"), Path.Combine(folder, "open.csv"));
            run(folder, signals, open);
            return Read(signals, open);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder, IReadOnlyList<(Life Life, IReadOnlyList<Step> Steps)> lives)
    {
        Table(
            "people.csv",
            "person,enrolled,channel",
            lives.Select(it => $"{it.Life.Id},{it.Life.From:O},{Channel(it.Life.Kind)}")
        );
        Table(
            "asked.csv",
            "person,date,instruments",
            from it in lives
            from form in it.Life.Forms
            select $"{it.Life.Id},{form.AskedOn:O},{string.Join(';', form.Lists)}"
        );
        Table(
            "answers.csv",
            "person,date,instrument,item,value",
            from it in lives
            from form in it.Life.Answered
            from answer in form.Answers
            select $"{it.Life.Id},{form.On:O},{answer.Key.Replace('.', ',')},{answer.Value}"
        );
        Table(
            "events.csv",
            "person,date,kind,by,note",
            lives.SelectMany(it =>
                it.Life.Events.Select(happened => $"{it.Life.Id},{happened.On:O},{happened.Kind},{happened.By},")
                    .Concat(
                        it.Steps.Select(step =>
                            $"{it.Life.Id},{step.On:O},{(step.Closes ? "SignalClosed" : "Contacted")},coordinator,"
                        )
                    )
            )
        );

        void Table(string name, string header, IEnumerable<string> rows) =>
            File.WriteAllLines(Path.Combine(folder, name), rows.Prepend(header), new UTF8Encoding(false));
    }

    private static string Channel(LifeKind kind) =>
        kind switch
        {
            LifeKind.Paper => "paper",
            LifeKind.Proxy => "phone",
            _ => "email",
        };

    public static IReadOnlyDictionary<string, Told> Read(string signalsFile, string openFile)
    {
        var signals = Rows(signalsFile)
            .ToLookup(
                cells => cells["person"],
                cells => new SignalRow(Day(cells["date"])!.Value, cells["level"] == "red")
            );
        var open = Rows(openFile)
            .ToLookup(
                cells => cells["person"],
                cells => new Row(
                    Day(cells["from"])!.Value,
                    Day(cells["until"]),
                    cells["level"] switch
                    {
                        "red" => 3,
                        "amber" => 2,
                        _ => 1,
                    },
                    Day(cells.GetValueOrDefault("due", ""))
                )
            );
        return signals
            .Select(of => of.Key)
            .Union(open.Select(of => of.Key))
            .ToDictionary(
                id => id,
                id => new Told([.. signals[id].OrderBy(signal => signal.On)], [.. open[id].OrderBy(row => row.From)])
            );
    }

    /// <summary>Both tables have their free text last, so that a comma parts cells before it.</summary>
    private static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        string[]? header = null;
        foreach (var line in File.ReadLines(file))
            if (header is null)
                header = line.Split(',');
            else
                yield return header.Zip(line.Split(',')).ToDictionary(it => it.First, it => it.Second);
    }

    private static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
