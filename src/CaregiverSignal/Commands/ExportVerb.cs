using System.CommandLine;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Export;
using CaregiverSignal.Fhir;
using CaregiverSignal.Files;

namespace CaregiverSignal.Commands;

/// <summary>The verb <c>export</c>: writes the database, or one person, as the folder that <c>import</c>, <c>replay</c>
/// and <c>backtest</c> read.</summary>
public static class ExportVerb
{
    public static Command Create()
    {
        var person = new Option<string?>("--person")
        {
            Description = "Only this person, as in people.csv; with person.json: all that is stored about them.",
            HelpName = "ID",
        };
        var to = new PathOption("--out", PathUse.WritesFolder)
        {
            Description =
                "A folder that does not exist yet; only the account that runs this can read it. It contains personal data.",
            HelpName = "FOLDER",
        };
        var fhir = new PathOption("--fhir", PathUse.WritesFolder)
        {
            Description =
                "Such a folder too, written as FHIR R4 instead: one NDJSON file a resource type, without names. docs/fhir.md says what is in them.",
            HelpName = "FOLDER",
        };
        var names = new Option<bool>("--names")
        {
            Description = "With --fhir: also names, addresses, phone numbers and days of birth.",
        };
        var command = new Command(
            "export",
            "Write people.csv, asked.csv, answers.csv and events.csv, and outcomes.csv for backtest, as they are at one moment, also while the service runs. docs/files.md says what is in them."
        )
        {
            person,
            to,
            fhir,
            names,
        };
        command.Validators.Add(given =>
        {
            if (given.GetResult(to) is null == given.GetResult(fhir) is null)
                given.AddError("Name one folder: --out FOLDER, or --fhir FOLDER.");
            if (given.GetResult(names) is not null && given.GetResult(fhir) is null)
                given.AddError("--names goes with --fhir.");
        });
        command.SetAction(parsed =>
            Verbs.WithStoreAsync(
                parsed,
                async store =>
                    parsed.GetValue(fhir) is { } folder
                        ? await RunFhirAsync(store, parsed.GetValue(person), folder, parsed.GetValue(names))
                        : await RunTablesAsync(store, parsed.GetValue(person), parsed.GetValue(to)!),
                makes: false,
                open: installation => installation.OpenToReadAsync()
            )
        );
        return command;
    }

    private static async Task<int> RunTablesAsync(
        StoreRun store,
        string? person,
        string to,
        CancellationToken stop = default
    ) => await RunAsync(store, person, to, new Exports(await store.TimeAsync()), stop);

    private static async Task<int> RunFhirAsync(
        StoreRun store,
        string? person,
        string to,
        bool withNames,
        CancellationToken stop = default
    )
    {
        var settings = store.Installation.Settings.Now;
        return await RunAsync(
            store,
            person,
            to,
            new FhirExports(
                await store.TimeAsync(),
                store.Installation.Instruments,
                settings.Site.BaseUrl,
                settings.SupportPoint.Name,
                withNames
            ),
            stop
        );
    }

    private static async Task<int> RunAsync(
        StoreRun store,
        string? person,
        string to,
        IStoreExport export,
        CancellationToken stop = default
    )
    {
        var (database, error) = (await store.DatabaseAsync(), store.Error);
        var caregiver = person is null ? null : await Caregivers.NamedAsync(database, person, stop);
        if (person is not null && caregiver is null)
        {
            return Verbs.Report(
                [new Fault("export", "--person", $"'{OneLine.Shown(person)}' is not in the store")],
                error
            );
        }

        await OutsideTheStore.RecordAsync(
            database.Engine,
            AuditAction.Export.Of(AuditTarget.Case),
            error,
            caregiver?.Id,
            stop
        );
        var written = 0;
        var isMade = await PrivateFolder.MakeAsync(
            to,
            error,
            folder =>
                ProgressBar.RunAsync(
                    error,
                    "Exporting",
                    100,
                    async progress =>
                        written = await export.WriteAsync(
                            database,
                            person,
                            folder,
                            (all, done) => progress(100L * done / all),
                            stop
                        )
                ),
            stop
        );
        if (!isMade)
            return CommandLine.Failure;

        error.WriteLine(
            FormattableString.Invariant(
                $"{written} {(written == 1 ? "person" : "people")} written to {to}. It holds personal data, and keeps who is erased later: keep it safe, and delete it after use."
            )
        );
        return CommandLine.Success;
    }
}
