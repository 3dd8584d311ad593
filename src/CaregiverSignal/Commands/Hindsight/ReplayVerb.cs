using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Commands.Hindsight;

/// <summary>The verb <c>replay</c>: shows the signals a folder's history would have given; no database.</summary>
public static class ReplayVerb
{
    private const string SignalsHeader = "person,date,level,kinds,reason";
    private const string OpenHeader = "person,from,until,level,kinds,due";

    public static Command Create()
    {
        var folder = FolderReview.Folder();
        var file = new PathOption("--out", PathUse.WritesFile)
        {
            Description = "The table to write: signals.csv, one row for each signal.",
            HelpName = "FILE",
            Required = true,
        };
        var open = new PathOption("--open", PathUse.WritesFile)
        {
            Description =
                "A second table to write: open.csv, one row for each time that somebody stands open on a worklist.",
            HelpName = "FILE",
        };
        var contactAfter = FolderReview.ContactAfter();
        var closeAfter = FolderReview.CloseAfter();
        var command = new Command(
            "replay",
            "Show the signals that the rules would have given, day by day, over a folder's history. No database, nothing is sent."
        )
        {
            folder,
            file,
            open,
            contactAfter,
            closeAfter,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithInstallationAsync(
                parsed,
                installation =>
                    WriteAsync(
                        installation,
                        parsed.GetRequiredValue(folder),
                        (parsed.GetRequiredValue(file), parsed.GetValue(open)),
                        new FollowUp(parsed.GetValue(contactAfter).Days, parsed.GetValue(closeAfter)),
                        parsed.InvocationConfiguration.Error
                    )
            )
        );
        return command;
    }

    private static async Task<int> WriteAsync(
        Installation installation,
        string folder,
        (string Signals, string? Open) files,
        FollowUp assumed,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        using var rows = await Spool.ForAsync(files.Signals, error, stop);
        if (rows is null)
            return CommandLine.Failure;
        var people = await FolderReview.AtAsync(
            installation,
            folder,
            "Replaying",
            error,
            history =>
            {
                var told = Replay.Of(history.History, installation.Settings.Signals, assumed);
                return new Told(
                    history.Person,
                    Keep(told.Signals.Select(signal => Row(history.Person, signal))),
                    files.Open is null ? default : Keep(told.Open.Select(row => Row(history.Person, row))),
                    told.Signals.Count,
                    told.Signals.Count(signal => signal.Urgency == Urgency.Red)
                );
            },
            stop
        );
        if (people is null)
            return CommandLine.Failure;
        var ordered = people.OrderBy(told => told.Person, StringComparer.Ordinal).ToList();
        if (
            !await TableFile.WriteAsync(files.Signals, SignalsHeader, Kept(told => told.Rows), error, stop)
            || (
                files.Open is { } open
                && !await TableFile.WriteAsync(open, OpenHeader, Kept(told => told.Open), error, stop)
            )
        )
            return CommandLine.Failure;
        var (all, red) = (people.Sum(told => told.Signals), people.Sum(told => told.Red));
        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{people.Count} people, {red} red and {all - red} amber signals about {people.Count(told => told.Signals > 0)} of them."
            )
        );
        return CommandLine.Success;

        Spool.Piece Keep(IEnumerable<string> some) => rows.Add(string.Join('\n', some));

        IEnumerable<string> Kept(Func<Told, Spool.Piece> some) =>
            ordered.Select(some).Where(piece => piece.Length > 0).Select(rows.Read);
    }

    private static string Row(string person, NotifiedSignal signal) =>
        Row(
            person,
            Day(signal.Day),
            signal.Urgency.Code(),
            Kinds.JoinInFile(signal.Kinds),
            ReasonText.Sentence(signal.Findings)
        );

    private static string Row(string person, OpenRow row) =>
        Row(
            person,
            Day(row.From),
            row.Until is { } until ? Day(until) : "",
            row.Level?.Code() ?? "line",
            Kinds.JoinInFile(row.Kinds),
            Day(row.DueOn)
        );

    private static string Row(params IEnumerable<string> cells) => string.Join(',', cells.Select(TableFile.Cell));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Told(string Person, Spool.Piece Rows, Spool.Piece Open, int Signals, int Red);
}
