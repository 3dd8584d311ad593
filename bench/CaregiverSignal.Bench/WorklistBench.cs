using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures the worklist of one coordinator with very many open signals, as a page over HTTP, beside plain SQL that
/// fetches the same people from the same store.
/// </summary>
public static class WorklistBench
{
    /// <summary>What a page needs at least: everybody with something open, with what it is and what they wrote.</summary>
    private static readonly string[] Plain =
    [
        """
            select caregiver.id, caregiver.first_name, caregiver.last_name, caregiver.phone, signal.urgency, signal.kinds,
                   signal.opened_on, signal.seen_at, signal.contacted_at, signal.next_on, finding.kind, finding.rests_on,
                   finding.evidence, max(check_in.asked_on), check_in.own_words
            from signal
            join caregiver on caregiver.id = signal.caregiver_id
            left join finding on finding.signal_id = signal.id
            left join check_in on check_in.caregiver_id = caregiver.id and check_in.answered_at is not null
            where signal.closed_at is null and caregiver.coordinator_id = 1
            group by signal.id
            order by signal.urgency desc, signal.opened_on
            """,
        """
            select caregiver.id, caregiver.first_name, caregiver.last_name, caregiver.phone, staff_task.kind,
                   staff_task.opened_at, staff_task.due_on, check_in.own_words
            from staff_task
            join caregiver on caregiver.id = staff_task.caregiver_id
            left join check_in on check_in.id = staff_task.check_in_id
            where staff_task.done_at is null and caregiver.coordinator_id = 1
            order by staff_task.due_on
            """,
    ];

    public static async Task<int> RunAsync(int people, int open, int rounds)
    {
        using var place = Place.Fresh(null);
        var installation = place.Installation("http://127.0.0.1:0");
        using var database = Database.Open(place.EngineThatNeedNotLast);
        var time = installation.Settings.Site.TimeBy(TimeProvider.System);
        SizeFill.Run(database, people, time);
        GiveSignals(database, open, time.Now, time.Today);
        await using var app = Service.Build(installation, database, TimeProvider.System, beats: false);
        await app.StartAsync();
        using var staff = SizeBench.SignedIn(app, database, time);
        using var plain = new SqliteConnection($"Data Source={place.File};Pooling=False");
        plain.Open();
        var (pages, queries, length) = (new List<double>(), new List<double>(), 0);
        // The first rounds warm up.
        for (var round = -5; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            length = (await staff.GetStringAsync("/werklijst")).Length;
            var middle = Stopwatch.GetTimestamp();
            var rows = Plain.Sum(sql => Read(plain, sql));
            var ended = Stopwatch.GetTimestamp();
            if (rows < open)
                throw new InvalidOperationException($"Only {rows} rows were read.");
            if (round < 0)
                continue;
            pages.Add(Stopwatch.GetElapsedTime(began, middle).TotalMilliseconds);
            queries.Add(Stopwatch.GetElapsedTime(middle, ended).TotalMilliseconds);
        }

        var (page, query) = (ScoringBench.Median([.. pages]), ScoringBench.Median([.. queries]));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"worklist of {people:N0} people with {open:N0} open signals: {page:0.0} ms and {length / 1024} kB, plain SQL {query:0.0} ms, ratio {page / query:0.0}; median of {rounds}"
            )
        );
        return 0;
    }

    /// <summary>Gives everybody to the first coordinator, and so many of them an open signal.</summary>
    private static void GiveSignals(Database database, int open, DateTimeOffset now, DateOnly today) =>
        database.Write(transaction =>
        {
            transaction.Execute("update caregiver set coordinator_id = 1");
            transaction.Execute(
                """
                insert into signal (
                    caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, times_notified, notify_on)
                select id, case when id % 2 = 0 then 'red' else 'amber' end, 'level', @now, @today, @now, 1, @today
                from caregiver
                where not exists (select 1 from signal where signal.caregiver_id = caregiver.id)
                order by id
                limit @open - (select count(*) from signal where closed_at is null)
                """,
                new
                {
                    now,
                    today,
                    open,
                }
            );
            transaction.Execute(
                """
                insert into finding (
                    signal_id, warning_sign, kind, urgency, rests_on, points, evidence, reason, rules, found_at)
                select id, '', 'level', urgency, @today, 0, '', 'Het zorgen is zwaar.', '4', @now
                from signal
                where not exists (select 1 from finding where finding.signal_id = signal.id)
                """,
                new { now, today }
            );
        });

    private static int Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var (rows, values) = (0, new object[reader.FieldCount]);
        while (reader.Read())
        {
            reader.GetValues(values);
            rows++;
        }

        return rows;
    }
}
