namespace CaregiverSignal.Storage;

/// <summary>Whether the store can be written, found out by a write once a minute at most.</summary>
/// <remarks>Anybody may ask for the service's health, so asking must not keep the disk busy.</remarks>
public sealed class StoreProbe(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;
    private string? problem;

    /// <returns>What is wrong; null when the store works.</returns>
    public string? Problem()
    {
        lock (turn)
        {
            var now = clock.GetUtcNow();
            if (now >= lookedAt && now - lookedAt < Holds) return problem;
            problem = Look();
            lookedAt = now;
            return problem;
        }
    }

    private string? Look()
    {
        try
        {
            database.Write(ProbeTable.Touch);
            return null;
        }
        catch (StorageException)
        {
            return "not writable";
        }
    }
}
