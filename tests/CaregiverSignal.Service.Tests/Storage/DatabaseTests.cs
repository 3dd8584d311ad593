using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Storage;

public sealed class DatabaseTests() : AtASite()
{
    private Database Database => site.Database;

    [Fact]
    public async Task A_closure_that_throws_stores_nothing_and_those_who_waited_with_it_are_kept()
    {
        using var held = new Held(Database);
        var before = Database.WriteAsync(transaction => Add(transaction, "before"));
        var thrower = Database.WriteAsync<long>(async transaction =>
            throw new InvalidDataException($"{await Add(transaction, "x")}")
        );
        var after = Database.WriteAsync(transaction => Add(transaction, "after"));

        held.Go();

        await Assert.ThrowsAsync<InvalidDataException>(() => thrower);
        await Task.WhenAll(before, after);
        Assert.Equal(["after@example.org", "before@example.org"], await Emails());
    }

    /// <summary>A connection keeps what it was asked, and its answer is that of the values of now.</summary>
    [Fact]
    public async Task The_same_words_are_answered_by_the_values_of_now_whatever_came_between()
    {
        const int More = 300;
        var read = await site.Read(async transaction =>
        {
            List<long?> asked =
            [
                await Twice(transaction, (long?)null),
                await Twice(transaction, 5L),
                await Twice(transaction, "7"),
            ];
            for (var other = 0; other < More; other++)
                Assert.Equal(
                    other,
                    await transaction.One<long>("select " + other.ToString(CultureInfo.InvariantCulture))
                );
            return (List<long?>)[.. asked, await Twice(transaction, 9L), await Twice(transaction, (long?)null)];
        });

        Assert.Equal([null, 10, 14, 18, null], read);

        static Task<long?> Twice<T>(Transaction transaction, T value) =>
            transaction.First<long?>($"select cast({value} as bigint) * 2");
    }

