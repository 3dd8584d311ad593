using CaregiverSignal.CheckIns;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>SQL of the lists of people on staff pages; it only reads, also from other folders.</summary>
internal static class CaseloadTable
{
    private const string PersonColumns = "id, person, first_name, last_name, status, channel, paused_until";

    private const string RowColumns = $"""
        {CaregiverTable.QuestionsWait} as questions_wait,
        phone, postal_address,
        (select min(case when lives_together = 1 then caregiver.municipality else cared_for.municipality end)
         from care_situation left join cared_for on cared_for.situation = care_situation.situation
         where caregiver_id = caregiver.id and ended is null) as municipality,
        (select sum(hours_per_week) from care_situation where caregiver_id = caregiver.id and ended is null) as hours,
        (select min(caring_since) from care_situation where caregiver_id = caregiver.id and ended is null)
            as caring_since,
        (select max(response.answered_on) from response
         where response.caregiver_id = caregiver.id and response.finished_at is not null) as answered_on
        """;

    /// <summary>Where a person they still care for lives (<see cref="OfCare"/>).</summary>
    private const string Town =
        "case when care_situation.lives_together = 1 then caregiver.municipality else cared_for.municipality end";

    private const string OfCare = """
        from care_situation left join cared_for on cared_for.situation = care_situation.situation
        where care_situation.caregiver_id = caregiver.id and care_situation.ended is null
        """;

    /// <summary>When a loss was last noted: earlier wishes were about that care.</summary>
    private static Sql LossTold =>
        $"""
            coalesce(
                (select max(event.recorded_at) from event
                 where event.caregiver_id = caregiver.id and event.kind in ({Consequences.Ends})), '')
            """;

    /// <summary>When a colleague noted that they want no contact, or stopped, with no talk since.</summary>
    private static Sql NoContactAt =>
        $"""
            (select max(closing.at)
             from action as closing
             where closing.caregiver_id = caregiver.id and closing.kind = 'closed'
               and (closing.outcome = 'no-contact-wanted' or closing.next_look = 'stopped')
               and not exists (
                   select 1 from action
                   where action.caregiver_id = caregiver.id and action.kind = 'contacted'
                     and action.at > closing.at and {ActionTable.IsTalk})
               and not (caregiver.status = 'aftercare' and {LossTold} >= closing.at))
            """;

    /// <summary>Active caregivers who give at least that much care, in total, and may be written to.</summary>
    /// <param name="least">Null for everybody.</param>
    private static Sql Cares(CaringAtLeast? least) =>
        least is null
            ? Sql.Of("")
            : (Sql)
                $"""
                    and status in ('active', 'paused') and {NoContactAt} is null
                    and ({least.Place} = '' or {least.Place} in (select {Town:sql} {OfCare:sql}))
                    and ({least.IsTownless} = 0 or (select max({Town:sql}) {OfCare:sql}) is null)
                    and exists (
                        select count(*)
                        {OfCare:sql}
                        having case
                            when sum(hours_per_week) >= {least.Hours} and min(caring_since) <= {least.Since} then 0
                            when (sum(hours_per_week) >= {least.Hours} or count(*) > count(hours_per_week))
                              and (min(caring_since) <= {least.Since} or count(*) > count(caring_since)) then 1
                            end = {(least.IsUnknown ? 1 : 0)})
                    """;

    /// <summary>The <c>listed</c> check-ins that somebody asks by hand, oldest first.</summary>
    private static Sql ToAskOfListed(DateOnly today) =>
        $"""
            select check_in.id as check_in_id, check_in.asked_on, check_in.closes_on, check_in.posted_on,
                   caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name,
                   caregiver.phone, caregiver.coordinator_id,
                   staff_task.due_on,
                   case
                       when check_in.closed_at is not null then 'not-asked'
                       when check_in.typed_by is not null then 'begun'
                       when check_in.posted_on is not null then 'posted'
                       when caregiver.channel in ('email', 'sms')
                         and caregiver.born > {Minors.BornAfter(today)}
                         and caregiver.young_until is null
                         then 'minor'
                       when caregiver.channel = 'paper' and coalesce(trim(caregiver.postal_address), '') = ''
                         then 'no-address'
                       else caregiver.channel
                   end as because
            from listed
                join check_in on check_in.id = listed.id
                join caregiver on caregiver.id = check_in.caregiver_id
                left join staff_task
                  on staff_task.check_in_id = check_in.id and staff_task.kind = 'ask' and staff_task.done_at is null
            where check_in.typed_by is not null
                or staff_task.id is not null
                or (caregiver.status in ('active', 'aftercare')
                  and (caregiver.channel not in ('email', 'sms')
                    or (caregiver.born > {Minors.BornAfter(today)} and caregiver.young_until is null)
                    or {CaregiverTable.IsStopped:sql}))
            order by check_in.asked_on, check_in.id
            """;

