using System.Runtime.InteropServices;
using System.Text;

namespace CaregiverSignal.Files;

/// <summary>
/// Whose a file is on Linux: what root writes where a service works is given to the service, as SQLite does.
/// </summary>
public static class FileOwner
{
    private const int ThisFolder = -100;
    private const int NotThroughLinks = 0x100;
    private const uint Owners = 0x18;

    /// <summary>Where the kernel's answer has the two numbers, on every processor, and how long it is.</summary>
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int Length = 256;

    /// <summary>Only root can.</summary>
    public static bool CanGive { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>Makes a file belong to whom another file or folder belongs; where that cannot be, it stays as it is.
    /// </summary>
    public static void Give(string path, string like)
    {
        if (Of(like) is var (user, group) && Of(path) != (user, group))
            _ = Chown(BytesOf(path), user, group);
    }

    /// <summary>The numbers of the account and the group; null where they cannot be read.</summary>
    public static (uint User, uint Group)? Of(string path)
    {
        var answer = new byte[Length];
        return Stat(ThisFolder, BytesOf(path), NotThroughLinks, Owners, answer) == 0
            ? (BitConverter.ToUInt32(answer, UserAt), BitConverter.ToUInt32(answer, GroupAt))
            : null;
    }

    private static byte[] BytesOf(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(int folder, byte[] path, int flags, uint asked, byte[] answer);

    [DllImport("libc", EntryPoint = "lchown"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Chown(byte[] path, uint user, uint group);
}
