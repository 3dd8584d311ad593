using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Caseload;

/// <summary>
/// SQL of the open staff tasks: on whose worklist they are, and who is notified; it reads across the rooms above.
/// </summary>
public static class OpenTaskTable
{
    /// <summary>
    /// An open task; help and a silence only when they are due soon, and a silence only when the person has no open
    /// signal, which already gives them a row.
    /// </summary>
    private const string IsOpen = """
        (staff_task.done_at is null and (staff_task.kind not in ('silent', 'help') or (staff_task.due_on <= @soon
          and (staff_task.kind = 'help' or not exists (
              select 1 from signal
              where signal.caregiver_id = staff_task.caregiver_id and signal.closed_at is null)))))
        """;

    /// <summary>Somebody wrote.</summary>
    private const string IsWritten = "staff_task.kind in ('words', 'told', 'reply')";

    private const string Columns = """
        staff_task.id, staff_task.kind, staff_task.check_in_id, staff_task.opened_at, staff_task.due_on,
        staff_task.escalated_to, caregiver.coordinator_id,
        caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name, caregiver.phone
        """;

    /// <summary>
    /// Whose task it is: the coordinator's, and for help that is due the colleague's who looks after it, as long as
    /// they see the caregiver and it was not escalated. Where two look after what is due the same day, it is one's.
    /// </summary>
    private const string Owner = """
        (case when staff_task.kind = 'help' and staff_task.escalated_at is null then coalesce(
            (select min(seen_in_team.reader_id)
             from help join seen_in_team on seen_in_team.reader_id = help.owner_id
             where help.caregiver_id = staff_task.caregiver_id
               and help.next_on = staff_task.due_on
               and seen_in_team.owner_id = caregiver.coordinator_id),
            caregiver.coordinator_id) else caregiver.coordinator_id end)
        """;

    /// <summary>The open tasks of a coordinator, due or not: those of their caregivers, and help that was given to
    /// them.</summary>
    private const string Mine = $"""
        select staff_task.id
        from caregiver join staff_task on staff_task.caregiver_id = caregiver.id
        where caregiver.coordinator_id = @coordinatorId
          and staff_task.done_at is null
          and {Owner} = caregiver.coordinator_id
        union
        select staff_task.id
        from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
        where staff_task.kind = 'help'
          and staff_task.done_at is null
          and staff_task.escalated_at is null
          and staff_task.due_on <= @soon
          and {Owner} = @coordinatorId
        """;

    private static readonly Waiting ForDigest = new(
        "digest",
        $"""
        from coordinator
        where (digest_on is null or digest_on < @today) and id in (@ready)
          and id in (
            select {Owner}
            from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
            where {IsOpen} and ({IsWritten} or staff_task.due_on <= @today or staff_task.notified_at is null)
            union
            select staff_task.escalated_to from staff_task where {IsOpen} and staff_task.escalated_at < @began)
        """,
        order: "id"
    );

    private static readonly Waiting ToEscalate = WithLate("=");

    private static readonly Waiting ToGiveBack = WithLate("<>");

    /// <summary>Coordinators with a late task that is nobody else's yet.</summary>
    /// <param name="ownerIs">How who looks after it compares with the coordinator: <c>=</c> or <c>&lt;&gt;</c>.</param>
    private static Waiting WithLate(string ownerIs) =>
        new(
            "escalate task",
            $"""
            from coordinator
            where id in (
                select caregiver.coordinator_id
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.escalated_at is null and staff_task.due_on < @today and {IsOpen}
                  and {Owner} {ownerIs} caregiver.coordinator_id)
            """,
            order: "id"
        );

    /// <summary>
    /// Escalated, the deputy's day went by too, and no lead was told; a mail of another day that never left told
    /// nobody.
    /// </summary>
    private const string IsLate = $"""
        staff_task.escalated_at < @before and {IsOpen} and (staff_task.lead_at is null or (
            staff_task.lead_at < @began and exists (
                select 1 from mail
                where mail.dedupe_key = staff_task.lead_mail and mail.state in ('failed', 'expired', 'cancelled'))))
        """;

