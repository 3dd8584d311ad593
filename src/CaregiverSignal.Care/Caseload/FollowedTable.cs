using System.Globalization;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>SQL of the nightly check that everybody is followed: what each caregiver was promised, also read from other
/// folders, and how far tonight's check has come.</summary>
internal static class FollowedTable
{
    /// <summary>The last caregiver that tonight's check has reached; null once it is done.</summary>
    public static Task<long?> NextAfter(Transaction transaction, DateOnly today) =>
        transaction.First<long?>(
            $"""
            select cast(coalesce(reached, '0') as bigint)
            from retention
            where what = 'followed' and done_on < {today}
            """
        );

    /// <returns>False if another worker did it first.</returns>
    public static async Task<bool> GoOn(Transaction transaction, long after, long next) =>
        await transaction.Execute(
            $"""
            update retention set reached = {Text(next)}
            where what = 'followed' and coalesce(reached, '0') = {Text(after)}
            """
        ) == 1;

    /// <returns>False if another worker did it first.</returns>
    public static async Task<bool> Finish(Transaction transaction, long after, DateOnly today) =>
        await transaction.Execute(
            $"""
            update retention set reached = null, done_on = {today}
            where what = 'followed' and done_on < {today} and coalesce(reached, '0') = {Text(after)}
            """
        ) == 1;

    /// <summary>The ids of a page of caregivers, in order.</summary>
    public static Task<IReadOnlyList<long>> Ids(Transaction transaction, long after, int most) =>
        transaction.All<long>($"select id from caregiver where id > {after} order by id limit {most}");

    /// <summary>What some caregivers were promised; unreadable rows are left out.</summary>
    /// <remarks>With a plain <c>min</c> in place of one with a filter, a server without statistics of its tasks reads
    /// all of them in order of their days, for each caregiver.</remarks>
    public static async Task<IReadOnlyList<FollowedFacts>> Of(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        SiteTime time
    )
    {
        var ownersSince = time.StartOf(time.Today.AddDays(-1));
        var wordsSince = time.StartOf(time.Today.AddDays(-Followed.WordsDays));
        return await transaction.AllReadable<FollowedFacts>(
            $"""
            select
                caregiver.id, caregiver.status, caregiver.next_due_on, caregiver.aftercare_on, caregiver.paused_until,
                coordinator.enrolled_at, coordinator.is_coordinator,
                coordinator.created_at >= {ownersSince} as owner_is_new,
                exists (
                    select 1 from coordinator as lead
                    where lead.team_id = coordinator.team_id and lead.is_team_lead = 1
                      and lead.enrolled_at is not null and lead.id <> coordinator.id)
                or (coordinator.team_id is null and exists (
                    select 1 from coordinator as lead
                    where lead.team_id is null and lead.is_team_lead = 1
                      and lead.enrolled_at is not null and lead.id <> coordinator.id)) as is_for_lead,
                signal.urgency, signal.notified_at, signal.escalate_on, signal.next_on,
                (select count(*) from staff_task
                 where staff_task.caregiver_id = caregiver.id and staff_task.done_at is null
                   and staff_task.kind <> 'unfollowed') as tasks,
                (select min(staff_task.due_on) filter (
                    where staff_task.kind not in ('unfollowed', 'silent') and staff_task.escalated_at is null)
                 from staff_task
                 where staff_task.caregiver_id = caregiver.id and staff_task.done_at is null) as task_due_on,
                (select count(*) from check_in
                 where check_in.caregiver_id = caregiver.id and check_in.closed_at is null) as open_check_ins,
                (select count(*) from check_in
                 where check_in.caregiver_id = caregiver.id and check_in.closed_at >= {wordsSince}
                   and trim(check_in.own_words) <> ''
                   and coalesce(check_in.words_by, 'caregiver') = 'caregiver'
                   and not exists (
                     select 1 from staff_task
                     where staff_task.check_in_id = check_in.id and staff_task.kind = 'words')
                   and not exists (
                     select 1 from action
                     where action.caregiver_id = caregiver.id and action.kind = 'contacted'
                       and {ActionTable.IsTalk}
                       and action.at >= check_in.closed_at)) as unread_words,
                (exists (
                    select 1 from help where help.caregiver_id = caregiver.id and help.ended_on is null)
                 and not exists (
                    select 1 from staff_task
                    where staff_task.caregiver_id = caregiver.id and staff_task.kind = 'help'
                      and staff_task.done_at is null))
                or (exists (
                    select 1 from safety_step
                    where safety_step.caregiver_id = caregiver.id and safety_step.next_on is not null
                      and not exists (
                        select 1 from safety_step as later
                        where later.caregiver_id = caregiver.id and later.id > safety_step.id))
                 and not exists (
                    select 1 from staff_task
                    where staff_task.caregiver_id = caregiver.id and staff_task.kind = 'safety'
                      and staff_task.done_at is null))
                or exists (
                    select 1 from event
                    where event.caregiver_id = caregiver.id and event.consent_id is not null
                      and event.recorded_at >= {wordsSince}
                      and not exists (
                        select 1 from staff_task
                        where staff_task.caregiver_id = caregiver.id and staff_task.kind = 'told'
                          and staff_task.opened_at <= event.recorded_at
                          and (staff_task.done_at is null or staff_task.done_at >= event.recorded_at)))
                as is_unkept,
                (select action.next_look from action
                 where action.caregiver_id = caregiver.id and action.kind = 'closed'
                 order by action.id desc
                 limit 1) as next_look,
                exists (
                    select 1 from staff_task
                    where staff_task.caregiver_id = caregiver.id and staff_task.kind = 'unfollowed'
                      and staff_task.done_at is null) as is_task
            from caregiver
            join coordinator on coordinator.id = caregiver.coordinator_id
            left join signal on signal.caregiver_id = caregiver.id and signal.closed_at is null
            where caregiver.id in ({ids})
            order by caregiver.id
            """
        );
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
