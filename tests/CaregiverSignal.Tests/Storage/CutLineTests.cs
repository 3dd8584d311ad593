using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using Npgsql;

namespace CaregiverSignal.Tests.Storage;

/// <summary>A store on a server behind a network that is cut, and a server that falls in the middle of a commit.</summary>
public sealed class CutLineTests : IAsyncLifetime
{
    /// <summary>Shorter than as shipped, so that a test does not wait so long; one test takes it as it is.</summary>
    private const string Quick = ";Command Timeout=4;Timeout=4;Keepalive=1";

    /// <summary>How a message begins that ends a connection, as those that a start needed are.</summary>
    private const byte Goodbye = (byte)'X';

    private readonly TestPostgres server = new();
    private CutLine line = null!;

    public ValueTask InitializeAsync()
    {
        line = new CutLine(server.Socket);
        server.Create("store", "template0");
        using var direct = Database.Open(new PostgresStore(server.ConnectionTo("store")));
        direct.Write(transaction => transaction.Execute("create table note (text text not null)"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await line.DisposeAsync();
        server.Dispose();
    }

    [LargeFact]
    public void A_server_that_says_nothing_on_an_encrypted_connection_is_told_as_one_that_says_nothing()
    {
        var error = new NpgsqlException(
            "Exception while performing SSL handshake",
            new IOException("", new SocketException((int)SocketError.TimedOut))
        );

        Assert.EndsWith(
            ": no answer in time.",
            new PostgresStore(server.ConnectionTo("store")).Explain(error).Message,
            StringComparison.Ordinal
        );
    }

    [LargeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_commit_whose_answer_is_lost_is_asked_after_and_counts_once(bool isSilent)
    {
        using var database = Open(Quick);
        var lost = 0;
        line.FromServer = said =>
        {
            if (!Says(said, "COMMIT\0") || Interlocked.Increment(ref lost) > 1)
                return Passing.On;
            return isSilent ? Passing.Silent : Passing.Closed;
        };

        database.Write(transaction => Note(transaction, "once"));

        Assert.True(lost >= 1);
        Assert.Equal(["once"], Notes(database));
        Assert.False(database.LastWriteFailed);
    }

    /// <remarks>
    /// Without a mark its number says that it was committed: it is another's by then. The server may have written the
    /// number down before it fell, and then nobody gets it again; so it falls until one is given again.
    /// </remarks>
    [LargeFact]
    public void A_commit_that_a_crash_undid_is_not_taken_for_another_with_its_number()
    {
        var isGivenAgain = false;
        for (var fall = 0; fall < 15 && !isGivenAgain; fall++)
        {
            using var database = Open(Quick);
            var (number, next) = (0L, 0L);
            line.FromClient = said =>
            {
                if (!Says(said, "commit;") || Interlocked.Read(ref number) == 0)
                    return Passing.On;
                line.FromClient = null;
                // Who asks after the commit gets through when its number is another's.
                line.Pull();
                server.Kill();
                server.Start();
                next = NumberOfANewWrite();
                line.PlugIn();
                return Passing.Closed;
            };

            Assert.Throws<StorageException>(() =>
                database.Write(transaction =>
                {
                    Note(transaction, "undone");
                    Interlocked.Exchange(
                        ref number,
                        transaction.One<long>("select cast(cast(pg_current_xact_id() as text) as bigint)")
                    );
                })
            );

            Assert.Null(line.Fault);
            Assert.True(next > 0);
            Assert.DoesNotContain("undone", Notes(database));
            database.Write(transaction => Note(transaction, "later"));
            Assert.Contains("later", Notes(database));
            isGivenAgain = next == number;
        }

        Assert.True(isGivenAgain, "The server gave no number twice.");
    }

    [LargeFact]
    public void A_line_that_is_pulled_is_noticed_and_used_again_when_it_is_back()
    {
        using var database = Open(Quick);
        for (var reader = 0; reader < 3; reader++)
            Assert.Empty(Notes(database));
        line.Pull();

        Assert.Throws<StorageException>(() => Notes(database));
        Assert.Throws<StorageException>(() => database.Write(transaction => Note(transaction, "lost")));

        line.PlugIn();
        database.Write(transaction => Note(transaction, "there"));
        Assert.Contains("there", Notes(database));
    }

    [LargeFact]
    public void A_pulled_line_is_noticed_before_another_takes_the_lead()
    {
        using var database = Open("");
        Notes(database);
        line.Pull();

        var watch = Stopwatch.StartNew();
        Assert.Throws<StorageException>(() => database.Write(transaction => Note(transaction, "lost")));
        TestContext.Current.TestOutputHelper?.WriteLine($"noticed after {watch.Elapsed.TotalSeconds:0.0} s");

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(5), Lead.LongestStill);
    }

    [LargeFact]
    public void A_server_that_falls_while_a_connection_is_made_ready_is_one_that_cannot_be_reached()
    {
        using var database = Open(Quick);
        // The connection that is there breaks, and so does the next.
        var said = 0;
        line.FromClient = words =>
            (words[0] != Goodbye && Interlocked.Increment(ref said) == 1) || Says(words, "set jit = off")
                ? Passing.Closed
                : Passing.On;

        Assert.Throws<StorageException>(() => database.Write(transaction => Note(transaction, "lost")));
        Assert.Throws<StorageException>(() => Notes(database));

        line.FromClient = null;
        database.Write(transaction => Note(transaction, "there"));
        Assert.Equal(["there"], Notes(database));
    }

    [LargeFact]
    public async Task However_many_read_at_once_the_server_sees_no_more_connections_than_the_store_may_have()
    {
        using var database = Open("");
        var most = database.Engine.MostReaders!.Value;
        const string Count = """
            select count(*) from pg_stat_activity where application_name = 'caregiversignal' and datname = 'store'
            """;

        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, 3 * most)
                .Select(_ =>
                    Task.Factory.StartNew(
                        () => database.Read(transaction => transaction.One<long>(Count)),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );

        // One more writes.
        Assert.All(counts, count => Assert.InRange(count, 1, most + 1));
    }

    [LargeFact]
    public async Task Who_gets_no_connection_is_told_so()
    {
        using var database = Open("");
        var most = database.Engine.MostReaders!.Value;
        using var inUse = new CountdownEvent(most);
        using var over = new ManualResetEventSlim();
        var readers = Enumerable
            .Range(0, most)
            .Select(_ =>
                Task.Factory.StartNew(
                    () =>
                        database.Read(_ =>
                        {
                            inUse.Signal();
                            over.Wait();
                            return 0;
                        }),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToList();
        inUse.Wait(TestContext.Current.CancellationToken);

        var refused = Assert.Throws<StorageException>(() => Notes(database));
        over.Set();
        await Task.WhenAll(readers);

        Assert.EndsWith(
            $"all {most} connections for reading were in use for 10 seconds.",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Notes(database));
    }

    [LargeFact]
    public void While_one_that_lost_has_its_turn_all_others_write()
    {
        using var database = Open("");
        using var other = new NpgsqlConnection(server.ConnectionTo("store") + ";Pooling=false");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText =
            "begin isolation level serializable; lock table commit_mark in share update exclusive mode;";
        command.ExecuteNonQuery();

        database.Write(transaction => Note(transaction, "meanwhile"));
        database.Write(ProbeTable.Touch);

        Assert.Equal(["meanwhile"], Notes(database));
    }

    private Database Open(string more) =>
        Database.Open(
            new PostgresStore(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Host=127.0.0.1;Port={line.Port};Database=store;Username=postgres{more}"
                )
            )
        );

    /// <summary>Another's write, that is committed.</summary>
    private long NumberOfANewWrite()
    {
        using var connection = new NpgsqlConnection(server.ConnectionTo("store") + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "insert into note (text) values ('another''s') returning cast(cast(pg_current_xact_id() as text) as bigint)";
        return (long)command.ExecuteScalar()!;
    }

    private static void Note(Transaction transaction, string text) =>
        transaction.Execute("insert into note (text) values (@text)", new { text });

    private static IReadOnlyList<string> Notes(Database database) =>
        database.Read(transaction => transaction.All<string>("select text from note order by text"));

    private static bool Says(byte[] said, string text) =>
        Encoding.Latin1.GetString(said).Contains(text, StringComparison.Ordinal);
}
