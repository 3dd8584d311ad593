using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;

namespace CaregiverSignal.Storage;

/// <summary>The one way to the database: closures in transactions.</summary>
/// <remarks>
/// <para>Reads run on the caller's thread, each on a connection of its own and on one snapshot.</para>
/// <para>
/// Writes run one after another on one thread, each in a savepoint; those that wait together share one durable
/// commit, and nobody is answered before it. A write closure is short, touches nothing but the database, and may be
/// run a second time: when another write of its group lost the transaction, or the commit failed and a look
/// afterwards showed that it is not there.
/// </para>
/// </remarks>
public sealed class Database : IDisposable
{
    private const int MostInOneCommit = 256;

    private readonly SqliteFile file;
    private readonly BlockingCollection<Job> queue = [];
    private readonly ConcurrentBag<DbConnection> readers = [];
    private readonly Thread writer;
    private DbConnection? writing;

    private Database(SqliteFile file)
    {
        this.file = file;
        TypeHandlers.Register();
        using (file.EnterWriting())
        {
            writing = file.OpenWriter();
            Migrations.Apply(new Work(writing), file.Path);
        }

        writer = new Thread(RunWriter) { IsBackground = true, Name = "database writer" };
        writer.Start();
    }

    /// <summary>Opens the store, makes it when it is not there, and brings it to this program's schema.</summary>
    /// <exception cref="StorageException">The file cannot be opened or written, or is newer than this program.</exception>
    /// <param name="durable">False only for a store that can be made again, such as a demo's: then a commit waits for no disk.</param>
    public static Database Open(string path, bool durable = true) => new(new SqliteFile(path, durable));

    public string Path => file.Path;

    public T Read<T>(Func<Work, T> read)
    {
        var connection = readers.TryTake(out var idle) ? idle : file.OpenReader();
        try
        {
            var work = new Work(connection);
            work.Change("begin deferred;");
            var result = read(work);
            work.Change("commit;");
            readers.Add(connection);
            return result;
        }
        catch
        {
            Quietly(connection.Dispose);
            throw;
        }
    }

    public T Write<T>(Func<Work, T> write) => WriteAsync(write).GetAwaiter().GetResult();

    public void Write(Action<Work> write) => Write(work =>
    {
        write(work);
        return true;
    });

    public Task<T> WriteAsync<T>(Func<Work, T> write)
    {
        if (Thread.CurrentThread == writer) throw new InvalidOperationException("A write inside a write would wait for itself.");
        var job = new Job<T>(write);
        queue.Add(job);
        return job.Task;
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        writer.Join();
        while (readers.TryTake(out var reader)) reader.Dispose();
        using (file.EnterWriting()) Quietly(() => writing?.Dispose());
        queue.Dispose();
    }

    private void RunWriter()
    {
        foreach (var first in queue.GetConsumingEnumerable())
        {
            List<Job> group = [first];
            if (TryCommitTogether(group)) continue;
            foreach (var job in group) CommitAlone(job);
        }
    }

    /// <summary>Runs the group and whoever joins it in one transaction; false when that transaction was lost.</summary>
    private bool TryCommitTogether(List<Job> group)
    {
        try
        {
            using var turn = file.EnterWriting();
            var work = new Work(writing ??= file.OpenWriter());
            work.Change("begin immediate;");
            var before = TotalChanges(work);
            for (var next = group[0]; next is not null; next = TakeAnother(group)) RunInSavepoint(work, next);
            if (!Commit(work, before)) return false;
        }
        catch (Exception lost) when (lost is DbException or StorageException or TransactionLostException)
        {
            DiscardWriter();
            return false;
        }

        foreach (var job in group) job.Complete();
        return true;
    }

    private Job? TakeAnother(List<Job> group)
    {
        if (group.Count == MostInOneCommit || !queue.TryTake(out var job)) return null;
        group.Add(job);
        return job;
    }

    private static void RunInSavepoint(Work work, Job job)
    {
        work.Change("savepoint job;");
        job.Run(work);
        if (job.Failed)
        {
            // Disk full and I/O errors make the engine roll everything back by itself; then there is no savepoint left.
            if (!TryRollBackTo(work)) throw new TransactionLostException();
        }

        work.Change("release job;");
    }

    private static bool TryRollBackTo(Work work)
    {
        try
        {
            work.Change("rollback to job;");
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private void CommitAlone(Job job)
    {
        try
        {
            using var turn = file.EnterWriting();
            var work = new Work(writing ??= file.OpenWriter());
            work.Change("begin immediate;");
            var before = TotalChanges(work);
            job.Run(work);
            if (job.Failed) DiscardWriter();
            else if (!Commit(work, before)) job.Fail(new StorageException($"{file.Path}: the change could not be made durable."));
        }
        catch (Exception error) when (error is DbException or StorageException)
        {
            DiscardWriter();
            job.Fail(file.Explain(error));
        }

        job.Complete();
    }

    /// <summary>False when the commit failed and is not in the file; a failed commit may be durable all the same.</summary>
    /// <remarks>A transaction that changed nothing waits for no disk: steps that find nothing due are free.</remarks>
    private bool Commit(Work work, long changesBefore)
    {
        if (TotalChanges(work) == changesBefore)
        {
            work.Change("rollback;");
            return true;
        }

        var mark = MarkCommit(work);
        try
        {
            work.Change("commit;");
            return true;
        }
        catch (DbException)
        {
            DiscardWriter();
            writing = file.OpenWriter();
            return new Work(writing).One<long>("select mark from commit_mark where id = 1") == mark;
        }
    }

    private static long TotalChanges(Work work) => work.One<long>("select total_changes()");

    private static long MarkCommit(Work work)
    {
        var mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        work.Change("update commit_mark set mark = @mark where id = 1", new { mark });
        return mark;
    }

    private void DiscardWriter()
    {
        var broken = writing;
        writing = null;
        if (broken is not null) Quietly(broken.Dispose);
    }

    /// <summary>For closing what is already broken: the error that broke it is the one to report.</summary>
    private static void Quietly(Action close)
    {
        try
        {
            close();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // The first error is on its way to the caller.
        }
    }

    private sealed class TransactionLostException : Exception;

    private abstract class Job
    {
        public abstract bool Failed { get; }

        public abstract void Run(Work work);

        public abstract void Fail(Exception error);

        public abstract void Complete();
    }

    private sealed class Job<T>(Func<Work, T> write) : Job
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? error;

        public Task<T> Task => done.Task;

        public override bool Failed => error is not null;

        public override void Run(Work work)
        {
            error = null;
            try
            {
                result = write(work);
            }
            catch (Exception thrown)
            {
                error = thrown;
            }
        }

        public override void Fail(Exception error) => this.error = error;

        public override void Complete()
        {
            if (error is null) done.SetResult(result!);
            else done.SetException(error);
        }
    }
}
