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
    /// <summary>The longest a page should keep its visitor waiting.</summary>
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

    /// <summary>Opens a store read-only, even on a read-only disk.</summary>
    /// <exception cref="StorageException">It cannot be read, or its schema is not this program's.</exception>
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

    /// <summary>Opens the store, creating it if needed, and migrates it to this program's schema.</summary>
    /// <exception cref="StorageException">The store cannot be opened or written, or is newer than this
    /// program.</exception>
    /// <param name="beforeUpgrade">Called with the old schema before a migration: may refuse, or copy the store
    /// first.</param>
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

    /// <param name="durable">False only for a store that can be recreated, such as a demo's: commits do not wait for
    /// the disk.</param>
    public static Task<Database> OpenAsync(string path, bool durable = true) =>
        OpenAsync(new SqliteFile(path, durable));

    public StoreEngine Engine { get; }

    /// <summary>The store's location, for people.</summary>
    public string Name => Engine.Name;

    /// <summary>Whether the last write failed because of the store; the next successful commit clears it.</summary>
    public bool LastWriteFailed => fault.IsLast;

    /// <summary>For tests: called before each write, to run it once and roll that back.</summary>
    internal Func<Transaction, Func<Task>, Task>? Rehearse { get; set; }

    /// <param name="read">May run again if its first statement met a connection that the server had dropped.</param>
    /// <exception cref="StorageException">The store cannot be read. The function's own exceptions pass through
    /// unchanged.</exception>
    /// <exception cref="ItemFailedException">The function failed while dealing with an item that it took.</exception>
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
                // The server may have dropped an idle connection; nothing was read with it yet.
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

    /// <summary>Runs a write without storing anything; other writes continue meanwhile.</summary>
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

    /// <param name="stop">Ends the wait for a turn; a write that has begun is stored even if its caller has
    /// gone.</param>
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

    /// <summary>Closes all idle connections: if one is dead the others probably are, and each would cost a
    /// timeout.</summary>
    internal static void DropIdle(ConcurrentBag<StoreConnection> idle)
    {
        while (idle.TryTake(out var connection))
            Quietly(connection.Dispose);
    }

    /// <summary>Closes the store; nobody may use it any more.</summary>
    public void Dispose()
    {
        // The writer closes last: a reader cannot empty SQLite's log.
        DropIdle(readers);
        writer?.Dispose();
        readerPlaces?.Dispose();
    }

    /// <summary>Closes something that is already broken and ignores errors: the first error is the one to
    /// report.</summary>
    internal static void Quietly(Action close)
    {
        try
        {
            close();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or StorageException)
        {
            // The caller already has the first error.
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

    /// <summary>Marks code that runs inside a write, including tasks that outlive it.</summary>
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
