using System.Diagnostics;

namespace CaregiverSignal.Bench;

/// <summary>The program as people run it: one file, compiled beforehand, which packaging/make-deb.sh makes.</summary>
public static class Packed
{
    /// <summary>Unpacks it into a folder.</summary>
    /// <returns>The program.</returns>
    public static async Task<string> UnpackAsync(string folder)
    {
        var archive =
            (Directory.Exists("artifacts") ? Directory.GetFiles("artifacts", "caregiversignal-*.tar.gz") : []).MaxBy(
                File.GetLastWriteTimeUtc
            )
            ?? throw new InvalidOperationException(
                "There is no artifacts/caregiversignal-*.tar.gz: packaging/make-deb.sh makes it."
            );
        var changed = Directory
            .EnumerateFiles("src", "*.cs", SearchOption.AllDirectories)
            .Max(File.GetLastWriteTimeUtc);
        if (changed > File.GetLastWriteTimeUtc(archive))
            await Console.Error.WriteLineAsync($"{archive} is older than src: what is measured is as it was.");
        var packed = Directory.CreateDirectory(Path.Combine(folder, "packed")).FullName;
        using var unpack = Process.Start("tar", ["-xzf", archive, "-C", packed, "--strip-components=1"]);
        await unpack.WaitForExitAsync();
        return Path.Combine(packed, "caregiversignal");
    }
}
