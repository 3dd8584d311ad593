using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>What differs between the databases; everything else is the same for both.</summary>
public abstract class StoreEngine
{
    private StoreKeys? keys;

    /// <summary>Runs when a store gets its first or new keys, as nothing is signed with them yet. Set once, before a
    /// store is opened.</summary>
    internal static Func<Transaction, Task> UnderNewKeys { get; set; } = _ => Task.CompletedTask;

    /// <summary>The store's key, in a file on this machine.</summary>
    public StoreKeys Keys => keys ?? throw new InvalidOperationException("The store is not open.");

    internal async Task TakeKeysAsync(Transaction transaction, bool makes)
    {
        keys = await StoreKeys.OfAsync(this, transaction, makes);
        Signatures = new RowSignature(keys);
        if (keys.IsNew)
            await UnderNewKeys(transaction);
    }

    /// <summary>Sorts names regardless of case and accents: PostgreSQL's collation, which SQLite gets under the same
    /// name.</summary>
    public const string AsNames = "collate \"und-x-icu\"";

    /// <summary>Sorts people by last name without prefixes such as "van der", "'t" or "d'": the Dutch ones of
    /// Landelijke tabel 36 (Voorvoegsels) of the register of persons.</summary>
    public const string ByLastName =
        "coalesce(regexp_replace(last_name, '^(?:(?:van|von|de|den|der|des|du|het|te|ten|ter|tot|op|in|aan|bij"
        + "|onder|over|uit|voor|la|le)\\s+|[''’‘`]\\s?[ts](?:\\s+|-)|[dl][''’‘`]\\s?)+(?=\\S)', '', 'i'), "
        + $"coalesce(first_name, person)) {AsNames}, coalesce(first_name, person) {AsNames}, id";

    /// <summary>The store's location, for people: a file, or a database on a server; never a password.</summary>
    public abstract string Name { get; }

    /// <summary>The store's file; null on a server.</summary>
    public virtual string? File => null;

    /// <summary>The folder for this machine's own files, such as messages in a folder.</summary>
    public abstract string Folder { get; }

    /// <summary>Signs rows that grant access.</summary>
    public RowSignature Signatures { get; private set; } = null!;

    /// <summary>"SQLite" or "PostgreSQL", for people.</summary>
    public abstract string Product { get; }

    /// <summary>As the setting <c>Storage:Provider</c> names it.</summary>
    public string Provider => IsShared ? "postgres" : "sqlite";

    /// <summary>Called with each answered statement and its parameters: on a server, a round trip.</summary>
    public Action<string, DbParameterCollection>? Sent { get; set; }

    public abstract string TablesQuery { get; }

    public abstract string VersionQuery { get; }

    /// <summary>Rewrites <c>in (@list)</c>, where the list is one parameter, for this engine.</summary>
    internal abstract string WithList(string sql, string list);

    /// <param name="items">All 64-bit integers, or all texts.</param>
    internal abstract object ListValue(Array items);

    /// <summary>Begins a transaction that reads one snapshot.</summary>
    internal abstract Task BeginReadingAsync(StoreConnection connection, CancellationToken stop);

    /// <summary>The statement that begins a write transaction.</summary>
    public abstract string BeginWriting { get; }

    /// <summary>Begins a write transaction once no other program writes.</summary>
    internal abstract Task BeginWritingAsync(StoreConnection connection);

    /// <returns>Whether anything was stored, which proves that the store accepts writes.</returns>
    /// <exception cref="LostCommitException">It failed, and nothing was stored.</exception>
    internal abstract Task<bool> CommitAsync(StoreConnection connection);

    /// <summary>Whether another program held the write lock for longer than the lock timeout.</summary>
    internal virtual bool IsBusy(Exception error) => false;

    /// <summary>How long a bulk writer pauses now and then so that another program gets a turn; a server does that by
    /// itself.</summary>
    public virtual TimeSpan Turn => TimeSpan.Zero;

    /// <summary>The most concurrent readers; null for no limit.</summary>
    public virtual int? MostReaders => null;

    internal abstract Task<StoreConnection> OpenReaderAsync(CancellationToken stop = default);

    internal abstract Task<StoreConnection> OpenWriterAsync(CancellationToken stop = default);

