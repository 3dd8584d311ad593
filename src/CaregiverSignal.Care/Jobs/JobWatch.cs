using CaregiverSignal.Configuration;

namespace CaregiverSignal.Jobs;

/// <summary>Monitors whether due work gets done: a job with waiting items that neither fails nor works is noted as
/// stuck.</summary>
public sealed class JobWatch(Database database, IEnumerable<DueJob> jobs, CurrentSettings settings, SiteTime time)
{
    /// <summary>The kind of failure of a job that does not do its waiting work.</summary>
    public const string NotDone = "NotDone";

    /// <summary>Every minute a run does everything due, so work still waiting after fifteen runs is not being done (our
    /// choice).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, DateTimeOffset> waitsSince = [];

    internal Task<JobState> Read(Transaction transaction) =>
        JobState.Read(transaction, jobs, settings.Mail.IsSaid, time);

    /// <summary>Checks after each run what it left.</summary>
    public async Task LookAsync(CancellationToken stop = default)
    {
        var state = await database.ReadAsync(Read, stop);
        var late = Late(state).ToList();
        var noted = state.Troubles.Where(failure => failure.Kind == NotDone).Select(failure => failure.Job).ToList();
        if (late.Count + noted.Count == 0)
            return;
        await database.WriteAsync(
            async transaction =>
            {
                foreach (var job in late)
                    await FailureTable.Note(transaction, job, FailureTable.NoItem, NotDone, state.At);
                foreach (var job in noted.Except(late))
                    await FailureTable.Forget(transaction, job);
            },
            stop
        );
    }

    /// <summary>The jobs whose work is late: items were waiting at every check for this long, and the oldest item is as
    /// old itself. This excludes a stream of new items, and a batch that has just arrived.</summary>
    private IEnumerable<string> Late(JobState state)
    {
        foreach (var job in waitsSince.Keys.Where(job => !state.Due.Any(due => due.Job == job)).ToList())
            waitsSince.Remove(job);
        foreach (var due in state.Due)
            waitsSince.TryAdd(due.Job, state.At);
        return state
            .Due.Where(due =>
                state.At - waitsSince[due.Job] >= LongestWait
                && state.AgeOf(due, time) >= LongestWait
                && !state.StandingStill.Any(failure => failure.Job == due.Job && failure.Kind != NotDone)
            )
            .Select(due => due.Job);
    }
}
