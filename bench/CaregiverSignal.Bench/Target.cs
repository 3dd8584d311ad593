using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>One of the two programs, running as a process of its own.</summary>
public sealed class Target : IDisposable
{
    private readonly Process process;

    private Target(string kind, Process process, Uri address, Forms forms) =>
        (Kind, this.process, Address, Forms) = (kind, process, address, forms);

    public string Kind { get; }

    public Uri Address { get; }

    public Forms Forms { get; }

    /// <summary>Processor seconds until now.</summary>
    public double Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<Target> StartAsync(string kind, Place place, Forms forms)
    {
        var start = new ProcessStartInfo(
            Path.ChangeExtension(typeof(Target).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null),
            ["serve", kind, place.Folder, place.Connection ?? "", "http://127.0.0.1:0"]
        )
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Directory.GetCurrentDirectory(),
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("http://", StringComparison.Ordinal))
                continue;
            _ = Repeat(process.StandardOutput);
            return new Target(kind, process, new Uri(line), forms);
        }

        throw new InvalidOperationException($"The {kind} did not start.");
    }

    /// <summary>Repeats what the program logs while it runs.</summary>
    private static async Task Repeat(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            await Console.Error.WriteLineAsync(line);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
