using CaregiverSignal.Happenings;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the signal table except alerts (<see cref="SignalAlertTable"/>): one row from opened to
/// closed.</summary>
internal static class SignalTable
{
    /// <summary>An attempt that reached nobody, since the last conversation about its signal.</summary>
    internal const string IsTry = """
        action.signal_id = signal.id and action.kind = 'contacted' and action.outcome in ('not-reached', 'message')
          and (signal.contacted_at is null or action.at > signal.contacted_at)
        """;

    public static async Task<Signal?> Get(Transaction transaction, long id) =>
        await Read(transaction, $"signal.id = {id}") is [var signal] ? signal : null;

    /// <summary>Those with these numbers, in that order.</summary>
    public static async Task<IReadOnlyList<Signal>> Get(Transaction transaction, IReadOnlyCollection<long> ids) =>
        ids.Count == 0 ? [] : await Read(transaction, $"signal.id in ({ids})");

    public static async Task<Signal?> OpenOf(Transaction transaction, long caregiverId) =>
        await Read(transaction, $"signal.caregiver_id = {caregiverId} and signal.closed_at is null") is [var open]
            ? open
            : null;

    /// <summary>The open signals of several, by caregiver.</summary>
    public static async Task<IReadOnlyDictionary<long, Signal>> OpenOfEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        (await Read(transaction, $"signal.caregiver_id in ({caregiverIds}) and signal.closed_at is null")).ToDictionary(
            open => open.CaregiverId
        );

    /// <summary>A caregiver's signals, newest first.</summary>
    public static async Task<IReadOnlyList<Signal>> Of(Transaction transaction, long caregiverId) =>
        [
            .. (await Read(transaction, $"signal.caregiver_id = {caregiverId}"))
                .OrderByDescending(signal => signal.OpenedOn)
                .ThenByDescending(signal => signal.Id),
        ];

    /// <summary>All open ones, except unreadable rows.</summary>
    public static Task<IReadOnlyList<Signal>> AllOpen(Transaction transaction) =>
        Read(transaction, $"signal.closed_at is null", isList: true);

