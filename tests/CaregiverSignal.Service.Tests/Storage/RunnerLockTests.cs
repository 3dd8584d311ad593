using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Storage;

/// <summary>Several programs on one store of PostgreSQL's, one of which runs the jobs.</summary>
public sealed class RunnerLockTests : IDisposable
{
    /// <summary>The sessions that ask for the lock, as the server knows them.</summary>
    private const string Asking =
        "from pg_stat_activity where query like '%pg_try_advisory_lock%' and pid <> pg_backend_pid() and datname = current_database()";

    private readonly string connection = TestPostgres.NewDatabase();
    private readonly FakeTimeProvider clock = new(Some.Start);
    private readonly List<Database> opened = [];
    private readonly List<RunnerLock> locks = [];

    public void Dispose()
    {
        locks.ForEach(lockFile => lockFile.Dispose());
        opened.ForEach(database => database.Dispose());
        TestPostgres.Drop(connection);
    }

    [Fact]
    public async Task The_first_has_it_and_keeps_it_while_the_second_asks()
    {
        var (one, other) = (await Node(), await Node());

        Assert.True(await one.TryTakeAsync());
        for (var round = 0; round < 20; round++)
        {
            clock.Advance(RunnerLock.Every);
            Assert.False(await other.TryTakeAsync());
            Assert.True(await one.TryTakeAsync());
            Assert.Equal((true, false), (one.IsMine, other.IsMine));
        }
    }

    [Fact]
    public async Task Who_was_not_answered_for_long_runs_nothing_more_while_it_may_be_anothers()
    {
        var lockFile = await Node();
        await lockFile.TryTakeAsync();

        clock.Advance(RunnerLock.LongestUnkept);

        Assert.False(lockFile.IsMine);
        Assert.True(await lockFile.TryTakeAsync());
        Assert.True(lockFile.IsMine);
    }

    [Fact]
    public async Task Who_releases_it_is_followed_at_the_next_question_and_the_jobs_run_at_once()
    {
        var jobTrigger = new JobTrigger();
        var (one, other) = (await Node(), await Node(jobTrigger));
        await one.TryTakeAsync();
        Assert.False(await other.TryTakeAsync());

        await one.ReleaseAsync();

        Assert.False(one.IsMine);
        Assert.True(await other.TryTakeAsync());
        Assert.True(jobTrigger.NextAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Whose_session_ends_has_it_no_more_and_asks_again_on_another()
    {
        var (one, other) = (await Node(), await Node());
        await one.TryTakeAsync();

        TestPostgres.Query(connection, $"select pg_terminate_backend(pid) {Asking}");
        await Awaited.Until(() => other.TryTakeAsync());
        clock.Advance(RunnerLock.Every);

        Assert.False(await one.TryTakeAsync());
        Assert.Equal((false, true), (one.IsMine, other.IsMine));
    }

    /// <summary>As that of a program that is paused, or whose cable is pulled.</summary>
    [LargeFact]
    public async Task A_session_that_says_nothing_is_ended_by_the_server_within_half_a_minute()
    {
        var (one, other) = (await Node(), await Node());
        await one.TryTakeAsync();

        var watch = Stopwatch.StartNew();
        await Awaited.Until(() => other.TryTakeAsync(), TimeSpan.FromMinutes(1));

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"taken over after {watch.Elapsed.TotalSeconds:0.0} s")
        );
        Assert.InRange(watch.Elapsed, RunnerLock.LongestUnkept, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task On_a_file_a_program_always_has_it()
    {
        using var folder = new TemporaryFolder();
        using var database = await Database.OpenAsync(Path.Combine(folder.Name, "site.db"));
        using var lockFile = new RunnerLock(database, new JobTrigger(), clock, NullLogger<RunnerLock>.Instance);

        Assert.True(lockFile.IsMine);
        Assert.True(await lockFile.TryTakeAsync());
    }

    private async Task<RunnerLock> Node(JobTrigger? jobTrigger = null)
    {
        opened.Add(await Database.OpenAsync(new PostgresStore(connection)));
        locks.Add(new RunnerLock(opened[^1], jobTrigger ?? new JobTrigger(), clock, NullLogger<RunnerLock>.Instance));
        return locks[^1];
    }
}
