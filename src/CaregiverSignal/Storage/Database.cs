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
    private readonly WriteQueue<Job> queue = new();
    private readonly ConcurrentBag<Statements> readers = [];
    private readonly Thread writer;
    private Statements? writing;
    private volatile bool lastWriteFailed;

    private Database(SqliteFile file)
    {
        this.file = file;
        TypeHandlers.Register();
        file.RefuseOpenToOthers();
        using (file.EnterWriting())
            writing = OpenMigrated(file);

        writer = new Thread(RunWriter) { IsBackground = true, Name = "database writer" };
        writer.Start();
    }

    /// <summary>Opens the store, makes it when it is not there, and brings it to this program's schema.</summary>
    /// <exception cref="StorageException">The file cannot be opened or written, or is newer than this
    /// program.</exception>
    /// <param name="durable">False only for a store that can be made again, such as a demo's: then a commit waits for
    /// no disk.</param>
    public static Database Open(string path, bool durable = true) => new(new SqliteFile(path, durable));

    public string Path => file.Path;

    /// <summary>The store did not take the last write; a commit that comes through ends it.</summary>
    public bool LastWriteFailed => lastWriteFailed;

    /// <exception cref="StorageException">The file cannot be read; what the closure throws of its own comes through as
    /// it is.</exception>
    public T Read<T>(Func<Transaction, T> read)
    {
        var connection = readers.TryTake(out var idle) ? idle : file.OpenReader();
        try
        {
            var transaction = new Transaction(connection);
            transaction.Execute("begin deferred;");
            var result = read(transaction);
            transaction.Execute("commit;");
            readers.Add(connection);
            return result;
        }
        catch (Exception error)
        {
            Quietly(connection.Dispose);
            if (SqliteFile.IsAtFault(error))
                throw file.Explain(error);
            throw;
        }
    }

    /// <exception cref="StorageException">The file cannot be written, and nothing is stored; what the closure throws of
    /// its own comes through as it is.</exception>
    public T Write<T>(Func<Transaction, T> write) => WriteAsync(write).GetAwaiter().GetResult();

    public void Write(Action<Transaction> write) =>
        Write(transaction =>
        {
            write(transaction);
            return true;
        });

    public Task<T> WriteAsync<T>(Func<Transaction, T> write)
    {
        if (Thread.CurrentThread == writer)
            throw new InvalidOperationException("A write inside a write would wait for itself.");
        var job = new Job<T>(write);
        queue.Add(job);
        return job.Task;
    }

    /// <summary>Ends after the writes that wait are done and answered.</summary>
    public void Dispose()
    {
        queue.Close();
        writer.Join();
        while (readers.TryTake(out var reader))
            Quietly(reader.Dispose);
        Quietly(() =>
        {
            using var turn = file.EnterWriting();
            writing?.Dispose();
        });
        queue.Dispose();
    }

    private static Statements OpenMigrated(SqliteFile file)
    {
        var connection = file.OpenWriter();
        try
        {
            Migrations.Apply(new Transaction(connection), file.Path);
            return connection;
        }
        catch (Exception error)
        {
            Quietly(connection.Dispose);
            if (SqliteFile.IsAtFault(error))
                throw file.Explain(error);
            throw;
        }
    }

    private void RunWriter()
    {
        while (queue.Take() is { } first)
        {
            List<Job> group = [first];
            try
            {
                using var turn = file.EnterWriting();
                if (!TryCommitTogether(group))
                    group.ForEach(CommitAlone);
            }
            catch (StorageException noTurn)
            {
                first.Fail(noTurn);
            }

            if (group.Exists(job => job.IsLostToTheStore))
                lastWriteFailed = true;
            group.ForEach(job => job.Complete());
        }
    }

    /// <summary>Runs the group and whoever joins it in one transaction; false when that transaction was lost.</summary>
    private bool TryCommitTogether(List<Job> group)
    {
        try
        {
            var transaction = new Transaction(writing ??= file.OpenWriter());
            transaction.Execute("begin immediate;");
            var before = TotalChanges(transaction);
            for (var next = group[0]; next is not null; next = TakeAnother(group))
                RunInSavepoint(transaction, next);
            Commit(transaction, before);
            return true;
        }
        catch (Exception lost) when (lost is DbException or StorageException or TransactionLostException)
        {
            DiscardWriter();
            return false;
        }
    }

    private Job? TakeAnother(List<Job> group)
    {
        if (group.Count == MostInOneCommit || queue.TryTake() is not { } job)
            return null;
        group.Add(job);
        return job;
    }

    private void RunInSavepoint(Transaction transaction, Job job)
    {
        transaction.Execute("savepoint job;");
        job.Run(transaction, file);
        if (job.Failed)
        {
            // Disk full and I/O errors make the engine roll everything back by itself; then there is no savepoint left.
            if (!TryRollBackTo(transaction))
                throw new TransactionLostException();
        }

        transaction.Execute("release job;");
    }

    private static bool TryRollBackTo(Transaction transaction)
    {
        try
        {
            transaction.Execute("rollback to job;");
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
            var transaction = new Transaction(writing ??= file.OpenWriter());
            transaction.Execute("begin immediate;");
            var before = TotalChanges(transaction);
            job.Run(transaction, file);
            if (job.Failed)
                DiscardWriter();
            else
                Commit(transaction, before);
        }
        catch (Exception error) when (error is DbException or StorageException)
        {
            DiscardWriter();
            job.Fail(file.Explain(error));
        }
    }

    /// <summary>
    /// Throws what made the commit fail, unless a new connection finds it in the file: a failed commit may be durable
    /// all the same.
    /// </summary>
    /// <remarks>A transaction that changed no row waits for no disk: steps that find nothing due are free.</remarks>
    private void Commit(Transaction transaction, long changesBefore)
    {
        if (TotalChanges(transaction) == changesBefore)
        {
            transaction.Execute("rollback;");
            return;
        }

        var mark = MarkCommit(transaction);
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

        lastWriteFailed = false;
    }

    private static long TotalChanges(Transaction transaction) => transaction.One<long>("select total_changes()");

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
            Quietly(broken.Dispose);
    }

    /// <summary>For closing what is already broken: the error that broke it is the one to report.</summary>
    private static void Quietly(Action close)
    {
        try
        {
            close();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or StorageException)
        {
            // The first error is on its way to the caller.
        }
    }

    private sealed class TransactionLostException : Exception;

    private abstract class Job
    {
        public abstract bool Failed { get; }

        /// <summary>It failed by the file, its disk or its locks.</summary>
        public abstract bool IsLostToTheStore { get; }

        public abstract void Run(Transaction transaction, SqliteFile file);

        public abstract void Fail(Exception error);

        public abstract void Complete();
    }

    private sealed class Job<T>(Func<Transaction, T> write) : Job
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? error;

        public Task<T> Task => done.Task;

        public override bool Failed => error is not null;

        public override bool IsLostToTheStore => error is StorageException;

        public override void Run(Transaction transaction, SqliteFile file)
        {
            error = null;
            transaction.ForgetItem();
            try
            {
                result = write(transaction);
            }
            catch (Exception thrown)
            {
                error = SqliteFile.IsAtFault(thrown) ? file.Explain(thrown) : transaction.AtItem(thrown);
            }
        }

        public override void Fail(Exception error) => this.error = error;

        public override void Complete()
        {
            if (error is null)
                done.SetResult(result!);
            else
                done.SetException(error);
        }
    }
}
