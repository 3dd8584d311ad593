using System.Security.Cryptography;
using CaregiverSignal.Files;

namespace CaregiverSignal.Storage;

/// <summary>
/// A secret key of a store, made at its first use: a file of its own beside the store, for the owner only; in the
/// tables of a store that several programs share.
/// </summary>
public static class StoreKey
{
    private const int Length = 32;

    /// <exception cref="StorageException">The key cannot be read or created.</exception>
    public static byte[] Of(Database database, string name, TimeProvider clock)
    {
        if (!database.Engine.IsShared)
            return Beside(database.Engine, name);
        var made = Convert.ToHexString(RandomNumberGenerator.GetBytes(Length));
        return Convert.FromHexString(
            database.Write(transaction => SharedKeyTable.Kept(transaction, name, made, clock.GetUtcNow()))
        );
    }

    /// <summary>Takes a key along to another store; nothing where none was made.</summary>
    public static void Move(Database from, Database to, string name, TimeProvider clock)
    {
        if (!from.Engine.IsShared && !File.Exists(PlaceOf(from.Engine, name)))
            return;
        var key = Of(from, name, clock);
        if (to.Engine.IsShared)
            to.Write(transaction => SharedKeyTable.Add(transaction, name, Convert.ToHexString(key), clock.GetUtcNow()));
        else if (!File.Exists(PlaceOf(to.Engine, name)))
            Make(PlaceOf(to.Engine, name), key);
    }

    /// <summary>The file of a key of a store that is a file.</summary>
    public static string PlaceOf(StoreEngine engine, string name) => Path.Combine(engine.Folder, "keys", name + ".key");

    /// <summary>
    /// Reads the key, and creates it at the first call; it holds the store's write lock, so that several programs share
    /// one key.
    /// </summary>
    /// <exception cref="StorageException">The key cannot be read or created, or the file is not a key.</exception>
    public static byte[] Beside(StoreEngine engine, string name)
    {
        var path = PlaceOf(engine, name);
        try
        {
            if (!File.Exists(path))
            {
                using var turn = engine.EnterWriting();
                if (!File.Exists(path))
                    Make(path, RandomNumberGenerator.GetBytes(Length));
            }

            var key = File.ReadAllBytes(path);
            return key.Length == Length
                ? key
                : throw new StorageException(
                    $"{path}: is not a key of {Length} octets. Take it from a backup, or move it away: then a new one is made, and what was made with the old one is no longer believed."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"{path}: cannot be read or made. Does the account that runs the program own the folder?",
                error
            );
        }
    }

    /// <summary>Creates the file whole or not at all.</summary>
    private static void Make(string path, byte[] key)
    {
        OwnerOnly.MakeFolder(Path.GetDirectoryName(path)!);
        var draft = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(key);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
    }
}
