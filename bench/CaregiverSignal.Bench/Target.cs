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

    public static async Task<Target> StartAsync(string kind, Place place, Forms forms)
    {
        var own = typeof(Target).Assembly.Location;
        // The product with its own settings of the runtime, the plain program with those that any such program has.
        string[] settings =
            kind == "product"
                ?
                [
                    "--runtimeconfig",
                    Path.Combine(AppContext.BaseDirectory, "caregiversignal.runtimeconfig.json"),
                    "--depsfile",
                    Path.ChangeExtension(own, "deps.json"),
                ]
                : [];
        var start = new ProcessStartInfo(
            "dotnet",
            ["exec", .. settings, own, "serve", kind, place.Folder, place.Connection ?? "", "http://127.0.0.1:0"]
        )
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Directory.GetCurrentDirectory(),
        };
        if (kind == "product")
            foreach (var (name, value) in OfTheService())
                start.Environment[name] = value;
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

    /// <summary>What the unit of the service sets for the runtime.</summary>
    private static IEnumerable<(string Name, string Value)> OfTheService() =>
        from line in File.ReadLines(Path.Combine("packaging", "systemd", "caregiversignal@.service"))
        where line.StartsWith("Environment=DOTNET_", StringComparison.Ordinal)
        let parts = line.Split('=', 3)
        select (parts[1], parts[2]);

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
