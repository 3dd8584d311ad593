using CaregiverSignal.Jobs;

namespace CaregiverSignal.People;

/// <summary>All SQL on the caregiver and care_situation tables.</summary>
internal static class CaregiverTable
{
    private const string Columns = $"""
        id, person, first_name, last_name, email, phone, born, language, channel, status, coordinator_id,
        enrolled_on, next_due_on, aftercare_on, paused_until, young_until, with_pictures, sms_to, mail_readers,
        created_at, {QuestionsWait} as questions_wait
        """;

    /// <summary>Whether the questions wait for a conversation: a pause that nobody asked for.</summary>
    public const string QuestionsWait = """
        (caregiver.status = 'paused' and 'system' = (
            select event.reported_by
            from event
            where event.caregiver_id = caregiver.id and event.kind = 'Paused'
            order by event.happened_on desc, event.id desc limit 1))
        """;

    /// <summary>Where messages to a caregiver go: their number at the gateway, or else their mailbox.</summary>
    public const string SentTo = "coalesce(caregiver.sms_to, lower(caregiver.email))";

    /// <summary>Whether nothing is sent there any more.</summary>
    public const string IsStopped = $"""
        exists (
            select 1 from mail_address
            where mail_address.address = {SentTo} and mail_address.stopped_at is not null)
        """;

    private static Sql IsDue(DateOnly today) => $"status = 'active' and next_due_on <= {today}";

    private static Sql IsAftercareDue(DateOnly today) => $"status = 'aftercare' and aftercare_on <= {today}";

    /// <summary>Each part repeats the status, so that its index is used.</summary>
    private static Sql IsToInvite(DateOnly today) => $"(({IsDue(today)}) or ({IsAftercareDue(today)}))";

    /// <summary>Whether questions go out by mail: under 18, only once that was agreed.</summary>
    private static Sql IsMailed(DateOnly today) =>
        $"""
            (caregiver.channel = 'email'
              and caregiver.email is not null
              and (caregiver.born is null or caregiver.born <= {Minors.BornAfter(today)}
                or caregiver.young_until is not null)
              and not {IsStopped:sql})
            """;

    public static DueItems Due(DateOnly today) =>
        new(Job.Invite, $"from caregiver where {IsDue(today)}", order: "next_due_on, id", since: "next_due_on");

    public static DueItems AftercareDue(DateOnly today) =>
        new(
            Job.Invite,
            $"from caregiver where {IsAftercareDue(today)}",
            order: "aftercare_on, id",
            since: "aftercare_on"
        );

    public static DueItems PauseOver(DateOnly today) =>
        new(
            Job.EndPause,
            $"from caregiver where status = 'paused' and paused_until is not null and paused_until <= {today}",
            order: "paused_until, id",
            since: "paused_until"
        );

    public static Task<Caregiver?> Get(Transaction transaction, long id) =>
        transaction.First<Caregiver>($"select {Columns:sql} from caregiver where id = {id}");

    public static Task<Caregiver?> OfCheckIn(Transaction transaction, long checkInId) =>
        transaction.First<Caregiver>(
            $"select {Columns:sql} from caregiver where id = (select caregiver_id from check_in where id = {checkInId})"
        );

