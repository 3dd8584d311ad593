namespace CaregiverSignal.Storage;

/// <summary>All SQL on the trouble table: the steps and items that failed, and have not succeeded since.</summary>
public static class TroubleTable
{
    /// <summary>The item number of a step that failed without an item.</summary>
    public const long NoItem = 0;

    /// <summary>
    /// When a failure needs a person: an item that failed is tried again after an hour, and if it fails again somebody
    /// must look.
    /// </summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    /// <param name="kind">The type of the error; its message could quote an answer or a name.</param>
    public static void Note(Transaction transaction, string step, long item, string kind, DateTimeOffset at) =>
        transaction.Execute(
            """
            insert into trouble (step, item, kind, first_at, last_at, times) values (@step, @item, @kind, @at, @at, 1)
            on conflict (step, item)
            do update set kind = excluded.kind, last_at = excluded.last_at, times = trouble.times + 1
            """,
            new
            {
                step,
                item,
                kind,
                at,
            }
        );

    /// <summary>
    /// Forgets the trouble of a step that ran to its end, except for the items that it has just put aside.
    /// </summary>
    public static void Forget(Transaction transaction, string step) =>
        transaction.Execute(
            """
            delete from trouble where step = @step and item not in (select item from aside where step = @step)
            """,
            new { step }
        );

    /// <summary>All trouble, longest first.</summary>
    public static IReadOnlyList<Trouble> All(Transaction transaction) =>
        transaction.All<Trouble>(
            """
            select item, step, kind, first_at, last_at, times from trouble order by first_at, step, item
            """
        );

    /// <summary>Whether a step stands still, or an item has been in trouble since before an instant.</summary>
    public static bool IsLasting(Transaction transaction, DateTimeOffset since) =>
        transaction.One<long>(
            """
            select count(*) from trouble where item = 0 or first_at < @since
            """,
            new { since }
        ) > 0;
}

/// <summary>A step that failed, and the item at which it did.</summary>
public sealed record Trouble
{
    /// <summary>The item's number in its table; <see cref="TroubleTable.NoItem"/> when no item is to blame.</summary>
    public long Item { get; init; }

    public string Step { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; init; }

    public int Times { get; init; }

    public bool IsOfTheStep => Item == TroubleTable.NoItem;
}
