using System.Diagnostics;

namespace CaregiverSignal.Tests.Storage;

public sealed class FileLockTests() : AtASite()
{
    private string Lock => site.StorePath + ".running";

    private SqliteFile File => new(site.StorePath);

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
            System.IO.File.SetUnixFileMode(site.Folder, (UnixFileMode)Convert.ToInt32("755", 8));
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
        Assert.Has("Permission denied", said);
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
        using (var other = await File.OpenWriterAsync())
        {
            await other.ExecuteAsync(Sql.Of(File.BeginWriting));
            write = Task.Run(
                () =>
                    site.Database.WriteAsync(transaction =>
                        CoordinatorTable.IdOf(transaction, "a@example.org", Some.Start)
                    ),
                Some.Stop
            );
            await site.Value<long>("select count(*) from coordinator");
            Assert.False(write.IsCompleted);
        }

        await write;
        Assert.Equal(1, await site.Count("coordinator"));
    }

    [Fact]
    public async Task Two_programs_on_one_file_lose_no_write()
    {
        using var other = await Database.OpenAsync(site.StorePath);
        Database[] both = [site.Database, other];

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(thread =>
                    Task.Run(async () =>
                    {
                        for (var n = 0; n < 50; n++)
                            await both[thread % 2]
                                .WriteAsync(transaction =>
                                    CoordinatorTable.IdOf(transaction, $"{thread}-{n}@example.org", Some.Start)
                                );
                    })
                )
        );

        Assert.Equal(400, await site.Count("coordinator"));
        Assert.Equal("ok", await site.Value<string>("pragma integrity_check"));
    }
}
