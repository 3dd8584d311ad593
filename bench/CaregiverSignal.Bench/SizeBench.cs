using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures what should cost the same in a large store as in a small one: a tick with nothing due, and the pages that
/// staff have open all day.
/// </summary>
public static class SizeBench
{
    private const int MostShown = 12;

    private static readonly (string Name, double Most)[] Aims =
    [
        ("tick with nothing due", 1.2),
        ("worklist", 1.5),
        ("case page", 1.5),
        ("people", 1.5),
        ("mail ledger", 1.5),
    ];

    /// <param name="server">Null for SQLite.</param>
    public static async Task<int> RunAsync(int few, int many, int rounds, PostgresServer? server)
    {
        var (small, quick) = await MeasureAsync(few, rounds, server);
        var (large, slow) = await MeasureAsync(many, rounds, server);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(server is null ? "SQLite" : "PostgreSQL")}, median of {rounds}, in milliseconds; ten responses a person"
            )
        );
        foreach (var (name, most) in Aims)
        {
            var ((before, work), (after, more)) = (small[name], large[name]);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -22} {few:N0} people {before, 6:0.00}, {many:N0} people {after, 6:0.00}, ratio {after / before:0.00}; the aim is {most:0.0}; of a processor {work:0.00} and {more:0.00}, ratio {more / work:0.00}"
                )
            );
        }

        Console.WriteLine("statements that grow most, in milliseconds with few and with many:");
        foreach (
            var (sql, milliseconds) in slow.OrderByDescending(one => one.Value - quick.GetValueOrDefault(one.Key))
                .Take(MostShown)
        )
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{quick.GetValueOrDefault(sql), 8:0.00} {milliseconds, 8:0.00}  {string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}"
                )
            );
        return 0;
    }

    /// <returns>The milliseconds of each page, by the clock and of a processor, and of each statement with what is done
    /// before it is sent.</returns>
    private static async Task<(
        Dictionary<string, (double Clock, double Processor)> Pages,
        Dictionary<string, double> Statements
    )> MeasureAsync(int people, int rounds, PostgresServer? server)
    {
        using var place = server is null
            ? Place.Kept(string.Create(CultureInfo.InvariantCulture, $"size-{people}"))
            : Place.Fresh(server).Patient();
        var installation = place.Installation("http://127.0.0.1:0");
        using var database = Database.Open(place.EngineThatNeedNotLast);
        var time = installation.Settings.Site.TimeBy(TimeProvider.System);
        var watch = Stopwatch.StartNew();
        place.FillOnce(() => SizeFill.Run(database, people, time));
        place.Analyze();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{people:N0} people filled in {watch.Elapsed.TotalSeconds:0} s"
            )
        );
        await using var app = Service.Build(installation, database, TimeProvider.System, beats: false);
        await app.StartAsync();
        app.Services.GetRequiredService<Lead>().TakeUnlessAtWork();
        using var staff = SignedIn(app, database, time);
        var (heartbeat, mail) = (
            app.Services.GetRequiredService<Heartbeat>(),
            app.Services.GetRequiredService<MailLoop>()
        );
        var coordinators = Math.Max(1, people / SizeFill.PeopleEach);
        var next = 0;
        var statements = new Dictionary<string, List<double>>();
        var last = Stopwatch.GetTimestamp();
        database.Engine.Sent = sent =>
        {
            var now = Stopwatch.GetTimestamp();
            if (!statements.TryGetValue(sent[^1].Text, out var times))
                statements[sent[^1].Text] = times = [];
            times.Add(Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
            last = now;
        };
        var pages = new Dictionary<string, (double, double)>
        {
            ["tick with nothing due"] = await MedianAsync(
                rounds,
                () =>
                {
                    var done = heartbeat.Beat() + mail.Round();
                    return done == 0
                        ? Task.CompletedTask
                        : throw new InvalidOperationException($"{done} items were due.");
                }
            ),
            ["worklist"] = await MedianAsync(rounds, () => Get(staff, "/werklijst")),
            // Each time another of the first coordinator's people.
            ["case page"] = await MedianAsync(
                rounds,
                () => Get(staff, $"/zaak/{coordinators * (1 + (next++ % SizeFill.PeopleEach))}")
            ),
            ["people"] = await MedianAsync(rounds, () => Get(staff, "/mensen")),
            ["mail ledger"] = await MedianAsync(rounds, () => Get(staff, "/beheer/post")),
        };
        return (pages, statements.ToDictionary(one => one.Key, one => ScoringBench.Median([.. one.Value])));
    }

    /// <summary>A browser in which the first coordinator, an operator, is signed in.</summary>
    internal static HttpClient SignedIn(WebApplication app, Database database, SiteTime time)
    {
        var key = database.Write(transaction =>
        {
            // The fill wrote the accounts past the program, so that they have no mark yet.
            CoordinatorTable.MarkAll(transaction);
            return SessionTable.StartStaff(
                transaction,
                new StaffEntry(1, CameBy.Passkey, Browser: null),
                time.Now,
                TimeSpan.FromHours(10)
            );
        });
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
        client.DefaultRequestHeaders.Add("Cookie", $"{app.Services.GetRequiredService<Cookies>().Staff}={key}");
        return client;
    }

    private static async Task Get(HttpClient client, string path)
    {
        using var page = await client.GetAsync(path);
        if (page.StatusCode != System.Net.HttpStatusCode.OK)
            throw new InvalidOperationException($"{path} answered {(int)page.StatusCode}.");
    }

    /// <returns>The median by the clock, and what a processor was busy with it, with the browser's part.</returns>
    private static async Task<(double Clock, double Processor)> MedianAsync(int rounds, Func<Task> once)
    {
        await Warming.RunAsync(once);
        var milliseconds = new List<double>();
        var before = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await once();
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return (
            ScoringBench.Median([.. milliseconds]),
            (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / rounds
        );
    }
}
