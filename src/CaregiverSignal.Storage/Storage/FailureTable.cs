namespace CaregiverSignal.Storage;

/// <summary>All SQL on the failure table: jobs and items that failed and have not succeeded since, and until when a job
/// skips an item.</summary>
internal static class FailureTable
{
    /// <summary>Stands for the item of a job that failed before it took one.</summary>
    public const long NoItem = 0;

    /// <summary>After this a failure needs a person: a failed item is retried after an hour, and if it fails again
    /// somebody must look.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    /// <param name="kind">The type of the error; never its message, which could quote an answer or a name.</param>
    /// <param name="retryAt">Until when the job skips the item; null if no item is to blame.</param>
    public static Task Note(
        Transaction transaction,
        string job,
        long item,
        string kind,
        DateTimeOffset at,
        DateTimeOffset? retryAt = null
    ) =>
        transaction.Execute(
            $"""
            insert into failure (job, item, kind, first_at, last_at, times, retry_at)
            values ({job}, {item}, {kind}, {at}, {at}, 1, {retryAt})
            on conflict (job, item) do update set
                kind = excluded.kind, last_at = excluded.last_at, times = failure.times + 1,
                retry_at = excluded.retry_at
            """
        );

    /// <summary>Lets items be retried whose time has come.</summary>
    public static Task Release(Transaction transaction, DateTimeOffset now) =>
        transaction.Execute($"update failure set retry_at = null where retry_at <= {now}");

    /// <summary>Clears the failures of a job that ran to its end, except for items that it still skips.</summary>
    public static Task Forget(Transaction transaction, string job) =>
        transaction.Execute($"delete from failure where job = {job} and retry_at is null");

    public static Task<IReadOnlyList<Failure>> All(Transaction transaction) =>
        transaction.All<Failure>(
            """
            select item, job, kind, first_at, last_at, times
            from failure
            order by first_at, job, item
            """
        );

    /// <summary>Whether a job is stuck, or an item has been failing since before an instant.</summary>
    public static async Task<bool> IsLasting(Transaction transaction, DateTimeOffset since) =>
        await transaction.One<long>($"select count(*) from failure where item = 0 or first_at < {since}") > 0;
}

/// <summary>A job that failed, and the item at which it did.</summary>
/// <param name="Item">The item's number in its table; <see cref="FailureTable.NoItem"/> when no item is to
/// blame.</param>
public sealed record Failure(
    long Item,
    string Job,
    string Kind,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    int Times
)
{
    public bool IsOfTheStep => Item == FailureTable.NoItem;
}
