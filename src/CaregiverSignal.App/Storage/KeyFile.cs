using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>Files with one secret key: for the owner only, in a folder beside the store.</summary>
internal static class KeyFile
{
    public const int Length = 32;

    public static string FolderIn(string folder) => Path.Combine(folder, "keys");

    /// <returns>Null while there is none.</returns>
    /// <exception cref="StorageException">It cannot be read, or is not a key.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var key = File.ReadAllBytes(path);
            return key.Length == Length
                ? key
                : throw new StorageException(
                    $"{path}: is not a key of {Length} octets. Put it back from a backup, or move it away: then a new one is made, and what was made with the old one is no longer believed."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }
    }

    /// <summary>Creates the file whole or not at all, also when several programs do so at once.</summary>
    /// <returns>False when it is there already.</returns>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static bool Keep(string path, byte[] key)
    {
        try
        {
            return OwnerOnly.CreateWhole(path, key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }
    }

    public static StorageException Unusable(string path, Exception error) =>
        new($"{path}: cannot be read or made. Does the account that runs the program own the folder?", error);
}