    private static readonly Waiting Late = new(
        "escalate task",
        $"""
        from coordinator
        where id in (
            select caregiver.coordinator_id
            from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
            where {IsLate})
          and id not in (@without)
        """,
        order: "id"
    );

    /// <summary>
    /// The open tasks of some coordinators' caregivers, which the lists below are read with: help and silences only
    /// when they are due soon.
    /// </summary>
    /// <remarks>One look at everybody's open tasks, and not one for each kind: most kinds have none.</remarks>
    /// <param name="soon">As <see cref="Soon"/>.</param>
    public static OpenTasks Of(Transaction transaction, IReadOnlyCollection<long> coordinatorIds, DateOnly soon) =>
        new(
            transaction.All<OpenTask>(
                """
                select staff_task.id, staff_task.kind, staff_task.due_on
                from caregiver join staff_task on staff_task.caregiver_id = caregiver.id
                where caregiver.coordinator_id in (@ids) and staff_task.done_at is null
                  and (staff_task.kind not in ('help', 'silent') or staff_task.due_on <= @soon)
                """,
                new { ids = coordinatorIds, soon }
            )
        );

    /// <summary>The same of one caregiver.</summary>
    public static OpenTasks OfOne(Transaction transaction, long caregiverId) =>
        new(
            transaction.All<OpenTask>(
                "select id, kind, due_on from staff_task where caregiver_id = @caregiverId and done_at is null",
                new { caregiverId }
            )
        );

    /// <summary>Own words that nobody marked as read, oldest first.</summary>
    public static IReadOnlyList<UnreadWords> Words(Transaction transaction, OpenTasks tasks) =>
        Read<UnreadWords>(
            transaction,
            tasks.Of(StaffTaskKind.Words),
            $"""
            select
                {Columns},
                coalesce(
                    check_in.own_words,
                    (select disowned.own_words
                     from disowned
                     where disowned.caregiver_id = check_in.caregiver_id
                       and disowned.check_in_id = check_in.id
                       and disowned.own_words is not null
                     order by disowned.id desc limit 1)) as words
            from staff_task
                join check_in on check_in.id = staff_task.check_in_id
                join caregiver on caregiver.id = staff_task.caregiver_id
            where staff_task.id in (@ids)
            order by staff_task.opened_at, staff_task.id
            """
        );

    /// <summary>
    /// What caregivers, or professionals, told that changed and nobody marked as read: a row for each change, oldest
    /// task first; one without a change where it was taken away since, as the task escalates.
    /// </summary>
    public static IReadOnlyList<UnreadChange> Told(Transaction transaction, OpenTasks tasks)
    {
        var ids = tasks.Of(StaffTaskKind.Told);
        var reach = Reach(transaction, ids).ToLookup(one => one.Id);
        return
        [
            .. Happened(transaction, ids)
                .GroupBy(one => one.Id)
                .SelectMany(task =>
                    task.Where(one => one.Changed is not null || !reach.Contains(task.Key)).Concat(reach[task.Key])
                ),
        ];
    }

    /// <summary>The numbers and addresses that were changed on the own page.</summary>
    private static IReadOnlyList<UnreadChange> Reach(Transaction transaction, IReadOnlyList<long> told) =>
        Read<UnreadChange>(
            transaction,
            told,
            $"""
            select
                {Columns}, detail_change.field as reach, detail_change.old_value as was,
                detail_change.changed_at as said_at
            from staff_task
                join caregiver on caregiver.id = staff_task.caregiver_id
                join detail_change on detail_change.caregiver_id = caregiver.id
                    and detail_change.on_own_page = 1
                    and detail_change.old_value is not null
                    and detail_change.changed_at >= staff_task.opened_at
                    and detail_change.field in (@fields)
            where staff_task.id in (@ids)
            order by detail_change.id
            """,
            ids => new { ids, fields = ReachChange.Fields }
        );

