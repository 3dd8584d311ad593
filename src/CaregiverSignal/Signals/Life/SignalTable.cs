using System.Text.Json;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the signal and finding tables.</summary>
public static class SignalTable
{
    private const string IsTry = """
        action.signal_id = signal.id and action.kind = 'contacted' and action.outcome in ('not-reached', 'message')
          and (signal.contacted_at is null or action.at > signal.contacted_at)
        """;

    /// <summary>What came after the last talk.</summary>
    private const string SinceTalk = $"""
        (select min(finding.found_at)
         from finding
         where finding.signal_id = signal.id and finding.found_at > signal.contacted_at) as news_at,
        (select min(finding.found_at)
         from finding
         where finding.signal_id = signal.id and finding.level = 'red' and finding.found_at > signal.contacted_at
        ) as red_news_at,
        (select count(*) from action where {IsTry}) as tries,
        (select count(distinct action.done_on) from action where {IsTry}) as tried_days,
        (select max(action.done_on) from action where {IsTry}) as tried_on,
        (select action.outcome from action where {IsTry} order by action.id desc limit 1) as tried_how
        """;

    private const string Columns = $"""
        id, caregiver_id, level, kinds, opened_on, notified_at, seen_at, contacted_at, next_on, escalated_at, closed_at,
        outcome, notify_on,
        coalesce((select max(finding.id) from finding where finding.signal_id = signal.id), 0) as newest_finding,
        {SinceTalk}
        """;

    private const string IsToNotify = "closed_at is null and notified_at is null and level = 'red'";

    private const string IsToEscalate = "escalate_on <= @today and notified_at is not null";

    /// <summary>Red, and nobody was told of it.</summary>
    public static readonly Waiting ToNotify = new(
        "tell",
        $"""
        from signal
        where {IsToNotify}
        """,
        order: "id",
        since: "coalesce(notify_on, opened_on)"
    );

    /// <summary>Red, and its day for the deputy has come.</summary>
    public static readonly Waiting ToEscalate = new(
        "escalate",
        $"""
        from signal
        where {IsToEscalate}
        """,
        order: "escalate_on, id",
        since: "escalate_on"
    );

    /// <summary>Red, without a day on which it goes to the deputy.</summary>
    public static readonly Waiting ToWatch = new(
        "watch",
        """
        from signal
        where closed_at is null and level = 'red' and escalate_on is null and notified_at is not null
        """,
        order: "id",
        since: "coalesce(notified_at, opened_on)"
    );

    public static Signal? Get(Transaction transaction, long id) =>
        transaction.First<Signal>(
            $"""
            select {Columns} from signal where id = @id
            """,
            new { id }
        );

    public static Signal? OpenOf(Transaction transaction, long caregiverId) =>
        transaction.First<Signal>(
            $"""
            select {Columns} from signal where caregiver_id = @caregiverId and closed_at is null
            """,
            new { caregiverId }
        );

    /// <summary>A caregiver's signals, newest first.</summary>
    public static IReadOnlyList<Signal> Of(Transaction transaction, long caregiverId) =>
        transaction.All<Signal>(
            $"""
            select {Columns} from signal where caregiver_id = @caregiverId order by opened_on desc, id desc
            """,
            new { caregiverId }
        );

    /// <summary>How many signals of a coordinator's own caregivers are open.</summary>
    public static int CountOpen(Transaction transaction, long coordinatorId) =>
        transaction.One<int>(
            """
            select count(*)
            from signal join caregiver on caregiver.id = signal.caregiver_id
            where signal.closed_at is null and caregiver.coordinator_id = @coordinatorId
            """,
            new { coordinatorId }
        );

    /// <summary>All that are open, but for those whose row cannot be read.</summary>
    public static IReadOnlyList<Signal> AllOpen(Transaction transaction) =>
        transaction.AllReadable<Signal>(
            $"""
            select {Columns} from signal where closed_at is null order by id
            """
        );

