using System.Diagnostics;

namespace CaregiverSignal.Tests.Support;

/// <summary>The real program as a process of its own, in a folder of its own.</summary>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The packaged program where CAREGIVERSIGNAL_PROGRAM names it, as it starts in two thirds of the time; otherwise
    /// what was built.
    /// </summary>
    private static readonly string[] Program = Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_PROGRAM")
        is { Length: > 0 } packaged
        ? [packaged]
        : ["dotnet", typeof(ServiceHost).Assembly.Location];

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;
    private readonly List<(string Text, TaskCompletionSource<string> Found)> awaited = [];
    private readonly List<string> lines = [];

    /// <param name="folder">Where it runs: settings, questionnaires and data are looked for there.</param>
    /// <param name="under">Another program that runs it, with its arguments, such as one that makes the disk
    /// fail.</param>
    /// <param name="input">What it reads from standard input.</param>
    public RunningProgram(
        string folder,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string>? under = null,
        IReadOnlyDictionary<string, string>? environment = null,
        byte[]? input = null
    )
    {
        string[] command = [.. under ?? [], .. Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // It lives too briefly to gain by compiling better what it ran.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(input ?? []);
        process.StandardInput.Close();
        error = process.StandardError.ReadToEndAsync();
        output = ReadLinesAsync();
    }

    /// <summary>The first line of its output that holds a text, as soon as it is there.</summary>
    public Task<string> LineAsync(string text)
    {
        lock (lines)
        {
            if (lines.Find(line => line.Contains(text)) is { } there)
                return Task.FromResult(there);
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((text, found));
            return found.Task.WaitAsync(Patience);
        }
    }

    /// <summary>Where the service's pages are, as soon as they are open.</summary>
    public async Task<Uri> PagesAsync()
    {
        var open = await LineAsync("The pages are open at http://127.0.0.1:");
        return new Uri(open.Split(' ').Single(word => word.StartsWith("http:", StringComparison.Ordinal)).TrimEnd('.'));
    }

    public int Id => process.Id;

    /// <summary>Ends it as a power cut would: it gets to do nothing more.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Asks it to stop, as a service manager does (SIGTERM).</summary>
    public void Terminate() => Signal("TERM");

    /// <param name="name">As <c>kill</c> has it: STOP pauses the program, CONT lets it go on.</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private async Task<string> ReadLinesAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (lines)
            {
                lines.Add(line);
                foreach (var (_, found) in awaited.Where(pair => line.Contains(pair.Text)))
                    found.TrySetResult(line);
            }
        }

        var why = await error;
        lock (lines)
        {
            foreach (var (text, found) in awaited)
                found.TrySetException(
                    new InvalidOperationException($"The program ended without saying '{text}'. {why}")
                );
            return string.Concat(lines.Select(line => line + "\n"));
        }
    }
}
