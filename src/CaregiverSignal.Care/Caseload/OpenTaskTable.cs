using CaregiverSignal.Answers;
using CaregiverSignal.Happenings;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>SQL of the open staff tasks: whose worklist they are on, and who is told; it also reads from other
/// folders.</summary>
internal static class OpenTaskTable
{
    /// <summary>An open task. Help, events and silences appear only when due soon; a silence only without an open
    /// signal, which is already a row.</summary>
    private static Sql IsOpen(SiteTime time) =>
        $"""
            (staff_task.done_at is null and (staff_task.kind not in ('silent', 'help', 'after-event')
              or (staff_task.due_on <= {Soon(time)}
              and (staff_task.kind <> 'silent' or not exists (
                  select 1 from signal
                  where signal.caregiver_id = staff_task.caregiver_id and signal.closed_at is null)))))
            """;

    /// <summary>Tasks to read something written.</summary>
    private const string IsWritten = "staff_task.kind in ('words', 'told', 'reply')";

    /// <summary>A task that escalates to the team once its day has passed. Words on a check-in do not: beside a signal
    /// they are one row with it, and a calm form is no alarm. Nor does a mail beside a signal. The digests count
    /// them.</summary>
    private const string GoesToTeam = """
            (staff_task.kind <> 'words' and (staff_task.kind <> 'reply' or not exists (
                select 1 from signal
                where signal.caregiver_id = staff_task.caregiver_id and signal.closed_at is null)))
        """;

    /// <summary>Part of a text key: why a kind word in aftercare is due without an answer asking for it, or how mail
    /// fails to arrive.</summary>
    private const string KnownBecause = """
            case
                when staff_task.kind = 'ask-first' and coalesce((
                    select 1 from event
                    where event.caregiver_id = caregiver.id and event.reported_by = 'caregiver'
                      and event.recorded_at = staff_task.opened_at limit 1), 0) = 0 then 'other'
                when staff_task.kind = 'no-arrival' and mail_return.note = 'address-unread' then 'unread'
                when staff_task.kind = 'care-ended' and about.kind = 'Death' then 'death'
                when staff_task.kind <> 'aftercare' then null
                when caregiver.status = 'ended' then 'enough'
                when check_in.id is null then 'no-mail'
                when check_in.answered_at is null and check_in.invalidated_at is not null then 'not-theirs'
                when check_in.answered_at is null then 'silent'
                else 'last'
            end
        """;

    /// <summary>Whether another caregiver of the same person has to be asked first if that end is so.</summary>
    private const string IsAwaited = """
            case
                when staff_task.kind = 'care-ended' and exists (
                    select 1
                    from care_situation as own
                        join care_situation as theirs on theirs.situation = own.situation
                            and theirs.caregiver_id <> own.caregiver_id
                        join staff_task as asked on asked.caregiver_id = theirs.caregiver_id
                    where own.caregiver_id = caregiver.id and asked.kind = 'ask-first' and asked.done_at is null
                      and asked.opened_at = about.recorded_at) then 1
                else 0
            end
        """;

    /// <summary>The event that ended, or may have ended, the care a task is about.</summary>
    private static Sql Ending =>
        $"""
            case staff_task.kind
                when 'care-ended' then
                    (select max(event.id)
                     from event
                     where event.caregiver_id = caregiver.id and event.kind in ({Consequences.OfAll}))
                when 'ask-first' then coalesce(
                    (select max(event.id)
                     from event
                     where event.caregiver_id = caregiver.id and event.recorded_at = staff_task.opened_at
                       and event.kind in ({Consequences.OfAll})),
                    (select max(event.id)
                     from care_situation join event on event.situation = care_situation.situation
                     where care_situation.caregiver_id = caregiver.id and event.recorded_at = staff_task.opened_at
                       and event.kind in ({Consequences.OfAll})))
            end
            """;

    /// <summary>Open tasks of some coordinators' caregivers, by kind and then earliest first; help and silences only
    /// when due soon.</summary>
    public static Task<IReadOnlyList<OpenTask>> Of(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        SiteTime time
    ) => Of(transaction, "caregiver.coordinator_id", coordinatorIds, time);