    /// <summary>Open check-ins of people not asked by mail, with stopped mail, or under 18, and those a coordinator
    /// began to type in; also closed ones that nobody tried to ask. Oldest first.</summary>
    /// <param name="deputy">The reader, whose list also has what was escalated to them; null for nobody.</param>
    public static Task<IReadOnlyList<ToAsk>> ToAsk(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateOnly today,
        int limit,
        SignedInStaff? deputy = null
    ) =>
        transaction.AllReadable<ToAsk>(
            $"""
            with listed (id) as (
                select check_in.id
                from caregiver join check_in on check_in.caregiver_id = caregiver.id
                where caregiver.coordinator_id in ({coordinatorIds}) and check_in.closed_at is null
                union
                select staff_task.check_in_id
                from caregiver join staff_task on staff_task.caregiver_id = caregiver.id
                where caregiver.coordinator_id in ({coordinatorIds})
                  and staff_task.kind = 'ask' and staff_task.done_at is null
                union
                select staff_task.check_in_id
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.escalated_to = {deputy?.Coordinator.Id}
                  and staff_task.kind = 'ask' and staff_task.done_at is null
                  and caregiver.coordinator_id in ({deputy?.Sees ?? []}))
            {ToAskOfListed(today)}
            limit {limit}
            """
        );

    public static Task<IReadOnlyList<ToAsk>> ToAskOf(Transaction transaction, long caregiverId, DateOnly today) =>
        transaction.AllReadable<ToAsk>(
            $"""
            with listed (id) as (
                select id from check_in where caregiver_id = {caregiverId} and closed_at is null
                union
                select check_in_id
                from staff_task
                where caregiver_id = {caregiverId} and kind = 'ask' and done_at is null)
            {ToAskOfListed(today)}
            """
        );

    /// <summary>People whose newest mail failed, was too late, came back or may not have arrived, and when; most recent
    /// first. People with a task about it, or whose mail is stopped, are on another list.</summary>
    public static Task<IReadOnlyList<Unreached>> Unreached(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateTimeOffset since,
        int limit
    ) =>
        transaction.AllReadable<Unreached>(
            $"""
            with troubled (mail_id) as (
                select mail.id
                from caregiver
                join mail on mail.caregiver_id = caregiver.id and mail.state in ('failed', 'expired', 'unsure')
                where caregiver.coordinator_id in ({coordinatorIds})
                union
                select undelivered_mail.mail_id
                from caregiver
                join mail_return on mail_return.caregiver_id = caregiver.id
                join undelivered_mail
                  on undelivered_mail.return_id = mail_return.id and undelivered_mail.counts = 1
                join mail on mail.id = undelivered_mail.mail_id and mail.state = 'sent'
                where caregiver.coordinator_id in ({coordinatorIds}))
            select caregiver_id, person, first_name, last_name, phone, coordinator_id, at, what
            from (
                select
                    caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name,
                    caregiver.phone, caregiver.coordinator_id,
                    present.heard_of_at as at,
                    case
                        when mail.state = 'sent' then 'returned'
                        when mail.state = 'unsure' then 'unsure'
                        else 'failed'
                    end as what,
                    row_number() over (partition by caregiver.id order by present.heard_of_at desc, mail.id) as place
                from troubled
                join mail on mail.id = troubled.mail_id
                join caregiver on caregiver.id = mail.caregiver_id
                join mail_to_present_address present on present.mail_id = mail.id
                where present.heard_of_at > {since}
                  and caregiver.status = 'active'
                  and caregiver.channel in ('email', 'sms')
                  and not exists (
                    select 1 from staff_task
                    where staff_task.caregiver_id = caregiver.id and staff_task.kind = 'no-arrival'
                      and staff_task.done_at is null)
                  and not {CaregiverTable.IsStopped:sql}
                  and not exists (
                    select 1 from mail later
                    where later.caregiver_id = caregiver.id and later.state = 'sent'
                      and later.sent_at > present.heard_of_at)
                  and not exists (
                    select 1 from check_in
                    where check_in.caregiver_id = caregiver.id and check_in.answered_at > present.heard_of_at)
                  and not exists (
                    select 1 from action
                    where action.caregiver_id = caregiver.id and action.kind = 'contacted'
                      and {ActionTable.IsTalk}
                      and action.at > present.heard_of_at)
            ) newest
            where place = 1
            order by at desc, caregiver_id
            limit {limit}
            """
        );

