namespace CaregiverSignal.Tests.Storage;

/// <summary>Writes of several programs on PostgreSQL: one after another, as SQLite has them.</summary>
public sealed class PostgresWriterTests : IDisposable
{
    private readonly TestInstallation site = TestInstallation.OnPostgres();

    public void Dispose() => site.Dispose();

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
            site.Read(transaction => transaction.All<long>("select n from tally order by n"))
        );
    }

    /// <summary>What one decides on what it read still holds when it is stored.</summary>
    [Fact]
    public async Task A_write_of_another_program_waits_for_the_one_that_began_before_it()
    {
        site.Sql("create table tally (n bigint not null)");
        using var other = Database.Open(site.Database.Engine);
        Task? waiting = null;

        site.Write(transaction =>
        {
            var counted = transaction.One<long>("select count(*) from tally");
            waiting ??= Task.Factory.StartNew(
                () => other.Write(CountAndAdd),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            Assert.True(SpinWait.SpinUntil(SomebodyWaits, TimeSpan.FromSeconds(30)));
            return transaction.Execute("insert into tally (n) values (@counted)", new { counted });
        });
        await waiting!;

        Assert.Equal([0L, 1L], site.Read(transaction => transaction.All<long>("select n from tally order by n")));

        static int CountAndAdd(Transaction transaction) =>
            transaction.Execute("insert into tally (n) select count(*) from tally");
    }

    [Fact]
    public async Task Writes_about_different_people_run_side_by_side_and_those_about_one_after_another()
    {
        site.Database.Rehearse = null;
        site.Sql("create table tally (n bigint not null)");
        using var other = Database.Open(site.Database.Engine);
        Task? waiting = null;

        await site.Database.WriteBesideAsync(async transaction =>
        {
            await Lock(transaction, 1);
            Assert.True(
                Task.Run(() => other.WriteBesideAsync(about2 => Tally(about2, 2))).Wait(TimeSpan.FromSeconds(30))
            );
            waiting = Task.Run(() => other.WriteBesideAsync(about1 => Tally(about1, 1)));
            Assert.True(SpinWait.SpinUntil(SomebodyWaits, TimeSpan.FromSeconds(30)));
            return transaction.Execute("insert into tally (n) values (0)");
        });
        await waiting!;

        Assert.Equal([0L, 1L, 2L], site.Read(transaction => transaction.All<long>("select n from tally order by n")));

        static Task Lock(Transaction transaction, long person) =>
            transaction.LockOwnerAsync($"select {person}", new HashSet<string> { "tally" });

        // How many there were before it is what it adds.
        static async Task<int> Tally(Transaction transaction, long person)
        {
            await Lock(transaction, person);
            var counted = transaction.One<long>("select count(*) from tally");
            return transaction.Execute(
                person == 2 ? $"insert into tally (n) values (2)" : (Sql)$"insert into tally (n) values ({counted - 1})"
            );
        }
    }

    [Fact]
    public async Task A_write_that_runs_alone_waits_for_those_that_run_beside_one_another()
    {
        site.Database.Rehearse = null;
        site.Sql("create table tally (n bigint not null)");
        Task? waiting = null;

        await site.Database.WriteBesideAsync(async transaction =>
        {
            await transaction.LockOwnerAsync($"select 1", new HashSet<string> { "tally" });
            // Of somebody else, and not of this write.
            using (ExecutionContext.SuppressFlow())
                waiting = Task.Factory.StartNew(
                    () =>
                        site.Database.Write(alone => alone.Execute("insert into tally (n) select count(*) from tally")),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                );
            Assert.True(SpinWait.SpinUntil(SomebodyWaits, TimeSpan.FromSeconds(30)));
            return transaction.Execute("insert into tally (n) values (0)");
        });
        await waiting!;

        Assert.Equal([0L, 1L], site.Read(transaction => transaction.All<long>("select n from tally order by n")));
    }

    [Fact]
    public async Task A_write_beside_others_that_changes_more_than_it_said_is_run_again_alone()
    {
        site.Database.Rehearse = null;
        site.Sql("create table tally (n bigint not null)");
        var runs = 0;

        await site.Database.WriteBesideAsync(async transaction =>
        {
            runs++;
            await transaction.LockOwnerAsync($"select 1", new HashSet<string> { "tally" });
            transaction.Execute("insert into tally (n) values (1)");
            return transaction.Execute($"insert into team (name, made_at) values ({"Zuid"}, {site.Time.Now})");
        });

        Assert.Equal((2, 1, 1), (runs, site.Count("tally"), site.Count("team")));
        Assert.False(site.Database.LastWriteFailed);
    }

    [Fact]
    public async Task A_write_beside_others_that_locked_nobody_runs_alone()
    {
        site.Database.Rehearse = null;
        var runs = 0;

        await site.Database.WriteBesideAsync(async transaction =>
        {
            runs++;
            return transaction.Execute($"insert into team (name, made_at) values ({"Zuid"}, {site.Time.Now})");
        });

        Assert.Equal((2, 1), (runs, site.Count("team")));
    }

    private bool SomebodyWaits() =>
        site.Read(transaction => transaction.One<long>("select count(*) from pg_locks where not granted")) > 0;

    [Fact]
    public void What_is_asked_ahead_costs_one_round_trip_and_is_asked_anew_once_its_table_changed()
    {
        var trips = 0;
        site.Database.Rehearse = null;
        site.Database.Engine.Answered += () => trips++;

        site.Write(transaction =>
        {
            var before = trips;
            transaction.Ahead(() => Count(transaction, "team"), () => Count(transaction, "caregiver"));
            Assert.Equal((0L, 0L), (Count(transaction, "team"), Count(transaction, "caregiver")));
            transaction.Send($"insert into team (name, made_at) values ({"Zuid"}, {site.Time.Now})");
            Assert.Equal(0, Count(transaction, "caregiver"));
            Assert.Equal(before + 1, trips);

            // The insert goes along with the question.
            Assert.Equal(1, Count(transaction, "team"));
            Assert.Equal(before + 2, trips);
        });

        static long Count(Transaction transaction, string table) =>
            transaction.One<long>($"select count(*) from {table:sql}");
    }

    [Fact]
    public void A_change_that_nobody_waits_to_hear_of_fails_the_write_all_the_same()
    {
        site.Sql("create table tally (n bigint not null)");

        Assert.ThrowsAny<Exception>(() =>
            site.Write(transaction =>
            {
                transaction.Send("insert into tally (n) values (1)");
                transaction.Send("insert into tally (n) values (null)");
            })
        );

        Assert.Equal(0, site.Count("tally"));
    }

    [Fact]
    public async Task A_write_is_answered_once_the_disk_has_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var name = $"team {round}";
            var written = await site.Database.WriteAsync(transaction =>
            {
                transaction.Execute($"insert into team (name, made_at) values ({name}, {site.Time.Now})");
                return transaction.One<string>("select cast(pg_current_wal_insert_lsn() as text)");
            });

            Assert.True(
                site.Read(transaction =>
                    transaction.One<bool>($"select pg_current_wal_flush_lsn() > cast({written} as pg_lsn)")
                )
            );
        }
    }

    [Fact]
    public void A_write_in_which_a_statement_failed_is_not_taken_for_stored()
    {
        site.Sql("create table tally (n bigint not null)");

        Assert.ThrowsAny<Exception>(() =>
            site.Write(transaction =>
            {
                transaction.Execute("insert into tally (n) values (1)");
                Assert.ThrowsAny<Exception>(() => transaction.Execute("insert into tally (n) values (null)"));
            })
        );

        Assert.Equal(0, site.Count("tally"));
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
        Assert.Lacks("steunpunt.example", fault.Message);
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