    public static Task<IReadOnlyList<OpenTask>> OfOne(Transaction transaction, long caregiverId, SiteTime time) =>
        Of(transaction, "caregiver.id", [caregiverId], time);

    private static async Task<IReadOnlyList<OpenTask>> Of(
        Transaction transaction,
        string column,
        IReadOnlyCollection<long> ids,
        SiteTime time
    ) => [.. (
                await transaction.AllReadable<OpenTask>(
                    $"""
                    select
                        staff_task.id, staff_task.kind, staff_task.opened_at, staff_task.due_on,
                        staff_task.escalated_to, staff_task.wanted_on, staff_task.call_part, staff_task.call_phone,
                        caregiver.coordinator_id, caregiver.id as caregiver_id, caregiver.person, caregiver.first_name,
                        caregiver.last_name, caregiver.phone, caregiver.status, caregiver.channel,
                        case staff_task.kind
                            when 'reply' then mail_return.reply
                            when 'care-ended' then about.note
                            when 'ask-first' then case when about.caregiver_id = caregiver.id then about.note end
                            when 'words' then coalesce(
                                check_in.own_words,
                                (select invalidated.own_words
                                 from invalidated
                                 where invalidated.caregiver_id = check_in.caregiver_id
                                   and invalidated.check_in_id = check_in.id
                                   and invalidated.own_words is not null
                                 order by invalidated.id desc limit 1))
                        end as words,
                        case when staff_task.kind = 'reply' then mail_return.reply_whole end as whole,
                        mail_return.reply_from as other_sender,
                        coalesce(mail_return.note, '') = 'perhaps-automatic' as perhaps_automatic,
                        coalesce(mail_return.note, '') = 'unreadable' as is_unreadable,
                        case when staff_task.return_id is not null then
                            (select mail_address.stopped_at
                             from mail_address
                             where mail_address.address = {CaregiverTable.SentTo:sql})
                        end as stopped_at,
                        case when staff_task.kind = 'silent' then
                            (select max(event.happened_on)
                             from event
                             where event.caregiver_id = caregiver.id and event.kind = 'Paused')
                        end as paused_on,
                        about.kind as ended, about.happened_on as ended_on, about.day_unsaid as ended_unsaid,
                        care.called, care.relation,
                        case when staff_task.kind in ('words', 'reply') then
                            (select signal.urgency
                             from signal
                             where signal.caregiver_id = caregiver.id and signal.closed_at is null)
                        end as stands,
                        {KnownBecause:sql} as because, {IsAwaited:sql} as is_awaited,
                        case when staff_task.kind = 'aftercare' and check_in.answered_at is not null then
                            (select response.answers
                             from response
                             where response.check_in_id = check_in.id
                               and response.instrument = {CheckIns.Aftercare.Instrument})
                        end as aftercare
                    from caregiver
                        join staff_task on staff_task.caregiver_id = caregiver.id
                        left join check_in on check_in.id = staff_task.check_in_id
                        left join mail_return on mail_return.id = staff_task.return_id
                        left join event as about on about.id = {Ending}
                        left join care_situation as care on care.id = {SituationTable.OfEvent:sql}
                    where {column:sql} in ({ids}) and {IsOpen(time)}
                    order by staff_task.due_on, staff_task.id
                    """
                )
            ).Select(WithBecause).OrderBy(task => task.Kind)];

    private static OpenTask WithBecause(OpenTask task) =>
        task.Aftercare is not { } answers || !answers.AreHeavy
            ? task
            : task with
            {
                Because = task.Status == CaregiverStatus.Ended ? "heavy-enough" : "heavy",
            };

