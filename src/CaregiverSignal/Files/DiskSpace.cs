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

    /// <remarks>
    /// For a file or folder that is not made yet, the disk is that of the folder it will be in.
    /// </remarks>
    public static long FreeAt(string path)
    {
        var place = Path.GetFullPath(path);
        while (!Path.Exists(place) && Path.GetDirectoryName(place) is { } above)
            place = above;
        return new DriveInfo(place).AvailableFreeSpace;
    }

    /// <summary>A number of bytes for an operator, rounded up: <c>12 MB</c>.</summary>
    public static string InWords(long bytes) =>
        bytes < 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999) / 1000} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{(bytes + 999_999) / 1_000_000:N0} MB");
}
