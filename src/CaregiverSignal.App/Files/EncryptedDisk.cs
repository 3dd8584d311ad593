namespace CaregiverSignal.Files;

/// <summary>Whether Linux encrypts the disk of a file (dm-crypt), as <c>/sys/class/block</c> tells it.</summary>
/// <remarks>A disk that its own firmware or the host of a virtual machine encrypts looks like any other.</remarks>
public static class EncryptedDisk
{
    private const string Blocks = "/sys/class/block";

    public static bool Holds(string file) => Mount.Of(file) is { } mount && IsEncrypted(mount.Device, Blocks);

    /// <param name="device">A file in <c>/dev</c>; a mapped one is a link to <c>dm-N</c>.</param>
    /// <param name="blocks">The folder with one for each block device.</param>
    public static bool IsEncrypted(string device, string blocks)
    {
        var target = File.Exists(device) ? File.ResolveLinkTarget(device, returnFinalTarget: true)?.FullName : null;
        return IsOnEncrypted(Path.GetFileName(target ?? device), blocks);
    }

    /// <remarks>A volume lies on others, and one of those may be the encrypted one.</remarks>
    private static bool IsOnEncrypted(string name, string blocks)
    {
        var block = Path.Combine(blocks, name);
        var id = Path.Combine(block, "dm", "uuid");
        if (File.Exists(id) && File.ReadAllText(id).StartsWith("CRYPT-", StringComparison.Ordinal))
            return true;
        var below = Path.Combine(block, "slaves");
        return Directory.Exists(below)
            && Directory.EnumerateFileSystemEntries(below).ToList() is { Count: > 0 } all
            && all.TrueForAll(one => IsOnEncrypted(Path.GetFileName(one), blocks));
    }
}
