using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Bench;

/// <summary>
/// Fills a store with people in the midst of a year, by plain SQL that both databases understand: each has four
/// check-ins, of which ten questionnaires were answered in three, and a mail about one; some have a signal or a task.
/// Nothing is due today.
/// </summary>
public static class SizeFill
{
    /// <summary>A full caseload, so that a larger store has more coordinators and not longer lists.</summary>
    public const int PeopleEach = 200;

    private const int Step = 100_000;

    public static void Run(Database database, int people, SiteTime time)
    {
        var (now, today) = (time.Now, time.Today);
        var coordinators = Math.Max(1, people / PeopleEach);
        Write(
            database,
            coordinators,
            """
            insert into coordinator (id, email, name, enrolled_at, digest_on, created_at, is_operator)
            select i, 'c' || i || '@example.org', 'Coördinator ' || i, @now, @today, @now, case when i = 1 then 1 else 0 end
            from n
            """,
            new { now, today }
        );
        Write(
            database,
            people,
            """
            insert into caregiver (
                id, person, first_name, last_name, email, phone, channel, status, coordinator_id, enrolled_on,
                next_due_on, judge_due_at, check_details_on, created_at)
            select i, 'P' || i, 'Naam' || i, 'Verzonnen', 'p' || i || '@example.org', '06', 'email', 'active',
                1 + i % @coordinators, @enrolled, @next, @judge, @details, @now
            from n
            """,
            new
            {
                coordinators,
                enrolled = today.AddDays(-100),
                next = today.AddDays(20),
                judge = now.AddDays(20),
                details = today.AddDays(265),
                now,
            }
        );
        // The fourth is answered by a third of the people, open for a third, and was left unanswered by a third.
        foreach (var number in Enumerable.Range(0, 4))
        {
            Write(
                database,
                people,
                """
                insert into check_in (
                    id, caregiver_id, number, asked_on, closes_on, remind_on, instruments, opened_at, closed_at,
                    answered_at, own_words, words_by)
                select
                    i * 4 - 3 + @number, i, @number, @asked, @closes,
                    case when @number = 3 and i % 3 = 1 then @remind end, 'opening;srb;volhoudtijd', @at,
                    case when @number < 3 or i % 3 <> 1 then @at end,
                    case when @number < 3 or i % 3 = 0 then @at end,
                    case when @number = 2 and (i - 1) / @coordinators % 5 = 0 then 'Het gaat wel.' end,
                    case when @number = 2 and (i - 1) / @coordinators % 5 = 0 then 'caregiver' end
                from n
                """,
                new
                {
                    number,
                    coordinators,
                    asked = today.AddDays(-100 + (number * 31)),
                    closes = today.AddDays(-86 + (number * 31)),
                    remind = today.AddDays(3),
                    at = now.AddDays(-100 + (number * 31)),
                }
            );
        }

        Answers(database, people, now, today);
        Mails(database, people, now);
        Signals(database, people, now, today);
        // What is done once a day is done for today.
        database.Write(transaction =>
        {
            transaction.Execute("update retention set done_on = @today", new { today });
            transaction.Execute(
                "update followed_check set due_on = @tomorrow, checked_on = @today",
                new { today, tomorrow = today.AddDays(1) }
            );
        });
    }

    private static void Answers(Database database, int people, DateTimeOffset now, DateOnly today)
    {
        string[] instruments = ["opening", "srb", "volhoudtijd"];
        string[] items = ["going", "burden", "time"];
        foreach (var number in Enumerable.Range(0, 4))
        foreach (var place in Enumerable.Range(0, 3))
        {
            var values = new
            {
                number,
                place,
                instrument = instruments[place],
                item = items[place],
                day = today.AddDays(-99 + (number * 31)),
                at = now.AddDays(-99 + (number * 31)),
            };
            const string which = "where @number < 3 or i % 3 = 0";
            Write(
                database,
                people,
                $"""
                insert into response (
                    id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                    finished_at, scored_at)
                select i * 12 - 11 + @number * 3 + @place, i, i * 4 - 3 + @number, @instrument, 1, 'own-1',
                    'caregiver', @day, @at, @at, @at
                from n {which}
                """,
                values
            );
            Write(
                database,
                people,
                $"""
                insert into answer (response_id, item, value, saved_at)
                select i * 12 - 11 + @number * 3 + @place, @item, 3, @at from n {which}
                """,
                values
            );
            Write(
                database,
                people,
                $"""
                insert into score (response_id, scale, value, low, high)
                select i * 12 - 11 + @number * 3 + @place, @item, 3, 3, 3 from n {which}
                """,
                values
            );
        }
    }