    /// <summary>What is known of the silent people among some tasks: paused without an end, or twice in a row without
    /// an answer.</summary>
    public static async Task<IReadOnlyList<Quiet>> Quiet(
        Transaction transaction,
        IEnumerable<OpenTask> tasks,
        SiteTime time
    )
    {
        List<OpenTask> silent = [.. tasks.Where(task => task.Kind == StaffTaskKind.Silent)];
        if (silent.Count == 0)
            return [];
        List<long> ids = [.. silent.Select(task => task.CaregiverId)];
        var checkIns = await CheckInTable.OfAll(transaction, ids);
        var unreached = (await NotReachedTable.ReadableOf(transaction, ids))
            .Select(notReached => notReached.CheckInId)
            .ToHashSet();
        return [.. silent.Select(task => Caseload.Quiet.Of(task, [.. checkIns[task.CaregiverId]], unreached, time))];
    }

    /// <summary>Events that a row names, besides an end of care.</summary>
    private static readonly EventKind[] OfThemOrHelp = [.. Consequences.OfThePerson, .. Consequences.OfHelp];

    /// <summary>Who some caregivers are and what they last said, for the cases shown; unreadable rows are left
    /// out.</summary>
    public static async Task<IReadOnlyDictionary<long, LastSaid>> SaidBy(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        (
            await transaction.AllReadable<LastSaid>(
                $"""
                select
                    caregiver.id as caregiver_id, caregiver.person, caregiver.first_name, caregiver.last_name,
                    caregiver.phone, caregiver.status, {CaregiverTable.QuestionsWait:sql} as questions_wait,
                    about.kind as happened, about.happened_on, care.called, care.relation,
                    (care.ended is not null) as is_care_over,
                    (select check_in.own_words
                     from check_in
                     where check_in.caregiver_id = caregiver.id and check_in.answered_at is not null
                     order by check_in.asked_on desc limit 1) as own_words,
                    wished.call_me, wished.answered_at as call_me_at,
                    (select max(check_in.answered_at)
                     from check_in
                     where check_in.caregiver_id = caregiver.id) as answered_at,
                    {NoContactAt} as no_contact_at,
                    (select case when staff_task.done_by is null then staff_task.done_at end
                     from staff_task
                     where staff_task.caregiver_id = caregiver.id and staff_task.kind = 'call'
                     order by staff_task.id desc limit 1) as took_back_at,
                    coalesce(
                        (select max(action.done_on)
                         from action
                         where action.caregiver_id = caregiver.id
                           and action.kind = 'contacted'
                           and {ActionTable.IsTalk}),
                        caregiver.enrolled_on) as last_talk_on,
                    said.can_go_on, said.answered_on as can_go_on_said_on,
                    exists (
                        select 1
                        from event
                        where event.id = (
                            select newest.id
                            from event newest
                            where newest.caregiver_id = caregiver.id
                              and newest.kind in ('RespiteStarted', 'RespiteFailed', 'RespiteEnded')
                            order by newest.happened_on desc, newest.id desc limit 1)
                          and event.kind = 'RespiteFailed') as respite_failed
                from caregiver
                    left join check_in as wished on wished.id = (
                        select check_in.id
                        from check_in
                        where check_in.caregiver_id = caregiver.id
                          and check_in.answered_at is not null
                          and check_in.call_me is not null
                          and not (caregiver.status = 'aftercare' and {LossTold} >= check_in.answered_at)
                        order by check_in.asked_on desc limit 1)
                    left join response as said on said.id = (
                        select response.id
                        from response
                        where response.caregiver_id = caregiver.id
                          and response.finished_at is not null
                          and response.can_go_on is not null
                        order by response.answered_on desc, response.id desc limit 1)
                    left join event as about on about.id = (
                        select event.id
                        from event
                        where event.caregiver_id = caregiver.id
                          and (event.kind in ({Consequences.Ends})
                            or (caregiver.status <> 'aftercare' and event.kind in ({OfThemOrHelp})))
                        order by event.happened_on desc, event.id desc limit 1)
                    left join care_situation as care on care.id = {SituationTable.OfEvent:sql}
                where caregiver.id in ({caregiverIds})
                order by caregiver.id
                """
            )
        ).ToDictionary(said => said.CaregiverId);

    /// <summary>For some coordinators: how many people they have, how many of those were promised a call, and how many
    /// signals, also closed ones, they were told of or took up since an instant.</summary>
    public static Task<IReadOnlyList<CaseloadCounts>> Counts(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        DateTimeOffset since
    ) =>
        transaction.All<CaseloadCounts>(
            $"""
            select
                coordinator_id as id,
                count(case when status <> 'ended' then 1 end) as people,
                (select count(distinct staff_task.caregiver_id)
                 from caregiver own
                 join staff_task on staff_task.caregiver_id = own.id
                 where own.coordinator_id = caregiver.coordinator_id
                   and staff_task.kind = 'call' and staff_task.done_at is null) as promised,
                (select count(*)
                 from caregiver own
                 join signal on signal.caregiver_id = own.id
                 where own.coordinator_id = caregiver.coordinator_id
                   and coalesce(signal.notified_at, signal.seen_at) > {since} and signal.kinds <> '') as told
            from caregiver
            where coordinator_id in ({coordinatorIds})
            group by coordinator_id
            order by coordinator_id
            """
        );

    /// <summary>The first day on which questions go out to some coordinators' caregivers; null if none do.</summary>
    public static Task<DateOnly?> NextAskOn(Transaction transaction, IReadOnlyCollection<long> coordinatorIds) =>
        transaction.First<DateOnly?>(
            $"select min(next_due_on) from caregiver where status = 'active' and coordinator_id in ({coordinatorIds})"
        );

    /// <summary>All the people whom a coordinator can hand over, by name.</summary>
    public static Task<IReadOnlyList<PersonRow>> ToPassOn(Transaction transaction, long coordinatorId) =>
        transaction.AllReadable<PersonRow>(
            $"""
            select {PersonColumns:sql}
            from caregiver
            where coordinator_id = {coordinatorId}
            order by case status when 'ended' then 1 else 0 end, {StoreEngine.ByLastName:sql}
            """
        );

    /// <param name="of">The query's name for the caregiver.</param>
    private static string By(PeopleOrder order, string of) =>
        order switch
        {
            PeopleOrder.Answer => $"""
                order by
                    (select max(response.answered_on) from response
                     where response.caregiver_id = {of}.id and response.finished_at is not null) desc nulls last, id
                """,
            PeopleOrder.Course => $"""
                order by
                    (select response.can_go_on from response
                     where response.caregiver_id = {of}.id and response.finished_at is not null
                       and response.can_go_on is not null
                     order by response.answered_on desc, response.id desc limit 1) nulls last, id
                """,
            _ => "order by " + StoreEngine.ByLastName,
        };

    /// <summary>The caregivers of some coordinators in an order, with the day of their last answer.</summary>
    /// <remarks>Names come from an index; only the rows on the page are read.</remarks>
    /// <param name="status">A state of the life cycle; empty for all.</param>
    /// <param name="agreedOn">Only those with an agreement in force on this day; null for all.</param>
    /// <param name="least">Only those who give this much care; null for all.</param>
    /// <param name="withSignal">Only those with an open signal.</param>
    public static Task<IReadOnlyList<PersonRow>> People(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        string status,
        DateOnly? agreedOn,
        CaringAtLeast? least,
        bool withSignal,
        PeopleOrder order,
        int limit,
        int offset
    ) =>
        transaction.AllReadable<PersonRow>(
            $"""
            select {PersonColumns:sql}, {RowColumns:sql}
            from caregiver
            where id in (
                select id
                from caregiver
                where {Asked(coordinatorIds, status, agreedOn, least, withSignal)}
                {By(order, "caregiver"):sql}
                limit {limit} offset {offset})
            {By(order, "caregiver"):sql}
            """
        );

    /// <summary>How many there are in all.</summary>
    public static Task<int> CountPeople(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        string status,
        DateOnly? agreedOn,
        CaringAtLeast? least,
        bool withSignal
    ) =>
        transaction.One<int>(
            $"select count(*) from caregiver where {Asked(coordinatorIds, status, agreedOn, least, withSignal)}"
        );

    private static Sql Asked(
        IReadOnlyCollection<long> coordinatorIds,
        string status,
        DateOnly? agreedOn,
        CaringAtLeast? least,
        bool withSignal
    ) =>
        $"""
            coordinator_id in ({coordinatorIds})
                  and ({status} = '' or status = {status})
                  and ({withSignal} = {false} or exists (select 1 from signal
                       where signal.caregiver_id = caregiver.id and signal.closed_at is null))
                  and ({agreedOn} is null or exists (select 1 from agreement
                       where agreement.caregiver_id = caregiver.id and agreement.ended_on is null
                         and agreement.from_on <= {agreedOn} and agreement.until_on > {agreedOn}))
                  {Cares(least)}
            """;

    public static Task<IReadOnlyList<PersonRow>> People(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.AllReadable<PersonRow>(
            $"""
            select {PersonColumns:sql}, {RowColumns:sql}
            from caregiver
            where id in ({ids})
            """
        );
}

/// <summary>A check-in that a coordinator fills in together with the caregiver.</summary>
public sealed record ToAsk : ListedPerson
{
    public long CheckInId { get; init; }

    public DateOnly AskedOn { get; init; }

    public DateOnly ClosesOn { get; init; }

    public ByHandBecause Because { get; init; }

    /// <summary>The day the letter was posted; null if none was.</summary>
    public DateOnly? PostedOn { get; init; }

    /// <summary>The last day to ask; null without a task.</summary>
    public DateOnly? DueOn { get; init; }
}

/// <summary>Why a coordinator asks the questions instead of a mail.</summary>
public enum ByHandBecause
{
    /// <summary>They are asked by mail, but mail to their address is stopped.</summary>
    Email,

    /// <summary>They are asked by text message, but none arrives at their number.</summary>
    Sms,

    Phone,

    Paper,

    /// <summary>They are asked on paper, but their address is unknown.</summary>
    NoAddress,

    /// <summary>The letter was posted; the paper comes back, or nothing does.</summary>
    Posted,

    /// <summary>They would be asked by mail, but are under 18.</summary>
    Minor,

    /// <summary>A coordinator began to type in the answers.</summary>
    Begun,

    /// <summary>It closed before anybody tried to ask.</summary>
    NotAsked,
}

/// <summary>The size of one coordinator's caseload.</summary>
/// <param name="People">Without those who have stopped.</param>
internal sealed record CaseloadCounts(long Id, int People, int Promised, int Told);

public sealed record Unreached : ListedPerson
{
    public DateTimeOffset At { get; init; }

    public MailTroubleKind What { get; init; }
}

/// <summary>A caregiver who does not answer as agreed.</summary>
/// <param name="TimesAsked">How many check-ins were answered or closed without an answer; those in between, and those
/// whose mail did not arrive, do not count.</param>
/// <param name="CheckInId">The open check-in; null without one.</param>
/// <param name="Since">When the pause began, or the day of the newest unanswered check-in.</param>
public sealed record Quiet(OpenTask Task, int TimesAsked, int TimesAnswered, long? CheckInId, DateOnly? Since)
{
    /// <param name="unreached">Check-ins whose mail did not arrive.</param>
    internal static Quiet Of(
        OpenTask task,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlySet<long> unreached,
        SiteTime time
    )
    {
        var over = checkIns
            .Where(checkIn => checkIn.IsOver(time) && checkIn.Counts)
            .Where(checkIn => checkIn.AnsweredAt is not null || !unreached.Contains(checkIn.Id))
            .ToList();
        return new Quiet(
            task,
            over.Count,
            checkIns.Count(checkIn => checkIn.AnsweredAt is not null),
            checkIns.Where(checkIn => checkIn.ClosedAt is null).Max(checkIn => (long?)checkIn.Id),
            task.Status == CaregiverStatus.Paused ? task.PausedOn : over.LastOrDefault()?.AskedOn
        );
    }
}

public sealed record PersonRow
{
    public long Id { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public CaregiverStatus Status { get; init; }

    public Channel Channel { get; init; }

    public DateOnly? PausedUntil { get; init; }

    /// <inheritdoc cref="Caregiver.QuestionsWait"/>
    public bool QuestionsWait { get; init; }

    public DateOnly? AnsweredOn { get; init; }

    public string? Phone { get; init; }

    /// <summary>Where one of the people they care for lives; null if unknown.</summary>
    public string? Municipality { get; init; }

    public string? PostalAddress { get; init; }

    /// <summary>Hours a week, in total; null if unknown.</summary>
    public int? Hours { get; init; }

    /// <summary>When the first of that care began.</summary>
    public DateOnly? CaringSince { get; init; }
}

/// <summary>The least care that a caregiver gives.</summary>
/// <param name="Since">The last day on which their first care may have begun.</param>
/// <param name="Place">The municipality of a person they care for; empty for all.</param>
/// <param name="IsUnknown">Also those whose hours or first day are unknown.</param>
/// <param name="IsTownless">Also those of whom no municipality is known.</param>
public sealed record CaringAtLeast(
    int Hours,
    DateOnly Since,
    string Place,
    bool IsUnknown = false,
    bool IsTownless = false
);

/// <summary>The state of a message that did not arrive.</summary>
public enum MailTroubleKind
{
    Returned,

    Unsure,

    Failed,
}
