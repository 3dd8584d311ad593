using System.Diagnostics;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The database's server is ended at any moment and started again: what was acknowledged is there, no mail goes twice,
/// and the program goes on by itself.
/// </summary>
public sealed class KilledServerTests : IAsyncLifetime
{
    private const int People = 40;
    private const int Visitors = 8;

    /// <summary>Each of two lanes may have had a mail in hand, which then waits until its lease is over.</summary>
    private const int InDoubt = 2;

    private static readonly TimeSpan LongestUntilMailGoesOn = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestUntilPagesGoOn = TimeSpan.FromSeconds(20);

    private readonly TestPostgres server = new();
    private readonly StageRelay relay = new();
    private readonly ProgramFolder folder = new();

    public ValueTask InitializeAsync()
    {
        server.Create("store", "template0");
        folder.Settings.AddRange([
            "--Storage:Provider=postgres",
            $"--Storage:Connection={server.ConnectionTo("store")}",
            .. relay.Settings,
        ]);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await relay.DisposeAsync();
        server.Dispose();
    }

    [LargeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mail_and_forms_go_on_where_they_were(bool isKilled)
    {
        var stop = Some.Stop;
        var random = new Random(LongRun.Seed());
        await folder.RunAsync("import", folder.WritePeople(People, "2026-03-02"));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        relay.At(
            "body",
            10,
            () =>
            {
                End(isKilled);
                ended.SetResult();
            }
        );
        var (service, address) = await folder.ServeAsync();
        using var alive = service;

        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), stop);
        var atEnd = relay.Deliveries.Count;
        server.Start();
        var watch = Stopwatch.StartNew();
        await relay.DeliveredAsync(atEnd + 1, stop);
        var mailAfter = watch.Elapsed;
        await relay.DeliveredAsync(People - InDoubt, stop);

        var visitors = relay
            .Deliveries.Take(Visitors)
            .Select(mail => new Visitor(ReadMail.From(mail.Bytes).Links[0], random.Next()))
            .ToList();
        var posts = 0;
        await Task.WhenAll(
            visitors.Select(visitor =>
                Task.Run(
                    () =>
                        visitor.TryGoOn(
                            address,
                            () =>
                            {
                                if (Interlocked.Increment(ref posts) == Visitors + 3)
                                    End(isKilled);
                            }
                        ),
                    stop
                )
            )
        );
        Assert.True(posts >= Visitors + 3, "Nobody was there when the server was ended.");
        using var reader = new Browser(address);
        await reader.Open("/v/" + new string('x', 43));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reader.Status);
        Assert.Has("088\u00a0123\u00a045\u00a067", reader.Page.Body!.TextContent);

        server.Start();
        watch.Restart();
        while ((await reader.Open("/v/" + new string('x', 43))).Status != HttpStatusCode.Gone)
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, LongestUntilPagesGoOn);
        var pagesAfter = watch.Elapsed;
        foreach (var visitor in visitors)
            Assert.True(await visitor.TryGoOn(address, () => { }));
        alive.Terminate();
        await alive.EndAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"mail went on {mailAfter.TotalSeconds:0.0} s and pages {pagesAfter.TotalSeconds:0.0} s after the server was back"
            )
        );
        Assert.InRange(mailAfter, TimeSpan.Zero, LongestUntilMailGoesOn);
        KilledServiceTests.AssertKept(Query, AnswerRows.OnPostgres, visitors);
        Assert.All(visitors, visitor => Assert.True(visitor.IsThanked));
        Assert.All(relay.Deliveries.GroupBy(mail => mail.Id), copies => Assert.Single(copies));
    }

    private void End(bool isKilled)
    {
        if (isKilled)
            server.Kill();
        else
            server.Stop("immediate");
    }

    private IReadOnlyList<string> Query(string sql) => TestPostgres.Query(server.ConnectionTo("store"), sql);
}
