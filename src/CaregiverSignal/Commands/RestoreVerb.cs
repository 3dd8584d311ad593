using System.Buffers.Binary;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Backup;
using CaregiverSignal.Files;
using CaregiverSignal.Health;

namespace CaregiverSignal.Commands;

public static class RestoreVerb
{
    public static Command Create()
    {
        var file = new PathArgument("file", PathUse.ReadsFile) { Description = "A file that 'backup' made." };
        var key = new PathOption("--key", PathUse.ReadsFile)
        {
            HelpName = "FILE",
            Description = "The private key (PEM) of a backup that was sealed to a certificate.",
        };
        var check = new Option<bool>("--check")
        {
            Description = "Only read it to its end, and say what is in it and who could sign in; nothing is put.",
        };
        var rows = new Option<bool>("--rows")
        {
            Description =
                "With --check: also how many rows each table has, and a sum of what is in them, the same for the same rows in both kinds of database.",
        };
        var move = new Option<bool>("--move")
        {
            Description =
                "Of 'backup --move': the store works here from now on, and what waits to be mailed goes once resume-mail says so.",
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask: put back what is shown." };
        var command = new Command(
            "restore",
            "Put a backup back where no store is: checks it, shows what it will do, and asks. Nothing is mailed after it until resume-mail."
        )
        {
            file,
            key,
            check,
            rows,
            move,
            yes,
        };
        command.SetAction(parsed =>
            Verbs.WithPlaceAsync(
                parsed,
                async (_, _, engine) =>
                    parsed.GetValue(check)
                        ? await CheckAsync(
                            parsed.InvocationConfiguration,
                            engine,
                            Path.GetFullPath(parsed.GetRequiredValue(file)),
                            parsed.GetValue(key),
                            parsed.GetValue(rows)
                        )
                        : await RunAsync(
                            parsed.InvocationConfiguration,
                            engine,
                            Path.GetFullPath(parsed.GetRequiredValue(file)),
                            parsed.GetValue(key),
                            parsed.GetValue(move),
                            parsed.GetValue(yes)
                        ),
                SettingNeeds.AllButMail,
                alone: !parsed.GetValue(check)
            )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        InvocationConfiguration streams,
        StoreEngine engine,
        string path,
        string? key,
        bool moves,
        bool yes,
        CancellationToken stop = default
    )
    {
        await Restore.RefuseTakenAsync(engine, stop);
        if (!File.Exists(path))
            return Verbs.Report([NotThere(path)], streams.Error);
        await ShowAsync(path, key, engine, streams.Output, stop);
        if (!yes && !Verbs.Agrees(streams.Error, "Put this back?"))
        {
            streams.Error.WriteLine("Nothing was put.");
            return CommandLine.Failure;
        }

        await ProgressBar.RunAsync(
            streams.Error,
            "Restoring",
            null,
            _ => Restore.PutAsync(engine, path, key, TimeProvider.System, moves, stop)
        );
        streams.Output.WriteLine("It is put back. How to go on:");
        streams.Output.WriteLine("  1. caregiversignal check     'mail held' fails, and nothing else should.");
        streams.Output.WriteLine("  2. Start the service: links, sessions and forms work, and nothing is mailed.");
        streams.Output.WriteLine("  3. Ask the coordinators who paused or stopped since, and enter that.");
        streams.Output.WriteLine("  4. caregiversignal resume-mail     shows what would go, and asks.");
        return CommandLine.Success;
    }

    /// <summary>Reads a backup as a restore would, while the service runs.</summary>
    /// <returns>A failure also if nobody could sign in with it.</returns>
    private static async Task<int> CheckAsync(
        InvocationConfiguration streams,
        StoreEngine engine,
        string path,
        string? key,
        bool showsRows,
        CancellationToken stop = default
    )
    {
        if (!File.Exists(path))
            return Verbs.Report([NotThere(path)], streams.Error);
        var (head, accounts, tables) = await LookAsync(path, key, streams.Output, stop);
        if (showsRows)
            foreach (var (table, rows) in tables)
                streams.Output.WriteLine(
                    FormattableString.Invariant($"  {table, -24}{rows.Count, 10} rows  {rows.Sum:x32}")
                );
        if (head.LeftOut.Count > 0)
            streams.Output.WriteLine($"  not in it, as they are secrets: {string.Join(" and ", head.LeftOut)}");
        streams.Output.WriteLine(WhoSignsIn(accounts));
        if (accounts.Count == 0)
            return CommandLine.Failure;
        if (engine.Exists)
            LastBackup.NoteProof(engine, head.MadeAt, TimeProvider.System.GetUtcNow());
        return CommandLine.Success;
    }

    private static Fault NotThere(string path) => new(path, "", "is not there, or this account may not see it");

    private static string WhoSignsIn(List<string> accounts) =>
        accounts.Count == 0
            ? "  nobody can sign in with it"
            : $"  who can sign in then: {string.Join("; ", accounts.Select(OneLine.Shown))}";

    private static async Task<(BackupHead Head, List<string> Accounts, Dictionary<string, RowSum> Tables)> LookAsync(
        string path,
        string? key,
        TextWriter output,
        CancellationToken stop = default
    )
    {
        var looking = new Looking();
        var content = await BackupFile.ReadAsync(path, key, looking, stop);
        var head = content.Head;
        output.WriteLine(
            FormattableString.Invariant(
                $"{path}: made {head.MadeAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC by version {head.Version}; {English.People(content.People)}, {content.Rows.Values.Sum()} rows, schema {head.StoreSchema}. It is whole."
            )
        );
        output.WriteLine($"  SHA-256                 {BackupFile.HashOf(path)}: is it the one that 'backup' said?");
        return (head, looking.Accounts, looking.Tables);
    }

    private static async Task ShowAsync(
        string path,
        string? key,
        StoreEngine engine,
        TextWriter output,
        CancellationToken stop = default
    )
    {
        var (head, accounts, _) = await LookAsync(path, key, output, stop);
        output.WriteLine($"  the store goes to       {engine.Name}");
        output.WriteLine($"  the keys go to          {StoreKeys.FolderIn(engine.Folder)}");
        output.WriteLine(
            $"  settings and questionnaires of then go to {Restore.RestoredIn(engine)}, and are not in use there"
        );
        if (head.LeftOut.Count > 0)
            output.WriteLine($"  not in it, and to be set again: {string.Join(" and ", head.LeftOut)}");
        output.WriteLine(WhoSignsIn(accounts));
        output.WriteLine("What came in after it was made is not in it. Nothing is mailed until resume-mail.");
    }

    /// <summary>A sum over a table's rows, in any order.</summary>
    private readonly record struct RowSum(long Count, UInt128 Sum)
    {
        public RowSum With(JsonElement row) =>
            new(
                Count + 1,
                unchecked(
                    Sum
                    + BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(row.GetRawText())))
                )
            );
    }

    /// <summary>Keeps only the accounts that can sign in, and row sums: reading verifies completeness.</summary>
    private sealed class Looking : IBackupReader
    {
        private List<string>? columns;
        private string table = "";

        public List<string> Accounts { get; } = [];

        public Dictionary<string, RowSum> Tables { get; } = [];

        public Task BeginAsync(BackedUpTable table, CancellationToken stop = default)
        {
            columns = table.Name == "coordinator" ? [.. table.Columns] : null;
            Tables[this.table = table.Name] = default;
            return Task.CompletedTask;
        }

        public void Take(JsonElement row)
        {
            Tables[table] = Tables[table].With(row);
            if (columns is null || Of("removed_at").Length > 0 || (Of("enrolled_at") + Of("invited_at")).Length == 0)
                return;
            var roles = Codes.All<StaffRole>().Where(role => Of("is_" + role.Replace('-', '_')) == "1");
            Accounts.Add($"{Of("email")} ({string.Join(", ", roles)})");

            string Of(string column) => row[columns.IndexOf(column)].ToString();
        }
    }
}
