using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace CaregiverSignal.Storage;

/// <summary>
/// Writes for PostgreSQL: each in a serializable transaction of its own, several beside one another, and run again when
/// one loses to another.
/// </summary>
/// <remarks>
/// Serializable means that whatever they read and write, the outcome is one that they could have had one after another
/// (PostgreSQL 15, 13.2.3): what the functions decide on what they read still holds when it is stored.
/// </remarks>
internal sealed class SerializableWrites : IWrites
{
    /// <summary>More at once than this on a few cores only lose to one another more often.</summary>
    private const int MostAtOnce = 8;

    /// <summary>After so many losses a write runs while no other of this program does.</summary>
    private const int FreeTries = 3;

    private const int MostTries = 12;

    /// <summary>
    /// One loser at a time holds this lock, and lets all others write. It is taken before the transaction's snapshot,
    /// as only this statement can be (PostgreSQL 15, LOCK), and ends with the transaction, also that of a program that
    /// is paused.
    /// </summary>
    private const string TakeTurn = "lock table commit_mark in share update exclusive mode;";

    /// <summary>
    /// The mark of this write, and the number of its transaction; no row when nothing was written. Marks begin with the
    /// server's instant.
    /// </summary>
    private const string Mark = $"""
        insert into write_mark (id)
        select {Instant} || @random
        where pg_current_xact_id_if_assigned() is not null
        returning id, cast(pg_current_xact_id() as text) as number
        """;

    private const string ForgetMarks = $"""
        delete from write_mark
        where id < {HourAgo}
        """;

    private const string Instant = """
        to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z "')
        """;

    private const string HourAgo = """
        to_char((clock_timestamp() - interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z "')
        """;

    /// <summary>After so many writes the marks of an hour ago are deleted.</summary>
    private const int BetweenForgetting = 1000;

    /// <summary>No page should keep its visitor waiting for longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>How long a server may be away before an unknown commit is given up.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly PostgresStore engine;
    private readonly ConcurrentBag<Statements> idle = [];
    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly Lock collecting = new();
    private volatile bool lastFailed;
    private int waiting;
    private int written;

    public SerializableWrites(PostgresStore engine, Statements first)
    {
        this.engine = engine;
        idle.Add(first);
    }

    public bool LastFailed => lastFailed;

    public int Waiting => Volatile.Read(ref waiting);

    public Action<TimeSpan>? Committed { private get; set; }

    public T Run<T>(Func<Transaction, T> write)
    {
        Interlocked.Increment(ref waiting);
        var hasPlace = places.Wait(LongestWait);
        Interlocked.Decrement(ref waiting);
        if (!hasPlace)
            throw NoPlace();
        return RunInPlace(write);
    }

    public async Task<T> RunAsync<T>(Func<Transaction, T> write)
    {
        Interlocked.Increment(ref waiting);
        var hasPlace = await places.WaitAsync(LongestWait);
        Interlocked.Decrement(ref waiting);
        if (!hasPlace)
            throw NoPlace();
        return await Task.Run(() => RunInPlace(write));
    }

    public void Finish() => TakeAllPlaces();

    public void Dispose()
    {
        Database.DropIdle(idle);
        places.Dispose();
    }

    private StorageException NoPlace()
    {
        lastFailed = true;
        return new StorageException(
            $"{engine.Name}: all {MostAtOnce} connections for writing were in use for {LongestWait.TotalSeconds:0} seconds."
        );
    }

    private T RunInPlace<T>(Func<Transaction, T> write)
    {
        try
        {
            var result = TryBesideOthers(write, out var stored) ? stored : RunAlone(write);
            lastFailed = false;
            return result!;
        }
        catch (StorageException)
        {
            lastFailed = true;
            throw;
        }
    }

