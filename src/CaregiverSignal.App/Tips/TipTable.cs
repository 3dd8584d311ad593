namespace CaregiverSignal.Tips;

/// <summary>All SQL on the tip table.</summary>
internal static class TipTable
{
    private const string Columns = """
        tip.id, tip.received_at, tip.words, tip.about, tip.minor, tip.knows, tip.reporter_name, tip.reporter_phone,
        tip.reporter_email,
        tip.taken_up_at, tip.taken_up_by as taken_up_by_id,
        (select coalesce(name, email) from coordinator where coordinator.id = tip.taken_up_by) as taken_up_by,
        tip.tried_days, tip.tried_on, tip.closed_at,
        (select coalesce(name, email) from coordinator where coordinator.id = tip.closed_by) as closed_by,
        tip.outcome, tip.note, tip.forgotten_at, tip.sender
        """;

    private static Sql IsToNotify(DateOnly today) =>
        $"""
            tip.closed_at is null
              and tip.taken_up_at is null
              and (tip.notified_at is null or tip.notify_again_on <= {today})
            """;

    /// <summary>Whoever works with people, of whichever team.</summary>
    private const string IsReader = "coordinator.enrolled_at is not null and coordinator.is_coordinator = 1";

    /// <summary>
    /// A tip that was taken up and not closed for this much longer waits for everybody again (our choice).
    /// </summary>
    private static readonly TimeSpan LeftForAll = TimeSpan.FromDays(4);

    /// <summary>
    /// Nobody took the tip up; or this coordinator did, and left it or is to try again; or another left it for long.
    /// </summary>
    private static Sql WaitsFor(DateOnly today, DateTimeOffset leftSince) =>
        $"""
            tip.closed_at is null
              and (tip.taken_up_at is null
                or (tip.taken_up_by = coordinator.id
                  and (tip.taken_up_at < {leftSince} or tip.tried_on < {today}))
                or tip.taken_up_at < {leftSince - LeftForAll})
            """;

    /// <summary>
    /// Tips that the team should have been notified of before today, when no notification was sent since an instant:
    /// the second one may wait until the end of its day.
    /// </summary>
    public static Waiting LateToNotify(DateOnly today, DateTimeOffset notifiedAfter) =>
        new(
            "tell team",
            $"""
            from tip
            where closed_at is null and taken_up_at is null and (notified_at is null or notify_again_on < {today})
              and not exists (select 1 from tip other where other.notified_at > {notifiedAfter})
            """,
            order: "id",
            since: "coalesce(notify_again_on, received_at)"
        );

    /// <returns>False when this very form was already stored.</returns>
    /// <param name="sender">The mark of the network it came from; null when not known.</param>
    public static bool Add(
        Transaction transaction,
        string dedupeKey,
        TipForm form,
        DateTimeOffset at,
        string? sender = null
    ) =>
        transaction.Execute(
            $"""
            insert into tip (
                dedupe_key, received_at, words, about, minor, knows, reporter_name, reporter_phone, reporter_email,
                sender)
            values (
                {dedupeKey}, {at}, {form.Words}, nullif({form.About}, ''), nullif({form.Minor}, ''), nullif({form.Knows}, ''), nullif({form.Name}, ''),
                nullif({form.Phone}, ''), nullif({form.Email}, ''), {sender})
            on conflict (dedupe_key) do nothing
            """
        ) == 1;

    public static Tip? Get(Transaction transaction, long id) =>
        transaction.First<Tip>(
            $"""
            select {Columns:sql} from tip where tip.id = {id}
            """
        );

    /// <summary>The oldest tips that nobody took up.</summary>
    /// <param name="ofEach">How many from one network.</param>
    public static IReadOnlyList<Tip> Untouched(Transaction transaction, int ofEach, int limit) =>
        transaction.AllReadable<Tip>(
            $"""
            select {Columns:sql}
            from tip join (
                select id, row_number() over (partition by sender order by id) as place
                from tip
                where closed_at is null and taken_up_at is null
            ) of_sender on of_sender.id = tip.id
            where of_sender.place <= {ofEach} or tip.sender is null
            order by tip.id
            limit {limit}
            """
        );

