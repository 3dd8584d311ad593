namespace CaregiverSignal.Commands;

/// <summary>Logs what a verb does with the database as a whole: copying, exporting or restoring.</summary>
/// <remarks>They work even on a read-only disk or another schema, and then report that nothing was logged.</remarks>
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
