using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;

namespace CaregiverSignal.Storage;

/// <summary>
/// Writes for an engine with one writer: they run one after another on one thread, and those that wait together share
/// one durable commit. Where one of them fails, each gets a commit of its own.
/// </summary>
/// <remarks>
/// A savepoint for each would keep the others when one fails, which is rare, but costs a third of a write: the engine
/// keeps a copy of every page that changes in it.
/// <para>Those who shared a commit tend to come back together, so a commit waits until as many have come, for half the
/// time at most that the last one took.</para>
/// </remarks>
internal sealed class GroupCommit : IWrites
{
    private const int MostInOneCommit = 256;

    /// <summary>
    /// How long the lock between processes is held while writes wait; then another process has its turn.
    /// </summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(50);

    private readonly SqliteFile file;
    private readonly WriteQueue<WriteJob> queue = new();
    private readonly Thread writer;
    private Statements? writing;
    private volatile bool lastFailed;
    private int lastCame;
    private TimeSpan lastTook;

    public GroupCommit(SqliteFile file, Statements first)
    {
        this.file = file;
        writing = first;
        writer = new Thread(RunWriter) { IsBackground = true, Name = "database writer" };
        writer.Start();
    }

    public bool LastFailed => lastFailed;

    public int Waiting => queue.Count;

    public Action<TimeSpan>? Committed { private get; set; }

    public T Run<T>(Func<Transaction, T> write) => RunAsync(write).GetAwaiter().GetResult();

    public Task<T> RunAsync<T>(Func<Transaction, T> write)
    {
        var job = new WriteJob<T>(write);
        queue.Add(job);
        return job.Task;
    }

    public void Finish()
    {
        queue.Close();
        writer.Join();
    }

    /// <remarks>The last connection to close copies the log into the file, so it must be the writer's.</remarks>
    public void Dispose()
    {
        Database.Quietly(() =>
        {
            using var turn = file.EnterWriting();
            writing?.Dispose();
        });
        queue.Dispose();
    }

    private void RunWriter()
    {
        while (queue.Take() is { } first)
        {
            if (TryEnterWriting(first) is not { } turn)
                continue;
            var began = Stopwatch.GetTimestamp();
            using (turn)
                RunTurn(first, began);
            if (Stopwatch.GetElapsedTime(began) >= LongestTurn)
                file.LetOthersWrite();
        }
    }

    private IDisposable? TryEnterWriting(WriteJob first)
    {
        try
        {
            return file.EnterWriting();
        }
        catch (StorageException noTurn)
        {
            first.Fail(noTurn);
            lastFailed = true;
            first.Complete();
            return null;
        }
    }

    private void RunTurn(WriteJob first, long began)
    {
        for (var next = first; next is not null; next = TakeInTurn(began))
        {
            List<WriteJob> group = [next];
            if (!TryCommitTogether(group))
                group.ForEach(CommitAlone);
            if (group.Exists(job => job.IsLostToTheStore))
                lastFailed = true;
            group.ForEach(job => job.Complete());
        }
    }

    private WriteJob? TakeInTurn(long began) => Stopwatch.GetElapsedTime(began) < LongestTurn ? queue.TryTake() : null;

    /// <summary>
    /// Runs the group, and the jobs that join it, in one transaction; false when that stored nothing, because one of
    /// several jobs failed or the transaction was lost.
    /// </summary>
    private bool TryCommitTogether(List<WriteJob> group)
    {
        try
        {
            var transaction = new Transaction(writing ??= file.OpenWriter());
            transaction.Execute(file.BeginWriting);
            var (before, began) = (SqliteFile.ChangesSinceOpened(writing), Stopwatch.GetTimestamp());
            for (var next = group[0]; next is not null; next = TakeAnother(group, began))
            {
                next.Run(transaction, file);
                if (!next.Failed)
                    continue;
                RollBack(transaction);
                return group.Count == 1;
            }

            lastCame = group.Count;
            Commit(transaction, before);
            return true;
        }
        catch (Exception lost) when (lost is DbException or StorageException)
        {
            DiscardWriter();
            return false;
        }
    }

    private WriteJob? TakeAnother(List<WriteJob> group, long began)
    {
        if (group.Count == MostInOneCommit)
            return null;
        var waits = group.Count < lastCame ? LongestWait(began) : TimeSpan.Zero;
        if (queue.TryTake(waits) is not { } job)
            return null;
        group.Add(job);
        return job;
    }

    private TimeSpan LongestWait(long began) => (lastTook / 2) - Stopwatch.GetElapsedTime(began);

    private void CommitAlone(WriteJob job)
    {
        try
        {
            var transaction = new Transaction(writing ??= file.OpenWriter());
            transaction.Execute(file.BeginWriting);
            var before = SqliteFile.ChangesSinceOpened(writing);
            job.Run(transaction, file);
            if (job.Failed)
                RollBack(transaction);
            else
                Commit(transaction, before);
        }
        catch (Exception error) when (error is DbException or StorageException)
        {
            DiscardWriter();
            job.Fail(file.Explain(error));
        }
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
    private void Commit(Transaction transaction, int changesBefore)
    {
        if (SqliteFile.ChangesSinceOpened(writing!) == changesBefore)
        {
            transaction.Execute("rollback;");
            return;
        }

        var mark = MarkCommit(transaction);
        var began = Stopwatch.GetTimestamp();
        try
        {
            transaction.Execute("commit;");
            lastTook = Stopwatch.GetElapsedTime(began);
            Committed?.Invoke(lastTook);
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

    private static long MarkCommit(Transaction transaction)
    {
        var mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        transaction.Execute("update commit_mark set mark = @mark where id = 1", new { mark });
        return mark;
    }

    private void DiscardWriter()
    {
        var broken = writing;
        writing = null;
        if (broken is not null)
            Database.Quietly(broken.Dispose);
    }
}