    private static IReadOnlyList<UnreadChange> Happened(Transaction transaction, IReadOnlyList<long> told) =>
        Read<UnreadChange>(
            transaction,
            told,
            $"""
            select
                {Columns}, event.kind as changed, event.happened_on, event.note, event.day_unsaid,
                event.recorded_at as said_at, consent.name as told_by
            from staff_task
                join caregiver on caregiver.id = staff_task.caregiver_id
                left join event on event.caregiver_id = caregiver.id
                    and (event.reported_by = 'caregiver' or event.consent_id is not null)
                    and event.recorded_at >= staff_task.opened_at
                    and event.kind in (@kinds)
                left join consent on consent.id = event.consent_id
            where staff_task.id in (@ids)
            order by staff_task.opened_at, staff_task.id, event.id
            """,
            ids => new { ids, kinds = LifeChange.All }
        );

    /// <summary>The tasks about mail, with what the caregiver wrote, oldest first.</summary>
    public static IReadOnlyList<MailTask> OfMail(Transaction transaction, OpenTasks tasks) =>
        Read<MailTask>(
            transaction,
            tasks.Of(StaffTaskKind.NoArrival, StaffTaskKind.Complaint, StaffTaskKind.Reply),
            $"""
            select {Columns}, mail_return.reply, mail_address.stopped_at
            from staff_task
                join mail_return on mail_return.id = staff_task.return_id
                join caregiver on caregiver.id = staff_task.caregiver_id
                left join mail_address on mail_address.address = lower(caregiver.email)
            where staff_task.id in (@ids)
            order by staff_task.opened_at, staff_task.id
            """
        );

    /// <summary>
    /// Caregivers who stopped on their own and are to be called once, the earliest due first.
    /// </summary>
    public static IReadOnlyList<StoppedTask> Stopped(Transaction transaction, OpenTasks tasks) =>
        OfKind<StoppedTask>(transaction, tasks, StaffTaskKind.Stopped);

    /// <summary>Kind words to caregivers in aftercare, the earliest due first.</summary>
    public static IReadOnlyList<AftercareTask> Aftercare(Transaction transaction, OpenTasks tasks) =>
        Read<AftercareTask>(
            transaction,
            tasks.Of(StaffTaskKind.Aftercare),
            $"""
            select
                {Columns},
                case
                    when check_in.answered_at is not null and exists (
                        select 1
                        from response join answer on answer.response_id = response.id
                        where response.check_in_id = check_in.id
                          and (answer.item = 'going' and answer.value <= @going
                            or answer.item = 'weighs' and answer.value <= @weighs))
                        then case when caregiver.status = 'ended' then 'heavy-enough' else 'heavy' end
                    when caregiver.status = 'ended' then 'enough'
                    when check_in.id is null and caregiver.aftercare_on is null then 'no-mail'
                    when check_in.id is null then 'told'
                    when check_in.answered_at is null and check_in.disowned_at is not null then 'not-theirs'
                    when check_in.answered_at is null then 'silent'
                    else 'last'
                end as because
            from staff_task
                join caregiver on caregiver.id = staff_task.caregiver_id
                left join check_in on check_in.id = staff_task.check_in_id
            where staff_task.id in (@ids)
            order by staff_task.due_on, staff_task.id
            """,
            ids => new
            {
                ids,
                going = CheckIns.Aftercare.HeavyUpTo["going"],
                weighs = CheckIns.Aftercare.HeavyUpTo["weighs"],
            }
        );

