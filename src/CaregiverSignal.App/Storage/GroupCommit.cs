using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;

namespace CaregiverSignal.Storage;

/// <summary>
/// Writes for an engine with one writer: they run one after another on one thread, and those that wait together share
/// one durable commit. One that fails is undone alone; where the transaction is lost, each gets a commit of its own.
/// </summary>
/// <remarks>
/// What joins the first has a savepoint, which costs a third of a write: the engine keeps a copy of every page that
/// changes in it. Without, one person's failing writes would make all others' run twice.
/// </remarks>
internal sealed class GroupCommit : IWrites
{
    private const int MostInOneCommit = 256;

    private readonly SqliteFile file;

    // The framework's blocking collection spins before it sleeps, which on two cores costs the pages an eighth of
    // their time.
    private readonly ConcurrentQueue<WriteJob> waiting = new();
    private readonly AutoResetEvent arrived = new(false);
    private readonly Lock closing = new();
    private readonly Thread writer;
    private Statements? writing;
    private volatile bool isClosed;
    private volatile bool lastFailed;

    public GroupCommit(SqliteFile file, Statements first)
    {
        this.file = file;
        writing = first;
        writer = new Thread(RunWriter) { IsBackground = true, Name = "database writer" };
        writer.Start();
    }

    public bool LastFailed => lastFailed;

    public T Run<T>(Func<Transaction, T> write) => RunAsync(write).GetAwaiter().GetResult();

    public Task<T> RunAsync<T>(Func<Transaction, T> write)
    {
        var job = new WriteJob<T>(write);
        lock (closing)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            waiting.Enqueue(job);
        }

        arrived.Set();
        return job.Task;
    }

    public void Finish()
    {
        lock (closing)
            isClosed = true;
        arrived.Set();
        writer.Join();
    }

    public void Dispose()
    {
        DiscardWriter();
        arrived.Dispose();
    }

    private void RunWriter()
    {
        while (true)
        {
            // Asked first: once it is closed nothing is added any more, and an empty queue stays empty.
            var isLast = isClosed;
            if (waiting.TryDequeue(out var first))
                Store(first);
            else if (isLast)
                return;
            else
                arrived.WaitOne();
        }
    }

    private void Store(WriteJob first)
    {
        List<WriteJob> group = [first];
        if (!TryStore(group, mayJoin: true))
            group.ForEach(job => TryStore([job], mayJoin: false));
        if (group.Exists(job => job.IsLostToTheStore))
            lastFailed = true;
        group.ForEach(job => job.Complete());
    }

    /// <summary>
    /// Runs a group in one transaction; false when that stored nothing, because the transaction was lost.
    /// </summary>
    /// <param name="mayJoin">Whether those that have come since join it; if not, the failure is the job's own.</param>
    private bool TryStore(List<WriteJob> group, bool mayJoin)
    {
        try
        {
            var transaction = new Transaction(writing ??= file.OpenWriter());
            transaction.Execute(file.BeginWriting);
            var before = Changes(transaction);
            for (var place = 0; place < group.Count; place++)
            {
                if (place > 0)
                    transaction.Execute("savepoint job;");
                group[place].Run(transaction, file);
                if (place > 0)
                    transaction.Execute(group[place].Failed ? "rollback to job; release job;" : "release job;");
                else if (group[place].Failed)
                {
                    RollBack(transaction);
                    return true;
                }

                if (mayJoin && place == group.Count - 1 && group.Count < MostInOneCommit)
                    Join(group);
            }

            Commit(transaction, before);
            return true;
        }
        catch (Exception lost) when (lost is DbException or StorageException)
        {
            DiscardWriter();
            if (!mayJoin)
                group[0].Fail(file.Explain(lost));
            return !mayJoin;
        }
    }

    private void Join(List<WriteJob> group)
    {
        if (waiting.TryDequeue(out var job))
            group.Add(job);
    }

    /// <remarks>On a full disk or an I/O error the engine has rolled everything back by itself.</remarks>
    private void RollBack(Transaction transaction)
    {
        try
        {
            transaction.Execute("rollback;");
        }
        catch (DbException)
        {
            DiscardWriter();
        }
    }

    /// <summary>
    /// Commits. When the commit fails, a new connection checks whether the file has it all the same, and the error is
    /// thrown only when it does not: a failed commit may be durable.
    /// </summary>
    /// <remarks>
    /// A transaction that changed no row does not wait for the disk: a step that finds nothing due costs nothing.
    /// </remarks>
    private void Commit(Transaction transaction, long changesBefore)
    {
        if (Changes(transaction) == changesBefore)
        {
            transaction.Execute("rollback;");
            return;
        }

        file.RefuseGone();
        var mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        transaction.Execute($"update commit_mark set mark = {mark} where id = 1");
        try
        {
            transaction.Execute("commit;");
        }
        catch (DbException)
        {
            DiscardWriter();
            writing = file.OpenWriter();
            if (new Transaction(writing).One<long>("select mark from commit_mark where id = 1") != mark)
                throw;
        }

        lastFailed = false;
    }

    private static long Changes(Transaction transaction) => transaction.One<long>("select total_changes()");

    private void DiscardWriter()
    {
        var broken = writing;
        writing = null;
        if (broken is not null)
            Database.Quietly(broken.Dispose);
    }
}
