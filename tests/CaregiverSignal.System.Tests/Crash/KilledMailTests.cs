namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The program is ended at any moment of a conversation with a relay and started again: no mail is lost without
/// a word, and a kill costs one at most.
/// </summary>
/// <remarks>
/// A round begins with a fresh store, kills one run or more, and starts the program again until its ledger is quiet.
/// CAREGIVERSIGNAL_SEED=n plays a run again. A kill
/// comes before the relay answers a step of the conversation or after it, or at a write, sync or send of the program:
/// at some of them, others each time.
/// </remarks>
public sealed class KilledMailTests : IAsyncLifetime
{
    private const string Tracer = "/usr/bin/strace";

    /// <summary>How this build of the engine writes; others seek first, and then use write.</summary>
    private const string Write = "pwrite64";
    private const string Sync = "fsync";
    private const string Send = "sendto";

    private readonly MailingProgram program = new();
    private readonly Random random;
    private readonly int seed;

    public KilledMailTests() => random = new Random(seed = LongRun.Seed());

    public async ValueTask InitializeAsync() => await program.ImportAsync();

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [LargeFact]
    public async Task Nobody_gets_a_mail_twice_when_nothing_is_killed()
    {
        using var folder = program.Fresh();

        await folder.RunAsync("tick");
        MailingProgram.MakeOlder(folder);
        await folder.RunAsync("tick");

        Assert.Equal([$"sent|{MailingProgram.Mails}"], folder.Query("select state, count(*) from mail group by state"));
        Assert.Equal("alert", folder.Query("select kind from mail order by sent_at, rowid")[0]);
        AssertHolds(folder, kills: 0, "undisturbed");
    }

    [LargeFact]
    public async Task Killed_at_a_stage_of_the_conversation_it_loses_no_mail_and_doubles_one_at_most()
    {
        var (rounds, killed) = (24, 0);
        for (var round = 0; round < rounds; round++)
        {
            // A service writes its mail beside the loop that sends it, and would be waited for.
            var isService = round % 6 == 5;
            using var folder = isService ? await program.WithMailWaiting() : program.Fresh();
            var kills = new List<string> { StageRelay.Moments[round * 2 % StageRelay.Moments.Length] };
            if (random.Next(3) == 0)
                kills.Add(StageRelay.Moments[random.Next(StageRelay.Moments.Length)]);

            var met = new List<string>();
            foreach (var moment in kills)
            {
                if (await KillAt(folder, moment, Visit(moment, isFirst: met.Count == 0), isService && met.Count == 0))
                    met.Add(moment);
                MailingProgram.MakeOlder(folder);
            }

            Assert.NotEmpty(met);
            await MailingProgram.RunUntilQuiet(folder);
            AssertHolds(folder, met.Count, $"round {round}, killed at {string.Join(" and ", met)}");
            killed += met.Count;
        }

        Tell(rounds, killed);
    }

    [LargeFact]
    public async Task Killed_at_a_write_to_the_store_or_to_the_relay_it_loses_no_mail_and_doubles_one_at_most()
    {
        Assert.SkipUnless(File.Exists(Tracer), "Needs strace to end the program at a system call.");
        var points = new List<(string Call, int Number)>();
        foreach (var call in new[] { Write, Sync, Send })
        {
            points.AddRange((await SomeOf(call, 5)).Select(number => (call, number)));
        }

        var killed = 0;
        foreach (var (call, number) in points)
        {
            using var folder = program.Fresh();
            var met = await KillAtCall(folder, call, number) ? new List<string> { call } : [];
            killed += met.Count;
            MailingProgram.MakeOlder(folder);
            await MailingProgram.RunUntilQuiet(folder);
            AssertHolds(folder, met.Count, $"killed at {call} number {number}");
        }

        Tell(points.Count, killed);
        Assert.True(
            killed * 4 >= points.Count * 3,
            $"Only {killed} kills met a running program in {points.Count} rounds (seed {seed})."
        );
    }

