namespace CaregiverSignal.Tests.Storage;

/// <summary>A store of an earlier schema is changed as a whole or not at all.</summary>
public sealed class UpgradeTests : IDisposable, IAsyncLifetime
{
    private static readonly Migration First = new(
        "0001_start",
        "create table note (id integer primary key, said text)"
    );

    private static readonly Migration Second = new("0002_when", "alter table note add column at text");

    private readonly TemporaryFolder folder = new();
    private SqliteFile file = null!;

    public async ValueTask InitializeAsync()
    {
        file = new SqliteFile(Path.Combine(folder.Name, "store.db"));
        await Upgrade([First]);
        using var writer = await file.OpenWriterAsync();
        await new Transaction(writer).Execute("insert into note (said) values ('hallo')");
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whoever_copies_it_first_is_told_the_old_schema_and_nothing_when_there_is_nothing_to_do()
    {
        var told = new List<int>();
        Task Tell(int schema)
        {
            told.Add(schema);
            return Task.CompletedTask;
        }

        await Upgrade([First, Second], Tell);
        await Upgrade([First, Second], Tell);

        Assert.Equal([1], told);
        Assert.Equal(2, await Schema());
    }

    [Fact]
    public async Task A_migration_that_fails_half_way_leaves_the_old_schema_and_says_where()
    {
        var wrong = new Migration("0003_wrong", "alter table nothing add column at text");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Upgrade([First, Second, wrong]));

        Assert.Begins($"{file.Name}: still has schema 1, as the upgrade to 3 failed in 0003_wrong: ", refused.Message);
        Assert.Equal(1, await Schema());
        await Upgrade([First, Second]);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_with_what_to_do()
    {
        await Upgrade([First, Second]);

        var refused = await Assert.ThrowsAsync<StorageException>(() => Upgrade([First]));

        Assert.Matches(
            $@"has schema 2-[0-9a-f]{{12}}, and this program knows up to 1\. Use the newer program that made it, {Regex.Escape(ProgramVersion.Full)}\.$",
            refused.Message
        );
    }

    [Fact]
    public async Task A_store_from_before_the_baseline_is_refused_with_the_way_here_and_what_does_not_come_along()
    {
        var refused = await Assert.ThrowsAsync<StorageException>(async () => await Database.OpenAsync(file));

        Assert.Begins(
            $"{file.Name}: was made before 0.3.0. Run `caregiversignal export --out DIR` of the program that made it, {ProgramVersion.Full}, move the store aside, then `caregiversignal import DIR` here: ",
            refused.Message
        );
        Assert.Ends("cases, notes, help, consents and the audit log do not.", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_store_made_by_the_same_number_with_other_words_is_refused_with_who_made_it_and_the_way_on()
    {
        var rewritten = new Migration(First.Name, First.Sql + ";");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Upgrade([rewritten, Second]));

        Assert.Matches(
            $@"has schema 1-[0-9a-f]{{12}}, which this program knows as 1-[0-9a-f]{{12}}: a version between two releases made it\. Go on with the program that made it, {Regex.Escape(ProgramVersion.Full)}; or change over\. Run `caregiversignal export --out DIR` of that program",
            refused.Message
        );
        Assert.Equal(1, await Schema());
        await Upgrade([First, Second]);
    }

    [Fact]
    public async Task A_store_that_does_not_say_by_what_it_was_made_is_refused()
    {
        using (var writer = await file.OpenWriterAsync())
        {
            var transaction = new Transaction(writer);
            await transaction.Execute("alter table schema_version drop column hash");
            await transaction.Execute("alter table schema_version drop column program");
        }

        var refused = await Assert.ThrowsAsync<StorageException>(() => Upgrade([First]));

        Assert.Has("has schema 1, which this program knows as 1-", refused.Message);
        Assert.Has("Go on with the program that made it; or change over.", refused.Message);
    }

    private async Task<int> Schema()
    {
        using var reader = await file.OpenReaderAsync();
        return (await Migrations.InAsync(new Transaction(reader), file)).Number;
    }

    private async Task Upgrade(IReadOnlyList<Migration> migrations, Func<int, Task>? before = null)
    {
        using var writer = await file.OpenWriterAsync();
        await Migrations.ApplyAsync(new Transaction(writer), file, before, migrations);
    }
}