    /// <summary>The calls that caregivers were promised, the earliest first.</summary>
    public static IReadOnlyList<CallTask> Calls(Transaction transaction, OpenTasks tasks) =>
        Read<CallTask>(
            transaction,
            tasks.Of(StaffTaskKind.Call),
            $"""
            select {Columns}, staff_task.wanted_on, staff_task.call_part, staff_task.call_phone
            from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
            where staff_task.id in (@ids)
            order by staff_task.due_on, staff_task.id
            """
        );

    /// <summary>
    /// Caregivers of whom it is to be asked whether what is known is still right, the earliest due first.
    /// </summary>
    public static IReadOnlyList<DetailsTask> DetailsToCheck(Transaction transaction, OpenTasks tasks) =>
        OfKind<DetailsTask>(transaction, tasks, StaffTaskKind.CheckDetails);

    /// <summary>Caregivers with whom nothing is agreed any more, the earliest due first.</summary>
    public static IReadOnlyList<UnfollowedTask> Unfollowed(Transaction transaction, OpenTasks tasks) =>
        OfKind<UnfollowedTask>(transaction, tasks, StaffTaskKind.Unfollowed);

    /// <summary>Caregivers at whose safety somebody has to look again, the earliest due first.</summary>
    public static IReadOnlyList<SafetyTask> Safety(Transaction transaction, OpenTasks tasks) =>
        OfKind<SafetyTask>(transaction, tasks, StaffTaskKind.Safety);

    /// <summary>
    /// Caregivers who enrolled themselves and with whom somebody is to get acquainted, the earliest due first.
    /// </summary>
    public static IReadOnlyList<MeetTask> ToMeet(Transaction transaction, OpenTasks tasks) =>
        OfKind<MeetTask>(transaction, tasks, StaffTaskKind.Meet);

    /// <summary>The tasks of a kind that say nothing but who and by when, the earliest due first.</summary>
    private static IReadOnlyList<TTask> OfKind<TTask>(Transaction transaction, OpenTasks tasks, StaffTaskKind kind)
        where TTask : ListedTask =>
        Read<TTask>(
            transaction,
            tasks.Of(kind),
            $"""
            select {Columns}
            from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
            where staff_task.id in (@ids)
            order by staff_task.due_on, staff_task.id
            """
        );

    /// <summary>Asks only where there is something to read.</summary>
    /// <param name="values">What the statement needs with the tasks' numbers; null for nothing more.</param>
    internal static IReadOnlyList<TTask> Read<TTask>(
        Transaction transaction,
        IReadOnlyList<long> ids,
        string sql,
        Func<IReadOnlyList<long>, object>? values = null
    )
        where TTask : ListedTask =>
        ids.Count == 0 ? [] : transaction.AllReadable<TTask>(sql, values?.Invoke(ids) ?? new { ids });

    /// <summary>The tasks about one caregiver's own words, including those that were read.</summary>
    public static IReadOnlyList<WordsRead> WordsOf(Transaction transaction, long caregiverId) =>
        transaction.All<WordsRead>(
            """
            select
                staff_task.id, staff_task.check_in_id, staff_task.done_at,
                coalesce(coordinator.name, coordinator.email) as done_by
            from staff_task left join coordinator on coordinator.id = staff_task.done_by
            where staff_task.kind = 'words'
              and staff_task.check_in_id in (select id from check_in where caregiver_id = @caregiverId)
            order by staff_task.id
            """,
            new { caregiverId }
        );

    /// <summary>
    /// How many tasks are on a coordinator's own worklist: those of their own caregivers, help that they look after,
    /// and those escalated to them.
    /// </summary>
    public static TaskCounts Count(Transaction transaction, long coordinatorId, SiteTime time)
    {
        var kinds = transaction.All<KindCount>(
            $"""
            with listed (id) as (
                {Mine}
                union
                select id from staff_task where escalated_to = @coordinatorId and done_at is null)
            select staff_task.kind, count(*) as count
            from listed join staff_task on staff_task.id = listed.id
            where {IsOpen}
            group by staff_task.kind
            """,
            new { coordinatorId, soon = Soon(time) }
        );
        return new TaskCounts(
            kinds.Where(one => IsRead(one.Kind)).Sum(one => one.Count),
            kinds.Where(one => one.Kind is StaffTaskKind.Silent).Sum(one => one.Count),
            kinds.Where(one => !IsRead(one.Kind) && one.Kind != StaffTaskKind.Silent).Sum(one => one.Count)
        );
    }

