using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CaregiverSignal.Bench;

/// <summary>
/// From start to the first answer: the program as packaging/make-deb.sh packs it, on a store that is there already,
/// beside an empty ASP.NET Core program, in turns. The first start, which makes the store, does not count.
/// </summary>
public static class StartBench
{
    /// <summary>After the first beat, and what start leaves is given back.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Result>> RunAsync(Size size)
    {
        using var place = Place.Fresh(null);
        var program = await Packed.UnpackAsync(place.Folder);
        await OursAsync();
        var (ours, empty) = await size.AlternateAsync(
            () => MeasureAsync(Environment.ProcessPath!, url => ["empty", url], place.Folder),
            OursAsync
        );
        return
        [
            new(Goals.Start, [.. ours.Select(run => run.Seconds)], [.. empty.Select(run => run.Seconds)]),
            new(Goals.IdleMemory, [.. ours.Select(run => run.Megabytes)], [.. empty.Select(run => run.Megabytes)]),
        ];

        Task<Child> OursAsync() => MeasureAsync(program, url => ["--Urls=" + url], place.Folder);
    }

    /// <summary>The least that a web program of ASP.NET Core is.</summary>
    public static async Task<int> ServeEmptyAsync(string url)
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/health/live", () => "ok");
        await app.RunAsync(url);
        return 0;
    }

    private static async Task<Child> MeasureAsync(string program, Func<string, string[]> arguments, string data)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var watch = Stopwatch.StartNew();
        var process = await StartAsync(program, arguments(url), url, data);
        var seconds = watch.Elapsed.TotalSeconds;
        await Task.Delay(Settled);
        process.Refresh();
        var memory = process.WorkingSet64;
        await StopAsync(process);
        return new Child(seconds, memory / 1e6);
    }

    /// <summary>Until it answers.</summary>
    internal static async Task<Process> StartAsync(string program, string[] arguments, string url, string data)
    {
        using var client = new HttpClient();
        var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = data, RedirectStandardOutput = true }
        )!;
        while (!await AnswersAsync(client, new Uri(url + "/health/live")))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
            await Task.Delay(2);
        }

        return process;
    }

    internal static async Task StopAsync(Process process)
    {
        using var stop = Process.Start("kill", [$"{process.Id}"]);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
