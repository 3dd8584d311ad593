using CaregiverSignal.Storage;

namespace CaregiverSignal.Web.Limits;

/// <summary>All SQL on the limit_count table.</summary>
public static class LimitCountTable
{
    public static LimitCount? Get(Transaction transaction, string key) =>
        transaction.First<LimitCount>("select number, until from limit_count where key = @key", new { key });

    public static void Set(Transaction transaction, string key, LimitCount count) =>
        transaction.Execute(
            """
            insert into limit_count (key, number, until) values (@key, @Number, @Until)
            on conflict (key) do update set number = excluded.number, until = excluded.until
            """,
            new
            {
                key,
                count.Number,
                count.Until,
            }
        );

    /// <summary>Deletes counts that have ended.</summary>
    public static Portion Forget(Transaction transaction, DateTimeOffset now, int most)
    {
        var deleted = transaction.Execute(
            """
            delete from limit_count
            where key in (
                select key
                from limit_count
                where until <= @now
                order by until, key
                limit @most)
            """,
            new { now, most }
        );
        return new Portion(deleted, deleted == most ? "" : null);
    }
}

/// <summary>How often something happened.</summary>
public sealed record LimitCount
{
    public int Number { get; init; }

    /// <summary>When the count ends, and the next begins at zero.</summary>
    public DateTimeOffset Until { get; init; }
}