    /// <summary>
    /// A coordinator without today's digest who has an open task that is to be read, is due, or is in no digest yet;
    /// null when there is none.
    /// </summary>
    /// <remarks>Tasks that were escalated today were notified in a mail of their own.</remarks>
    /// <param name="ready">Those whose hour has come.</param>
    public static Coordinator? NextForDigest(Transaction transaction, IReadOnlyCollection<long> ready, SiteTime time) =>
        ForDigest.Next(
            transaction,
            new
            {
                today = time.Today,
                soon = Soon(time),
                began = time.StartOf(time.Today),
                ready,
            }
        )
            is { } id
            ? CoordinatorTable.Get(transaction, id)
            : null;

    /// <summary>Records that the tasks on a coordinator's worklist are in their digest.</summary>
    public static void MarkNotified(Transaction transaction, long coordinatorId, SiteTime time) =>
        StaffTaskTable.MarkNotified(
            transaction,
            transaction.All<long>(
                $"""
                with listed (id) as ({Mine})
                select staff_task.id
                from listed join staff_task on staff_task.id = listed.id
                where staff_task.notified_at is null and {IsOpen}
                order by staff_task.id
                """,
                new { coordinatorId, soon = Soon(time) }
            ),
            time.Now
        );

    /// <summary>
    /// A coordinator who has a task whose day has passed and that was not escalated; null when there is none.
    /// </summary>
    public static Coordinator? NextToEscalate(Transaction transaction, SiteTime time) =>
        ToEscalate.Next(transaction, new { today = time.Today, soon = Soon(time) }) is { } id
            ? CoordinatorTable.Get(transaction, id)
            : null;

    /// <summary>
    /// A coordinator of whose caregivers a colleague looks after help that is late; null when there is none.
    /// </summary>
    public static Coordinator? NextToGiveBack(Transaction transaction, SiteTime time) =>
        ToGiveBack.Next(transaction, new { today = time.Today, soon = Soon(time) }) is { } id
            ? CoordinatorTable.Get(transaction, id)
            : null;

    /// <summary>Escalates all of a coordinator's late tasks to the deputy.</summary>
    /// <returns>How many; 0 when another worker did it first.</returns>
    public static int MarkEscalated(Transaction transaction, long coordinatorId, long deputyId, SiteTime time) =>
        MarkEscalated(transaction, coordinatorId, deputyId, "=", time);

    /// <summary>Gives late help that a colleague looks after back to the caregiver's coordinator.</summary>
    /// <returns>As <see cref="MarkEscalated(Transaction, long, long, SiteTime)"/>.</returns>
    public static int MarkGivenBack(Transaction transaction, long coordinatorId, SiteTime time) =>
        MarkEscalated(transaction, coordinatorId, coordinatorId, "<>", time);

    private static int MarkEscalated(
        Transaction transaction,
        long coordinatorId,
        long to,
        string ownerIs,
        SiteTime time
    ) =>
        StaffTaskTable.MarkEscalated(
            transaction,
            transaction.All<long>(
                $"""
                select staff_task.id
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.escalated_at is null
                  and staff_task.due_on < @today
                  and {IsOpen}
                  and caregiver.coordinator_id = @coordinatorId
                  and {Owner} {ownerIs} caregiver.coordinator_id
                order by staff_task.id
                """,
                new
                {
                    coordinatorId,
                    today = time.Today,
                    soon = Soon(time),
                }
            ),
            to,
            time.Now
        );

