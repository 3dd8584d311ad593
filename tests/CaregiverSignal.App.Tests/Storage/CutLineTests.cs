using System.Diagnostics;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// A store on a server behind a network that is cut, and a server that falls in the middle of a commit.
/// </summary>
public sealed class CutLineTests : IAsyncLifetime
{
    /// <summary>Shorter than as shipped, so that a test does not wait so long; one test takes it as it is.</summary>
    private const string Quick = ";Command Timeout=4;Timeout=4;Keepalive=1";

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

    /// <summary>Whoever is told that it failed does it again, and finds what is there.</summary>
    [LargeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_commit_whose_answer_is_lost_is_told_as_one_that_failed_and_the_next_goes_on(bool isSilent)
    {
        using var database = Open(Quick);
        var lost = 0;
        line.FromServer = said =>
        {
            if (!Says(said, "COMMIT\0") || Interlocked.Increment(ref lost) > 1)
                return Passing.On;
            return isSilent ? Passing.Silent : Passing.Closed;
        };

        Assert.Throws<StorageException>(() => database.Write(transaction => Note(transaction, "perhaps")));
        Assert.True(database.LastWriteFailed);

        database.Write(transaction => Note(transaction, "later"));
        Assert.Equal(["later", "perhaps"], Notes(database));
        Assert.False(database.LastWriteFailed);
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
    public void A_pulled_line_is_noticed_before_another_runs_the_jobs()
    {
        using var database = Open("");
        Notes(database);
        line.Pull();

        var watch = Stopwatch.StartNew();
        Assert.Throws<StorageException>(() => database.Write(transaction => Note(transaction, "lost")));
        TestContext.Current.TestOutputHelper?.WriteLine($"noticed after {watch.Elapsed.TotalSeconds:0.0} s");

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(5), RunnerLock.LongestSilence);
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
        inUse.Wait(Some.Stop);

        var refused = Assert.Throws<StorageException>(() => Notes(database));
        over.Set();
        await Task.WhenAll(readers);

        Assert.Ends($"all {most} connections for reading were in use for 10 seconds.", refused.Message);
        Assert.Empty(Notes(database));
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

    private static void Note(Transaction transaction, string text) =>
        transaction.Execute("insert into note (text) values (@text)", new { text });

    private static IReadOnlyList<string> Notes(Database database) =>
        database.Read(transaction => transaction.All<string>("select text from note order by text"));

    private static bool Says(byte[] said, string text) => Encoding.Latin1.GetString(said).Contains(text);
}
