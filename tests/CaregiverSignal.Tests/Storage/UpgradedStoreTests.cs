using CaregiverSignal.Backup;
using CaregiverSignal.Commands;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// The store of the version before: what the service does to it at its first start, with a migration that the next
/// version will have.
/// </summary>
public sealed class UpgradedStoreTests : IDisposable
{
    private static readonly IReadOnlyList<Migration> next =
    [
        .. Migrations.Ours,
        new($"{Migrations.Newest + 1:0000}_of_the_next", "update caregiver set person = person || ' of the next'"),
    ];

    private readonly TestInstallation site = Some.Installation();

    public UpgradedStoreTests()
    {
        site.AddCaregiver("1");
        site.AddCaregiver("2");
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public void It_is_opened_after_a_copy_of_it_from_which_the_version_before_goes_on()
    {
        string? copy = null;

        Upgrade(schema => copy = BackupVerb.BeforeUpgrade(site.Installation, schema));

        Assert.Equal(next[^1].Number, Schema());
        Assert.Equal(2, site.Count("caregiver", "person like '% of the next'"));
        var held = BackupFile.Read(copy!, null, new Nobody());
        Assert.Equal((Migrations.Newest, 2L), (held.Head.Schema, held.People));
        // That version is this one here: it refuses the store of now, and takes the copy.
        var refused = Assert.Throws<StorageException>(() => Database.Open(site.Database.Engine));
        Assert.Has("Use the newer program that made it, ", refused.Message);
        Put(copy!);
    }

    [Fact]
    public void Where_no_copy_can_be_made_nothing_is_changed()
    {
        var engine = site.Database.Engine;
        Directory.CreateDirectory(
            Path.Combine(engine.Folder, $"{Path.GetFileName(engine.File ?? "store")}.schema-{Migrations.Newest}")
        );

        var refused = Assert.Throws<StorageException>(() =>
            Upgrade(schema => BackupVerb.BeforeUpgrade(site.Installation, schema))
        );

        Assert.Has(".schema-", refused.Message);
        Assert.Equal(Migrations.Newest, Schema());
        site.AddCaregiver("3");
    }

    [Fact]
    public void A_verb_upgrades_nothing_and_says_who_does()
    {
        var refused = Assert.Throws<StorageException>(() =>
            Upgrade(schema => Migrations.RefuseOlder(site.Database.Engine.Name, schema))
        );

        Assert.Ends("Start the service: it upgrades the store after a copy of it.", refused.Message);
        Assert.Equal(Migrations.Newest, Schema());
    }

    /// <summary>Puts the copy where no store is.</summary>
    private static void Put(string copy)
    {
        using var folder = new TemporaryFolder();
        StoreEngine place = new SqliteFile(Path.Combine(folder.Name, "data", "store.db"));
        Restore.Put(place, copy, null, TimeProvider.System);
        using var put = Database.Open(place);
        Assert.Equal(2, put.Read(transaction => transaction.One<int>("select count(*) from caregiver")));
    }

    private int Schema()
    {
        using var reader = site.Database.Engine.OpenReader();
        return Migrations.In(new Transaction(reader), site.Database.Engine).Number;
    }

    private void Upgrade(Action<int> before)
    {
        using var writer = site.Database.Engine.OpenWriter();
        Migrations.Apply(new Transaction(writer), site.Database.Engine, before, next);
    }

    private sealed class Nobody : IBackupReader;
}
