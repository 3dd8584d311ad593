using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Support;

/// <summary>The rows of a store by table.</summary>
internal static class CountedRows
{
    /// <summary>Those of a store in a file, which is whole.</summary>
    public static IReadOnlyDictionary<string, long> In(string store)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        Assert.Equal(["ok"], Ask("pragma integrity_check"));
        Assert.Empty(Ask("pragma foreign_key_check"));
        return Ask("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
            .ToDictionary(table => (string)table, table => (long)Ask($"select count(*) from {table}").Single());

        List<object> Ask(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var values = new List<object>();
            while (reader.Read())
                values.Add(reader.GetValue(0));
            return values;
        }
    }

    /// <summary>Without what belongs to a place, which a backup has not, nor who made it.</summary>
    public static IReadOnlyDictionary<string, long> ThatAreBackedUp(this IReadOnlyDictionary<string, long> rows) =>
        rows.Where(table => table.Key is not ("audit_log" or "audit_listed" or "schema_version" or "commit_mark"))
            .ToDictionary();
}
