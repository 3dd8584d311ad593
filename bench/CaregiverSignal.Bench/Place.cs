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
        new(Directory.CreateTempSubdirectory("caregiversignal-bench").FullName, server?.NewDatabase());

    /// <summary>Names a folder in which filled stores stay for the next run: a large one takes long to fill.</summary>
    private const string KeptIn = "CAREGIVERSIGNAL_BENCH_KEPT";

    /// <summary>Null where none stays.</summary>
    internal static string? KeptFolder =>
        Environment.GetEnvironmentVariable(KeptIn) is { Length: > 0 } kept ? Path.GetFullPath(kept) : null;

    /// <summary>
    /// A store of a name that stays, where somebody asks for that; else a fresh one. One of which the filling was
    /// stopped is made anew.
    /// </summary>
    /// <param name="server">Null for SQLite.</param>
    public static Place Kept(string name, PostgresServer? server = null)
    {
        if (KeptFolder is not { } kept)
            return Fresh(server);
        if (server is not null)
            name += "-postgres";
        var folder = Directory.CreateDirectory(Path.Combine(kept, name));
        var isFilled = System.IO.File.Exists(Path.Combine(folder.FullName, FilledFile));
        if (!isFilled)
        {
            folder.Delete(recursive: true);
            folder.Create();
        }

        return new(folder.FullName, server?.DatabaseOf(name.Replace('-', '_'), isFilled)) { Stays = true };
    }

    private bool Stays { get; init; }

    private const string FilledFile = "filled";

    private string Filled => Path.Combine(Folder, FilledFile);

    /// <summary>Makes its tables and fills them, unless an earlier run did.</summary>
    public void FillOnce(Action fill)
    {
        if (System.IO.File.Exists(Filled))
            return;
        using (Database.Open(EngineThatNeedNotLast)) { }
        fill();
        Analyze();
        System.IO.File.WriteAllText(Filled, "");
    }

    public string File => Path.Combine(Folder, "bench.db");

    public Installation Installation(string url)
    {
        var loaded =
            Configuration.Installation.Load(
                [
                    .. Connection is null
                        ? new[] { $"--Storage:Connection=Data Source={File}" }
                        : ["--Storage:Provider=postgres", $"--Storage:Connection={Connection}"],
                    $"--Mail:Folder={Folder}/mail",
                    $"--Urls={url}",
                ],
                out var faults
            ) ?? throw new InvalidOperationException(string.Join("; ", faults));
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
        DbConnection connection = Connection is null
            ? new SqliteConnection($"Data Source={File};Pooling=False;Foreign Keys=False")
            : new NpgsqlConnection(Connection + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Connection is null
            ? "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; pragma threads = 2"
            : """
                set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB';
                set jit = off
                """;
        command.ExecuteNonQuery();
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

    public void Dispose()
    {
        if (!Stays)
            Directory.Delete(Folder, recursive: true);
    }
}
