using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures the two pages that staff have open all day, over HTTP, beside plain SQL that fetches the same rows from the
/// same store: the worklist of one coordinator with very many open signals, and the cases on it; with few people in the
/// store and with many.
/// </summary>
public static class DeskBench
{
    /// <summary>
    /// The first coordinator's own, from all over the store, so that their lists are as long in a large one; whoever else
    /// is in the store has other coordinators.
    /// </summary>
    private const int Own = 1500;

    private const double Aim = 0.5;
    private const double Flat = 1.5;

    /// <summary>What it needs at least: everybody with something open, with what it is and what they wrote.</summary>
    private static readonly string[] PlainWorklist =
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

    /// <summary>
    /// What it needs at least of one person: who, what was asked, answered, scored, done, mailed and found.
    /// </summary>
    private static readonly string[] PlainCase =
    [
        "select * from caregiver join coordinator on coordinator.id = caregiver.coordinator_id where caregiver.id = @id",
        "select * from care_situation where caregiver_id = @id",
        "select * from check_in where caregiver_id = @id order by asked_on",
        """
            select response.instrument, response.version, response.answered_on, answer.item, answer.value, score.scale,
                   score.value, score.low, score.high
            from response
            left join answer on answer.response_id = response.id
            left join score on score.response_id = response.id
            where response.caregiver_id = @id
            order by response.answered_on
            """,
        "select * from event where caregiver_id = @id order by happened_on",
        "select * from action where caregiver_id = @id order by at",
        "select * from agreement where caregiver_id = @id",
        """
            select * from signal left join finding on finding.signal_id = signal.id
            where signal.caregiver_id = @id
            order by signal.opened_on
            """,
        "select * from staff_task where caregiver_id = @id",
        "select * from help left join help_step on help_step.help_id = help.id where help.caregiver_id = @id",
        "select * from consent where caregiver_id = @id",
        "select id, kind, state, created_at, sent_at from mail where caregiver_id = @id order by created_at",
    ];

    public static Task<int> RunWorklistAsync(int few, int many, int open, int rounds) =>
        RunAsync(
            "worklist",
            few,
            many,
            open,
            rounds,
            (_, staff) => staff.GetStringAsync("/werklijst"),
            (_, plain) => PlainWorklist.Sum(sql => Read(plain, sql, 0))
        );

    public static Task<int> RunCaseAsync(int few, int many, int open, int rounds) =>
        RunAsync(
            "case page",
            few,
            many,
            open,
            rounds,
            // Each time another of the first coordinator's people.
            (id, staff) => staff.GetStringAsync($"/zaak/{id}"),
            (id, plain) => PlainCase.Sum(sql => Read(plain, sql, id))
        );

    /// <summary>How many statements are named.</summary>
    private const int Slowest = 12;

