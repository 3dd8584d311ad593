using System.Data.Common;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>How long answering takes, as it was read from the store some minutes ago.</summary>
/// <remarks>
/// A page needs no store for it, and what is mailed together does not wait for who answers meanwhile.
/// </remarks>
public sealed class TimeNeededHere(Database database, SiteTime time)
{
    /// <summary>Our choice: what is said changes in months.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private volatile Reading last = new(TimeNeeded.Guess, DateTimeOffset.MinValue);

    /// <summary>What was read last, our guess where nothing was: for within a transaction.</summary>
    public TimeNeeded Held => last.Needed;

    /// <summary>Reads the store where that is long ago, and so stands outside every transaction.</summary>
    public TimeNeeded Now
    {
        get
        {
            Refresh();
            return Held;
        }
    }

    public void Refresh()
    {
        var (before, now) = (last, time.Now);
        if ((now - before.At).Duration() < KeptFor)
            return;
        // Whoever comes meanwhile goes by what is held, also while the store is away.
        last = before with
        {
            At = now,
        };
        try
        {
            last = new Reading(database.Read(transaction => TimeNeeded.Now(transaction, time)), now);
        }
        catch (StorageException)
        {
            // No page fails for it: what was held is said until the next reading.
        }
    }

    /// <summary>
    /// Counts how long somebody took whose answers are stored, in a write of its own: a count that fails, or meets
    /// another, is lost without a word.
    /// </summary>
    public async Task CountAsync(TimedThing what, double seconds, long checkInId)
    {
        if (Held.Counted(what, seconds, checkInId, time.Today) is not { } taken)
            return;
        var isTried = false;
        try
        {
            await database.WriteAsync(transaction =>
            {
                // It may have shared its transaction with somebody's answers, which lose to nothing else for it.
                if (!isTried)
                    TimeTakenTable.Count(transaction, taken);
                return isTried = true;
            });
        }
        catch (Exception error) when (error is StorageException or DbException)
        {
            // Nobody's page fails for it.
        }
    }

    private sealed record Reading(TimeNeeded Needed, DateTimeOffset At);
}
