using CaregiverSignal.Storage;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Storage;

public sealed class MigrationsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Definitions_that_were_frozen_by_the_first_schema_stay_frozen()
    {
        var file = Path.Combine(folder.Name, "old.db");
        Execute(file, $"""
            create table schema_version (number integer primary key, name text not null);
            {First()}
            insert into schema_version (number, name) values (1, '0001');
            insert into questionnaire (instrument, version, hash, first_used_at) values ('csi', 1, 'abc', '2026-01-01T00:00:00.000Z');
            """);

        using var database = Database.Open(file);

        Assert.Equal(
            ["definition csi 1  abc 2026-01-01T00:00:00.000Z"],
            database.Read(work => work.All<string>("select kind || ' ' || instrument || ' ' || version || ' ' || name || ' ' || hash || ' ' || first_used_at from used_file")));
        Assert.Equal(0, database.Read(work => work.One<long>("select count(*) from sqlite_master where name = 'questionnaire'")));
        Assert.Equal(Migrations.Newest, database.Read(work => work.One<long>("select max(number) from schema_version")));
    }

    private static string First()
    {
        var assembly = typeof(Migrations).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.Contains(".0001", StringComparison.Ordinal) || name.Contains("._0001", StringComparison.Ordinal)))!);
        return reader.ReadToEnd();
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
