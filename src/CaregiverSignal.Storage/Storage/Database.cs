using System.Collections.Concurrent;
using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>The only way to the store: functions that run in a transaction.</summary>
/// <remarks>
/// <para>For all threads at once. Reads run side by side, each on a connection of its own and on one snapshot.</para>
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

    private readonly ConcurrentBag<StoreConnection> readers = [];
    private readonly SemaphoreSlim? readerPlaces;
    private readonly WriteFault fault = new();
    private readonly AsyncLocal<Inside?> inside = new();
    private Writer? writer;

    private Database(StoreEngine engine)
    {
        Engine = engine;
        readerPlaces = engine.MostReaders is { } most ? new SemaphoreSlim(most) : null;
    }

    /// <summary>Opens a store only to read it, also on a disk that cannot be written.</summary>
    /// <exception cref="StorageException">It cannot be read, or has another schema than this program's.</exception>
    public static async Task<Database> OpenToReadAsync(StoreEngine engine, CancellationToken stop = default)
    {
        await engine.RefuseUnsafeAsync(onlyReads: true, stop);
        engine.Recognise();
        var database = new Database(engine);
        await database.ReadAsync(
            async transaction =>
            {
                var schema = await Migrations.RefuseUnknownAsync(transaction, engine);
                if (schema.Number < Migrations.Newest)
                    await Migrations.RefuseOlder(engine.Name, schema.Number);
                await engine.TakeKeysAsync(transaction, makes: false);
                return true;
            },
            stop
        );
        return database;
    }

    /// <summary>Opens the store, creates it when it does not exist, and brings it to this program's schema.</summary>
    /// <exception cref="StorageException">The store cannot be opened or written, or is newer than this
    /// program.</exception>
    /// <param name="beforeUpgrade">Is called with a store's older schema before it is changed: refuses that, or copies
    /// the store first.</param>
    public static async Task<Database> OpenAsync(
        StoreEngine engine,
        Func<int, Task>? beforeUpgrade = null,
        CancellationToken stop = default
    )
    {
        await engine.RefuseUnsafeAsync(onlyReads: false, stop);
        engine.Recognise();
        StoreConnection first;
        using (await engine.LockSchemaAsync(stop))
            first = await OpenMigratedAsync(engine, beforeUpgrade, stop);
        var database = new Database(engine);
        database.writer = new Writer(engine, database.fault, first);
        return database;
    }

    /// <param name="durable">False only for a store that can be made again, such as a demo's: its commits do not wait
    /// for the disk.</param>
    public static Task<Database> OpenAsync(string path, bool durable = true) =>
        OpenAsync(new SqliteFile(path, durable));

    public StoreEngine Engine { get; }

    /// <summary>Where the store is, as people know it.</summary>
    public string Name => Engine.Name;

    /// <summary>Whether the store failed to take the last write; the next successful commit clears it.</summary>
    public bool LastWriteFailed => fault.IsLast;

    /// <summary>For tests: is called with each write before it runs, to run it once and take that back.</summary>
    internal Func<Transaction, Func<Task>, Task>? Rehearse { get; set; }

    /// <param name="read">May run a second time, when its first question met a connection that a server had
    /// dropped.</param>
    /// <exception cref="StorageException">The store cannot be read. The function's own exceptions pass through
    /// unchanged.</exception>
    /// <exception cref="ItemFailedException">The function failed at an item that it took for a step.</exception>
    internal async Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken stop = default)
    {
        if (readerPlaces is not null && !await readerPlaces.WaitAsync(LongestWaitForReader, stop))
            throw new StorageException(
                $"{Name}: all {Engine.MostReaders} connections for reading were in use for {LongestWaitForReader.TotalSeconds:0} seconds."
            );
        try
        {
            return await ReadInPlaceAsync(read, stop);
        }
        finally
        {
            readerPlaces?.Release();
        }
    }

    private async Task<T> ReadInPlaceAsync<T>(Func<Transaction, Task<T>> read, CancellationToken stop)
    {
        Engine.RefuseGone();
        while (true)
        {
            var isIdle = readers.TryTake(out var connection);
            connection ??= await Engine.OpenReaderAsync(stop);
            var transaction = new Transaction(connection, stop);
            var isRead = false;
            try
            {
                await Engine.BeginReadingAsync(connection, stop);
                var result = await read(transaction);
                await transaction.Execute("commit;");
                isRead = true;
                readers.Add(connection);
                return result;
            }
            catch (Exception error) when (Engine.IsAtFault(error))
            {
                var isFirst = !transaction.IsAnswered;
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
    internal async Task<T> TryAsync<T>(Func<Transaction, Task<T>> write, CancellationToken stop = default)
    {
        try
        {
            using var trial = await Engine.OpenNeverCommittedAsync(stop);
            var transaction = new Transaction(trial, stop);
            await transaction.Execute(Engine.BeginWriting);
            return await write(transaction);
        }
        catch (Exception error) when (Engine.IsAtFault(error))
        {
            throw Engine.Explain(error);
        }
    }

    /// <param name="stop">Ends the wait for its turn; what has begun is stored, whoever no longer waits for it.</param>
    /// <exception cref="StorageException">The store cannot be written, and nothing is stored. The function's own
    /// exceptions pass through unchanged.</exception>
    internal Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken stop = default)
    {
        if (writer is null)
            throw new InvalidOperationException("The store was opened only to read it.");
        if (inside.Value is { IsOver: false })
            throw new InvalidOperationException("A write inside a write would wait for itself.");
        return writer.RunAsync(
            Marked<T>(async transaction =>
            {
                if (Rehearse is { } rehearse)
                {
                    await rehearse(transaction, () => write(transaction));
                    transaction.ForgetItem();
                }

                return await write(transaction);
            }),
            stop
        );
    }

    internal Task WriteAsync(Func<Transaction, Task> write, CancellationToken stop = default) =>
        WriteAsync(
            async transaction =>
            {
                await write(transaction);
                return true;
            },
            stop
        );

    /// <summary>
    /// Closes all connections that nobody uses: where one is dead the others are too, and each would be waited for.
    /// </summary>
    internal static void DropIdle(ConcurrentBag<StoreConnection> idle)
    {
        while (idle.TryTake(out var connection))
            Quietly(connection.Dispose);
    }

    /// <summary>Nobody may write any more.</summary>
    public void Dispose()
    {
        // Whoever only reads cannot empty SQLite's log: the writer closes last.
        DropIdle(readers);
        writer?.Dispose();
        readerPlaces?.Dispose();
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

    private Func<Transaction, Task<T>> Marked<T>(Func<Transaction, Task<T>> write) =>
        async transaction =>
        {
            var mark = inside.Value = new Inside();
            try
            {
                return await write(transaction);
            }
            finally
            {
                mark.IsOver = true;
            }
        };

    /// <summary>Marks what runs inside a write, and what was begun there and goes on after it.</summary>
    private sealed class Inside
    {
        public volatile bool IsOver;
    }

    private static async Task<StoreConnection> OpenMigratedAsync(
        StoreEngine engine,
        Func<int, Task>? beforeUpgrade,
        CancellationToken stop
    )
    {
        var connection = await engine.OpenWriterAsync(stop);
        var isOpen = false;
        try
        {
            var transaction = new Transaction(connection);
            await Migrations.ApplyAsync(transaction, engine, beforeUpgrade);
            await engine.TakeKeysAsync(transaction, makes: true);
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
