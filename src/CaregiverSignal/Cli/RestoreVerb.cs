using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Backup;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>restore</c>: puts a backup back where nothing is, with mail held.</summary>
public static class RestoreVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file that 'backup' made." };
        var key = new Option<string?>("--key")
        {
            HelpName = "FILE",
            Description = "The private key of a backup that was sealed, which 'backup --make-key' made.",
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask: put back what is shown." };
        var command = new Command(
            "restore",
            "Put a backup back where no store is: checks it, shows what it will do, and asks. Nothing is mailed after it until resume-mail."
        )
        {
            file,
            key,
            yes,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithPlace(
                parsed,
                alone: true,
                (_, configuration, engine) =>
                    Run(
                        parsed.InvocationConfiguration,
                        configuration,
                        engine,
                        Path.GetFullPath(parsed.GetRequiredValue(file)),
                        parsed.GetValue(key),
                        parsed.GetValue(yes)
                    )
            )
        );
        return command;
    }

    private static int Run(
        InvocationConfiguration streams,
        IConfiguration configuration,
        StoreEngine engine,
        string path,
        string? key,
        bool yes
    )
    {
        RestorePlace.RefuseTaken(engine);
        if (!File.Exists(path))
            return Verbs.Report([new Fault(path, "", "is not there")], streams.Error);
        try
        {
            using var file = BackupFile.Open(path, key);
            Show(file, path, configuration, engine, streams.Output);
            if (!yes && !Verbs.Agrees(streams.Error, "Put this back?"))
            {
                streams.Error.WriteLine("Nothing was put.");
                return CommandLine.Failure;
            }

            file.Position = 0;
            ProgressBar.Run(
                streams.Error,
                "Restoring",
                null,
                _ => RestorePlace.Put(engine, file, path, TimeProvider.System)
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Verbs.Report([new Fault(path, "", "cannot be read")], streams.Error);
        }

        streams.Output.WriteLine("It is put back. How to go on:");
        streams.Output.WriteLine("  1. caregiversignal check     'mail held' fails, and nothing else should.");
        streams.Output.WriteLine("  2. Start the service: links, sessions and forms work, and nothing is mailed.");
        streams.Output.WriteLine("  3. Ask the coordinators who paused or stopped since, and enter that.");
        streams.Output.WriteLine("  4. caregiversignal resume-mail     shows what would go, and asks.");
        return CommandLine.Success;
    }

    private static void Show(
        Stream file,
        string path,
        IConfiguration configuration,
        StoreEngine engine,
        TextWriter output
    )
    {
        var saved = new MemoryStream();
        var manifest = BackupFile.Read(file, path, part => part.Name == BackupManifest.Settings ? saved : null);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: made {manifest.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by version {manifest.Version}; {Verbs.People(manifest.People)}, {manifest.Rows.Values.Sum()} rows, schema {manifest.Schema}. Every part is as it was put in."
            )
        );
        output.WriteLine($"  the store goes to       {engine.Name}");
        output.WriteLine($"  the keys go to          {Path.Combine(engine.Folder, "keys")}");
        output.WriteLine(
            $"  settings and questionnaires of then go to {Path.Combine(engine.Folder, "restored")}, and are not in use there"
        );
        if (manifest.LeftOut.Count > 0)
            output.WriteLine($"  not in it, and to be set again: {string.Join(" and ", manifest.LeftOut)}");
        using var then = new MemoryStream(saved.ToArray());
        foreach (var line in then.Length == 0 ? [] : SavedSettings.Differences(then, configuration))
            output.WriteLine($"  set otherwise: {line}");
        output.WriteLine("What came in after it was made is not in it. Nothing is mailed until resume-mail.");
    }
}
