namespace CaregiverSignal.Storage;

/// <summary>A store that a restore was to put back and did not: it is filled under another name until it is whole.</summary>
public static class HalfRestored
{
    internal const string Ending = ".restoring";

    internal static bool Is(string store) => File.Exists(store + Ending) && !File.Exists(store);

    /// <summary>Refuses to begin a store where a restore was broken off.</summary>
    /// <exception cref="StorageException">The message says what to do.</exception>
    public static void Refuse(StoreEngine engine)
    {
        if (engine.File is { } store && Is(store))
            throw new StorageException(
                $"{store}: is not there, as a restore was broken off. Run it again: caregiversignal restore FILE"
            );
    }
}
