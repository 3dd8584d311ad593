using System.Globalization;

namespace CaregiverSignal.Files;

/// <summary>How much free space is left on the disk that holds a file.</summary>
public static class DiskSpace
{
    /// <summary>
    /// Room for a day of a large support point, its log and its mails, and time for a person to free some more (our
    /// choice).
    /// </summary>
    public const long LeastFreeBytes = 200L * 1024 * 1024;

    /// <param name="path">A file or folder; one that is not there yet counts by the folder that it will be in.</param>
    public static long FreeAt(string path)
    {
        var there = Path.GetFullPath(path);
        while (!Path.Exists(there) && Path.GetDirectoryName(there) is { } above)
            there = above;
        return new DriveInfo(there).AvailableFreeSpace;
    }

    /// <summary>A number of bytes for an operator, rounded up: <c>12 MB</c>.</summary>
    public static string InWords(long bytes) =>
        bytes < 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999) / 1000} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999_999) / 1_000_000:N0} MB");
}
