namespace CaregiverSignal.People;

/// <summary>All SQL on what waits with one coordinator and was escalated to others.</summary>
internal static class WaitingTable
{
    /// <summary>Coordinators with an escalated signal or task that still waits or was escalated since an instant; and
    /// those who cannot look, about whom somebody was told.</summary>
    /// <remarks>Later handovers to another coordinator escalate to nobody.</remarks>
    /// <param name="enrolledAt">Anything escalated to the reader earlier is no longer theirs.</param>
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

    /// <summary>A coordinator is away, and so is every deputy.</summary>
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

    /// <summary>The caregiver has had the same coordinator since an instant.</summary>
    private static string StaysSince(string at) =>
        $"""
            not exists (
                    select 1 from staff_task as passed
                    where passed.caregiver_id = caregiver.id and passed.kind = 'passed-on' and passed.opened_at >= {at})
            """;
}

/// <summary>A coordinator whose waiting work was escalated to others.</summary>
/// <param name="IsMine">Whether it was escalated to the reader by name.</param>
/// <param name="IsForAll">Whether neither the owner nor any deputy can look now.</param>
internal sealed record WaitingElsewhere(long OwnerId, bool IsMine, bool IsForAll);
