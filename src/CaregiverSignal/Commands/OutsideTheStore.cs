namespace CaregiverSignal.Commands;

/// <summary>Records what a verb does with the store as a whole: it copies, writes out or puts back.</summary>
/// <remarks>These work on a disk that takes no writes and on a store of another schema, so that data is never locked
/// in: then they say that there is no line.</remarks>
public static class OutsideTheStore
{
    public static async Task RecordAsync(
        StoreEngine engine,
        AuditEntry auditEntry,
        TextWriter error,
        long? caregiverId = null,
        CancellationToken stop = default
    )
    {
        try
        {
            using var store = await Database.OpenAsync(
                engine,
                schema => Migrations.RefuseOlder(engine.Name, schema),
                stop
            );
            await new AuditWriter(store, await StoreClock.OfAsync(store, stop)).AddAsync(
                Actor.CommandLine,
                auditEntry,
                caregiverId,
                stop: stop
            );
        }
        catch (StorageException)
        {
            error.WriteLine("The record has no line of this, as nothing can be written in the store.");
        }
    }
}
