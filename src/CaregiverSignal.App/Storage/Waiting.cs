namespace CaregiverSignal.Storage;

/// <summary>
/// What waits for a step, declared once in its home room: the step takes the first item, and the roof counts them all.
/// </summary>
/// <remarks>An item at which the step failed is put aside for a while, and is then not taken.</remarks>
/// <param name="step">The step's name in the heartbeat.</param>
/// <param name="rows">The rows that wait: <c>from</c> and <c>where</c>, with conditions joined by <c>and</c>.</param>
/// <param name="order">The order in which they are taken; no two rows may be equal in it.</param>
/// <param name="since">The day or instant since which a row waits; null where nobody watches the wait.</param>
/// <param name="item">The number by which an item is put aside.</param>
/// <param name="ready">A further condition for taking an item; until it holds, the item only waits.</param>
public sealed class Waiting(
    string step,
    string rows,
    string order,
    string? since = null,
    string item = "id",
    string? ready = null
)
{
    private readonly string next = $"""
        select {item} as item
        {rows}
          and {item} not in (select item from failure where step = '{step}' and retry_at is not null)
          {(ready is null ? "" : "and " + ready)}
        order by {order}
        limit 1
        """;

    private readonly string count = $"""
        select count(*) as items, min({since ?? "null"}) as oldest
        {rows}
          and {item} not in (select item from failure where step = '{step}' and retry_at is not null)
        """;

    /// <summary>
    /// The number of the first item; null when none waits. When the rest of the transaction fails, the failure belongs
    /// to this item.
    /// </summary>
    /// <param name="values">The parameters that <c>rows</c> uses: usually <c>today</c> or <c>now</c>.</param>
    public long? Next(Transaction transaction, object? values = null) => transaction.Take(step, next, values);

    /// <summary>How many items wait, without those aside, and since when the oldest has waited.</summary>
    public WaitingItems Count(Transaction transaction, object? values = null) =>
        transaction.One<WaitingItems>(count, values) with
        {
            Step = step,
        };
}

/// <summary>How many items wait for a step.</summary>
public sealed record WaitingItems
{
    public string Step { get; init; } = "";

    public int Items { get; init; }

    /// <summary>Since when the oldest has waited: a day or an instant, as stored.</summary>
    public string? Oldest { get; init; }
}
