using System.Globalization;
using CaregiverSignal.Backup;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// A backup and a restore are ended at any call to the system that changes a file: nothing looks whole that is not.
/// </summary>
/// <remarks>A few calls as a rule, each of them with CAREGIVERSIGNAL_LARGE=1.</remarks>
public sealed class KilledBackupTests : IDisposable
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
        folder.Run("tick", "--Mail:Bounces=bounces@example.org");
        rows = StoreCopy.Checked(folder.Database).Rows;
        file = folder.Path("backup.zip");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_backup_that_was_ended_anywhere_is_whole_or_not_there()
    {
        foreach (var call in await Points("backup", file))
        {
            File.Delete(file);
            await KillAt(call, "backup", file);

            if (!File.Exists(file))
                await folder.RunAsync("backup", file);
            using (var stream = File.OpenRead(file))
                Assert.Equal(rows, BackupFile.Read(stream, file, _ => null).Rows);
            Assert.Equal([file], Directory.GetFiles(folder.Name, "backup*"));
            Assert.Equal(rows, StoreCopy.Checked(folder.Database).Rows);
        }
    }

    [Fact]
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
                if (Directory.GetDirectories(folder.Data, "restoring*").Length > 0)
                {
                    broken++;
                    var (code, _, error) = folder.Run("tick");
                    Assert.Equal(1, code);
                    Assert.Contains("is not there, as a restore was broken off.", error, StringComparison.Ordinal);
                }

                await folder.RunAsync("restore", file, "--yes");
                Assert.Empty(Directory.GetDirectories(folder.Data, "restoring*"));
            }

            Assert.Equal(rows, StoreCopy.Checked(folder.Database).Rows);
            Assert.Equal(["restored"], folder.Query("select why from send_hold where held_at is not null"));
            Assert.True(File.Exists(folder.Path("data", "keys", "returns.key")));
            Assert.True(File.Exists(folder.Path("data", "restored", "settings.json")));
        }

        Assert.True(broken > 0, "No restore was broken off half-way.");
    }

    /// <summary>The calls at which the program is ended: by their number, of those that it makes when left alone.</summary>
    private async Task<IReadOnlyList<int>> Points(params string[] verb)
    {
        var calls = await Trace([], verb);
        var all = Enumerable.Range(1, calls).ToList();
        var random = new Random(LongRun.Seed());
        return LongRun.IsLarge ? all : [.. all.OrderBy(_ => random.Next()).Take(6).Order()];
    }

    private async Task KillAt(int call, params string[] verb) =>
        await Trace(
            ["-e", string.Create(CultureInfo.InvariantCulture, $"inject={Calls}:signal=SIGKILL:when={call}")],
            verb
        );

    /// <returns>How many of the calls the program made.</returns>
    private async Task<int> Trace(string[] more, string[] verb)
    {
        var trace = folder.Path("trace");
        string[] tracer = [Tracer, "-f", "-qq", "-o", trace, "-e", "trace=" + Calls, "-e", "signal=none", .. more];
        using var program = folder.StartUnder(tracer, verb);
        var (_, _, error) = await program.EndAsync();
        Assert.SkipWhen(
            error.Contains("ptrace", StringComparison.OrdinalIgnoreCase),
            "This machine lets nobody trace."
        );
        var lines = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
        return lines.Count(line =>
            line.Contains('(', StringComparison.Ordinal) && !line.Contains("resumed>", StringComparison.Ordinal)
        );
    }
}
