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
    public void The_first_has_it_and_keeps_it_while_the_second_asks()
    {
        var (one, other) = (Node(), Node());

        Assert.True(one.TryTake());
        for (var round = 0; round < 20; round++)
        {
            clock.Advance(RunnerLock.Every);
            Assert.False(other.TryTake());
            Assert.True(one.TryTake());
            Assert.Equal((true, false), (one.IsMine, other.IsMine));
        }
    }

    [Fact]
    public void Who_was_not_answered_for_long_runs_nothing_more_while_it_may_be_anothers()
    {
        var lockFile = Node();
        lockFile.TryTake();

        clock.Advance(RunnerLock.LongestUnkept);

        Assert.False(lockFile.IsMine);
        Assert.True(lockFile.TryTake());
        Assert.True(lockFile.IsMine);
    }

    [Fact]
    public void Who_releases_it_is_followed_at_the_next_question_and_the_jobs_run_at_once()
    {
        var jobTrigger = new JobTrigger();
        var (one, other) = (Node(), Node(jobTrigger));
        one.TryTake();
        Assert.False(other.TryTake());

        one.Release();

        Assert.False(one.IsMine);
        Assert.True(other.TryTake());
        Assert.True(jobTrigger.NextAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Whose_session_ends_has_it_no_more_and_asks_again_on_another()
    {
        var (one, other) = (Node(), Node());
        one.TryTake();

        TestPostgres.Query(connection, $"select pg_terminate_backend(pid) {Asking}");
        Assert.True(SpinWait.SpinUntil(other.TryTake, TimeSpan.FromSeconds(30)));
        clock.Advance(RunnerLock.Every);

        Assert.False(one.TryTake());
        Assert.Equal((false, true), (one.IsMine, other.IsMine));
    }

    /// <summary>As that of a program that is paused, or whose cable is pulled.</summary>
    [LargeFact]
    public void A_session_that_says_nothing_is_ended_by_the_server_within_half_a_minute()
    {
        var (one, other) = (Node(), Node());
        one.TryTake();

        var watch = Stopwatch.StartNew();
        Assert.True(SpinWait.SpinUntil(other.TryTake, TimeSpan.FromMinutes(1)));

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"taken over after {watch.Elapsed.TotalSeconds:0.0} s")
        );
        Assert.InRange(watch.Elapsed, RunnerLock.LongestUnkept, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void On_a_file_a_program_always_has_it()
    {
        using var folder = new TemporaryFolder();
        using var database = Database.Open(Path.Combine(folder.Name, "site.db"));
        using var lockFile = new RunnerLock(database, new JobTrigger(), clock, NullLogger<RunnerLock>.Instance);

        Assert.True(lockFile.IsMine);
        Assert.True(lockFile.TryTake());
    }

    private RunnerLock Node(JobTrigger? jobTrigger = null)
    {
        opened.Add(Database.Open(new PostgresStore(connection)));
        locks.Add(new RunnerLock(opened[^1], jobTrigger ?? new JobTrigger(), clock, NullLogger<RunnerLock>.Instance));
        return locks[^1];
    }
}
