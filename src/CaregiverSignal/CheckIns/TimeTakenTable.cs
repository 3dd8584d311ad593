using CaregiverSignal.Storage;

namespace CaregiverSignal.CheckIns;

/// <summary>All SQL on the time_taken table: how often answering took how long, and not whose time it was.</summary>
public static class TimeTakenTable
{
    /// <summary>Counts one more, unless a quarter has its most.</summary>
    /// <param name="quarter">The first day of the quarter.</param>
    public static void Count(Transaction transaction, TimedThing what, int seconds, DateOnly quarter, int most) =>
        transaction.Later(
            """
            insert into time_taken (what, quarter, seconds, times)
            select @what, @quarter, @seconds, 1
            where (
                select coalesce(sum(times), 0) from time_taken where what = @what and quarter = @quarter) < @most
            on conflict (quarter, what, seconds) do update set times = time_taken.times + 1
            """,
            new
            {
                what,
                quarter,
                seconds,
                most,
            }
        );

    /// <summary>The counts from a quarter on, the shortest first.</summary>
    public static IReadOnlyList<TimeTaken> Since(Transaction transaction, DateOnly quarter) =>
        transaction.All<TimeTaken>(
            """
            select what, seconds, times
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