    [LargeFact]
    public async Task A_disk_that_is_full_for_a_moment_costs_no_copy()
    {
        Assert.SkipUnless(File.Exists(Tracer), "Needs strace to make the disk fail.");
        foreach (var number in await SomeOf(Write, 5))
        {
            using var folder = program.Fresh();
            using var run = folder.StartUnder(
                [
                    .. Trace(folder, Write),
                    "-e",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"inject={Write}:error=ENOSPC:when={number}..{number + 1}"
                    ),
                ],
                "tick"
            );
            await run.EndAsync();
            MailingProgram.MakeOlder(folder);
            await MailingProgram.RunUntilQuiet(folder);
            AssertHolds(folder, kills: 0, $"disk full at write number {number}");
        }
    }

    [LargeFact]
    public async Task Killed_at_any_moment_and_again_it_loses_no_mail_and_doubles_one_at_most_a_kill()
    {
        using var undisturbed = program.Fresh();
        var events = await FileEvents.CountAsync(undisturbed, "tick");
        var (rounds, killed) = (6, 0);
        for (var round = 0; round < rounds; round++)
        {
            using var folder = program.Fresh();
            var met = new List<string>();
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                if (await KillAtEvent(folder, random.Next(1, events), isService: random.Next(3) == 0))
                    met.Add("any moment");
                MailingProgram.MakeOlder(folder);
            }

            await MailingProgram.RunUntilQuiet(folder);
            AssertHolds(folder, met.Count, $"round {round}, killed {met.Count} times");
            killed += met.Count;
        }

        Tell(rounds, killed);
    }

    /// <summary>
    /// In the first run a stage of a message comes once for each; later runs may have one message left, or none.
    /// </summary>
    private int Visit(string moment, bool isFirst) =>
        moment switch
        {
            "banner" or "banner answered" or "ehlo" or "ehlo answered" => 1,
            _ when !isFirst => 1,
            _ => random.Next(1, MailingProgram.Mails + 1),
        };

    /// <returns>False when the program had done its work and ended before that moment came.</returns>
    private async Task<bool> KillAt(ProgramFolder folder, string moment, int visit, bool isService)
    {
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        var killed = false;
        program.Relay.At(
            moment,
            visit,
            () =>
            {
                killed = true;
                started.Task.GetAwaiter().GetResult().Kill();
            }
        );
        using var run = isService ? folder.Start("--Urls=http://127.0.0.1:0") : folder.Start("tick");
        started.SetResult(run);
        var (code, _, error) = await run.EndAsync();
        program.Relay.ActNoMore();
        Assert.True(killed || code == 0, $"ended by itself with {code}: {error}");
        return killed;
    }

    private static async Task<bool> KillAtCall(ProgramFolder folder, string call, int number)
    {
        using var run = folder.StartUnder(
            [
                .. Trace(folder, call),
                "-e",
                string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={number}"),
            ],
            "tick"
        );
        var (code, _, _) = await run.EndAsync();
        return code != 0;
    }

    private static async Task<bool> KillAtEvent(ProgramFolder folder, int atEvent, bool isService)
    {
        using var watched = new FileEvents(folder.Data, atEvent);
        using var run = isService ? folder.Start("--Urls=http://127.0.0.1:0") : folder.Start("tick");
        var ended = run.EndAsync();
        // A service has no end of its own; it stands still once its pages are open and everything is delivered.
        Task idle = isService ? run.LineAsync("The pages are open") : ended;
        await Task.WhenAny(watched.Reached, idle);
        if (ended.IsCompleted)
            return false;
        run.Kill();
        return true;
    }

    /// <summary>Some of the calls of an undisturbed run, spread over it and others each time.</summary>
    private async Task<IReadOnlyList<int>> SomeOf(string call, int most)
    {
        var all = await CountCalls(call);
        Assert.InRange(all, 1, int.MaxValue);
        var every = Math.Max(1, all / most);
        return [.. Enumerable.Range(0, all / every).Select(part => (part * every) + random.Next(every) + 1)];
    }

    /// <returns>The most such calls that one thread makes in an undisturbed run: the tracer counts for each thread
    /// apart, and one alone writes the store.</returns>
    private async Task<int> CountCalls(string call)
    {
        using var folder = program.Fresh();
        using var run = folder.StartUnder(Trace(folder, call), "tick");
        var (code, _, error) = await run.EndAsync();
        Assert.SkipWhen(
            error.Contains("ptrace", StringComparison.OrdinalIgnoreCase),
            "This machine lets nobody trace."
        );
        Assert.Equal(0, code);
        return File.ReadLines(Path.Combine(folder.Name, "trace"))
            .Where(line => line.Contains('(') && !line.Contains(" resumed>"))
            .GroupBy(line => line.Split(' ')[0])
            .Max(thread => thread.Count());
    }

    private static string[] Trace(ProgramFolder folder, string call)
    {
        string[] files = call != Send ? ["-P", folder.Database, "-P", folder.Database + "-wal"] : [];
        return [Tracer, "-f", "-qq", "-o", Path.Combine(folder.Name, "trace"), .. files, "-e", "trace=" + call];
    }

    private static void Tell(int rounds, int kills) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills in {rounds} rounds");

    private void AssertHolds(ProgramFolder folder, int kills, string when) =>
        program.AssertNoneIsLostOrDoubled(folder, kills, $"{when} (seed {seed})");
}
