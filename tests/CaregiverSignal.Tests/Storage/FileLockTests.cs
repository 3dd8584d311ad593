using System.Diagnostics;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Storage;

public sealed class FileLockTests : IDisposable
{
    private readonly TestInstallation store = Some.Installation();

    private string Lock => store.StorePath + ".running";

    private SqliteFile File => new(store.StorePath);

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_lock_is_held_by_one_and_free_again_afterwards()
    {
        using (var held = FileLock.TryTake(Lock, File))
        {
            Assert.NotNull(held);
            Assert.Null(FileLock.TryTake(Lock, File));
        }

        using var again = FileLock.TryTake(Lock, File);
        Assert.NotNull(again);
    }

    [Fact]
    public void Another_account_cannot_hold_the_lock_and_so_stop_all_writing()
    {
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess
                && System.IO.File.Exists("/usr/bin/setpriv")
                && System.IO.File.Exists("/usr/bin/flock"),
            "Needs root, to become somebody else, and setpriv and flock of util-linux."
        );
        // A folder that others may enter, as one that somebody made by hand.
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(store.Folder, (UnixFileMode)Convert.ToInt32("755", 8));
        FileLock.TryTake(Lock, File)!.Dispose();

        using var other = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/setpriv",
                ["--reuid", "65534", "--regid", "65534", "--clear-groups", "/usr/bin/flock", "-n", Lock, "true"]
            )
            {
                RedirectStandardError = true,
            }
        )!;
        var said = other.StandardError.ReadToEnd();
        other.WaitForExit();
        Assert.NotEqual(0, other.ExitCode);
        Assert.Contains("Permission denied", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_of_another_process_counts_and_ends_with_that_process()
    {
        Assert.SkipUnless(System.IO.File.Exists("/usr/bin/flock"), "Needs flock of util-linux.");
        System.IO.File.WriteAllText(Lock, "");
        using var other = Process.Start(
            new ProcessStartInfo("/usr/bin/flock", ["--no-fork", Lock, "sh", "-c", "echo held; exec cat"])
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
            }
        )!;
        Assert.Equal("held", other.StandardOutput.ReadLine());

        Assert.Null(FileLock.TryTake(Lock, File));

        other.Kill();
        other.WaitForExit();
        using var free = FileLock.TryTake(Lock, File);
        Assert.NotNull(free);
    }

    [Fact]
    public async Task A_write_waits_for_the_other_process_that_writes()
    {
        Task<long> write;
        using (var other = File.OpenWriter())
        {
            other.Execute(File.BeginWriting, null);
            write = store.Database.WriteAsync(transaction =>
                CoordinatorTable.IdOf(transaction, "a@example.org", Some.Start)
            );
            store.Value<long>("select count(*) from coordinator");
            Assert.False(write.IsCompleted);
        }

        await write;
        Assert.Equal(1, store.Count("coordinator"));
    }

    [Fact]
    public async Task Two_programs_on_one_file_lose_no_write()
    {
        using var other = Database.Open(store.StorePath);
        Database[] both = [store.Database, other];

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(thread =>
                    Task.Run(() =>
                    {
                        for (var n = 0; n < 50; n++)
                            both[thread % 2]
                                .Write(transaction =>
                                    CoordinatorTable.IdOf(transaction, $"{thread}-{n}@example.org", Some.Start)
                                );
                    })
                )
        );

        Assert.Equal(400, store.Count("coordinator"));
        Assert.Equal("ok", store.Value<string>("pragma integrity_check"));
    }
}
