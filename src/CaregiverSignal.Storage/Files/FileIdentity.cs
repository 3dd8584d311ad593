using System.Runtime.InteropServices;
using System.Text;

namespace CaregiverSignal.Files;

/// <summary>Identifies a file by disk and inode: a new file of the same name has another identity.</summary>
/// <remarks>The class library has no equivalent. While a file is open, no other file gets its inode.</remarks>
public readonly record struct FileIdentity(ulong Disk, ulong Number)
{
    private const int OfThisFolder = -100; // AT_FDCWD
    private const uint KindAsked = 1; // STATX_TYPE
    private const uint NumberAsked = 0x100; // STATX_INO
    private const int OfLinkItself = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int Size = 256;

    /// <returns>Null if there is no such file, or the system is not Linux.</returns>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var found = new byte[Size];
        if (Ask(OfThisFolder, Encoding.UTF8.GetBytes(path + "\0"), 0, NumberAsked, found) != 0)
            return null;
        // Offsets in struct statx, the same on every architecture: the inode at 32, the two halves of the device from
        // 136.
        return new FileIdentity(BitConverter.ToUInt64(found, 136), BitConverter.ToUInt64(found, 32));
    }

    /// <summary>The kind of thing at a path, on Linux; none if this account cannot see it.</summary>
    internal static FileKind KindOf(string path, bool followsLinks)
    {
        var found = new byte[Size];
        if (
            Ask(OfThisFolder, Encoding.UTF8.GetBytes(path + "\0"), followsLinks ? 0 : OfLinkItself, KindAsked, found)
            != 0
        )
            return FileKind.None;
        // The mode is at 28; its first four bits are the kind.
        return (BitConverter.ToUInt16(found, 28) >> 12) switch
        {
            1 => FileKind.Pipe,
            4 => FileKind.Folder,
            8 => FileKind.File,
            10 => FileKind.Link,
            12 => FileKind.Socket,
            _ => FileKind.Device,
        };
    }

    [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ask(int folder, byte[] path, int flags, uint asked, byte[] found);
}
