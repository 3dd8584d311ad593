using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using CaregiverSignal.Hosting;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Quartz;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>Somebody asks to be called at a node that does not lead: the one that does beats at once.</summary>
public sealed class BeatOnRequestTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The connections on which somebody hears, as the server knows them.</summary>
    private const string Hearing = "pg_stat_activity where query like 'listen %' and datname = current_database()";

    private readonly string connection = TestPostgres.NewDatabase();
    private readonly ManualTime clock = new();
    private readonly List<Node> nodes = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
        TestPostgres.Drop(connection);
    }

    [Fact]
    public async Task A_node_that_does_not_lead_has_the_one_that_does_beat_at_once()
    {
        var (leads, other) = (await StartAsync(), await StartAsync());
        WaitUntilHeard();
        WaitForBeat(leads, since: 0);
        var before = leads.Beats;

        other.Nudge.Give();

        WaitForBeat(leads, before);
        Assert.Equal(0, other.Beats);
    }

    /// <summary>What the one before was asked for may not have been done.</summary>
    [Fact]
    public async Task Who_takes_the_lead_beats_at_once()
    {
        var (_, other) = (await StartAsync(), await StartAsync());
        WaitUntilHeard();
        var waited = TimeSpan.Zero;
        while (!other.Lead.Look())
        {
            clock.Advance(Lead.Every);
            waited += Lead.Every;
        }

        WaitForBeat(other, since: 0);

        Assert.InRange(waited, Lead.LongestStill, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_opened_again()
    {
        var (leads, other) = (await StartAsync(), await StartAsync());
        WaitUntilHeard();
        var lost = Ask($"select pid from {Hearing}");
        Ask($"select count(pg_terminate_backend(pid)) from {Hearing}");

        WaitUntilHeard(lost, () => Pass(leads));
        var before = leads.Beats;
        other.Nudge.Give();

        WaitForBeat(leads, before);
    }

    [Fact]
    public async Task Who_leads_beats_by_itself()
    {
        var leads = await StartAsync();
        WaitForBeat(leads, since: 0);
        var before = leads.Beats;

        leads.Nudge.Give();

        WaitForBeat(leads, before);
    }

    /// <summary>A nudge that came before its answer is stored would find nothing to do.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_done_afterwards_finds_what_was_stored_and_is_not_done_where_nothing_was(bool onServer)
    {
        using var folder = new TemporaryFolder();
        using var database = onServer
            ? Database.Open(new PostgresStore(connection, folder.Name))
            : Database.Open(Path.Combine(folder.Name, "site.db"));
        using var other = Database.Open(database.Engine);
        var seen = new List<int>();

        database.Write(transaction =>
        {
            transaction.Execute("insert into team (name, made_at) values ('Noord', '2026-03-01T09:00:00.000Z')");
            transaction.Afterwards(() => seen.Add(other.Read(Count)));
        });
        Assert.Throws<InvalidOperationException>(() =>
            database.Write(transaction =>
            {
                transaction.Afterwards(() => seen.Add(-1));
                throw new InvalidOperationException();
            })
        );

        Assert.Equal([1], seen);

        static int Count(Transaction transaction) =>
            transaction.One<int>("select count(*) from team where name = 'Noord'");
    }

    private async Task<Node> StartAsync()
    {
        var node = new Node(Database.Open(new PostgresStore(connection)), clock);
        nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    /// <param name="not">A process of the server's that no longer counts.</param>
    /// <param name="meanwhile">What happens before each look.</param>
    private void WaitUntilHeard(long not = 0, Action? meanwhile = null) =>
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    meanwhile?.Invoke();
                    return Ask($"select count(*) from {Hearing} and state = 'idle' and pid <> {not}") == 1;
                },
                Patience
            )
        );

    private void WaitForBeat(Node node, int since) =>
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    Pass(node);
                    return node.Beats > since;
                },
                Patience
            )
        );

    /// <summary>Some seconds go by, in which who leads says so.</summary>
    private void Pass(Node leads)
    {
        clock.Advance(Lead.Every);
        leads.Lead.Look();
    }

    private long Ask(string sql)
    {
        using var asking = new NpgsqlConnection(connection);
        asking.Open();
        using var command = new NpgsqlCommand(sql, asking);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private sealed class Node(Database database, ManualTime clock) : IAsyncDisposable
    {
        private readonly List<Func<ValueTask>> toStop = [];
        private readonly ConcurrentQueue<DateTimeOffset> beats = [];

        public Nudge Nudge { get; } = new();

        public Lead Lead { get; } = new(database, clock, NullLogger<Lead>.Instance);

        public int Beats => beats.Count;

        public async Task StartAsync()
        {
            Lead.Look();
            var parts = new ServiceCollection()
                .AddLogging()
                .AddSingleton(beats)
                .AddQuartz(
                    // A program has one of each name.
                    new NameValueCollection { ["quartz.scheduler.instanceName"] = $"node {GetHashCode()}" },
                    quartz => quartz.AddJob<Beaten>(job => job.WithIdentity(HeartbeatSchedule.Job).StoreDurably())
                )
                .BuildServiceProvider();
            var schedulers = parts.GetRequiredService<ISchedulerFactory>();
            var scheduler = await schedulers.GetScheduler();
            await scheduler.Start();
            var onRequest = new BeatOnRequest(Nudge, schedulers, database, Lead, clock);
            await onRequest.StartAsync(CancellationToken.None);
            toStop.AddRange(
                async () => await onRequest.StopAsync(CancellationToken.None),
                async () => await scheduler.Shutdown(),
                parts.DisposeAsync
            );
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var stop in toStop)
                await stop();
            Lead.Dispose();
            database.Dispose();
        }
    }

    private sealed class Beaten(ConcurrentQueue<DateTimeOffset> beats) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            beats.Enqueue(context.FireTimeUtc);
            return ValueTask.CompletedTask;
        }
    }
}
