namespace CaregiverSignal.Tests.Storage;

/// <summary>Writes of several programs on PostgreSQL: one after another, as SQLite has them.</summary>
public sealed class PostgresWriterTests : IDisposable
{
    private readonly TestInstallation site = TestInstallation.OnPostgres();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Writes_that_all_stand_in_one_anothers_way_are_all_done()
    {
        await site.Sql("create table tally (n bigint not null)");

        var writers = Enumerable
            .Range(0, 64)
            .Select(async _ =>
            {
                for (var time = 0; time < 5; time++)
                    await site.Database.WriteAsync(async transaction =>
                    {
                        var counted = await transaction.One<long>("select count(*) from tally");
                        Thread.Yield();
                        return await transaction.Execute("insert into tally (n) values (@counted)", new { counted });
                    });
            });
        await Task.WhenAll(writers);

        Assert.Equal(
            Enumerable.Range(0, 320).Select(n => (long)n),
            await site.Read(async transaction => await transaction.All<long>("select n from tally order by n"))
        );
    }

    /// <summary>What one decides on what it read still holds when it is stored.</summary>
    [Fact]
    public async Task A_write_of_another_program_waits_for_the_one_that_began_before_it()
    {
        await site.Sql("create table tally (n bigint not null)");
        using var other = await Database.OpenAsync(site.Database.Engine);
        Task? waiting = null;

        await site.Write(async transaction =>
        {
            var counted = await transaction.One<long>("select count(*) from tally");
            // Of another program, and not of this write.
            using (ExecutionContext.SuppressFlow())
                waiting ??= Task.Run(() => other.WriteAsync(CountAndAdd));
            await Awaited.Until(SomebodyWaits);
            return await transaction.Execute("insert into tally (n) values (@counted)", new { counted });
        });
        await waiting!;

        Assert.Equal(
            [0L, 1L],
            await site.Read(async transaction => await transaction.All<long>("select n from tally order by n"))
        );

        static Task<int> CountAndAdd(Transaction transaction) =>
            transaction.Execute("insert into tally (n) select count(*) from tally");
    }

    private async Task<bool> SomebodyWaits() =>
        await site.Read(transaction => transaction.One<long>("select count(*) from pg_locks where not granted")) > 0;

    [Fact]
    public async Task A_change_that_nobody_waits_to_hear_of_fails_the_write_all_the_same()
    {
        await site.Sql("create table tally (n bigint not null)");

        await Assert.ThrowsAnyAsync<Exception>(() =>
            site.Write(async transaction =>
            {
                await transaction.Execute("insert into tally (n) values (1)");
                await transaction.Execute("insert into tally (n) values (null)");
            })
        );

        Assert.Equal(0, await site.Count("tally"));
    }

    [Fact]
    public async Task A_write_is_answered_once_the_disk_has_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var name = $"team {round}";
            var written = await site.Database.WriteAsync(async transaction =>
            {
                await transaction.Execute($"insert into team (name, made_at) values ({name}, {site.Time.Now})");
                return await transaction.One<string>("select cast(pg_current_wal_insert_lsn() as text)");
            });

            Assert.True(
                await site.Read(transaction =>
                    transaction.One<bool>($"select pg_current_wal_flush_lsn() > cast({written} as pg_lsn)")
                )
            );
        }
    }

    [Fact]
    public async Task A_write_in_which_a_statement_failed_is_not_taken_for_stored()
    {
        await site.Sql("create table tally (n bigint not null)");

        await Assert.ThrowsAnyAsync<Exception>(() =>
            site.Write(async transaction =>
            {
                await transaction.Execute("insert into tally (n) values (1)");
                await Assert.ThrowsAnyAsync<Exception>(async () =>
                    await transaction.Execute("insert into tally (n) values (null)")
                );
            })
        );

        Assert.Equal(0, await site.Count("tally"));
    }

    [Fact]
    public async Task A_server_that_went_and_came_back_costs_no_write_that_was_acknowledged()
    {
        using var server = new TestPostgres();
        server.Create("store", "template0");
        using var database = await Database.OpenAsync(new PostgresStore(server.ConnectionTo("store")));
        await database.WriteAsync(transaction =>
            CoordinatorTable.IdOf(transaction, "els@steunpunt.example", site.Time.Now)
        );

        server.Stop("immediate");
        var fault = await Assert.ThrowsAsync<StorageException>(async () =>
            await database.WriteAsync(transaction =>
                CoordinatorTable.IdOf(transaction, "bo@steunpunt.example", site.Time.Now)
            )
        );
        Assert.True(database.LastWriteFailed);
        Assert.Lacks("steunpunt.example", fault.Message);
        server.Start();

        await database.WriteAsync(transaction =>
            CoordinatorTable.IdOf(transaction, "cas@steunpunt.example", site.Time.Now)
        );
        Assert.False(database.LastWriteFailed);
        Assert.Equal(
            ["cas@steunpunt.example", "els@steunpunt.example"],
            await database.ReadAsync(transaction =>
                transaction.All<string>("select email from coordinator order by email")
            )
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
