using CaregiverSignal.Backup;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// A backup and a restore are ended at any call to the system that changes a file: nothing looks whole that is not.
/// </summary>
public sealed partial class KilledBackupTests : IDisposable
{
    private const string Tracer = "/usr/bin/strace";

    private const string Calls =
        "rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,fdatasync,ftruncate";

    private readonly ProgramFolder folder = new();
    private readonly string file;
    private readonly IReadOnlyDictionary<string, long> rows;

    public KilledBackupTests()
    {
        Assert.SkipUnless(File.Exists(Tracer), "Needs strace to end the program at a call.");
        folder.Run("import", folder.WritePeople(30, "2026-03-02"));
        folder.FillIn(("Mail:Bounces", "bounces@example.org"));
        folder.Run("tick");
        rows = CountedRows.In(folder.Database).ThatAreBackedUp();
        file = folder.Path("one.backup");
    }

    private string TraceFile => folder.Path("trace");

    public void Dispose() => folder.Dispose();

    [LargeFact]
    public async Task A_backup_that_was_ended_anywhere_is_whole_or_not_there()
    {
        var killed = 0;
        foreach (var call in await Points("backup", file))
        {
            File.Delete(file);
            killed += await KillAt(call, "backup", file) ? 1 : 0;

            if (!File.Exists(file))
                await folder.RunAsync("backup", file);
            Assert.Equal(rows, (await BackupFile.ReadAsync(file, null, new Nobody())).Rows.ThatAreBackedUp());
            Assert.Equal([file], Directory.GetFiles(folder.Name, "one*"));
            Assert.Equal(rows, CountedRows.In(folder.Database).ThatAreBackedUp());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Ended {killed} times.");
        Assert.True(killed > 0, "No backup was ended.");
    }

    [LargeFact]
    public async Task A_restore_that_was_ended_anywhere_is_whole_with_mail_held_or_is_no_store()
    {
        await folder.RunAsync("backup", file);
        Directory.Delete(folder.Data, recursive: true);
        var broken = 0;
        foreach (var call in await Points("restore", file, "--yes"))
        {
            Directory.Delete(folder.Data, recursive: true);
            await KillAt(call, "restore", file, "--yes");

            if (!File.Exists(folder.Database))
            {
                if (Directory.Exists(folder.Data) && Directory.GetFiles(folder.Data, "*.restoring").Length > 0)
                {
                    broken++;
                    var (code, _, error) = folder.Run("tick");
                    Assert.Equal(1, code);
                    Assert.Has("is not there, as a restore was broken off.", error);
                }

                await folder.RunAsync("restore", file, "--yes");
                Assert.Equal(
                    "",
                    string.Join(' ', Directory.GetFiles(folder.Data, "*.restoring*").Select(Path.GetFileName))
                );
            }

            Assert.Equal(rows, CountedRows.In(folder.Database).ThatAreBackedUp());
            Assert.Equal(["restored"], folder.Query("select why from send_hold where held_at is not null"));
            Assert.Single(Directory.GetFiles(folder.Path("data", "keys")));
            Assert.True(File.Exists(folder.Path("data", "restored", "settings.json")));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Broken off half-way {broken} times.");
        Assert.True(broken > 0, "No restore was broken off half-way.");
    }

    /// <summary>
    /// The calls at which the program is ended, in any order: each by its name, and its number among those of one
    /// thread, as the tracer counts.
    /// </summary>
    private async Task<IReadOnlyList<(string Call, int Number)>> Points(params string[] verb)
    {
        Assert.Equal(0, await Trace(Calls, [], verb));
        var all = (await File.ReadAllLinesAsync(TraceFile, Some.Stop))
            .Select(line => CallLine().Match(line))
            .Where(line => line.Success)
            .GroupBy(line => (Thread: line.Groups[1].Value, Call: line.Groups[2].Value))
            .GroupBy(calls => calls.Key.Call, calls => calls.Count())
            .SelectMany(calls => Enumerable.Range(1, calls.Max()).Select(number => (calls.Key, number)))
            .ToList();
        Assert.True(all.Count > 10, $"Only {all.Count} calls were seen.");
        var random = new Random(LongRun.Seed());
        return [.. all.OrderBy(_ => random.Next())];
    }

    /// <returns>Whether the program came as far as the call.</returns>
    private async Task<bool> KillAt((string Call, int Number) at, params string[] verb) =>
        await Trace(
            at.Call,
            ["-e", string.Create(CultureInfo.InvariantCulture, $"inject={at.Call}:signal=SIGKILL:when={at.Number}")],
            verb
        ) != 0;

    private async Task<int> Trace(string calls, string[] more, string[] verb)
    {
        string[] tracer = [Tracer, "-f", "-qq", "-o", TraceFile, "-e", "trace=" + calls, "-e", "signal=none", .. more];
        using var program = folder.StartUnder(tracer, verb);
        var (code, _, error) = await program.EndAsync();
        Assert.SkipWhen(
            error.Contains("ptrace", StringComparison.OrdinalIgnoreCase),
            "This machine lets nobody trace."
        );
        return code;
    }

    private sealed class Nobody : IBackupReader;

    [GeneratedRegex(@"^(\d+) +(\w+)\(")]
    private static partial Regex CallLine();
}
