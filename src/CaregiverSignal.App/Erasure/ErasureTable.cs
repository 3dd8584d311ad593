using CaregiverSignal.Storage;

namespace CaregiverSignal.Erasure;

/// <summary>SQL for <c>erasure</c>: that somebody was erased, and nothing about who it was.</summary>
public static class ErasureTable
{
    /// <param name="caregiverId">The number that the person's rows had, which is given to nobody else.</param>
    /// <param name="rows">How many rows there were.</param>
    /// <param name="counts">What is counted of somebody whose term ended; of somebody who asked nothing is.</param>
    public static void Note(
        Transaction transaction,
        long caregiverId,
        int rows,
        DateTimeOffset at,
        LeftCounts? counts = null
    ) =>
        transaction.Execute(
            """
            insert into erasure (caregiver_id, erased_at, rows, why, enrolled_in, ended_in, asked, answered)
            values (@caregiverId, @at, @rows, @why, @EnrolledIn, @EndedIn, @Asked, @Answered)
            """,
            new
            {
                caregiverId,
                at,
                rows,
                why = counts is null ? "asked" : "term",
                counts?.EnrolledIn,
                counts?.EndedIn,
                counts?.Asked,
                counts?.Answered,
            }
        );

    /// <summary>What is counted of somebody before their rows go.</summary>
    public static LeftCounts CountsOf(Transaction transaction, long caregiverId) =>
        transaction.One<LeftCounts>(
            """
            select
                substr(enrolled_on, 1, 7) as enrolled_in, substr(ended_on, 1, 7) as ended_in,
                (select count(*) from check_in where check_in.caregiver_id = caregiver.id) as asked,
                (select count(*) from check_in
                 where check_in.caregiver_id = caregiver.id and check_in.answered_at is not null) as answered
            from caregiver
            where id = @caregiverId
            """,
            new { caregiverId }
        );
}

/// <summary>What stays of somebody whose term ended: two months and two counts.</summary>
public sealed record LeftCounts
{
    /// <summary>The month in which they began, as 2026-03.</summary>
    public string EnrolledIn { get; init; } = "";

    public string? EndedIn { get; init; }

    /// <summary>How many check-ins there were.</summary>
    public int Asked { get; init; }

    public int Answered { get; init; }
}
