using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>Whether what is due gets done: which steps stand still, what waits, and what is aside for long.</summary>
/// <remarks>
/// What is due is counted once a minute at most, by the indexes of the steps: a health question costs no more.
/// </remarks>
public sealed class WorkWatch(Database database, Heartbeat heartbeat, SiteTime time)
{
    /// <summary>
    /// A beat comes each minute and does all that is due; what waits through fifteen of them is done by none (our
    /// choice).
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly Dictionary<string, DateTimeOffset> waitsSince = [];
    private WorkState? last;

    public WorkState Look()
    {
        lock (turn)
        {
            var now = time.Now;
            if (last is { } known && now >= known.At && now - known.At < Holds)
                return known with { Troubles = database.Read(TroubleTable.All) };
            var state = database.Read(transaction => WorkState.Read(transaction, time));
            var late = Observe(state, now);
            // Where no beats come, in a demo that has ended, nothing is late.
            return last = heartbeat.LastBeatAt is null ? state : state with { Late = late };
        }
    }

    /// <summary>
    /// The steps for which something has waited at every look since long ago, and is as old itself: not a stream of new
    /// items, nor a pile that was put there just now.
    /// </summary>
    private List<WaitingItems> Observe(WorkState state, DateTimeOffset now)
    {
        foreach (var step in waitsSince.Keys.Where(step => !state.Due.Any(due => due.Step == step)).ToList())
            waitsSince.Remove(step);
        foreach (var due in state.Due)
            waitsSince.TryAdd(due.Step, now);
        return
        [
            .. state.Due.Where(due =>
                now - waitsSince[due.Step] >= LongestWait && state.AgeOf(due, time) >= LongestWait
            ),
        ];
    }
}
