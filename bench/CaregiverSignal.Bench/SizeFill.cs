using System.Data.Common;
using System.Globalization;
using CaregiverSignal.Time;

namespace CaregiverSignal.Bench;

/// <summary>
/// Fills a store with people in the midst of two years, by plain SQL that both databases understand: each has four
/// check-ins, of which ten questionnaires were answered in three, and mails about two; some have a signal, a task or
/// help, now or in the past. Nothing is due today.
/// </summary>
/// <remarks>
/// Rows are numbered in the order of time, so that somebody's lie apart, as they do in a store that grew. Indexes
/// are made when all rows are there.
/// </remarks>
public sealed class SizeFill
{
    /// <summary>A full caseload, so that a larger store has more coordinators and not longer lists.</summary>
    public const int PeopleEach = 200;

    private const int ColleaguesEach = 10;

    private const int Step = 200_000;

    private const int Rounds = 4;

    /// <summary>
    /// The last check-in was so many days ago: most are asked each month, some each quarter or half year.
    /// </summary>
    private const string Since = "(1 + i % 13)";

    private const string Between = "(case when i % 10 < 7 then 31 when i % 10 < 9 then 91 else 182 end)";

    private readonly DbConnection connection;
    private readonly bool isShared;
    private readonly int people;
    private readonly string today;
    private readonly string now;

    /// <summary>The how manieth of a caseload somebody is, so that each has as many of a kind.</summary>
    private readonly string place;

    private readonly int coordinators;

    private SizeFill(DbConnection connection, bool isShared, int people, SiteTime time)
    {
        (this.connection, this.isShared, this.people) = (connection, isShared, people);
        today = time.Today.ToString("O", CultureInfo.InvariantCulture);
        now = time.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        coordinators = Math.Max(1, people / PeopleEach);
        place = $"((i - 1) / {coordinators})";
    }

    /// <summary>Fills a store that has its tables, and that nobody has open.</summary>
    public static void Run(Place place, int people, SiteTime time)
    {
        using var connection = place.OpenToFill();
        var fill = new SizeFill(connection, place.Connection is not null, people, time);
        fill.WithoutIndexes(fill.Run);
    }

    private void Run()
    {
        Staff();
        Caregivers();
        for (var round = 0; round < Rounds; round++)
            CheckIns(round);
        Signals();
        Followed();
        Recorded();
        // What is done once a day is done for today.
        Execute($"update retention set done_on = '{today}'");
        if (isShared)
            Numbers();
    }

    private void Staff()
    {
        Write(
            (coordinators + ColleaguesEach - 1) / ColleaguesEach,
            $"insert into team (id, name, made_at) select i, 'Team ' || i, '{now}' from n"
        );
        Write(
            coordinators,
            $"""
            insert into coordinator (
                id, email, name, enrolled_at, digest_on, created_at, is_operator, is_administrator, is_team_lead, team_id)
            select i, 'c' || i || '@example.org', 'Coördinator ' || i, '{now}', '{today}', '{now}',
                case when i = 1 then 1 else 0 end, case when i = 1 then 1 else 0 end,
                case when i % {ColleaguesEach} = 1 then 1 else 0 end, 1 + (i - 1) / {ColleaguesEach}
            from n
            """
        );
    }

    private void Caregivers()
    {
        Write(
            people,
            $"""
            insert into caregiver (
                id, person, first_name, last_name, email, phone, channel, status, coordinator_id, enrolled_on,
                next_due_on, evaluate_at, created_at)
            select i, 'P' || i, 'Naam' || i, 'Verzonnen', 'p' || i || '@example.org',
                '06 ' || (10000000 + i * 48271 % 90000000), 'email', 'active', 1 + i % {coordinators},
                {Asked(0)}, {Day($"{Since} - {Between}")}, {At($"0 - 1 - i % 20")},
                {At($"{Since} + 3 * {Between}")}
            from n
            """
        );
        Write(
            people,
            $"""
            insert into care_situation (id, caregiver_id, relation, hours_per_week, lives_together)
            select i, i, case when i % 2 = 0 then 'partner' else 'child' end, 5 + i % 60, i % 2 from n
            """
        );
    }

