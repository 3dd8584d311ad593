using System.Collections.Concurrent;
using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>The only way to the store: functions that run in a transaction.</summary>
/// <remarks>
/// <para>Reads run on the caller's thread, each on a connection of its own and on one snapshot.</para>
/// <para>
/// Writes leave the store as if they had run one after another, and their callers get an answer only after a durable
/// commit. A write function is short and touches nothing but the store. It may be rolled back and run again: what it
/// changes elsewhere, its caller does with its result.
/// </para>
/// </remarks>
public sealed class Database : IDisposable
{
    /// <summary>No page should keep its visitor waiting for longer.</summary>
    private static readonly TimeSpan LongestWaitForReader = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<Statements> readers = [];
    private readonly SemaphoreSlim? readerPlaces;
    private readonly WriteFault fault = new();
    private readonly AsyncLocal<Inside?> inside = new();
    private readonly Writers? alone;
    private readonly Writers? beside;

    private Database(StoreEngine engine, Action<int>? beforeUpgrade)
    {
        Engine = engine;
        readerPlaces = PlacesOf(engine);
        engine.RefuseUnsafe();
        engine.Recognise();
        Statements first;
        using (engine.LockSchema())
            first = OpenMigrated(engine, beforeUpgrade);
        (alone, beside) = engine.WritersOn(first, fault);
    }

    private Database(StoreEngine engine)
    {
        Engine = engine;
        readerPlaces = PlacesOf(engine);
        engine.RefuseUnsafe(onlyReads: true);
        engine.Recognise();
        Read(transaction =>
        {
            var schema = Migrations.RefuseUnknown(transaction, engine);
            if (schema.Number < Migrations.Newest)
                Migrations.RefuseOlder(engine.Name, schema.Number);
            engine.TakeKeys(transaction, makes: false);
            return true;
        });
    }

    /// <summary>Opens a store only to read it, also on a disk that cannot be written.</summary>
    /// <exception cref="StorageException">It cannot be read, or has another schema than this program's.</exception>
    public static Database OpenToRead(StoreEngine engine) => new(engine);

    /// <summary>Opens the store, creates it when it does not exist, and brings it to this program's schema.</summary>
    /// <exception cref="StorageException">The store cannot be opened or written, or is newer than this
    /// program.</exception>
    /// <param name="beforeUpgrade">Is called with a store's older schema before it is changed: refuses that, or copies
    /// the store first.</param>
    public static Database Open(StoreEngine engine, Action<int>? beforeUpgrade = null) => new(engine, beforeUpgrade);

    /// <param name="durable">False only for a store that can be made again, such as a demo's: its commits do not wait
    /// for the disk.</param>
    public static Database Open(string path, bool durable = true) => Open(new SqliteFile(path, durable));

    public StoreEngine Engine { get; }

    /// <summary>Where the store is, as people know it.</summary>
    public string Name => Engine.Name;

    /// <summary>Whether the store failed to take the last write; the next successful commit clears it.</summary>
    public bool LastWriteFailed => fault.IsLast;

    /// <summary>For tests: is called with each write before it runs, to run it once and take that back.</summary>
    internal Action<Transaction, Action>? Rehearse { get; set; }

    /// <param name="read">May run a second time, when its first question met a connection that a server had
    /// dropped.</param>
    /// <exception cref="StorageException">The store cannot be read. The function's own exceptions pass through
    /// unchanged.</exception>
    /// <exception cref="ItemFailedException">The function failed at an item that it took for a step.</exception>
    internal T Read<T>(Func<Transaction, T> read) => Read(read, isAtOnce: false);

    /// <summary>
    /// The same of what is asked all at once, as by <see cref="Transaction.Ahead"/>: a server answers that as of one
    /// moment, and nothing needs to begin or end around it.
    /// </summary>
    /// <param name="read">One that goes on asking is run a second time, as any other.</param>
    internal T ReadAtOnce<T>(Func<Transaction, T> read) => Read(read, isAtOnce: Engine.IsShared);

