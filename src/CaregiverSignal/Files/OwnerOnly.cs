using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Files;

/// <summary>
/// Files and folders that no other account on this machine may read, write or lock. On Windows the folder's own rights
/// decide.
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

    /// <summary>Makes the folder, and those it stands in, where they are not there yet.</summary>
    public static DirectoryInfo MakeFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, FolderRights);

    /// <summary>A new file; one that is there already, or a link that somebody laid there, fails.</summary>
    public static FileStream Create(string path) => new(path, Options(FileMode.CreateNew, FileAccess.Write));

    /// <summary>A file held by this process alone, made when it is not there.</summary>
    /// <remarks>Each group of writes takes it, so nothing is looked at that a start has looked at already.</remarks>
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
    /// Takes a file's rights from others: an earlier version made lock files for all to read, and who can read one can
    /// lock it.
    /// </summary>
    public static void TightenFile(string path)
    {
        if (File.Exists(path))
            SetRights(path, FileRights);
    }

    /// <summary>
    /// Writes a text file whole or not at all; what stood there, a link too, is replaced and never written through.
    /// </summary>
    public static void Replace(string path, Action<TextWriter> write)
    {
        var half = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.part";
        try
        {
            using (
                var writer = new StreamWriter(Create(half), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
                {
                    NewLine = "\n",
                }
            )
                write(writer);
            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }

    public static bool IsOpenToOthers(string path) => (RightsOf(path) & Others) != 0;

    /// <summary>Others can put files there and take them away; in a folder such as /tmp, only their own.</summary>
    public static bool IsWrittenByOthers(string folder) =>
        RightsOf(folder) is var rights && (rights & WrittenByOthers) != 0 && (rights & UnixFileMode.StickyBit) == 0;

    /// <summary>Takes a folder's rights from others, where that is ours to do.</summary>
    public static void Tighten(string folder) => SetRights(folder, FolderRights);

    /// <summary>The rights as <c>chmod</c> writes them: 644.</summary>
    public static string Octal(string path) =>
        Convert.ToString((int)(RightsOf(path) & (FolderRights | Others)), 8).PadLeft(3, '0');

    private static void SetRights(string path, UnixFileMode rights)
    {
        if (OperatingSystem.IsWindows() || !IsOpenToOthers(path))
            return;
        try
        {
            File.SetUnixFileMode(path, rights);
        }
        catch (UnauthorizedAccessException)
        {
            // Another account's: whoever looks at the rights afterwards, or opens it, says so.
        }
    }

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
