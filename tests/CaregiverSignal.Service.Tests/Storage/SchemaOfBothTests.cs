namespace CaregiverSignal.Tests.Storage;

public sealed class SchemaOfBothTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string connection = TestPostgres.EmptyDatabase();

    public void Dispose()
    {
        folder.Dispose();
        TestPostgres.Drop(connection);
    }

    [Fact]
    public async Task The_schema_of_both_has_the_same_tables_and_columns()
    {
        using var server = await Database.OpenAsync(new PostgresStore(connection, folder.Name));
        using var file = await Database.OpenAsync(Path.Combine(folder.Name, "file", "store.db"));
        var ofServer = await server.ReadAsync(transaction =>
            transaction.All<string>(
                """
                select table_name || '.' || column_name || case when is_nullable = 'YES' then '?' else '' end
                from information_schema.columns
                where table_schema = 'public'
                """
            )
        );
        var ofFile = await file.ReadAsync(transaction =>
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
            await Names(file, "select name from sqlite_master where type = 'index' and sql is not null"),
            await Names(
                server,
                "select indexname from pg_indexes where schemaname = 'public' and indexname not like '%\\_key' and indexname not like '%\\_pkey'"
            )
        );
        Assert.Equal(
            await Names(file, "select name from sqlite_master where type = 'trigger'"),
            await Names(server, "select tgname from pg_trigger where not tgisinternal")
        );
    }

    private static async Task<List<string>> Names(Database database, string sql) =>
        [.. (await database.ReadAsync(transaction => transaction.All<string>(sql))).Order(StringComparer.Ordinal)];
}