    /// <summary>For each task to read changes: what the caregiver or a professional told, without what was taken back
    /// since.</summary>
    public static async Task<IReadOnlyList<ToldTask>> Told(Transaction transaction, IEnumerable<OpenTask> tasks)
    {
        List<OpenTask> told = [.. tasks.Where(task => task.Kind == StaffTaskKind.Told)];
        if (told.Count == 0)
            return [];
        List<long> ids = [.. told.Select(task => task.Id)];
        var changes = (await Happened(transaction, ids))
            .Concat(await Reach(transaction, ids))
            .ToLookup(change => change.TaskId);
        return [.. told.Select(task => new ToldTask(task, [.. changes[task.Id]]))];
    }

    /// <summary>Numbers and addresses that were changed on a caregiver's own page.</summary>
    private static Task<IReadOnlyList<ToldChange>> Reach(Transaction transaction, IReadOnlyList<long> ids) =>
        transaction.AllReadable<ToldChange>(
            $"""
            select
                staff_task.id as task_id, detail_change.field as reach, detail_change.old_value as was,
                detail_change.changed_at as said_at
            from staff_task
                join detail_change on detail_change.caregiver_id = staff_task.caregiver_id
                    and detail_change.on_own_page = 1
                    and detail_change.old_value is not null
                    and detail_change.changed_at >= staff_task.opened_at
                    and detail_change.field in ({ReachChange.Fields})
            where staff_task.id in ({ids})
            order by detail_change.id
            """
        );

    private static Task<IReadOnlyList<ToldChange>> Happened(Transaction transaction, IReadOnlyList<long> ids) =>
        transaction.AllReadable<ToldChange>(
            $"""
            select
                staff_task.id as task_id, event.kind as changed, event.happened_on, event.note, event.day_unsaid,
                event.recorded_at as said_at, consent.name as told_by
            from staff_task
                join event on event.caregiver_id = staff_task.caregiver_id
                    and (event.reported_by = 'caregiver' or event.consent_id is not null)
                    and event.recorded_at >= staff_task.opened_at
                    and event.kind in ({Consequences.Told})
                left join consent on consent.id = event.consent_id
            where staff_task.id in ({ids})
            order by event.id
            """
        );

    /// <summary>The tasks about one caregiver's own words, including those that were read.</summary>
    public static Task<IReadOnlyList<WordsRead>> WordsOf(Transaction transaction, long caregiverId) =>
        transaction.All<WordsRead>(
            $"""
            select
                staff_task.id, staff_task.check_in_id, staff_task.done_at,
                coalesce(coordinator.name, coordinator.email) as done_by
            from staff_task left join coordinator on coordinator.id = staff_task.done_by
            where staff_task.kind = 'words'
              and staff_task.check_in_id in (select id from check_in where caregiver_id = {caregiverId})
            order by staff_task.id
            """
        );

    /// <summary>Mails of one caregiver that somebody read, as long as they are kept.</summary>
    public static Task<IReadOnlyList<ReplyRead>> RepliesReadOf(Transaction transaction, long caregiverId) =>
        transaction.All<ReplyRead>(
            $"""
            select
                mail_return.received_at, mail_return.reply, mail_return.reply_whole as whole,
                mail_return.reply_from as other_sender,
                mail_return.note = 'perhaps-automatic' as perhaps_automatic
            from mail_return join staff_task on staff_task.return_id = mail_return.id
            where mail_return.caregiver_id = {caregiverId} and mail_return.reply <> ''
              and staff_task.done_at is not null
            order by mail_return.id
            """
        );

    /// <summary>The newest messages about one caregiver that no person wrote, or that nobody can classify.</summary>
    public static Task<IReadOnlyList<AutomaticMail>> AutomaticOf(Transaction transaction, long caregiverId) =>
        transaction.All<AutomaticMail>(
            $"""
            select received_at, class
            from mail_return
            where caregiver_id = {caregiverId} and class in ('auto-reply', 'unclear') and matched_by <> 'ledger'
            order by id desc
            limit 20
            """
        );

