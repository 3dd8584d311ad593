using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Bench.SimulatedWorlds;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures judging by itself: taking in facts and deciding on notifications each day, compared with a plain loop that
/// keeps the newest answer to one question; and the service's step over a store, by the length of a history.
/// </summary>
public static class JudgingBench
{
    public static int Run(int people, int rounds)
    {
        var installation =
            Installation.Load([], out var faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
        var asking = new AskingPlan(installation.Plan, installation.Instruments, Worlds.Months);
        IReadOnlyList<Observation[]> observations =
        [
            .. Worlds
                .People(Worlds.Draw(Worlds.ToChooseOn[0]), people, asking)
                .Select(person => Observations.Of(person.History).ToArray()),
        ];
        var (judged, plain) = (new List<double>(), new List<double>());
        var (days, notified) = (0L, 0L);
        for (var round = 0; round <= rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            (days, notified) = Judge(observations, installation.Settings.Signals);
            var middle = Stopwatch.GetTimestamp();
            var near = Plain(observations);
            var ended = Stopwatch.GetTimestamp();
            if (near == 0)
                throw new InvalidOperationException("Nobody in this world says that they cannot go on.");
            // The first round warms up.
            if (round == 0)
                continue;
            judged.Add(Stopwatch.GetElapsedTime(started, middle).TotalMicroseconds / days);
            plain.Add(Stopwatch.GetElapsedTime(middle, ended).TotalMicroseconds / days);
        }

        var (ours, theirs) = (ScoringBench.Median([.. judged]), ScoringBench.Median([.. plain]));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{people:N0} people, {observations.Sum(observation => observation.Length):N0} facts, {days:N0} judged days, {notified:N0} notifications; median of {rounds}"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"judging {ours:0.000} us a judged day, plain {theirs:0.000} us, ratio {theirs / ours:0.000}"
            )
        );
        foreach (var checkIns in (int[])[12, 36, 120])
            OfStore(checkIns, installation, rounds * 50);
        return 0;
    }

    /// <summary>The service's own step for somebody with so many check-ins, and its parts: reading and folding.</summary>
    private static void OfStore(int checkIns, Installation installation, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("judging-bench-").FullName;
        try
        {
            var path = Path.Combine(folder, "store.db");
            using var database = Database.Open(path, durable: false);
            Fill(path, checkIns);
            var (settings, time) = (installation.Settings, installation.Settings.TimeBy(TimeProvider.System));
            var judge = new EvaluateCaregiver(database, settings, installation.Plan, time);
            var (whole, reading, folding) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = -rounds; round < rounds; round++)
            {
                database.Write(transaction =>
                    transaction.Execute($"update caregiver set evaluate_at = '2020-01-01T00:00:00.000Z'")
                );
                var started = Stopwatch.GetTimestamp();
                if (!judge.RunOne())
                    throw new InvalidOperationException("Nobody was judged.");
                var judged = Stopwatch.GetTimestamp();
                var history = database.Read(transaction =>
                    Histories.Of(transaction, CourseRows.Of(transaction, 1), time)
                );
                var read = Stopwatch.GetTimestamp();
                var state = default(CaregiverState);
                foreach (var observation in Observations.Of(history))
                    state.Take(observation, settings.Signals);
                var folded = Stopwatch.GetTimestamp();
                // The first half warms up.
                if (round < 0)
                    continue;
                whole.Add(Stopwatch.GetElapsedTime(started, judged).TotalMicroseconds);
                reading.Add(Stopwatch.GetElapsedTime(judged, read).TotalMicroseconds);
                folding.Add(Stopwatch.GetElapsedTime(read, folded).TotalMicroseconds);
            }

            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"in the store, {checkIns} check-ins: a judgement {ScoringBench.Median([.. whole]):0} us, of which the history {ScoringBench.Median([.. reading]):0} us to read and {ScoringBench.Median([.. folding]):0} us to fold; median of {rounds}"
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Caregivers who answered three questions each month.</summary>
    internal static void Fill(string path, int checkIns, int people = 1)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            insert into team (id, name, made_at) values (1, 'Team', '2010-01-01T00:00:00.000Z');
            insert into coordinator (id, email, name, enrolled_at, digest_on, created_at, team_id)
            values (1, 'c@example.org', 'Coördinator', '2010-01-01T00:00:00.000Z', '2010-01-01',
                '2010-01-01T00:00:00.000Z', 1);
            create temp table p as
                with recursive p (i) as (select 1 union all select i + 1 from p where i < @people) select i from p;
            insert into caregiver (
                id, person, email, channel, status, coordinator_id, enrolled_on, next_due_on, created_at)
            select i, 'P' || i, 'p' || i || '@example.org', 'email', 'active', 1, '2010-01-01', '2199-01-01',
                '2010-01-01T00:00:00.000Z'
            from p;
            create temp table n as
                with recursive n (i) as (select 1 union all select i + 1 from n where i < @many)
                select @many * (p.i - 1) + n.i as i, p.i as person, n.i as number,
                    date('now', (30 * (n.i - 1 - @many)) || ' days') as day
                from p cross join n;
            insert into check_in (
                id, caregiver_id, number, asked_on, closes_on, instruments, opened_at, closed_at, answered_at)
            select i, person, number, day, date(day, '14 days'), 'opening;srb;volhoudtijd', day || 'T08:00:00.000Z',
                day || 'T09:00:00.000Z', day || 'T09:00:00.000Z'
            from n;
            insert into response (
                id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                finished_at)
            select 3 * i + column1, person, i, column2, 1, 'own-1', 'caregiver', day, day || 'T09:00:00.000Z',
                day || 'T09:00:00.000Z'
            from n cross join (values (0, 'opening'), (1, 'srb'), (2, 'volhoudtijd'));
            insert into score (response_id, scale, value, low, high)
            select id, case instrument when 'opening' then 'going' when 'srb' then 'burden' else 'time' end,
                1 + id % 5, 1 + id % 5, 1 + id % 5
            from response;
            """;
        command.Parameters.AddWithValue("@many", checkIns);
        command.Parameters.AddWithValue("@people", people);
        command.ExecuteNonQuery();
    }

    private static (long Days, long Notified) Judge(IReadOnlyList<Observation[]> people, RuleSettings settings)
    {
        var (days, notified) = (0L, 0L);
        foreach (var observations in people)
        {
            var life = new SignalLifecycle(settings);
            for (var next = 0; next < observations.Length; )
            {
                var today = observations[next].Day;
                next = life.Take(observations, next);
                days++;
                if (life.Decide(today) is not { } say)
                    continue;
                notified++;
                life.Notified(say, today);
            }
        }

        return (days, notified);
    }

    private static long Plain(IReadOnlyList<Observation[]> people)
    {
        var found = 0L;
        foreach (var observations in people)
        {
            var newest = 6;
            foreach (var observation in observations)
            {
                if (observation.Kind == ObservationKind.PerseveranceTime)
                    newest = observation.Low;
                if (newest <= 2)
                    found++;
            }
        }

        return found;
    }
}