    /// <summary>
    /// The same of what is asked by numbers that a question finds, as those behind a key: a server is asked for
    /// them first, by itself.
    /// </summary>
    /// <param name="find">What it finds, <paramref name="read"/> asks again: it may have gone meanwhile.</param>
    internal T ReadAtOnce<TFound, T>(Func<Transaction, TFound> find, Func<Transaction, TFound, T> read)
    {
        if (!Engine.IsShared)
            return Read(transaction => read(transaction, find(transaction)));
        var found = ReadAtOnce(find);
        return ReadAtOnce(transaction => read(transaction, found));
    }

    private T Read<T>(Func<Transaction, T> read, bool isAtOnce)
    {
        if (readerPlaces?.Wait(LongestWaitForReader) == false)
            throw new StorageException(
                $"{Name}: all {Engine.MostReaders} connections for reading were in use for {LongestWaitForReader.TotalSeconds:0} seconds."
            );
        try
        {
            return ReadInPlace(read, isAtOnce);
        }
        finally
        {
            readerPlaces?.Release();
        }
    }

    private T ReadInPlace<T>(Func<Transaction, T> read, bool isAtOnce)
    {
        Engine.RefuseGone();
        while (true)
        {
            var isIdle = readers.TryTake(out var connection);
            connection ??= Engine.OpenReader();
            var answers = connection.Answers;
            var transaction = new Transaction(connection, isSnapshot: true, isAtOnce: isAtOnce);
            var isRead = false;
            try
            {
                if (!isAtOnce)
                    Engine.BeginReading(connection);
                var result = read(transaction);
                if (!isAtOnce)
                    transaction.Execute("commit");
                isRead = true;
                readers.Add(connection);
                return result;
            }
            catch (AsksAgainException)
            {
                isRead = true;
                readers.Add(connection);
                isAtOnce = false;
            }
            catch (Exception error) when (Engine.IsAtFault(error))
            {
                var isFirst = connection.Answers == answers;
                if (isFirst)
                    DropIdle(readers);
                // A server may have dropped one that nobody used; nothing was read with it.
                if (!isFirst || !isIdle || !Engine.IsStaleConnection(error))
                    throw Engine.Explain(error);
            }
            catch (Exception error) when (transaction.HasItem)
            {
                throw transaction.AtItem(error);
            }
            finally
            {
                if (!isRead)
                    Quietly(connection.Dispose);
            }
        }
    }

    /// <summary>Runs what would write, and stores nothing: others write meanwhile.</summary>
    /// <exception cref="StorageException">The store cannot be read. The function's own exceptions pass through
    /// unchanged.</exception>
    internal T Try<T>(Func<Transaction, T> write)
    {
        try
        {
            using var trial = Engine.OpenNeverCommitted();
            var transaction = new Transaction(trial);
            transaction.Execute(Engine.BeginWriting);
            var result = write(transaction);
            trial.Flush();
            return result;
        }
        catch (Exception error) when (Engine.IsAtFault(error))
        {
            throw Engine.Explain(error);
        }
    }

    /// <exception cref="StorageException">The store cannot be written, and nothing is stored. The function's own
    /// exceptions pass through unchanged.</exception>
    internal T Write<T>(Func<Transaction, T> write) => WriteAsync(write).GetAwaiter().GetResult();

    internal void Write(Action<Transaction> write) =>
        Write(transaction =>
        {
            write(transaction);
            return true;
        });

    internal Task<T> WriteAsync<T>(Func<Transaction, T> write) =>
        WriteAloneAsync(transaction => Task.FromResult(write(transaction)));

    internal Task WriteAsync(Action<Transaction> write) =>
        WriteAsync(transaction =>
        {
            write(transaction);
            return true;
        });

