using System.Text.RegularExpressions;

namespace CaregiverSignal.Files;

/// <summary>The file system that holds a file, from <c>/proc/mounts</c>.</summary>
/// <param name="Kind">The kind of file system, such as <c>ext4</c> or <c>nfs4</c>.</param>
public sealed partial record Mount(string Folder, string Kind, bool IsReadOnly)
{
    private const string List = "/proc/mounts";

    /// <summary>File systems that two machines can share, where SQLite's write-ahead log loses changes.</summary>
    /// <remarks>sqlite.org/wal.html, section 1: all programs must be on the same machine.</remarks>
    private static readonly string[] OfNetworks =
    [
        "afs",
        "ceph",
        "cifs",
        "fuse.glusterfs",
        "fuse.sshfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    ];

    public bool IsOfNetwork => OfNetworks.Contains(Kind);

    /// <summary>Whether its content disappears with the container or on a power failure.</summary>
    public bool IsPassing => Kind is "overlay" or "fuse.fuse-overlayfs" or "aufs" or "tmpfs" or "ramfs";

    /// <returns>Null if the system has no such list, or no mount holds the file.</returns>
    public static Mount? Of(string path) => File.Exists(List) ? Of(path, File.ReadLines(List)) : null;

    /// <param name="mounts">Lines of device, folder, kind and options, with octal escapes; a later line hides an
    /// earlier one.</param>
    public static Mount? Of(string path, IEnumerable<string> mounts)
    {
        Mount? nearest = null;
        foreach (var line in mounts)
        {
            if (
                line.Split(' ') is [_, var escaped, var kind, var options, ..]
                && Unescaped(escaped) is var folder
                && (folder == "/" || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal))
                && folder.Length >= (nearest?.Folder.Length ?? 0)
            )
                nearest = new Mount(folder, kind, options.Split(',').Contains("ro"));
        }

        return nearest;
    }

    private static string Unescaped(string text) =>
        Escape().Replace(text, code => ((char)Convert.ToInt32(code.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escape();
}
