using CaregiverSignal.Caseload;
using CaregiverSignal.Jobs;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the signal table about its alerts: whom a signal still has to reach, the coordinator or the
/// team, from which day on, and what marks that it did.</summary>
internal static class SignalAlertTable
{
    /// <summary>Red, or asking to be called: nobody waits for the digest with that.</summary>
    private const string IsUrgent = "(urgency = 'red' or kinds like '%request%' or kinds like '%crisis%')";

    /// <summary>Urgent, and nobody was told of it.</summary>
    public static readonly DueItems ToNotify = new(
        Job.Tell,
        $"""
        from signal
        where closed_at is null and notified_at is null and {IsUrgent:sql}
        """,
        order: "id",
        since: "coalesce(notify_on, opened_on)"
    );

    /// <summary>Red, without a day on which it goes to the team.</summary>
    public static readonly DueItems ToWatch = new(
        Job.Watch,
        $"""
        from signal
        where closed_at is null and {IsUrgent:sql} and escalate_on is null and notified_at is not null
        """,
        order: "id",
        since: "coalesce(notified_at, opened_on)"
    );

    /// <summary>The signal that waits longest; null when none does.</summary>
    public static async Task<Signal?> Next(Transaction transaction, DueItems dueItems) =>
        await dueItems.Next(transaction) is { } id ? await SignalTable.Get(transaction, id) : null;

    /// <summary>Those that wait longest.</summary>
    public static async Task<IReadOnlyList<Signal>> Next(Transaction transaction, DueItems dueItems, int most) =>
        await SignalTable.Get(transaction, await dueItems.Next(transaction, most));

    /// <param name="escalateOn">The day of escalation, unless an earlier notification set an earlier one.</param>
    /// <returns>How often staff have been notified of each by now; without those that another worker did
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
    /// with its day of escalation.</summary>
    public static Task<int> MarkNotifiedOf(Transaction transaction, long coordinatorId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update signal set notified_at = {at}, times_notified = times_notified + 1
            where closed_at is null and notified_at is null and not {IsUrgent:sql}
              and caregiver_id in (select id from caregiver where coordinator_id = {coordinatorId})
            """
        );

    /// <summary>Marks a coordinator's red signals as escalated whose day for the team has come, with the day of the
    /// next time, if nobody talks before. What the team heard of before, and would hear of again on the next working
    /// day, goes along: so they have one day from then on.</summary>
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

    /// <returns>False when another worker did it first, or it was closed.</returns>
    public static async Task<bool> Watch(Transaction transaction, long id, DateOnly escalateOn) =>
        await transaction.Execute(
            $"""
            update signal set escalate_on = {escalateOn} where id = {id} and closed_at is null and escalate_on is null
            """
        ) == 1;

    /// <summary>Clears the day of escalation, so that it is worked out again: what it was counted from has
    /// changed.</summary>
    public static Task ClearEscalationDay(Transaction transaction, long id) =>
        transaction.Execute(
            $"""
            update signal set escalate_on = null where id = {id} and closed_at is null
            """
        );

    /// <summary>Moves the signals that go to the team today or later to other days, once those are closed
    /// days.</summary>
    /// <param name="to">Later only: a day that opens again leaves what was moved where it is.</param>
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

    /// <summary>Makes the signals that were escalated to somebody, and had no talk since, due for another
    /// escalation.</summary>
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
