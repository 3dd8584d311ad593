using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>What each kind of database does in its own way; all else in the program is the same for both.</summary>
public abstract class StoreEngine
{
    private StoreKeys? keys;

    /// <summary>What begins anew where a store gets its first keys, or others: it was signed with none of these. Set
    /// once, before a store is opened.</summary>
    internal static Func<Transaction, Task> UnderNewKeys { get; set; } = _ => Task.CompletedTask;

    /// <summary>The key that the store was written with, in a file of this machine.</summary>
    public StoreKeys Keys => keys ?? throw new InvalidOperationException("The store is not open.");

    internal async Task TakeKeysAsync(Transaction transaction, bool makes)
    {
        keys = await StoreKeys.OfAsync(this, transaction, makes);
        Signatures = new RowSignature(keys);
        if (keys.IsNew)
            await UnderNewKeys(transaction);
    }

    /// <summary>
    /// The order in which people look for a name, whatever its case and accents: the server's own, which SQLite gets
    /// under the same word.
    /// </summary>
    public const string AsNames = "collate \"und-x-icu\"";

    /// <summary>
    /// People in the order of their last names, without the "van der", "'t" or "d'" before them: the Dutch ones of
    /// table 36 of the register of persons (Landelijke tabel 36, Voorvoegsels).
    /// </summary>
    public const string ByLastName =
        "coalesce(regexp_replace(last_name, '^(?:(?:van|von|de|den|der|des|du|het|te|ten|ter|tot|op|in|aan|bij"
        + "|onder|over|uit|voor|la|le)\\s+|[''’‘`]\\s?[ts](?:\\s+|-)|[dl][''’‘`]\\s?)+(?=\\S)', '', 'i'), "
        + $"coalesce(first_name, person)) {AsNames}, coalesce(first_name, person) {AsNames}, id";

    /// <summary>Where the store is, as people know it: a file, or a database on a server. Never a password.</summary>
    public abstract string Name { get; }

    /// <summary>The file that is the store; null where a server has it.</summary>
    public virtual string? File => null;

    /// <summary>The folder of the files that this machine keeps for itself, such as mail in a folder.</summary>
    public abstract string Folder { get; }

    /// <summary>The marks on rows that open something.</summary>
    public RowSignature Signatures { get; private set; } = null!;

    /// <summary>"SQLite" or "PostgreSQL", for people.</summary>
    public abstract string Product { get; }

    /// <summary>As the setting <c>Storage:Provider</c> names it.</summary>
    public string Provider => IsShared ? "postgres" : "sqlite";

    /// <summary>Called with each statement and its parameters once it is answered: with a server, a round
    /// trip.</summary>
    public Action<string, DbParameterCollection>? Sent { get; set; }

    public abstract string TablesQuery { get; }

    public abstract string VersionQuery { get; }

    /// <summary>A statement with <c>in (@list)</c> as this engine looks for values in a list that is one
    /// parameter.</summary>
    internal abstract string WithList(string sql, string list);

    /// <param name="items">All numbers of 64 bits, or all texts.</param>
    internal abstract object ListValue(Array items);

    /// <summary>Begins a transaction that sees one moment of the store on a connection to read.</summary>
    internal abstract Task BeginReadingAsync(StoreConnection connection, CancellationToken stop);

    /// <summary>Begins a transaction that leaves the store as if no other had run beside it.</summary>
    public abstract string BeginWriting { get; }

    /// <summary>Begins to write once nobody else does.</summary>
    internal abstract Task BeginWritingAsync(StoreConnection connection);

    /// <returns>Whether there was something to store, so that the store is known to take writes.</returns>
    /// <exception cref="LostCommitException">It failed, and nothing of it is in the store.</exception>
    internal abstract Task<bool> CommitAsync(StoreConnection connection);

    /// <summary>Whether another program writes, for longer than one waits at a time.</summary>
    internal virtual bool IsBusy(Exception error) => false;

    /// <summary>How long whoever writes much waits now and then, so that another program gets a turn; a server gives
    /// turns by itself.</summary>
    public virtual TimeSpan Turn => TimeSpan.Zero;

    /// <summary>How many may read at the same time; null for as many as come.</summary>
    public virtual int? MostReaders => null;

    internal abstract Task<StoreConnection> OpenReaderAsync(CancellationToken stop = default);

    internal abstract Task<StoreConnection> OpenWriterAsync(CancellationToken stop = default);

    /// <summary>For one transaction that is never committed; others wait at most for rows that it changed.</summary>
    internal abstract Task<StoreConnection> OpenNeverCommittedAsync(CancellationToken stop);

