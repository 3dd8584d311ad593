namespace CaregiverSignal.Files;

/// <summary>How much room the disk of a file still has.</summary>
public static class DiskSpace
{
    /// <summary>
    /// A day of a large support point with its log and its mails, and time for a person to make room (our choice).
    /// </summary>
    public const long LeastFreeBytes = 200L * 1024 * 1024;

    public static long FreeAt(string path) => new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;
}
