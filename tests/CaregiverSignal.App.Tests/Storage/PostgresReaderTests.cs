namespace CaregiverSignal.Tests.Storage;

/// <summary>Reads on PostgreSQL that ask all at once.</summary>
public sealed class PostgresReaderTests : IDisposable
{
    private readonly TestInstallation site = TestInstallation.OnPostgres();

    public void Dispose() => site.Dispose();

    /// <summary>Between the two counts a write is stored, for whose lock the question between them waits.</summary>
    [Fact]
    public async Task What_is_asked_at_once_is_of_one_moment()
    {
        site.Sql("create table tally (n bigint not null)");
        site.Database.Rehearse = null;
        Task<(long, long)>? reading = null;

        site.Write(transaction =>
        {
            transaction.One<string>("select cast(pg_advisory_xact_lock(7) as text)");
            reading = Task.Factory.StartNew(
                () => site.Database.ReadAtOnce(CountTwice),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            Assert.True(SpinWait.SpinUntil(SomebodyWaits, TimeSpan.FromSeconds(30)));
            return transaction.Execute("insert into tally (n) values (1)");
        });

        Assert.Equal((0, 0), await reading!);
        Assert.Equal((1, 1), site.Database.ReadAtOnce(CountTwice));

        static (long, long) CountTwice(Transaction transaction)
        {
            transaction.Ahead(
                () => Before(transaction),
                () => transaction.All<string>("select cast(pg_advisory_xact_lock_shared(7) as text)"),
                () => After(transaction)
            );
            return (Before(transaction), After(transaction));
        }

        static long Before(Transaction transaction) => transaction.One<long>("select count(*) as before from tally");

        static long After(Transaction transaction) => transaction.One<long>("select count(*) as after from tally");

        bool SomebodyWaits() =>
            site.Read(transaction => transaction.One<bool>("select exists (select 1 from pg_locks where not granted)"));
    }

    [Fact]
    public void One_that_goes_on_asking_is_run_again_as_any_other()
    {
        var (runs, trips) = (0, 0);
        site.Database.Engine.Answered += () => trips++;

        var isolation = site.Database.ReadAtOnce(transaction =>
        {
            runs++;
            transaction.One<long>("select count(*) from team");
            return transaction.One<string>("select current_setting('transaction_isolation')");
        });

        // One alone, then two and the commit.
        Assert.Equal(("repeatable read", 2, 4), (isolation, runs, trips));
    }
}