    /// <summary>Those of some caregivers who are active.</summary>
    /// <exception cref="UnreadableRowException">One of the rows cannot be read.</exception>
    public static async Task<IReadOnlyCollection<long>> ActiveOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids
    ) =>
        (await transaction.All<Caregiver>($"select {Columns:sql} from caregiver where id in ({ids})"))
            .Where(caregiver => caregiver.Status == CaregiverStatus.Active)
            .Select(caregiver => caregiver.Id)
            .ToHashSet();

    public static Task<IReadOnlyList<Caregiver>> ReadableOf(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.AllReadable<Caregiver>($"select {Columns:sql} from caregiver where id in ({ids}) order by id");

    /// <summary>Every caregiver who has not ended, except unreadable rows.</summary>
    public static Task<IReadOnlyList<Caregiver>> AllTakingPart(Transaction transaction) =>
        transaction.AllReadable<Caregiver>($"select {Columns:sql} from caregiver where status <> 'ended' order by id");

    /// <summary>Caregivers with a mail address, in the order in which they came: two may share a mailbox.</summary>
    public static Task<IReadOnlyList<Caregiver>> ByEmail(Transaction transaction, string email) =>
        transaction.All<Caregiver>(
            $"select {Columns:sql} from caregiver where lower(email) = lower({email}) and email is not null order by id"
        );

    /// <summary>Whether several active caregivers share a mail address.</summary>
    public static async Task<bool> IsShared(Transaction transaction, string email) =>
        await transaction.One<int>(
            $"""
            select count(*) from caregiver
            where lower(email) = lower({email}) and email is not null and status <> 'ended'
            """
        ) > 1;

    /// <summary>Caregivers asked by text message at a gateway address, as one message reached it.</summary>
    public static Task<IReadOnlyList<Caregiver>> BySms(Transaction transaction, string to) =>
        transaction.All<Caregiver>($"select {Columns:sql} from caregiver where sms_to = {to} order by id");

    public static Task<Caregiver?> ByPerson(Transaction transaction, string person) =>
        transaction.First<Caregiver>($"select {Columns:sql} from caregiver where person = {person}");

    /// <summary>When the rows with these numbers were made; missing ones are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, DateTimeOffset>> MadeAt(
        Transaction transaction,
        IReadOnlyCollection<long> ids
    ) =>
        (
            await transaction.All<(long Id, DateTimeOffset CreatedAt)>(
                $"select id, created_at from caregiver where id in ({ids})"
            )
        ).ToDictionary(pair => pair.Id, pair => pair.CreatedAt);

    /// <summary>When the first current caregiver came; null without any.</summary>
    public static Task<DateTimeOffset?> FirstMadeAt(Transaction transaction) =>
        transaction.First<DateTimeOffset?>(
            "select created_at from caregiver where id = (select min(id) from caregiver)"
        );

    public static Task<long> CountTakingPart(Transaction transaction) =>
        transaction.One<long>("select count(*) from caregiver where status <> 'ended'");

    public static Task<long> CountDue(Transaction transaction, DateOnly today) =>
        transaction.One<long>($"select count(*) from caregiver where {IsToInvite(today)}");

    /// <summary>Whether a caregiver takes part now and is reached by mail.</summary>
    public static async Task<bool> IsReachedByMail(Transaction transaction, long id, DateOnly today) =>
        await transaction.One<long>(
            $"select count(*) from caregiver where id = {id} and status in ('active', 'aftercare') and {IsMailed(today)}"
        ) == 1;

    /// <summary>The caregiver waiting longest for a step that is due; null for none.</summary>
    public static async Task<Caregiver?> Next(Transaction transaction, DueItems step) =>
        await step.Next(transaction) is { } id ? await Get(transaction, id) : null;

    /// <summary>Stores where a caregiver's text messages go.</summary>
    public static Task SetSmsTo(Transaction transaction, long id, string address) =>
        transaction.Execute($"update caregiver set sms_to = {address} where id = {id}");

    /// <summary>Sets the day of the next aftercare contact; null for none.</summary>
    public static Task PlanAftercare(Transaction transaction, long id, DateOnly? on) =>
        transaction.Execute($"update caregiver set aftercare_on = {on} where id = {id}");

    /// <summary>Moves that day on once it has come.</summary>
    /// <returns>False if another worker moved it first.</returns>
    public static async Task<bool> MoveAftercare(Transaction transaction, Caregiver caregiver, DateOnly? next) =>
        await transaction.Execute(
            $"""
            update caregiver set aftercare_on = {next} where id = {caregiver.Id}
              and aftercare_on = {caregiver.AftercareOn}
            """
        ) == 1;

    /// <summary>Sets the day of the next planned check-in.</summary>
    /// <returns>False if another worker moved it first.</returns>
    public static async Task<bool> MoveDue(Transaction transaction, Caregiver caregiver, DateOnly next) =>
        await transaction.Execute(
            $"""
            update caregiver set next_due_on = {next}
            where id = {caregiver.Id} and next_due_on = {caregiver.NextDueOn}
            """
        ) == 1;

    /// <summary>Likewise for several, without a result.</summary>
    public static async Task MoveDueEach(
        Transaction transaction,
        IReadOnlyCollection<(Caregiver Caregiver, DateOnly Next)> moved
    )
    {
        if (moved.Count > 0)
            await transaction.Execute(
                $"""
                update caregiver set next_due_on = moved.column3
                from (values {Sql.Listed(moved.Select(each => Row(each.Caregiver, each.Next)))}) as moved
                where caregiver.id = moved.column1 and caregiver.next_due_on = moved.column2
                """
            );

        static Sql Row(Caregiver caregiver, DateOnly next) => $"({caregiver.Id}, {caregiver.NextDueOn}, {next})";
    }

    /// <returns>False if the caregiver was already in that state.</returns>
    public static async Task<bool> SetStatus(
        Transaction transaction,
        long id,
        CaregiverStatus status,
        DateOnly? pausedUntil = null
    ) =>
        await transaction.Execute(
            $"""
            update caregiver set
                status = {status}, paused_until = {pausedUntil}, aftercare_on = null
            where id = {id} and (status <> {status} or coalesce(paused_until, '') <> coalesce({pausedUntil}, ''))
            """
        ) == 1;

    /// <summary>Stores since when some evaluated caregivers are red.</summary>
    public static async Task SetRedOn(Transaction transaction, IReadOnlyCollection<Evaluated> judged)
    {
        await transaction.Execute(
            $"""
            update caregiver set red_on = judged.column2
            from (values {Sql.Listed(judged.Select(Row))}) as judged
            where caregiver.id = judged.column1 and caregiver.red_on is distinct from judged.column2
            """
        );

        static Sql Row(Evaluated of) => $"({of.Due.Id}, {of.RedOn})";
    }

    /// <summary>Whether a caregiver is red with no talk since.</summary>
    public static Task<bool> IsRed(Transaction transaction, long id) =>
        transaction.One<bool>($"select exists (select 1 from caregiver where id = {id} and red_on is not null)");

    /// <summary>Limits a caregiver who enrolled at 16 or 17 to the one page, until a day.</summary>
    /// <param name="until">Null: they are asked like anybody of their age.</param>
    public static Task SetYoung(Transaction transaction, long id, DateOnly? until) =>
        transaction.Execute($"update caregiver set young_until = {until} where id = {id}");

    /// <summary>Whether a caregiver with this mail address takes part.</summary>
    public static Task<bool> HasAddress(Transaction transaction, string email) =>
        transaction.One<bool>(
            $"""
            select exists (
                select 1 from caregiver
                where lower(email) = lower({email}) and email is not null and status <> 'ended')
            """
        );

    /// <summary>All of a coordinator's caregivers, including those who stopped.</summary>
    public static Task<IReadOnlyList<long>> IdsOf(Transaction transaction, long coordinatorId) =>
        transaction.All<long>($"select id from caregiver where coordinator_id = {coordinatorId} order by id");

    /// <summary>Gives a caregiver another coordinator.</summary>
    /// <returns>False if they are no longer with the first.</returns>
    public static async Task<bool> Move(Transaction transaction, long id, long fromId, long toId) =>
        await transaction.Execute(
            $"update caregiver set coordinator_id = {toId} where id = {id} and coordinator_id = {fromId}"
        ) == 1;
}
