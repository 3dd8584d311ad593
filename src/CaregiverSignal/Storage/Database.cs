using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;

namespace CaregiverSignal.Storage;

/// <summary>The only way to the database: functions that run in a transaction.</summary>
/// <remarks>
/// <para>Reads run on the caller's thread, each on a connection of its own and on one snapshot.</para>
/// <para>
/// Writes run one after another on one thread, each in a savepoint; those that wait together share one durable
/// commit, and their callers get an answer only after it. A write function is short, touches nothing but the
/// database, and may run a second time: when another write of its group lost the transaction, or when the commit
/// failed and a check afterwards showed that it is not in the file.
/// </para>
/// </remarks>
public sealed class Database : IDisposable
{
    private const int MostInOneCommit = 256;

    private readonly SqliteFile file;
    private readonly WriteQueue<Job> queue = new();
    private readonly ConcurrentBag<Statements> readers = [];
    private readonly Thread? writer;
    private Statements? writing;
    private volatile bool lastWriteFailed;

    private Database(SqliteFile file, Action<Transaction, int>? beforeUpgrade)
    {
        this.file = file;
        TypeHandlers.Register();
        file.RefuseNetworkDisk();
        file.RefuseOpenToOthers();
        using (file.EnterWriting())
            writing = OpenMigrated(file, beforeUpgrade);

        writer = new Thread(RunWriter) { IsBackground = true, Name = "database writer" };
        writer.Start();
    }

    private Database(SqliteFile file)
    {
        this.file = file;
        TypeHandlers.Register();
        file.RefuseOpenToOthers();
        var schema = file.Look(transaction => Migrations.RefuseNewer(transaction, file.Path));
        if (schema < Migrations.Newest)
            Migrations.RefuseOlder(file.Path, schema);
    }

    /// <summary>Opens a store only to read it, also on a disk that cannot be written.</summary>
    /// <exception cref="StorageException">The file cannot be read, or has another schema than this program's.</exception>
    public static Database OpenToRead(string path) => new(new SqliteFile(path));

    /// <summary>Opens the store, creates it when it does not exist, and brings it to this program's schema.</summary>
    /// <exception cref="StorageException">The file cannot be opened or written, or is newer than this
    /// program.</exception>
    /// <param name="durable">False only for a store that can be made again, such as a demo's: its commits do not wait
    /// for the disk.</param>
    /// <param name="beforeUpgrade">Is called with a store's older schema before it is changed: refuses that, or copies
    /// the store first.</param>
    public static Database Open(string path, bool durable = true, Action<Transaction, int>? beforeUpgrade = null) =>
        new(new SqliteFile(path, durable), beforeUpgrade);

    public string Path => file.Path;

    /// <summary>Whether the store failed to take the last write; the next successful commit clears it.</summary>
    public bool LastWriteFailed => lastWriteFailed;

    /// <exception cref="StorageException">The file cannot be read. The function's own exceptions pass through
    /// unchanged.</exception>
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

    /// <exception cref="StorageException">The file cannot be written, and nothing is stored. The function's own
    /// exceptions pass through unchanged.</exception>
    public T Write<T>(Func<Transaction, T> write) => WriteAsync(write).GetAwaiter().GetResult();

    public void Write(Action<Transaction> write) =>
        Write(transaction =>
        {
            write(transaction);
            return true;
        });

    public Task<T> WriteAsync<T>(Func<Transaction, T> write)
    {
        if (writer is null)
            throw new InvalidOperationException("The store was opened only to read it.");
        if (Thread.CurrentThread == writer)
            throw new InvalidOperationException("A write inside a write would wait for itself.");
        var job = new Job<T>(write);
        queue.Add(job);
        return job.Task;
    }

    /// <summary>Stops once all waiting writes are done and answered.</summary>
    public void Dispose()
    {
        queue.Close();
        writer?.Join();
        while (readers.TryTake(out var reader))
            Quietly(reader.Dispose);
        Quietly(() =>
        {
            if (writer is null)
                return;
            using var turn = file.EnterWriting();
            writing?.Dispose();
        });
        queue.Dispose();
    }

    private static Statements OpenMigrated(SqliteFile file, Action<Transaction, int>? beforeUpgrade)
    {
        var connection = file.OpenWriter();
        try
        {
            Migrations.Apply(new Transaction(connection), file.Path, beforeUpgrade);
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

    /// <summary>
    /// Runs the group, and the jobs that join it, in one transaction; false when that transaction was lost.
    /// </summary>
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
            // On a full disk or an I/O error the engine rolls everything back by itself; then no savepoint is left.
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
    /// Commits. When the commit fails, a new connection checks whether the file has it all the same, and the error is
    /// thrown only when it does not: a failed commit may be durable.
    /// </summary>
    /// <remarks>
    /// A transaction that changed no row does not wait for the disk: a step that finds nothing due costs nothing.
    /// </remarks>
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

    /// <summary>
    /// Closes what is already broken, without an error of its own: the error that broke it is the one to report.
    /// </summary>
    private static void Quietly(Action close)
    {
        try
        {
            close();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or StorageException)
        {
            // The caller already gets the first error.
        }
    }

    private sealed class TransactionLostException : Exception;

    private abstract class Job
    {
        public abstract bool Failed { get; }

        /// <summary>Whether the job failed because of the file, its disk or its locks.</summary>
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
