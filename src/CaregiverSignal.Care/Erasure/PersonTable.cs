namespace CaregiverSignal.Erasure;

/// <summary>Everything stored about one caregiver, table by table: to read it, and to erase it.</summary>
internal static class PersonTable
{
    private static Sql Mine(long id) => $"caregiver_id = {id}";

    private static Sql OfCheckIns(long id) => $"check_in_id in (select id from check_in where caregiver_id = {id})";

    private static Sql MineOrInvalidated(long id) =>
        $"{Mine(id)} or invalidated_id in (select id from invalidated where {Mine(id)})";

    private static Sql OfSignals(long id) => $"signal_id in (select id from signal where caregiver_id = {id})";

    /// <summary>For a helper, and the person cared for: the situation is this caregiver's.</summary>
    private static Sql OfCare(long id) =>
        $"situation in (select own.situation from care_situation as own where own.caregiver_id = {id})";

    /// <summary>Whether somebody else cares in that situation too; it is erased with the last caregiver.</summary>
    private static Sql OfOthers(long id) =>
        $"""
            situation in (
                select other.situation from care_situation as other
                where other.caregiver_id <> {id} and other.situation is not null)
            """;

    private static Sql OfShared(long id) =>
        $"""
            id in (
                select shared_mail.id
                from shared_link join mail as shared_mail
                  on shared_mail.dedupe_key >= shared_link.mail_key
                  and shared_mail.dedupe_key < shared_link.mail_key || ';'
                where shared_link.caregiver_id = {id})
            """;

    /// <summary>Also what went to their address before they came, unless somebody else has it too.</summary>
    private static Sql OfEnrolment(long id) =>
        $"""
            dedupe_key in (select mail_key from enrolment where caregiver_id = {id})
              or id in (
                select enrolment_mail.id
                from caregiver as mine join mail as enrolment_mail
                  on lower(enrolment_mail.envelope_to) = lower(mine.email) and enrolment_mail.kind = 'enrolment'
                where mine.id = {id} and mine.email is not null
                  and not exists (
                    select 1 from caregiver as other
                    where lower(other.email) = lower(mine.email) and other.email is not null and other.id <> {id}))
            """;

    private static Sql OfAnyOfThese(long id) =>
        $"{Mine(id)} or {OfCheckIns(id)} or {OfSignals(id)} or {OfShared(id)} or {OfEnrolment(id)}";

    private static Sql OfMails(long id) => $"mail_id in (select id from mail where {OfAnyOfThese(id)})";

