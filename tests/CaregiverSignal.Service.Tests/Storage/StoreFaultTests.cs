namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// A store that cannot be used says so in words for an operator, names the file, and works again when the cause is
/// gone.
/// </summary>
public sealed class StoreFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Name, "site.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_full_file_is_told_as_a_full_disk_and_the_next_small_write_works()
    {
        using var database = await Database.OpenAsync(File);

        var error = await Assert.ThrowsAsync<StorageException>(() =>
            database.WriteAsync(async transaction =>
            {
                await transaction.One<long>(
                    "pragma max_page_count = " + (await transaction.One<long>("pragma page_count") + 2)
                );
                await AddLong(transaction, 100_000);
            })
        );

        Assert.Equal($"{File}: the disk is full.", error.Message);
        await database.WriteAsync(transaction => AddLong(transaction, 10));
        Assert.Equal(1, await Count(database));
    }

    [Fact]
    public async Task A_full_file_fails_the_write_that_filled_it_alone()
    {
        using var database = await Database.OpenAsync(File);
        using var gate = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        var first = Task.Run(
            () =>
                database.WriteAsync(async transaction =>
                {
                    began.Set();
                    gate.Wait(Some.Stop);
                    await transaction.One<long>(
                        "pragma max_page_count = " + (await transaction.One<long>("pragma page_count") + 2)
                    );
                }),
            Some.Stop
        );
        began.Wait(Some.Stop);
        var small = database.WriteAsync(transaction => AddLong(transaction, 10));
        var large = database.WriteAsync(transaction => AddLong(transaction, 100_000));
        var last = database.WriteAsync(transaction => AddLong(transaction, 11));

        gate.Set();
        await first;

        await Assert.ThrowsAsync<StorageException>(() => large);
        await Task.WhenAll(small, last);
        Assert.Equal(2, await Count(database));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_kept()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));

        var error = await Assert.ThrowsAsync<StorageException>(async () => await Database.OpenAsync(File));

        Assert.Begins($"{File}: is damaged or is not a SQLite database.", error.Message);
        Assert.Equal(new string('x', 5000), System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_told()
    {
        System.IO.File.WriteAllText(File, "");
        var inside = Path.Combine(File, "site.db");

        var error = await Assert.ThrowsAsync<StorageException>(async () => await Database.OpenAsync(inside));

        Assert.Begins(inside, error.Message);
    }

    [Fact]
    public async Task A_folder_in_which_nobody_may_write_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that not even root may write in.");

        var error = await Assert.ThrowsAsync<StorageException>(async () =>
            await Database.OpenAsync("/sys/kernel/site.db")
        );

        Assert.Begins("/sys/kernel/site.db", error.Message);
        Assert.Has("cannot be written. Does the account that runs the program own", error.Message);
    }

    [Fact]
    public async Task A_read_only_file_is_told()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write in every file.");
        (await Database.OpenAsync(File)).Dispose();
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);

        var error = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            using var database = await Database.OpenAsync(File);
            await database.WriteAsync(transaction => AddLong(transaction, 1));
        });

        Assert.Begins($"{File}: cannot be written.", error.Message);
    }

    [Fact]
    public async Task A_damaged_file_is_told_to_readers_too()
    {
        using (var made = await Database.OpenAsync(File))
            await made.WriteAsync(transaction => AddLong(transaction, 100_000));
        using (var bytes = System.IO.File.OpenWrite(File))
        {
            bytes.Position = 4096;
            bytes.Write(Enumerable.Repeat((byte)0x55, (int)bytes.Length - 4096).ToArray());
        }

        var error = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            using var database = await Database.OpenAsync(File);
            await database.ReadAsync(transaction =>
                transaction.All<string>("select name from coordinator order by id")
            );
        });

        Assert.Has("is damaged", error.Message);
    }

    [Fact]
    public async Task The_store_is_for_its_owner_alone()
    {
        using var database = await Database.OpenAsync(File);
        await database.WriteAsync(transaction => AddLong(transaction, 1));

        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in new[] { File, File + "-wal", File + "-shm" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
    }

    private static async Task<long> AddLong(Transaction transaction, int length)
    {
        var id = await CoordinatorTable.IdOf(transaction, $"{length}@example.org", Some.Start);
        await CoordinatorTable.SetName(transaction, id, new string('n', length));
        return id;
    }

    private static Task<long> Count(Database database) =>
        database.ReadAsync(transaction => transaction.One<long>("select count(*) from coordinator"));
}
