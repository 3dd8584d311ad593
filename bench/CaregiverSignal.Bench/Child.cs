using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>The measurements of a child process, from start to exit; what it says is not read.</summary>
/// <param name="Megabytes">The most memory that it used, in 1,000,000 bytes; sampled every 20 ms, so a peak just before
/// its end could be missed.</param>
public readonly record struct Child(double Seconds, double Megabytes)
{
    public static async Task<Child> Run(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (memory, said) = (0L, process.StandardError.ReadToEndAsync());
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        while (!process.HasExited)
        {
            memory = Math.Max(memory, PeakOf(process));
            await Task.WhenAny(Task.Delay(20), process.WaitForExitAsync());
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await output;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await said}");
        return new Child(seconds, memory / 1e6);
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It ended between the check and the reading.
            return 0;
        }
    }
}
