namespace CaregiverSignal.Erasure;

/// <summary>
/// Erases who no longer takes part once their term is over, which is announced on the worklist beforehand, and who
/// asked for it.
/// </summary>
public sealed class EndKeeping(CurrentSettings settings, Erasures erasures, Database database, SiteTime time)
{
    /// <summary>The term by which was announced last; null until this program announces.</summary>
    private int? announcedBy;

    /// <summary>
    /// Sets the day on which somebody is erased, at least the whole notice from now. With a term that is new to this
    /// program, as after another changed it or its file did, days that were announced too soon are taken back first.
    /// </summary>
    /// <returns>False when nobody's term is nearly over.</returns>
    internal bool Announce(Transaction transaction)
    {
        var days = settings.Retention.EndedDays;
        var endedBy = time.Today.AddDays(KeepingTable.NoticeDays - days);
        if (announcedBy != days)
        {
            KeepingTable.TakeBackAfter(transaction, endedBy);
            transaction.Afterwards(() => announcedBy = days);
        }

        if (KeepingTable.NextToAnnounce(transaction, endedBy) is not { } id)
            return false;
        var over = KeepingTable.Of(transaction, id).EndedOn!.Value.AddDays(days);
        var soonest = time.Today.AddDays(KeepingTable.NoticeDays);
        KeepingTable.KeepUntil(transaction, id, over > soonest ? over : soonest);
        return true;
    }

    public bool EraseOne()
    {
        var next = database.Read(transaction =>
            (
                KeepingTable.NextToErase(transaction, time.Today)
                ?? KeepingTable.NextAsked(transaction, time.Now.AddDays(-ErasureRequest.WaitDays))
            )
                is { } id
                ? CaregiverTable.Get(transaction, id)
                : null
        );
        if (next is null)
            return false;
        try
        {
            erasures.Erase(next, Actor.Program);
        }
        catch (StorageException error)
        {
            throw new ItemFailedException("erase ended", next.Id, error);
        }

        return true;
    }
}
