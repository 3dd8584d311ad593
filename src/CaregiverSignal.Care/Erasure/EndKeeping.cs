using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;

namespace CaregiverSignal.Erasure;

/// <summary>Erases who no longer takes part once their term is over, which is announced on the worklist beforehand, and
/// who asked for it.</summary>
internal sealed class EndKeeping(CurrentSettings settings, Erasures erasures, Database database, SiteTime time)
{
    /// <summary>The term by which was announced last; null until this program announces.</summary>
    private int? announcedBy;

    /// <summary>Sets the day on which somebody is erased, at least the whole notice from now. With a term that is new
    /// to this program, as after another changed it or its file did, days that were announced too soon are taken back
    /// first.</summary>
    /// <returns>False when nobody's term is nearly over.</returns>
    internal async Task<bool> Announce(Transaction transaction)
    {
        var days = settings.Retention.EndedDays;
        var endedBy = time.Today.AddDays(KeepingTable.NoticeDays - days);
        if (announcedBy != days)
        {
            await KeepingTable.TakeBackAfter(transaction, endedBy);
            transaction.Afterwards(() => announcedBy = days);
        }

        if (await KeepingTable.NextToAnnounce(transaction, endedBy) is not { } id)
            return false;
        var over = (await KeepingTable.Of(transaction, id)).EndedOn!.Value.AddDays(days);
        var soonest = time.Today.AddDays(KeepingTable.NoticeDays);
        await KeepingTable.KeepUntil(transaction, id, over > soonest ? over : soonest);
        return true;
    }

    public async Task<bool> EraseOneAsync(CancellationToken stop = default)
    {
        var next = await database.ReadAsync(
            async transaction =>
                (
                    await KeepingTable.NextToErase(transaction, time.Today)
                    ?? await KeepingTable.NextAsked(transaction, time.Now.AddDays(-ErasureRequest.WaitDays))
                )
                    is { } id
                    ? await CaregiverTable.Get(transaction, id)
                    : null,
            stop
        );
        if (next is null)
            return false;
        try
        {
            await erasures.EraseAsync(next, Actor.Program, stop);
        }
        catch (StorageException error)
        {
            throw new ItemFailedException("erase ended", next.Id, error);
        }

        return true;
    }
}
