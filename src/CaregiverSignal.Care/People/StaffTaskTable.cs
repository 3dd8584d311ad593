namespace CaregiverSignal.People;

/// <summary>SQL that opens, finds and ends staff tasks; each list reads them itself.</summary>
internal static class StaffTaskTable
{
    /// <summary>A check-in that was closed, read and reopened can hold other words when it closes again.</summary>
    private const string WordsAgain = """
        (check_in_id) where kind = 'words' do update set
            opened_at = excluded.opened_at, due_on = excluded.due_on, escalated_at = null, escalated_to = null,
            done_at = null, done_by = null
        where staff_task.done_at is not null
        """;

    /// <summary>Opens a task unless one of its kind is open. There may be several replies, and one task of own words
    /// and one of asking per check-in.</summary>
    /// <param name="dueOn">The owner's last day, in the support point's zone.</param>
    /// <param name="checkInId">The check-in that caused it; own words always have one.</param>
    /// <param name="returnId">The message that caused it.</param>
    public static async Task Open(
        Transaction transaction,
        StaffTaskKind kind,
        long caregiverId,
        DateOnly dueOn,
        DateTimeOffset at,
        long? checkInId = null,
        long? returnId = null
    )
    {
        await transaction.Execute(
            $"""
            insert into staff_task (kind, caregiver_id, check_in_id, return_id, opened_at, due_on)
            values ({kind}, {caregiverId}, {checkInId}, {returnId}, {at}, {dueOn})
            on conflict {Sql.Of(kind == StaffTaskKind.Words ? WordsAgain : "do nothing")}
            """
        );
    }

    /// <summary>Opens a task for each caregiver whose silence begins with a check-in, in order.</summary>
    public static async Task OpenSilent(
        Transaction transaction,
        IReadOnlyCollection<(long CaregiverId, long CheckInId)> silent,
        DateOnly dueOn,
        DateTimeOffset at
    )
    {
        if (silent.Count > 0)
            await transaction.Execute(
                $"""
                insert into staff_task (kind, caregiver_id, check_in_id, opened_at, due_on)
                values {Sql.Listed(silent.Select(Row))}
                on conflict do nothing
                """
            );

        Sql Row((long CaregiverId, long CheckInId) left) =>
            $"('silent', {left.CaregiverId}, {left.CheckInId}, {at}, {dueOn})";
    }

    /// <summary>One task, open or done; null if it does not exist.</summary>
    public static Task<StaffTask?> Get(Transaction transaction, long id) =>
        transaction.First<StaffTask>(
            $"""
            select
                id, kind, caregiver_id, check_in_id, return_id, opened_at, due_on, escalated_at, done_at, done_by
            from staff_task
            where id = {id}
            """
        );

    /// <returns>False if it was already done.</returns>
    public static async Task<bool> Done(Transaction transaction, long id, long coordinatorId, DateTimeOffset at) =>
        await transaction.Execute(
            $"update staff_task set done_at = {at}, done_by = {coordinatorId} where id = {id} and done_at is null"
        ) == 1;

    /// <summary>Tasks to read that a coordinator ended since an instant, except those ended by a contact or a step of
    /// help.</summary>
    public static Task<IReadOnlyList<StaffTask>> ReadSince(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        DateTimeOffset since
    ) =>
        transaction.All<StaffTask>(
            $"""
            select
                id, kind, caregiver_id, check_in_id, return_id, opened_at, due_on, escalated_at, done_at, done_by
            from staff_task
            where caregiver_id = {caregiverId} and done_by = {coordinatorId} and done_at >= {since}
              and kind in ('words', 'told', 'reply')
              and not exists (
                select 1 from action where action.caregiver_id = {caregiverId} and action.at = staff_task.done_at)
              and not exists (
                select 1 from help_step
                where help_step.caregiver_id = {caregiverId} and help_step.at = staff_task.done_at)
            order by id
            """
        );

    /// <summary>Since when something a caregiver told waits to be read; null for nothing.</summary>
    public static Task<DateTimeOffset?> ToldSince(Transaction transaction, long caregiverId) =>
        OpenedAt(transaction, StaffTaskKind.Told, caregiverId);

    /// <summary>When a caregiver's open task of a kind was opened; null without one.</summary>
    public static Task<DateTimeOffset?> OpenedAt(Transaction transaction, StaffTaskKind kind, long caregiverId) =>
        transaction.First<DateTimeOffset?>(
            $"select opened_at from staff_task where caregiver_id = {caregiverId} and kind = {kind} and done_at is null"
        );

    /// <summary>When the newest open task of some kinds was opened; null without one.</summary>
    public static Task<DateTimeOffset?> NewestOf(
        Transaction transaction,
        IReadOnlyCollection<StaffTaskKind> kinds,
        long caregiverId
    ) =>
        transaction.First<DateTimeOffset?>(
            $"""
            select opened_at from staff_task
            where caregiver_id = {caregiverId} and kind in ({kinds}) and done_at is null
            order by opened_at desc
            limit 1
            """
        );

