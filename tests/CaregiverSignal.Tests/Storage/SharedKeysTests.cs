using CaregiverSignal.Cli.Checks;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Storage;

/// <summary>Keys that the programs on one database share, sealed with one that each machine has in a file.</summary>
public sealed class SharedKeysTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string connection = TestPostgres.NewDatabase();

    public void Dispose()
    {
        TestPostgres.Drop(connection);
        folder.Dispose();
    }

    [Fact]
    public void After_a_change_of_key_none_of_them_needs_the_one_before_which_may_be_taken_away()
    {
        string mark;
        using (var store = Open())
        {
            mark = store.Engine.Seal.Mark("session", 1L);
            KeepOneOfCookies(store);
            store.Engine.Keys.Add();

            store.Write(store.Engine.Keys.Use);

            var line = StoreChecks.Keys(store).Detail;
            Assert.Contains("; nothing that is kept needs", line, StringComparison.Ordinal);
            Assert.Contains("(line 1): take it out", line, StringComparison.Ordinal);
        }

        TakeAwayTheFirst();
        using var again = Open();
        Assert.True(again.Engine.Seal.IsTrue(mark, "session", 1L));
        Assert.Single(again.Read(transaction => SharedKeyTable.Beginning(transaction, "cookies/")));
    }

    /// <summary>Until it is started again a program goes on with the key that it found at its start.</summary>
    [Fact]
    public void What_a_program_that_ran_sealed_after_the_change_is_sealed_anew_at_the_next_start()
    {
        using (var running = Open())
        using (var store = Open())
        {
            store.Engine.Keys.Add();
            store.Write(store.Engine.Keys.Use);
            KeepOneOfCookies(running);
            Assert.Equal([store.Engine.Keys.Ids[0]], SealedWith(store));
        }

        using var again = Open();

        Assert.Equal([again.Engine.Keys.Ids[1]], SealedWith(again));
        Assert.Single(again.Read(transaction => SharedKeyTable.Beginning(transaction, "cookies/")));
    }

    [Fact]
    public void One_whose_key_is_gone_stays_as_it_is()
    {
        using var elsewhere = new TemporaryFolder();
        var other = KeyRing.In(elsewhere.Name);
        other.Add();
        var value = "sealed:" + Convert.ToBase64String(other.Seal("shared-key", "cookies/key-1", "<key />"u8));
        using var store = Open();
        KeepOneOfCookies(store);
        TestPostgres.Query(
            connection,
            $"update shared_key set value = '{value}' where name = 'cookies/key-1' returning name"
        );
        store.Engine.Keys.Add();

        store.Write(store.Engine.Keys.Use);

        Assert.Equal(
            [value],
            TestPostgres.Query(connection, "select value from shared_key where name = 'cookies/key-1'")
        );
    }

    /// <summary>Whoever can write the database, and no more, would mark what they like with a key of their own.</summary>
    [Fact]
    public void One_that_was_written_into_the_table_without_a_seal_is_not_believed()
    {
        using (var store = Open())
            store.Engine.Seal.Mark("session", 1L);

        TestPostgres.Query(
            connection,
            $"update shared_key set value = '{new string('A', 64)}' where name = 'seal' returning name"
        );

        using var again = Open();
        Assert.False(again.Engine.Seal.HasKey);
        var error = Assert.Throws<StorageException>(() => again.Engine.Seal.Mark("session", 1L));
        Assert.Contains("The row seal of the table shared_key does not open", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Two that take a key into use at once would each seal what the other cannot open.</summary>
    [Fact]
    public void A_key_is_not_taken_into_use_where_another_program_took_one_that_is_not_in_the_file()
    {
        using var elsewhere = new TemporaryFolder();
        using var store = Open();
        store.Engine.Keys.CopyTo(elsewhere.Name);
        using var other = Database.Open(new PostgresStore(connection, elsewhere.Name));
        store.Engine.Keys.Add();
        other.Engine.Keys.Add();

        store.Write(store.Engine.Keys.Use);

        var error = Assert.Throws<StorageException>(() => other.Write(other.Engine.Keys.Use));
        Assert.Contains(store.Engine.Keys.Ids[1], error.Message, StringComparison.Ordinal);
        Assert.Equal(store.Engine.Keys.Ids[1], store.Read(SharedKeyTable.InUse));
    }

    private Database Open() => Database.Open(new PostgresStore(connection, folder.Name));

    private static void KeepOneOfCookies(Database store) =>
        store.Write(transaction =>
            SharedKeyTable.Add(transaction, "cookies/key-1", "<key id=\"1\" />", TimeProvider.System.GetUtcNow())
        );

    private static List<string> SealedWith(Database store) => [.. store.Read(SharedKeyTable.SealedWith).Distinct()];

    private void TakeAwayTheFirst()
    {
        var file = KeyRing.PathIn(folder.Name);
        File.WriteAllLines(file, File.ReadAllLines(file)[1..]);
    }
}