    /// <summary>
    /// A write about one person, which runs beside those about others where the store is a server; the same as
    /// <see cref="WriteAsync{T}"/> to all who look on.
    /// </summary>
    /// <param name="write">Begins with <see cref="Transaction.LockOwnerAsync"/>. One that goes beyond that is run again
    /// alone.</param>
    internal async Task<T> WriteBesideAsync<T>(Func<Transaction, Task<T>> write)
    {
        if (beside is null)
            return await WriteAloneAsync(write).ConfigureAwait(false);
        RefuseInsideAnother();
        if (Rehearse is { } rehearse)
            await Alone
                .RunAsync(Marked(transaction => Task.FromResult(RunBefore(rehearse, transaction, write))))
                .ConfigureAwait(false);
        try
        {
            return await beside.RunAsync(Marked(write)).ConfigureAwait(false);
        }
        catch (NeedsTurnException)
        {
            return await Alone.RunAsync(Marked(write)).ConfigureAwait(false);
        }
    }

    private static SemaphoreSlim? PlacesOf(StoreEngine engine) =>
        engine.MostReaders is { } most ? new SemaphoreSlim(most) : null;

    /// <summary>
    /// Closes all connections that nobody uses: where one is dead the others are too, and each would be waited for.
    /// </summary>
    internal static void DropIdle(ConcurrentBag<Statements> idle)
    {
        while (idle.TryTake(out var statements))
            Quietly(statements.Dispose);
    }

    /// <summary>Stops once all waiting writes are done and answered.</summary>
    public void Dispose()
    {
        beside?.Finish();
        alone?.Finish();
        DropIdle(readers);
        readerPlaces?.Dispose();
        beside?.Dispose();
        alone?.Dispose();
    }

    /// <summary>
    /// Closes what is already broken, without an error of its own: the error that broke it is the one to report.
    /// </summary>
    internal static void Quietly(Action close)
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

    private Writers Alone => alone ?? throw new InvalidOperationException("The store was opened only to read it.");

    private void RefuseInsideAnother()
    {
        if (inside.Value is { IsOver: false })
            throw new InvalidOperationException("A write inside a write would wait for itself.");
    }

    private Task<T> WriteAloneAsync<T>(Func<Transaction, Task<T>> write)
    {
        RefuseInsideAnother();
        return Alone.RunAsync(
            Marked(transaction =>
            {
                if (Rehearse is { } rehearse)
                    RunBefore(rehearse, transaction, write);
                return write(transaction);
            })
        );
    }

    private Func<Transaction, Task<T>> Marked<T>(Func<Transaction, Task<T>> write) =>
        async transaction =>
        {
            var mark = inside.Value = new Inside();
            try
            {
                return await write(transaction).ConfigureAwait(false);
            }
            finally
            {
                mark.IsOver = true;
            }
        };

    private static bool RunBefore<T>(
        Action<Transaction, Action> rehearse,
        Transaction transaction,
        Func<Transaction, Task<T>> write
    )
    {
        // Whoever waits here may be who would go on with it.
        rehearse(transaction, () => Task.Run(() => write(transaction)).GetAwaiter().GetResult());
        transaction.ForgetItem();
        return true;
    }

    /// <summary>Marks what runs inside a write, and what was begun there and goes on after it.</summary>
    private sealed class Inside
    {
        public volatile bool IsOver;
    }

    private static Statements OpenMigrated(StoreEngine engine, Action<int>? beforeUpgrade)
    {
        var connection = engine.OpenWriter();
        var isOpen = false;
        try
        {
            var transaction = new Transaction(connection);
            Migrations.Apply(transaction, engine, beforeUpgrade);
            engine.TakeKeys(transaction, makes: true);
            connection.Flush();
            isOpen = true;
            return connection;
        }
        catch (Exception error) when (engine.IsAtFault(error))
        {
            throw engine.Explain(error);
        }
        finally
        {
            if (!isOpen)
                Quietly(connection.Dispose);
        }
    }
}
