using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>Two services on one store of PostgreSQL's, and a relay that counts.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private const int People = 200;

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

    [Fact]
    public async Task When_one_is_killed_in_the_midst_of_its_mail_the_other_goes_on_within_half_a_minute()
    {
        var stop = TestContext.Current.CancellationToken;
        var (first, _) = await one.ServeAsync();
        using var killed = first;
        var (second, _) = await other.ServeAsync();
        using var alive = second;
        await ImportAsync();
        await UntilDelivered(5, stop);

        var watch = Stopwatch.StartNew();
        killed.Kill();
        var atKill = relay.Deliveries.Count;
        await UntilDelivered(atKill + 1, stop);
        var took = watch.Elapsed;
        await UntilQuiet(stop);
        alive.Terminate();
        await alive.EndAsync();

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        AssertEachOnce(mayWait: 1);
    }

    [Fact]
    public async Task Who_was_paused_and_wakes_up_sends_nothing_that_the_other_sent()
    {
        var stop = TestContext.Current.CancellationToken;
        var (first, _) = await one.ServeAsync();
        using var paused = first;
        var (second, _) = await other.ServeAsync();
        using var alive = second;
        await ImportAsync();
        await UntilDelivered(5, stop);

        paused.Signal("STOP");
        await UntilQuiet(stop, leaves: 1);
        paused.Signal("CONT");
        await Task.Delay(TimeSpan.FromSeconds(5), stop);
        foreach (var program in new[] { paused, alive })
        {
            program.Terminate();
            await program.EndAsync();
        }

        AssertEachOnce(mayWait: 1);
    }

    private string[] Settings =>
        [
            "--Storage:Provider=postgres",
            $"--Storage:Connection={connection}",
            "--Mail:Mode=smtp",
            "--Mail:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Mail:Port={relay.Port}"),
            "--Mail:Security=none",
            .. Some.RealSupportPoint,
            "--Mail:PerMinute=0",
            "--Mail:PerDomainPerMinute=0",
            "--Mail:Window=00:00-24:00",
            "--Mail:Days=Mon-Sun",
            "--FollowUp:DigestAt=23:59",
        ];

    private async Task ImportAsync() => await one.RunAsync("import", one.WritePeople(People, "2026-03-02"));

    private async Task UntilDelivered(int count, CancellationToken stop) =>
        await Until(() => relay.Deliveries.Count >= count, $"{count} mails", stop);

    private async Task UntilQuiet(CancellationToken stop, int leaves = 1) =>
        await Until(
            () => Count("state in ('ready', 'leased', 'in-data')") <= leaves && Count("true") >= People,
            "all mail",
            stop
        );

    private async Task Until(Func<bool> isSo, string what, CancellationToken stop)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); )
        {
            Assert.True(
                watch.Elapsed < TimeSpan.FromMinutes(3),
                $"waited for {what}; {relay.Deliveries.Count} came, {Count("state = 'ready'")} are ready"
            );
            await Task.Delay(100, stop);
        }
    }

    private long Count(string where)
    {
        using var database = Database.Open(new PostgresStore(connection, one.Data));
        return database.Read(transaction => transaction.One<long>($"select count(*) from mail where {where}"));
    }

    /// <param name="mayWait">How many may still wait, because their fate was in doubt when a node stopped.</param>
    private void AssertEachOnce(int mayWait)
    {
        var copies = relay.Deliveries.GroupBy(delivery => delivery.Id).ToList();
        Assert.All(copies, copy => Assert.Single(copy));
        Assert.InRange(copies.Count, People - mayWait, People);
        Assert.InRange(Count("kind = 'invitation' and state <> 'sent'"), 0, mayWait);
    }
}
