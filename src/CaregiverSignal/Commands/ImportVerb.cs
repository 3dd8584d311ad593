using System.CommandLine;
using CaregiverSignal.Fhir;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Import.Lists;

namespace CaregiverSignal.Commands;

public static class ImportVerb
{
    public static Command Create()
    {
        var folder = OptionalFolder.Create(
            PathUse.Reads,
            "Holds people.csv, asked.csv, answers.csv, events.csv, situations.csv, helpers.csv and network.csv, or some of them. With --map: somebody's own list of people, a workbook or CSV."
        );
        var fhir = new PathOption("--fhir", PathUse.ReadsFolder)
        {
            Description =
                "Instead of those: a folder with QuestionnaireResponse.ndjson and Patient.ndjson, FHIR R4. docs/fhir.md says what is taken from them.",
            HelpName = "FOLDER",
        };
        var map = new Option<string?>("--map")
        {
            Description =
                "Read a list of people by columns that were chosen in the browser and remembered under this name.",
            HelpName = "NAME",
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
            map,
            dryRun,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(folder) is null == given.GetResult(fhir) is null)
                given.AddError("Name one folder: FOLDER, or --fhir FOLDER; or a list: LIST --map NAME.");
            if (given.GetResult(fhir) is not null && given.GetResult(map) is not null)
                given.AddError("--map goes with a list, not with --fhir.");
        });
        command.SetAction(parsed =>
            Verbs.WithStoreAsync(
                parsed,
                async store =>
                    parsed.GetValue(fhir) is { } resources
                        ? await RunFhirAsync(store, resources, parsed.GetValue(dryRun))
                    : parsed.GetValue(map) is { } name
                        ? await RunListAsync(store, parsed.GetValue(folder)!, name, parsed.GetValue(dryRun))
                    : await RunTablesAsync(store, parsed.GetValue(folder)!, parsed.GetValue(dryRun)),
                // The columns of a list are remembered in the database.
                makes: parsed.GetValue(map) is null
            )
        );
        return command;
    }

    private static async Task<int> RunListAsync(
        StoreRun store,
        string list,
        string name,
        bool dryRun,
        CancellationToken stop = default
    )
    {
        var mappings = new ListMappings(
            await store.DatabaseAsync(),
            new AuditWriter(await store.DatabaseAsync(), (await store.TimeAsync()).Provider),
            await store.TimeAsync()
        );
        if (await mappings.FindAsync(name, stop) is not { } mapping)
            return Wrong(
                "--map",
                $"'{OneLine.Shown(name)}' is not remembered; remembered are {string.Join(", ", (await mappings.AllAsync(stop)).Select(kept => $"'{kept.Name}'"))}. Choose the columns once in the browser, at Mensen, Lijst inlezen"
            );
        if (!File.Exists(list))
            return Wrong(list, "there is no such file");
        if (new FileInfo(list).Length > SheetFile.MostBytes)
            return Wrong(list, $"is larger than {DiskSpace.InWords(SheetFile.MostBytes)}; split the list into parts");
        var read = SheetFile.Read(File.ReadAllBytes(list), mapping.Sheet.Length > 0 ? mapping.Sheet : null);
        if (read.Problem is { } problem)
            return Wrong(list, ProblemOf(problem, read.Row));
        if (read.Sheet is not { } sheet)
            return Wrong(
                list,
                $"has several sheets with rows: {string.Join(", ", read.Sheets)}; '{name}' was remembered of a list with one. Choose the sheet once in the browser"
            );
        if (mapping.MissingIn(sheet.Headings) is { Count: > 0 } missing)
            return Wrong(
                list,
                $"lacks {string.Join(", ", missing.Select(heading => $"'{OneLine.Shown(heading)}'"))}, which '{name}' has; there are {string.Join(", ", sheet.Headings.Select(heading => $"'{OneLine.Shown(heading)}'"))}"
            );
        if (sheet.AnswersOf is { } program)
            return Wrong(
                list,
                $"is a list of answers from {program}, not of people; answers go in answers.csv, see docs/files.md"
            );
        var found = await new ListImport(
            await store.DatabaseAsync(),
            store.Installation.Instruments,
            await store.TimeAsync()
        ).ReadAsync(sheet, Path.GetFileName(list), mapping.For(sheet.Headings), reader: null, stop: stop);
        if (found.Faults.Count > 0)
            return Verbs.Report(found.Faults, store.Error);
        if (found.Folder is not { } folder)
            return Wrong(list, "has nobody in it who takes part");
        TellLeftOut();
        return await RunAsync(store, folder, dryRun, found.InList, stop);

        void TellLeftOut()
        {
            foreach (
                var (count, why) in new[]
                {
                    (sheet.HiddenRows, "hidden rows"),
                    (found.LeftOut, "who left or want no contact"),
                    (found.Nameless, "rows that name nobody"),
                }
            )
            {
                if (count > 0)
                    store.Output.WriteLine($"Left out: {count} {why}.");
            }

            if (found.LeftButHere.Count > 0)
                store.Output.WriteLine(
                    $"Of those {found.LeftButHere.Count} take part here, which a list does not end; the browser names them."
                );
        }

        int Wrong(string where, string message) => Verbs.Report([new Fault(where, "", message)], store.Error);
    }

    private static string ProblemOf(SheetProblem problem, int? row) =>
        problem switch
        {
            SheetProblem.Empty => "has no rows under a row of headings",
            SheetProblem.TooManyRows => $"has more than {SheetFile.MostRows} rows; split the list into parts",
            SheetProblem.TooManyColumns =>
                $"has more than {SheetFile.MostColumns} columns; take out what is not needed",
            SheetProblem.TooMuchText => "has too much text in its cells; take out the columns that are not needed",
            SheetProblem.OldExcel => "is a workbook of Excel before 2007; open it in a spreadsheet and save it as xlsx",
            SheetProblem.UnknownLetters => "does not say how its letters are stored; save it as CSV UTF-8, or as xlsx",
            SheetProblem.Encrypted => "has a password; take it off, and save it again",
            SheetProblem.Damaged => "is damaged; open it in a spreadsheet and save it again as xlsx",
            SheetProblem.OtherKind => "is neither a workbook nor text; save it as xlsx or CSV",
            _ => $"has a quote in row {row} that is not closed; take it out",
        };

    private static async Task<int> RunTablesAsync(
        StoreRun store,
        string folder,
        bool dryRun,
        CancellationToken stop = default
    )
    {
        if (File.Exists(folder))
            return Verbs.Report(
                [new Fault(folder, "", "is a file; name a folder, or the columns of a list with --map NAME")],
                store.Error
            );
        FolderFiles.ReportUnread(folder, store.Error);
        return FolderReader.ReadForImport(folder, store.Installation.Instruments, out var faults) is { } read
            ? await RunAsync(store, read, dryRun, inRows => inRows, stop)
            : Verbs.Report(faults, store.Error);
    }

    private static async Task<int> RunFhirAsync(
        StoreRun store,
        string folder,
        bool dryRun,
        CancellationToken stop = default
    ) =>
        FhirFolder.Read(folder, store.Installation.Instruments, out var faults, out var found) is { } read
            ? await RunAsync(store, read, dryRun, found.InFhir, stop)
            : Verbs.Report(faults, store.Error);

    private static async Task<int> RunAsync(
        StoreRun store,
        ImportFolder read,
        bool dryRun,
        Func<IReadOnlyList<Fault>, IReadOnlyList<Fault>> atTheirPlace,
        CancellationToken stop = default
    )
    {
        var isNew = !store.Installation.Settings.Storage.Engine.Exists;
        var (counts, faults) = isNew
            ? await TriedAsync(store.Installation, read, stop)
            : await StoreAsync(
                await store.DatabaseAsync(),
                store.Installation,
                read,
                dryRun,
                isTried: false,
                stop: stop
            );
        if (isNew && !dryRun && faults.Count == 0)
            (counts, faults) = await StoreAsync(
                await store.DatabaseAsync(),
                store.Installation,
                read,
                dryRun,
                isTried: true,
                stop: stop
            );
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

    /// <summary>Without a database it is tried in a temporary one: a refusal or trial leaves none behind.</summary>
    private static async Task<ImportResult> TriedAsync(
        Installation installation,
        ImportFolder read,
        CancellationToken stop = default
    )
    {
        var trial = Directory.CreateTempSubdirectory();
        try
        {
            using var database = await Database.OpenAsync(Path.Combine(trial.FullName, "trial.db"), durable: false);
            return await StoreAsync(database, installation, read, dryRun: true, isTried: false, stop: stop);
        }
        finally
        {
            trial.Delete(recursive: true);
        }
    }

    private static async Task<ImportResult> StoreAsync(
        Database database,
        Installation installation,
        ImportFolder read,
        bool dryRun,
        bool isTried,
        CancellationToken stop = default
    )
    {
        var time = installation.Settings.TimeBy(await StoreClock.OfAsync(database, stop));
        var imports = new Imports(database, installation.Settings, installation.Instruments, installation.Plan, time);
        return await imports.StoreAsync(
            read,
            dryRun,
            new AuditWriter(database, time.Provider),
            Actor.CommandLine,
            isTried: isTried,
            stop: stop
        );
    }
}