    public static Task<bool> IsOpen(
        Transaction transaction,
        IReadOnlyCollection<StaffTaskKind> kinds,
        long caregiverId
    ) =>
        transaction.One<bool>(
            $"""
            select exists (
                select 1 from staff_task
                where caregiver_id = {caregiverId} and kind in ({kinds}) and done_at is null)
            """
        );

    public static Task<bool> WasOpened(
        Transaction transaction,
        StaffTaskKind kind,
        long caregiverId,
        DateTimeOffset since
    ) =>
        transaction.One<bool>(
            $"""
            select exists (
                select 1 from staff_task
                where caregiver_id = {caregiverId} and kind = {kind} and opened_at >= {since})
            """
        );

    /// <summary>Whether a safety follow-up was escalated to somebody, and waits or was done by them.</summary>
    public static Task<bool> IsSafetyOf(Transaction transaction, long caregiverId, long coordinatorId) =>
        transaction.One<bool>(
            $"""
            select exists (
                select 1 from staff_task
                where caregiver_id = {caregiverId} and kind = 'safety' and escalated_to = {coordinatorId}
                  and (done_at is null or done_by = {coordinatorId}))
            """
        );

    /// <summary>The check-in of a caregiver's open task of a kind; null without one.</summary>
    public static Task<long?> CheckInOf(Transaction transaction, StaffTaskKind kind, long caregiverId) =>
        transaction.First<long?>(
            $"""
            select max(check_in_id) from staff_task
            where caregiver_id = {caregiverId} and kind = {kind} and done_at is null
            """
        );

    /// <summary>The last day of a caregiver's open task of a kind; null without one.</summary>
    public static Task<DateOnly?> DueOn(Transaction transaction, StaffTaskKind kind, long caregiverId) =>
        transaction.First<DateOnly?>(
            $"""
            select min(due_on) from staff_task
            where caregiver_id = {caregiverId} and kind = {kind} and done_at is null
            """
        );

    /// <summary>A caregiver's open promised call; null without one.</summary>
    public static async Task<PromisedCall?> CallOf(Transaction transaction, long caregiverId) =>
        (await CallsOf(transaction, caregiverId)).FirstOrDefault(call => call.DoneAt is null);

    /// <summary>All calls ever promised to a caregiver, oldest first.</summary>
    public static Task<IReadOnlyList<PromisedCall>> CallsOf(Transaction transaction, long caregiverId) =>
        transaction.All<PromisedCall>(
            $"""
            select id, opened_at, due_on, wanted_on, call_part as part, call_phone as phone, done_at, done_by
            from staff_task
            where caregiver_id = {caregiverId} and kind = 'call'
            order by id
            """
        );

    /// <summary>Moves an open call to another day; a later one returns it to the owner, and whoever it was escalated to
    /// reads so.</summary>
    public static Task MoveCall(Transaction transaction, long id, DateOnly dueOn, CallTime wish) =>
        transaction.Execute(
            $"""
            update staff_task set
                due_on = {dueOn}, wanted_on = {wish.Day}, call_part = {wish.Part}, call_phone = coalesce({wish.Phone},
                call_phone),
                escalated_at = case when due_on < {dueOn} then null else escalated_at end,
                escalated_to = case when due_on < {dueOn} then null else escalated_to end,
                notified_at = case when due_on = {dueOn} then notified_at end
            where id = {id} and done_at is null
            """
        );

    /// <summary>Changes when an open call suits; null leaves a value as it is. A later day returns it to the
    /// owner.</summary>
    public static Task SetCall(Transaction transaction, long id, DateOnly? dueOn, CallTime wish) =>
        transaction.Execute(
            $"""
            update staff_task set
                due_on = coalesce({dueOn}, due_on), wanted_on = coalesce({wish.Day}, wanted_on),
                call_part = coalesce({wish.Part}, call_part), call_phone = coalesce({wish.Phone}, call_phone),
                escalated_at = case when due_on < {dueOn} then null else escalated_at end,
                escalated_to = case when due_on < {dueOn} then null else escalated_to end
            where id = {id}
            """
        );

    /// <summary>Brings forward a chosen day that is later than the task's, and than a day.</summary>
    public static Task CallSooner(Transaction transaction, long caregiverId, DateOnly day) =>
        transaction.Execute(
            $"""
            update staff_task set wanted_on = {day}
            where caregiver_id = {caregiverId} and kind = 'call' and done_at is null
              and due_on < {day} and wanted_on > {day}
            """
        );

    /// <summary>Ends the task of a kind call about an answer or silence in aftercare, as a call is promised now; an
    /// overdue one stays overdue.</summary>
    public static Task CallInstead(Transaction transaction, long caregiverId, DateOnly today, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update staff_task set done_at = {at}
            where caregiver_id = {caregiverId} and kind = 'aftercare' and done_at is null and due_on >= {today}
              and check_in_id is not null
              and not exists (
                  select 1 from staff_task as other
                  where other.caregiver_id = {caregiverId} and other.kind = 'call' and other.done_at is null)
            """
        );

    /// <summary>Escalates open calls together with the caregivers' signals.</summary>
    public static Task EscalateCalls(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        long deputyId,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update staff_task set escalated_at = {at}, escalated_to = {deputyId}
            where caregiver_id in ({caregiverIds}) and kind = 'call' and done_at is null and escalated_at is null
            """
        );