    /// <summary>
    /// The last is answered by a third of the people, open for a third, and was left unanswered by a third.
    /// </summary>
    private void CheckIns(int round)
    {
        var isLast = round == Rounds - 1;
        var isOpen = isLast ? "i % 3 = 1" : "0 = 1";
        var isAnswered = isLast ? "i % 3 = 0" : "0 = 0";
        var id = $"({round} * {people} + i)";
        var answered = $"({Ago(round)} - 1)";
        Write(
            people,
            $"""
            insert into check_in (
                id, caregiver_id, number, asked_on, closes_on, remind_on, instruments, opened_at, closed_at,
                answered_at, own_words, words_by)
            select
                {id}, i, {round}, {Asked(round)}, {Day($"{Ago(round)} - 14")},
                case when {isOpen} and {Since} < 6 then {Day($"{Ago(round)} - 6")} end, 'opening;srb;volhoudtijd',
                {At(Ago(round))}, case when not ({isOpen}) then {At(answered)} end,
                case when {isAnswered} then {At(answered)} end,
                case when {round} = 2 and {place} % 5 = 0 then 'Het gaat wel.' end,
                case when {round} = 2 and {place} % 5 = 0 then 'caregiver' end
            from n
            """
        );
        string[] parts = ["(0, 'opening', 'going')", "(1, 'srb', 'burden')", "(2, 'volhoudtijd', 'time')"];
        var three = $"cross join (values {string.Join(", ", parts)}) as part";
        const string instrument = "column2";
        const string item = "column3";
        var response = $"({id} * 3 + column1)";
        Write(
            people,
            $"""
            insert into response (
                id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                finished_at)
            select {response}, i, {id}, {instrument}, 1, 'own-1', 'caregiver', {Day(answered)}, {At(answered)},
                {At(answered)}
            from n {three} where {isAnswered}
            """
        );
        Write(
            people,
            $"""
            insert into answer (response_id, item, value, saved_at)
            select {response}, {item}, 1 + (i + {round}) % 5, {At(answered)} from n {three} where {isAnswered}
            """
        );
        Write(
            people,
            $"""
            insert into score (response_id, scale, value, low, high)
            select {response}, {item}, 1 + (i + {round}) % 5, 1 + (i + {round}) % 5, 1 + (i + {round}) % 5
            from n {three} where {isAnswered}
            """
        );
        if (round >= Rounds - 2)
            Mails(id, Ago(round));
    }

    private void Mails(string checkIn, string ago)
    {
        var random = isShared ? "md5(random()::text || i)" : "lower(hex(randomblob(16)))";
        Write(
            people,
            $"""
            insert into mail (
                id, kind, dedupe_key, caregiver_id, check_in_id, envelope_from, envelope_to, recipient_domain, sha256,
                urgent, created_at, not_after, sending_at, sent_at, ended_at, message_id, priority, state)
            select {random}, 'invitation', 'invite:' || {checkIn}, i, {checkIn}, 'steunpunt@example.org',
                'p' || i || '@example.org', 'example.org', {random}, 0, {At(ago)}, {At(ago)}, {At(ago)}, {At(ago)},
                {At(ago)}, '<' || {checkIn} || '@example.org>', 60, 'sent'
            from n
            """
        );
        Write(
            people,
            $"""
            insert into link (purpose, key_hash, caregiver_id, check_in_id, created_at, expires_at, mail_key)
            select 'form', {random}, i, {checkIn}, {At(ago)}, {At($"{ago} - 14")}, 'invite:' || {checkIn} from n
            """
        );
    }

    /// <summary>
    /// Of each caseload, one in fifty has an open signal and one in four had one before, one in a hundred wrote something,
    /// one in two hundred is silent.
    /// </summary>
    private void Signals()
    {
        var isOpen = $"{place} % 50 = 0";
        var isPast = $"{place} % 4 = 3";
        // Half a year ago at least, and two years at most.
        const string past = "(190 + i % 400)";
        Write(
            people,
            $"""
            insert into signal (
                id, caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, times_notified, seen_at,
                contacted_at, next_on, notify_on, closed_at, outcome)
            select {people} + i, i, 'amber', 'level', {At(past)}, {Day(past)}, {At(past)}, 1, {At(past)}, {At(past)},
                null, {Day(past)}, {At($"{past} - 9")}, 'help-arranged'
            from n where {isPast}
            """
        );
        Write(
            people,
            $"""
            insert into signal (
                id, caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, times_notified, seen_at, next_on,
                notify_on)
            select 2 * {people} + i, i, 'amber', 'level', '{now}', '{today}', '{now}', 1, '{now}', {Day(
                "-5"
            )}, '{today}'
            from n where {isOpen}
            """
        );
        Execute(
            $"""
            insert into finding (
                signal_id, warning_sign, kind, urgency, rests_on, points, alarms, evidence, rules, limits, found_at)
            select id, 'strain', 'level', 'amber', opened_on, 0, 0, '{"{}"}', '5', '{"{}"}', opened_at
            from signal order by id
            """
        );
        Execute(
            """
            insert into notification (signal_id, notified_on, urgency, kinds)
            select id, opened_on, urgency, kinds from signal order by id
            """
        );
        foreach (var kind in (string[])["told", "contacted", "closed"])
            Execute(
                $"""
                insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on)
                select id, caregiver_id, 1 + caregiver_id % {coordinators}, '{kind}', opened_at, opened_on
                from signal
                where '{kind}' = 'told' or closed_at is not null
                order by id
                """
            );
        Write(
            people,
            $"""
            insert into staff_task (kind, caregiver_id, check_in_id, opened_at, due_on, notified_at, done_at)
            select 'words', i, 2 * {people} + i, '{now}', {Day(
                "-5"
            )}, '{now}', case when {place} % 100 <> 0 then '{now}' end
            from n where {place} % 5 = 0
            """
        );
        Write(
            people,
            $"""
            insert into staff_task (kind, caregiver_id, opened_at, due_on, notified_at)
            select 'silent', i, '{now}', {Day("-5")}, '{now}' from n where {place} % 200 = 7
            """
        );
        Write(
            people,
            $"""
            insert into event (caregiver_id, happened_on, kind, reported_by, recorded_at)
            select i, {Day("i % 600")}, 'HelperLost', 'caregiver', {At("i % 600")} from n where i % 3 = 0
            """
        );
    }

