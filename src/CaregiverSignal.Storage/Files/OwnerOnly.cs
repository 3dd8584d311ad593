using System.Text;

namespace CaregiverSignal.Files;

/// <summary>
/// Files and folders that no other account on this machine can read, write or lock. On Windows the folder's own
/// permissions decide.
/// </summary>
public static class OwnerOnly
{
    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderRights = FileRights | UnixFileMode.UserExecute;
    private const UnixFileMode WrittenByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Others =
        WrittenByOthers
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder and its parents where they do not exist yet.</summary>
    public static DirectoryInfo MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path);
        // The framework gives those in between the rights of everybody.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent && !Directory.Exists(parent))
            MakeFolder(parent);
        return Directory.CreateDirectory(path, FolderRights);
    }

    /// <summary>Creates a new file; fails when a file, or a link that somebody put there, already exists.</summary>
    public static FileStream Create(string path) => new(path, Options(FileMode.CreateNew, FileAccess.Write));

    /// <summary>Creates a hidden file in a folder, to write and read again, which goes when it is closed or the program
    /// ends.</summary>
    public static FileStream CreatePassing(string folder)
    {
        var path = Path.Combine(folder, HalfOf(""));
        var options = Options(FileMode.CreateNew, FileAccess.ReadWrite);
        options.Share = FileShare.None;
        options.Options = FileOptions.DeleteOnClose;
        options.BufferSize = 1 << 16;
        var file = new FileStream(path, options);
        // It holds people's answers: without a name it disappears however the program ends.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    /// <summary>Opens a file for this process alone, and creates it when it does not exist.</summary>
    public static FileStream Hold(string path)
    {
        var options = Options(FileMode.OpenOrCreate, FileAccess.ReadWrite);
        options.Share = FileShare.None;
        options.BufferSize = 1;
        try
        {
            return new FileStream(path, options);
        }
        catch (DirectoryNotFoundException)
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            return new FileStream(path, options);
        }
    }

    /// <summary>
    /// Writes a text file, on the disk and whole or not at all; an existing file or link is replaced, never written
    /// through.
    /// </summary>
    public static void Replace(string path, Action<TextWriter> write) =>
        ReplaceBytes(
            path,
            file =>
            {
                using var writer = new StreamWriter(
                    file,
                    new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                    leaveOpen: true
                )
                {
                    NewLine = "\n",
                };
                write(writer);
            }
        );

    /// <inheritdoc cref="Replace"/>
    /// <remarks>It is given its name only once its bytes are on the disk: after a power failure there is the old file
    /// or the new one.</remarks>
    public static void ReplaceBytes(string path, Action<FileStream> write)
    {
        var half = HalfOf(path);
        try
        {
            using (var file = Create(half))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>Where a file is written until it is whole.</summary>
    /// <remarks>Named by what needs no cryptography: most verbs load none else.</remarks>
    private static string HalfOf(string path) => $"{path}.{Path.GetRandomFileName()}.part";

    public static bool IsOpenToOthers(string path) => (RightsOf(path) & Others) != 0;

    /// <summary>Whether others can add and remove files there, in a folder such as /tmp only their own.</summary>
    public static bool IsWrittenByOthers(string folder) =>
        RightsOf(folder) is var rights && (rights & WrittenByOthers) != 0 && (rights & UnixFileMode.StickyBit) == 0;

    /// <summary>Withdraws other accounts' permissions on a folder, if it is ours.</summary>
    public static void Tighten(string folder)
    {
        if (OperatingSystem.IsWindows() || !IsOpenToOthers(folder))
            return;
        try
        {
            File.SetUnixFileMode(folder, FolderRights);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It belongs to another account, or the disk is read-only: whoever checks its permissions afterwards, or
            // opens it, reports that.
        }
    }

    /// <summary>The permissions as <c>chmod</c> writes them: 644.</summary>
    public static string Octal(string path) =>
        Convert.ToString((int)(RightsOf(path) & (FolderRights | Others)), 8).PadLeft(3, '0');

    private static UnixFileMode RightsOf(string path) =>
        OperatingSystem.IsWindows() || !Path.Exists(path) ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileRights;
        return options;
    }
}
