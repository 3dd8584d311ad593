using CaregiverSignal.Storage;

namespace CaregiverSignal.CheckIns;

/// <summary>All SQL on the time_taken table: how often answering took how long, and not whose time it was.</summary>
public static class TimeTakenTable
{
    /// <summary>Counts so many times more.</summary>
    public static void Count(Transaction transaction, TimeTaken taken) =>
        transaction.Later(
            """
            insert into time_taken (what, quarter, seconds, times)
            values (@What, @Quarter, @Seconds, @Times)
            on conflict (quarter, what, seconds) do update set times = time_taken.times + excluded.times
            """,
            taken
        );

    /// <summary>The counts from a quarter on that this program knows, the shortest first.</summary>
    public static IReadOnlyList<TimeTaken> Since(Transaction transaction, DateOnly quarter) =>
        transaction.AllReadable<TimeTaken>(
            """
            select what, quarter, seconds, times
            from time_taken
            where quarter >= @quarter
            order by what, seconds, quarter
            """,
            new { quarter }
        );

    /// <summary>Deletes the counts of before a quarter; they are few.</summary>
    public static Portion Forget(Transaction transaction, DateOnly quarter) =>
        new(transaction.Execute("delete from time_taken where quarter < @quarter", new { quarter }), null);
}

/// <summary>How often something took so many seconds at most, and more than the step below.</summary>
public sealed record TimeTaken
{
    public TimedThing What { get; init; }

    /// <summary>The first day of the quarter.</summary>
    public DateOnly Quarter { get; init; }

    public int Seconds { get; init; }

    public int Times { get; init; }
}

public enum TimedThing
{
    /// <summary>The one page of a month, from when it was shown until it was sent.</summary>
    Page,

    /// <summary>One question of a list.</summary>
    Question,
}
