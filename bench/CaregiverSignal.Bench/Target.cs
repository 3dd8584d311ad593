using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>One of the two programs, running as a process of its own on a fresh folder.</summary>
public sealed class Target : IDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly IReadOnlyList<string> links;
    private int next;

    /// <param name="links">What opens a form, a key for the product or a number for the reference; each is used
    /// once.</param>
    private Target(string kind, Process process, string folder, Uri address, IReadOnlyList<string> links)
    {
        (Kind, this.process, this.folder, Address) = (kind, process, folder, address);
        this.links = links;
    }

    public string Kind { get; }

    public Uri Address { get; }

    /// <summary>Takes the next unused link.</summary>
    public string TakeLink()
    {
        var place = Interlocked.Increment(ref next) - 1;
        return place < links.Count
            ? links[place]
            : throw new InvalidOperationException("All forms are filled in; take a shorter run.");
    }

    public static async Task<Target> StartAsync(string kind, int stored)
    {
        var folder = Directory.CreateTempSubdirectory("caregiversignal-bench").FullName;
        var links = kind == "product" ? Seeding.Product(folder, stored) : Seeding.Reference();
        var start = new ProcessStartInfo(
            Path.ChangeExtension(typeof(Target).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null),
            ["serve", kind, folder, "http://127.0.0.1:0"]
        )
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Directory.GetCurrentDirectory(),
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal))
                return new Target(kind, process, folder, new Uri(line), links);
        }

        throw new InvalidOperationException($"The {kind} did not start.");
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
