using System.Diagnostics;

namespace CaregiverSignal.Tests;

/// <summary>Node.js and npm, by which others' tools look at what this program writes.</summary>
public static class NodeTool
{
    /// <returns>What it wrote.</returns>
    public static string Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true }
        )!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }
}
