using System.Security.Cryptography;

namespace CaregiverSignal.Storage;

/// <summary>
/// A secret key that belongs to a store: in a file of its own beside a store that is a file, in the tables of one that
/// several programs share, sealed there with the key of the installation.
/// </summary>
/// <remarks>
/// It goes along when the store moves. What every installation has for itself is the <see cref="KeyRing"/>.
/// </remarks>
public sealed class StoreKey(StoreEngine engine, string name)
{
    private readonly Lock turn = new();
    private volatile byte[]? value;

    /// <summary>The key; null while there is none.</summary>
    /// <exception cref="StorageException">It cannot be read, or is not a key.</exception>
    public byte[]? Known
    {
        get
        {
            if (value is { } known)
                return known;
            lock (turn)
                return value ??= engine.ReadKey(name);
        }
    }

    /// <summary>The key, made at the first use; several programs that make it at once get the same.</summary>
    /// <exception cref="StorageException">It cannot be read or made, or is not a key.</exception>
    public byte[] Value
    {
        get
        {
            if (Known is { } known)
                return known;
            lock (turn)
            {
                var made = New();
                return value ??= engine.KeepKey(name, made) ? made : engine.ReadKey(name)!;
            }
        }
    }

    /// <summary>Takes the key along to another store, so that what it proves is believed there.</summary>
    /// <returns>False when another key lies there already.</returns>
    public bool MoveTo(StoreEngine to) =>
        Known is not { } moved || to.KeepKey(name, moved) || to.ReadKey(name).AsSpan().SequenceEqual(moved);

    private static byte[] New() => RandomNumberGenerator.GetBytes(KeyFile.Length);
}
