using System.Text;

namespace CaregiverSignal.Files;

/// <summary>Files and folders that no other account on this machine can read, write or lock. On Windows the folder's
/// own permissions decide.</summary>
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
        // The framework would create parent folders with default permissions.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent && !Directory.Exists(parent))
            MakeFolder(parent);
        return Directory.CreateDirectory(path, FolderRights);
    }

    /// <summary>Creates a new file; fails if a file or link already exists there.</summary>
    public static FileStream Create(string path) => new(path, Options(FileMode.CreateNew, FileAccess.Write));

    /// <summary>Creates a temporary file that disappears when it is closed or the program ends.</summary>
    public static FileStream CreatePassing(string folder)
    {
        var path = Path.Combine(folder, HalfOf(""));
        var options = Options(FileMode.CreateNew, FileAccess.ReadWrite);
        options.Share = FileShare.None;
        options.Options = FileOptions.DeleteOnClose;
        options.BufferSize = 1 << 16;
        var file = new FileStream(path, options);
        // It holds people's answers: a file without a name disappears however the program ends.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    /// <summary>Opens a file exclusively, creating it if needed.</summary>
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

    /// <summary>Replaces a text file atomically and durably; an existing link is replaced, never followed.</summary>
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
    /// <remarks>The file gets its name once its bytes are on the disk: a power failure leaves the old file or the new
    /// one.</remarks>
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

    /// <summary>The temporary name of a file that is being written.</summary>
    /// <remarks>Without a cryptographic random name: most verbs need no cryptography otherwise.</remarks>
    private static string HalfOf(string path) => $"{path}.{Path.GetRandomFileName()}.part";

    public static bool IsOpenToOthers(string path) => (RightsOf(path) & Others) != 0;

    /// <summary>Whether other accounts can add or remove files there; in a sticky folder such as /tmp only their
    /// own.</summary>
    public static bool IsWrittenByOthers(string folder) =>
        RightsOf(folder) is var rights && (rights & WrittenByOthers) != 0 && (rights & UnixFileMode.StickyBit) == 0;

    /// <summary>Removes other accounts' permissions on a folder that this account owns.</summary>
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
            // Another account owns it, or the disk is read-only: checking its permissions or opening it reports that.
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
