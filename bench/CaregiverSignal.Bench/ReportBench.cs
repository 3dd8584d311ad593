using System.Data.Common;
using System.Diagnostics;
using CaregiverSignal.Reports;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures the report of a municipality over very many caregivers with a check-in each month for five years,
/// compared with the plain aggregate of these check-ins by year, channel and answer.
/// </summary>
public static class ReportBench
{
    private const string Plain = """
        select substr(asked_on, 1, 4), channel, answered_at is null, count(*), count(distinct caregiver_id)
        from caregiver join check_in on check_in.caregiver_id = caregiver.id
        where municipality = 'Lindendam'
        group by 1, 2, 3
        """;

    private static readonly DateTimeOffset Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);

    private const int People = 40_000;
    private const int Rounds = 5;

    /// <param name="server">Null for SQLite.</param>
    public static async Task<IReadOnlyList<Result>> Run(Size size, PostgresServer? server)
    {
        var people = size.Of(People);
        using var place = Place.Fresh(server);
        using (await Database.OpenAsync(place.EngineThatNeedNotLast)) { }
        using (var filled = place.OpenToFill())
            Fill(filled, people);
        place.Analyze();
        using var database = await Database.OpenAsync(place.EngineThatNeedNotLast);
        using var plain = place.Open();
        var time = new SiteTime(new StandingClock(Now), TimeZoneInfo.Utc);
        var (reports, aggregates) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var report = await database.ReadAsync(transaction =>
                Report.OfMunicipality(transaction, ["Lindendam"], ReportPeriod.Year(2025), time)
            );
            var middle = Stopwatch.GetTimestamp();
            using (var command = plain.CreateCommand())
            {
                command.CommandText = Plain;
                using var reader = command.ExecuteReader();
                while (reader.Read()) { }
            }

            if (report.Tables.Single(table => table.Shape.Key == "age").Total!.Sum < people / 2)
                throw new InvalidOperationException("Not everybody was counted.");
            // The first is compiled while it runs.
            if (round == 0)
                continue;
            reports.Add(Stopwatch.GetElapsedTime(started, middle).TotalSeconds);
            aggregates.Add(Stopwatch.GetElapsedTime(middle).TotalSeconds);
        }

        return [new(Goals.Report.Of(people).On(server), reports, aggregates)];
    }

    /// <summary>Everybody is asked each month; a fifth has had a signal, and half some help.</summary>
    private static void Fill(DbConnection connection, int people)
    {
        var isShared = connection is not SqliteConnection;
        string Day(string from, string days) =>
            isShared
                ? $"to_char(cast({from} as date) + cast({days} as integer), 'YYYY-MM-DD')"
                : $"date({from}, '+' || ({days}) || ' days')";
        var asked = isShared
            ? "to_char(cast('2021-07-01' as date) + k * interval '1 month', 'YYYY-MM-DD')"
            : "date('2021-07-01', '+' || k || ' months')";
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
                        {Day("'2021-06-01'", "i % 1500")}, '2026-08-01', '2021-06-01T09:00:00.000Z',
                        {Day("'1930-01-01'", "i % 20000")}, 'Lindendam', 'Wijk ' || (i % 12) from n
                    """,
                $"""
                    insert into care_situation (caregiver_id, relation, caring_since)
                    {n}
                    select i, case i % 3 when 0 then 'partner' when 1 then 'child' else 'parent' end,
                        {Day("'2010-01-01'", "i % 5000")} from n
                    """,
                $"""
                    insert into check_in (
                        caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
                    {month}
                    select id, k, {asked}, '2026-12-31', 'csi', '2021-07-01T09:00:00.000Z',
                        case when (id + k) % 4 > 0 then '2021-07-02T09:00:00.000Z' end, '2021-07-20T09:00:00.000Z'
                    from caregiver cross join m
                    """,
                $"""
                    insert into signal (id, caregiver_id, urgency, kinds, opened_at, opened_on, closed_at)
                    select id, id, case id % 2 when 0 then 'red' else 'amber' end, 'level', '2025-03-01T09:00:00.000Z',
                        {Day("'2025-01-01'", "id % 365")}, '2026-01-01T09:00:00.000Z'
                    from caregiver where id % 5 = 0
                    """,
                """
                    insert into notification (signal_id, notified_on, urgency, kinds)
                    select id, opened_on, urgency, 'level' from signal
                    """,
                $"""
                    insert into action (signal_id, caregiver_id, kind, at, done_on)
                    select id, caregiver_id, 'contacted', '2025-03-01T09:00:00.000Z',
                        {Day("opened_on", "id % 12")} from signal
                    """,
                $"""
                    insert into help (caregiver_id, kind, step, step_on, proposed_on, wanted_on, began_on)
                    select id, 'respite-home', 'running', '2025-06-01', {Day("'2025-01-01'", "id % 300")},
                        {Day("'2025-01-08'", "id % 300")}, {Day("'2025-02-01'", "id % 300")}
                    from caregiver where id % 2 = 0
                    """,
                $"""
                    insert into help_step (help_id, caregiver_id, step, done_on, helped, at)
                    select id, caregiver_id, 'running', {Day("began_on", "30")},
                        case id % 3 when 0 then 'yes' when 1 then 'somewhat' else 'no' end, '2025-06-01T09:00:00.000Z' from help
                    """,
                """
                    insert into response (
                        caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                        finished_at, answers, scores, can_go_on)
                    select
                        caregiver_id, id, 'volhoudtijd', 1, 'nl', 'caregiver', asked_on, answered_at, answered_at, '[]',
                        '{}', id % 6 + 1
                    from check_in where answered_at is not null
                    """,
                $"""
                    insert into event (caregiver_id, happened_on, kind, reported_by, recorded_at)
                    select id, {Day("'2025-01-01'", "id % 365")}, 'CrisisAdmission', 'coordinator',
                        '2025-03-01T09:00:00.000Z' from caregiver where id % 40 = 0
                    """,
                "commit",
                "analyze",
            }
        )
        {
            using var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (statement, 600);
            command.ExecuteNonQuery();
        }
    }
}
