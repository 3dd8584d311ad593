namespace CaregiverSignal.People;

/// <summary>All SQL on what waits with one coordinator and came to others.</summary>
internal static class WaitingTable
{
    /// <summary>The coordinators of whom a signal or a task was escalated, which still waits or came since an instant;
    /// and those who cannot look, of whom somebody was notified of one.</summary>
    /// <remarks>What was passed on to another coordinator after that came to nobody else.</remarks>
    /// <param name="enrolledAt">What came to the reader before is not theirs any more.</param>
    public static Task<IReadOnlyList<WaitingElsewhere>> Of(
        Transaction transaction,
        long readerId,
        DateOnly today,
        DateTimeOffset since,
        DateTimeOffset enrolledAt
    ) =>
        transaction.All<WaitingElsewhere>(
            $"""
            with waits (owner_id, is_mine, is_for_all) as (
                select caregiver.coordinator_id, 1, 0
                from action join caregiver on caregiver.id = action.caregiver_id
                where action.kind = 'escalated' and action.coordinator_id = {readerId}
                  and action.at >= {since} and action.at >= {enrolledAt}
                  and caregiver.status <> 'ended' and {StaysSince("action.at"):sql}
                union all
                select caregiver.coordinator_id, 1, 0
                from signal
                join action on action.signal_id = signal.id
                join caregiver on caregiver.id = signal.caregiver_id
                where signal.closed_at is null and signal.escalated_at is not null
                  and action.kind = 'escalated' and action.coordinator_id = {readerId}
                  and (signal.contacted_at is null or signal.contacted_at < action.at)
                  and action.at >= {enrolledAt} and {StaysSince("action.at"):sql}
                union all
                select caregiver.coordinator_id, case when staff_task.escalated_to = {readerId} then 1 else 0 end, 0
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.escalated_to is not null and staff_task.escalated_to <> caregiver.coordinator_id
                  and staff_task.escalated_at >= {since} and staff_task.escalated_at >= {enrolledAt}
                  and caregiver.status <> 'ended' and {StaysSince("staff_task.escalated_at"):sql}
                union all
                select caregiver.coordinator_id, case when staff_task.escalated_to = {readerId} then 1 else 0 end, 0
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.done_at is null and staff_task.escalated_to is not null
                  and staff_task.escalated_to <> caregiver.coordinator_id
                union all
                select coordinator.id, 0, 1
                from coordinator
                where ({CoordinatorTable.CannotLook:sql} or {IsUnattended(today)})
                  and exists (
                    select 1 from caregiver
                    where caregiver.coordinator_id = coordinator.id and (
                      exists (
                        select 1 from signal
                        where signal.caregiver_id = caregiver.id and signal.notified_at is not null
                          and (signal.closed_at is null or signal.closed_at >= {since}))
                      or exists (
                        select 1 from staff_task
                        where staff_task.caregiver_id = caregiver.id and staff_task.notified_at is not null
                          and (staff_task.done_at is null or staff_task.done_at >= {since})))))
            select owner_id, max(is_mine) as is_mine, max(is_for_all) as is_for_all
            from waits
            where owner_id <> {readerId}
            group by owner_id
            order by owner_id
            """
        );

    /// <summary>A coordinator is away, and so is everybody who stands in.</summary>
    private static Sql IsUnattended(DateOnly today) =>
        $"""
            (coordinator.id in (select absence.owner_id from absence where {AbsenceTable.HoldsOn(today)})
              and not exists (
                select 1
                from absence join coordinator as deputy on deputy.id = absence.deputy_id
                where absence.owner_id = coordinator.id and {AbsenceTable.HoldsOn(today)}
                  and deputy.enrolled_at is not null and deputy.is_coordinator = 1
                  and deputy.id not in (select absence.owner_id from absence where {AbsenceTable.HoldsOn(today)})))
            """;

    /// <summary>The caregiver has had the same coordinator from an instant on.</summary>
    private static string StaysSince(string at) =>
        $"""
            not exists (
                    select 1 from staff_task as passed
                    where passed.caregiver_id = caregiver.id and passed.kind = 'passed-on' and passed.opened_at >= {at})
            """;
}

/// <summary>A coordinator with whom something waits that came to others.</summary>
/// <param name="IsMine">It came to the one who reads this by name.</param>
/// <param name="IsForAll">The owner cannot look now, nor anybody who stands in.</param>
internal sealed record WaitingElsewhere(long OwnerId, bool IsMine, bool IsForAll);
