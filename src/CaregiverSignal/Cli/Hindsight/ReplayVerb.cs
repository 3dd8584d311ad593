using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>
/// The verb <c>replay</c>: shows the signals that the rules would have given over a folder's history; no database,
/// nothing is sent.
/// </summary>
public static class ReplayVerb
{
    private const string SignalsHeader = "person,date,level,kinds,reason";

    public static Command Create()
    {
        var folder = FolderReview.Folder();
        var file = new Option<string>("--out")
        {
            Description = "The table to write: signals.csv, one row for each signal.",
            HelpName = "FILE",
            Required = true,
        };
        var contactAfter = FolderReview.ContactAfter();
        var command = new Command(
            "replay",
            "Show the signals that the rules would have given, day by day, over a folder's history. No database, nothing is sent."
        )
        {
            folder,
            file,
            contactAfter,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithInstallation(
                parsed,
                installation =>
                    Write(
                        installation,
                        parsed.GetRequiredValue(folder),
                        parsed.GetRequiredValue(file),
                        parsed.GetValue(contactAfter).Days,
                        parsed.InvocationConfiguration.Error
                    )
            )
        );
        return command;
    }

    private static int Write(Installation installation, string folder, string file, int? contactAfter, TextWriter error)
    {
        var people = FolderReview.At(
            installation,
            folder,
            "Replaying",
            error,
            one =>
            {
                var signals = Replay.Of(one.History, installation.Settings.Signals, contactAfter);
                return new Told(
                    one.Person,
                    [.. signals.Select(signal => Row(one.Person, signal))],
                    signals.Count(signal => signal.Urgency == Urgency.Red)
                );
            }
        );
        if (people is null)
            return CommandLine.Failure;
        var rows = people.OrderBy(one => one.Person, StringComparer.Ordinal).SelectMany(one => one.Rows);
        if (!TableFile.Write(file, SignalsHeader, rows, error))
            return CommandLine.Failure;
        var (all, red) = (people.Sum(one => one.Rows.Length), people.Sum(one => one.Red));
        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{people.Count} people, {red} red and {all - red} amber signals about {people.Count(one => one.Rows.Length > 0)} of them."
            )
        );
        return CommandLine.Success;
    }

    private static string Row(string person, NotifiedSignal signal) =>
        string.Join(
            ',',
            new[]
            {
                person,
                signal.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                signal.Urgency.Code(),
                Kinds.Join(signal.Kinds),
                Because.Sentence(signal.Findings),
            }.Select(TableFile.Cell)
        );

    private sealed record Told(string Person, string[] Rows, int Red);
}
