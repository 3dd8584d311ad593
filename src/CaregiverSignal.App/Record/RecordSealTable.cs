using CaregiverSignal.Storage;

namespace CaregiverSignal.Record;

/// <summary>All SQL on the seals of the record: how far the chain was at the end of each day.</summary>
public static class RecordSealTable
{
    public static Seal? Newest(Transaction transaction) =>
        transaction.First<Seal>(
            """
            select day, upto, lines, hash, sealed_at
            from record_seal
            order by upto desc
            limit 1
            """
        );

    /// <summary>All seals, in the order of the lines.</summary>
    public static IReadOnlyList<Seal> All(Transaction transaction) =>
        transaction.All<Seal>(
            """
            select day, upto, lines, hash, sealed_at
            from record_seal
            order by upto
            """
        );

    /// <summary>Between which numbers the lines of a span are, by the seals: the record has no index on time.</summary>
    public static (long After, long Upto) Around(Transaction transaction, DateTimeOffset from, DateTimeOffset until)
    {
        // A day to either side: the clocks of several nodes differ a little.
        var values = new { from = from.AddDays(-1), until = until.AddDays(1) };
        return (
            transaction.One<long>("select coalesce(max(upto), 0) from record_seal where sealed_at <= @from", values),
            transaction.First<long?>("select min(upto) from record_seal where sealed_at >= @until", values)
                ?? long.MaxValue
        );
    }

    /// <summary>Sets a day's seal in place of an earlier one, as the chain goes through all lines.</summary>
    public static void Set(Transaction transaction, Seal seal) =>
        transaction.Execute(
            """
            insert into record_seal (day, upto, lines, hash, sealed_at)
            values (@Day, @Upto, @Lines, @Hash, @SealedAt)
            on conflict (day) do update set
                upto = excluded.upto, lines = excluded.lines, hash = excluded.hash, sealed_at = excluded.sealed_at
            """,
            seal
        );

    public static void DeleteBefore(Transaction transaction, long upto) =>
        transaction.Execute("delete from record_seal where upto < @upto", new { upto });
}

/// <summary>How far the chain was when it was sealed, on a day in UTC.</summary>
public sealed record Seal
{
    public string Day { get; init; } = "";

    public long Upto { get; init; }

    public long Lines { get; init; }

    public byte[] Hash { get; init; } = [];

    public DateTimeOffset SealedAt { get; init; }

    public Chain ToChain() => new(Upto, Lines, Hash);
}
