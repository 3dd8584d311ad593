using System.Data.Common;
using System.Diagnostics;

namespace CaregiverSignal.Storage;

/// <summary>The write connection: one write at a time, each with its own durable commit; others wait
/// asynchronously.</summary>
/// <remarks>For all threads at once.</remarks>
internal sealed class Writer(StoreEngine engine, WriteFault fault, StoreConnection first) : IDisposable
{
    /// <summary>The longest a page should keep its visitor waiting; an import may take as long.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);
    private StoreConnection? idle = first;
    private bool isClosed;

    /// <summary>The longest a write waits for its turn.</summary>
    public TimeSpan Patience { get; init; } = LongestWait;

    /// <param name="stop">Ends the wait for a turn, never a write that has begun.</param>
    /// <exception cref="StorageException">Nothing was stored, or it is unknown whether the commit
    /// succeeded.</exception>
    public async Task<T> RunAsync<T>(Func<Transaction, Task<T>> write, CancellationToken stop = default)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        // After a stop is requested, a write that need not wait still runs, such as a message's outcome.
        if (!turn.Wait(TimeSpan.Zero, CancellationToken.None) && !await turn.WaitAsync(Patience, stop))
        {
            fault.IsLast = true;
            throw new StorageException(
                $"{engine.Name}: others wrote for {Patience.TotalSeconds:0} seconds, and this one had no turn."
            );
        }

        try
        {
            return await RunInTurnAsync(write);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops once all waiting writes are done.</summary>
    public void Dispose()
    {
        if (isClosed)
            return;
        isClosed = true;
        if (turn.Wait(LongestWait) && idle is not null)
            Database.Quietly(idle.Dispose);
        idle = null;
    }

    /// <remarks>Retries if nothing has begun: an idle connection may be dead, and another program may be writing. Also
    /// retries once if the commit left nothing: a half-written log would be seen by whoever opens the file next, and
    /// the retry overwrites it.</remarks>
    private async Task<T> RunInTurnAsync<T>(Func<Transaction, Task<T>> write)
    {
        for (var (since, wasLost) = (Stopwatch.GetTimestamp(), false); ; )
        {
            var (connection, isIdle) = (idle, idle is not null);
            idle = null;
            Transaction? begun = null;
            var isKept = false;
            try
            {
                connection ??= await engine.OpenWriterAsync();
                var transaction = new Transaction(connection);
                await engine.BeginWritingAsync(connection);
                begun = transaction;
                var result = await write(transaction);
                if (connection.HasFailed)
                    throw new InvalidOperationException("A statement failed, and the write went on.");
                if (await engine.CommitAsync(connection))
                    fault.IsLast = false;
                isKept = true;
                foreach (var act in transaction.TakeAfterwards())
                    act();
                return result;
            }
            catch (LostCommitException) when (!wasLost)
            {
                wasLost = true;
            }
            catch (Exception error) when (begun is null && IsOfTheStore(error) && MayBegin(error, isIdle, since)) { }
            catch (Exception error) when (IsOfTheStore(error))
            {
                fault.IsLast = true;
                throw engine.Explain(error);
            }
            catch (Exception error) when (begun?.HasItem == true)
            {
                throw begun.AtItem(error);
            }
            finally
            {
                if (connection is not null)
                    idle = isKept || (begun is not null && await IsRolledBackAsync(connection)) ? connection : null;
                if (connection is not null && idle is null)
                    Database.Quietly(connection.Dispose);
            }
        }
    }

    private bool MayBegin(Exception error, bool isIdle, long since) =>
        engine.IsBusy(error)
            ? Stopwatch.GetElapsedTime(since) < LongestWait
            : isIdle && engine.IsStaleConnection(error);

    private bool IsOfTheStore(Exception error) =>
        error is StorageException or LostCommitException || engine.IsAtFault(error);

    /// <remarks>On a full disk or an I/O error SQLite has already rolled back.</remarks>
    private static async Task<bool> IsRolledBackAsync(StoreConnection connection)
    {
        if (connection.HasFailed)
            return false;
        try
        {
            await connection.ExecuteAsync(Sql.Of("rollback;"));
            return true;
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>A commit failed, and nothing was stored.</summary>
internal sealed class LostCommitException(Exception error) : Exception(error.Message, error);

/// <summary>Whether the last write failed because of the store; the next successful commit clears it.</summary>
internal sealed class WriteFault
{
    private volatile bool isLast;

    public bool IsLast
    {
        get => isLast;
        set => isLast = value;
    }
}
