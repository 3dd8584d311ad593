using System.Diagnostics;

namespace CaregiverSignal.Tests.Support;

/// <summary>The real program as a process of its own, in a folder of its own.</summary>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    /// <param name="folder">Where it runs: settings, questionnaires and data are looked for there.</param>
    public RunningProgram(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Heartbeat).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ends it as a power cut would: it gets to do nothing more.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Completes when the process is gone, whoever ended it.</summary>
    public Task Gone(CancellationToken stop) => process.WaitForExitAsync(stop);

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
