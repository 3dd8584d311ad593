using System.Diagnostics;

namespace CaregiverSignal.Tests.Crash;

/// <summary>Two services on one store of PostgreSQL's, and a relay that counts.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private const int People = 300;

    /// <summary>Each of two lanes may have had a mail in hand, which then waits until its lease is over.</summary>
    private const int InDoubt = 2;

    /// <summary>So many mails have come when something happens to the one that sends.</summary>
    private const int Before = 6;

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
        var stop = Some.Stop;
        using var goOn = new ManualResetEventSlim();
        var (runs, waits) = await BothAsync(goOn, stop);
        using var killed = runs;
        using var alive = waits;

        var watch = Stopwatch.StartNew();
        killed.Kill();
        goOn.Set();
        MakeTheLastOneDue();
        await Awaited.Until(async () => await Invited() == People, TimeSpan.FromMinutes(2));
        var took = watch.Elapsed;
        await relay.DeliveredAsync(People - InDoubt, stop);
        await AwaitVerdicts();
        alive.Terminate();
        await alive.EndAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"taken over after {took.TotalSeconds:0.0} s")
        );
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await AssertEachOnce();
    }

    [LargeFact]
    public async Task Who_was_paused_and_wakes_up_sends_nothing_that_the_other_sent()
    {
        var stop = Some.Stop;
        using var goOn = new ManualResetEventSlim();
        var (runs, waits) = await BothAsync(goOn, stop);
        using var paused = runs;
        using var alive = waits;

        paused.Signal("STOP");
        goOn.Set();
        MakeTheLastOneDue();
        await relay.DeliveredAsync(People - InDoubt, stop);
        await AwaitVerdicts();
        paused.Signal("CONT");
        foreach (var program in new[] { paused, alive })
        {
            program.Terminate();
            await program.EndAsync();
        }

        await AssertEachOnce();
    }

    /// <summary>Starts both with much mail to send, and comes back in the midst of it: the relay waits there.</summary>
    /// <returns>First the one that runs the jobs.</returns>
    private async Task<(RunningProgram Runs, RunningProgram Waits)> BothAsync(
        ManualResetEventSlim goOn,
        CancellationToken stop
    )
    {
        relay.At("body", Before + 1, () => goOn.Wait(Patience, stop));
        await one.RunAsync("import", one.WritePeople(People, "2026-03-02"));
        // As docs/operations.md has it: a node that joins gets the keys of the first.
        TestKeys.Copy(one.Data, other.Data);
        DueOn("2099-01-01");
        var runs = one.Start("--Urls=http://127.0.0.1:0");
        await runs.PagesAsync();
        await relay.DeliveredAsync(1, stop);
        var waits = other.Start("--Urls=http://127.0.0.1:0");
        await waits.PagesAsync();
        await relay.DeliveredAsync(Before, stop);
        return (runs, waits);
    }

    /// <summary>Who runs the jobs now invites them.</summary>
    private void MakeTheLastOneDue() => DueOn("2026-03-02");

    private void DueOn(string day) =>
        TestPostgres.Query(
            connection,
            $"update caregiver set next_due_on = '{day}' where person = '1' returning person"
        );

    private string[] Settings =>
        ["--Storage:Provider=postgres", $"--Storage:Connection={connection}", .. relay.Settings];

    private async Task<T> Read<T>(string sql)
    {
        using var database = await Database.OpenAsync(new PostgresStore(connection, one.Data));
        return await database.ReadAsync(async transaction => await transaction.One<T>(sql));
    }

    private Task<long> Invited() => Read<long>("select count(*) from mail where kind = 'invitation'");

    private Task<long> NotSent() =>
        Read<long>("select count(*) from mail where kind = 'invitation' and state <> 'sent'");

    /// <summary>The relay has a mail before the store knows of it.</summary>
    private Task AwaitVerdicts() => Awaited.Until(async () => await NotSent() <= InDoubt);

    private async Task AssertEachOnce()
    {
        var copies = relay.Deliveries.GroupBy(delivery => delivery.Id).ToList();
        Assert.All(copies, copy => Assert.Single(copy));
        // Where the day is late enough, the support point has a mail as well.
        Assert.InRange(copies.Count(copy => copy.First().To != "post@delinde.example"), People - InDoubt, People);
        Assert.InRange(await NotSent(), 0, InDoubt);
    }
}
