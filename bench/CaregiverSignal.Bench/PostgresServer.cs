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

    private readonly string folder = Place.KeptFolder is { } kept
        ? Directory.CreateDirectory(Path.Combine(kept, "server")).FullName
        : Directory.CreateTempSubdirectory("caregiversignal-bench-server").FullName;
    private readonly string programs;
    private int databases;

    private PostgresServer(string programs)
    {
        this.programs = programs;
        if (!Directory.Exists(Data))
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
        Execute(ConnectionTo("postgres"), $"drop database if exists {name}");
        return Make(name);
    }

    /// <returns>The connection string of a database that stays, if the server does.</returns>
    /// <param name="isFilled">One that is not is dropped and made anew.</param>
    public string DatabaseOf(string name, bool isFilled)
    {
        if (!isFilled)
            Execute(ConnectionTo("postgres"), $"drop database if exists {name}");
        using var opened = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        opened.Open();
        using var command = new NpgsqlCommand("select count(*) from pg_database where datname = @name", opened);
        command.Parameters.AddWithValue("name", name);
        return (long)command.ExecuteScalar()! > 0 ? ConnectionTo(name) : Make(name);
    }

    private string Make(string name)
    {
        Execute(ConnectionTo("postgres"), $"create database {name} encoding 'UTF8' locale 'C' template template0");
        return ConnectionTo(name);
    }

    /// <summary>Processor seconds of the server with all its processes until now.</summary>
    /// <remarks>The first process counts those that have ended.</remarks>
    public double Processor
    {
        get
        {
            var first = int.Parse(
                File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(),
                CultureInfo.InvariantCulture
            );
            return Directory
                .EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? ProcStat.Of(id) : null)
                .OfType<ProcStat>()
                .Sum(stat =>
                    stat.Id == first ? stat.Own + stat.Ended
                    : stat.Parent == first ? stat.Own
                    : 0
                );
        }
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
        if (Place.KeptFolder is null)
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

    /// <summary>What the system says of a process, in processor seconds.</summary>
    private sealed record ProcStat(int Id, int Parent, double Own, double Ended)
    {
        private const double TicksASecond = 100;

        /// <summary>Null when it has ended.</summary>
        public static ProcStat? Of(int id)
        {
            try
            {
                // Behind the name, which is in brackets and may hold anything (man 5 proc).
                var fields = File.ReadAllText($"/proc/{id}/stat").Split(") ", 2)[1].Split(' ');
                return new ProcStat(
                    id,
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    Seconds(fields[11]) + Seconds(fields[12]),
                    Seconds(fields[13]) + Seconds(fields[14])
                );
            }
            catch (IOException)
            {
                return null;
            }
        }

        private static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksASecond;
    }
}