    /// <summary>How many are to be told of, what is aside among them.</summary>
    public static long CountToNotify(Transaction transaction) =>
        transaction.One<long>(
            $"""
            select count(*) from signal where {IsToNotify}
            """
        );

    /// <summary>How many are to go to the deputy, what is aside among them.</summary>
    public static long CountToEscalate(Transaction transaction, DateOnly today) =>
        transaction.One<long>(
            $"""
            select count(*) from signal where {IsToEscalate}
            """,
            new { today }
        );

    /// <summary>The newest signal of a caregiver that was told and is closed.</summary>
    public static Signal? LastClosed(Transaction transaction, long caregiverId) =>
        transaction.First<Signal>(
            $"""
            select {Columns} from signal
            where caregiver_id = @caregiverId and closed_at is not null and notify_on is not null
            order by notify_on desc, id desc
            limit 1
            """,
            new { caregiverId }
        );

    /// <param name="tell">False: it stands in the worklist, and there is nothing to tell yet.</param>
    public static long Open(
        Transaction transaction,
        long caregiverId,
        string level,
        string kinds,
        DateOnly day,
        DateTimeOffset at,
        bool tell = true
    ) =>
        transaction.One<long>(
            """
            insert into signal (caregiver_id, level, kinds, opened_at, opened_on, notified_at, notify_on)
            values (@caregiverId, @level, @kinds, @at, @day, @notifiedAt, @notifyOn)
            returning id
            """,
            new
            {
                caregiverId,
                level,
                kinds,
                day,
                at,
                notifiedAt = tell ? null : (DateTimeOffset?)at,
                notifyOn = tell ? day : (DateOnly?)null,
            }
        );

    /// <summary>
    /// Follows somebody about whom nothing is open: it stands in the worklist until a person closes it, or a finding
    /// makes it its own.
    /// </summary>
    /// <param name="nextOn">The day to call or to look again.</param>
    public static long Follow(
        Transaction transaction,
        long caregiverId,
        DateOnly today,
        DateTimeOffset at,
        DateOnly nextOn
    ) =>
        transaction.One<long>(
            """
            insert into signal (caregiver_id, level, kinds, opened_at, opened_on, notified_at, next_on)
            values (@caregiverId, 'amber', '', @at, @today, @at, @nextOn)
            returning id
            """,
            new
            {
                caregiverId,
                today,
                at,
                nextOn,
            }
        );

    /// <summary>
    /// A signal that is closed as it opens, for nothing was found: with it stands what was said with somebody who
    /// stopped and never had one.
    /// </summary>
    public static long Keep(Transaction transaction, long caregiverId, DateOnly today, DateTimeOffset at) =>
        transaction.One<long>(
            """
            insert into signal (caregiver_id, level, kinds, opened_at, opened_on, notified_at, seen_at, closed_at)
            values (@caregiverId, 'amber', '', @at, @today, @at, @at, @at)
            returning id
            """,
            new
            {
                caregiverId,
                today,
                at,
            }
        );

    /// <summary>
    /// Brings forward the day that was agreed to look again, and so the deputy's; where none was agreed, it waits for a
    /// call as it did.
    /// </summary>
    public static void CallBy(Transaction transaction, long id, DateOnly day) =>
        transaction.Execute(
            """
            update signal set
                next_on = @day, escalate_on = case when contacted_at >= seen_at then null else escalate_on end
            where id = @id and closed_at is null and next_on > @day
            """,
            new { id, day }
        );

    /// <summary>
    /// Another level or other kinds; with a day in <paramref name="notifyOn"/> it is told again, must be seen again, and
    /// a day agreed before no longer holds.
    /// </summary>
    /// <remarks>
    /// What is red stays watched meanwhile: whoever asks again and again would else keep the deputy away.
    /// </remarks>
    public static void Change(Transaction transaction, long id, string level, string kinds, DateOnly? notifyOn) =>
        transaction.Execute(
            """
            update signal set
                level = @level,
                kinds = @kinds,
                notify_on = coalesce(@notifyOn, notify_on),
                notified_at = case when @notifyOn is null then notified_at end,
                seen_at = case when @notifyOn is null then seen_at end,
                next_on = case when @notifyOn is null then next_on end,
                escalate_on = case when @level = 'red' then escalate_on end
            where id = @id and closed_at is null
            """,
            new
            {
                id,
                level,
                kinds,
                notifyOn,
            }
        );