    /// <summary>Every table with data about a person. Links, sessions and the bytes of a mail, which contain a link,
    /// are left out.</summary>
    public static IReadOnlyList<PersonSection> SectionsOf(long id) =>
        [
            new(
                "caregiver",
                $"id = {id}",
                """
                id, person, first_name, last_name, email, phone, safe_to_call, born, born_in_year, language,
                interpreter, with_pictures, mail_readers, channel, postal_address, municipality, neighbourhood, referred_by,
                referral_agreed_by, status, coordinator_id, enrolled_on,
                next_due_on, aftercare_on, paused_until, young_until, red_on, ended_on, erase_on,
                keep_reason, created_at
                """
            ),
            new("evaluation", Mine(id), "caregiver_id, evaluate_at"),
            new(
                "care_situation",
                Mine(id),
                """
                id, caregiver_id, is_own, situation, role, relation, hours_per_week, caring_since, lives_together,
                condition, called, tasks, tasks_on, works, had_choice, takes_over, keeps_doing, hands_over, ended,
                ended_on
                """
            ),
            new(
                "helper",
                $"{OfCare(id)} and not ({OfOthers(id)})",
                "id, situation, name, kind, does, from_on, until_on"
            ),
            new("cared_for", OfCare(id), "situation, born_in, municipality") { Unless = OfOthers(id) },
            new(
                "tie",
                Mine(id),
                """
                id, caregiver_id, name, from_on, until_on, kind, ring, gives, takes, contact, initiative, importance, mood,
                energy, takes_over, wish
                """
            ),
            new(
                "detail_change",
                Mine(id),
                "id, caregiver_id, changed_at, changed_by, field, old_value, situation, on_own_page"
            ),
            new(
                "consent",
                Mine(id),
                """
                id, caregiver_id, recipient, name, email, data, given_on, until_on, given_how, noted_by, noted_at,
                withdrawn_on, withdrawn_how, withdrawal_noted_by, withdrawal_noted_at
                """
            ),
            new(
                "event",
                Mine(id),
                """
                id, caregiver_id, happened_on, kind, reported_by, note, look_again_on, recorded_at, consent_id,
                day_unsaid, noted_by, situation, ends_care
                """
            ),
            new(
                "check_in",
                Mine(id),
                """
                id, caregiver_id, number, asked_on, closes_on, remind_on, instruments, in_between, opened_at,
                reminded_at, answered_at, closed_at, mail_again_at, posted_on, own_words, words_by, call_me,
                offered, offers_lists, invalidated_at, not_mailed_at, typed_by, typed_way, typed_answered_on,
                typed_saved_at
                """
            ),
            new(
                "invalidated",
                Mine(id),
                """
                id, caregiver_id, check_in_id, answered_at, offers_lists, own_words, words_by, call_me, typed_by,
                typed_way, typed_answered_on, typed_saved_at, reason, invalidated_at, invalidated_by
                """
            ),
            new(
                "response",
                MineOrInvalidated(id),
                """
                id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                finished_at, invalidated_id, answers, scores, can_go_on, saved_at
                """
            ),
            new(
                "help",
                Mine(id),
                """
                id, caregiver_id, kind, words, wanted_for, step, step_on, next_on, with_whom,
                reason, proposed_on, wanted_on, began_on, ended_on, situation
                """
            ),
            new(
                "help_step",
                Mine(id),
                """
                id, help_id, caregiver_id, step, done_on, reason, helped, note, next_on, check_in_id,
                coordinator_id, at, invalidated_id
                """
            ),
            new(
                "signal",
                Mine(id),
                """
                id, caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, notify_on, times_notified,
                seen_at, contacted_at, next_on, next_time, escalate_on, escalated_at, closed_at, outcome
                """
            ),
            new(
                "finding",
                OfSignals(id),
                "id, signal_id, warning_sign, kind, urgency, rests_on, points, alarms, evidence, rules, limits, found_at"
            ),
            new("notification", OfSignals(id), "signal_id, notified_on, urgency, kinds"),
            new(
                "action",
                Mine(id),
                """
                id, signal_id, caregiver_id, coordinator_id, kind, at, done_on, note, next_on, outcome, next_look
                """
            ),
            new(
                "shared_link",
                Mine(id),
                """
                id, caregiver_id, consent_id, signal_id, mail_key, created_at, expires_at, code_until, codes_sent,
                wrong_codes
                """
            ),
            new("page_code", Mine(id), "id, caregiver_id, made_at, over_at, tries, read_out, tried_at"),
            new(
                "own_visit",
                Mine(id),
                "id, caregiver_id, new_email, asked_at, over_at, opened_at, proved_at, seen_at, code_tries"
            ),
            new(
                "enrolment",
                Mine(id),
                """
                id, caregiver_id, mail_key, asked_at, expires_at, is_young, email, first_name, last_name, phone,
                municipality, born_in, cared_for_municipality, relation, hours_per_week, caring_since, condition, tasks, keeps_doing, hands_over,
                gp, gp_may_know, mail_readers, language, confirmed_at
                """
            ),
            new(
                "agreement",
                Mine(id),
                """
                id, caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_by, set_at,
                ended_on, ended_by
                """
            ),
            new("relapse_plan", Mine(id), "id, caregiver_id, signs, may_notice, to_do, written_at, coordinator_id"),
            new(
                "link",
                $"{Mine(id)} or {OfCheckIns(id)}",
                """
                id, purpose, caregiver_id, check_in_id, coordinator_id, created_at, expires_at, used_at, revoked_at,
                withdrawn_at, mail_key
                """
            ),
            new("session", OfCheckIns(id), "id, check_in_id, started_at, seen_at, expires_at, sent_at, ended_at"),
            new(
                "mail",
                OfAnyOfThese(id),
                """
                id, kind, dedupe_key, caregiver_id, check_in_id, signal_id, envelope_from, envelope_to,
                recipient_domain, message_id, priority, urgent, asks, on_request, created_at, not_after,
                hand_over_by, state, next_try_at, attempts, sending_at, sent_at, ended_at, last_stage, last_code,
                last_enhanced, last_note, decided_at
                """
            ),
            new(
                "mail_return",
                $"{Mine(id)} or {OfMails(id)}",
                """
                id, received_at, class, note, matched_by, mail_id, caregiver_id, status, code, reply, reply_whole,
                reply_from
                """
            ),
            new(
                "staff_task",
                Mine(id),
                """
                id, kind, caregiver_id, check_in_id, return_id, opened_at, due_on, notified_at, escalated_at,
                escalated_to, done_at, done_by, wanted_on, call_part, call_phone
                """
            )
            {
                Shown = "kind <> 'safety'",
            },
            new("safety_step", Mine(id), "id, caregiver_id, step, done_on, note, next_on, coordinator_id, at")
            {
                IsHeld = true,
            },
            new(
                "mail_address",
                $"""
                address in (
                    select lower(email) from caregiver where id = {id}
                    union
                    select sms_to from caregiver where id = {id}
                    union
                    select lower(old_value) from detail_change where caregiver_id = {id} and field = 'email'
                    union
                    select lower(envelope_to) from mail where caregiver_id = {id})
                """,
                "address, stopped_at, stopped_why, freed_at"
            )
            {
                Unless = $"""
                    exists (
                        select 1 from caregiver
                        where email is not null and lower(email) = mail_address.address and id <> {id})
                    or exists (select 1 from caregiver where sms_to = mail_address.address and id <> {id})
                    """,
            },
            new(
                "audit_log",
                $"{Mine(id)} or id in (select audit_id from audit_listed where caregiver_id = {id})",
                "id, at, action, outcome, by_role, ground, caregiver_id, object, session_id, network, version"
            )
            {
                IsKept = true,
            },
        ];

