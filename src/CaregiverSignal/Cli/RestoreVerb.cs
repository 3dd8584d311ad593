using System.CommandLine;
using CaregiverSignal.Backup;
using CaregiverSignal.Files;

namespace CaregiverSignal.Cli;

public static class RestoreVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file that 'backup' made." };
        var key = new Option<string?>("--key")
        {
            HelpName = "FILE",
            Description = "The private key (PEM) of a backup that was sealed to a certificate.",
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
        command.SetAction(parsed =>
            Verbs.WithPlace(
                parsed,
                alone: true,
                (_, _, engine) =>
                    Run(
                        parsed.InvocationConfiguration,
                        engine,
                        Path.GetFullPath(parsed.GetRequiredValue(file)),
                        parsed.GetValue(key),
                        parsed.GetValue(yes)
                    )
            )
        );
        return command;
    }

    private static int Run(InvocationConfiguration streams, StoreEngine engine, string path, string? key, bool yes)
    {
        Restore.RefuseTaken(engine);
        if (!File.Exists(path))
            return Verbs.Report([new Fault(path, "", "is not there")], streams.Error);
        Show(path, key, engine, streams.Output);
        if (!yes && !Verbs.Agrees(streams.Error, "Put this back?"))
        {
            streams.Error.WriteLine("Nothing was put.");
            return CommandLine.Failure;
        }

        ProgressBar.Run(streams.Error, "Restoring", null, _ => Restore.Put(engine, path, key, TimeProvider.System));
        streams.Output.WriteLine("It is put back. How to go on:");
        streams.Output.WriteLine("  1. caregiversignal check     'mail held' fails, and nothing else should.");
        streams.Output.WriteLine("  2. Start the service: links, sessions and forms work, and nothing is mailed.");
        streams.Output.WriteLine("  3. Ask the coordinators who paused or stopped since, and enter that.");
        streams.Output.WriteLine("  4. caregiversignal resume-mail     shows what would go, and asks.");
        return CommandLine.Success;
    }

    private static void Show(string path, string? key, StoreEngine engine, TextWriter output)
    {
        var content = BackupFile.Read(path, key, new OnlyWhole());
        var head = content.Head;
        output.WriteLine(
            FormattableString.Invariant(
                $"{path}: made {head.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by version {head.Version}; {Verbs.People(content.People)}, {content.Rows.Values.Sum()} rows, schema {head.Schema}. It is whole."
            )
        );
        output.WriteLine($"  the store goes to       {engine.Name}");
        output.WriteLine($"  the keys go to          {StoreKeys.FolderIn(engine.Folder)}");
        output.WriteLine(
            $"  settings and questionnaires of then go to {Restore.RestoredIn(engine)}, and are not in use there"
        );
        if (head.LeftOut.Count > 0)
            output.WriteLine($"  not in it, and to be set again: {string.Join(" and ", head.LeftOut)}");
        output.WriteLine("What came in after it was made is not in it. Nothing is mailed until resume-mail.");
    }

    /// <summary>Takes nothing: it is read to know that it is whole.</summary>
    private sealed class OnlyWhole : IBackupReader { }
}
