namespace CaregiverSignal.Commands;

/// <summary>Records what a verb does with the store as a whole: it copies, writes out or puts back.</summary>
/// <remarks>
/// These work on a disk that takes no writes and on a store of another schema, so that data is never locked in: then
/// they say that there is no line.
/// </remarks>
public static class OutsideTheStore
{
    public static void Record(StoreEngine engine, AuditEntry auditEntry, TextWriter error, long? caregiverId = null)
    {
        try
        {
            using var store = Database.Open(engine, schema => Migrations.RefuseOlder(engine.Name, schema));
            new AuditWriter(store, StoreClock.Of(store)).Add(Actor.CommandLine, auditEntry, caregiverId);
        }
        catch (StorageException)
        {
            error.WriteLine("The record has no line of this, as nothing can be written in the store.");
        }
    }
}