    /// <summary>Some coordinators' caregivers with an overdue task, by coordinator.</summary>
    public static async Task<ILookup<long, long>> Late(
        Transaction transaction,
        IReadOnlyCollection<long> coordinatorIds,
        SiteTime time
    ) =>
        (
            await transaction.All<(long CoordinatorId, long CaregiverId)>(
                $"""
                select distinct caregiver.coordinator_id, caregiver.id
                from caregiver join staff_task on staff_task.caregiver_id = caregiver.id
                where caregiver.coordinator_id in ({coordinatorIds})
                  and staff_task.due_on < {time.Today} and {IsOpen(time)} and {GoesToTeam:sql}
                """
            )
        ).ToLookup(pair => pair.CoordinatorId, pair => pair.CaregiverId);

    /// <summary>How many tasks are on a coordinator's own worklist: those of their caregivers, and those escalated to
    /// them.</summary>
    public static async Task<TaskCounts> Count(Transaction transaction, long coordinatorId, SiteTime time)
    {
        var kinds = await transaction.All<KindCount>(
            $"""
            with listed (id) as (
                select staff_task.id
                from caregiver join staff_task on staff_task.caregiver_id = caregiver.id
                where caregiver.coordinator_id = {coordinatorId} and staff_task.done_at is null
                union
                select id from staff_task where escalated_to = {coordinatorId} and done_at is null)
            select staff_task.kind, count(*) as count
            from listed join staff_task on staff_task.id = listed.id
            where {IsOpen(time)}
            group by staff_task.kind
            """
        );
        return new TaskCounts(
            kinds.Where(count => IsRead(count.Kind)).Sum(count => count.Count),
            kinds.Where(count => count.Kind is StaffTaskKind.Silent).Sum(count => count.Count),
            kinds.Where(count => !IsRead(count.Kind) && count.Kind != StaffTaskKind.Silent).Sum(count => count.Count)
        );
    }

    /// <summary>How many texts in a coordinator's team nobody has read for more than two working days (our choice: as
    /// long as a red signal may wait).</summary>
    public static Task<int> CountUnread(Transaction transaction, Coordinator coordinator, SiteTime time) =>
        transaction.One<int>(
            $"""
            select count(*)
            from staff_task
                join caregiver on caregiver.id = staff_task.caregiver_id
                join coordinator on coordinator.id = caregiver.coordinator_id
            where staff_task.done_at is null and staff_task.kind in ('words', 'reply')
              and staff_task.opened_at < {time.StartOf(
                time.WorkingDays.Before(time.Today, FollowUpSettings.EscalateAfterWorkingDays)
            )}
              and coalesce(coordinator.team_id, 0) = {coordinator.TeamId ?? 0}
            """
        );

    /// <summary>The digest's condition that an open task is to be read, is due, or is in no digest yet.</summary>
    /// <remarks>Tasks escalated today had a mail of their own.</remarks>
    public static Sql ForDigest(SiteTime time) =>
        $"""
            id in (
                select caregiver.coordinator_id
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where {IsOpen(time)}
                  and ({IsWritten:sql} or staff_task.due_on <= {time.Today} or staff_task.notified_at is null)
                union
                select staff_task.escalated_to
                from staff_task
                where {IsOpen(time)} and staff_task.escalated_at < {time.StartOf(time.Today)})
            """;

    /// <summary>Marks the tasks on a coordinator's worklist as included in their digest.</summary>
    public static async Task MarkNotified(Transaction transaction, long coordinatorId, SiteTime time) =>
        await StaffTaskTable.MarkNotified(
            transaction,
            await transaction.All<long>(
                $"""
                select staff_task.id
                from caregiver join staff_task on staff_task.caregiver_id = caregiver.id
                where caregiver.coordinator_id = {coordinatorId} and staff_task.notified_at is null and {IsOpen(time)}
                order by staff_task.id
                """
            ),
            time.Now
        );

