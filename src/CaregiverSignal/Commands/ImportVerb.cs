using System.CommandLine;
using CaregiverSignal.Fhir;
using CaregiverSignal.Files;
using CaregiverSignal.Import;

namespace CaregiverSignal.Commands;

public static class ImportVerb
{
    public static Command Create()
    {
        var folder = OptionalFolder.Create(
            "Holds people.csv, asked.csv, answers.csv, events.csv, situations.csv, helpers.csv and network.csv, or some of them."
        );
        var fhir = new Option<string?>("--fhir")
        {
            Description =
                "Instead of those: a folder with QuestionnaireResponse.ndjson and Patient.ndjson, FHIR R4. docs/fhir.md says what is taken from them.",
            HelpName = "FOLDER",
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
            fhir,
            dryRun,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(folder) is null == given.GetResult(fhir) is null)
                given.AddError("Name one folder: FOLDER, or --fhir FOLDER.");
        });
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                store =>
                    parsed.GetValue(fhir) is { } resources
                        ? RunFhir(store, resources, parsed.GetValue(dryRun))
                        : RunTables(store, parsed.GetValue(folder)!, parsed.GetValue(dryRun))
            )
        );
        return command;
    }

    private static int RunTables(StoreRun store, string folder, bool dryRun)
    {
        FolderFiles.ReportUnread(folder, store.Error);
        return FolderReader.Read(folder, store.Installation.Instruments, out var faults) is { } read
            ? Run(store, read, dryRun, inRows => inRows)
            : Verbs.Report(faults, store.Error);
    }

    private static int RunFhir(StoreRun store, string folder, bool dryRun) =>
        FhirFolder.Read(folder, store.Installation.Instruments, out var faults, out var found) is { } read
            ? Run(store, read, dryRun, found.InFhir)
            : Verbs.Report(faults, store.Error);

    private static int Run(
        StoreRun store,
        ImportFolder read,
        bool dryRun,
        Func<IReadOnlyList<Fault>, IReadOnlyList<Fault>> atTheirPlace
    )
    {
        var installation = store.Installation;
        var counts = new Imports(
            store.Database,
            installation.Settings,
            installation.Instruments,
            installation.Plan,
            store.Time
        ).Store(read, dryRun, out var faults, new AuditWriter(store.Database, store.Time.Provider), Actor.CommandLine);
        if (faults.Count > 0)
            return Verbs.Report(atTheirPlace(faults), store.Error);

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
