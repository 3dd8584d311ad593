using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Crash;

/// <summary>The program is ended at any moment of a conversation with a relay and started again: no mail is lost, and a kill costs one copy at most.</summary>
/// <remarks>
/// A round begins with a fresh store, kills one run or more, and starts the program again until its ledger is quiet. Fifty rounds
/// as a rule, some 600 with CAREGIVERSIGNAL_LARGE=1; CAREGIVERSIGNAL_SEED=n plays a run again. Between two starts the store is made
/// older, so that nobody waits for a lease or for a mail whose fate is unknown.
/// </remarks>
public sealed class KilledMailTests : IAsyncLifetime
{
    private const int People = 3;
    private const string Tracer = "/usr/bin/strace";
    private const string Write = "write";
    private const string Sync = "fsync";
    private const string Send = "sendto";
    private const string Waiting = "'ready', 'leased', 'in-data', 'unsure'";

    /// <summary>Longer than a lease, and than the wait for a mail whose fate is unknown.</summary>
    private const int MinutesBetweenStarts = 21;

    private readonly StageRelay relay = new();
    private readonly ProgramFolder imported = new();
    private readonly Random random;
    private readonly int seed;

    public KilledMailTests() => random = new Random(seed = LongRun.Seed());

    public async ValueTask InitializeAsync()
    {
        imported.Settings.AddRange(Settings);
        await imported.RunAsync("import", imported.WritePeople(People, "2026-03-02"));
    }

    public async ValueTask DisposeAsync()
    {
        imported.Dispose();
        await relay.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_gets_a_mail_twice_when_nothing_is_killed()
    {
        using var folder = Fresh();

        await folder.RunAsync("tick");
        MakeOlder(folder);
        await folder.RunAsync("tick");

        Assert.Equal([$"sent|{People}"], folder.Query("select state, count(*) from mail group by state"));
        Assert.Equal(People, relay.Deliveries.Count);
        AssertNoneIsLostOrDoubled(folder, [], "undisturbed");
    }

    [Fact]
    public async Task Killed_at_a_stage_of_the_conversation_it_loses_no_mail_and_doubles_one_at_most()
    {
        for (var round = 0; round < LongRun.Of(30, 300); round++)
        {
            using var folder = Fresh();
            var kills = new List<string> { StageRelay.Moments[round % StageRelay.Moments.Length] };
            if (random.Next(3) == 0) kills.Add(StageRelay.Moments[random.Next(StageRelay.Moments.Length)]);

            var met = new List<string>();
            foreach (var moment in kills)
            {
                var isService = met.Count == 0 && round % 6 == 5;
                if (await KillAt(folder, moment, Visit(moment, isFirst: met.Count == 0), isService)) met.Add(moment);
                MakeOlder(folder);
            }

            Assert.NotEmpty(met);
            await RunUntilQuiet(folder);
            AssertNoneIsLostOrDoubled(folder, met, $"round {round}, killed at {string.Join(" and ", met)}");
        }
    }

    [Fact]
    public async Task Killed_at_a_write_to_the_store_or_to_the_relay_it_loses_no_mail_and_doubles_one_at_most()
    {
        Assert.SkipUnless(File.Exists(Tracer), "Needs strace to end the program at a system call.");
        var points = new List<(string Call, int Number)>();
        foreach (var (call, some) in new[] { (Write, 8), (Sync, 3), (Send, 3) })
        {
            var all = Enumerable.Range(1, await CountCalls(call)).ToList();
            Assert.True(all.Count >= some, $"The program has {all.Count} times {call}.");
            points.AddRange((LongRun.IsLarge ? all : Spread(all, some)).Select(number => (call, number)));
        }

        var killed = 0;
        foreach (var (call, number) in points)
        {
            using var folder = Fresh();
            var met = await KillAtCall(folder, call, number) ? new List<string> { call } : [];
            killed += met.Count;
            MakeOlder(folder);
            await RunUntilQuiet(folder);
            AssertNoneIsLostOrDoubled(folder, met, $"killed at {call} number {number}");
        }

        Assert.True(killed * 4 >= points.Count * 3, $"Only {killed} kills met a running program in {points.Count} rounds (seed {seed}).");
    }

    [Fact]
    public async Task A_disk_that_is_full_for_a_moment_costs_no_copy()
    {
        Assert.SkipUnless(File.Exists(Tracer), "Needs strace to make the disk fail.");
        var writes = Enumerable.Range(1, await CountCalls(Write)).ToList();
        // Mail goes out in the last part of a run.
        foreach (var number in LongRun.IsLarge ? writes : Spread(writes[(writes.Count / 2)..], 6))
        {
            using var folder = Fresh();
            using var program = folder.StartUnder([.. Trace(folder, Write), "-e", string.Create(CultureInfo.InvariantCulture, $"inject={Write}:error=ENOSPC:when={number}..{number + 1}")], "tick");
            await program.EndAsync();
            MakeOlder(folder);
            await RunUntilQuiet(folder);
            AssertNoneIsLostOrDoubled(folder, [], $"disk full at write number {number}");
        }
    }

    [Fact]
    public async Task Killed_at_any_moment_and_again_it_loses_no_mail_and_doubles_one_at_most_a_kill()
    {
        var events = await CountEvents();
        for (var round = 0; round < LongRun.Of(6, 60); round++)
        {
            using var folder = Fresh();
            var met = new List<string>();
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                if (await KillAtEvent(folder, random.Next(1, events), isService: random.Next(3) == 0)) met.Add("any moment");
                MakeOlder(folder);
            }

            await RunUntilQuiet(folder);
            AssertNoneIsLostOrDoubled(folder, met, $"round {round}, killed {met.Count} times");
        }
    }

