namespace CaregiverSignal.Storage;

/// <summary>An unfinished restore: a store is filled under another name until it is complete.</summary>
internal static class HalfRestored
{
    internal const string Ending = ".restoring";

    internal static bool Is(string store) => File.Exists(store + Ending) && !File.Exists(store);

    /// <summary>Refuses to create a store where a restore was interrupted.</summary>
    /// <exception cref="StorageException">The message says what to do.</exception>
    public static void Refuse(StoreEngine engine)
    {
        if (engine.File is { } store && Is(store))
            throw new StorageException(
                $"{store}: is not there, as a restore was broken off. Run it again: caregiversignal restore FILE"
            );
    }
}
