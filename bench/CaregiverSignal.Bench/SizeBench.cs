using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Hosting;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Pages.ForStaff;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures what should cost the same in a large store as in a small one: a tick with nothing due, and the pages that
/// staff have open all day.
/// </summary>
public static class SizeBench
{
    private const int MostShown = 12;

    /// <summary>How often a page that few have open all day is opened.</summary>
    private const int Openings = 9;

    /// <summary>No page may take longer, in milliseconds, also not the first time.</summary>
    private const double Longest = 1000;

    /// <summary>From how many milliseconds a statement of a list is named.</summary>
    private const double Slow = 50;

    private static readonly (string Name, double Most)[] Aims =
    [
        ("tick with nothing due", 1.2),
        ("worklist", 1.5),
        ("case page", 1.5),
        ("people", 1.5),
        ("people search", 1.5),
        ("mail ledger", 1.5),
        ("adding who is there already", 1.5),
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
            Show(name, $"the aim is {most:0.0}");
        foreach (
            var name in large.Keys.Except(Aims.Select(aim => aim.Name)).OrderByDescending(text => large[text].Clock)
        )
            Show(name, "any list");

        Console.WriteLine("statements that grow most, in milliseconds with few and with many:");
        foreach (
            var (sql, milliseconds) in slow.OrderByDescending(entry => entry.Value - quick.GetValueOrDefault(entry.Key))
                .Take(MostShown)
        )
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{quick.GetValueOrDefault(sql), 8:0.00} {milliseconds, 8:0.00}  {OneLine(sql)}"
                )
            );
        return 0;

        void Show(string name, string aim)
        {
            var ((before, work), (after, more)) = (small[name], large[name]);
            if (after > 0)
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name, -30} {few:N0} people {before, 6:0.00}, {many:N0} people {after, 6:0.00}, ratio {after / before:0.00}; {aim}; of a processor {work:0.00} and {more:0.00}, ratio {more / work:0.00}"
                    )
                );
        }
    }

    /// <returns>The milliseconds of each page, by the clock and of a processor, with the server's, and of each
    /// statement with what is done before it is sent.</returns>
    private static async Task<(
        Dictionary<string, (double Clock, double Processor)> Pages,
        Dictionary<string, double> Statements
    )> MeasureAsync(int people, int rounds, PostgresServer? server)
    {
        using var place = Place.Kept(string.Create(CultureInfo.InvariantCulture, $"size-{people}"), server);
        var installation = place.Installation("http://127.0.0.1:0");
        var time = installation.Settings.TimeBy(TimeProvider.System);
        var watch = Stopwatch.StartNew();
        place.FillOnce(() => SizeFill.Run(place, people, time));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{people:N0} people filled in {watch.Elapsed.TotalSeconds:0} s"
            )
        );
        using var database = Database.Open(place.EngineThatNeedNotLast);
        await using var app = ServiceHost.Build(installation, database, TimeProvider.System, beats: false);
        await app.StartAsync();
        app.Services.GetRequiredService<RunnerLock>().TryTake();
        using var staff = SignedIn(app, database, time);
        var (runner, mail) = (
            app.Services.GetRequiredService<JobRunner>(),
            app.Services.GetRequiredService<MailLoop>()
        );
        var coordinators = Math.Max(1, people / SizeFill.PeopleEach);
        var next = 0;
        var statements = new Dictionary<string, List<double>>();
        var last = Stopwatch.GetTimestamp();
        database.Engine.Sent = (sql, _) =>
        {
            var now = Stopwatch.GetTimestamp();
            if (!statements.TryGetValue(sql, out var times))
                statements[sql] = times = [];
            times.Add(Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
            last = now;
        };
        var pages = new Dictionary<string, (double, double)>
        {
            ["tick with nothing due"] = await MedianAsync(
                rounds,
                server,
                () =>
                {
                    var done = runner.Run() + mail.Round();
                    return done == 0
                        ? Task.CompletedTask
                        : throw new InvalidOperationException($"{done} items were due.");
                }
            ),
            ["worklist"] = await MedianAsync(rounds, server, () => Get(staff, "/werklijst")),
            // Each time another of the first coordinator's people.
            ["case page"] = await MedianAsync(
                rounds,
                server,
                () => Get(staff, $"/zaak/{coordinators * (1 + (next++ % SizeFill.PeopleEach))}")
            ),
            ["people"] = await MedianAsync(rounds, server, () => Get(staff, "/mensen")),
            ["people search"] = await MedianAsync(rounds, server, await SearchAsync(staff, "verzonnen")),
            ["adding who is there already"] = await MedianAsync(rounds, server, await AddAsync(staff)),
            ["mail ledger"] = await MedianAsync(rounds, server, () => Get(staff, "/beheer/post")),
        };
        var names = statements.ToDictionary(entry => entry.Key, entry => ScoringBench.Median([.. entry.Value]));
        foreach (var list in ListsOf(app))
        {
            statements.Clear();
            pages[list] = await OpenAsync(staff, list, server);
            foreach (var (sql, times) in statements.Where(entry => ScoringBench.Median([.. entry.Value]) > Slow))
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{list}: {ScoringBench.Median([.. times]):0} ms {OneLine(sql)}"
                    )
                );
        }

        return (pages, names);
    }

    private static string OneLine(string sql) =>
        string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Every page of staff that opens without anything in its address.</summary>
    private static IEnumerable<string> ListsOf(IEndpointRouteBuilder app) =>
        app
            .DataSources.SelectMany(dataSource => dataSource.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.RoutePattern.Parameters.Count == 0
                && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
                && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
            )
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Concat(["/werklijst?van=team", "/mensen?van=team", "/hulp?van=team", "/register?wie=2"])
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>A few times, after the first, which compiles it.</summary>
    /// <returns>Zero for a page that leads on.</returns>
    private static async Task<(double Clock, double Processor)> OpenAsync(
        HttpClient staff,
        string path,
        PostgresServer? server
    )
    {
        var began = Stopwatch.GetTimestamp();
        using (var first = await staff.GetAsync(path))
        {
            if (first.StatusCode != System.Net.HttpStatusCode.OK)
                return default;
        }

        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (took > Longest)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {took:0} ms the first time"));
        for (var time = 0; time < Openings; time++)
            await Get(staff, path);
        return await MedianOfAsync(Openings, server, () => Get(staff, path));
    }

    /// <summary>A search as the page of people sends it.</summary>
    private static Task<Func<Task>> SearchAsync(HttpClient staff, string words) =>
        PostAsync(staff, "/mensen", "/mensen/zoek", System.Net.HttpStatusCode.OK, [new("zoek", words)]);

    /// <summary>The form for somebody new, with the details of the first of all, who is pointed out.</summary>
    private static Task<Func<Task>> AddAsync(HttpClient staff) =>
        PostAsync(
            staff,
            "/mensen/nieuw",
            "/mensen/nieuw",
            System.Net.HttpStatusCode.Conflict,
            [new("voornaam", "Naam1"), new("achternaam", "Verzonnen"), new("telefoon", "+31 (0)6-10048271")]
        );

    /// <summary>A form as the page that has it sends it.</summary>
    private static async Task<Func<Task>> PostAsync(
        HttpClient staff,
        string from,
        string to,
        System.Net.HttpStatusCode expected,
        KeyValuePair<string, string>[] fields
    )
    {
        using var page = await staff.GetAsync(from);
        var token = Load.TokenField().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        var cookie = page.Headers.TryGetValues("Set-Cookie", out var set) ? set.First().Split(';')[0] : "";
        return async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, to)
            {
                Content = new FormUrlEncodedContent([.. fields, new("echt", token)]),
            };
            request.Headers.Add("Cookie", $"{staff.DefaultRequestHeaders.GetValues("Cookie").First()}; {cookie}");
            using var answer = await staff.SendAsync(request);
            if (answer.StatusCode != expected)
                throw new InvalidOperationException($"{to} answered {(int)answer.StatusCode}.");
        };
    }

    /// <summary>A browser in which the first coordinator, an operator, is signed in.</summary>
    internal static HttpClient SignedIn(WebApplication app, Database database, SiteTime time)
    {
        var account = database.Write(transaction =>
        {
            // The fill wrote the accounts past the program, so that they have no mark yet.
            foreach (var coordinator in CoordinatorTable.All(transaction))
                CoordinatorTable.SetMark(transaction, coordinator);
            return CoordinatorTable.Get(transaction, 1)!;
        });
        var session = new StaffSession(1, CameBy.Passkey, time.Now, time.Now, time.Now);
        var key = app
            .Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(StaffSessions.Scheme)
            .TicketDataFormat.Protect(
                new AuthenticationTicket(
                    StaffSessions.PrincipalOf(account, session, StaffSessions.Scheme),
                    StaffSessions.Scheme
                )
            );
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

    /// <returns>The median by the clock, and what a processor was busy with it, with the browser's part and the
    /// server's.</returns>
    private static async Task<(double Clock, double Processor)> MedianAsync(
        int rounds,
        PostgresServer? server,
        Func<Task> once
    )
    {
        await Warming.RunAsync(once);
        return await MedianOfAsync(rounds, server, once);
    }

    private static async Task<(double Clock, double Processor)> MedianOfAsync(
        int rounds,
        PostgresServer? server,
        Func<Task> once
    )
    {
        var milliseconds = new List<double>();
        var before = Processor();
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await once();
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return (ScoringBench.Median([.. milliseconds]), (Processor() - before) / rounds);

        double Processor() => Environment.CpuUsage.TotalTime.TotalMilliseconds + (1000 * server?.Processor ?? 0);
    }
}
