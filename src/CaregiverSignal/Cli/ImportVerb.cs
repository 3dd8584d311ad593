using System.CommandLine;
using CaregiverSignal.Import;

namespace CaregiverSignal.Cli;

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
        command.SetAction(parsed =>
            Verbs.WithStore(parsed, store => Run(store, parsed.GetRequiredValue(folder), parsed.GetValue(dryRun)))
        );
        return command;
    }

    private static int Run(StoreRun store, string folder, bool dryRun)
    {
        var installation = store.Installation;
        FolderFiles.ReportUnread(folder, store.Error);
        if (FolderReader.Read(folder, installation.Instruments, out var faults) is not { } read)
            return Verbs.Report(faults, store.Error);

        var counts = new Importing(
            installation.Settings.SupportPoint,
            installation.Instruments,
            installation.Plan,
            store.Time
        ).Store(
            store.Database,
            read,
            dryRun,
            out faults,
            new Recorder(store.Database, store.Time.Provider),
            Actor.CommandLine
        );
        if (faults.Count > 0)
            return Verbs.Report(faults, store.Error);

        var more = counts is { Situations: 0, Helpers: 0 }
            ? ""
            : $", {counts.Situations} situations, {counts.Helpers} helpers";
        if (counts.Ties > 0)
            more += $", {counts.Ties} rows of networks";
        store.Output.WriteLine(
            $"{(dryRun ? "Would store" : "Stored")}: people {counts.PeopleAdded} new, {counts.PeopleChanged} changed, {counts.PeopleUnchanged} unchanged; {counts.CheckIns} check-ins, {counts.Answers} answers, {counts.Events} events{more}."
        );
        foreach (var (whose, fields) in counts.Left)
            store.Output.WriteLine($"Left as it is here: {whose}: {string.Join(", ", fields)}");
        return CommandLine.Success;
    }
}