    /// <summary>
    /// A coordinator who has a task that the deputy did not do either, and of which no team lead was told; null when
    /// there is none.
    /// </summary>
    /// <param name="before">Tasks that were escalated before this instant are late.</param>
    /// <param name="without">Coordinators for whom there is no lead.</param>
    public static Coordinator? NextLate(
        Transaction transaction,
        DateTimeOffset before,
        IReadOnlyCollection<long> without,
        SiteTime time
    ) =>
        Late.Next(
            transaction,
            new
            {
                before,
                without,
                began = time.StartOf(time.Today),
                soon = Soon(time),
            }
        )
            is { } id
            ? CoordinatorTable.Get(transaction, id)
            : null;

    /// <summary>To whom a coordinator's late tasks were escalated.</summary>
    public static IReadOnlyList<Coordinator> DeputiesOfLate(
        Transaction transaction,
        long coordinatorId,
        DateTimeOffset before,
        SiteTime time
    ) =>
        CoordinatorTable.Of(
            transaction,
            transaction.All<long>(
                $"""
                select distinct staff_task.escalated_to
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where {IsLate} and staff_task.escalated_to is not null and caregiver.coordinator_id = @coordinatorId
                order by staff_task.escalated_to
                """,
                new
                {
                    coordinatorId,
                    before,
                    began = time.StartOf(time.Today),
                    soon = Soon(time),
                }
            )
        );

    /// <summary>Records that a team lead is told of all of a coordinator's late tasks.</summary>
    /// <param name="mail">The key of the mail that tells it.</param>
    /// <returns>How many; 0 when there is none.</returns>
    public static int MarkLate(
        Transaction transaction,
        long coordinatorId,
        DateTimeOffset before,
        string mail,
        SiteTime time
    ) =>
        StaffTaskTable.MarkLate(
            transaction,
            transaction.All<long>(
                $"""
                select staff_task.id
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where {IsLate} and caregiver.coordinator_id = @coordinatorId
                order by staff_task.id
                """,
                new
                {
                    coordinatorId,
                    before,
                    began = time.StartOf(time.Today),
                    soon = Soon(time),
                }
            ),
            mail,
            time.Now
        );

    /// <summary>The last due day of a silence that is already on the worklist: that of one that begins today.</summary>
    internal static DateOnly Soon(SiteTime time) => Silence.DueOn(time);

    private static bool IsRead(StaffTaskKind kind) =>
        kind is StaffTaskKind.Words or StaffTaskKind.Told or StaffTaskKind.Reply;

    private sealed record KindCount
    {
        public StaffTaskKind Kind { get; init; }

        public int Count { get; init; }
    }
}

/// <summary>The numbers of open tasks, by their kind.</summary>
public sealed class OpenTasks(IEnumerable<OpenTask> all)
{
    /// <summary>
    /// The most of a list, the longest there first: more than anybody reads at once, and what one statement can hold
    /// (our choice).
    /// </summary>
    private const int Most = 16_000;

    private readonly ILookup<string, OpenTask> byKind = all.ToLookup(one => one.Kind, StringComparer.Ordinal);

    /// <summary>Those of some kinds.</summary>
    public IReadOnlyList<long> Of(params IEnumerable<StaffTaskKind> kinds) =>
        [.. kinds.SelectMany(kind => byKind[kind.Code()]).Select(one => one.Id).Order().Take(Most)];

    /// <summary>The earliest day of those of a kind; null when there is none.</summary>
    public DateOnly? DueOn(StaffTaskKind kind) => byKind[kind.Code()].Min(one => (DateOnly?)one.DueOn);
}

/// <summary>That a task is open.</summary>
public sealed record OpenTask
{
    public long Id { get; init; }

    /// <summary>The code of a <see cref="StaffTaskKind"/>, or the word of a newer program.</summary>
    public string Kind { get; init; } = "";

