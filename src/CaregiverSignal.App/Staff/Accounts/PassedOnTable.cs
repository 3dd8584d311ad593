using CaregiverSignal.Storage;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>All SQL on the passed_on table: who got another coordinator, and whether that one knows.</summary>
public static class PassedOnTable
{
    /// <summary>Notes it for the new coordinator's worklist, unless the caregiver stopped.</summary>
    /// <remarks>An earlier line about the same caregiver that nobody read is done with.</remarks>
    public static void Add(
        Transaction transaction,
        long caregiverId,
        long fromId,
        long toId,
        long? by,
        DateTimeOffset at
    )
    {
        transaction.Execute(
            "update passed_on set read_at = @at where caregiver_id = @caregiverId and read_at is null",
            new { caregiverId, at }
        );
        transaction.Execute(
            """
            insert into passed_on (caregiver_id, from_id, to_id, by_id, at, read_at)
            select id, @fromId, @toId, @by, @at, case when status = 'ended' then @at end
            from caregiver
            where id = @caregiverId
            """,
            new
            {
                caregiverId,
                fromId,
                toId,
                by,
                at,
            }
        );
    }

    /// <returns>False when it is not theirs, or was read before.</returns>
    public static bool MarkRead(Transaction transaction, long id, long toId, DateTimeOffset at) =>
        transaction.Execute(
            "update passed_on set read_at = @at where id = @id and to_id = @toId and read_at is null",
            new
            {
                id,
                toId,
                at,
            }
        ) == 1;
}
