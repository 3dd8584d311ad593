using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CaregiverSignal.Bench;

/// <summary>
/// A PostgreSQL server of our own, in a temporary folder and on a socket, with the server's own settings: each commit
/// waits for the disk.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql";

    private readonly string folder = Directory.CreateTempSubdirectory("caregiversignal-bench-server").FullName;
    private readonly string programs;
    private int databases;

    private PostgresServer(string programs)
    {
        this.programs = programs;
        Make();
        RunTool("pg_ctl", "-D", Data, "-w", "-s", "-l", Path.Combine(folder, "log"), "start");
    }

    private void Make()
    {
        // The server refuses to run as root.
        if (Environment.UserName == "root")
            Run("chown", "postgres", folder);
        RunTool("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        File.AppendAllText(
            Path.Combine(Data, "postgresql.conf"),
            $"""

            listen_addresses = ''
            unix_socket_directories = '{folder}'
            max_connections = 200

            """
        );
    }

    private string Data => Path.Combine(folder, "data");

    /// <summary>Starts a server; null, with what is missing reported, where PostgreSQL is not installed.</summary>
    public static PostgresServer? Start()
    {
        var newest = Directory.Exists(Programs)
            ? Directory
                .EnumerateDirectories(Programs)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .MaxBy(text => int.TryParse(Path.GetFileName(text), out var version) ? version : 0)
            : null;
        if (newest is not null)
            return new PostgresServer(Path.Combine(newest, "bin"));
        Console.Error.WriteLine($"There is no PostgreSQL in {Programs}. Install Debian's package postgresql.");
        return null;
    }

    /// <returns>The connection string of a new, empty database.</returns>
    public string NewDatabase()
    {
        var name = "bench" + (++databases).ToString(CultureInfo.InvariantCulture);
        Execute(ConnectionTo("postgres"), $"create database {name} encoding 'UTF8' locale 'C' template template0");
        return ConnectionTo(name);
    }

    public static void Execute(string connection, string sql)
    {
        using var opened = new NpgsqlConnection(connection + ";Pooling=false;Command Timeout=0");
        opened.Open();
        using var command = opened.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        RunTool("pg_ctl", "-D", Data, "-m", "fast", "-s", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private string ConnectionTo(string database) => $"Host={folder};Database={database};Username=postgres";

    private void RunTool(string name, params string[] arguments)
    {
        string[] command = [Path.Combine(programs, name), .. arguments];
        if (Environment.UserName == "root")
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command];
        Run(command[0], command[1..]);
    }

    private void Run(string program, params string[] arguments)
    {
        // pg_ctl hands its output on to the server, which does not end: only initdb's is read.
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = arguments.Any(argument => argument.EndsWith("/initdb", StringComparison.Ordinal)),
        };
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
            process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{string.Join(' ', [program, .. arguments])} ended with {process.ExitCode}."
            );
    }
}
