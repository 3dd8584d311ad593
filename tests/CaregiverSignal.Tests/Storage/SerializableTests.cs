using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Storage;

/// <summary>Writes beside one another on PostgreSQL, where SQLite has one writer.</summary>
public sealed class SerializableTests : IDisposable
{
    private readonly TestInstallation site = TestInstallation.OnPostgres();

    public void Dispose() => site.Dispose();

    /// <remarks>With the usual isolation the answer is lost to the rules: the second row shows what it would do.</remarks>
    [Theory]
    [InlineData("serializable", true)]
    [InlineData("read committed", false)]
    public void An_answer_that_comes_in_while_its_writer_is_judged_is_judged_too(string isolation, bool isJudged)
    {
        var anna = site.AddCaregiver();
        var checkIn = site.Ask(anna);
        site.SaveCsi(checkIn, 12);
        site.Database.Write(transaction => CaregiverTable.JudgeFrom(transaction, anna, site.Time.Now));
        site.Send(checkIn);
        using var second = Database.Open(site.Database.Engine);
        var comesIn = true;

        var seen = site.Database.Write(transaction =>
        {
            transaction.Execute($"set transaction isolation level {isolation}");
            var due = CaregiverTable.JudgementOf(transaction, anna);
            var scores = Histories.Of(transaction, anna, site.Time).Waves.Sum(wave => wave.Values.Count);
            if (comesIn)
            {
                comesIn = false;
                var step = site.PartsOn(second).GetRequiredService<ScoreResponse>();
                // On another thread, as it would be another program's.
                var work = Task.Factory.StartNew(
                    step.RunOne,
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                );
                Assert.True(work.GetAwaiter().GetResult());
            }

            CaregiverTable.MarkJudged(transaction, due, next: null);
            return scores;
        });

        var isDue = site.Count("caregiver", "judge_due_at is not null") > 0;
        Assert.Equal(isJudged, seen > 0 || isDue);
    }

    [Fact]
    public async Task Writes_that_all_stand_in_one_anothers_way_are_all_done()
    {
        site.Sql("create table tally (n bigint not null)");

        var writers = Enumerable
            .Range(0, 64)
            .Select(async _ =>
            {
                for (var time = 0; time < 5; time++)
                    await site.Database.WriteAsync(transaction =>
                    {
                        var counted = transaction.One<long>("select count(*) from tally");
                        Thread.Yield();
                        return transaction.Execute("insert into tally (n) values (@counted)", new { counted });
                    });
            });
        await Task.WhenAll(writers);

        Assert.Equal(
            Enumerable.Range(0, 320).Select(n => (long)n),
            site.Database.Read(transaction => transaction.All<long>("select n from tally order by n"))
        );
    }

    /// <summary>As an import is beside people who answer: it takes longer than each of theirs.</summary>
    [Fact]
    public async Task A_write_that_another_program_overtakes_each_time_is_done_all_the_same()
    {
        site.Sql("create table tally (n bigint not null)");
        using var other = Database.Open(site.Database.Engine);
        var overtaking = new List<Task>();

        site.Database.Write(transaction =>
        {
            var counted = transaction.One<long>("select count(*) from tally");
            overtaking.Add(
                Task.Factory.StartNew(
                    () => other.Write(CountAndAdd),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );
            Assert.True(SpinWait.SpinUntil(() => overtaking[^1].IsCompleted || Waits(), TimeSpan.FromSeconds(30)));
            return transaction.Execute("insert into tally (n) values (@counted)", new { counted });
        });
        await Task.WhenAll(overtaking);

        Assert.Equal(
            Enumerable.Range(0, overtaking.Count + 1).Select(n => (long)n),
            site.Database.Read(transaction => transaction.All<long>("select n from tally order by n"))
        );

        static int CountAndAdd(Transaction transaction) =>
            transaction.Execute("insert into tally (n) select count(*) from tally");

        bool Waits() =>
            other.Read(transaction => transaction.One<long>("select count(*) from pg_locks where not granted")) > 0;
    }

    [Fact]
    public void A_server_that_went_and_came_back_costs_no_write_that_was_acknowledged()
    {
        using var server = new TestPostgres();
        server.Create("store", "template0");
        using var database = Database.Open(new PostgresStore(server.ConnectionTo("store")));
        database.Write(transaction => CoordinatorTable.IdOf(transaction, "els@steunpunt.example", site.Time.Now));

        server.Stop("immediate");
        var fault = Assert.Throws<StorageException>(() =>
            database.Write(transaction => CoordinatorTable.IdOf(transaction, "bo@steunpunt.example", site.Time.Now))
        );
        Assert.True(database.LastWriteFailed);
        Assert.DoesNotContain("steunpunt.example", fault.Message, StringComparison.Ordinal);
        server.Start();

        database.Write(transaction => CoordinatorTable.IdOf(transaction, "cas@steunpunt.example", site.Time.Now));
        Assert.False(database.LastWriteFailed);
        Assert.Equal(
            ["cas@steunpunt.example", "els@steunpunt.example"],
            database.Read(transaction => transaction.All<string>("select email from coordinator order by email"))
        );
    }

    [Fact]
    public void A_driver_that_stumbles_over_a_connection_that_ends_is_no_fault_of_the_program()
    {
        var engine = site.Database.Engine;
        var stumble = Xunit.Record.Exception(() => ((string)null!).Length)!;

        Assert.False(engine.IsAtFault(stumble));
        stumble.Source = "Npgsql";
        Assert.True(engine.IsAtFault(stumble));
        Assert.IsType<StorageException>(engine.Explain(stumble));
    }
}