    /// <param name="by">The coordinator who did it; null if no one had to.</param>
    /// <returns>How many were open.</returns>
    public static Task<int> DoneOfKind(
        Transaction transaction,
        StaffTaskKind kind,
        long caregiverId,
        DateTimeOffset at,
        long? by = null
    ) =>
        transaction.Execute(
            $"""
            update staff_task set done_at = {at}, done_by = {by}, call_phone = null
            where caregiver_id = {caregiverId} and kind = {kind} and done_at is null
            """
        );

    private const string EndedByAnAnswer = "kind in ('silent', 'ask', 'after-event') and done_at is null";

    /// <summary>The kinds of open tasks that an answer ends: to ask the questions or after an event, and about a
    /// silence.</summary>
    public static Task<IReadOnlyList<StaffTaskKind>> AnswerEnds(Transaction transaction, long caregiverId) =>
        transaction.All<StaffTaskKind>(
            $"select kind from staff_task where caregiver_id = {caregiverId} and {EndedByAnAnswer:sql}"
        );

    public static Task Answered(Transaction transaction, long caregiverId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update staff_task set done_at = {at}, call_phone = null
            where caregiver_id = {caregiverId} and {EndedByAnAnswer:sql}
            """
        );

    /// <summary>Reopens the tasks that ended at one moment, when that is taken back; tasks opened in their place go. A
    /// number left for a call does not come back.</summary>
    public static async Task NotDone(Transaction transaction, long caregiverId, DateTimeOffset at)
    {
        await transaction.Execute(
            $"""
            delete from staff_task
            where caregiver_id = {caregiverId} and kind in ('silent', 'call') and opened_at = {at} and done_at is null
            """
        );
        await transaction.Execute(
            $"""
            update staff_task set done_at = null, done_by = null
            where caregiver_id = {caregiverId} and done_at = {at}
              and (kind in ('reply', 'words', 'ask') or not exists (
                  select 1 from staff_task as other
                  where other.caregiver_id = staff_task.caregiver_id and other.kind = staff_task.kind
                    and other.done_at is null))
            """
        );
    }

    /// <summary>A caregiver's check-ins that a person had to ask and nobody has tried to: their silence is
    /// ours.</summary>
    public static Task<IReadOnlyList<long>> NotAsked(Transaction transaction, long caregiverId) =>
        NotAskedOfEach(transaction, [caregiverId]);

    /// <summary>The same of several.</summary>
    public static Task<IReadOnlyList<long>> NotAskedOfEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds
    ) =>
        transaction.All<long>(
            $"""
            select check_in_id from staff_task
            where caregiver_id in ({caregiverIds}) and kind = 'ask' and done_by is null
            order by check_in_id
            """
        );

    /// <summary>Those of some caregivers with an open task about a silence.</summary>
    public static Task<IReadOnlyList<long>> SilentOf(Transaction transaction, IReadOnlyCollection<long> caregiverIds) =>
        transaction.All<long>(
            $"""
            select caregiver_id from staff_task
            where caregiver_id in ({caregiverIds}) and kind = 'silent' and done_at is null
            order by caregiver_id
            """
        );

    /// <summary>Reopens the task to ask a check-in's questions; its last day stays.</summary>
    public static Task AskAgain(Transaction transaction, long checkInId) =>
        transaction.Execute(
            $"update staff_task set done_at = null, done_by = null where kind = 'ask' and check_in_id = {checkInId}"
        );

    /// <summary>Restarts a caregiver's open tasks for another owner: overdue ones get a new last day, and earlier
    /// escalations no longer count.</summary>
    /// <param name="dueOn">The last day of overdue tasks, in the support point's zone.</param>
    public static Task BeginAnew(Transaction transaction, long caregiverId, DateOnly today, DateOnly dueOn) =>
        transaction.Execute(
            $"""
            update staff_task set
                due_on = case when due_on < {today} then {dueOn} else due_on end,
                escalated_at = null, escalated_to = null
            where caregiver_id = {caregiverId} and done_at is null
            """
        );

    /// <summary>Hands tasks that were escalated to somebody on to the next colleague.</summary>
    public static Task PassOnAgain(Transaction transaction, long deputyId) =>
        transaction.Execute(
            $"""
            update staff_task set escalated_at = null, escalated_to = null
            where done_at is null and escalated_to = {deputyId}
            """
        );

    public static Task MarkNotified(Transaction transaction, IReadOnlyCollection<long> ids, DateTimeOffset at) =>
        transaction.Execute($"update staff_task set notified_at = {at} where id in ({ids}) and notified_at is null");

    /// <returns>Without those that another worker did first.</returns>
    public static async Task<IReadOnlyList<(long CaregiverId, DateOnly DueOn)>> MarkEscalated(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        long deputyId,
        DateTimeOffset at
    ) =>
        await transaction.All<(long, DateOnly)>(
            $"""
            update staff_task set escalated_at = {at}, escalated_to = {deputyId}
            where id in ({ids}) and escalated_at is null
            returning caregiver_id, due_on
            """
        );
}