    /// <summary>The tips that somebody took up and did not close, oldest first.</summary>
    public static IReadOnlyList<Tip> TakenUp(Transaction transaction, int limit) =>
        transaction.AllReadable<Tip>(
            $"""
            select {Columns:sql} from tip
            where tip.closed_at is null and tip.taken_up_at is not null
            order by tip.id
            limit {limit}
            """
        );

    /// <summary>All open tips, in the same order.</summary>
    /// <param name="sender">Only those that this network sent and nobody took up; null for all.</param>
    public static IReadOnlyList<Tip> Open(Transaction transaction, string? sender, int limit, int skip) =>
        transaction.AllReadable<Tip>(
            $"""
            select {Columns:sql} from tip
            where tip.closed_at is null and ({sender} is null or (tip.sender = {sender} and tip.taken_up_at is null))
            order by tip.taken_up_at is not null, tip.id
            limit {limit} offset {skip}
            """
        );

    /// <summary>Networks from which more than a few tips wait, and how many.</summary>
    public static IReadOnlyDictionary<string, int> CountsBySender(Transaction transaction, int moreThan) =>
        transaction
            .All<(string Sender, int Count)>(
                $"""
                select sender, count(*) as count from tip
                where sender is not null and closed_at is null and taken_up_at is null
                group by sender
                having count(*) > {moreThan}
                """
            )
            .ToDictionary(one => one.Sender, one => one.Count);

    public static int CountOpen(Transaction transaction) =>
        transaction.One<int>("select count(*) from tip where closed_at is null");

    /// <summary>How many tips nobody has taken up.</summary>
    public static int CountUntouched(Transaction transaction) =>
        transaction.One<int>(
            """
            select count(*) from tip where closed_at is null and taken_up_at is null
            """
        );

    /// <summary>The oldest tip that nobody has taken up; null when there is none.</summary>
    public static long? FirstWaiting(Transaction transaction) =>
        transaction.First<long?>(
            """
            select min(id) from tip where closed_at is null and taken_up_at is null
            """
        );

    /// <summary>The tips that the team was not notified of, and those that nobody took up by their day.</summary>
    public static TipsToNotify ToNotify(Transaction transaction, DateOnly today) =>
        transaction.One<TipsToNotify>(
            $"""
            select coalesce(max(id), 0) as newest, count(*) - count(notified_at) as fresh, count(notified_at) as again
            from tip
            where {IsToNotify(today)}
            """
        );

    /// <summary>Whether the team was notified of any tip after an instant.</summary>
    public static bool WasNotified(Transaction transaction, DateTimeOffset after, DateTimeOffset now) =>
        transaction.One<bool>(
            $"""
            select exists (select 1 from tip where notified_at > {after} and notified_at <= {now})
            """
        );

    /// <param name="lastHour">
    /// The team is notified again of a tip from before this instant on <paramref name="sooner"/>, of the rest on
    /// <paramref name="later"/>.
    /// </param>
    public static int MarkNotified(
        Transaction transaction,
        DateOnly today,
        DateTimeOffset at,
        DateTimeOffset lastHour,
        DateOnly sooner,
        DateOnly later
    ) =>
        transaction.Execute(
            $"""
            update tip set
                notify_again_on = case
                    when notified_at is not null then null
                    when received_at < {lastHour} then {sooner}
                    else {later}
                end,
                notified_at = {at}
            where {IsToNotify(today)}
            """
        );

    /// <returns>False when somebody already took it up, or it is closed.</returns>
    public static bool TakeUp(Transaction transaction, long id, long coordinatorId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update tip set taken_up_at = {at}, taken_up_by = {coordinatorId}, notify_again_on = null
            where id = {id} and taken_up_at is null and closed_at is null
            """
        ) == 1;

    /// <summary>Adds a note, and keeps it open, for the coordinator where nobody took it up.</summary>
    /// <param name="triedOn">The day, where nobody was reached; null for a note alone.</param>
    /// <returns>False when it was already closed.</returns>
    public static bool Keep(
        Transaction transaction,
        long id,
        long coordinatorId,
        DateOnly? triedOn,
        string note,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update tip set
                tried_days = tried_days + case when {triedOn} is null or tried_on = {triedOn} then 0 else 1 end,
                tried_on = coalesce({triedOn}, tried_on),
                note = {WithNote(note)},
                taken_up_at = coalesce(taken_up_at, {at}),
                taken_up_by = coalesce(taken_up_by, {coordinatorId}),
                notify_again_on = null
            where id = {id} and closed_at is null
            """
        ) == 1;

