using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>
/// The measurements of a child process, from start to exit, with its output in a file.
/// </summary>
/// <param name="Processor">Processor seconds, all processors together: other work on the machine changes them
/// little.</param>
/// <param name="Memory">The most bytes of memory that it used; sampled every 20 ms, like the processor time, so a peak
/// just before its end could be missed.</param>
public readonly record struct Child(double Seconds, double Processor, long Memory)
{
    /// <param name="program">A program in the same folder as this one.</param>
    public static async Task<Child> Run(string program, string[] arguments, string output)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, program + (OperatingSystem.IsWindows() ? ".exe" : "")),
            arguments
        )
        {
            RedirectStandardOutput = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (memory, processor) = (0L, 0.0);
        var copying = Copy(process, output);
        while (!process.HasExited)
        {
            var (peak, used) = UseOf(process);
            (memory, processor) = (Math.Max(memory, peak), Math.Max(processor, used));
            await Task.WhenAny(Task.Delay(20), process.WaitForExitAsync());
        }

        await copying;
        var seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        return new Child(seconds, processor, memory);
    }

    private static async Task Copy(Process process, string output)
    {
        await using var file = File.Create(output);
        await process.StandardOutput.BaseStream.CopyToAsync(file);
    }

    private static (long Memory, double Processor) UseOf(Process process)
    {
        try
        {
            process.Refresh();
            return (process.PeakWorkingSet64, process.TotalProcessorTime.TotalSeconds);
        }
        catch (InvalidOperationException)
        {
            // It ended between the check and the reading.
            return (0, 0);
        }
    }
}
