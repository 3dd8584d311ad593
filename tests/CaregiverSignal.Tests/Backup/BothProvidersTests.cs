using CaregiverSignal.Backup;
using CaregiverSignal.Health;

namespace CaregiverSignal.Tests.Backup;

/// <summary>A backup of either kind of database goes back into the other.</summary>
public sealed class BothProvidersTests : IDisposable
{
    private readonly TestInstallation site = new([
        ("Storage:Connection", $"Data Source={Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "site.db")}"),
    ]);
    private readonly TemporaryFolder folder = new();
    private readonly string connection = TestPostgres.EmptyDatabase();

    public void Dispose()
    {
        site.Dispose();
        folder.Dispose();
        TestPostgres.Drop(connection);
    }

    [Fact]
    public async Task There_and_back_it_is_the_same_and_goes_on_counting_where_it_was()
    {
        await Live();
        var before = await site.Content(IsMoved);
        var signature = site.Database.Engine.Signatures.Sign("session", 1L);
        var (served, file) = (
            new PostgresStore(connection, Path.Combine(folder.Name, "served")),
            new SqliteFile(Path.Combine(folder.Name, "back", "store.db"))
        );

        await Move(site.Database.Engine, served);
        await Move(served, file);

        using var server = await Database.OpenAsync(served);
        using var back = await Database.OpenAsync(file);
        Assert.Has("alert", before);
        Assert.Equal(before, await TestInstallation.ContentOf(server, IsMoved));
        Assert.Equal(before, await TestInstallation.ContentOf(back, IsMoved));
        var next = await NextCoordinator(site.Database);
        Assert.Equal((next, next), (await NextCoordinator(server), await NextCoordinator(back)));
        Assert.True(back.Engine.Signatures.IsValid(signature, "session", 1L));
    }

    /// <summary>Whoever looked with <c>check</c> first has a schema and a key there already.</summary>
    [Fact]
    public void A_servers_database_takes_a_backup_while_nobody_is_in_it_and_mails_nothing_then()
    {
        using var program = new ProgramFolder();
        using var served = new ProgramFolder();
        served.Settings.AddRange(["--Storage:Provider=postgres", $"--Storage:Connection={connection}"]);
        program.Run("import", program.WritePeople(3, "2026-03-02"));
        program.Run("tick");
        var file = Path.Combine(folder.Name, "one.backup");
        Assert.Equal(0, program.Run("backup", file).Code);
        served.Run("check");

        var (code, output, error) = served.Run("restore", file, "--yes");

        Assert.True(code == 0, output + error);
        const string mails = "select id || state || message_id from mail order by id";
        Assert.Equal(program.Query(mails), TestPostgres.Query(connection, mails));
        Assert.Equal(1, served.Run("tick").Code);
        Assert.Has("has rows in", served.Run("restore", file, "--yes").Error);
        Assert.Equal(3, TestPostgres.Query(connection, "select id from caregiver").Count);
    }

    [Fact]
    public void A_servers_backup_that_this_machine_makes_is_watched_as_one_of_a_file()
    {
        using var served = new ProgramFolder();
        served.Settings.AddRange(["--Storage:Provider=postgres", $"--Storage:Connection={connection}"]);
        served.Run("invite-coordinator", "ada@example.org");
        Assert.Has("ok    backup         none by 'backup' on this machine", served.Run("check").Output);
        Assert.Lacks("others on this machine can look into", served.Run("check").Output);
        var file = Path.Combine(folder.Name, "one.backup");
        Assert.Equal(0, served.Run("backup", file).Code);
        var store = new PostgresStore(connection, served.Data);

        var last = LastBackup.Of(store)!;
        (last with { MadeAt = last.MadeAt.AddHours(-50), ProvedAt = last.MadeAt.AddDays(-32) }).Note(store);

        Assert.Has("warn  backup         50 hours old (", served.Run("check").Output);
        Assert.Has("for a month none was read back", served.Run("check").Output);
        Assert.Equal(0, served.Run("restore", file, "--check").Code);
        Assert.Lacks("for a month none was read back", served.Run("check").Output);
    }

    [Fact]
    public async Task A_key_that_is_there_already_is_never_replaced_by_another()
    {
        var served = new PostgresStore(connection, Path.Combine(folder.Name, "served"));
        var ours = Directory.GetFiles(StoreKeys.FolderIn(site.Database.Engine.Folder), "*.xml").Single();
        var key = Path.Combine(StoreKeys.FolderIn(served.Folder), Path.GetFileName(ours));
        Directory.CreateDirectory(Path.GetDirectoryName(key)!);
        File.WriteAllText(key, "another");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Move(site.Database.Engine, served));

        Assert.Has($"{key}: is there already", refused.Message);
        Assert.Equal("another", File.ReadAllText(key));
    }

    private static bool IsMoved(string table) =>
        table is not ("send_hold" or "audit_log" or "audit_end" or "lead" or "schema_version");

    private async Task Move(StoreEngine from, StoreEngine to)
    {
        var file = Path.Combine(folder.Name, Path.GetRandomFileName());
        var source = new BackupSource(from, "{}"u8.ToArray(), [], new Dictionary<string, string>(), "1.0", null);
        await BackupFile.WriteAsync(source, file, Some.Utc("2026-03-02"), _ => { });
        await Restore.PutAsync(to, file, null, site.Clock);
    }

    /// <summary>
    /// Somebody is asked, answers, is red, and somebody is told; an address changed, a deputy stands in.
    /// </summary>
    private async Task Live()
    {
        await site.Coordinator();
        await site.Coordinator("bo@steunpunt.example", "Bo");
        await site.Away(TestInstallation.CoordinatorEmail, "bo@steunpunt.example");
        var anna = await site.AddCaregiver();
        await site.CaresForPartner(anna);
        await site.RunJobs();
        await site.AskAndAnswer(
            await site.AddCaregiver("2", "Bep", nextDueOn: new DateOnly(2027, 1, 1)),
            csi: 12,
            time: 1
        );
        await site.RunJobs();
        await site.Sql(
            "insert into coordinator (email, created_at) values ('weg@steunpunt.example', '2026-01-01T00:00:00.000Z')"
        );
        await site.Sql("delete from coordinator where email = 'weg@steunpunt.example'");
        Assert.NotEmpty(await site.Mails("alert"));
    }

    private static Task<long> NextCoordinator(Database database) =>
        database.WriteAsync(transaction =>
            transaction.One<long>(
                """
                insert into coordinator (email, created_at) values ('nieuw@steunpunt.example', '2026-01-01T00:00:00.000Z')
                returning id
                """
            )
        );
}
