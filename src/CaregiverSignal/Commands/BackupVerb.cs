using System.CommandLine;
using CaregiverSignal.Backup;
using CaregiverSignal.Files;
using CaregiverSignal.Health;

namespace CaregiverSignal.Commands;

public static class BackupVerb
{
    public static Command Create()
    {
        var file = new PathArgument("file", PathUse.WritesNewFile)
        {
            Description =
                "A file that does not exist yet, such as 2026-12-01.backup. It holds health data and keys, sealed where backup.crt is beside the store.",
        };
        var move = new Option<bool>("--move")
        {
            Description =
                "End the work on the store first, where no service runs: nothing is mailed from it and no service starts on it any more, as it goes to another place by 'restore --move'.",
        };
        var command = new Command(
            "backup",
            "Write store, keys, questionnaires and settings (without secrets) to one file, also while the service runs. 'restore' puts it back, also in the other kind of database."
        )
        {
            file,
            move,
        };
        command.SetAction(parsed =>
            Verbs.WithPlaceAsync(
                parsed,
                (settings, configuration, _) =>
                    RunAsync(
                        parsed.InvocationConfiguration,
                        SourceOf(settings, configuration),
                        Path.GetFullPath(parsed.GetRequiredValue(file)),
                        parsed.GetValue(move)
                    ),
                SettingNeeds.Store,
                alone: parsed.GetValue(move)
            )
        );
        return command;
    }

    /// <summary>Makes a backup beside a database about to be upgraded, replacing that of the last upgrade.</summary>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static async Task<string> BeforeUpgradeAsync(
        Installation installation,
        int schema,
        CancellationToken stop = default
    )
    {
        var engine = installation.Settings.Storage.Engine;
        var name = Path.GetFileName(engine.File ?? "store") + ".schema-";
        foreach (var old in Directory.EnumerateFiles(engine.Folder, name + "*"))
            File.Delete(old);
        var path = Path.Combine(engine.Folder, FormattableString.Invariant($"{name}{schema}"));
        var source = SourceOf(installation.Settings.Now, installation.Configuration);
        await BackupFile.WriteAsync(source, path, TimeProvider.System.GetUtcNow(), _ => { }, stop);
        return path;
    }

    private static BackupSource SourceOf(Settings settings, IConfiguration configuration) =>
        new(
            settings.Storage.Engine,
            SavedSettings.Of(configuration),
            SavedSettings.LeftOut(configuration),
            QuestionnaireFiles(settings.Questionnaires),
            ProgramVersion.Full,
            settings.SealBackupsTo
        );

    private static async Task<int> RunAsync(
        InvocationConfiguration streams,
        BackupSource source,
        string path,
        bool moves,
        CancellationToken stop = default
    )
    {
        var engine = source.Store;
        if (!engine.Exists)
            return Verbs.Report([Verbs.NotThere(engine)], streams.Error);
        await engine.RefuseUnsafeAsync(stop: stop);
        if (moves)
            await StoreMove.LeaveAsync(engine, TimeProvider.System, stop);
        var now = TimeProvider.System.GetUtcNow();
        BackupContent? content = null;
        await ProgressBar.RunAsync(
            streams.Error,
            "Backing up",
            null,
            async progress => content = await BackupFile.WriteAsync(source, path, now, progress, stop)
        );
        var made = new LastBackup(now, path, new FileInfo(path).Length);
        Note(made, engine, streams.Error);
        await OutsideTheStore.RecordAsync(engine, AuditAction.Export.Of(AuditTarget.Store), streams.Error, stop: stop);
        streams.Output.WriteLine(
            $"{path}: {English.People(content!.People)}, {content.Rows.Values.Sum()} rows, schema {content.Head.StoreSchema}, {DiskSpace.InWords(made.Bytes)}."
        );
        streams.Output.WriteLine($"Keep elsewhere by what you know it again: SHA-256 {BackupFile.HashOf(path)}.");
        streams.Output.WriteLine(
            source.SealTo is { } to
                ? $"It is sealed to {to.Name}: only who has the private key can read it."
                : "It is not sealed: whoever has the file reads all of it (there is no backup.crt beside the store)."
        );
        if (moves)
            streams.Output.WriteLine(
                $"Nothing works on {engine.Name} any more: put it elsewhere with restore --move, or go on here with resume-mail."
            );
        if (content.Head.LeftOut.Count > 0)
            streams.Output.WriteLine($"Not in it, as they are secrets: {string.Join(" and ", content.Head.LeftOut)}.");
        return CommandLine.Success;
    }

    /// <summary>The backup is good even if its age cannot be noted, such as on a read-only disk.</summary>
    private static void Note(LastBackup made, StoreEngine store, TextWriter error)
    {
        try
        {
            (made with { ProvedAt = LastBackup.Of(store)?.ProvedAt ?? made.MadeAt }).Note(store);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            error.WriteLine("'check' will not know of it: nothing can be written beside the store.");
        }
    }

    /// <summary>All definitions and texts in use: without them, a database that used them is refused.</summary>
    private static Dictionary<string, string> QuestionnaireFiles(QuestionnaireSettings settings)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        AddAll("", settings.Folder);
        AddAll("overlay/", settings.Overlay);
        if (File.Exists(settings.Plan))
            files[BackupFile.Questionnaires + "plan.json"] = settings.Plan;
        return files;

        void AddAll(string below, string folder)
        {
            if (!Directory.Exists(folder))
                return;
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
                files[BackupFile.Questionnaires + below + Path.GetFileName(file)] = file;
        }
    }
}
