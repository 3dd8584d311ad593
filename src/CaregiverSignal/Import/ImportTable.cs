using CaregiverSignal.Storage;

namespace CaregiverSignal.Import;

/// <summary>The SQL that only an import needs.</summary>
public static class ImportTable
{
    public static IReadOnlyDictionary<string, long> People(Transaction transaction) =>
        transaction
            .All<PersonId>(
                """
                select id, person from caregiver
                """
            )
            .ToDictionary(one => one.Person, one => one.Id, StringComparer.Ordinal);

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

    /// <returns>False when they already have this coordinator.</returns>
    public static bool MoveTo(Transaction transaction, long caregiverId, long coordinatorId) =>
        transaction.Execute(
            """
            update caregiver set coordinator_id = @coordinatorId
            where id = @caregiverId and coordinator_id <> @coordinatorId
            """,
            new { caregiverId, coordinatorId }
        ) == 1;

    /// <summary>Moves the next check-in after the last one that was asked elsewhere; never to an earlier day.</summary>
    public static void MoveDueBehind(Transaction transaction, long caregiverId, DateOnly next) =>
        transaction.Execute(
            """
            update caregiver set next_due_on = @next where id = @caregiverId and next_due_on < @next
            """,
            new { caregiverId, next }
        );

    private sealed record PersonId
    {
        public long Id { get; init; }

        public string Person { get; init; } = "";
    }
}
