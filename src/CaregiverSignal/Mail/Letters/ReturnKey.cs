using System.Security.Cryptography;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Letters;

/// <summary>
/// The key for <see cref="ReturnAddress"/>: a file of its own beside the other keys, for the owner only.
/// </summary>
public static class ReturnKey
{
    private const int Length = 32;
    private const string Name = "returns";

    /// <summary>The key of a store: beside a file, and in the tables of a store that several programs share.</summary>
    /// <exception cref="StorageException">The key cannot be read or created.</exception>
    public static byte[] Of(Database database, TimeProvider clock)
    {
        if (!database.Engine.IsShared)
            return Beside(database.Engine);
        var made = Convert.ToHexString(RandomNumberGenerator.GetBytes(Length));
        return Convert.FromHexString(
            database.Write(transaction => SharedKeyTable.Kept(transaction, Name, made, clock.GetUtcNow()))
        );
    }

    /// <summary>Takes the key along to another store, so that bounces of mail sent before are still believed.</summary>
    public static void Move(Database from, Database to, TimeProvider clock)
    {
        if (!from.Engine.IsShared && !File.Exists(PlaceOf(from.Engine)))
            return;
        var key = Of(from, clock);
        if (to.Engine.IsShared)
            to.Write(transaction => SharedKeyTable.Add(transaction, Name, Convert.ToHexString(key), clock.GetUtcNow()));
        else
            Make(PlaceOf(to.Engine), key);
    }

    private static string PlaceOf(StoreEngine engine) => Path.Combine(engine.Folder, "keys", "returns.key");

    /// <summary>
    /// Reads the key, and creates it at the first call; it holds the store's write lock, so that several programs share
    /// one key.
    /// </summary>
    /// <exception cref="StorageException">The key cannot be read or created, or the file is not a key.</exception>
    public static byte[] Beside(StoreEngine engine)
    {
        var path = PlaceOf(engine);
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
                    $"{path}: is not a key of {Length} octets. Move it away; bounces of mail sent before are then no longer believed."
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