    /// <summary>Refuses a store that is not safe as it is, before anything is read from it.</summary>
    /// <exception cref="StorageException">The message contains the command that fixes it.</exception>
    public abstract Task RefuseUnsafeAsync(bool onlyReads = false, CancellationToken stop = default);

    /// <summary>
    /// Remembers which store it is from here on, for <see cref="IsGone"/>; none where none is there yet.
    /// </summary>
    internal virtual void Recognise() { }

    /// <summary>
    /// Whether the store that was opened is no longer where it was: what is written there now is lost.
    /// </summary>
    public virtual bool IsGone => false;

    /// <exception cref="StorageException">It is gone.</exception>
    internal void RefuseGone()
    {
        if (IsGone)
            throw new StorageException(
                $"{Name}: was removed or replaced while this program had it open, so that nothing can be kept. Put that file back, or stop the program and start it on the store that is to hold."
            );
    }

    /// <summary>Whether several programs may serve the store at the same time.</summary>
    public virtual bool IsShared => false;

    /// <summary>
    /// Whether the store is there; false, also for an empty file, means that opening it makes a new one.
    /// </summary>
    public abstract bool Exists { get; }

    /// <summary>
    /// Takes the store for one service or one <c>tick</c>; null when another has it and only one may.
    /// </summary>
    public abstract IDisposable? TryRunAlone();

    /// <summary>Keeps other programs from writing the schema until it is disposed; null where the transaction that
    /// writes it does.</summary>
    /// <exception cref="StorageException">Nobody released the lock within half a minute.</exception>
    internal virtual Task<IDisposable?> LockSchemaAsync(CancellationToken stop = default) =>
        Task.FromResult<IDisposable?>(null);

    /// <summary>Removes what was deleted from the files that the store keeps beside its data.</summary>
    /// <returns>False where they may still hold it: a server's own do, and those that a reader has open.</returns>
    /// <exception cref="StorageException">The store cannot be written.</exception>
    public abstract Task<bool> PurgeDeletedAsync(CancellationToken stop = default);

    /// <summary>Whether an error is about the store, its disk, its locks or the way to it, and not about the
    /// statement.</summary>
    public abstract bool IsAtFault(Exception error);

    /// <summary>
    /// Whether an error on a connection that nobody used for a while is that connection's own, so that a new one may
    /// do.
    /// </summary>
    internal virtual bool IsStaleConnection(Exception error) => IsAtFault(error);

    /// <summary>Whether the store may be there in a moment, as where a machine starts its server and the
    /// program.</summary>
    public virtual bool MayCome(StorageException error) => false;

    /// <summary>The same error in words for an operator.</summary>
    public abstract StorageException Explain(Exception error);

    /// <summary>A session of its own on a server, to ask for the lock of whoever runs the jobs.</summary>
    /// <exception cref="StorageException">There is no connection.</exception>
    internal virtual Task<RunnerSession> OpenRunnerSessionAsync(CancellationToken stop = default) =>
        throw new InvalidOperationException("A file has one program, which runs the jobs.");

    /// <summary>Lets a transaction take its time: one that changes a schema, or copies a store.</summary>
    internal virtual Task LiftTimeoutsAsync(Transaction transaction) => Task.CompletedTask;

    /// <summary>Begins a transaction that fills an empty store, its tables in any order.</summary>
    internal abstract string BeginBulkLoad { get; }

    /// <summary>A query for a table with a row that points to none; null where the commit looks at that.</summary>
    internal virtual string? DanglingQuery => null;

    /// <summary>The last number that a table gave to a row, also to one that is gone; 0 for none.</summary>
    internal abstract Task<long> LastIdAsync(Transaction transaction, string table);

    internal abstract Task SetLastIdAsync(Transaction transaction, string table, long last);

    /// <summary>Numbers for rows that a table is to get: nobody else gets them.</summary>
    internal abstract Task<IReadOnlyList<long>> NewIdsAsync(Transaction transaction, string table, int count);

    /// <summary>Adds many rows to a table within the open transaction.</summary>
    /// <param name="columns">With commas between them.</param>
    /// <param name="rows">The values of a row as they are stored, in the order of the columns.</param>
    internal abstract Task AddRowsAsync(
        DbConnection connection,
        string table,
        string columns,
        IEnumerable<object[]> rows
    );

    /// <summary>A migration, written for SQLite, in the words of this engine.</summary>
    internal abstract string TranslateMigration(string migration);
}
