using System.Collections.Concurrent;
using System.Collections.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>Somebody asks to be called: the jobs run at once.</summary>
public sealed class RunOnRequestTests
{
    [Fact]
    public async Task Who_is_asked_runs_the_jobs_at_once_and_however_many_ask_no_more_often_than_each_ten_seconds()
    {
        var (clock, nudge, runs) = (
            new FakeTimeProvider(Some.Start),
            new JobTrigger(),
            new ConcurrentQueue<DateTimeOffset>()
        );
        await using var parts = new ServiceCollection()
            .AddLogging()
            .AddSingleton(runs)
            .AddQuartz(
                new NameValueCollection { ["quartz.scheduler.instanceName"] = nameof(RunOnRequestTests) },
                quartz => quartz.AddJob<Noted>(job => job.WithIdentity(JobSchedule.Key).StoreDurably())
            )
            .BuildServiceProvider();
        var schedulers = parts.GetRequiredService<ISchedulerFactory>();
        var scheduler = await schedulers.GetScheduler(Some.Stop);
        await scheduler.Start(Some.Stop);
        using var onRequest = new RunOnRequest(nudge, schedulers, clock);
        await onRequest.StartAsync(Some.Stop);

        for (var ask = 0; ask < 10; ask++)
            nudge.Request();
        WaitForRuns(1);
        nudge.Request();
        Assert.Single(runs);
        clock.Advance(TimeSpan.FromSeconds(10));
        WaitForRuns(2);

        await onRequest.StopAsync(Some.Stop);
        await scheduler.Shutdown(waitForJobsToComplete: true, Some.Stop);

        void WaitForRuns(int count) =>
            Assert.True(
                SpinWait.SpinUntil(
                    () =>
                    {
                        if (runs.Count < count && count > 1)
                            clock.Advance(TimeSpan.FromSeconds(10));
                        return runs.Count >= count;
                    },
                    TimeSpan.FromSeconds(30)
                )
            );
    }

    /// <summary>A nudge that came before its answer is stored would find nothing to do.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_done_afterwards_finds_what_was_stored_and_is_not_done_where_nothing_was(bool onServer)
    {
        var connection = onServer ? TestPostgres.NewDatabase() : "";
        using var folder = new TemporaryFolder();
        using var database = onServer
            ? await Database.OpenAsync(new PostgresStore(connection, folder.Name))
            : await Database.OpenAsync(Path.Combine(folder.Name, "site.db"));
        using var other = await Database.OpenAsync(database.Engine);
        var seen = new List<int>();

        await database.WriteAsync(async transaction =>
        {
            await transaction.Execute("insert into team (name, made_at) values ('Noord', '2026-03-01T09:00:00.000Z')");
            transaction.Afterwards(() => seen.Add(Awaited.Now(() => other.ReadAsync(Count))));
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.WriteAsync<bool>(transaction =>
            {
                transaction.Afterwards(() => seen.Add(-1));
                throw new InvalidOperationException();
            })
        );

        Assert.Equal([1], seen);

        static Task<int> Count(Transaction transaction) =>
            transaction.One<int>("select count(*) from team where name = 'Noord'");
    }

    private sealed class Noted(ConcurrentQueue<DateTimeOffset> runs) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            runs.Enqueue(context.FireTimeUtc);
            return ValueTask.CompletedTask;
        }
    }
}
