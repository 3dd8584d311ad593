using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>The file with the key of a store's <see cref="Seal"/>: for the owner only, beside the other keys.</summary>
internal static class SealKey
{
    private const int Length = 32;

    public static string PlaceOf(StoreEngine engine) => Path.Combine(engine.Folder, "keys", "seal.key");

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
                    $"{path}: is not a key of {Length} octets. Put the right one back from a backup, or move it away: staff are then invited anew."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }
    }

    /// <summary>Creates the file whole or not at all.</summary>
    /// <returns>False when it is there already.</returns>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static bool Keep(string path, byte[] key)
    {
        try
        {
            OwnerOnly.MakeFolder(Path.GetDirectoryName(path)!);
            var draft = $"{path}.{Environment.ProcessId}.part";
            File.Delete(draft);
            using (var file = OwnerOnly.Create(draft))
            {
                file.Write(key);
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(draft, path);
                return true;
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
                return false;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }
    }

    private static StorageException Unusable(string path, Exception error) =>
        new($"{path}: cannot be read or made. Does the account that runs the program own the folder?", error);
}