    public DateOnly DueOn { get; init; }
}

/// <summary>An open task on a list.</summary>
public abstract record ListedTask : ListedPerson
{
    public long Id { get; init; }

    public StaffTaskKind Kind { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateOnly DueOn { get; init; }

    /// <summary>The deputy it was escalated to; null when it was not.</summary>
    public long? EscalatedTo { get; init; }

    /// <summary>
    /// Whether it is on a coordinator's list: their own, and those escalated to them; in the team's list all they may
    /// see.
    /// </summary>
    public bool IsFor(SignedInStaff staff, bool team) =>
        staff.Sees.Contains(CoordinatorId)
        && (team || staff.ActsFor.Contains(CoordinatorId) || EscalatedTo == staff.Coordinator.Id);
}

public sealed record StoppedTask : ListedTask;

public sealed record DetailsTask : ListedTask;

public sealed record MeetTask : ListedTask;

public sealed record SafetyTask : ListedTask;

public sealed record UnfollowedTask : ListedTask;

public sealed record AftercareTask : ListedTask
{
    /// <summary>Why, as a part of the key of its words.</summary>
    public string Because { get; init; } = "";
}

public sealed record CallTask : ListedTask
{
    /// <summary>The day that they chose; null for as soon as we can.</summary>
    public DateOnly? WantedOn { get; init; }

    public PartOfDay? CallPart { get; init; }

    /// <summary>The number that they asked to be called on; null for the one that is known.</summary>
    public string? CallPhone { get; init; }
}

public sealed record UnreadWords : ListedTask
{
    public string Words { get; init; } = "";
}

/// <summary>One change of those that a caregiver told.</summary>
public sealed record UnreadChange : ListedTask
{
    /// <summary>Null where it is no longer there.</summary>
    public EventKind? Changed { get; init; }

    /// <summary>When it was told, or said again; null where it is no longer there.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>When the last was said of what is told together, in ticks; 0 where nothing of it is there.</summary>
    public static long LastOf(IEnumerable<UnreadChange> told) => told.Max(one => one.SaidAt)?.UtcTicks ?? 0;

    public DateOnly HappenedOn { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The professional who told it; null where the caregiver did.</summary>
    public string? ToldBy { get; init; }

    /// <summary>Whether the day is the one on which they told it.</summary>
    public bool DayUnsaid { get; init; }

    /// <summary>The number or address that was changed on the own page; null for what happened.</summary>
    public string? Reach { get; init; }

    public string Was { get; init; } = "";

    /// <summary>"Gevallen, 20 november 2026: op de trap"</summary>
    public string Text =>
        Reach is not null ? $"{EventWords.Reach(Reach, Was)} {EventWords.ReachDoubt(Reach)}"
        : Changed is { } kind ? $"{EventWords.Capital(kind)}, {EventWords.DayOf(HappenedOn, DayUnsaid)}{By}{Said}"
        : EventWords.Gone;

    private string By => EventWords.By(ToldBy) is { } by ? $" ({by})" : "";

    private string Said => Note.Length > 0 ? ": " + Note : "";
}

public sealed record MailTask : ListedTask
{
    /// <summary>What the caregiver wrote back; null when it is not a reply.</summary>
    public string? Reply { get; init; }

    /// <summary>Since when mail to their address is stopped; null when it is not.</summary>
    public DateTimeOffset? StoppedAt { get; init; }
}

/// <summary>Whether the own words on a check-in were read, and by whom.</summary>
public sealed record WordsRead
{
    public long Id { get; init; }

    public long CheckInId { get; init; }

    /// <summary>Null while nobody has read them.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    public string? DoneBy { get; init; }
}

/// <summary>Open tasks: words to read, silent people, and the rest.</summary>
public sealed record TaskCounts(int Written, int Silent, int Other)
{
    public static readonly TaskCounts None = new(0, 0, 0);

    public int All => Written + Silent + Other;
}
