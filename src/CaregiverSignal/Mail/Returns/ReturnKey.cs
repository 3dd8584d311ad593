using System.Security.Cryptography;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail;

/// <summary>The key behind <see cref="ReturnAddress"/>: a file of its own beside the other keys, for the owner only.</summary>
public static class ReturnKey
{
    private const int Length = 32;

    /// <summary>A move that must not overwrite looks first and moves then, so two threads could each keep a key of their own.</summary>
    private static readonly Lock Making = new();

    /// <summary>Reads the key; makes it at the first call.</summary>
    /// <exception cref="StorageException">It cannot be read or made, or is not a key.</exception>
    public static byte[] In(string folder)
    {
        var path = Path.Combine(folder, "returns.key");
        try
        {
            lock (Making)
            {
                if (!File.Exists(path)) Make(folder, path);
            }

            var key = File.ReadAllBytes(path);
            return key.Length == Length ? key : throw new StorageException($"{path}: is not a key of {Length} octets. Move it away; bounces of mail sent before are then no longer believed.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: cannot be read or made. Does the account that runs the program own the folder?", error);
        }
    }

    /// <summary>Whole or not at all; when two make it at once, the first one's stays.</summary>
    private static void Make(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