    private static async Task<int> RunAsync(
        string name,
        int few,
        int many,
        int open,
        int rounds,
        Func<int, HttpClient, Task<string>> page,
        Func<int, SqliteConnection, int> query
    )
    {
        var first = await MeasureAsync(name, few, open, rounds, page, query);
        if (many <= few)
            return 0;
        var last = await MeasureAsync(name, many, open, rounds, page, query);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {many:N0} people take {last / first:0.00} times what {few:N0} take; the aim is {Flat:0.0} at most"
            )
        );
        return 0;
    }

    /// <returns>The milliseconds of the page.</returns>
    private static async Task<double> MeasureAsync(
        string name,
        int people,
        int open,
        int rounds,
        Func<int, HttpClient, Task<string>> page,
        Func<int, SqliteConnection, int> query
    )
    {
        using var place = Place.Kept(string.Create(CultureInfo.InvariantCulture, $"desk-{people}-{open}"));
        var installation = place.Installation("http://127.0.0.1:0");
        var time = installation.Settings.TimeBy(TimeProvider.System);
        var watch = Stopwatch.StartNew();
        var apart = people / Own;
        place.FillOnce(() =>
        {
            SizeFill.Run(place, people, time);
            using var filling = Database.Open(place.EngineThatNeedNotLast);
            GiveSignals(filling, apart, open, time.Now, time.Today);
        });
        var filled = watch.Elapsed.TotalSeconds;
        using var database = Database.Open(place.EngineThatNeedNotLast);
        await using var app = ServiceHost.Build(installation, database, TimeProvider.System, beats: false);
        await app.StartAsync();
        using var staff = SizeBench.SignedIn(app, database, time);
        using var plain = new SqliteConnection($"Data Source={place.File};Pooling=False");
        plain.Open();
        var (pages, queries, length, rows) = (new List<double>(), new List<double>(), 0, 0);
        long allocated = 0;
        var next = 0;
        await Warming.RunAsync(() => page(Next(), staff));
        for (var round = 0; round < rounds; round++)
        {
            var id = Next();
            var before = GC.GetTotalAllocatedBytes();
            var began = Stopwatch.GetTimestamp();
            length = (await page(id, staff)).Length;
            var middle = Stopwatch.GetTimestamp();
            var after = GC.GetTotalAllocatedBytes();
            rows = query(id, plain);
            var ended = Stopwatch.GetTimestamp();
            allocated += after - before;
            pages.Add(Stopwatch.GetElapsedTime(began, middle).TotalMilliseconds);
            queries.Add(Stopwatch.GetElapsedTime(middle, ended).TotalMilliseconds);
        }

        var (shown, read) = (ScoringBench.Median([.. pages]), ScoringBench.Median([.. queries]));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} with {people:N0} people in the store (filled in {filled:0} s) and {open:N0} open signals: {shown:0.00} ms, {length / 1024} kB, {allocated / rounds / 1024:N0} kB allocated; plain SQL of {rows:N0} rows {read:0.00} ms, half the speed of which is {Aim:0.0}: here {read / shown:0.00}; median of {rounds}"
            )
        );
        var busy = await ProcessorAsync(rounds, () => page(apart, staff));
        var plainly = await ProcessorAsync(rounds, () => Task.FromResult(query(apart, plain)));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"of a processor, with the browser's part: {busy:0.00} ms a page, {plainly:0.00} ms plain SQL: {plainly / busy:0.00}"
            )
        );
        await ShowStatementsAsync(database, () => page(apart, staff), rounds);
        return shown;

        int Next() => apart * (1 + (next++ % Own));
    }

    /// <returns>Milliseconds of a processor, which other work on the machine changes least.</returns>
    private static async Task<double> ProcessorAsync(int rounds, Func<Task> once)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < rounds; round++)
            await once();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / rounds;
    }

    /// <summary>
    /// Says what the page asks the store, and which of it takes longest with what is done with the answer.
    /// </summary>
    private static async Task ShowStatementsAsync(Database database, Func<Task<string>> page, int rounds)
    {
        var took = new Dictionary<string, List<double>>();
        var asked = 0;
        var last = 0L;
        for (var round = 0; round < rounds; round++)
        {
            asked = 0;
            database.Engine.Sent = (sql, _) =>
            {
                var now = Stopwatch.GetTimestamp();
                asked++;
                if (!took.TryGetValue(sql, out var times))
                    took[sql] = times = [];
                times.Add(Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
                last = now;
            };
            last = Stopwatch.GetTimestamp();
            await page();
        }

        database.Engine.Sent = null;
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{asked} statements; those that take longest, ms:")
        );
        foreach (
            var (sql, times) in took.OrderByDescending(entry => ScoringBench.Median([.. entry.Value])).Take(Slowest)
        )
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ScoringBench.Median([.. times]), 8:0.000}  {string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}"
                )
            );
    }

    /// <summary>Gives every so many people to the first coordinator, and so many of them an open signal.</summary>
    private static void GiveSignals(Database database, int apart, int open, DateTimeOffset now, DateOnly today) =>
        database.Write(transaction =>
        {
            transaction.Execute($"update caregiver set coordinator_id = 1 where id % {apart} = 0");
            transaction.Execute(
                $"""
                insert into signal (
                    caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, times_notified, notify_on)
                select id, case when id % 2 = 0 then 'red' else 'amber' end, 'level', {now}, {today}, {now}, 1, {today}
                from caregiver
                where coordinator_id = 1
                  and not exists (select 1 from signal where signal.caregiver_id = caregiver.id)
                order by id
                limit {open} - (
                    select count(*)
                    from signal join caregiver on caregiver.id = signal.caregiver_id
                    where signal.closed_at is null and caregiver.coordinator_id = 1)
                """
            );
            transaction.Execute(
                $$"""
                insert into finding (
                    signal_id, warning_sign, kind, urgency, rests_on, points, alarms, evidence, rules, limits, found_at)
                select id, 'strain', 'level', urgency, {{today}}, 0, 0, '{}', '5', '{}', {{now}}
                from signal
                where not exists (select 1 from finding where finding.signal_id = signal.id)
                """
            );
        });

    private static int Read(SqliteConnection connection, string sql, int id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (id > 0)
            command.Parameters.AddWithValue("@id", id);
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
