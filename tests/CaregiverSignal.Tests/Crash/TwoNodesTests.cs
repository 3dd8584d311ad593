using System.Diagnostics;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>Two services on one store of PostgreSQL's, and a relay that counts.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private const int People = 300;

    /// <summary>Each of two lanes may have had a mail in hand, which then waits until its lease is over.</summary>
    private const int InDoubt = 2;

    /// <summary>So many mails have come when something happens to the one that sends.</summary>
    private const int Before = 6;

    /// <summary>Whoever leads hears calls on a connection of its own.</summary>
    private const string Hearing =
        "select count(*) from pg_stat_activity where query like 'listen %' and datname = current_database()";

    /// <summary>So that there is somebody to alert.</summary>
    private const string ComeIn = """
        update coordinator set invited_at = '2026-03-01T09:00:00.000Z', enrolled_at = '2026-03-01T09:00:00.000Z'
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string connection = TestPostgres.EmptyDatabase();
    private readonly StageRelay relay = new();
    private readonly ProgramFolder one = new();
    private readonly ProgramFolder other = new();

    public ValueTask InitializeAsync()
    {
        foreach (var folder in new[] { one, other })
            folder.Settings.AddRange(Settings);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        one.Dispose();
        other.Dispose();
        await relay.DisposeAsync();
        TestPostgres.Drop(connection);
    }

    [LargeFact]
    public async Task When_one_is_killed_in_the_midst_of_its_mail_the_other_goes_on()
    {
        var stop = TestContext.Current.CancellationToken;
        using var goOn = new ManualResetEventSlim();
        var (leads, waits) = await BothAsync(goOn, stop);
        using var killed = leads;
        using var alive = waits;

        var watch = Stopwatch.StartNew();
        killed.Kill();
        goOn.Set();
        // What it had under way may still have come.
        await relay.DeliveredAsync(Before + InDoubt + 1, stop);
        var took = watch.Elapsed;
        await relay.DeliveredAsync(People - InDoubt, stop);
        AwaitVerdicts();
        alive.Terminate();
        await alive.EndAsync();

        // After how long another leads is held by LeadTests; this one includes a busy machine.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        AssertEachOnce();
    }

    [LargeFact]
    public async Task Who_was_paused_and_wakes_up_sends_nothing_that_the_other_sent()
    {
        var stop = TestContext.Current.CancellationToken;
        using var goOn = new ManualResetEventSlim();
        var (leads, waits) = await BothAsync(goOn, stop);
        using var paused = leads;
        using var alive = waits;

        paused.Signal("STOP");
        goOn.Set();
        await relay.DeliveredAsync(People - InDoubt, stop);
        AwaitVerdicts();
        paused.Signal("CONT");
        foreach (var program in new[] { paused, alive })
        {
            program.Terminate();
            await program.EndAsync();
        }

        AssertEachOnce();
    }

    /// <summary>A beat of the minute has just been when they ask, so what comes at once comes of the request.</summary>
    [LargeFact]
    public async Task Who_asks_to_be_called_at_the_one_that_does_not_lead_is_alerted_within_seconds()
    {
        var stop = TestContext.Current.CancellationToken;
        await one.RunAsync("import", one.WritePeople(1, "2026-03-02"));
        TestPostgres.Query(connection, ComeIn);
        TestKeys.Copy(one.Data, other.Data);
        var (leads, _) = await one.ServeAsync();
        using var first = leads;
        await relay.DeliveredAsync(1, stop);
        var (waits, address) = await other.ServeAsync();
        using var second = waits;
        Assert.True(SpinWait.SpinUntil(() => Read<long>(Hearing) == 1, TimeSpan.FromSeconds(30)));

        using var caregiver = new Browser(address);
        await caregiver.Open(ReadMail.From(relay.Deliveries[0].Bytes).Links[0]);
        await caregiver.Choose("Mag ik u bellen?", "Ja, bel mij maar").Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", caregiver.Path);
        var watch = Stopwatch.StartNew();
        await relay.DeliveredAsync(2, stop);
        var took = watch.Elapsed;

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        TestContext.Current.TestOutputHelper?.WriteLine($"alerted after {took.TotalSeconds:0.0} s");
    }

    /// <summary>Starts both with much mail to send, and comes back in the midst of it: the relay waits there.</summary>
    /// <returns>First the one that sends.</returns>
    private async Task<(RunningProgram Leads, RunningProgram Waits)> BothAsync(
        ManualResetEventSlim goOn,
        CancellationToken stop
    )
    {
        relay.At("body", Before + 1, () => goOn.Wait(Patience, stop));
        await one.RunAsync("import", one.WritePeople(People, "2026-03-02"));
        // As docs/operations.md has it: a node that joins gets the keys of the first.
        TestKeys.Copy(one.Data, other.Data);
        var programs = new[] { one, other }.Select(folder => folder.Start("--Urls=http://127.0.0.1:0")).ToList();
        foreach (var program in programs)
            await program.PagesAsync();
        await relay.DeliveredAsync(Before, stop);
        var node = Read<string>("select node from lead where id = 1");
        var leads = programs.Single(one => node.Contains($"/{one.Id}/", StringComparison.Ordinal));
        return (leads, programs.Single(one => one != leads));
    }

    private string[] Settings =>
        ["--Storage:Provider=postgres", $"--Storage:Connection={connection}", .. relay.Settings];

    private T Read<T>(string sql)
    {
        using var database = Database.Open(new PostgresStore(connection, one.Data));
        return database.Read(transaction => transaction.One<T>(sql));
    }

    private long NotSent => Read<long>("select count(*) from mail where kind = 'invitation' and state <> 'sent'");

    /// <summary>The relay has a mail before the store knows of it.</summary>
    private void AwaitVerdicts() =>
        Assert.True(SpinWait.SpinUntil(() => NotSent <= InDoubt, TimeSpan.FromSeconds(30)), $"{NotSent} are not sent");

    private void AssertEachOnce()
    {
        var copies = relay.Deliveries.GroupBy(delivery => delivery.Id).ToList();
        Assert.All(copies, copy => Assert.Single(copy));
        Assert.InRange(copies.Count, People - InDoubt, People);
        Assert.InRange(NotSent, 0, InDoubt);
    }
}
