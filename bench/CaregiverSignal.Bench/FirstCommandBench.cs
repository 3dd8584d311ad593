using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures what a newcomer waits for: from the first command of the README in a fresh clone to its pages, with the
/// packages already there; once, as it takes minutes. Beside a new, empty web project.
/// </summary>
public static class FirstCommandBench
{
    public static async Task<IReadOnlyList<Result>> RunAsync()
    {
        using var place = Place.Fresh(null);
        var (clone, empty) = (Path.Combine(place.Folder, "clone"), Path.Combine(place.Folder, "empty"));
        await RunAsync("git", "clone", "-q", Directory.GetCurrentDirectory(), clone);
        await RunAsync("dotnet", "new", "web", "-o", empty);
        var plain = await SecondsAsync(empty, "run");
        var ours = await SecondsAsync(clone, "run", "--project", "src/CaregiverSignal", "--", "demo");
        return [new(Goals.FirstCommand, [ours], [plain])];
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }

    /// <summary>Until it names the address where its pages are.</summary>
    private static async Task<double> SecondsAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment =
            {
                // It leaves nothing behind that a later build would find.
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["Urls"] = $"http://127.0.0.1:{StartBench.FreePort()}",
            },
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains("http://127.0.0.1:", StringComparison.Ordinal))
                continue;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            return watch.Elapsed.TotalSeconds;
        }

        throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} showed no pages.");
    }
}
