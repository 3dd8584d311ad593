namespace CaregiverSignal.Storage;

/// <summary>
/// Tests whether the store can be written: by the program's last write, and by a write of its own once a minute at
/// most.
/// </summary>
/// <remarks>Anybody may ask for the service's health, so a question must not keep the disk busy.</remarks>
public sealed class StoreProbe(Database database, TimeProvider clock)
{
    private static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    /// <returns>The problem; null when the store works.</returns>
    public string? Problem()
    {
        if (database.Engine.IsGone)
            return "removed or replaced under the program";
        lock (turn)
        {
            var now = clock.GetUtcNow();
            if (now < lookedAt || now - lookedAt >= ValidFor)
            {
                Look();
                lookedAt = now;
            }

            return database.LastWriteFailed ? "not writable" : null;
        }
    }

    private void Look()
    {
        try
        {
            database.Write(ProbeTable.Touch);
        }
        catch (StorageException)
        {
            // The database itself remembers that its last write failed.
        }
    }
}

/// <summary>The SQL that tests whether a store works.</summary>
internal static class ProbeTable
{
    /// <summary>Writes without changing anything; fails when the store cannot be written.</summary>
    public static void Touch(Transaction transaction) =>
        transaction.Execute("update commit_mark set mark = mark where id = 1");

    public static string Version(Transaction transaction, StoreEngine engine) =>
        transaction.One<string>(engine.VersionQuery);
}
