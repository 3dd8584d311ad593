using System.Data.Common;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// A support point grows from SQLite to PostgreSQL with two machines, and goes back, by the commands of the package: all
/// of it comes along, whatever ends them meanwhile, and no mail goes twice.
/// </summary>
public sealed class MovedStoreTests : IAsyncLifetime
{
    private const int People = 5_000;
    private const int CheckIns = 4;

    /// <summary>Who are invited; the rest of the people gave their answers three days ago.</summary>
    private const int Invited = 25;

    /// <summary>Those of them whose mail went before the move; the others' waits.</summary>
    private const int WentBefore = 5;

    /// <summary>What belongs to a place; the record has lines of the move, and mail is held by it.</summary>
    private static readonly string[] Differ =
    [
        "schema_version",
        "commit_mark",
        "audit_log",
        "audit_listed",
        "audit_end",
        "send_hold",
    ];

    private readonly TestPostgres server = new();
    private readonly DebianRoot one = new();
    private readonly TemporaryFolder keys = new();
    private string privateKey = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(DebianRoot.WhyNot is not null, DebianRoot.WhyNot ?? "");
        server.Create("linde", "template0");
        // The account of the organisation comes by here.
        DebianRoot.Ok(one.Run("chmod", "711", Path.GetDirectoryName(server.Socket)!, keys.Name));
        one.Add("linde", "vragen.linde.example");
        Configure(one, Settings(one), postgres: false);
        (var certificate, privateKey) = TestKeys.Pair(keys.Name);
        await ImportAsync();
        DebianRoot.Ok(Verb(one, "invite-coordinator", "ada@example.org", "--role", "administrator"));
        DebianRoot.Ok(Verb(one, "tick", "--Mail:PerDay=5"));
        DebianRoot.Ok(Verb(one, "erase", "p3000", "--yes"));
        Assert.Equal(WentBefore, Mails(one).Count(IsInvitation));
        Give(certificate, Data(one) + "/backup.crt");
        Give(privateKey, privateKey);
        Own("brand.css", ":root { --brand-action: #7a1450; }");
        Own("mark.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Change(
            "update mail set state = 'failed', ended_at = created_at, next_try_at = null where id = (select max(id) from mail where state = 'ready')"
        );
    }

    public ValueTask DisposeAsync()
    {
        one.Dispose();
        server.Dispose();
        keys.Dispose();
        return ValueTask.CompletedTask;
    }

    [LargeFact]
    public async Task It_moves_to_postgres_with_two_machines_and_back_with_every_row_and_mails_nobody_twice()
    {
        var stop = Some.Stop;
        var next = one.Path("root-settings.json");
        var link = ReadMail.From(await File.ReadAllBytesAsync(Mails(one).First(IsInvitation), stop)).Links[0];
        Configure(one, next, postgres: true);

        // What would go wrong is said before anything is changed.
        Assert.Has("name the private key", Move(next, isSealed: false).Output);
        Assert.Has("are the settings of now", Move(Settings(one)).Output);
        var (service, _) = await ServeAsync(one, "--Mail:PerDay=5");
        using (service)
        {
            Assert.Has("is in use by the service", Move(next).Output);
            service.Terminate();
            await service.EndAsync();
        }

        var before = RowsOfFile(Store(one));
        var watch = Stopwatch.StartNew();
        // The last is when the settings are changed already, and nothing is started yet.
        foreach (var at in (string[])["4 of 7", "5 of 7", "7 of 7", "Storage:"])
            Interrupt(next, at);
        var (code, output) = Move(next);
        Assert.True(code == 0, output);
        Tell($"to PostgreSQL, ended four times: {watch.Elapsed.TotalSeconds:0} s");

        var there = RowsOnServer();
        AssertSame(before, there);
        Assert.Has("Storage:Provider = postgres", Verb(one, "check", "--settings").Output);
        Assert.True(File.Exists(Data(one) + "/mark.svg"));
        Assert.True(File.Exists(Data(one) + "/brand.css"));
        Assert.True(File.Exists(Data(one) + ".erased"));
        Assert.Equal(WentBefore, Mails(one).Count(IsInvitation));

        using var other = one.Copy();
        Directory.Delete(Data(other), recursive: true);
        TestKeys.Copy(Data(one), Data(other));
        DebianRoot.Ok(other.Run("chown", "-R", $"{other.AccountOf("linde")}:{other.AccountOf("linde")}", Data(other)));
        var (first, _) = await ServeAsync(one);
        var (second, address) = await ServeAsync(other);
        using (first)
        using (second)
        {
            using var reader = new Browser(address);
            Assert.Equal(HttpStatusCode.OK, (await reader.Open(new Uri(link).PathAndQuery)).Status);
            Assert.True(
                SpinWait.SpinUntil(() => AllInvitations(other).Count >= Invited - 1, TimeSpan.FromMinutes(2)),
                $"{AllInvitations(other).Count} were invited"
            );
            first.Terminate();
            await first.EndAsync();
            Configure(one, next, postgres: false);
            Assert.Has("a service works on it, here or on another machine", Move(next).Output);
            second.Terminate();
            await second.EndAsync();
        }

        there = RowsOnServer();
        watch.Restart();
        Interrupt(next, "6 of 7");
        (code, output) = Move(next);
        Assert.True(code == 0, output);
        Tell($"back to SQLite, ended once: {watch.Elapsed.TotalSeconds:0} s");

        AssertSame(there, RowsOfFile(Store(one)));
        // The other machine starts no more: what came in there would be lost.
        Assert.Has("was moved, and works elsewhere", Verb(other, "tick").Output);
        DebianRoot.Ok(Verb(one, "tick"));
        var invitations = AllInvitations(other);
        Assert.Equal(Invited - 1, invitations.Count);
        Assert.Equal(invitations.Count, invitations.Distinct().Count());
        Assert.True(File.Exists(Data(one) + "/mark.svg"));
        Assert.DoesNotContain("FAIL", Verb(one, "check").Output);
    }

    /// <summary>Ends the command with all that it began, as soon as it says that it has come so far.</summary>
    private void Interrupt(string settings, string at)
    {
        var start = new ProcessStartInfo(
            "setsid",
            [one.Path("usr/sbin/caregiversignal-move"), "linde", settings, "--yes", "--key", privateKey]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CAREGIVERSIGNAL_ROOT"] = one.Name },
        };
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            output.AppendLine(line);
            if (!line.StartsWith(at, StringComparison.Ordinal))
                continue;
            using var kill = Process.Start("kill", ["-KILL", "--", $"-{process.Id}"]);
            kill.WaitForExit();
            process.WaitForExit();
            return;
        }

        Assert.Fail($"It did not come to {at}: {output}{process.StandardError.ReadToEnd()}");
    }

    private (int Code, string Output) Move(string settings, bool isSealed = true) =>
        one.Command(
            "caregiversignal-move",
            ["linde", settings, "--yes", .. isSealed ? ["--key", privateKey] : Array.Empty<string>()]
        );

    private static (int Code, string Output) Verb(DebianRoot machine, params string[] verb) =>
        machine.Command("caregiversignal-at", ["linde", .. verb]);

    private static async Task<(RunningProgram Service, Uri Address)> ServeAsync(DebianRoot machine, string setting = "")
    {
        var service = new RunningProgram(
            "/",
            [],
            [
                "sh",
                "-c",
                "exec \"$1\" linde --Urls=http://127.0.0.1:0 $2",
                "serve",
                machine.Path("usr/sbin/caregiversignal-at"),
                setting,
            ],
            new Dictionary<string, string> { ["CAREGIVERSIGNAL_ROOT"] = machine.Name }
        );
        return (service, await service.PagesAsync());
    }

    private void Configure(DebianRoot machine, string file, bool postgres)
    {
        var settings = new JsonObject
        {
            ["Site"] = new JsonObject { ["BaseUrl"] = "http://localhost:5080" },
            ["SupportPoint"] = new JsonObject
            {
                ["Name"] = "De Linde",
                ["Phone"] = "088 123 45 67",
                ["Email"] = "a@linde.example",
            },
            ["Mail"] = new JsonObject
            {
                ["Mode"] = "folder",
                ["Window"] = "00:00-24:00",
                ["Days"] = "Mon-Sun",
                ["From"] = "a@linde.example",
            },
        };
        if (postgres)
            settings["Storage"] = new JsonObject
            {
                ["Provider"] = "postgres",
                ["Connection"] = server.ConnectionTo("linde"),
            };
        File.WriteAllText(file, settings.ToJsonString());
        DebianRoot.Ok(machine.Run("chmod", "640", file));
    }

    private async Task ImportAsync()
    {
        var folder = one.Path("var/lib/caregiversignal/linde/import");
        await ManyPeople.WriteAsync(folder, People, CheckIns, Invited);
        Own(folder);
        DebianRoot.Ok(Verb(one, "import", folder));
    }

    /// <summary>Puts a file beside the store, of its account.</summary>
    private void Own(string file, string text)
    {
        var path = Path.Combine(Data(one), file);
        File.WriteAllText(path, text);
        Own(path);
    }

    private void Give(string file, string to)
    {
        if (file != to)
            File.Copy(file, to);
        Own(to);
    }

    private void Own(string path) =>
        DebianRoot.Ok(one.Run("chown", "-R", $"{one.AccountOf("linde")}:{one.AccountOf("linde")}", path));

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store(one)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static string Settings(DebianRoot machine) => machine.Path("etc/caregiversignal/linde/appsettings.json");

    private static string Data(DebianRoot machine) => machine.Path("var/lib/caregiversignal/linde/data");

    private static string Store(DebianRoot machine) => Data(machine) + "/caregiversignal.db";

    private static string[] Mails(DebianRoot machine) =>
        Directory.Exists(Data(machine) + "/mail") ? Directory.GetFiles(Data(machine) + "/mail") : [];

    private static bool IsInvitation(string mail) =>
        File.ReadAllText(mail).Contains("persoon", StringComparison.Ordinal);

    /// <summary>To whom an invitation went, from either machine.</summary>
    private List<string> AllInvitations(DebianRoot other) =>
        [
            .. Mails(one)
                .Concat(Mails(other))
                .Where(IsInvitation)
                .Select(mail => ReadMail.From(File.ReadAllBytes(mail)).To.Address),
        ];

    private static void AssertSame(Dictionary<string, List<string>> expected, Dictionary<string, List<string>> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(expected.Values.Sum(rows => rows.Count), 100_000, 10_000_000);
        Assert.Each(expected.Keys.Except(Differ), table => Assert.Equal(expected[table], actual[table]));
        Assert.Superset(expected["audit_log"].ToHashSet(), actual["audit_log"].ToHashSet());
    }

    private static Dictionary<string, List<string>> RowsOfFile(string store)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        return Rows(connection, new SqliteFile(store).TablesQuery);
    }

    private Dictionary<string, List<string>> RowsOnServer()
    {
        using var connection = new NpgsqlConnection(server.ConnectionTo("linde") + ";Pooling=false");
        connection.Open();
        return Rows(connection, new PostgresStore(server.ConnectionTo("linde")).TablesQuery);
    }

    /// <summary>The rows of each table, as texts in their order.</summary>
    private static Dictionary<string, List<string>> Rows(DbConnection connection, string tables)
    {
        return Ask(tables).ToDictionary(table => table, table => Ask($"select * from {table}"));

        List<string> Ask(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
                rows.Add(
                    string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(place => TextOf(reader[place])))
                );
            rows.Sort(StringComparer.Ordinal);
            return rows;
        }
    }

    private static string TextOf(object value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static void Tell(FormattableString line) =>
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(line));
}
