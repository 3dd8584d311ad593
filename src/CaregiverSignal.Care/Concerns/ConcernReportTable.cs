using CaregiverSignal.Jobs;
using CaregiverSignal.People;

namespace CaregiverSignal.Concerns;

internal static class ConcernReportTable
{
    private const string Columns = """
        concern_report.id, concern_report.received_at, concern_report.words, concern_report.about,
        concern_report.minor, concern_report.knows, concern_report.reporter_name, concern_report.reporter_phone,
        concern_report.reporter_email,
        concern_report.taken_up_at, concern_report.taken_up_by as taken_up_by_id,
        (
            select coalesce(name, email) from coordinator where coordinator.id = concern_report.taken_up_by
        ) as taken_up_by,
        concern_report.due_on, concern_report.tried_days, concern_report.tried_on, concern_report.closed_at,
        (select coalesce(name, email) from coordinator where coordinator.id = concern_report.closed_by) as closed_by,
        concern_report.outcome, concern_report.note, concern_report.forgotten_at
        """;

    private const string IsUntouched = "concern_report.closed_at is null and concern_report.taken_up_at is null";

    /// <summary>Everybody who works with people, in any team.</summary>
    private const string IsReader = "coordinator.enrolled_at is not null and coordinator.is_coordinator = 1";

    /// <summary>It is due and nobody took it up, this coordinator did, or nobody did anything by its day.</summary>
    private static Sql WaitsFor(DateOnly today) =>
        $"""
            concern_report.closed_at is null
              and concern_report.due_on <= {today}
              and (
                concern_report.taken_up_at is null
                or concern_report.taken_up_by = coordinator.id
                or concern_report.due_on < {today})
            """;

    /// <summary>Concerns the team was not told of, if no notification was sent since an instant.</summary>
    public static DueItems ToNotify(DateTimeOffset notifiedAfter, DateTimeOffset now) =>
        new(
            Job.TellTeam,
            $"""
            from concern_report
            where {IsUntouched:sql} and notified_at is null
              and not exists (
                  select 1 from concern_report other
                  where other.notified_at > {notifiedAfter} and other.notified_at <= {now})
            """,
            order: "id",
            since: "received_at"
        );

    /// <returns>False if this very form was stored before.</returns>
    /// <param name="dueOn">The day on which, as the page says, somebody reads it.</param>
    public static async Task<bool> Add(
        Transaction transaction,
        ConcernReportForm form,
        DateTimeOffset at,
        DateOnly dueOn
    ) =>
        await transaction.Execute(
            $"""
            insert into concern_report (
                dedupe_key, received_at, words, about, minor, knows, reporter_name, reporter_phone, reporter_email,
                due_on)
            values (
                {form.DedupeKey()}, {at}, {form.Words}, nullif({form.About}, ''), nullif({form.Minor}, ''), nullif({form.Knows}, ''), nullif({form.Name}, ''),
                nullif({form.Phone}, ''), nullif({form.Email}, ''), {dueOn})
            on conflict (dedupe_key) do nothing
            """
        ) == 1;

    public static Task<ConcernReport?> Get(Transaction transaction, long id) =>
        transaction.First<ConcernReport>(
            $"""
            select {Columns:sql} from concern_report where concern_report.id = {id}
            """
        );

    /// <summary>The oldest open concerns, untaken ones first.</summary>
    public static Task<IReadOnlyList<ConcernReport>> Open(Transaction transaction, int untouched, int takenUp) =>
        transaction.AllReadable<ConcernReport>(
            $"""
            select {Columns:sql} from concern_report
            where concern_report.id in (
                select concern_report.id from concern_report
                where {IsUntouched:sql}
                order by concern_report.id
                limit {untouched})
              or concern_report.id in (
                select concern_report.id from concern_report
                where concern_report.closed_at is null and concern_report.taken_up_at is not null
                order by concern_report.id
                limit {takenUp})
            order by concern_report.taken_up_at is not null, concern_report.id
            """
        );

    public static Task<int> CountOpen(Transaction transaction) =>
        transaction.One<int>("select count(*) from concern_report where closed_at is null");

    public static Task<int> CountUntouched(Transaction transaction) =>
        transaction.One<int>($"select count(*) from concern_report where {IsUntouched:sql}");

    /// <summary>The oldest concern that nobody has taken up; null for none.</summary>
    public static Task<long?> FirstWaiting(Transaction transaction) =>
        transaction.First<long?>($"select min(id) from concern_report where {IsUntouched:sql}");

