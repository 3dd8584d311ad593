namespace CaregiverSignal.Files;

/// <summary>How much free space is left on the disk that holds a file.</summary>
public static class DiskSpace
{
    /// <summary>
    /// Room for a day of a large support point, its log and its mails, and time for a person to free some more (our
    /// choice).
    /// </summary>
    public const long LeastFreeBytes = 200L * 1024 * 1024;

    public static long FreeAt(string path) => new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;
}
