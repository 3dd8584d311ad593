using System.Runtime.InteropServices;
using System.Text;

namespace CaregiverSignal.Files;

/// <summary>Makes files and file names survive a power failure.</summary>
internal static class Synced
{
    /// <summary>Flushes a file's content to the disk.</summary>
    public static void File(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Flushes a folder's entries to the disk: otherwise a power failure can lose a new file's name.</summary>
    /// <remarks>The class library cannot open directories.</remarks>
    public static void Folder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (handle < 0)
            throw new IOException("The folder cannot be opened.");
        var synced = Sync(handle);
        _ = Close(handle);
        if (synced != 0)
            throw new IOException("The folder cannot be flushed.");
    }

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
