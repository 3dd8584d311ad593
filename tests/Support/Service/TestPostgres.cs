using System.Diagnostics;
using Npgsql;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A PostgreSQL server of our own, in a temporary folder and on a socket, started when the first test asks for it,
/// and a database for each test.
/// </summary>
/// <remarks>Commits wait for the disk as in earnest, but the disk is memory where the machine has such a one.</remarks>
public sealed class TestPostgres : IDisposable
{
    private const string Template = "template_store";

    private static readonly Lazy<TestPostgres> Shared = new(() => Awaited.Now(WithTemplate));

    private static async Task<TestPostgres> WithTemplate()
    {
        var server = new TestPostgres();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        server.Create(Template, "template0");
        using (
            var store = await Database.OpenAsync(new PostgresStore(server.ConnectionTo(Template), server.folder.Name))
        )
            // Each test's program has keys of its own.
            await store.WriteAsync(transaction => transaction.Execute("delete from store_key"));
        return server;
    }

    private static int databases;

    private readonly TemporaryFolder folder = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    /// <summary>A server of its own, for a test that stops it.</summary>
    public TestPostgres()
    {
        Data = Path.Combine(folder.Name, "data");
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder.Name);
        Run(Tool("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        File.AppendAllText(
            Path.Combine(Data, "postgresql.conf"),
            $"""

            listen_addresses = ''
            unix_socket_directories = '{folder.Name}'
            max_connections = 400
            shared_buffers = 128MB
            max_pred_locks_per_transaction = 256
            log_min_messages = panic

            """
        );
        Start();
    }

    public string Data { get; }

    /// <summary>Where it listens, as a file.</summary>
    public string Socket => Path.Combine(folder.Name, ".s.PGSQL.5432");

    /// <summary>Whether the tests' stores are in PostgreSQL; SQLite is the default.</summary>
    public static bool IsWanted => LongRun.IsOnPostgres;

    /// <summary>Leaves out a test that is about SQLite alone.</summary>
    public static void SkipWhereWanted() => Assert.SkipWhen(IsWanted, "Is about SQLite.");

    /// <summary>
    /// A fresh database with this program's schema, on the server that tests share. Where many tests compute at once, an
    /// answer may take longer than a program waits by itself.
    /// </summary>
    public static string NewDatabase() => DatabaseOf(Template) + ";Command Timeout=60;Timeout=60";

    /// <summary>A fresh database without any table.</summary>
    public static string EmptyDatabase() => DatabaseOf("template0");

    public static void Drop(string connection)
    {
        var server = Shared.Value;
        server.Sql($"drop database if exists {new NpgsqlConnectionStringBuilder(connection).Database} with (force)");
    }

    /// <summary>The rows of a statement, each as one text with bars.</summary>
    public static IReadOnlyList<string> Query(string connection, string sql)
    {
        using var open = new NpgsqlConnection(connection + ";Pooling=false");
        open.Open();
        using var command = open.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        return rows;
    }

    public string ConnectionTo(string database) => $"Host={folder.Name};Database={database};Username=postgres";

    public void Create(string name, string template) =>
        Sql(
            template == "template0"
                ? $"create database {name} encoding 'UTF8' locale 'C' template template0"
                : $"create database {name} template {template}"
        );

    public void Start() => Run(Tool("pg_ctl"), "-D", Data, "-w", "-s", "-l", Path.Combine(folder.Name, "log"), "start");

    /// <param name="mode"><c>fast</c>, or <c>immediate</c> as after a crash.</param>
    public void Stop(string mode = "immediate") => Run(Tool("pg_ctl"), "-D", Data, "-m", mode, "-s", "-w", "stop");

    /// <summary>Ends all its processes at once, as a power cut would.</summary>
    public void Kill()
    {
        var postmaster = int.Parse(
            File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(),
            CultureInfo.InvariantCulture
        );
        // Paused first, so that it starts no more of them.
        Signal("STOP", [postmaster]);
        Assert.True(SpinWait.SpinUntil(() => StateOf(postmaster) == "T", TimeSpan.FromSeconds(30)));
        List<int> all = [postmaster, .. ChildrenOf(postmaster)];
        Signal("KILL", all);
        Assert.True(SpinWait.SpinUntil(() => !all.Exists(IsAlive), TimeSpan.FromSeconds(30)));
        // Its number counts as in use until somebody takes note of its end, which here may be nobody.
        foreach (var mark in new[] { Path.Combine(Data, "postmaster.pid"), Socket, Socket + ".lock" })
            File.Delete(mark);
    }

    /// <summary>Writes a database to a file with the server's own tool.</summary>
    public static void BackUp(string connection, string file)
    {
        var database = new NpgsqlConnectionStringBuilder(connection).Database!;
        Shared.Value.RunTool("pg_dump", "--format=custom", "-f", file, database);
    }

    /// <summary>Puts a database back, whoever is using it.</summary>
    public static void PutBack(string connection, string file)
    {
        var database = new NpgsqlConnectionStringBuilder(connection).Database!;
        Drop(connection);
        Shared.Value.Create(database, "template0");
        Shared.Value.RunTool("pg_restore", "-d", database, file);
    }

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            Stop();
        folder.Dispose();
    }

    private static string DatabaseOf(string template)
    {
        var server = Shared.Value;
        var name = "t" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        server.Create(name, template);
        return server.ConnectionTo(name);
    }

    private void Sql(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Tool(string name) =>
        Directory
            .EnumerateDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => folder, StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", name))
            .First(File.Exists);

    private void RunTool(string tool, params string[] arguments)
    {
        using var process = Process.Start(Tool(tool), ["-h", folder.Name, "-U", "postgres", .. arguments]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Signal(string name, IEnumerable<int> processes)
    {
        string[] numbers = [.. processes.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        using var kill = Process.Start("kill", ["-" + name, .. numbers]);
        kill.WaitForExit();
    }

    private static IEnumerable<int> ChildrenOf(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where name.All(char.IsAsciiDigit) && StatusOf(name) is { } status && status[1] == $"{parent}"
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static bool IsAlive(int process) => StateOf(process) is not (null or "Z" or "X");

    private static string? StateOf(int process) => StatusOf(process.ToString(CultureInfo.InvariantCulture))?[0];

    /// <summary>State and parent of a process, and more; null when it is gone.</summary>
    private static string[]? StatusOf(string process)
    {
        try
        {
            // After the name, which may have spaces and brackets in it.
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The server refuses to run as root.</summary>
    private void Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder.Name,
            RedirectStandardOutput = tool != Tool("pg_ctl"),
        };
        if (Environment.UserName == "root" && tool != "chown")
        {
            start.FileName = "setpriv";
            foreach (var text in new[] { "--reuid=postgres", "--regid=postgres", "--init-groups", tool })
                start.ArgumentList.Add(text);
        }
        else
        {
            start.FileName = tool;
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
            process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
