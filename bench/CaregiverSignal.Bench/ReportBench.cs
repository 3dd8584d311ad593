using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Reports;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures the report of a municipality over few and many caregivers with a check-in each month for five years,
/// compared with the plain aggregate of these check-ins by year, channel and answer; and what memory it takes.
/// </summary>
public static class ReportBench
{
    private const int Months = 60;

    private const string Plain = """
        select substr(asked_on, 1, 4), channel, answered_at is null, count(*), count(distinct caregiver_id)
        from caregiver join check_in on check_in.caregiver_id = caregiver.id
        where municipality = 'Lindendam'
        group by 1, 2, 3
        """;

    private static readonly DateTimeOffset Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);

    public static int Run(int few, int many, int rounds)
    {
        foreach (var people in new[] { few, many })
        {
            var (report, plain, megabytes) = Measure(people, rounds);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{people:N0} caregivers, {Months} months: report {report:N0} ms, plain aggregate {plain:N0} ms, ratio {report / plain:0.00}, {megabytes:0.0} MB allocated; median of {rounds}"
                )
            );
        }

        return 0;
    }

    private static (double Report, double Plain, double Megabytes) Measure(int people, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("report-bench-").FullName;
        try
        {
            var path = Path.Combine(folder, "store.db");
            using var database = Database.Open(path, durable: false);
            using var plain = new SqliteConnection($"Data Source={path};Pooling=False");
            plain.Open();
            Fill(plain, people);
            var time = new SiteTime(new StandingClock(Now), TimeZoneInfo.Utc);
            var (reports, aggregates, allocated) = (new List<double>(), new List<double>(), 0.0);
            for (var round = 0; round <= rounds; round++)
            {
                var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                var report = database.Read(transaction =>
                    Report.OfMunicipality(transaction, ["Lindendam"], ReportPeriod.Year(2025), time)
                );
                var middle = Stopwatch.GetTimestamp();
                allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6;
                using (var command = new SqliteCommand(Plain, plain))
                using (var reader = command.ExecuteReader())
                {
                    while (reader.Read()) { }
                }

                if (report.Tables.Single(table => table.Shape.Key == "age").Total!.Sum < people / 2)
                    throw new InvalidOperationException("Not everybody was counted.");
                if (round == 0)
                    continue;
                reports.Add(Stopwatch.GetElapsedTime(started, middle).TotalMilliseconds);
                aggregates.Add(Stopwatch.GetElapsedTime(middle).TotalMilliseconds);
            }

            return (reports.Order().ElementAt(rounds / 2), aggregates.Order().ElementAt(rounds / 2), allocated);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Everybody is asked each month; a fifth has had a signal, and half some help.</summary>
    private static void Fill(SqliteConnection connection, int people)
    {
        var n = $"with recursive n (i) as (select 1 union all select i + 1 from n where i < {people})";
        var month = "with recursive m (k) as (select 0 union all select k + 1 from m where k < 59)";
        foreach (
            var statement in new[]
            {
                "begin",
                "insert into coordinator (id, email, created_at) values (1, 'c@example.org', '2021-01-01T09:00:00.000Z')",
                $"""
                    insert into caregiver (
                        id, person, channel, status, coordinator_id, enrolled_on, next_due_on, created_at, born, municipality,
                        neighbourhood)
                    {n}
                    select i, 'P' || i, case i % 9 when 0 then 'phone' else 'email' end, 'active', 1,
                        date('2021-06-01', '+' || (i % 1500) || ' days'), '2026-08-01', '2021-06-01T09:00:00.000Z',
                        date('1930-01-01', '+' || (i % 20000) || ' days'), 'Lindendam', 'Wijk ' || (i % 12) from n
                    """,
                $"""
                    insert into care_situation (caregiver_id, relation, caring_since)
                    {n}
                    select i, case i % 3 when 0 then 'partner' when 1 then 'child' else 'parent' end,
                        date('2010-01-01', '+' || (i % 5000) || ' days') from n
                    """,
                $"""
                    insert into check_in (
                        caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
                    {month}
                    select id, k, date('2021-07-01', '+' || k || ' months'), '2026-12-31', 'csi', '2021-07-01T09:00:00.000Z',
                        case when (id + k) % 4 > 0 then '2021-07-02T09:00:00.000Z' end, '2021-07-20T09:00:00.000Z'
                    from caregiver cross join m
                    """,
                """
                    insert into signal (id, caregiver_id, urgency, kinds, opened_at, opened_on, closed_at)
                    select id, id, case id % 2 when 0 then 'red' else 'amber' end, 'level', '2025-03-01T09:00:00.000Z',
                        date('2025-01-01', '+' || (id % 365) || ' days'), '2026-01-01T09:00:00.000Z'
                    from caregiver where id % 5 = 0
                    """,
                """
                    insert into notification (signal_id, notified_on, urgency, kinds)
                    select id, opened_on, urgency, 'level' from signal
                    """,
                """
                    insert into action (signal_id, caregiver_id, kind, at, done_on)
                    select id, caregiver_id, 'contacted', '2025-03-01T09:00:00.000Z',
                        date(opened_on, '+' || (id % 12) || ' days') from signal
                    """,
                """
                    insert into help (caregiver_id, kind, step, step_on, proposed_on, wanted_on, began_on)
                    select id, 'respite-home', 'running', '2025-06-01', date('2025-01-01', '+' || (id % 300) || ' days'),
                        date('2025-01-08', '+' || (id % 300) || ' days'), date('2025-02-01', '+' || (id % 300) || ' days')
                    from caregiver where id % 2 = 0
                    """,
                """
                    insert into help_step (help_id, caregiver_id, step, done_on, helped, at)
                    select id, caregiver_id, 'running', date(began_on, '+30 days'),
                        case id % 3 when 0 then 'yes' when 1 then 'somewhat' else 'no' end, '2025-06-01T09:00:00.000Z' from help
                    """,
                """
                    insert into response (
                        caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                        finished_at)
                    select caregiver_id, id, 'volhoudtijd', 1, 'nl', 'caregiver', asked_on, answered_at, answered_at
                    from check_in where answered_at is not null
                    """,
                """
                    insert into score (response_id, scale, value, low, high)
                    select id, 'time', id % 6 + 1, id % 6 + 1, id % 6 + 1 from response
                    """,
                """
                    insert into event (caregiver_id, happened_on, kind, reported_by, recorded_at)
                    select id, date('2025-01-01', '+' || (id % 365) || ' days'), 'CrisisAdmission', 'coordinator',
                        '2025-03-01T09:00:00.000Z' from caregiver where id % 40 = 0
                    """,
                "commit",
                "analyze",
            }
        )
        {
            using var command = new SqliteCommand(statement, connection) { CommandTimeout = 600 };
            command.ExecuteNonQuery();
        }
    }
}
