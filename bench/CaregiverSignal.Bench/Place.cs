using System.Data.Common;
using CaregiverSignal.Configuration;
using CaregiverSignal.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CaregiverSignal.Bench;

/// <summary>Where a program keeps what it stores: a folder, and a database where a server has the store.</summary>
/// <param name="Connection">Null for a file of SQLite in the folder.</param>
public sealed record Place(string Folder, string? Connection) : IDisposable
{
    /// <param name="server">Null for SQLite.</param>
    public static Place Fresh(PostgresServer? server) =>
        new(
            // The program keeps a file beside the folder of its store too.
            Directory.CreateTempSubdirectory("caregiversignal-bench").CreateSubdirectory("data").FullName,
            server?.NewDatabase()
        );

    public string File => Path.Combine(Folder, "bench.db");

    /// <summary>As words of a command.</summary>
    public string[] Settings =>
        [
            .. Connection is null
                ? new[] { $"--Storage:Connection=Data Source={File}" }
                : ["--Storage:Provider=postgres", $"--Storage:Connection={Connection}"],
            $"--Mail:Folder={Folder}/mail",
        ];

    public Installation Installation(string url)
    {
        var loaded =
            Configuration.Installation.Load([.. Settings, $"--Urls={url}"], out var faults)
            ?? throw new InvalidOperationException(string.Join("; ", faults));
        return Connection is null
            ? loaded
            : loaded with
            {
                Settings = new CurrentSettings(
                    loaded.Settings.Now with
                    {
                        Storage = new StorageSettings(new PostgresStore(Connection, Folder)),
                    },
                    loaded.Configuration
                ),
            };
    }

    /// <summary>
    /// Opens the store past the program, for many rows that can be made again: nothing waits for the disk, and no row is
    /// looked up for those that name it.
    /// </summary>
    /// <remarks>Nobody else may have it open.</remarks>
    public DbConnection OpenToFill()
    {
        var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = Connection is null
            ? "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; pragma foreign_keys = off"
            : """
                set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB';
                set jit = off
                """;
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Opens the store past the program.</summary>
    public DbConnection Open()
    {
        DbConnection connection = Connection is null
            ? new SqliteConnection($"Data Source={File};Pooling=False")
            : new NpgsqlConnection(Connection + ";Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>A store that is filled quickly, as it can be made again.</summary>
    public StoreEngine EngineThatNeedNotLast =>
        Connection is null ? new SqliteFile(File, durable: false) : new PostgresStore(Connection, Folder);

    /// <summary>Counts what is stored for the planner, as a server does by itself after a while.</summary>
    public void Analyze()
    {
        if (Connection is not null)
            PostgresServer.Execute(Connection, "vacuum analyze");
    }

    public void Dispose() => Directory.GetParent(Folder)!.Delete(recursive: true);
}
