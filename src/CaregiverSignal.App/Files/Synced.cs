using System.Runtime.InteropServices;
using System.Text;

namespace CaregiverSignal.Files;

/// <summary>Makes files and names last through a power failure.</summary>
public static class Synced
{
    /// <summary>Waits until a file's content is on the disk.</summary>
    public static void File(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Waits until a folder's names are on the disk: without it a power failure can lose a new one.</summary>
    public static void Folder(string folder)
    {
        if (OperatingSystem.IsLinux())
            Folder(folder, Sync);
    }

    /// <summary>
    /// Waits until everything that was written to the disk of a folder is on it, also by others.
    /// </summary>
    /// <remarks>It reports an error in writing since Linux 5.8.</remarks>
    public static void Disk(string folder) => Folder(folder, SyncDisk);

    /// <remarks>The class library cannot open directories.</remarks>
    private static void Folder(string folder, Func<int, int> sync)
    {
        var handle = Open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (handle < 0)
            throw new IOException("The folder cannot be opened.");
        var synced = sync(handle);
        _ = Close(handle);
        if (synced != 0)
            throw new IOException("The folder cannot be flushed.");
    }

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "syncfs"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncDisk(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
