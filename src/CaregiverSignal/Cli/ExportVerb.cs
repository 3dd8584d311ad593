using System.CommandLine;
using CaregiverSignal.Export;
using CaregiverSignal.Files;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>export</c>: writes the store, or one person in it, as the folder that <c>import</c>, <c>replay</c> and
/// <c>backtest</c> read.
/// </summary>
public static class ExportVerb
{
    public static Command Create()
    {
        var person = new Option<string?>("--person")
        {
            Description = "Only this person, as in people.csv; with person.json: all that is stored about them.",
            HelpName = "ID",
        };
        var to = new Option<string>("--out")
        {
            Description =
                "A folder that does not exist yet; only the account that runs this can read it. It contains personal data.",
            HelpName = "FOLDER",
            Required = true,
        };
        var command = new Command(
            "export",
            "Write people.csv, asked.csv, answers.csv and events.csv, and outcomes.csv for backtest, as they are at one moment, also while the service runs. docs/files.md says what is in them."
        )
        {
            person,
            to,
        };
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                store => Run(store, parsed.GetValue(person), parsed.GetRequiredValue(to)),
                makes: false,
                open: installation => installation.OpenToRead()
            )
        );
        return command;
    }

    private static int Run(StoreRun store, string? person, string to)
    {
        var (database, error) = (store.Database, store.Error);
        var caregiver = person is null
            ? null
            : database.Read(transaction => CaregiverTable.ByPerson(transaction, person));
        if (person is not null && caregiver is null)
        {
            return Verbs.Report(
                [new Fault("export", "--person", $"'{OneLine.Shown(person)}' is not in the store")],
                error
            );
        }

        OutsideTheStore.Record(database.Engine, Verb.Export.Of(Thing.Case), error, caregiver?.Id);
        var exporting = new Exporting(store.Time);
        var written = 0;
        var isMade = PrivateFolder.Make(
            to,
            error,
            folder =>
                ProgressBar.Run(
                    error,
                    "Exporting",
                    100,
                    progress =>
                        database.Read(transaction =>
                        {
                            written = exporting.Write(
                                transaction,
                                person,
                                folder,
                                (all, done) => progress(100L * done / all)
                            );
                            if (caregiver is not null)
                            {
                                using var file = folder.Open("person.json");
                                file.WriteLine(Exporting.JsonOf(transaction, caregiver.Id));
                            }

                            return written;
                        })
                )
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
