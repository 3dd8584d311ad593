using CaregiverSignal.Backup;
using CaregiverSignal.Commands;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// The store of the version before: what the service does to it at its first start, with a migration that the next
/// version will have.
/// </summary>
public sealed class UpgradedStoreTests : IDisposable, IAsyncLifetime
{
    private static readonly IReadOnlyList<Migration> next =
    [
        .. Migrations.Ours,
        new($"{Migrations.Newest + 1:0000}_of_the_next", "update caregiver set person = person || ' of the next'"),
    ];

    private readonly TestInstallation site = Some.Installation();

    public async ValueTask InitializeAsync()
    {
        await site.AddCaregiver("1");
        await site.AddCaregiver("2");
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task It_is_opened_after_a_copy_of_it_from_which_the_version_before_goes_on()
    {
        string? copy = null;

        await Upgrade(async schema => copy = await BackupVerb.BeforeUpgradeAsync(site.Installation, schema));

        Assert.Equal(next[^1].Number, await Schema());
        Assert.Equal(2, await site.Count("caregiver", "person like '% of the next'"));
        var held = await BackupFile.ReadAsync(copy!, null, new Nobody());
        Assert.Equal((Migrations.Newest, 2L), (held.Head.Schema, held.People));
        // That version is this one here: it refuses the store of now, and takes the copy.
        var refused = await Assert.ThrowsAsync<StorageException>(async () =>
            await Database.OpenAsync(site.Database.Engine)
        );
        Assert.Has("Use the newer program that made it, ", refused.Message);
        await Put(copy!);
    }

    [Fact]
    public async Task Where_no_copy_can_be_made_nothing_is_changed()
    {
        var engine = site.Database.Engine;
        Directory.CreateDirectory(
            Path.Combine(engine.Folder, $"{Path.GetFileName(engine.File ?? "store")}.schema-{Migrations.Newest}")
        );

        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            Upgrade(schema => BackupVerb.BeforeUpgradeAsync(site.Installation, schema))
        );

        Assert.Has(".schema-", refused.Message);
        Assert.Equal(Migrations.Newest, await Schema());
        await site.AddCaregiver("3");
    }

    [Fact]
    public async Task A_verb_upgrades_nothing_and_says_who_does()
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            Upgrade(schema => Migrations.RefuseOlder(site.Database.Engine.Name, schema))
        );

        Assert.Ends("Start the service: it upgrades the store after a copy of it.", refused.Message);
        Assert.Equal(Migrations.Newest, await Schema());
    }

    /// <summary>Puts the copy where no store is.</summary>
    private static async Task Put(string copy)
    {
        using var folder = new TemporaryFolder();
        StoreEngine place = new SqliteFile(Path.Combine(folder.Name, "data", "store.db"));
        await Restore.PutAsync(place, copy, null, TimeProvider.System);
        using var put = await Database.OpenAsync(place);
        Assert.Equal(2, await put.ReadAsync(transaction => transaction.One<int>("select count(*) from caregiver")));
    }

    private async Task<int> Schema()
    {
        using var reader = await site.Database.Engine.OpenReaderAsync();
        return (await Migrations.InAsync(new Transaction(reader), site.Database.Engine)).Number;
    }

    private async Task Upgrade(Func<int, Task> before)
    {
        using var writer = await site.Database.Engine.OpenWriterAsync();
        await Migrations.ApplyAsync(new Transaction(writer), site.Database.Engine, before, next);
    }

    private sealed class Nobody : IBackupReader;
}
