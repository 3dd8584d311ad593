using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
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

    /// <summary>One number for the losers' turn in one database.</summary>
    private const long LosersLock = 0x43_53_69_67_6E_61_6C_02;

    /// <summary>How long a server may be away before an unknown commit is given up.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly PostgresStore engine;
    private readonly ConcurrentBag<Statements> idle = [];
    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly Lock collecting = new();
    private volatile bool lastFailed;
    private int waiting;

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
        places.Wait();
        Interlocked.Decrement(ref waiting);
        return RunInPlace(write);
    }

    public async Task<T> RunAsync<T>(Func<Transaction, T> write)
    {
        Interlocked.Increment(ref waiting);
        await places.WaitAsync();
        Interlocked.Decrement(ref waiting);
        return await Task.Run(() => RunInPlace(write));
    }

    public void Finish() => TakeAllPlaces();

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
            Database.Quietly(connection.Dispose);
        places.Dispose();
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
            GiveBack(connection, "rollback;", takesTurn);
            result = default;
            if (mayLose && PostgresStore.IsLostToAnother(error))
                return false;
            if (error is StorageException)
                throw;
            if (engine.IsAtFault(error))
                throw engine.Explain(error);
            throw transaction.AtItem(error);
        }

        GiveBack(connection, "", takesTurn);
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
                // Before the transaction begins, so that its snapshot is taken in turn.
                if (takesTurn)
                    transaction.First<string>("select cast(pg_advisory_lock(@LosersLock) as text)", new { LosersLock });
                transaction.Execute(engine.BeginWriting);
                return connection;
            }
            catch (Exception error)
            {
                Database.Quietly(connection.Dispose);
                if (!engine.IsAtFault(error))
                    throw;
                if (!isIdle || error is PostgresException { SqlState: "55P03" })
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
        // Null when nothing was written.
        var number = transaction.First<string>("select cast(pg_current_xact_id_if_assigned() as text)");
        var began = Stopwatch.GetTimestamp();
        try
        {
            transaction.Execute("commit;");
            Committed?.Invoke(Stopwatch.GetElapsedTime(began));
        }
        catch (Exception error)
            when (number is not null && engine.IsAtFault(error) && !PostgresStore.IsLostToAnother(error))
        {
            if (!WasCommitted(number))
                throw;
        }
    }

    private bool WasCommitted(string number)
    {
        using var never = new ManualResetEventSlim();
        for (var began = Stopwatch.GetTimestamp(); ; never.Wait(BetweenLooks))
        {
            var isTooLate = Stopwatch.GetElapsedTime(began) >= LongestAway;
            try
            {
                using var connection = engine.OpenReader();
                var status = new Transaction(connection).First<string>(
                    "select pg_xact_status(cast(@number as xid8))",
                    new { number }
                );
                // The old connection's process may still be ending.
                if (status != "in progress")
                    return status == "committed";
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

    private void GiveBack(Statements connection, string end, bool hasTurn)
    {
        try
        {
            var transaction = new Transaction(connection);
            if (end.Length > 0)
                transaction.Execute(end);
            if (hasTurn)
                transaction.First<string>("select cast(pg_advisory_unlock_all() as text)");
            idle.Add(connection);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            Database.Quietly(connection.Dispose);
        }
    }
}