    /// <summary>When each of some had a row on a worklist; unreadable ones are left out.</summary>
    public static Task<IReadOnlyList<StoodOpen>> Stood(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        transaction.AllReadable<StoodOpen>(
            $"""
            select caregiver_id, opened_on, closed_at
            from signal
            where caregiver_id in ({caregiverIds})
            order by id
            """
        );

    /// <summary>Likewise for the caregivers of some coordinators.</summary>
    public static Task<IReadOnlyList<Signal>> OpenCases(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds
    ) =>
        Read(transaction, $"signal.closed_at is null and caregiver.coordinator_id in ({coordinatorIds})", isList: true);

    /// <summary>Signals by id, with what follows from their findings and actions, read once for all.</summary>
    /// <param name="which">A condition on <c>signal</c> or <c>caregiver</c>.</param>
    /// <param name="isList">Whether unreadable rows are left out.</param>
    private static async Task<IReadOnlyList<Signal>> Read(Transaction transaction, Sql which, bool isList = false)
    {
        var found = await Rows<Signal>(
            $"""
            select
                signal.id, signal.caregiver_id, signal.urgency, signal.kinds as kind_codes, signal.opened_on,
                signal.opened_at, signal.notify_on, signal.notified_at, signal.seen_at, signal.contacted_at, signal.next_on,
                signal.next_time, signal.escalated_at, signal.closed_at, signal.outcome,
                min(caregiver.coordinator_id) as coordinator_id,
                coalesce(max(finding.id), 0) as newest_finding,
                max(case when finding.warning_sign = {JudgedRow.Review} then 1 else 0 end) as is_of_review,
                min(case when finding.found_at > signal.contacted_at then finding.found_at end) as news_at,
                min(case when finding.found_at > signal.contacted_at and finding.urgency = 'red'
                    then finding.found_at end) as red_news_at,
                max(case when finding.kind = 'request' and not exists (
                    select 1 from staff_task as back
                    where back.caregiver_id = signal.caregiver_id and back.kind = 'call'
                      and back.done_at is not null and back.done_by is null
                      and not exists (
                          select 1 from staff_task as later
                          where later.caregiver_id = back.caregiver_id and later.kind = 'call'
                            and later.id > back.id)) then finding.found_at end) as requested_at,
                max(case when finding.kind = 'request' then finding.rests_on end) as requested_on,
                max(case when finding.alarms > 0
                    and (signal.contacted_at is null or finding.found_at > signal.contacted_at)
                    then 1 else 0 end) as is_heavy,
                (select max(event.happened_on)
                 from event
                 where event.caregiver_id = signal.caregiver_id and event.kind in ({Consequences.Ends})
                 ) as care_ended_on
            from caregiver
            join signal on signal.caregiver_id = caregiver.id
            left join finding on finding.signal_id = signal.id
            where {which}
            group by signal.id
            order by signal.id
            """
        );
        if (found.Count == 0)
            return found;
        // The alerts, and the attempts since the last talk.
        var acts = (
            await Rows<Done>(
                $"""
                select
                    action.signal_id, action.kind, action.done_on,
                    case when action.kind = 'contacted' then action.outcome end as way
                from caregiver
                join signal on signal.caregiver_id = caregiver.id
                join action on action.signal_id = signal.id and (action.kind = 'told' or ({IsTry:sql}))
                where {which}
                order by action.id
                """
            )
        ).ToLookup(act => act.SignalId);
        return [.. found.Select(signal => signal.With([.. acts[signal.Id]]))];

        async Task<IReadOnlyList<T>> Rows<T>(Sql rows) =>
            isList ? await transaction.AllReadable<T>(rows) : await transaction.All<T>(rows);
    }

    /// <param name="nextOn">The day to call or follow up, for a row without a notification; null if staff are
    /// notified.</param>
    public static async Task<long> Open(
        Transaction transaction,
        long caregiverId,
        Urgency urgency,
        IEnumerable<SignalKind> kinds,
        DateOnly day,
        DateTimeOffset at,
        DateOnly? nextOn = null
    )
    {
        DateTimeOffset? notifiedAt = nextOn is null ? null : at;
        DateOnly? notifyOn = nextOn is null ? day : null;
        return await transaction.One<long>(
            $"""
            insert into signal (caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, notify_on, next_on)
            values (
                {caregiverId}, {urgency}, {Kinds.Join(kinds)}, {at}, {day}, {notifiedAt}, {notifyOn}, {nextOn})
            returning id
            """
        );
    }

    /// <summary>Follows a caregiver without an open signal: they are on the worklist until somebody closes it, or until
    /// a finding makes it an ordinary signal.</summary>
    public static Task<long> Follow(
        Transaction transaction,
        long caregiverId,
        DateOnly today,
        DateTimeOffset at,
        DateOnly nextOn
    ) => Open(transaction, caregiverId, Urgency.Amber, [], today, at, nextOn);

    /// <summary>Adds a signal that is closed at once, without a finding: it holds the talk with a caregiver who stopped
    /// and never had a signal.</summary>
    public static Task<long> Keep(Transaction transaction, long caregiverId, DateOnly today, DateTimeOffset at) =>
        transaction.One<long>(
            $"""
            insert into signal (caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, seen_at, closed_at)
            values ({caregiverId}, 'amber', '', {at}, {today}, {at}, {at}, {at})
            returning id
            """
        );

    /// <summary>Brings the agreed day forward, and with it the escalation day; without an agreed day the signal waits
    /// for a call as before.</summary>
    public static Task CallBy(Transaction transaction, long id, DateOnly day) =>
        transaction.Execute(
            $"""
            update signal set
                next_on = {day}, escalate_on = case when contacted_at >= seen_at then null else escalate_on end
            where id = {id} and closed_at is null and next_on > {day}
            """
        );

    /// <summary>Sets the day of a call to a red caregiver told of before: sooner than agreed, with no new alert.
    /// Escalation counts from now.</summary>
    public static Task DueBy(Transaction transaction, long id, DateOnly day, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update signal set
                next_on = case when next_on < {day} then next_on else {day} end, notified_at = {at}, escalate_on = null
            where id = {id} and closed_at is null
            """
        );

    /// <summary>Marks it as known to staff by an earlier alert.</summary>
    public static Task MarkKnown(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update signal set notified_at = {at} where id = {id} and closed_at is null and notified_at is null
            """
        );

    /// <summary>Changes the level or the kinds. With a day in <paramref name="notifyOn"/> staff are notified again and
    /// must take it up again, and an earlier agreed day no longer applies.</summary>
    /// <remarks>A red signal keeps its escalation day; otherwise a caregiver who keeps asking would never reach the
    /// team. A caregiver who was only followed has a signal from today: what was before says nothing about
    /// it.</remarks>
    public static Task Change(
        Transaction transaction,
        long id,
        Urgency urgency,
        IEnumerable<SignalKind> kinds,
        DateOnly? notifyOn,
        DateOnly today
    ) =>
        transaction.Execute(
            $"""
            update signal set
                urgency = {urgency},
                kinds = {Kinds.Join(kinds)},
                opened_on = case when kinds = '' then {today} else opened_on end,
                notify_on = coalesce({notifyOn}, notify_on),
                notified_at = case when {notifyOn} is null then notified_at end,
                seen_at = case when {notifyOn} is null then seen_at end,
                next_on = case when {notifyOn} is null then next_on end,
                escalate_on = case when {urgency == Urgency.Red
                || kinds.Any(kind => kind.IsUrgent())} = 1 then escalate_on end
            where id = {id} and closed_at is null
            """
        );

    /// <summary>Marks it as taken up; the first time since the last talk, the escalation day counts from
    /// today.</summary>
    /// <remarks>Only the first time, so that taking up each new answer without calling does not hide it.</remarks>
    /// <returns>False if it was already taken up or closed.</returns>
    public static async Task<bool> MarkSeen(Transaction transaction, long id, DateTimeOffset at) =>
        await transaction.Execute(
            $"""
            update signal set
                seen_at = {at},
                escalate_on = case
                    when exists (
                        select 1 from action
                        where action.signal_id = signal.id and action.kind = 'seen'
                          and (signal.contacted_at is null or action.at > signal.contacted_at))
                        then escalate_on
                end
            where id = {id} and seen_at is null and closed_at is null
            """
        ) == 1;

    /// <param name="nextTime">The next day with its local time; null without an agreed time.</param>
    public static Task AgreeTime(Transaction transaction, long id, string? nextTime) =>
        transaction.Execute($"update signal set next_time = {nextTime} where id = {id}");

    /// <summary>Records a talk, or an attempt, with the next day. After a talk that day counts, also for escalation;
    /// after an attempt the contact is still due, and the escalation day stays.</summary>
    /// <returns>False if it is closed.</returns>
    public static async Task<bool> MarkContacted(
        Transaction transaction,
        long id,
        DateTimeOffset at,
        DateOnly nextOn,
        bool isReached = true
    )
    {
        DateTimeOffset? talkedAt = isReached ? at : null;
        return await transaction.Execute(
                $"""
                update signal set
                    contacted_at = coalesce({talkedAt}, contacted_at), next_on = {nextOn},
                    seen_at = coalesce(seen_at, {at}), notified_at = coalesce(notified_at, {at}),
                    escalate_on = case when {talkedAt} is null then escalate_on end
                where id = {id} and closed_at is null
                """
            ) == 1;
    }

    /// <summary>Takes back a contact whose action is gone: the last talk and agreed day are again those before it, and
    /// what it took up or made known is undone. A row opened for this contact alone is closed.</summary>
    /// <param name="noted">When the contact was logged.</param>
    public static Task UndoContact(
        Transaction transaction,
        long id,
        DateTimeOffset noted,
        DateOnly today,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update signal set
                contacted_at = (
                    select max(action.at) from action
                    where action.signal_id = signal.id and action.kind = 'contacted'
                      and {ActionTable.IsTalk}),
                next_on = coalesce(
                    (select action.next_on from action
                     where action.signal_id = signal.id and action.kind = 'contacted'
                     order by action.at desc, action.id desc limit 1),
                    (select action.next_on from action
                     where action.caregiver_id = signal.caregiver_id and action.kind = 'closed'
                       and action.at = signal.opened_at and signal.kinds = ''),
                    case when kinds = '' then {today} end),
                seen_at = case when seen_at <> {noted} then seen_at end,
                notified_at = case when kinds = '' or notified_at <> {noted} then notified_at end,
                escalate_on = null,
                closed_at = case when kinds = '' and opened_at = {noted} then {at} end
            where id = {id} and closed_at is null
            """
        );

    /// <summary>Reopens a signal whose closing is taken back, in place of the follow-up that it planned.</summary>
    public static async Task Reopen(Transaction transaction, long caregiverId, long id, DateTimeOffset closed)
    {
        await RemoveLook(transaction, caregiverId, closed);
        await transaction.Execute($"update signal set closed_at = null, outcome = null where id = {id}");
    }

    /// <summary>Removes the follow-up planned at that moment, if nothing was done about it.</summary>
    public static Task RemoveLook(Transaction transaction, long caregiverId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            delete from signal
            where caregiver_id = {caregiverId} and kinds = '' and opened_at = {at} and closed_at is null
              and not exists (select 1 from action where action.signal_id = signal.id)
              and not exists (select 1 from finding where finding.signal_id = signal.id)
            """
        );

    /// <returns>False if it was already closed.</returns>
    public static async Task<bool> Close(Transaction transaction, long id, DateTimeOffset at, SignalOutcome outcome) =>
        await transaction.Execute(
            $"""
            update signal set
                closed_at = {at}, outcome = {outcome}, seen_at = coalesce(seen_at, {at}),
                notified_at = coalesce(notified_at, {at}), escalate_on = null
            where id = {id} and closed_at is null
            """
        ) == 1;
}

/// <summary>A period in which a caregiver was on a worklist.</summary>
internal sealed record StoodOpen(long CaregiverId, DateOnly OpenedOn, DateTimeOffset? ClosedAt);
