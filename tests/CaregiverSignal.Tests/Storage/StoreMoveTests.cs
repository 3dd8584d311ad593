using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Storage;

/// <summary>A whole store from SQLite to PostgreSQL and back, as restore and backup copy it.</summary>
public sealed class StoreMoveTests : IDisposable
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
    public void There_and_back_it_is_the_same_and_goes_on_counting_where_it_was()
    {
        Live();
        var before = site.Content(IsMoved);
        using var server = Database.Open(new PostgresStore(connection, folder.Name));

        var moved = new StoreMove(site.Database, server).Run();

        Assert.Contains(moved, table => table is { Name: "answer", Rows: > 0 });
        Assert.Contains(moved, table => table is { Name: "mail", Rows: > 0 });
        using var back = Database.Open(Path.Combine(folder.Name, "back.db"));
        new StoreMove(server, back).Run();
        Assert.Equal(before, TestInstallation.ContentOf(back, IsMoved));
        var next = NextCoordinator(site.Database);
        Assert.Equal((next, next), (NextCoordinator(server), NextCoordinator(back)));
    }

    [Fact]
    public void To_a_store_with_somebody_in_it_nothing_is_moved()
    {
        Live();
        using var server = Database.Open(new PostgresStore(connection, folder.Name));
        NextCoordinator(server);

        var fault = Assert.Throws<StorageException>(() => new StoreMove(site.Database, server).Run());

        Assert.Contains("has rows in coordinator already", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Read(transaction => transaction.One<long>("select count(*) from caregiver")));
    }

    [Fact]
    public void A_backup_of_a_file_is_put_in_a_servers_empty_database_and_one_of_that_in_a_file_again()
    {
        using var program = new ProgramFolder();
        using var served = new ProgramFolder();
        using var again = new ProgramFolder();
        served.Settings.AddRange(["--Storage:Provider=postgres", $"--Storage:Connection={connection}"]);
        Done(program.Run("import", program.WritePeople(3, "2026-03-02")));
        Done(program.Run("tick"));
        var (first, second) = (Path.Combine(folder.Name, "first.zip"), Path.Combine(folder.Name, "second.zip"));

        Done(program.Run("backup", first));
        Done(served.Run("restore", first, "--yes"));
        Done(served.Run("backup", second));
        Done(again.Run("restore", second, "--yes"));

        const string mails = "select id || state || message_id from mail order by id";
        Assert.NotEmpty(program.Query(mails));
        Assert.Equal(program.Query(mails), again.Query(mails));
        Assert.Equal(program.Query(mails), TestPostgres.Query(connection, mails));
        Assert.NotEmpty(again.Query("select 1 from send_hold where why = 'restored'"));
        Assert.Equal(
            ["import", "import"],
            again.Query("select deed from record where deed = 'import' and object = 'store'")
        );
        Assert.Equal(1, served.Run("restore", first, "--yes").Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(served.Data, "moving.part*"));
    }

    [Fact]
    public void The_schema_of_both_has_the_same_tables_and_columns()
    {
        using var server = Database.Open(new PostgresStore(connection, folder.Name));
        var ofServer = server.Read(transaction =>
            transaction.All<string>(
                """
                select table_name || '.' || column_name || case when is_nullable = 'YES' then '?' else '' end
                from information_schema.columns
                where table_schema = 'public'
                """
            )
        );
        var ofFile = site.Database.Read(transaction =>
            transaction.All<string>(
                """
                select m.name || '.' || c.name
                    || case when c."notnull" = 0 and c.pk = 0 and m.type = 'table' or m.type = 'view' then '?' else '' end
                from sqlite_master m, pragma_table_info(m.name) c
                where m.type in ('table', 'view') and m.name not like 'sqlite_%'
                """
            )
        );

        Assert.Equal(ofFile.Order(StringComparer.Ordinal), ofServer.Order(StringComparer.Ordinal));
        Assert.Equal(
            Indexes(site.Database, "select name from sqlite_master where type = 'index' and sql is not null"),
            Indexes(
                server,
                "select indexname from pg_indexes where schemaname = 'public' and indexname not like '%\\_key' and indexname not like '%\\_pkey'"
            )
        );
    }

    /// <summary>Keys belong to a place: backup and restore take them along in their file.</summary>
    private static bool IsMoved(string table) => table != "shared_key";

    /// <summary>Somebody is asked, answers, is red, and somebody is told; an address changed, a deputy stands in.</summary>
    private void Live()
    {
        site.Coordinator();
        site.Coordinator("bo@steunpunt.example", "Bo");
        site.Away(TestInstallation.CoordinatorEmail, "bo@steunpunt.example");
        var anna = site.AddCaregiver();
        site.CaresForPartner(anna);
        site.Beat();
        site.AskAndAnswer(site.AddCaregiver("2", "Bep", nextDueOn: new DateOnly(2027, 1, 1)), csi: 12, time: 1);
        site.Beat();
        site.Sql(
            "insert into coordinator (email, created_at) values ('weg@steunpunt.example', '2026-01-01T00:00:00.000Z')"
        );
        site.Sql("delete from coordinator where email = 'weg@steunpunt.example'");
        Assert.NotEmpty(site.Mails("alert"));
    }

    private static long NextCoordinator(Database database) =>
        database.Write(transaction =>
            transaction.One<long>(
                """
                insert into coordinator (email, created_at) values ('nieuw@steunpunt.example', '2026-01-01T00:00:00.000Z')
                returning id
                """
            )
        );

    private static void Done((int Code, string Output, string Error) run) =>
        Assert.True(run.Code == 0, run.Output + run.Error);

    private static List<string> Indexes(Database database, string sql) =>
        [.. database.Read(transaction => transaction.All<string>(sql)).Order(StringComparer.Ordinal)];
}