    /// <summary>The coordinators with a red signal due for the team, or an overdue task not yet escalated; on a working
    /// day, at or after the usual hour.</summary>
    public static DueItems ToEscalate(SiteTime time) =>
        new(
            Job.Escalate,
            $"""
            from (
                select caregiver.coordinator_id, signal.escalate_on as due_on
                from signal join caregiver on caregiver.id = signal.caregiver_id
                where signal.escalate_on <= {time.Today} and signal.notified_at is not null
                union all
                select caregiver.coordinator_id, staff_task.due_on
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.escalated_at is null and staff_task.due_on < {time.Today} and {IsOpen(time)}
                  and {GoesToTeam:sql}) as late
            where {(FollowUpSettings.IsTime(time) ? 1 : 0)} = 1
            """,
            order: "due_on, coordinator_id",
            since: "due_on",
            item: "coordinator_id"
        );

    /// <returns>Without those that another worker did first.</returns>
    public static async Task<IReadOnlyList<(long CaregiverId, DateOnly DueOn)>> MarkEscalated(
        Transaction transaction,
        long coordinatorId,
        long deputyId,
        SiteTime time
    ) =>
        await StaffTaskTable.MarkEscalated(
            transaction,
            await transaction.All<long>(
                $"""
                select staff_task.id
                from staff_task join caregiver on caregiver.id = staff_task.caregiver_id
                where staff_task.escalated_at is null
                  and staff_task.due_on < {time.Today}
                  and {IsOpen(time)} and {GoesToTeam:sql}
                  and caregiver.coordinator_id = {coordinatorId}
                order by staff_task.id
                """
            ),
            deputyId,
            time.Now
        );

    /// <summary>The last due day of a silence already on the worklist: that of one beginning today.</summary>
    internal static DateOnly Soon(SiteTime time) => Silence.DueOn(time);

    private static bool IsRead(StaffTaskKind kind) =>
        kind is StaffTaskKind.Words or StaffTaskKind.Told or StaffTaskKind.Reply;

    private sealed record KindCount
    {
        public StaffTaskKind Kind { get; init; }

        public int Count { get; init; }
    }
}

/// <summary>An open task on a list, with what its row says.</summary>
public sealed record OpenTask : ListedPerson
{
    public long Id { get; init; }

