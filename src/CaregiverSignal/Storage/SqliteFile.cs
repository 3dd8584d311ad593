using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Storage;

/// <summary>All that is particular to SQLite: how its file is opened, set, locked, and what its errors mean.</summary>
/// <remarks>Why WAL, and why only one connection at a time may write or checkpoint: docs/adr/0001.</remarks>
public sealed class SqliteFile(string path, bool durable = true)
{
    private const int BusySeconds = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    static SqliteFile() => SQLitePCL.Batteries_V2.Init();

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public DbConnection OpenWriter()
    {
        var connection = Open();
        Execute(connection, "pragma journal_mode = wal;");
        Execute(connection, durable ? "pragma synchronous = full;" : "pragma synchronous = off;");
        Execute(connection, "pragma secure_delete = on;");
        Require(connection, "journal_mode", "wal");
        Require(connection, "synchronous", durable ? "2" : "0");
        Require(connection, "foreign_keys", "1");
        return connection;
    }

    public DbConnection OpenReader()
    {
        var connection = Open();
        Execute(connection, "pragma query_only = on;");
        // Only the writer checkpoints; a reader that is closed last must not start one.
        SQLitePCL.raw.sqlite3_db_config(connection.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        return connection;
    }

    /// <summary>Keeps every other process of ours from writing until it is disposed.</summary>
    /// <exception cref="StorageException">Nobody let go within half a minute, or the lock file cannot be written.</exception>
    public IDisposable EnterWriting() => FileLock.Take(Path + ".write", LongestWait, this);

    public StorageException Explain(Exception error) => error switch
    {
        StorageException known => known,
        SqliteException { SqliteErrorCode: 8 or 14 } => new($"{Path}: cannot be written. Does the account that runs the program own the file and its folder?", error),
        SqliteException { SqliteErrorCode: 13 } => new($"{Path}: the disk is full.", error),
        SqliteException { SqliteErrorCode: 10 } => new($"{Path}: reading or writing the disk failed.", error),
        SqliteException { SqliteErrorCode: 11 or 26 } => new($"{Path}: is damaged or is not a SQLite database. Restore a backup.", error),
        SqliteException { SqliteErrorCode: 5 or 6 } => new($"{Path}: another program holds the database.", error),
        _ => new($"{Path}: {error.Message}", error),
    };

    private SqliteConnection Open()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path,
                Pooling = false,
                ForeignKeys = true,
                DefaultTimeout = BusySeconds,
            }.ToString());
            connection.Open();
            return connection;
        }
        catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
        {
            throw Explain(error);
        }
    }

    private void Require(SqliteConnection connection, string pragma, string expected)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma {pragma};";
        var found = Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (found != expected) throw new StorageException($"{Path}: {pragma} is {found}, and must be {expected} so that no answer is lost.");
    }

    private void Execute(SqliteConnection connection, string sql)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            throw Explain(error);
        }
    }
}
