using System.Runtime.CompilerServices;

namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
/// <remarks>What has holes is always a <see cref="Sql"/>, also where the compiler could fill them all in: a list of
/// columns without <c>:sql</c> is a value from the first run on, and not from the day on which the statement gets
/// another. For one caller at a time: each question is awaited before the next.</remarks>
/// <param name="stop">Ends what it asks.</param>
internal sealed class Transaction(StoreConnection connection, CancellationToken stop = default)
{
    private readonly int answersBefore = connection.Answers;
    private readonly List<UnreadableRow> unreadable = [];
    private readonly List<Action> afterwards = [];
    private (string Step, long Item)? taken;

    public StoreEngine Engine => connection.Engine;

    /// <summary>What seals values that somebody with the store alone may not read.</summary>
    public StoreKeys Keys => connection.Engine.Keys;

    /// <summary>The rows that <see cref="AllReadable{T}(Sql)"/> left out.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => unreadable;

    /// <summary>What a table marks its rows with, and knows its own rows by.</summary>
    public RowSignature Signatures => connection.Engine.Signatures;

    /// <summary>Who of the staff does what this write does; null for a caregiver and for a job.</summary>
    public long? NotedBy { get; set; }

    /// <summary>The caregivers besides the one it is about whom this write changed: each has a line in the audit
    /// log.</summary>
    public HashSet<long> AlsoChanged { get; } = [];

    /// <summary>Whether a statement may take as long as it takes.</summary>
    internal bool IsPatient
    {
        set => connection.IsPatient = value;
    }

    /// <summary>The first row, or null; for a value type the default, so ask for a nullable one.</summary>
    [OverloadResolutionPriority(1)]
    public async Task<T?> First<T>(Sql statement) => (await Rows<T>(statement)).FirstOrDefault();

    public Task<T?> First<T>(string text) => First<T>(Sql.Of(text));

    [OverloadResolutionPriority(1)]
    public async Task<IReadOnlyList<T>> All<T>(Sql statement) => await Rows<T>(statement);

    public Task<IReadOnlyList<T>> All<T>(string text) => All<T>(Sql.Of(text));

    /// <summary>
    /// All rows of a list that people look at: a row that cannot be read is left out and added to
    /// <see cref="Unreadable"/>.
    /// </summary>
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

    /// <summary>The one value of a statement that always has a row: a count, or a <c>returning</c> id.</summary>
    [OverloadResolutionPriority(1)]
    public async Task<T> One<T>(Sql statement) =>
        await Rows<T>(statement) is [var only, ..]
            ? only
            : throw new InvalidOperationException("A statement that always has a row had none.");

    public Task<T> One<T>(string text) => One<T>(Sql.Of(text));

    /// <returns>How many rows it changed.</returns>
    [OverloadResolutionPriority(1)]
    public Task<int> Execute(Sql statement) => connection.ExecuteAsync(statement, stop);

    public Task<int> Execute(string text) => Execute(Sql.Of(text));

    /// <summary>Executes a statement for each of some things, and returns how many rows that changed.</summary>
    public async Task<int> Each<T>(IEnumerable<T> things, Func<T, Sql> statement)
    {
        var changed = 0;
        foreach (var thing in things)
            changed += await Execute(statement(thing));
        return changed;
    }

    /// <summary>Does something once this write is stored, before its caller goes on; nothing where it is not.</summary>
    /// <param name="act">Short, and touches nothing but memory.</param>
    public void Afterwards(Action act) => afterwards.Add(act);

    internal IReadOnlyList<Action> TakeAfterwards() => [.. afterwards];

    /// <summary>The first item that waits for a step; an error from here on belongs to this item.</summary>
    internal async Task<long?> Take(string step, Sql statement)
    {
        if (await First<long?>(statement) is not { } item)
            return null;
        taken = (step, item);
        return item;
    }

    /// <summary>Adds many rows to a table, far quicker than one by one.</summary>
    /// <param name="columns">With commas between them.</param>
    /// <param name="row">The values of a row, in the order of the columns.</param>
    public Task AddRows<T>(string table, string columns, IEnumerable<T> rows, Func<T, object?[]> row) =>
        Engine.AddRowsAsync(
            connection.Connection,
            table,
            columns,
            rows.Select(given => Array.ConvertAll(row(given), Values.Stored))
        );

    /// <summary>Numbers for rows that are added with theirs.</summary>
    public Task<IReadOnlyList<long>> NewIds(string table, int count) => Engine.NewIdsAsync(this, table, count);

    /// <summary>Whether the store has answered something in it.</summary>
    internal bool IsAnswered => connection.Answers > answersBefore;

    /// <summary>Forgets the item: several functions share a transaction, and each begins without one.</summary>
    internal void ForgetItem()
    {
        (taken, NotedBy) = (null, null);
        AlsoChanged.Clear();
        unreadable.Clear();
        afterwards.Clear();
    }

    internal bool HasItem => taken is not null;

    /// <summary>The error, with the item it belongs to when one was taken.</summary>
    internal Exception AtItem(Exception error) =>
        taken is var (step, item) ? new ItemFailedException(step, item, error) : error;

    private Task<List<T>> Rows<T>(Sql statement) => connection.QueryAsync<T, T>(statement, read => read(), stop);
}
