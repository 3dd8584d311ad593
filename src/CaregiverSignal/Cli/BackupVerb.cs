using System.CommandLine;
using System.Reflection;
using CaregiverSignal.Backup;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>backup</c>: one file with all that cannot be made again, also while the service runs.</summary>
public static class BackupVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description =
                "A file that does not exist yet, such as 2026-12-01.zip. It holds health data and keys, sealed where Backup:PublicKey is set. With --make-key: where the private key goes.",
        };
        var makeKey = new Option<bool>("--make-key")
        {
            Description =
                "Make a pair of keys instead: the file gets the private one, which opens sealed backups and is to be kept elsewhere. Prints the public one, for the setting Backup:PublicKey.",
        };
        var command = new Command(
            "backup",
            "Write store, keys, questionnaires and settings (without secrets) to one file, also while the service runs. 'restore' puts it back."
        )
        {
            file,
            makeKey,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            var (streams, path) = (parsed.InvocationConfiguration, Path.GetFullPath(parsed.GetRequiredValue(file)));
            return parsed.GetValue(makeKey)
                ? MakeKey(streams, path)
                : Verbs.WithPlace(
                    parsed,
                    alone: false,
                    (settings, configuration, engine) => Run(streams, settings, configuration, engine, path)
                );
        });
        return command;
    }

    private static int MakeKey(InvocationConfiguration streams, string path)
    {
        try
        {
            var made = BackupKey.MakePair(path);
            streams.Output.WriteLine($"{path}: has the private key of {made.Name}. Whoever has it reads the backups.");
            streams.Output.WriteLine("Print it or put it on a stick, in two places, and delete it here: without it no");
            streams.Output.WriteLine(
                "backup that is sealed can be read again, by anybody. Then set, for this program:"
            );
            streams.Output.WriteLine($"  Backup:PublicKey = {made}");
            return CommandLine.Success;
        }
        catch (StorageException problem)
        {
            streams.Error.WriteLine(problem.Message);
            return CommandLine.Failure;
        }
    }

    private static int Run(
        InvocationConfiguration streams,
        Settings settings,
        IConfiguration configuration,
        StoreEngine engine,
        string path
    )
    {
        if (!engine.Exists)
            return Verbs.Report([Verbs.NotThere(engine)], streams.Error);
        engine.RefuseUnsafe();
        using var file = StoreAsFile.Of(engine);
        var store = file.Store;
        var source = new BackupSource(
            store,
            SavedSettings.Of(configuration),
            SavedSettings.LeftOut(configuration),
            QuestionnaireFiles(settings.Questionnaires),
            typeof(BackupVerb)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
                .InformationalVersion
        )
        {
            SealTo = settings.SealBackupsTo,
        };
        var now = TimeProvider.System.GetUtcNow();
        BackupManifest? manifest = null;
        ProgressBar.Run(
            streams.Error,
            "Backing up",
            BackupFile.BytesToDo(store),
            progress => manifest = BackupFile.Write(source, path, now, progress)
        );
        var made = new LastBackup(now, path, new FileInfo(path).Length);
        if (engine.File is { } noted)
            Note(made, noted, streams.Error);
        OutsideTheStore.Record(engine, Verb.Export.Of(Thing.Store), streams.Error);
        streams.Output.WriteLine(
            $"{path}: {Verbs.People(manifest!.People)}, {manifest.Rows.Values.Sum()} rows, schema {manifest.Schema}, {DiskSpace.InWords(made.Bytes)}; written, and read again to its end."
        );
        streams.Output.WriteLine(
            source.SealTo is { } to
                ? $"It is sealed to the key {to.Name}: only who has the private one can read it."
                : "It is not sealed: whoever has the file reads all of it (setting Backup:PublicKey)."
        );
        if (manifest.LeftOut.Count > 0)
            streams.Output.WriteLine($"Not in it, as they are secrets: {string.Join(" and ", manifest.LeftOut)}.");
        return CommandLine.Success;
    }

    /// <summary>The backup is good also where its age cannot be noted, as beside a store on a read-only disk.</summary>
    private static void Note(LastBackup made, string store, TextWriter error)
    {
        try
        {
            made.Note(store);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            error.WriteLine("'check' will not know of it: nothing can be written beside the store.");
        }
    }

    /// <summary>
    /// All definitions and words in use: a store that was used with other ones than there are is refused.
    /// </summary>
    private static Dictionary<string, string> QuestionnaireFiles(QuestionnaireSettings settings)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        AddAll("", settings.Folder);
        AddAll("overlay/", settings.Overlay);
        if (File.Exists(settings.Plan))
            files[BackupManifest.Questionnaires + "plan.json"] = settings.Plan;
        return files;

        void AddAll(string below, string folder)
        {
            if (!Directory.Exists(folder))
                return;
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
                files[BackupManifest.Questionnaires + below + Path.GetFileName(file)] = file;
        }
    }
}
