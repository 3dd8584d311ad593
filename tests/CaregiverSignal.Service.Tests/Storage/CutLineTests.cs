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

    public async ValueTask InitializeAsync()
    {
        line = new CutLine(server.Socket);
        server.Create("store", "template0");
        using var direct = await Database.OpenAsync(new PostgresStore(server.ConnectionTo("store")));
        await direct.WriteAsync(transaction => transaction.Execute("create table note (text text not null)"));
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
    public async Task A_commit_whose_answer_is_lost_is_told_as_one_that_failed_and_the_next_goes_on(bool isSilent)
    {
        using var database = await Open(Quick);
        var lost = 0;
        line.FromServer = said =>
        {
            if (!Says(said, "COMMIT\0") || Interlocked.Increment(ref lost) > 1)
                return Passing.On;
            return isSilent ? Passing.Silent : Passing.Closed;
        };

        await Assert.ThrowsAsync<StorageException>(() =>
            database.WriteAsync(transaction => Note(transaction, "perhaps"))
        );
        Assert.True(database.LastWriteFailed);

        await database.WriteAsync(transaction => Note(transaction, "later"));
        Assert.Equal(["later", "perhaps"], await Notes(database));
        Assert.False(database.LastWriteFailed);
    }

    [LargeFact]
    public async Task A_line_that_is_pulled_is_noticed_and_used_again_when_it_is_back()
    {
        using var database = await Open(Quick);
        for (var reader = 0; reader < 3; reader++)
            Assert.Empty(await Notes(database));
        line.Pull();

        await Assert.ThrowsAsync<StorageException>(async () => await Notes(database));
        await Assert.ThrowsAsync<StorageException>(() => database.WriteAsync(transaction => Note(transaction, "lost")));

        line.PlugIn();
        await database.WriteAsync(transaction => Note(transaction, "there"));
        Assert.Contains("there", await Notes(database));
    }

    [LargeFact]
    public async Task A_pulled_line_is_noticed_before_another_runs_the_jobs()
    {
        using var database = await Open("");
        await Notes(database);
        line.Pull();

        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<StorageException>(() => database.WriteAsync(transaction => Note(transaction, "lost")));
        TestContext.Current.TestOutputHelper?.WriteLine($"noticed after {watch.Elapsed.TotalSeconds:0.0} s");

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(5), RunnerLock.LongestSilence);
    }

    [LargeFact]
    public async Task Who_gets_no_connection_is_told_so()
    {
        using var database = await Open("");
        var most = database.Engine.MostReaders!.Value;
        using var inUse = new CountdownEvent(most);
        using var over = new ManualResetEventSlim();
        var readers = Enumerable
            .Range(0, most)
            .Select(_ =>
                Task.Run(() =>
                    database.ReadAsync(_ =>
                    {
                        inUse.Signal();
                        over.Wait();
                        return Task.FromResult(0);
                    })
                )
            )
            .ToList();
        inUse.Wait(Some.Stop);

        var refused = await Assert.ThrowsAsync<StorageException>(async () => await Notes(database));
        over.Set();
        await Task.WhenAll(readers);

        Assert.Ends($"all {most} connections for reading were in use for 10 seconds.", refused.Message);
        Assert.Empty(await Notes(database));
    }

    private Task<Database> Open(string more) =>
        Database.OpenAsync(
            new PostgresStore(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Host=127.0.0.1;Port={line.Port};Database=store;Username=postgres{more}"
                )
            )
        );

    private static Task Note(Transaction transaction, string text) =>
        transaction.Execute("insert into note (text) values (@text)", new { text });

    private static Task<IReadOnlyList<string>> Notes(Database database) =>
        database.ReadAsync(transaction => transaction.All<string>("select text from note order by text"));

    private static bool Says(byte[] said, string text) => Encoding.Latin1.GetString(said).Contains(text);
}
