using System.Globalization;

namespace CaregiverSignal.Files;

/// <summary>Free space on the disk that holds a file.</summary>
public static class DiskSpace
{
    /// <summary>Enough for a large support point's log and messages of one day, and for a person to free more (our
    /// choice).</summary>
    public const long LeastFreeBytes = 200L * 1024 * 1024;

    /// <param name="path">A file or folder; if it does not exist yet, the folder it will be created in counts.</param>
    public static long FreeAt(string path)
    {
        var there = Path.GetFullPath(path);
        while (!Path.Exists(there) && Path.GetDirectoryName(there) is { } above)
            there = above;
        return new DriveInfo(there).AvailableFreeSpace;
    }

    /// <summary>A number of bytes for people, rounded up: <c>12 MB</c>.</summary>
    public static string InWords(long bytes) =>
        bytes < 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999) / 1000} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999_999) / 1_000_000:N0} MB");
}
