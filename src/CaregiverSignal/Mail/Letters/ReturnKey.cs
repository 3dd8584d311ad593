using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Letters;

/// <summary>The key for <see cref="ReturnAddress"/>: bounces of mail that it was not made with are not believed.</summary>
public static class ReturnKey
{
    private const string Name = "returns";

    /// <exception cref="StorageException">The key cannot be read or created.</exception>
    public static byte[] Of(Database database, TimeProvider clock) => StoreKey.Of(database, Name, clock);

    /// <summary>Takes the key along to another store, so that bounces of mail sent before are still believed.</summary>
    public static void Move(Database from, Database to, TimeProvider clock) => StoreKey.Move(from, to, Name, clock);

    /// <summary>The key of a store that is a file.</summary>
    /// <exception cref="StorageException">The key cannot be read or created, or the file is not a key.</exception>
    public static byte[] Beside(StoreEngine engine) => StoreKey.Beside(engine, Name);
}
