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
    public void A_full_file_is_told_as_a_full_disk_and_the_next_small_write_works()
    {
        using var database = Database.Open(File);

        var error = Assert.Throws<StorageException>(() =>
            database.Write(transaction =>
            {
                transaction.One<long>("pragma max_page_count = " + (transaction.One<long>("pragma page_count") + 2));
                AddLong(transaction, 100_000);
            })
        );

        Assert.Equal($"{File}: the disk is full.", error.Message);
        database.Write(transaction => AddLong(transaction, 10));
        Assert.Equal(1, Count(database));
    }

    [Fact]
    public async Task A_full_file_fails_the_write_that_filled_it_alone()
    {
        using var database = Database.Open(File);
        using var gate = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        var first = Task.Run(
            () =>
                database.Write(transaction =>
                {
                    began.Set();
                    gate.Wait(Some.Stop);
                    transaction.One<long>(
                        "pragma max_page_count = " + (transaction.One<long>("pragma page_count") + 2)
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
        Assert.Equal(2, Count(database));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_kept()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));

        var error = Assert.Throws<StorageException>(() => Database.Open(File));

        Assert.Begins($"{File}: is damaged or is not a SQLite database.", error.Message);
        Assert.Equal(new string('x', 5000), System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_told()
    {
        System.IO.File.WriteAllText(File, "");
        var inside = Path.Combine(File, "site.db");

        var error = Assert.Throws<StorageException>(() => Database.Open(inside));

        Assert.Begins(inside, error.Message);
    }

    [Fact]
    public void A_folder_in_which_nobody_may_write_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that not even root may write in.");

        var error = Assert.Throws<StorageException>(() => Database.Open("/sys/kernel/site.db"));

        Assert.Begins("/sys/kernel/site.db", error.Message);
        Assert.Has("cannot be written. Does the account that runs the program own", error.Message);
    }

    [Fact]
    public void A_read_only_file_is_told()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write in every file.");
        Database.Open(File).Dispose();
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);

        var error = Assert.Throws<StorageException>(() =>
        {
            using var database = Database.Open(File);
            database.Write(transaction => AddLong(transaction, 1));
        });

        Assert.Begins($"{File}: cannot be written.", error.Message);
    }

    [Fact]
    public void A_damaged_file_is_told_to_readers_too()
    {
        using (var made = Database.Open(File))
            made.Write(transaction => AddLong(transaction, 100_000));
        using (var bytes = System.IO.File.OpenWrite(File))
        {
            bytes.Position = 4096;
            bytes.Write(Enumerable.Repeat((byte)0x55, (int)bytes.Length - 4096).ToArray());
        }

        var error = Assert.Throws<StorageException>(() =>
        {
            using var database = Database.Open(File);
            database.Read(transaction => transaction.All<string>("select name from coordinator order by id"));
        });

        Assert.Has("is damaged", error.Message);
    }

    [Fact]
    public void The_store_is_for_its_owner_alone()
    {
        using var database = Database.Open(File);
        database.Write(transaction => AddLong(transaction, 1));

        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in new[] { File, File + "-wal", File + "-shm" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
    }

    private static long AddLong(Transaction transaction, int length)
    {
        var id = CoordinatorTable.IdOf(transaction, $"{length}@example.org", Some.Start);
        CoordinatorTable.SetName(transaction, id, new string('n', length));
        return id;
    }

    private static long Count(Database database) =>
        database.Read(transaction => transaction.One<long>("select count(*) from coordinator"));
}
