using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;

namespace CaregiverSignal.Erasure;

/// <summary>Erases caregivers who stopped, once their term is over, which the worklist announces beforehand, and those
/// who asked for it.</summary>
internal sealed class EndKeeping(CurrentSettings settings, Erasures erasures, Database database, SiteTime time)
{
    /// <summary>The term of the last announcement; null before the first.</summary>
    private int? announcedBy;

    /// <summary>Sets the day on which a caregiver is erased, at least the whole notice from now. With a term new to
    /// this program, as after a change, days announced too soon are taken back first.</summary>
    /// <returns>False if nobody's term is nearly over.</returns>
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
