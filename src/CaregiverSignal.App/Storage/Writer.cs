using System.Data.Common;
using System.Diagnostics;

namespace CaregiverSignal.Storage;

/// <summary>A connection to write on, for one write at a time.</summary>
/// <param name="first">A connection that is already open; null to open one with the first write.</param>
internal abstract class Writer(StoreEngine engine, WriteFault fault, Statements? first = null) : IDisposable
{
    /// <summary>No page should keep its visitor waiting for longer; an import may take so long.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private Statements? writing = first;

    /// <returns>What the write found, and what ends once it is on the disk.</returns>
    public async Task<(T Result, Task Durable)> RunAsync<T>(Func<Transaction, Task<T>> write)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            IsLost = false;
            try
            {
                var (result, afterwards) = await BegunAsync(write).ConfigureAwait(false);
                var durable = Durable();
                foreach (var act in afterwards)
                    act();
                return (result, durable);
            }
            catch (StorageException) when (IsLost && !isAgain)
            {
                // A log that was half written shows it to whoever opens the file later; what runs again overwrites it.
            }
        }
    }

    public void Dispose()
    {
        Discard();
        Close();
    }

    protected virtual void Begin(Transaction transaction) => transaction.Begin(engine.BeginWriting);

    /// <returns>Whether there was something to store, so that the store is known to take writes.</returns>
    protected abstract Task<bool> CommitAsync(Transaction transaction);

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

    /// <remarks>A connection that nobody used for a while may be dead, and is opened anew.</remarks>
    private async Task<(T Result, IReadOnlyList<Action> Afterwards)> BegunAsync<T>(Func<Transaction, Task<T>> write)
    {
        for (var began = Stopwatch.GetTimestamp(); ; )
        {
            var isIdle = writing is not null;
            try
            {
                var transaction = Begin();
                return (await StoreAsync(transaction, write).ConfigureAwait(false), transaction.TakeAfterwards());
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

    private async Task<T> StoreAsync<T>(Transaction transaction, Func<Transaction, Task<T>> write)
    {
        var (isWritten, isStored) = (false, false);
        try
        {
            var result = await write(transaction).ConfigureAwait(false);
            // Whether a commit without an answer is kept nobody knows: nothing begins with it.
            if (!transaction.IsAnswered)
                transaction.Flush();
            isWritten = true;
            if (await CommitAsync(transaction).ConfigureAwait(false))
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
