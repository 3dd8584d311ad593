using CaregiverSignal.Storage;

namespace CaregiverSignal.Tests.Storage;

/// <summary>A store of an earlier schema is copied, then changed as a whole or not at all, and there is a way back.</summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly Migration First = new(
        "0001_start",
        "create table note (id integer primary key, said text)"
    );

    private static readonly Migration Second = new("0002_when", "alter table note add column at text");

    private readonly TemporaryFolder folder = new();
    private readonly SqliteFile file;

    public UpgradeTests()
    {
        file = new SqliteFile(Path.Combine(folder.Name, "store.db"));
        Upgrade([First]);
        using var writer = file.OpenWriter();
        new Transaction(writer).Execute("insert into note (said) values ('hallo')");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_upgrade_leaves_a_checked_copy_of_the_old_schema_and_has_nothing_to_do_the_second_time()
    {
        var copy = new CopyBeforeUpgrade(file.Path);

        Upgrade([First, Second], copy);

        var old = StoreCopy.Checked(file.Path + ".schema-1");
        Assert.Equal((1, 1L), (old.Schema, old.Rows["note"]));
        Assert.Equal(2, StoreCopy.Checked(file.Path).Schema);
        Assert.Equal(file.Path + ".schema-1", copy.Made?.Path);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(old.Path));
        var again = new CopyBeforeUpgrade(file.Path);
        Upgrade([First, Second], again);
        Assert.Null(again.Made);
    }

    [Fact]
    public void A_migration_that_fails_half_way_leaves_the_old_schema_and_says_where()
    {
        var wrong = new Migration("0003_wrong", "alter table nothing add column at text");

        var refused = Assert.Throws<StorageException>(() => Upgrade([First, Second, wrong]));

        Assert.StartsWith(
            $"{file.Name}: still has schema 1, as the upgrade to 3 failed in 0003_wrong: ",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(1, StoreCopy.Checked(file.Path).Schema);
        Upgrade([First, Second]);
    }

    [Fact]
    public void Two_copies_are_kept()
    {
        foreach (var name in new[] { "0", "of-ours" })
            File.WriteAllText($"{file.Path}.schema-{name}", "");

        Upgrade([First, Second], new CopyBeforeUpgrade(file.Path));

        Assert.Equal(
            ["schema-0", "schema-1", "schema-of-ours"],
            Directory
                .GetFiles(folder.Name, "*.schema-*")
                .Select(path => path.Split('.')[^1])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_store_of_a_newer_program_is_refused_with_what_to_do()
    {
        Upgrade([First, Second]);

        var refused = Assert.Throws<StorageException>(() => Database.Open(file));

        Assert.EndsWith(
            $"has schema 2, and this program knows up to {Migrations.Newest}. Use the newer program.",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    private void Upgrade(IReadOnlyList<Migration> migrations, CopyBeforeUpgrade? copy = null)
    {
        using var writer = file.OpenWriter();
        Migrations.Apply(new Transaction(writer), file, copy is null ? null : copy.Make, migrations);
    }
}
