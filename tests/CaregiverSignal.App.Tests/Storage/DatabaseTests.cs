using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Storage;

public sealed class DatabaseTests() : AtASite()
{
    private Database Database => site.Database;

    [Fact]
    public void What_a_read_asks_twice_it_reads_once_and_a_write_sees_what_it_wrote()
    {
        var (sent, name) = (0, "team");
        site.Database.Engine.Sent += (_, _) => sent++;

        site.Read(transaction =>
        {
            var before = sent;
            Assert.Equal(0, Count(transaction));
            Assert.Equal(0, Count(transaction));
            Assert.Empty(transaction.All<long>($"select id from team where name = {name}"));
            Assert.Equal(before + 2, sent);
            return true;
        });
        site.Write(transaction =>
        {
            Assert.Equal(0, Count(transaction));
            transaction.Execute($"insert into team (name, made_at) values ({name}, {site.Time.Now})");
            Assert.Equal(1, Count(transaction));
        });

        Assert.Equal(1, site.Read(Count));

        long Count(Transaction transaction) =>
            transaction.First<long>($"select count(*) from team where name = {name}");
    }

    /// <summary>Otherwise nothing would store it from then on.</summary>
    [Fact]
    public void What_a_write_settles_is_settled_once_it_is_stored()
    {
        const string fact = "is there for good";
        bool IsSettled() => site.Database.Write(transaction => transaction.IsSettled(fact));

        Assert.Throws<InvalidDataException>(() =>
            site.Write(transaction =>
            {
                transaction.Settle([fact]);
                throw new InvalidDataException();
            })
        );
        Assert.False(IsSettled());
        site.Write(transaction => transaction.Settle([fact]));
        Assert.True(IsSettled());
    }

    [Fact]
    public async Task A_closure_that_throws_stores_nothing_and_those_who_waited_with_it_are_kept()
    {
        using var held = new Held(Database);
        var before = Database.WriteAsync(transaction => Add(transaction, "before"));
        var thrower = Database.WriteAsync<long>(transaction =>
            throw new InvalidDataException($"{Add(transaction, "x")}")
        );
        var after = Database.WriteAsync(transaction => Add(transaction, "after"));

        held.Go();

        await Assert.ThrowsAsync<InvalidDataException>(() => thrower);
        await Task.WhenAll(before, after);
        Assert.Equal(["after@example.org", "before@example.org"], Emails());
    }

    [Fact]
    public async Task Writes_run_in_the_order_in_which_they_were_asked_for()
    {
        using var held = new Held(Database);
        var ran = new List<int>();
        var waiting = Enumerable
            .Range(0, 200)
            .Select(n => Database.WriteAsync(transaction => transaction.Afterwards(() => ran.Add(n))))
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
        Database.Write(transaction => Add(transaction, "first"));
        var reader = Task.Run(
            () =>
                Database.Read(transaction =>
                {
                    var count = Count(transaction);
                    reading.Set();
                    enough.Wait();
                    return count;
                }),
            Some.Stop
        );
        reading.Wait(Some.Stop);
        await Database.WriteAsync(transaction => Add(transaction, "second"));
        var purge = Task.Run(Database.Engine.PurgeDeleted, Some.Stop);

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
                Task.Factory.StartNew(
                    () =>
                    {
                        while (!stop.IsCancellationRequested)
                            Database.Write(Count);
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToList();

        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(n => Database.WriteAsync(transaction => Add(transaction, $"{n}")))
        );

        await stop.CancelAsync();
        await Task.WhenAll(busy);
        Assert.Equal(200, Emails().Count);
    }

    [Fact]
    public void A_write_that_keeps_something_from_its_first_run_is_shown_as_each_runs_twice()
    {
        var runs = 0;

        Database.Write(transaction => Add(transaction, $"run{++runs}"));

        Assert.Equal(["run2@example.org"], Emails());
    }

    [Fact]
    public async Task A_trial_keeps_no_write_waiting_and_stores_nothing()
    {
        Task<long>? other = null;

        Database.Try(transaction =>
        {
            Add(transaction, "tried");
            other = Database.WriteAsync(item => Add(item, "stored"));
            Assert.True(other.Wait(TimeSpan.FromSeconds(30), Some.Stop));
            return Count(transaction);
        });

        await other!;
        Assert.Equal(["stored@example.org"], Emails());
    }

    [Fact]
    public void A_write_inside_a_write_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() =>
            Database.Write(_ => Database.Write(transaction => Add(transaction, "inner")))
        );

