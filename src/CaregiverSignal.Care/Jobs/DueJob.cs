namespace CaregiverSignal.Jobs;

/// <summary>A job that takes an item that is due, deals with it in one write, and says whether there was one.</summary>
/// <param name="MostTogether">How many items share a write.</param>
/// <param name="Run">Does up to so many items, and returns how many there were.</param>
/// <param name="Waiting">What waits for it. None for jobs for which no row waits, that wait for an hour of the day or
/// for another job, or that nobody waits for.</param>
public sealed record DueJob(
    Job Job,
    int MostTogether,
    Func<int, CancellationToken, Task<int>> Run,
    IReadOnlyList<Func<SiteTime, DueItems>> Waiting
)
{
    /// <summary>How many items are due, without those aside, and since when the oldest has been.</summary>
    internal async Task<DueCount> Count(Transaction transaction, SiteTime time)
    {
        var counts = (await Waiting.SelectAsync(due => due(time).Count(transaction)))
            .Where(count => count.Items > 0)
            .ToList();
        return new DueCount(
            Job.Name,
            counts.Sum(count => count.Items),
            counts.Select(count => count.Oldest).Min(StringComparer.Ordinal)
        );
    }
}
