namespace CaregiverSignal.Hosting;

/// <summary>
/// Watches whether due work gets done: which steps stand still, what waits, and what has been aside for long.
/// </summary>
/// <remarks>
/// Due work is counted once a minute at most, with the steps' own indexes, so a health question costs no more than
/// that.
/// </remarks>
public sealed class WorkWatch(Database database, JobRunner runner, SiteTime time)
{
    /// <summary>
    /// Each minute a beat does everything that is due, so work that still waits after fifteen beats is not being done
    /// (our choice).
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly Dictionary<string, DateTimeOffset> waitsSince = [];
    private WorkState? last;

    public WorkState Look()
    {
        lock (turn)
        {
            var now = time.Now;
            if (last is { } known && now >= known.At && now - known.At < ValidFor)
                return known with { Troubles = database.Read(FailureTable.All) };
            var state = database.Read(transaction => WorkState.Read(transaction, time));
            var late = Observe(state, now);
            // Where no beats come, in a demo that has ended, nothing is late.
            return last = runner.LastRunAt is null ? state : state with { Late = late };
        }
    }

    /// <summary>
    /// The steps whose work is late: something has waited for them at every look for long, and the oldest item is as
    /// old itself. This excludes a stream of new items, and a pile that came in just now.
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
