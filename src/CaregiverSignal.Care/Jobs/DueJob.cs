namespace CaregiverSignal.Jobs;

/// <summary>A job that takes due items, deals with them in one write, and says whether there were any.</summary>
/// <param name="MostTogether">How many items share a write.</param>
/// <param name="Run">Handles up to so many items, and returns how many there were.</param>
/// <param name="Waiting">What waits for it. None for jobs without waiting rows, that wait for an hour of the day or for
/// another job, or whose wait nobody watches.</param>
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
