using CaregiverSignal.Caseload;
using CaregiverSignal.Jobs;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the alerts in the signal table: whom a signal still has to reach, coordinator or team, from
/// which day, and the marks once it has.</summary>
internal static class SignalAlertTable
{
    /// <summary>Red, or asking to be called: neither waits for the digest.</summary>
    private const string IsUrgent = "(urgency = 'red' or kinds like '%request%' or kinds like '%crisis%')";

    /// <summary>Urgent, and nobody was told.</summary>
    public static readonly DueItems ToNotify = new(
        Job.Tell,
        $"""
        from signal
        where closed_at is null and notified_at is null and {IsUrgent:sql}
        """,
        order: "id",
        since: "coalesce(notify_on, opened_on)"
    );

    /// <summary>Red, without an escalation day.</summary>
    public static readonly DueItems ToWatch = new(
        Job.Watch,
        $"""
        from signal
        where closed_at is null and {IsUrgent:sql} and escalate_on is null and notified_at is not null
        """,
        order: "id",
        since: "coalesce(notified_at, opened_on)"
    );

    /// <summary>The signal waiting longest; null for none.</summary>
    public static async Task<Signal?> Next(Transaction transaction, DueItems dueItems) =>
        await dueItems.Next(transaction) is { } id ? await SignalTable.Get(transaction, id) : null;

    /// <summary>The longest waiting.</summary>
    public static async Task<IReadOnlyList<Signal>> Next(Transaction transaction, DueItems dueItems, int most) =>
        await SignalTable.Get(transaction, await dueItems.Next(transaction, most));

    /// <param name="escalateOn">The escalation day, unless an earlier notification set an earlier one.</param>
    /// <returns>How often staff have been notified of each so far; without those that another worker did
    /// first.</returns>
    public static async Task<IReadOnlyDictionary<long, int>> MarkNotified(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        DateTimeOffset at,
        DateOnly escalateOn
    ) =>
        (
            await transaction.All<(long Id, int Times)>(
                $"""
                update signal set notified_at = {at}, times_notified = times_notified + 1,
                    escalate_on = case when escalate_on < {escalateOn} then escalate_on else {escalateOn} end
                where id in ({ids}) and notified_at is null
                returning id, times_notified
                """
            )
        ).ToDictionary(marked => marked.Id, marked => marked.Times);

    /// <summary>Marks a coordinator's amber signals as notified by a digest; a red signal needs an alert of its own,
    /// with its escalation day.</summary>
    public static Task<int> MarkNotifiedOf(Transaction transaction, long coordinatorId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update signal set notified_at = {at}, times_notified = times_notified + 1
            where closed_at is null and notified_at is null and not {IsUrgent:sql}
              and caregiver_id in (select id from caregiver where coordinator_id = {coordinatorId})
            """
        );

    /// <summary>Marks a coordinator's red signals due for the team as escalated, with the day of the next time if
    /// nobody talks before. Signals escalated before and due again on the next working day go along, so that they share
    /// one day from then on.</summary>
    /// <returns>Without those that another worker did first.</returns>
    public static async Task<IReadOnlyList<(long Id, long CaregiverId)>> MarkEscalated(
        Transaction transaction,
        long coordinatorId,
        SiteTime time
    ) =>
        [
            .. (
                await transaction.All<(long Id, long CaregiverId)>(
                    $"""
                    update signal set
                        escalate_on = {time.WorkingDays.Add(time.Today, FollowUpSettings.EscalateAfterWorkingDays)},
                        escalated_at = {time.Now}
                    where notified_at is not null
                      and (escalate_on <= {time.Today}
                        or (escalate_on <= {time.WorkingDays.Add(time.Today, 1)} and escalated_at is not null
                          and (contacted_at is null or contacted_at < escalated_at)))
                      and caregiver_id in (select id from caregiver where coordinator_id = {coordinatorId})
                    returning id, caregiver_id
                    """
                )
            ).OrderBy(it => it.Id),
        ];

    /// <returns>False if another worker was first, or it was closed.</returns>
    public static async Task<bool> Watch(Transaction transaction, long id, DateOnly escalateOn) =>
        await transaction.Execute(
            $"""
            update signal set escalate_on = {escalateOn} where id = {id} and closed_at is null and escalate_on is null
            """
        ) == 1;

    /// <summary>Clears the escalation day so that it is computed anew: its starting point has changed.</summary>
    public static Task ClearEscalationDay(Transaction transaction, long id) =>
        transaction.Execute(
            $"""
            update signal set escalate_on = null where id = {id} and closed_at is null
            """
        );

    /// <summary>Moves the signals due for the team today or later, once those days become closed days.</summary>
    /// <param name="to">Only later: a day that opens again leaves moved signals where they are.</param>
    public static async Task MoveEscalations(Transaction transaction, DateOnly today, Func<DateOnly, DateOnly> to)
    {
        var days = await transaction.All<DateOnly>(
            $"select distinct escalate_on from signal where closed_at is null and escalate_on >= {today}"
        );
        await transaction.Each(
            days.Where(day => to(day) != day),
            day => $"update signal set escalate_on = {to(day)} where closed_at is null and escalate_on = {day}"
        );
    }

    /// <summary>Makes a caregiver's red signal that nobody has taken up due for another alert, to whoever follows them
    /// then.</summary>
    public static Task NotifyAgain(Transaction transaction, long caregiverId) =>
        transaction.Execute(
            $"""
            update signal set notified_at = null
            where closed_at is null and seen_at is null and {IsUrgent:sql} and caregiver_id = {caregiverId}
            """
        );

    /// <summary>Makes signals escalated to somebody, with no talk since, due for another escalation.</summary>
    public static Task PassOnAgain(Transaction transaction, long deputyId, DateOnly today) =>
        transaction.Execute(
            $"""
            update signal set escalate_on = {today}
            where closed_at is null and {IsUrgent:sql} and (escalate_on is null or escalate_on > {today})
              and exists (
                select 1 from action
                where action.signal_id = signal.id and action.kind = 'escalated' and action.coordinator_id = {deputyId}
                  and (signal.contacted_at is null or signal.contacted_at < action.at))
            """
        );
}