    private static IEnumerable<PersonSection> Erased(long id) => SectionsOf(id).Where(section => !section.IsKept);

    public static Task<IReadOnlyList<IDictionary<string, object?>>> Rows(
        Transaction transaction,
        string table,
        long id
    ) => Rows(transaction, SectionsOf(id).Single(section => section.Table == table));

    public static async Task<IReadOnlyList<IDictionary<string, object?>>> Rows(
        Transaction transaction,
        PersonSection section
    )
    {
        var columns = string.Join(", ", section.Columns.Select(column => Selected(section.Table, column)));
        return
        [
            .. (
                await transaction.All<dynamic>(
                    $"""
                    select {columns:sql}
                    from {section.Table:sql}
                    where ({section.Where}) and {section.Shown:sql}
                    order by 1, 2
                    """
                )
            ).Cast<IDictionary<string, object?>>(),
        ];
    }

    public static async Task<IReadOnlyDictionary<string, int>> Counts(Transaction transaction, long id)
    {
        var counts = new Dictionary<string, int>();
        foreach (var section in Erased(id))
            counts[section.Table] = await transaction.One<int>(
                $"select count(*) from {section.Table:sql} where {section.Where}"
            );
        return counts;
    }

    public static Task<IReadOnlyList<string>> Mails(Transaction transaction, long id) =>
        transaction.All<string>($"select id from mail where {OfAnyOfThese(id)} order by id");

    /// <summary>What came back from a caregiver, by the hash of each message.</summary>
    public static Task<IReadOnlyList<string>> Returned(Transaction transaction, long id) =>
        transaction.All<string>($"select sha256 from mail_return where {Mine(id)} or {OfMails(id)} order by sha256");

    /// <summary>Deletes every row about a caregiver, referring rows first.</summary>
    /// <remarks>This statement alone writes in other folders' tables: what is about a person is listed here, and a test
    /// compares the list with the schema. An address that somebody else has too stays stopped.</remarks>
    public static async Task<int> Erase(Transaction transaction, long id) =>
        (
            await Erased(id)
                .Reverse()
                .SelectAsync(section =>
                    transaction.Execute(
                        $"delete from {section.Table:sql} where ({section.Where}) and not ({section.Unless})"
                    )
                )
        ).Sum();

    /// <summary>A coordinator by mail address, as an id would mean nothing to the reader.</summary>
    private static string Selected(string table, string column) =>
        column
            is "coordinator_id"
                or "done_by"
                or "escalated_to"
                or "ended_by"
                or "changed_by"
                or "made_by"
                or "invalidated_by"
                or "typed_by"
                or "asked_by"
                or "asked_of"
            ? $"(select coordinator.email from coordinator where coordinator.id = {table}.{column}) as {column.Replace("_id", "", StringComparison.Ordinal)}"
        : (table, column) is ("audit_log", "action")
            ? "case when object = 'safety' then 'look' else action end as action"
        : (table, column) is ("audit_log", "object") // Who else stood on a list is not for this reader.
            ? """
                case
                    when object = 'safety' then 'case'
                    when caregiver_id is null then rtrim(object, '0123456789,:')
                    else object
                end as object
                """
        : column;
}

/// <param name="Where">Selects the rows about the caregiver.</param>
/// <param name="Listed">The table's columns; references to a coordinator become a mail address.</param>
internal sealed record PersonSection(string Table, Sql Where, string Listed)
{
    public IReadOnlyList<string> Columns { get; } = Listed.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Whether no copy has it, as a person decides each time who may read it; erasing takes it all the
    /// same.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The rows that a copy shows; erasing takes all.</summary>
    public string Shown { get; init; } = "true";

    /// <summary>The rows that erasing leaves, as they are about somebody else too.</summary>
    internal Sql Unless { get; init; } = Sql.Of("false");

    /// <summary>Whether it stays after erasing, as it has numbers and codes only.</summary>
    public bool IsKept { get; init; }
}
