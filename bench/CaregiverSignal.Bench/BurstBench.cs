using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;

namespace CaregiverSignal.Bench;

/// <summary>
/// The worklist and cases of one coordinator, asked for all at once of the packed program that has just started, while
/// one processor is left for everything; beside an empty ASP.NET Core program that is asked as much.
/// </summary>
public static class BurstBench
{
    private const int Pages = 200;
    private const int People = 400;
    private const string Health = "/health/live";

    /// <summary>Ends with whoever started it.</summary>
    private const string Spin = "while kill -0 $PPID; do :; done";

    /// <param name="server">Null for SQLite.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(Size size, PostgresServer? server)
    {
        using var at = Place.Fresh(null);
        using var place = Place.Fresh(server);
        var (program, url) = (await Packed.UnpackAsync(at.Folder), $"http://127.0.0.1:{StartBench.FreePort()}");
        // The program has its keys in the folder data of where it runs.
        var home = Path.GetDirectoryName(place.Folder)!;
        ReplayBench.WriteWorld(at.Folder, People, ImportBench.UntilNow);
        await Child.Run(program, ["import", at.Folder, .. place.Settings], home);
        await Child.Run(program, ["tick", .. place.Settings], home);
        var (key, cases) = await CaseloadAsync(place);
        using var client = new HttpClient();
        var service = await StartAsync();
        await SignInAsync(client, $"{url}/i/{key}");
        await StartBench.StopAsync(service);
        var paths = Enumerable.Range(0, Pages).Select(n => n % 4 == 0 ? "/werklijst" : $"/zaak/{cases[n]}").ToList();
        var (ours, empty) = await size.AlternateAsync(
            () => MeasureAsync(client, url, StartEmptyAsync, [.. paths.Select(_ => Health)]),
            () => MeasureAsync(client, url, StartAsync, paths)
        );
        return
        [
            new(Goals.BurstPage.On(server), [ours.Max(burst => burst.Page)], [empty.Max(burst => burst.Page)]),
            new(Goals.BurstHealth.On(server), [ours.Max(burst => burst.Health)], [empty.Max(burst => burst.Health)]),
            new(Goals.Failed.On(server), [ours.Sum(burst => burst.Failed)], []),
        ];

        Task<Process> StartAsync() => StartBench.StartAsync(program, [.. place.Settings, "--Urls=" + url], url, home);

        Task<Process> StartEmptyAsync() => StartBench.StartAsync(Environment.ProcessPath!, ["empty", url], url, home);
    }

    /// <summary>The child process that asks whether the service lives, every 50 ms, until its input ends.</summary>
    public static async Task<int> AskAsync(string url)
    {
        var isOver = Task.Run(Console.In.ReadToEnd);
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isOver.IsCompleted && await timer.WaitForNextTickAsync())
            Console.WriteLine(Line.Of("{0}", await SecondsAsync(client, url + Health, Stopwatch.GetTimestamp())));
        return 0;
    }

    /// <returns>A sign-in link's key of a coordinator who has everybody, and their cases.</returns>
    internal static async Task<(string Key, IReadOnlyList<long> Cases)> CaseloadAsync(Place place)
    {
        using var database = await place.Installation("http://127.0.0.1:0").OpenDatabaseAsync();
        var now = TimeProvider.System.GetUtcNow();
        return await database.WriteAsync(async transaction =>
        {
            var coordinator = await CoordinatorTable.IdOf(transaction, "bench@example.org", now);
            await CoordinatorTable.MarkEnrolled(transaction, coordinator, now);
            await transaction.Execute($"update caregiver set coordinator_id = {coordinator}");
            var key = await LinkTable.AddSignIn(transaction, coordinator, now, now.AddDays(1));
            return (key.Clear, await transaction.All<long>($"select id from caregiver order by id"));
        });
    }

    internal static async Task SignInAsync(HttpClient client, string link)
    {
        var token = Load.TokenOf(await client.GetStringAsync(link));
        using var answer = await client.PostAsync(link, new FormUrlEncodedContent([token]));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath != "/werklijst")
            throw new InvalidOperationException($"Signing in led to {(int)answer.StatusCode}.");
    }

    private static async Task<Burst> MeasureAsync(
        HttpClient client,
        string url,
        Func<Task<Process>> start,
        IReadOnlyList<string> paths
    )
    {
        var spinning = Enumerable
            .Range(1, Environment.ProcessorCount - 1)
            .Select(_ => Process.Start("sh", ["-c", Spin]))
            .ToList();
        var service = await start();
        using var asking = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["ask", url])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        // The first one connects.
        await asking.StandardOutput.ReadLineAsync();
        var began = Stopwatch.GetTimestamp();
        var pages = await Task.WhenAll(paths.Select(path => SecondsAsync(client, url + path, began)));
        asking.StandardInput.Close();
        var health = (await asking.StandardOutput.ReadToEndAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))
            .ToList();
        await StartBench.StopAsync(service);
        foreach (var process in spinning)
            process.Kill();
        return new(pages.Max(), 1000 * health.Max(), pages.Concat(health).Count(double.IsInfinity));
    }

    /// <returns>Until the whole answer is there; infinite when it failed.</returns>
    private static async Task<double> SecondsAsync(HttpClient client, string address, long since)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode && answer.RequestMessage!.RequestUri!.OriginalString == address
                ? Stopwatch.GetElapsedTime(since).TotalSeconds
                : double.PositiveInfinity;
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            return double.PositiveInfinity;
        }
    }

    /// <param name="Page">The slowest, in seconds.</param>
    /// <param name="Health">The slowest answer of it, in milliseconds.</param>
    private readonly record struct Burst(double Page, double Health, int Failed);
}
