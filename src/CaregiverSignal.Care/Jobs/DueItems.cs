namespace CaregiverSignal.Jobs;

/// <summary>What waits for a job, declared once: the job takes the first item, and the host counts them all.</summary>
/// <remarks>An item at which the job failed is put aside for a while, and is not taken then.</remarks>
public sealed class DueItems
{
    private readonly Job job;
    private readonly string order;
    private readonly string? since;
    private readonly string item;

    /// <param name="rows">The waiting rows: <c>from</c> and <c>where</c>, with conditions joined by <c>and</c>.</param>
    /// <param name="order">The order in which they are taken; it must be total.</param>
    /// <param name="since">The day or instant since which a row waits; null if nobody watches the wait.</param>
    /// <param name="item">The number by which an item is put aside.</param>
    internal DueItems(Job job, Sql rows, string order, string? since = null, string item = "id")
    {
        (this.job, this.order, this.since, this.item) = (job, order, since, item);
        Waiting = $"""
            {rows}
              and {item:sql} not in (select item from failure where job = {job.Name} and retry_at is not null)
            """;
    }

    /// <summary>The waiting rows without those aside: <c>from</c> and <c>where</c>, as given.</summary>
    internal Sql Waiting { get; }

    /// <summary>The number of the first item; null if none waits. A failure in the rest of the transaction belongs to
    /// this item.</summary>
    internal Task<long?> Next(Transaction transaction) => transaction.Take(job.Name, First(1));

    /// <summary>The numbers of the first items, in order. A failure in the rest of the transaction belongs to an item
    /// taken alone, and otherwise to none of them.</summary>
    internal async Task<IReadOnlyList<long>> Next(Transaction transaction, int most) =>
        most > 1 ? await transaction.All<long>(First(most))
        : await Next(transaction) is { } only ? [only]
        : [];

    private Sql First(int most) =>
        $"""
            select {item:sql} as item
            {Waiting}
            order by {order:sql}
            limit {most}
            """;

    /// <summary>How many items wait, without those aside, and since when the oldest has waited.</summary>
    internal Task<DueCount> Count(Transaction transaction) =>
        transaction.One<DueCount>(
            $"""
            select {job.Name} as job, count(*) as items, min({since ?? "null":sql}) as oldest
            {Waiting}
            """
        );
}

/// <param name="Oldest">Since when the oldest has waited: a day or an instant, as stored.</param>
internal sealed record DueCount(string Job, int Items, string? Oldest);
