using System.Diagnostics;

namespace CaregiverSignal.Tests.Support;

/// <summary>A small disk in memory, mounted on a folder; a test that gets none is skipped.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    public SmallDisk(string folder, int megabytes)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Mounting a small disk needs root on Linux."
        );
        this.folder = Directory.CreateDirectory(folder).FullName;
        Assert.SkipUnless(
            Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder) == 0,
            "This machine mounts nothing."
        );
    }

    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", folder));

    public void Dispose() => Assert.Equal(0, Run("umount", folder));

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