    public StaffTaskKind Kind { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateOnly DueOn { get; init; }

    /// <summary>The colleague it was escalated to; null for nobody.</summary>
    public long? EscalatedTo { get; init; }

    public CaregiverStatus Status { get; init; }

    public Channel Channel { get; init; }

    /// <summary>Their words on a check-in or in a reply; null for other tasks.</summary>
    public string? Words { get; init; }

    /// <summary>The whole mail, if <see cref="Words"/> leaves out repeats of an earlier one; null if it does
    /// not.</summary>
    public string? Whole { get; init; }

    /// <summary>The sender of a mail from another address; empty if it names none or several.</summary>
    public string? OtherSender { get; init; }

    /// <summary>Whether the message may be automatic.</summary>
    public bool PerhapsAutomatic { get; init; }

    /// <summary>Whether part of the mail is in a form that we cannot read.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>The urgency of their open signal, for written tasks; null without one, and for other kinds.</summary>
    public Urgency? Stands { get; init; }

    /// <summary>Whether its day has passed; words beside a calm form or a signal are then only counted.</summary>
    public bool IsLate(DateOnly today) =>
        DueOn < today && Kind != StaffTaskKind.Words && !(Kind == StaffTaskKind.Reply && Stands is not null);

    /// <summary>Since when mail to their address is stopped, for a task about mail; null if it is not.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The day they chose for a call; null for as soon as possible.</summary>
    public DateOnly? WantedOn { get; init; }

    public PartOfDay? CallPart { get; init; }

    /// <summary>The number they asked to be called on; null for the known one.</summary>
    public string? CallPhone { get; init; }

    /// <summary>When the pause of a silent caregiver began; null without one.</summary>
    public DateOnly? PausedOn { get; init; }

    /// <summary>Part of a text key: why a kind word is due, or why mail does not arrive; null for other
    /// kinds.</summary>
    public string? Because { get; init; }

    /// <summary>The event that ended, or may have ended, care of theirs; null for other kinds.</summary>
    public EventKind? Ended { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>Whether the day is the one on which it was told, as none was given.</summary>
    public bool EndedUnsaid { get; init; }

    /// <summary>Whether a talk confirms it for another caregiver of the same person.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>As <see cref="CareFacts.Called"/>, for the person it was about.</summary>
    public string? Called { get; init; }

    public Relation? Relation { get; init; }

    /// <summary>The answers given in aftercare; null for other kinds, and without any.</summary>
    public ResponseAnswers? Aftercare { get; init; }

    /// <summary>The best day for a promised call; null for the task's own day.</summary>
    public DateOnly? AimOn(SiteTime time) =>
        Kind == StaffTaskKind.Call ? PromisedCall.Aim(WantedOn, time.DayOf(OpenedAt), DueOn, CallPart, time) : null;
}

/// <summary>A task about changes: to act on, or only to read.</summary>
/// <param name="Changes">None if all were taken back since.</param>
public sealed record ToldTask(OpenTask Task, IReadOnlyList<ToldChange> Changes)
{
    /// <summary>When the last of it was told, in ticks; 0 if nothing remains.</summary>
    public long UpTo => Changes.Max(change => (DateTimeOffset?)change.SaidAt)?.UtcTicks ?? 0;

    /// <summary>Whether it includes something serious: then reading is not enough.</summary>
    public bool IsHeavy => Changes.Any(change => change.Changed is { } kind && SeriousEvent.IsHeavy(kind));

    /// <summary>The changes, one line each.</summary>
    public static string TextOf(IReadOnlyCollection<ToldChange> changes) =>
        changes.Count == 0 ? EventWords.Gone : string.Join('\n', changes.Select(change => change.Text));
}

/// <summary>One reported change.</summary>
public sealed record ToldChange
{
    public long TaskId { get; init; }

    /// <summary>Null for a number or an address.</summary>
    public EventKind? Changed { get; init; }

    public DateTimeOffset SaidAt { get; init; }

    public DateOnly HappenedOn { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The professional who told it; null for the caregiver.</summary>
    public string? ToldBy { get; init; }

    /// <summary>Whether the day is that of the report.</summary>
    public bool DayUnsaid { get; init; }

    /// <summary>The number or address changed on the own page; null for an event.</summary>
    public string? Reach { get; init; }

    public string Was { get; init; } = "";

    /// <summary>"Gevallen, 20 november 2026: op de trap"</summary>
    public string Text =>
        Reach is not null
            ? $"{EventWords.Reach(Reach, Was)} {EventWords.ReachDoubt(Reach)}"
            : $"{EventWords.Capital(Changed!.Value)}, {EventWords.DayOf(HappenedOn, DayUnsaid)}{By}{Said}";

    private string By => EventWords.By(ToldBy) is { } by ? $" ({by})" : "";

    private string Said => Note.Length > 0 ? ": " + Note : "";
}

/// <summary>Whether the own words on a check-in were read, and by whom.</summary>
/// <param name="DoneAt">Null while unread.</param>
public sealed record WordsRead(long Id, long CheckInId, DateTimeOffset? DoneAt, string? DoneBy);

/// <summary>A caregiver's mail that was read.</summary>
/// <param name="Whole">As <see cref="OpenTask.Whole"/>.</param>
/// <param name="OtherSender">As <see cref="OpenTask.OtherSender"/>.</param>
public sealed record ReplyRead(
    DateTimeOffset ReceivedAt,
    string Reply,
    string? Whole = null,
    string? OtherSender = null,
    bool PerhapsAutomatic = false
);

/// <summary>A message about a caregiver's mail that no person wrote, or that cannot be classified.</summary>
public sealed record AutomaticMail
{
    public DateTimeOffset ReceivedAt { get; init; }

    public ReturnClass Class { get; init; }
}

/// <summary>Open tasks: words to read, silent people, and the rest.</summary>
internal sealed record TaskCounts(int Written, int Silent, int Other)
{
    public static readonly TaskCounts None = new(0, 0, 0);

    public int All => Written + Silent + Other;
}