    /// <summary>Marks all of which the team was not yet notified.</summary>
    public static Task<IReadOnlyList<long>> MarkNotified(Transaction transaction, DateTimeOffset at) =>
        transaction.All<long>(
            $"update concern_report set notified_at = {at} where {IsUntouched:sql} and notified_at is null returning id"
        );

    /// <returns>False if somebody took it up before, or it is closed.</returns>
    public static async Task<bool> TakeUp(
        Transaction transaction,
        long id,
        long coordinatorId,
        DateTimeOffset at,
        DateOnly dueOn
    ) =>
        await transaction.Execute(
            $"""
            update concern_report set taken_up_at = {at}, taken_up_by = {coordinatorId}, due_on = {dueOn}
            where id = {id} and taken_up_at is null and closed_at is null
            """
        ) == 1;

    /// <summary>Adds a note and keeps it open, for this coordinator if nobody took it up.</summary>
    /// <param name="triedOn">The day, if nobody was reached; null for a note alone.</param>
    /// <returns>False if it was already closed.</returns>
    public static async Task<bool> Keep(
        Transaction transaction,
        long id,
        long coordinatorId,
        DateOnly? triedOn,
        string note,
        DateTimeOffset at,
        DateOnly dueOn
    ) =>
        await transaction.Execute(
            $"""
            update concern_report set
                tried_days = tried_days + case when {triedOn} is null or tried_on = {triedOn} then 0 else 1 end,
                tried_on = coalesce({triedOn}, tried_on),
                note = {WithNote(note)},
                taken_up_at = coalesce(taken_up_at, {at}),
                taken_up_by = coalesce(taken_up_by, {coordinatorId}),
                due_on = {dueOn}
            where id = {id} and closed_at is null
            """
        ) == 1;

    /// <summary>The notes so far and this one, a line each.</summary>
    private static Sql WithNote(string note) =>
        note.Length == 0 ? Sql.Of("note") : $"coalesce(note || {'\n' + note}, {note})";

    /// <returns>False if it was already closed.</returns>
    public static async Task<bool> Close(
        Transaction transaction,
        long id,
        long coordinatorId,
        ConcernReportOutcome outcome,
        string note,
        DateTimeOffset at
    ) =>
        await transaction.Execute(
            $"""
            update concern_report set
                closed_at = {at}, closed_by = {coordinatorId}, outcome = {outcome}, note = {WithNote(note)}
            where id = {id} and closed_at is null
            """
        ) == 1;

    /// <summary>Deletes all words and contact details of concerns closed before an instant; that there was one, and how
    /// it ended, stays.</summary>
    public static Task<int> Forget(Transaction transaction, DateTimeOffset closedBefore, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update concern_report set
                words = null, about = null, reporter_name = null, reporter_phone = null, reporter_email = null,
                note = null, forgotten_at = {at}
            where closed_at < {closedBefore} and forgotten_at is null
            """
        );

    public static async Task<IReadOnlyList<Coordinator>> Readers(Transaction transaction) =>
        await CoordinatorTable.Of(
            transaction,
            await transaction.All<long>(
                $"""
                select id from coordinator where {IsReader:sql} order by id
                """
            )
        );

    public static Task<int> CountWaiting(Transaction transaction, long coordinatorId, DateOnly today) =>
        transaction.One<int>(
            $"""
            select count(*)
            from coordinator join concern_report on {WaitsFor(today)}
            where coordinator.id = {coordinatorId} and {IsReader:sql}
            """
        );

    /// <summary>A digest is due if a concern waits of which the team was notified before an instant: one of the same
    /// day needs no second email.</summary>
    public static Sql ForDigest(DateOnly today, DateTimeOffset notifiedBefore) =>
        $"""
            ({IsReader:sql} and exists (
                select 1 from concern_report
                where concern_report.notified_at < {notifiedBefore} and {WaitsFor(today)}))
            """;

    /// <summary>Moves a coordinator's open concerns to a colleague; without one they wait for the team again.</summary>
    /// <returns>How many.</returns>
    public static Task<int> MoveAll(Transaction transaction, long coordinatorId, long? toId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update concern_report set
                taken_up_by = {toId},
                taken_up_at = case when {toId} is not null then {at} end,
                notified_at = case when {toId} is not null then notified_at end
            where taken_up_by = {coordinatorId} and closed_at is null
            """
        );
}
