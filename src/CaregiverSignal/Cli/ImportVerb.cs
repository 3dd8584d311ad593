using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>import</c>: stores what CSV files say of people, answers, events and who helps.</summary>
public static class ImportVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description =
                "Holds people.csv, asked.csv, answers.csv, events.csv, situations.csv, helpers.csv and network.csv, or some of them.",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Check everything and say what would be stored, and store nothing.",
        };
        var command = new Command(
            "import",
            "Take people, asked check-ins, answers, events, situations, helpers and networks from CSV files into the store. The same folder twice changes nothing, and what a person changed since stays."
        )
        {
            folder,
            dryRun,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: false,
                (installation, database) =>
                    Run(parsed, installation, database, parsed.GetRequiredValue(folder), parsed.GetValue(dryRun))
            )
        );
        return command;
    }

    private static int Run(ParseResult parsed, Installation installation, Database database, string folder, bool dryRun)
    {
        FolderFiles.ReportUnread(folder, parsed.InvocationConfiguration.Error);
        if (FolderReader.Read(folder, installation.Instruments, out var faults) is not { } read)
            return Verbs.Report(faults, parsed.InvocationConfiguration.Error);

        var time = installation.Settings.Site.TimeBy(Installation.ClockOf(database));
        var importing = new Importing(
            installation.Settings.SupportPoint,
            installation.Instruments,
            installation.Plan,
            time
        );
        var counts = importing.Store(
            database,
            read,
            dryRun,
            out faults,
            new Recorder(database, time.Provider),
            Actor.CommandLine
        );
        if (faults.Count > 0)
            return Verbs.Report(faults, parsed.InvocationConfiguration.Error);

        parsed.InvocationConfiguration.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(dryRun ? "Would store" : "Stored")}: people {counts.PeopleAdded} new, {counts.PeopleChanged} changed, {counts.PeopleUnchanged} unchanged; "
                    + $"{counts.CheckIns} check-ins, {counts.Answers} answers, {counts.Events} events"
                    + $"{MoreOf(counts)}."
            )
        );
        foreach (var (whose, fields) in counts.Left)
            parsed.InvocationConfiguration.Output.WriteLine(
                $"Left as it is here: {whose}: {string.Join(", ", fields)}"
            );
        return CommandLine.Success;
    }

    private static string MoreOf(ImportCounts counts) =>
        (
            counts is { Situations: 0, Helpers: 0 }
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $", {counts.Situations} situations, {counts.Helpers} helpers"
                )
        ) + (counts.Ties == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {counts.Ties} rows of networks"));
}