    /// <summary>
    /// What was told before is for today once more, without an alert: it must be seen again, and the day that was
    /// agreed has come.
    /// </summary>
    public static void NotifyAgain(Transaction transaction, long id, string kinds, DateOnly day, DateTimeOffset at) =>
        transaction.Execute(
            """
            update signal set kinds = @kinds, notify_on = @day, notified_at = @at, seen_at = null, next_on = null
            where id = @id and closed_at is null
            """,
            new
            {
                id,
                kinds,
                day,
                at,
            }
        );

    /// <param name="rules">The version of the rule set it was found with.</param>
    public static void AddFinding(
        Transaction transaction,
        long signalId,
        Finding finding,
        string rules,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            insert into finding (signal_id, warning_sign, kind, level, rests_on, points, evidence, rules, found_at)
            values (@signalId, @WarningSign, @kind, @level, @Day, @Points, @evidence, @rules, @at)
            on conflict (signal_id, warning_sign, kind, level, rests_on) do nothing
            """,
            new
            {
                signalId,
                finding.WarningSign,
                kind = Kinds.Code(finding.Kind),
                level = Kinds.Code(finding.Level),
                finding.Day,
                finding.Points,
                evidence = JsonSerializer.Serialize(finding.Evidence),
                rules,
                at,
            }
        );

    /// <summary>Why a signal is open, newest reason first.</summary>
    public static IReadOnlyList<StoredFinding> Findings(Transaction transaction, long signalId) =>
        FindingsOfSignals(transaction, [signalId]);

    /// <summary>Why some signals are open, newest reason first.</summary>
    public static IReadOnlyList<StoredFinding> FindingsOfSignals(
        Transaction transaction,
        IReadOnlyCollection<long> signalIds
    ) =>
        transaction.All<StoredFinding>(
            """
            select signal_id, warning_sign, kind, level, rests_on, points, evidence, reason as told_as, found_at
            from finding
            where signal_id in (@ids)
            order by rests_on desc, case level when 'red' then 0 else 1 end, id
            """,
            new { ids = signalIds }
        );

    /// <summary>
    /// All that was ever found about a caregiver, of closed signals too, with the limits of then, oldest first.
    /// </summary>
    public static IReadOnlyList<StoredFinding> FindingsOf(Transaction transaction, long caregiverId) =>
        transaction.All<StoredFinding>(
            """
            select
                finding.signal_id, finding.warning_sign, finding.kind, finding.level, finding.rests_on, finding.points,
                finding.evidence, finding.reason as told_as, finding.found_at, finding.rules, rule_set.limits
            from signal
            join finding on finding.signal_id = signal.id
            left join rule_set on rule_set.version = finding.rules
            where signal.caregiver_id = @caregiverId
            order by finding.id
            """,
            new { caregiverId }
        );

    /// <summary>A red signal that nobody was told of; null when there is none.</summary>
    public static Signal? NextToNotify(Transaction transaction) =>
        ToNotify.Next(transaction) is { } id ? Get(transaction, id) : null;

    /// <param name="escalateOn">When it goes to the deputy, unless that comes sooner by an earlier telling.</param>
    /// <returns>How often it has been told now; null when another worker told it first.</returns>
    public static int? MarkNotified(Transaction transaction, long id, DateTimeOffset at, DateOnly escalateOn) =>
        transaction.First<int?>(
            """
            update signal set notified_at = @at, times_notified = times_notified + 1,
                escalate_on = case when escalate_on < @escalateOn then escalate_on else @escalateOn end
            where id = @id and notified_at is null
            returning times_notified
            """,
            new
            {
                id,
                at,
                escalateOn,
            }
        );

    /// <summary>A red signal whose day for the deputy has come; null when there is none.</summary>
    public static Signal? NextToEscalate(Transaction transaction, DateOnly today) =>
        ToEscalate.Next(transaction, new { today }) is { } id ? Get(transaction, id) : null;

    /// <param name="again">When it goes there once more, if nobody talks before.</param>
    /// <returns>False when another worker took it first.</returns>
    public static bool MarkEscalated(
        Transaction transaction,
        long id,
        DateTimeOffset at,
        DateOnly today,
        DateOnly again
    ) =>
        transaction.Execute(
            """
            update signal set escalate_on = @again, escalated_at = @at where id = @id and escalate_on <= @today
            """,
            new
            {
                id,
                at,
                today,
                again,
            }
        ) == 1;

    /// <summary>A red signal without a day on which it goes to the deputy; null when there is none.</summary>
    public static Signal? NextToWatch(Transaction transaction) =>
        ToWatch.Next(transaction) is { } id ? Get(transaction, id) : null;

    /// <returns>False when another worker did it first, or it was closed.</returns>
    public static bool Watch(Transaction transaction, long id, DateOnly escalateOn) =>
        transaction.Execute(
            """
            update signal set escalate_on = @escalateOn where id = @id and closed_at is null and escalate_on is null
            """,
            new { id, escalateOn }
        ) == 1;

    /// <summary>The day for the deputy is set anew: what it was reckoned from has changed.</summary>
    public static void WatchAnew(Transaction transaction, long id) =>
        transaction.Execute(
            """
            update signal set escalate_on = null where id = @id and closed_at is null
            """,
            new { id }
        );

    /// <summary>Taken up: the day for the deputy is set anew, from today.</summary>
    /// <returns>False when it was seen or closed before.</returns>
    public static bool MarkSeen(Transaction transaction, long id, DateTimeOffset at) =>
        transaction.Execute(
            """
            update signal set seen_at = @at, escalate_on = null where id = @id and seen_at is null and closed_at is null
            """,
            new { id, at }
        ) == 1;

    /// <summary>Somebody talked: from here on the agreed day counts, for the deputy too.</summary>
    /// <returns>False when it is closed.</returns>
    public static bool MarkContacted(Transaction transaction, long id, DateTimeOffset at, DateOnly nextOn) =>
        transaction.Execute(
            """
            update signal set
                contacted_at = @at, next_on = @nextOn, seen_at = coalesce(seen_at, @at),
                notified_at = coalesce(notified_at, @at), escalate_on = null
            where id = @id and closed_at is null
            """,
            new
            {
                id,
                at,
                nextOn,
            }
        ) == 1;

    /// <summary>
    /// Somebody tried and did not reach the caregiver: the next day is planned, the contact still waits, and the deputy
    /// hears when they would have.
    /// </summary>
    /// <returns>False when it is closed.</returns>
    public static bool MarkTried(Transaction transaction, long id, DateTimeOffset at, DateOnly nextOn) =>
        transaction.Execute(
            """
            update signal set
                next_on = @nextOn, seen_at = coalesce(seen_at, @at), notified_at = coalesce(notified_at, @at)
            where id = @id and closed_at is null
            """,
            new
            {
                id,
                at,
                nextOn,
            }
        ) == 1;

    /// <returns>False when it was closed before.</returns>
    public static bool Close(Transaction transaction, long id, DateTimeOffset at, string outcome) =>
        transaction.Execute(
            """
            update signal set
                closed_at = @at, outcome = @outcome, seen_at = coalesce(seen_at, @at),
                notified_at = coalesce(notified_at, @at), escalate_on = null
            where id = @id and closed_at is null
            """,
            new
            {
                id,
                at,
                outcome,
            }
        ) == 1;

    /// <summary>Open signals of the caregivers of some coordinators, with all that a worklist shows.</summary>
    public static IReadOnlyList<OpenCase> OpenCases(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds
    ) =>
        transaction.AllReadable<OpenCase>(
            $"""
            select
                signal.id, signal.caregiver_id, signal.level, signal.kinds, signal.opened_on, signal.notify_on,
                signal.notified_at, signal.seen_at,
                signal.contacted_at, signal.next_on, signal.escalated_at,
                (select max(action.done_on)
                 from action
                 where action.signal_id = signal.id and action.kind = 'told') as notified_on,
                (select max(finding.found_at)
                 from finding
                 where finding.signal_id = signal.id and finding.kind = 'request') as requested_at,
                caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.status,
                caregiver.coordinator_id,
                coordinator.email as coordinator_email, coordinator.name as coordinator_name,
                {SinceTalk},
                (select check_in.own_words
                 from check_in
                 where check_in.caregiver_id = signal.caregiver_id and check_in.answered_at is not null
                 order by check_in.asked_on desc limit 1) as own_words,
                (select check_in.call_me
                 from check_in
                 where check_in.caregiver_id = signal.caregiver_id
                   and check_in.answered_at is not null
                   and check_in.call_me is not null
                 order by check_in.asked_on desc limit 1) as call_me
            from signal
            join caregiver on caregiver.id = signal.caregiver_id
            join coordinator on coordinator.id = caregiver.coordinator_id
            where signal.closed_at is null
              and caregiver.coordinator_id in (@ids)
            order by signal.id
            """,
            new { ids = coordinatorIds }
        );

    /// <summary>
    /// How many signals of each coordinator, closed ones too, were told or taken up since an instant.
    /// </summary>
    public static IReadOnlyDictionary<long, int> CountNotified(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateTimeOffset since
    ) =>
        transaction
            .All<NotifiedCount>(
                """
                select caregiver.coordinator_id, count(*) as told
                from signal join caregiver on caregiver.id = signal.caregiver_id
                where coalesce(signal.notified_at, signal.seen_at) > @since and signal.kinds <> ''
                  and caregiver.coordinator_id in (@ids)
                group by caregiver.coordinator_id
                """,
                new { ids = coordinatorIds, since }
            )
            .ToDictionary(row => row.CoordinatorId, row => row.Told);

    /// <summary>
    /// Tells a coordinator's untold amber signals in one digest, but for those that wait; a red one needs an alert of
    /// its own, with its day of escalation.
    /// </summary>
    public static int MarkNotifiedOf(
        Transaction transaction,
        long coordinatorId,
        IReadOnlyCollection<long> waiting,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            update signal set notified_at = @at, times_notified = times_notified + 1
            where closed_at is null and notified_at is null and level = 'amber'
              and caregiver_id in (select id from caregiver where coordinator_id = @coordinatorId)
              and id not in (@ids)
            """,
            new
            {
                coordinatorId,
                ids = waiting,
                at,
            }
        );

    private sealed record NotifiedCount
    {
        public long CoordinatorId { get; init; }

        public int Told { get; init; }
    }

    /// <summary>
    /// The red signals of a coordinator's people that nobody has seen are told once more, to whoever has them then.
    /// </summary>
    public static void NotifyAgain(Transaction transaction, long coordinatorId) =>
        transaction.Execute(
            """
            update signal set notified_at = null
            where closed_at is null and seen_at is null and level = 'red'
              and caregiver_id in (select id from caregiver where coordinator_id = @coordinatorId)
            """,
            new { coordinatorId }
        );

    /// <summary>What was passed on to somebody, and had no talk since, is passed on once more.</summary>
    public static void PassOnAgain(Transaction transaction, long deputyId, DateOnly today) =>
        transaction.Execute(
            """
            update signal set escalate_on = @today
            where closed_at is null and level = 'red' and (escalate_on is null or escalate_on > @today)
              and exists (
                select 1 from action
                where action.signal_id = signal.id and action.kind = 'escalated' and action.coordinator_id = @deputyId
                  and (signal.contacted_at is null or signal.contacted_at < action.at))
            """,
            new { deputyId, today }
        );
}