    /// <summary>One in twenty has help, one in ten agreed that somebody may know.</summary>
    private void Followed()
    {
        Write(
            people,
            $"""
            insert into help (id, caregiver_id, kind, step, step_on, next_on, proposed_on, wanted_on, began_on)
            select i, i, 'day-care', 'running', {Day("30 + i % 90")}, {Day("-9 - i % 80")}, {Day("60 + i % 90")},
                {Day("50 + i % 90")}, {Day("30 + i % 90")}
            from n where {place} % 20 = 3
            """
        );
        foreach (var step in (string[])["proposed", "running"])
            Write(
                people,
                $"""
                insert into help_step (help_id, caregiver_id, step, done_on, coordinator_id, at)
                select i, i, '{step}', {Day("30 + i % 90")}, 1 + i % {coordinators}, {At("30 + i % 90")}
                from n where {place} % 20 = 3
                """
            );
        Write(
            people,
            $"""
            insert into consent (caregiver_id, recipient, name, data, given_on, given_how, noted_by, noted_at)
            select i, 'gp', 'Huisarts', 'burden', {Day("i % 500")}, 'phone', 1 + i % {coordinators}, {At("i % 500")}
            from n where {place} % 10 = 6
            """
        );
    }

    /// <summary>A line for each form that was opened and sent, sealed once a day.</summary>
    private void Recorded()
    {
        string[] actions = ["open", "answer"];
        foreach (var (action, line) in actions.Select((action, place) => (action, place)))
            Write(
                people,
                $"""
                insert into audit_log (id, at, action, by_role, ground, caregiver_id, object, version, mark)
                select {line} * {people} + i,
                    {At($"2 + (({1 - line} * {people} + {people} - i) * 365) / {people}")}, '{action}', 'caregiver',
                    'themselves', i, 'check-in/' || (2 * {people} + i), '1', ''
                from n
                """
            );
    }

    /// <summary>So many days ago were the questions of this round.</summary>
    private static string Ago(int round) => $"({Since} + {Rounds - 1 - round} * {Between})";

    private string Asked(int round) => Day(Ago(round));

    /// <summary>The day so many days ago.</summary>
    private string Day(string ago) =>
        isShared
            ? $"to_char(date '{today}' - cast({ago} as integer), 'YYYY-MM-DD')"
            : $"date('{today}', (0 - ({ago})) || ' days')";

    /// <summary>Some moment of that day.</summary>
    private string At(string ago) =>
        $"({Day(ago)} || 'T' || (10 + i % 10) || ':' || (10 + i / 7 % 50) || ':' || (10 + i % 50) || '.000Z')";

    /// <summary>The next row gets the next number.</summary>
    private void Numbers()
    {
        foreach (
            var table in Names(
                "select table_name from information_schema.columns where column_name = 'id' and is_identity = 'YES'"
            )
        )
            Execute(
                $"select setval(pg_get_serial_sequence('{table}', 'id'), greatest((select max(id) from {table}), 1))"
            );
    }

    private void WithoutIndexes(Action fill)
    {
        var indexes = isShared
            ? Pairs(
                """
                select indexname, indexdef from pg_indexes
                where schemaname = current_schema()
                  and not exists (select 1 from pg_constraint where conname = indexname)
                """
            )
            : Pairs("select name, sql from sqlite_master where type = 'index' and sql is not null order by rowid");
        foreach (var (name, _) in indexes)
            Execute($"drop index {name}");
        fill();
        foreach (var (_, sql) in indexes)
            Execute(sql);
    }

    /// <summary>Runs an insert for the numbers from 1, which it reads from <c>n</c>.</summary>
    private void Write(int until, string insert)
    {
        for (var from = 1; from <= until; from += Step)
        {
            var to = Math.Min(until, from + Step - 1);
            Execute(
                isShared
                    ? $"with n as (select cast(i as bigint) as i from generate_series({from}, {to}) as i) {insert}"
                    : $"""
                    with recursive n (i) as (select {from} union all select i + 1 from n where i < {to}) {insert}
                    """
            );
        }
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Names(string sql) => [.. Pairs(sql).Select(pair => pair.First)];

    private List<(string First, string Last)> Pairs(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<(string, string)>();
        while (rows.Read())
            found.Add((rows.GetString(0), rows.GetString(rows.FieldCount - 1)));
        return found;
    }
}
