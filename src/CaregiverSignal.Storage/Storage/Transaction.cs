using System.Runtime.CompilerServices;

namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it.</summary>
/// <remarks>Interpolated strings are always <see cref="Sql"/>, even if all holes are constants: a column list without
/// <c>:sql</c> is a value from the first run. For one caller at a time: await each statement before the next.</remarks>
/// <param name="stop">Cancels its statements.</param>
internal sealed class Transaction(StoreConnection connection, CancellationToken stop = default)
{
    private readonly int answersBefore = connection.Answers;
    private readonly List<UnreadableRow> unreadable = [];
    private readonly List<Action> afterwards = [];
    private (string Step, long Item)? taken;

    public StoreEngine Engine => connection.Engine;

    /// <summary>Seals values that the store alone must not reveal.</summary>
    public StoreKeys Keys => connection.Engine.Keys;

    /// <summary>The rows that <see cref="AllReadable{T}(Sql)"/> left out.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => unreadable;

    /// <summary>Signs rows, and verifies signatures.</summary>
    public RowSignature Signatures => connection.Engine.Signatures;

    /// <summary>The member of staff who writes; null for a caregiver or a job.</summary>
    public long? NotedBy { get; set; }

    /// <summary>Other caregivers changed by this write: each gets a line in the audit log.</summary>
    public HashSet<long> AlsoChanged { get; } = [];

    /// <summary>Whether statements have no timeout.</summary>
    internal bool IsPatient
    {
        set => connection.IsPatient = value;
    }

    /// <summary>The first row, or null; for a value type use a nullable one.</summary>
    [OverloadResolutionPriority(1)]
    public async Task<T?> First<T>(Sql statement) => (await Rows<T>(statement)).FirstOrDefault();

    public Task<T?> First<T>(string text) => First<T>(Sql.Of(text));

    [OverloadResolutionPriority(1)]
    public async Task<IReadOnlyList<T>> All<T>(Sql statement) => await Rows<T>(statement);

    public Task<IReadOnlyList<T>> All<T>(string text) => All<T>(Sql.Of(text));

    /// <summary>All rows of a list for people: an unreadable row is left out and added to
    /// <see cref="Unreadable"/>.</summary>
    [OverloadResolutionPriority(1)]
    public async Task<IReadOnlyList<T>> AllReadable<T>(Sql statement)
    {
        List<T> rows = [];
        await connection.QueryAsync<T, bool>(
            statement,
            read =>
            {
                try
                {
                    rows.Add(read());
                }
                catch (UnreadableRowException error)
                {
                    unreadable.Add(new UnreadableRow(error.Kind, error.Key));
                }

                return true;
            },
            stop
        );
        return rows;
    }

    public Task<IReadOnlyList<T>> AllReadable<T>(string text) => AllReadable<T>(Sql.Of(text));

    /// <summary>The value of a statement that always returns one row: a count, or a <c>returning</c> id.</summary>
    [OverloadResolutionPriority(1)]
    public async Task<T> One<T>(Sql statement) =>
        await Rows<T>(statement) is [var only, ..]
            ? only
            : throw new InvalidOperationException("A statement that always has a row had none.");

    public Task<T> One<T>(string text) => One<T>(Sql.Of(text));

    /// <returns>The number of rows changed.</returns>
    [OverloadResolutionPriority(1)]
    public Task<int> Execute(Sql statement) => connection.ExecuteAsync(statement, stop);

    public Task<int> Execute(string text) => Execute(Sql.Of(text));

    /// <summary>Executes a statement for each thing, and returns how many rows changed.</summary>
    public async Task<int> Each<T>(IEnumerable<T> things, Func<T, Sql> statement)
    {
        var changed = 0;
        foreach (var thing in things)
            changed += await Execute(statement(thing));
        return changed;
    }

    /// <summary>Runs an action once this write is committed, before its caller continues.</summary>
    /// <param name="act">Short; touches only memory.</param>
    public void Afterwards(Action act) => afterwards.Add(act);

    internal IReadOnlyList<Action> TakeAfterwards() => [.. afterwards];

    /// <summary>Takes the first item that waits for a step; later errors belong to that item.</summary>
    internal async Task<long?> Take(string step, Sql statement)
    {
        if (await First<long?>(statement) is not { } item)
            return null;
        taken = (step, item);
        return item;
    }

    /// <summary>Adds many rows, far faster than one by one.</summary>
    /// <param name="columns">Separated by commas.</param>
    /// <param name="row">A row's values, in the order of the columns.</param>
    public Task AddRows<T>(string table, string columns, IEnumerable<T> rows, Func<T, object?[]> row) =>
        Engine.AddRowsAsync(
            connection.Connection,
            table,
            columns,
            rows.Select(given => Array.ConvertAll(row(given), Values.Stored))
        );

    /// <summary>Reserves ids for rows that are added with them.</summary>
    public Task<IReadOnlyList<long>> NewIds(string table, int count) => Engine.NewIdsAsync(this, table, count);

    /// <summary>Whether the store has answered any statement in this transaction.</summary>
    internal bool IsAnswered => connection.Answers > answersBefore;

    /// <summary>Forgets the taken item: each function in a shared transaction begins without one.</summary>
    internal void ForgetItem()
    {
        (taken, NotedBy) = (null, null);
        AlsoChanged.Clear();
        unreadable.Clear();
        afterwards.Clear();
    }

    internal bool HasItem => taken is not null;

    /// <summary>The error, with the item that was taken.</summary>
    internal Exception AtItem(Exception error) =>
        taken is var (step, item) ? new ItemFailedException(step, item, error) : error;

    private Task<List<T>> Rows<T>(Sql statement) => connection.QueryAsync<T, T>(statement, read => read(), stop);
}
