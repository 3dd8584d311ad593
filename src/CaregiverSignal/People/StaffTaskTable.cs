using CaregiverSignal.Storage;

namespace CaregiverSignal.People;

/// <summary>What opens, finds and ends tasks of the desk; each list of them is read where it is shown.</summary>
public static class StaffTaskTable
{
    /// <summary>
    /// Of each kind one is open at most, but of replies, and of words one a check-in; what came first stays.
    /// </summary>
    /// <param name="dueOn">The last day of the owner, in the support point's zone.</param>
    /// <param name="checkInId">What it came of, where it came of a check-in: words always do.</param>
    /// <param name="returnId">The message it came of.</param>
    public static void Open(
        Transaction transaction,
        string kind,
        long caregiverId,
        DateOnly dueOn,
        DateTimeOffset at,
        long? checkInId = null,
        long? returnId = null
    )
    {
        var isNew =
            transaction.Execute(
                """
                insert into staff_task (kind, caregiver_id, check_in_id, return_id, opened_at, due_on)
                values (@kind, @caregiverId, @checkInId, @returnId, @at, @dueOn)
                on conflict do nothing
                """,
                new
                {
                    kind,
                    caregiverId,
                    checkInId,
                    returnId,
                    at,
                    dueOn,
                }
            ) == 1;
        if (!isNew && kind == StaffTaskKinds.Words)
            ReadAgain(transaction, checkInId, dueOn, at);
    }

    /// <summary>
    /// A check-in that was closed, read and opened again can hold other words when it closes once more.
    /// </summary>
    private static void ReadAgain(Transaction transaction, long? checkInId, DateOnly dueOn, DateTimeOffset at) =>
        transaction.Execute(
            """
            update staff_task set
                opened_at = @at, due_on = @dueOn, escalated_at = null, escalated_to = null, done_at = null,
                done_by = null
            where kind = 'words' and check_in_id = @checkInId and done_at is not null
            """,
            new
            {
                checkInId,
                dueOn,
                at,
            }
        );

    /// <summary>One, also when it is done; null when it does not exist.</summary>
    public static StaffTask? Get(Transaction transaction, long id) =>
        transaction.First<StaffTask>(
            """
            select id, kind, caregiver_id, check_in_id, return_id, opened_at, due_on, escalated_at, done_at
            from staff_task
            where id = @id
            """,
            new { id }
        );

    /// <returns>False when it was done already.</returns>
    public static bool Done(Transaction transaction, long id, long coordinatorId, DateTimeOffset at) =>
        transaction.Execute(
            """
            update staff_task set done_at = @at, done_by = @coordinatorId where id = @id and done_at is null
            """,
            new
            {
                id,
                coordinatorId,
                at,
            }
        ) == 1;

    /// <summary>Ends what there is no more to do about.</summary>
    /// <param name="by">The coordinator who did it; null when nobody had to.</param>
    /// <returns>How many were open.</returns>
    public static int DoneOfKind(
        Transaction transaction,
        string kind,
        long caregiverId,
        DateTimeOffset at,
        long? by = null
    ) =>
        transaction.Execute(
            """
            update staff_task set done_at = @at, done_by = @by
            where caregiver_id = @caregiverId and kind = @kind and done_at is null
            """,
            new
            {
                kind,
                caregiverId,
                at,
                by,
            }
        );

    /// <summary>What came to a deputy comes to the next one.</summary>
    public static void PassOnAgain(Transaction transaction, long deputyId) =>
        transaction.Execute(
            """
            update staff_task set escalated_at = null, escalated_to = null
            where done_at is null and escalated_to = @deputyId
            """,
            new { deputyId }
        );

    /// <summary>Notes that some tasks are in a digest.</summary>
    public static void MarkNotified(Transaction transaction, IReadOnlyCollection<long> ids, DateTimeOffset at) =>
        transaction.Execute(
            """
            update staff_task set notified_at = @at where id in (@ids) and notified_at is null
            """,
            new { ids, at }
        );

    /// <summary>Some tasks come to the deputy.</summary>
    /// <returns>How many; 0 when another worker was first.</returns>
    public static int MarkEscalated(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        long deputyId,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            update staff_task set escalated_at = @at, escalated_to = @deputyId
            where id in (@ids) and escalated_at is null
            """,
            new
            {
                ids,
                deputyId,
                at,
            }
        );
}
