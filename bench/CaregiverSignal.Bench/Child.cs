using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>
/// A program run as a process of its own, from start to exit, with the program's garbage collector and its output on a
/// file.
/// </summary>
/// <param name="Processor">Seconds of all processors together, which others on the machine change little.</param>
/// <param name="Memory">The most bytes it held; asked for every 20 ms, as the processor's time is, so that a peak just
/// before its end could be missed.</param>
public readonly record struct Child(double Seconds, double Processor, long Memory)
{
    /// <param name="program">Beside this one.</param>
    public static async Task<Child> Run(string program, string[] arguments, string output)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, program + (OperatingSystem.IsWindows() ? ".exe" : "")),
            arguments
        )
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_gcServer"] = "1" },
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
            // It ended between the question and the answer.
            return (0, 0);
        }
    }
}
