using System.CommandLine;
using CaregiverSignal.Caseload;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Commands.Hindsight;

/// <summary>The verb <c>audit</c>: how signals performed in the database, or in a folder by replay.</summary>
public static class AuditVerb
{
    public static Command Create()
    {
        var folder = OptionalFolder.Create(
            PathUse.ReadsFolder,
            "Holds people.csv, asked.csv, answers.csv, events.csv and perhaps outcomes.csv; the store when left out."
        );
        var format = FolderReview.Format();
        var command = new Command(
            "audit",
            "How the signals did: heavy answers with nothing open, days until a talk and the ids of who waited longest, what followed red ones, which outcomes were told in time and how long before, outcomes by points, and what became of the signals, beside perseverance time alone. Of the store, what staff were told; of a folder, what a replay tells."
        )
        {
            folder,
            format,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            return parsed.GetValue(folder) is { } path
                ? await Verbs.WithInstallationAsync(
                    parsed,
                    async installation => Write(await OfFolderAsync(installation, path, error))
                )
                : await Verbs.WithStoreAsync(
                    parsed,
                    async store => Write(await OfStoreAsync(store.Installation, await store.DatabaseAsync(), error)),
                    makes: false,
                    open: installation => installation.OpenToReadAsync()
                );

            int Write(Audit? audit)
            {
                if (audit is null)
                    return CommandLine.Failure;
                parsed.InvocationConfiguration.Output.Write(
                    parsed.GetValue(format) == "json" ? AuditReport.ToJson(audit) : AuditReport.ToTable(audit)
                );
                return CommandLine.Success;
            }
        });
        return command;
    }

    private static async Task<Audit> OfStoreAsync(
        Installation installation,
        Database database,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        Audit? audit = null;
        IReadOnlyList<UnreadableRow> unreadable = [];
        await ProgressBar.RunAsync(
            error,
            "Auditing",
            100,
            async progress =>
                (audit, unreadable) = await AuditReading.OfAsync(
                    database,
                    null,
                    installation.Settings.Signals,
                    installation.Settings.TimeBy(await StoreClock.OfAsync(database, stop)),
                    (all, done) => progress(100L * done / all),
                    stop
                )
        );
        foreach (var row in unreadable.Distinct())
            error.WriteLine($"{row.Kind} {row.Key}: left out, as it cannot be read");
        return audit!;
    }

    /// <returns>Null, with every fault reported, if the folder or its outcomes have faults.</returns>
    private static async Task<Audit?> OfFolderAsync(
        Installation installation,
        string folder,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        var (settings, path) = (installation.Settings.Signals, Path.Combine(folder, FolderFiles.Outcomes));
        IReadOnlyList<Fault> faults = [];
        var rows = File.Exists(path) ? FolderReader.ReadOutcomes(path, installation.Instruments, out faults) : [];
        var collapses = rows.ToLookup(row => row.Person, row => row.Date);
        var people = await FolderReview.AtAsync(
            installation,
            folder,
            "Auditing",
            error,
            history =>
            {
                var replayed = Replay.Of(history.History, settings);
                var course = AuditedCourse.Of(
                    history.History,
                    replayed.Signals.Select(signal => new AuditedSignal(signal.Day, signal.Urgency)),
                    [.. replayed.Open.Select(row => (row.From, row.Until))],
                    null,
                    settings,
                    DateOnly.MinValue,
                    null,
                    collapses[history.Person],
                    history.Person
                );
                return new Lived(history.Person, course);
            },
            stop
        );
        if (people is null)
            return null;
        faults = [.. FolderReview.OfStrangers(rows, people.Select(lived => lived.Person)), .. faults];
        if (faults.Count > 0)
        {
            Verbs.Report(faults, error);
            return null;
        }

        List<AuditedCourse> courses = [.. people.Select(lived => lived.Course).OfType<AuditedCourse>()];
        // The folder dates from the last day about which it knows anything.
        return Audit.Of(courses.Select(course => course with { Last = courses.Max(it => it.Last) }));
    }

    private sealed record Lived(string Person, AuditedCourse? Course);
}