    /// <summary>The notes so far and this one, each on its line.</summary>
    private static Sql WithNote(string note) =>
        note.Length == 0 ? Sql.Of("note") : $"coalesce(note || {'\n' + note}, {note})";

    /// <returns>False when it was already closed.</returns>
    public static bool Close(
        Transaction transaction,
        long id,
        long coordinatorId,
        TipOutcome outcome,
        string note,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update tip set
                closed_at = {at}, closed_by = {coordinatorId}, outcome = {outcome}, note = {WithNote(note)},
                notify_again_on = null
            where id = {id} and closed_at is null
            """
        ) == 1;

    /// <summary>Closes all tips at once that one network sent and nobody took up.</summary>
    /// <param name="last">The newest on the page; later ones stay open.</param>
    public static int CloseOf(
        Transaction transaction,
        string sender,
        long last,
        long coordinatorId,
        TipOutcome outcome,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update tip set closed_at = {at}, closed_by = {coordinatorId}, outcome = {outcome}, notify_again_on = null
            where sender = {sender} and id <= {last} and closed_at is null and taken_up_at is null
            """
        );

    /// <summary>
    /// Deletes all words and contact details of tips that were closed before an instant; that there was a tip, and how
    /// it ended, stays.
    /// </summary>
    public static int Forget(Transaction transaction, DateTimeOffset closedBefore, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update tip set
                words = null, about = null, reporter_name = null, reporter_phone = null, reporter_email = null,
                note = null, sender = null, forgotten_at = {at}
            where closed_at < {closedBefore} and forgotten_at is null
            """
        );

    /// <summary>The coordinators who read tips.</summary>
    public static IReadOnlyList<Coordinator> Readers(Transaction transaction) =>
        CoordinatorTable.Of(
            transaction,
            transaction.All<long>(
                $"""
                select id from coordinator where {IsReader:sql} order by id
                """
            )
        );

    /// <summary>How many tips wait for a coordinator.</summary>
    /// <param name="leftSince">
    /// A tip that somebody took up before this instant and did not close waits for them again.
    /// </param>
    public static int CountWaiting(
        Transaction transaction,
        long coordinatorId,
        DateOnly today,
        DateTimeOffset leftSince
    ) =>
        transaction.One<int>(
            $"""
            select count(*) from coordinator join tip on {WaitsFor(
                today,
                leftSince
            )} where coordinator.id = {coordinatorId} and {IsReader:sql}
            """
        );

    /// <summary>
    /// A coordinator without today's digest for whom a tip waits that the team was already notified of; null when there
    /// is none.
    /// </summary>
    /// <param name="notifiedBefore">
    /// A tip of which the team was notified since then needs no second mail on the same day.
    /// </param>
    public static Coordinator? NextForDigest(
        Transaction transaction,
        DateOnly today,
        DateTimeOffset notifiedBefore,
        DateTimeOffset leftSince
    ) =>
        new Waiting(
            "digest",
            $"""
            from coordinator
            where (digest_on is null or digest_on < {today}) and {IsReader:sql}
              and exists (select 1 from tip where tip.notified_at < {notifiedBefore} and {WaitsFor(today, leftSince)})
            """,
            order: "id"
        ).Next(transaction)
            is { } id
            ? CoordinatorTable.Get(transaction, id)
            : null;

    /// <summary>Moves somebody's open tips to a colleague; without a colleague they wait for the team again.</summary>
    /// <returns>How many.</returns>
    public static int MoveAll(
        Transaction transaction,
        long coordinatorId,
        long? toId,
        DateOnly today,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            $"""
            update tip set
                taken_up_by = {toId},
                taken_up_at = case when {toId} is not null then {at} end,
                notify_again_on = case when {toId} is null then {today} end
            where taken_up_by = {coordinatorId} and closed_at is null
            """
        );
}

/// <summary>The tips to notify the team of.</summary>
/// <param name="Newest">The newest tip; 0 when there is none.</param>
/// <param name="Again">How many the team was notified of before, and nobody took up.</param>
public sealed record TipsToNotify(long Newest, int Fresh, int Again);