    private string[] Settings =>
    [
        "--Mail:Mode=smtp", "--Mail:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Mail:Port={relay.Port}"), "--Mail:Security=none",
        "--Mail:PerMinute=0", "--Mail:PerDomainPerMinute=0", "--Mail:Window=00:00-24:00", "--Mail:Days=Mon-Sun",
    ];

    /// <summary>People who are due, and a relay that has seen nothing.</summary>
    private ProgramFolder Fresh()
    {
        relay.StartAnew();
        var folder = new ProgramFolder();
        folder.TakeData(imported);
        folder.Settings.AddRange(Settings);
        return folder;
    }

    /// <summary>In the first run a stage of a message comes once for each; later runs may have one message left, or none.</summary>
    private int Visit(string moment, bool isFirst) => moment switch
    {
        "connected" or "greeted" or "ehlo" or "ehlo answered" => 1,
        _ when !isFirst => 1,
        "rset" => random.Next(1, People),
        _ => random.Next(1, People + 1),
    };

    /// <returns>False when the program had done its work and ended before that moment came.</returns>
    private async Task<bool> KillAt(ProgramFolder folder, string moment, int visit, bool isService)
    {
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = false;
        relay.At(moment, visit, () =>
        {
            killed = true;
            started.Task.GetAwaiter().GetResult().Kill();
        });
        using var program = isService ? folder.Start("--Urls=http://127.0.0.1:0") : folder.Start("tick");
        started.SetResult(program);
        var (code, _, error) = await program.EndAsync();
        relay.ActNoMore();
        Assert.True(killed || code == 0, $"ended by itself with {code}: {error}");
        return killed;
    }

    private static async Task<bool> KillAtCall(ProgramFolder folder, string call, int number)
    {
        using var program = folder.StartUnder([.. Trace(folder, call), "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={number}")], "tick");
        var (code, _, _) = await program.EndAsync();
        return code != 0;
    }

    private static async Task<bool> KillAtEvent(ProgramFolder folder, int atEvent, bool isService)
    {
        using var watched = new FileEvents(folder.Data, atEvent);
        using var program = isService ? folder.Start("--Urls=http://127.0.0.1:0") : folder.Start("tick");
        var ended = program.EndAsync();
        // A service has no end of its own; it stands still once its pages are open and everything is delivered.
        Task idle = isService ? program.LineAsync("The pages are open") : ended;
        await Task.WhenAny(watched.Reached, idle);
        if (ended.IsCompleted) return false;
        program.Kill();
        return true;
    }

    /// <summary>What an undisturbed run does to its files, as a measure for where to end the others.</summary>
    private async Task<int> CountEvents()
    {
        using var folder = Fresh();
        using var watched = new FileEvents(folder.Data, int.MaxValue);
        await folder.RunAsync("tick");
        return watched.Seen;
    }

    /// <returns>The most such calls that one thread makes in an undisturbed run: the tracer counts for each thread apart, and one alone writes the store.</returns>
    private async Task<int> CountCalls(string call)
    {
        using var folder = Fresh();
        using var program = folder.StartUnder(Trace(folder, call), "tick");
        var (code, _, error) = await program.EndAsync();
        Assert.SkipWhen(error.Contains("ptrace", StringComparison.OrdinalIgnoreCase), "This machine lets nobody trace.");
        Assert.Equal(0, code);
        return File.ReadLines(Path.Combine(folder.Name, "trace"))
            .Where(line => line.Contains('(', StringComparison.Ordinal) && !line.Contains(" resumed>", StringComparison.Ordinal))
            .GroupBy(line => line.Split(' ')[0])
            .Max(thread => thread.Count());
    }

    private static string[] Trace(ProgramFolder folder, string call)
    {
        string[] files = call != Send ? ["-P", folder.Database, "-P", folder.Database + "-wal"] : [];
        return [Tracer, "-f", "-qq", "-o", Path.Combine(folder.Name, "trace"), .. files, "-e", "trace=" + call];
    }

    private IEnumerable<T> Spread<T>(List<T> all, int count) =>
        Enumerable.Range(0, count).Select(part => all[(int)((part + random.NextDouble()) * all.Count / count)]);

    /// <summary>As if so much time had gone by between two starts.</summary>
    private static void MakeOlder(ProgramFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            update mail set
                next_try_at = strftime('%Y-%m-%dT%H:%M:%fZ', next_try_at, '-{MinutesBetweenStarts} minutes'),
                lease_until = strftime('%Y-%m-%dT%H:%M:%fZ', lease_until, '-{MinutesBetweenStarts} minutes')
            where state in ({Waiting});
            update mail_relay set paused_until = strftime('%Y-%m-%dT%H:%M:%fZ', paused_until, '-{MinutesBetweenStarts} minutes')
            """;
        command.ExecuteNonQuery();
    }

    private async Task RunUntilQuiet(ProgramFolder folder)
    {
        for (var starts = 0; starts < 6; starts++)
        {
            await folder.RunAsync("tick");
            if (folder.Query($"select count(*) from mail where state in ({Waiting})") is ["0"]) return;
            MakeOlder(folder);
        }

        Assert.Fail($"The ledger does not come to rest: {string.Join(' ', folder.Query("select state, last_note, count(*) from mail group by 1, 2"))} (seed {seed}).");
    }

    private void AssertNoneIsLostOrDoubled(ProgramFolder folder, List<string> kills, string when)
    {
        when += $" (seed {seed})";
        Assert.True(folder.Query("pragma integrity_check") is ["ok"], when);
        Assert.True(folder.Query("select count(*) from check_in join mail on mail.dedupe_key = 'invite:' || check_in.id").Single() == $"{People}", when);
        var stored = folder.Query("select id, sha256, state, coalesce(last_note, '') from mail").Select(row => row.Split('|')).ToList();
        Assert.True(stored.Count == People, $"{when}: {stored.Count} mails are stored");
        var copies = relay.Deliveries.ToLookup(delivery => delivery.Id);
        Assert.True(stored.Select(row => row[0]).Order(StringComparer.Ordinal).SequenceEqual(stored.Select(row => row[0]).Union(copies.Select(one => one.Key)).Order(StringComparer.Ordinal)), $"{when}: a mail came that is not in the ledger");

        foreach (var row in stored)
        {
            var (id, hash, state, note) = (row[0], row[1], row[2], row[3]);
            // Two kills between "in data" and the verdict of one mail: it is not sent a third time, and a coordinator is told.
            var isGivenUp = kills.Count >= 2 && state == "failed" && note == "delivery unknown";
            Assert.True(state == "sent" || isGivenUp, $"{when}: a mail is {state} ({note})");
            Assert.True(copies[id].Any() || isGivenUp, $"{when}: a mail is lost");
            Assert.All(copies[id], copy => Assert.True(Convert.ToHexStringLower(SHA256.HashData(copy.Bytes)) == hash, $"{when}: a mail came with other bytes"));
            Assert.True(copies[id].Select(copy => copy.Connection).Distinct().Count() == copies[id].Count(), $"{when}: a mail came twice in one connection");
        }

        var doubled = copies.Sum(one => one.Count() - 1);
        Assert.True(doubled <= kills.Count, $"{when}: {doubled} copies");
    }
}