    /// <summary>Runs a write in the place that it has, and gives the place back.</summary>
    private bool TryBesideOthers<T>(Func<Transaction, T> write, out T? result)
    {
        result = default;
        try
        {
            for (var tries = 1; tries <= FreeTries; tries++)
            {
                if (TryOnce(write, takesTurn: false, mayLose: true, out result))
                    return true;
            }

            return false;
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Runs a loser while no other write of this program runs, so that only another program can win.</summary>
    private T RunAlone<T>(Func<Transaction, T> write)
    {
        TakeAllPlaces();
        try
        {
            for (var tries = FreeTries + 1; ; tries++)
            {
                if (TryOnce(write, takesTurn: true, mayLose: tries < MostTries, out var result))
                    return result!;
            }
        }
        finally
        {
            places.Release(MostAtOnce);
        }
    }

    private void TakeAllPlaces()
    {
        // One at a time, or two would wait for one another's places.
        lock (collecting)
        {
            for (var place = 0; place < MostAtOnce; place++)
                places.Wait();
        }
    }

    /// <returns>False when the transaction lost to another.</returns>
    private bool TryOnce<T>(Func<Transaction, T> write, bool takesTurn, bool mayLose, out T? result)
    {
        var connection = Begin(takesTurn);
        var transaction = new Transaction(connection);
        try
        {
            result = write(transaction);
            Commit(transaction);
        }
        catch (Exception error)
        {
            GiveBack(connection, "rollback;");
            result = default;
            if (mayLose && PostgresStore.IsLostToAnother(error))
                return false;
            if (error is StorageException)
                throw;
            if (engine.IsAtFault(error))
                throw engine.Explain(error);
            throw transaction.AtItem(error);
        }

        GiveBack(connection, Interlocked.Increment(ref written) % BetweenForgetting == 0 ? ForgetMarks : "");
        return true;
    }

    /// <summary>A connection in a new transaction; one that the server has dropped meanwhile is replaced.</summary>
    private Statements Begin(bool takesTurn)
    {
        while (true)
        {
            var isIdle = idle.TryTake(out var connection);
            connection ??= engine.OpenWriter();
            try
            {
                var transaction = new Transaction(connection);
                transaction.Execute(engine.BeginWriting);
                if (takesTurn)
                    transaction.Execute(TakeTurn);
                return connection;
            }
            catch (Exception error)
            {
                Database.Quietly(connection.Dispose);
                if (!engine.IsAtFault(error))
                    throw;
                Database.DropIdle(idle);
                if (!isIdle || !engine.IsOfTheConnection(error))
                    throw engine.Explain(error);
            }
        }
    }

    /// <summary>
    /// Commits. When no answer comes, a new connection asks what became of the transaction: a commit whose answer was
    /// lost may be durable.
    /// </summary>
    private void Commit(Transaction transaction)
    {
        var mark = transaction.First<WriteMark>(Mark, new { random = RandomNumberGenerator.GetHexString(16) });
        var began = Stopwatch.GetTimestamp();
        try
        {
            transaction.Execute("commit;");
            Committed?.Invoke(Stopwatch.GetElapsedTime(began));
        }
        catch (Exception error)
            when (mark is not null && engine.IsAtFault(error) && !PostgresStore.IsLostToAnother(error))
        {
            if (!WasCommitted(mark))
                throw;
        }
    }

    /// <remarks>
    /// The number says when the transaction has ended, and the mark how: the number of one that a crash undid is given
    /// again, and then another's.
    /// </remarks>
    private bool WasCommitted(WriteMark mark)
    {
        using var never = new ManualResetEventSlim();
        for (var began = Stopwatch.GetTimestamp(); ; never.Wait(BetweenLooks))
        {
            var isTooLate = Stopwatch.GetElapsedTime(began) >= LongestAway;
            try
            {
                using var connection = engine.OpenReader();
                var transaction = new Transaction(connection);
                var status = transaction.First<string>("select pg_xact_status(cast(@Number as xid8))", mark);
                // The old connection's process may still be ending.
                if (status != "in progress")
                    return transaction.First<string>("select id from write_mark where id = @Id", mark) is not null;
            }
            catch (PostgresException unknown) when (unknown.SqlState == "22023")
            {
                // The server crashed before it wrote the number down, and so the commit.
                return false;
            }
            catch (Exception error) when (!isTooLate && engine.IsAtFault(error))
            {
                // The server is starting again.
            }
            catch (StorageException) when (!isTooLate)
            {
                // Nor can it be reached.
            }

            if (isTooLate)
                throw new StorageException(
                    $"{engine.Name}: went away in the middle of a write; what it has is unknown."
                );
        }
    }

    private void GiveBack(Statements connection, string end)
    {
        try
        {
            var transaction = new Transaction(connection);
            if (end.Length > 0)
                transaction.Execute(end);
            idle.Add(connection);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            Database.Quietly(connection.Dispose);
        }
    }

    private sealed record WriteMark
    {
        public string Id { get; init; } = "";

        public string Number { get; init; } = "";
    }
}