    [Fact]
    public async Task Writes_run_in_the_order_in_which_they_were_asked_for()
    {
        using var held = new Held(Database);
        var ran = new List<int>();
        var waiting = Enumerable
            .Range(0, 200)
            .Select(n =>
                Database.WriteAsync(transaction =>
                {
                    transaction.Afterwards(() => ran.Add(n));
                    return Task.CompletedTask;
                })
            )
            .ToList();

        held.Go();

        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 200), ran);
    }

    [Fact]
    public async Task While_a_long_reader_keeps_the_log_from_being_emptied_others_write()
    {
        TestPostgres.SkipWhereWanted();
        using var reading = new ManualResetEventSlim();
        using var enough = new ManualResetEventSlim();
        await Database.WriteAsync(transaction => Add(transaction, "first"));
        var reader = Task.Run(
            () =>
                Database.ReadAsync(async transaction =>
                {
                    var count = await Count(transaction);
                    reading.Set();
                    enough.Wait();
                    return count;
                }),
            Some.Stop
        );
        reading.Wait(Some.Stop);
        await Database.WriteAsync(transaction => Add(transaction, "second"));
        var purge = Task.Run(() => Database.Engine.PurgeDeletedAsync(), Some.Stop);

        for (var number = 0; number < 100; number++)
            await Database
                .WriteAsync(transaction => Add(transaction, $"n{number}"))
                .WaitAsync(TimeSpan.FromSeconds(5), Some.Stop);
        enough.Set();

        await reader;
        Assert.True(await purge);
    }

    [Fact]
    public async Task Who_writes_without_a_pause_keeps_nobody_waiting()
    {
        using var stop = new CancellationTokenSource();
        var busy = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                        await Database.WriteAsync(Count);
                })
            )
            .ToList();

        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(n => Database.WriteAsync(transaction => Add(transaction, $"{n}")))
        );

        await stop.CancelAsync();
        await Task.WhenAll(busy);
        Assert.Equal(200, (await Emails()).Count);
    }

    [Fact]
    public async Task A_write_that_keeps_something_from_its_first_run_is_shown_as_each_runs_twice()
    {
        var runs = 0;

        await Database.WriteAsync(transaction => Add(transaction, $"run{++runs}"));

        Assert.Equal(["run2@example.org"], await Emails());
    }

    [Fact]
    public async Task A_trial_keeps_no_write_waiting_and_stores_nothing()
    {
        Task<long>? other = null;

        await Database.TryAsync(async transaction =>
        {
            await Add(transaction, "tried");
            other = Database.WriteAsync(item => Add(item, "stored"));
            Assert.True(other.Wait(TimeSpan.FromSeconds(30), Some.Stop));
            return await Count(transaction);
        });

        await other!;
        Assert.Equal(["stored@example.org"], await Emails());
    }

    [Fact]
    public async Task A_write_inside_a_write_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await Database.WriteAsync(_ => Database.WriteAsync(transaction => Add(transaction, "inner")))
        );

        Assert.Empty(await Emails());
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_commit()
    {
        TestPostgres.SkipWhereWanted();

        var during = await Database.WriteAsync(async transaction =>
        {
            await Add(transaction, "first");
            return await CountElsewhere();
        });

        Assert.Equal((0, 1), (during, await CountElsewhere()));
    }

    [Fact]
    public async Task A_read_sees_one_snapshot()
    {
        var (before, after) = await Database.ReadAsync(async transaction =>
        {
            var count = await Count(transaction);
            await Database.WriteAsync(other => Add(other, "meanwhile"));
            return (count, await Count(transaction));
        });

        Assert.Equal(before, after);
        Assert.Single(await Emails());
    }

    [Fact]
    public async Task A_piece_of_a_statement_without_its_mark_is_a_value_also_where_it_is_a_constant()
    {
        const string columns = "id, email";

        Assert.Equal(
            columns,
            await Database.ReadAsync(async transaction => await transaction.One<string>($"select {columns}"))
        );
        Assert.Null(
            await Database.ReadAsync(transaction => transaction.First<long?>($"select {columns:sql} from coordinator"))
        );
    }

    [Fact]
    public async Task Every_open_has_the_same_pragmas()
    {
        TestPostgres.SkipWhereWanted();
        static async Task<(string, long, long, long)> Pragmas(Transaction transaction) =>
            (
                await transaction.One<string>("pragma journal_mode"),
                await transaction.One<long>("pragma synchronous"),
                await transaction.One<long>("pragma foreign_keys"),
                await transaction.One<long>("pragma secure_delete")
            );

        var first = await Database.WriteAsync(Pragmas);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
            await Database.WriteAsync(transaction => transaction.Execute("rollback; no such statement"))
        );
        var reopened = await Database.WriteAsync(Pragmas);

        Assert.Equal(("wal", 2, 1, 1), first);
        Assert.Equal(first, reopened);
    }

    [Fact]
    public async Task A_pragma_that_leaks_from_a_reader_cannot_make_it_write()
    {
        await Assert.ThrowsAsync<StorageException>(async () =>
            await Database.ReadAsync(transaction => Add(transaction, "reader"))
        );

        Assert.Empty(await Emails());
    }

    [Fact]
    public async Task A_change_of_nothing_commits_nothing()
    {
        TestPostgres.SkipWhereWanted();
        await Database.WriteAsync(transaction => Add(transaction, "a"));
        var (mark, size) = (await Database.ReadAsync(Mark), new FileInfo(site.StorePath + "-wal").Length);

        Assert.Equal(
            0,
            await Database.WriteAsync(transaction =>
                transaction.Execute("update coordinator set name = 'x' where id = -1")
            )
        );

        Assert.Equal((mark, size), (await Database.ReadAsync(Mark), new FileInfo(site.StorePath + "-wal").Length));
    }

    [Fact]
    public async Task A_lost_transaction_fails_the_one_that_lost_it_alone()
    {
        using var held = new Held(Database);
        var before = Database.WriteAsync(transaction => Add(transaction, "before"));
        var breaker = Database.WriteAsync<long>(async transaction =>
        {
            // As the engine does by itself on a full disk.
            await transaction.Execute("rollback;");
            throw new InvalidDataException("mine");
        });
        var after = Database.WriteAsync(transaction => Add(transaction, "after"));

        held.Go();

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidDataException>(() => breaker)).Message);
        await Task.WhenAll(before, after);
        Assert.Equal(["after@example.org", "before@example.org"], await Emails());
    }

    [Fact]
    public async Task A_broken_rule_of_the_schema_is_the_programs_own_error()
    {
        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(async () =>
            await Database.WriteAsync(transaction =>
                transaction.Execute("insert into coordinator (email, created_at) values ('a', null)")
            )
        );

        Assert.False(site.Database.Engine.IsAtFault(error));
    }

    [Fact]
    public async Task Writes_that_wait_are_done_before_the_store_closes()
    {
        var path = Path.Combine(site.Folder, "other.db");
        var other = await Database.OpenAsync(path);
        using var held = new Held(other);
        var waiting = Enumerable
            .Range(0, 300)
            .Select(n => other.WriteAsync(transaction => Add(transaction, $"{n}")))
            .ToList();

        var closing = Task.Run(other.Dispose, Some.Stop);
        held.Go();
        await closing;

        using var again = await Database.OpenAsync(path);
        Assert.Equal(300, await again.ReadAsync(Count));
        // Who waits hears of it on a thread of their own.
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Erased_text_is_in_no_file()
    {
        const string secret = "Ik kan niet meer, zei zij op maandag";
        var other = await Database.OpenAsync(Path.Combine(site.Folder, "other.db"));
        for (var n = 0; n < 50; n++)
            await other.WriteAsync(async transaction =>
                await CoordinatorTable.SetName(
                    transaction,
                    await Add(transaction, $"{n}"),
                    $"{secret} {n} {new string('x', 300)}"
                )
            );
        Assert.Contains(Files(), HoldsIt);

        await other.WriteAsync(transaction => transaction.Execute("delete from coordinator"));
        other.Dispose();

        Assert.NotEmpty(Files());
        Assert.DoesNotContain(Files(), HoldsIt);

        string[] Files() => Directory.GetFiles(site.Folder, "other.db*");
        static bool HoldsIt(string file) => File.ReadAllText(file).Contains(secret);
    }

    private static Task<long> Add(Transaction transaction, string name) =>
        CoordinatorTable.IdOf(transaction, $"{name}@example.org", Some.Start);

    private static Task<long> Count(Transaction transaction) =>
        transaction.One<long>("select count(*) from coordinator");

    private static Task<long> Mark(Transaction transaction) =>
        transaction.One<long>("select seq from sqlite_sequence where name = 'commit_mark'");

    private Task<IReadOnlyList<string>> Emails() =>
        Database.ReadAsync(transaction => transaction.All<string>("select email from coordinator order by email"));

    /// <summary>As somebody else sees the file.</summary>
    private async Task<long> CountElsewhere()
    {
        using var connection = new SqliteConnection($"Data Source={site.StorePath};Pooling=False");
        connection.Open();
        return await Count(new Transaction(new StoreConnection(connection, Database.Engine)));
    }

    /// <summary>Holds the writer, so that what is asked meanwhile waits.</summary>
    private sealed class Held : IDisposable
    {
        private readonly ManualResetEventSlim gate = new();

        public Held(Database database)
        {
            using var started = new ManualResetEventSlim();
            _ = Task.Run(() =>
                database.WriteAsync(_ =>
                {
                    started.Set();
                    gate.Wait();
                    return Task.CompletedTask;
                })
            );
            started.Wait();
        }

        public void Go() => gate.Set();

        public void Dispose() => gate.Set();
    }
}
