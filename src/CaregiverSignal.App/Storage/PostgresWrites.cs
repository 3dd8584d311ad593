using System.Data.Common;
using System.Diagnostics;

namespace CaregiverSignal.Storage;

/// <summary>
/// Writes for PostgreSQL: one after another, also those of other programs, as SQLite has them. Each holds an advisory
/// lock of the server's until it is committed, so none sees half of another, loses to it, or runs twice.
/// </summary>
internal sealed class PostgresWrites(PostgresStore engine, Statements first) : IWrites
{
    /// <summary>No page should keep its visitor waiting for longer; an import may take so long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);
    private Statements? writing = first;
    private volatile bool lastFailed;

    public bool LastFailed => lastFailed;

    public T Run<T>(Func<Transaction, T> write) => turn.Wait(LongestWait) ? RunInTurn(write) : throw NoTurn();

    public async Task<T> RunAsync<T>(Func<Transaction, T> write) =>
        await turn.WaitAsync(LongestWait) ? await Task.Run(() => RunInTurn(write)) : throw NoTurn();

    public void Finish() => turn.Wait();

    public void Dispose()
    {
        Discard();
        turn.Dispose();
    }

    private T RunInTurn<T>(Func<Transaction, T> write)
    {
        IReadOnlyList<Action> afterwards;
        T result;
        try
        {
            var transaction = Begin();
            result = Commit(transaction, write);
            afterwards = transaction.TakeAfterwards();
        }
        finally
        {
            turn.Release();
        }

        foreach (var act in afterwards)
            act();
        return result;
    }

    /// <remarks>A connection that nobody used for a while may be dead, and is opened anew.</remarks>
    private Transaction Begin()
    {
        for (var began = Stopwatch.GetTimestamp(); ; )
        {
            var isIdle = writing is not null;
            try
            {
                writing ??= engine.OpenWriter();
                var transaction = new Transaction(writing);
                transaction.Execute(engine.BeginWriting);
                transaction.Execute(PostgresStore.TakeWritersTurn);
                return transaction;
            }
            catch (Exception error) when (error is StorageException || engine.IsAtFault(error))
            {
                Discard();
                var goesOn = PostgresStore.IsBusy(error)
                    ? Stopwatch.GetElapsedTime(began) < LongestWait
                    : isIdle && engine.IsOfTheConnection(error);
                if (goesOn)
                    continue;
                lastFailed = true;
                throw engine.Explain(error);
            }
        }
    }

    /// <remarks>
    /// Where the server goes away during the commit, nobody knows what it has: the caller is told that it failed, and
    /// does it again. A row that is there by then has its key, and a mail that is marked is not sent.
    /// </remarks>
    private T Commit<T>(Transaction transaction, Func<Transaction, T> write)
    {
        var isCommitted = false;
        try
        {
            var result = write(transaction);
            // The server takes the commit of a transaction in which a statement failed for a rollback, without a word.
            transaction.Execute("select 1");
            transaction.Execute("commit;");
            isCommitted = true;
            lastFailed = false;
            return result;
        }
        catch (Exception error) when (engine.IsAtFault(error))
        {
            lastFailed = true;
            throw engine.Explain(error);
        }
        catch (Exception error) when (transaction.HasItem)
        {
            throw transaction.AtItem(error);
        }
        finally
        {
            if (!isCommitted)
                RollBack(transaction);
        }
    }

    private void RollBack(Transaction transaction)
    {
        try
        {
            transaction.Execute("rollback;");
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
        {
            Discard();
        }
    }

    private void Discard()
    {
        var broken = writing;
        writing = null;
        if (broken is not null)
            Database.Quietly(broken.Dispose);
    }

    private StorageException NoTurn()
    {
        lastFailed = true;
        return new StorageException(
            $"{engine.Name}: others wrote for {LongestWait.TotalSeconds:0} seconds, and this one had no turn."
        );
    }
}