    private static void Mails(Database database, int people, DateTimeOffset now)
    {
        var random = database.Engine.IsShared ? "md5(random()::text || i)" : "lower(hex(randomblob(16)))";
        var at = now.AddDays(-7);
        Write(
            database,
            people,
            $"""
            insert into mail (
                id, kind, dedupe_key, caregiver_id, check_in_id, envelope_from, envelope_to, recipient_domain, sha256,
                urgent, created_at, not_after, in_data_at, sent_at, ended_at, message_id, priority, state)
            select {random}, 'invitation', 'invite:' || (i * 4), i, i * 4, 'steunpunt@example.org',
                'p' || i || '@example.org', 'example.org', {random}, 0, @at, @at, @at, @at, @at,
                '<' || i || '@example.org>', 60, 'sent'
            from n
            """,
            new { at }
        );
        Write(
            database,
            people,
            $"""
            insert into link (purpose, key_hash, caregiver_id, check_in_id, created_at, expires_at, mail_key)
            select 'form', {random}, i, i * 4, @at, @until, 'invite:' || (i * 4) from n
            """,
            new { at, until = now.AddDays(7) }
        );
    }

    /// <summary>Of each caseload, one in fifty has an open signal, one in a hundred wrote something, one in two hundred is silent.</summary>
    private static void Signals(Database database, int people, DateTimeOffset now, DateOnly today)
    {
        var values = new
        {
            now,
            today,
            next = today.AddDays(5),
            coordinators = Math.Max(1, people / PeopleEach),
        };
        Write(
            database,
            people,
            """
            insert into signal (
                id, caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, times_notified, seen_at, next_on,
                notify_on)
            select i, i, 'amber', 'level', @now, @today, @now, 1, @now, @next, @today from n where (i - 1) / @coordinators % 50 = 0
            """,
            values
        );
        Write(
            database,
            people,
            """
            insert into finding (
                signal_id, warning_sign, kind, urgency, rests_on, points, evidence, reason, rules, found_at)
            select i, '', 'level', 'amber', @today, 0, '', 'Het zorgen is zwaar.', '4', @now
            from n where (i - 1) / @coordinators % 50 = 0
            """,
            values
        );
        Write(
            database,
            people,
            """
            insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on)
            select i, i, 1 + i % @coordinators, 'told', @now, @today from n where (i - 1) / @coordinators % 50 = 0
            """,
            values
        );
        Write(
            database,
            people,
            """
            insert into staff_task (kind, caregiver_id, check_in_id, opened_at, due_on, notified_at, done_at)
            select 'words', i, i * 4 - 1, @now, @next, @now, case when (i - 1) / @coordinators % 100 <> 0 then @now end
            from n where (i - 1) / @coordinators % 5 = 0
            """,
            values
        );
        Write(
            database,
            people,
            """
            insert into staff_task (kind, caregiver_id, opened_at, due_on, notified_at)
            select 'silent', i, @now, @next, @now from n where (i - 1) / @coordinators % 200 = 7
            """,
            values
        );
        Write(
            database,
            people,
            """
            insert into event (caregiver_id, happened_on, kind, reported_by, recorded_at)
            select i, @today, 'HelperLost', 'caregiver', @now from n where i % 3 = 0
            """,
            values
        );
    }

    /// <summary>Runs an insert for the numbers from 1, which it reads from <c>n</c>.</summary>
    private static void Write(Database database, int until, string insert, object values)
    {
        for (var from = 1; from <= until; from += Step)
        {
            var to = Math.Min(until, from + Step - 1);
            database.Write(transaction =>
            {
                // Each row would be looked up again for every row that names it.
                if (database.Engine.IsShared)
                    transaction.Execute("set local session_replication_role = replica");
                transaction.Execute(
                    $"""
                    with recursive n (i) as (
                        select cast({from} as bigint) union all select i + 1 from n where i < {to})
                    {insert}
                    """,
                    values
                );
            });
        }
    }
}
