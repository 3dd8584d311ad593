using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CaregiverSignal.Files;

/// <summary>
/// Whose a file is on Linux: what root writes where a service works is given to the service, as SQLite does.
/// </summary>
public static class FileOwner
{
    private const int ThisFolder = -100;
    private const int NotThroughLinks = 0x100;
    private const int Itself = 0x1000;
    private const uint Asked = 0x11d;
    private const uint KindMask = 0xf000;
    private const uint FolderKind = 0x4000;
    private const uint FileKind = 0x8000;
    private const uint WrittenByMore = 0x12;

    /// <summary>Not waiting for a pipe that lies there, and not for a program that this one starts.</summary>
    private const int Looking = 0x80800;

    /// <summary>Where the kernel's answer has each number, on every processor, and how long it is.</summary>
    private const int LinksAt = 16;
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int KindAt = 28;
    private const int NumberAt = 32;
    private const int DiskAt = 136;
    private const int Length = 256;

    /// <summary>Only root can.</summary>
    public static bool CanGive { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>Gives what is root's in a folder of another account to that account, and what takes the place of
    /// somebody's file in a folder of root's to them; where that cannot be, it stays as it is.</summary>
    /// <param name="insteadOf">The path of the file that it takes the place of.</param>
    /// <remarks>That account could lay a link to another file of root's there: what is open is looked at, and has to be
    /// what lies there under one name. So does what it takes the place of, in a folder where nobody else can lay one.
    /// </remarks>
    public static void Give(SafeFileHandle open, string path, string? insteadOf = null)
    {
        if (
            CanGive
            && Look(open) is { User: 0 } file
            && (file.Links == 1 || file.IsFolder)
            && Look(path, NotThroughLinks) == file
            && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder
            && Look(folder) is { } around
            && (around.User == 0 ? Before(insteadOf, around) : around) is { User: not 0 } owner
        )
            _ = Chown(open, owner.User, owner.Group);
    }

    private static Found? Before(string? path, Found around) =>
        path is not null && !around.IsWrittenByMore && Look(path, NotThroughLinks) is { IsFile: true, Links: 1 } before
            ? before
            : null;

    /// <inheritdoc cref="Give"/>
    public static void GiveFolder(string path)
    {
        using var open = Open(BytesOf(path), Looking);
        if (!open.IsInvalid)
            Give(open, path);
    }

    /// <summary>The numbers of the account and the group; null where they cannot be read.</summary>
    public static (uint User, uint Group)? Of(string path) =>
        Look(path, NotThroughLinks) is { } found ? (found.User, found.Group) : null;

    private static Found? Look(string path, int flags = 0)
    {
        var answer = new byte[Length];
        return Stat(ThisFolder, BytesOf(path), flags, Asked, answer) == 0 ? FoundIn(answer) : null;
    }

    private static Found? Look(SafeFileHandle open)
    {
        var answer = new byte[Length];
        return Stat(open, BytesOf(""), Itself, Asked, answer) == 0 ? FoundIn(answer) : null;
    }

    private static Found FoundIn(byte[] answer) =>
        new(
            BitConverter.ToUInt32(answer, UserAt),
            BitConverter.ToUInt32(answer, GroupAt),
            BitConverter.ToUInt32(answer, LinksAt),
            BitConverter.ToUInt16(answer, KindAt),
            BitConverter.ToUInt64(answer, NumberAt),
            BitConverter.ToUInt64(answer, DiskAt)
        );

    private static byte[] BytesOf(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(int folder, byte[] path, int flags, uint asked, byte[] answer);

    [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(SafeFileHandle open, byte[] path, int flags, uint asked, byte[] answer);

    [DllImport("libc", EntryPoint = "fchown"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Chown(SafeFileHandle open, uint user, uint group);

    /// <param name="Number">Of the file on its disk.</param>
    private readonly record struct Found(uint User, uint Group, uint Links, uint Mode, ulong Number, ulong Disk)
    {
        public bool IsFolder => (Mode & KindMask) == FolderKind;

        public bool IsFile => (Mode & KindMask) == FileKind;

        /// <summary>Whether others than its owner lay files in it.</summary>
        public bool IsWrittenByMore => (Mode & WrittenByMore) != 0;
    }
}
