using CaregiverSignal.Storage;

namespace CaregiverSignal.Import;

/// <summary>The SQL that only an import needs.</summary>
public static class ImportTable
{
    /// <summary>As many at once as a statement can name.</summary>
    public const int MostAtOnce = 10_000;

    /// <summary>Those with these codes who are here.</summary>
    public static IReadOnlyList<StoredPerson> Stored(Transaction transaction, IEnumerable<string> persons) =>
        [
            .. persons
                .Chunk(MostAtOnce)
                .SelectMany(some =>
                    transaction.All<StoredPerson>(
                        """
                        select id, person, coordinator_id, enrolled_on
                        from caregiver
                        where person in (@some)
                        """,
                        new { some }
                    )
                ),
        ];

    /// <summary>The id of the newest caregiver; 0 without any.</summary>
    public static long NewestPerson(Transaction transaction) =>
        transaction.One<long>("select coalesce(max(id), 0) from caregiver");

    /// <summary>
    /// The days on which the people added after a caregiver are first asked; people who are not asked are left out.
    /// </summary>
    public static IReadOnlyList<Beginning> BeginningsSince(Transaction transaction, long id) =>
        transaction.All<Beginning>(
            """
            select next_due_on as day, count(*) as people
            from caregiver
            where id > @id and status = 'active'
            group by next_due_on
            order by next_due_on
            """,
            new { id }
        );

    /// <summary>Moves the next check-in after the last one that was asked elsewhere; never to an earlier day.</summary>
    public static void MoveDueBehind(Transaction transaction, long caregiverId, DateOnly next) =>
        transaction.Execute(
            """
            update caregiver set next_due_on = @next where id = @caregiverId and next_due_on < @next
            """,
            new { caregiverId, next }
        );
}

/// <summary>Somebody whom a list names and who is here.</summary>
public sealed record StoredPerson
{
    public long Id { get; init; }

    public string Person { get; init; } = "";

    public long CoordinatorId { get; init; }

    public DateOnly EnrolledOn { get; init; }
}
