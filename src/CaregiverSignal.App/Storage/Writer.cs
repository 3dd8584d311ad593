using System.Data.Common;
using System.Diagnostics;

namespace CaregiverSignal.Storage;

/// <summary>
/// A connection to write on: its writes run one after another, in the order in which they were asked for, each on its
/// caller's thread and with a durable commit of its own.
/// </summary>
/// <param name="first">A connection that is already open; null to open one with the first write.</param>
/// <remarks>For all threads at once.</remarks>
internal abstract class Writer(StoreEngine engine, WriteFault fault, Statements? first = null) : IDisposable
{
    /// <summary>No page should keep its visitor waiting for longer; an import may take so long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private Statements? writing = first;

    /// <summary>Ends with the write that was asked for last. A semaphore lets threads go before tasks, and two that
    /// write without a pause would keep every page waiting.</summary>
    private Task last = Task.CompletedTask;

    private volatile bool isClosed;

    /// <summary>For writes that run beside one another, each about somebody else; none where all go one by
    /// one.</summary>
    public virtual IReadOnlyList<Writer> Beside => [];

    /// <summary>Whether a write that is asked for now has its turn at once.</summary>
    public bool IsFree => Volatile.Read(ref last).IsCompleted;

    public T Run<T>(Func<Transaction, T> write)
    {
        var (before, turn) = Queue();
        before.Wait(LongestWait);
        var (result, durable) = RunInTurn(write, before, turn);
        Known(durable).GetAwaiter().GetResult();
        return result;
    }

    public async Task<T> RunAsync<T>(Func<Transaction, T> write)
    {
        var (before, turn) = Queue();
        await before.WaitAsync(LongestWait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var (result, durable) = RunInTurn(write, before, turn);
        await Known(durable).ConfigureAwait(false);
        return result;
    }

    /// <summary>Takes no more, and comes back when all that wait are done.</summary>
    public void Finish()
    {
        foreach (var writer in Beside)
            writer.Finish();
        var (before, _) = Queue();
        isClosed = true;
        before.Wait();
    }

    public void Dispose()
    {
        foreach (var writer in Beside)
            writer.Dispose();
        Discard();
        Close();
    }

    protected virtual void Begin(Transaction transaction) => transaction.Begin(engine.BeginWriting);

    /// <returns>Whether there was something to store, so that the store is known to take writes.</returns>
    protected abstract bool Commit(Transaction transaction);

    /// <summary>Ends once what was just committed is on the disk; asked in the turn of that commit, and awaited after
    /// it.</summary>
    protected virtual Task Durable() => Task.CompletedTask;

    /// <summary>Closes what the writer has open besides.</summary>
    protected virtual void Close() { }

    /// <summary>Whether another program writes, for longer than one waits at a time.</summary>
    protected virtual bool IsBusy(Exception error) => false;

    /// <summary>Whether a commit failed and left nothing that can be read: the write is run once more.</summary>
    protected bool IsLost { get; set; }

    protected virtual Transaction OnOpenConnection() => new(OpenConnection());

    protected Statements OpenConnection() => writing ??= Open();

    protected virtual Statements Open() => engine.OpenWriter();

    protected void Discard() => Discard(ref writing);

    internal static void Discard(ref Statements? open)
    {
        var broken = open;
        open = null;
        if (broken is not null)
            Database.Quietly(broken.Dispose);
    }

    private (Task Before, TaskCompletionSource Turn) Queue()
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.Exchange(ref last, turn.Task), turn);
    }

    /// <exception cref="StorageException">Nobody knows whether the store kept it.</exception>
    private async Task Known(Task durable)
    {
        try
        {
            await durable.ConfigureAwait(false);
        }
        catch (StorageException)
        {
            fault.IsLast = true;
            throw;
        }
    }

    private (T Result, Task Durable) RunInTurn<T>(Func<Transaction, T> write, Task before, TaskCompletionSource turn)
    {
        if (!before.IsCompleted)
        {
            before.ContinueWith(_ => turn.SetResult(), TaskScheduler.Default);
            fault.IsLast = true;
            throw new StorageException(
                $"{engine.Name}: others wrote for {LongestWait.TotalSeconds:0} seconds, and this one had no turn."
            );
        }

        try
        {
            for (var isAgain = false; ; isAgain = true)
            {
                IsLost = false;
                try
                {
                    var (result, afterwards) = Begun(write);
                    var durable = Durable();
                    foreach (var act in afterwards)
                        act();
                    return (result, durable);
                }
                catch (StorageException) when (IsLost && !isAgain)
                {
                    // A log that was half written shows it to whoever opens the file later; what runs again overwrites
                    // it.
                }
            }
        }
        finally
        {
            turn.SetResult();
        }
    }

    /// <remarks>A connection that nobody used for a while may be dead, and is opened anew.</remarks>
    private (T Result, IReadOnlyList<Action> Afterwards) Begun<T>(Func<Transaction, T> write)
    {
        for (var began = Stopwatch.GetTimestamp(); ; )
        {
            var isIdle = writing is not null;
            try
            {
                var transaction = Begin();
                return (Store(transaction, write), transaction.TakeAfterwards());
            }
            catch (NotBegunException notBegun)
            {
                Discard();
                var error = notBegun.InnerException!;
                var goesOn = IsBusy(error)
                    ? Stopwatch.GetElapsedTime(began) < LongestWait
                    : isIdle && engine.IsStaleConnection(error);
                if (goesOn)
                    continue;
                fault.IsLast = true;
                throw engine.Explain(error);
            }
        }
    }

    private Transaction Begin()
    {
        try
        {
            var transaction = OnOpenConnection();
            Begin(transaction);
            return transaction;
        }
        catch (Exception error) when (IsOfTheStore(error))
        {
            throw new NotBegunException(error);
        }
    }

    private T Store<T>(Transaction transaction, Func<Transaction, T> write)
    {
        var (isWritten, isStored) = (false, false);
        try
        {
            var result = write(transaction);
            // Whether a commit without an answer is kept nobody knows: nothing begins with it.
            if (!transaction.IsAnswered)
                transaction.Flush();
            isWritten = true;
            if (Commit(transaction))
                fault.IsLast = false;
            isStored = true;
            return result;
        }
        catch (Exception error) when (IsOfTheStore(error) && !isWritten && !transaction.IsAnswered)
        {
            throw new NotBegunException(error);
        }
        catch (Exception error) when (IsOfTheStore(error))
        {
            fault.IsLast = true;
            throw engine.Explain(error);
        }
        catch (Exception error) when (transaction.HasItem)
        {
            throw transaction.AtItem(error);
        }
        finally
        {
            if (!isStored)
                RollBack(transaction);
        }
    }

    /// <summary>The store failed before it answered anything of a transaction, so nothing of it is there.</summary>
    private sealed class NotBegunException(Exception error) : Exception(error.Message, error);

    private bool IsOfTheStore(Exception error) => error is StorageException || engine.IsAtFault(error);

    /// <remarks>On a full disk or an I/O error SQLite has rolled everything back by itself.</remarks>
    private void RollBack(Transaction transaction)
    {
        try
        {
            transaction.RollBack();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            Discard();
        }
    }
}

/// <summary>Whether the store failed to take the last write; the next successful commit clears it.</summary>
internal sealed class WriteFault
{
    private volatile bool isLast;

    public bool IsLast
    {
        get => isLast;
        set => isLast = value;
    }
}
