using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;

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

    /// <summary>A store of a name that stays, where somebody asks for that; else a fresh one.</summary>
    public static Place Kept(string name)
    {
        if (Environment.GetEnvironmentVariable(KeptIn) is not { Length: > 0 } kept)
            return Fresh(null);
        return new(Directory.CreateDirectory(Path.Combine(kept, name)).FullName, null) { Stays = true };
    }

    private bool Stays { get; init; }

    private string Filled => Path.Combine(Folder, "filled");

    /// <summary>Fills it, unless an earlier run did.</summary>
    public void FillOnce(Action fill)
    {
        if (System.IO.File.Exists(Filled))
            return;
        fill();
        System.IO.File.WriteAllText(Filled, "");
    }

    public string File => Path.Combine(Folder, "bench.db");

    public Installation Installation(string url) =>
        Hosting.Installation.Load(
            [
                .. Connection is null
                    ? new[] { $"--Storage:Connection=Data Source={File}" }
                    :
                    [
                        "--Storage:Provider=postgres",
                        $"--Storage:Connection={Connection}",
                        $"--Storage:Folder={Folder}",
                    ],
                $"--Mail:Folder={Folder}/mail",
                $"--Urls={url}",
            ],
            out var faults
        ) ?? throw new InvalidOperationException(string.Join("; ", faults));

    /// <summary>The same place, for statements that take minutes.</summary>
    public Place Patient() => this with { Connection = Connection is null ? null : Connection + ";Command Timeout=0" };

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