    /// <summary>A connection for one transaction that is never committed; others wait at most for rows it
    /// changed.</summary>
    internal abstract Task<StoreConnection> OpenNeverCommittedAsync(CancellationToken stop);

    /// <summary>Refuses an unsafe store before anything is read from it.</summary>
    /// <exception cref="StorageException">The message contains the command that fixes it.</exception>
    public abstract Task RefuseUnsafeAsync(bool onlyReads = false, CancellationToken stop = default);

    /// <summary>Remembers the store's identity for <see cref="IsGone"/>, if it exists.</summary>
    internal virtual void Recognise() { }

    /// <summary>Whether the opened store was moved or deleted: writes would be lost.</summary>
    public virtual bool IsGone => false;

    /// <exception cref="StorageException">It is gone.</exception>
    internal void RefuseGone()
    {
        if (IsGone)
            throw new StorageException(
                $"{Name}: was removed or replaced while this program had it open, so that nothing can be kept. Put that file back, or stop the program and start it on the store that is to hold."
            );
    }

    /// <summary>Whether several programs may use the store at once.</summary>
    public virtual bool IsShared => false;

    /// <summary>Whether the store exists; if not, or if its file is empty, opening creates it.</summary>
    public abstract bool Exists { get; }

    /// <summary>Reserves the store for one service or <c>tick</c>; null if only one may run and another does.</summary>
    public abstract IDisposable? TryRunAlone();

    /// <summary>Keeps other programs from migrating until disposed; null if the migration's own transaction
    /// does.</summary>
    /// <exception cref="StorageException">The lock was not released within half a minute.</exception>
    internal virtual Task<IDisposable?> LockSchemaAsync(CancellationToken stop = default) =>
        Task.FromResult<IDisposable?>(null);

    /// <summary>Removes deleted data from the store's side files.</summary>
    /// <returns>False if they may still hold it: on a server, or while a reader has them open.</returns>
    /// <exception cref="StorageException">The store cannot be written.</exception>
    public abstract Task<bool> PurgeDeletedAsync(CancellationToken stop = default);

    /// <summary>Whether an error concerns the store, its disk, locks or connection rather than the statement.</summary>
    public abstract bool IsAtFault(Exception error);

    /// <summary>Whether an error on an idle connection is only that connection's, so that a new one may work.</summary>
    internal virtual bool IsStaleConnection(Exception error) => IsAtFault(error);

    /// <summary>Whether the store may appear soon, as when a machine starts its server and this program
    /// together.</summary>
    public virtual bool MayCome(StorageException error) => false;

    /// <summary>The error in an operator's words.</summary>
    public abstract StorageException Explain(Exception error);

    /// <summary>Opens a session of its own for the job runner's lock.</summary>
    /// <exception cref="StorageException">The connection failed.</exception>
    internal virtual Task<RunnerSession> OpenRunnerSessionAsync(CancellationToken stop = default) =>
        throw new InvalidOperationException("A file has one program, which runs the jobs.");

    /// <summary>Lifts the timeouts of a transaction that migrates or copies a store.</summary>
    internal virtual Task LiftTimeoutsAsync(Transaction transaction) => Task.CompletedTask;

    /// <summary>The statement that begins filling an empty store, its tables in any order.</summary>
    internal abstract string BeginBulkLoad { get; }

    /// <summary>A query for tables with dangling references; null if the commit checks that.</summary>
    internal virtual string? DanglingQuery => null;

    /// <summary>The last id that a table gave, even if that row is gone; 0 for none.</summary>
    internal abstract Task<long> LastIdAsync(Transaction transaction, string table);

    internal abstract Task SetLastIdAsync(Transaction transaction, string table, long last);

    /// <summary>Reserves ids for new rows.</summary>
    internal abstract Task<IReadOnlyList<long>> NewIdsAsync(Transaction transaction, string table, int count);

    /// <summary>Adds many rows within the open transaction.</summary>
    /// <param name="columns">Separated by commas.</param>
    /// <param name="rows">Each row's stored values, in the order of the columns.</param>
    internal abstract Task AddRowsAsync(
        DbConnection connection,
        string table,
        string columns,
        IEnumerable<object[]> rows
    );

    /// <summary>Translates a migration from SQLite's dialect.</summary>
    internal abstract string TranslateMigration(string migration);
}