        Assert.Empty(Emails());
    }

    [Fact]
    public void Nobody_is_answered_before_the_commit()
    {
        TestPostgres.SkipWhereWanted();

        var during = Database.Write(transaction =>
        {
            Add(transaction, "first");
            return CountElsewhere();
        });

        Assert.Equal((0, 1), (during, CountElsewhere()));
    }

    [Fact]
    public void A_read_sees_one_snapshot()
    {
        var (before, after) = Database.Read(transaction =>
        {
            var count = Count(transaction);
            Database.Write(other => Add(other, "meanwhile"));
            return (count, Count(transaction));
        });

        Assert.Equal(before, after);
        Assert.Single(Emails());
    }

    [Fact]
    public void A_piece_of_a_statement_without_its_mark_is_a_value_also_where_it_is_a_constant()
    {
        const string columns = "id, email";

        Assert.Equal(columns, Database.Read(transaction => transaction.One<string>($"select {columns}")));
        Assert.Null(Database.Read(transaction => transaction.First<long?>($"select {columns:sql} from coordinator")));
    }

    [Fact]
    public void Every_open_has_the_same_pragmas()
    {
        TestPostgres.SkipWhereWanted();
        static (string, long, long, long) Pragmas(Transaction transaction) =>
            (
                transaction.One<string>("pragma journal_mode"),
                transaction.One<long>("pragma synchronous"),
                transaction.One<long>("pragma foreign_keys"),
                transaction.One<long>("pragma secure_delete")
            );

        var first = Database.Write(Pragmas);
        Assert.ThrowsAny<Exception>(() =>
            Database.Write(transaction => transaction.Execute("rollback; no such statement"))
        );
        var reopened = Database.Write(Pragmas);

        Assert.Equal(("wal", 2, 1, 1), first);
        Assert.Equal(first, reopened);
    }

    [Fact]
    public void A_pragma_that_leaks_from_a_reader_cannot_make_it_write()
    {
        Assert.Throws<StorageException>(() => Database.Read(transaction => Add(transaction, "reader")));

        Assert.Empty(Emails());
    }

    [Fact]
    public void A_change_of_nothing_commits_nothing()
    {
        TestPostgres.SkipWhereWanted();
        Database.Write(transaction => Add(transaction, "a"));
        var (mark, size) = (Database.Read(Mark), new FileInfo(site.StorePath + "-wal").Length);

        Assert.Equal(
            0,
            Database.Write(transaction => transaction.Execute("update coordinator set name = 'x' where id = -1"))
        );

        Assert.Equal((mark, size), (Database.Read(Mark), new FileInfo(site.StorePath + "-wal").Length));
    }

    [Fact]
    public async Task A_lost_transaction_fails_the_one_that_lost_it_alone()
    {
        using var held = new Held(Database);
        var before = Database.WriteAsync(transaction => Add(transaction, "before"));
        var breaker = Database.WriteAsync<long>(transaction =>
        {
            // As the engine does by itself on a full disk.
            transaction.Execute("rollback;");
            throw new InvalidDataException("mine");
        });
        var after = Database.WriteAsync(transaction => Add(transaction, "after"));

        held.Go();

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidDataException>(() => breaker)).Message);
        await Task.WhenAll(before, after);
        Assert.Equal(["after@example.org", "before@example.org"], Emails());
    }

    [Fact]
    public void A_broken_rule_of_the_schema_is_the_programs_own_error()
    {
        var error = Assert.ThrowsAny<System.Data.Common.DbException>(() =>
            Database.Write(transaction =>
                transaction.Execute("insert into coordinator (email, created_at) values ('a', null)")
            )
        );

        Assert.False(site.Database.Engine.IsAtFault(error));
    }

    [Fact]
    public async Task Writes_that_wait_are_done_before_the_store_closes()
    {
        var path = Path.Combine(site.Folder, "other.db");
        var other = Database.Open(path);
        using var held = new Held(other);
        var waiting = Enumerable
            .Range(0, 300)
            .Select(n => other.WriteAsync(transaction => Add(transaction, $"{n}")))
            .ToList();

        var closing = Task.Run(other.Dispose, Some.Stop);
        held.Go();
        await closing;

        using var again = Database.Open(path);
        Assert.Equal(300, again.Read(Count));
        // Who waits hears of it on a thread of their own.
        await Task.WhenAll(waiting);
    }

    [Fact]
    public void Erased_text_is_in_no_file()
    {
        const string secret = "Ik kan niet meer, zei zij op maandag";
        var other = Database.Open(Path.Combine(site.Folder, "other.db"));
        for (var n = 0; n < 50; n++)
            other.Write(transaction =>
                CoordinatorTable.SetName(transaction, Add(transaction, $"{n}"), $"{secret} {n} {new string('x', 300)}")
            );
        Assert.Contains(Files(), HoldsIt);

        other.Write(transaction => transaction.Execute("delete from coordinator"));
        other.Dispose();

        Assert.NotEmpty(Files());
        Assert.DoesNotContain(Files(), HoldsIt);

        string[] Files() => Directory.GetFiles(site.Folder, "other.db*");
        static bool HoldsIt(string file) => File.ReadAllText(file).Contains(secret);
    }

    private static long Add(Transaction transaction, string name) =>
        CoordinatorTable.IdOf(transaction, $"{name}@example.org", Some.Start);

    private static long Count(Transaction transaction) => transaction.One<long>("select count(*) from coordinator");

    private static long Mark(Transaction transaction) =>
        transaction.One<long>("select seq from sqlite_sequence where name = 'commit_mark'");

    private IReadOnlyList<string> Emails() =>
        Database.Read(transaction => transaction.All<string>("select email from coordinator order by email"));

    /// <summary>As somebody else sees the file.</summary>
    private long CountElsewhere()
    {
        using var connection = new SqliteConnection($"Data Source={site.StorePath};Pooling=False");
        connection.Open();
        return Count(new Transaction(new Statements(connection, Database.Engine)));
    }

    /// <summary>Holds the writer, so that what is asked meanwhile waits.</summary>
    private sealed class Held : IDisposable
    {
        private readonly ManualResetEventSlim gate = new();

        public Held(Database database)
        {
            using var started = new ManualResetEventSlim();
            _ = Task.Run(() =>
                database.Write(_ =>
                {
                    started.Set();
                    gate.Wait();
                })
            );
            started.Wait();
        }

        public void Go() => gate.Set();

        public void Dispose() => gate.Set();
    }
}
