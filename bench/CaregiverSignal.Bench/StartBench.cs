using System.Diagnostics;
using System.Globalization;
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

    public static async Task<int> RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("caregiversignal-bench").FullName;
        if (!await UnpackAsync(folder))
            return 1;
        var data = Directory.CreateDirectory(Path.Combine(folder, "data-of-one")).FullName;
        await StartAsync(Path.Combine(folder, "caregiversignal"), url => ["--Urls=" + url], data);
        var (own, empty) = (new List<Begun>(), new List<Begun>());
        for (var round = 0; round < rounds; round++)
        {
            empty.Add(await StartAsync(Environment.ProcessPath!, url => ["empty", url], data));
            own.Add(await StartAsync(Path.Combine(folder, "caregiversignal"), url => ["--Urls=" + url], data));
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine($"{"", -24}{"empty", 10}{"program", 10}{"ratio", 8}");
        Show("to the first answer, ms", empty, own, begun => begun.Milliseconds);
        Show("processor until then, ms", empty, own, begun => begun.Processor);
        Show("memory 15 s later, MB", empty, own, begun => begun.Megabytes);
        return 0;
    }

    /// <summary>The least that a web program of ASP.NET Core is.</summary>
    public static async Task<int> ServeEmptyAsync(string url)
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/health/live", () => "ok");
        await app.RunAsync(url);
        return 0;
    }

    /// <summary>Unpacks the program as people run it, as <c>caregiversignal</c> in a folder.</summary>
    /// <returns>False, and says so, where it was not packed.</returns>
    public static async Task<bool> UnpackAsync(string folder)
    {
        var archives = Directory.Exists("artifacts") ? Directory.GetFiles("artifacts", "caregiversignal-*.tar.gz") : [];
        if (archives.Length == 0)
        {
            Console.Error.WriteLine("There is no artifacts/caregiversignal-*.tar.gz: packaging/make-deb.sh makes it.");
            return false;
        }

        using var unpack = Process.Start("tar", ["-xzf", archives[0], "-C", folder, "--strip-components=1"]);
        await unpack.WaitForExitAsync();
        return true;
    }

    private static async Task<Begun> StartAsync(string program, Func<string, string[]> arguments, string data)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments(url)) { WorkingDirectory = data, RedirectStandardOutput = true }
        )!;
        while (!await AnswersAsync(client, new Uri(url + "/health/live")))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
            await Task.Delay(2);
        }

        var milliseconds = watch.Elapsed.TotalMilliseconds;
        process.Refresh();
        var processor = process.TotalProcessorTime.TotalMilliseconds;
        await Task.Delay(Settled);
        process.Refresh();
        var memory = process.WorkingSet64 / 1024.0 / 1024.0;
        process.Kill();
        await process.WaitForExitAsync();
        return new Begun(milliseconds, processor, memory);
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Show(string what, List<Begun> empty, List<Begun> own, Func<Begun, double> value)
    {
        var (first, second) = (Median(empty.Select(value)), Median(own.Select(value)));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what, -26}{first, 8:0}{second, 10:0}{second / first, 8:0.0}")
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private sealed record Begun(double Milliseconds, double Processor, double Megabytes);
}
