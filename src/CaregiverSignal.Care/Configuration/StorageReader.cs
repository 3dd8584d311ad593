using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CaregiverSignal.Configuration;

internal sealed class StorageReader(SettingValues values)
{
    public StorageSettings Read()
    {
        StoreEngine engine =
            values.OneOf("Storage:Provider", "sqlite", "sqlite", "postgres") == "postgres"
                ? ReadPostgres()
                : new SqliteFile(ReadSqlitePath());
        // Before anything is sent there, including a password: no command opens it.
        if (engine is PostgresStore { IsReachedSafely: false })
            values.Add(
                "Storage:Connection",
                "leads to another machine without SSL Mode=VerifyFull, so somebody on the way could read along or pretend to be the database; add it, with Root Certificate= where the authority is your own"
            );
        var guard = values.Optional("Storage:GuardFolder");
        if (guard is not null && !Directory.Exists(guard))
            values.Add(
                "Storage:GuardFolder",
                $"is '{guard}', which is no folder; make it, for the account of the program"
            );
        return new StorageSettings(engine, guard);
    }

    private string ReadSqlitePath()
    {
        const string Standard = "data/caregiversignal.db";
        var text = values.Text("Storage:Connection", $"Data Source={Standard}");
        try
        {
            var path = new SqliteConnectionStringBuilder(text).DataSource;
            if (new DbConnectionStringBuilder { ConnectionString = text }.Count > 1)
                values.Add("Storage:Connection", $"has more in it than the file; write: Data Source={Standard}");
            if (path.Length > 0 && !path.Contains(":memory:", StringComparison.Ordinal))
                return path;
            values.Add("Storage:Connection", $"needs a file, as in: Data Source={Standard}");
        }
        catch (ArgumentException)
        {
            values.Add("Storage:Connection", $"is not a connection string; write: Data Source={Standard}");
        }

        return Standard;
    }

    /// <remarks>The text may contain a password, so no fault quotes it.</remarks>
    private PostgresStore ReadPostgres()
    {
        const string Example = "Host=db.example.org;Database=caregiversignal;Username=caregiversignal;Password=…";
        try
        {
            var text = values.Text("Storage:Connection", "");
            var builder = new NpgsqlConnectionStringBuilder(text);
            if (!string.IsNullOrEmpty(builder.Host) && !string.IsNullOrEmpty(builder.Database))
                return new PostgresStore(text);
            values.Add("Storage:Connection", $"needs a server and a database, as in: {Example}");
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            values.Add("Storage:Connection", $"is not a connection string for PostgreSQL; write: {Example}");
        }

        return new PostgresStore("Host=localhost;Database=none");
    }
}
