namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
public sealed class Transaction(Statements statements)
{
    private readonly List<UnreadableRow> unreadable = [];
    private readonly List<Action> afterwards = [];
    private (string Step, long Item)? taken;

    /// <summary>What seals values that somebody with the store alone may not read.</summary>
    public KeyRing Keys => statements.Engine.Keys;

    /// <summary>The rows that <see cref="AllReadable"/> left out.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => unreadable;

    /// <summary>What a table marks its rows with, and knows its own rows by.</summary>
    public Seal Seal => statements.Engine.Seal;

    /// <summary>Whether a statement may take as long as it takes.</summary>
    internal bool IsPatient
    {
        set => statements.IsPatient = value;
    }

    /// <summary>The first row, or null; for a value type the default, so ask for a nullable one.</summary>
    public T? First<T>(string sql, object? values = null)
    {
        statements.First<T>(sql, values, out var row);
        return row;
    }

    /// <summary>
    /// As <see cref="First"/>, for an answer that is not needed yet: with what is asked before somebody looks at it, it
    /// is one round trip to a server.
    /// </summary>
    public Asked<T?> Ask<T>(string sql, object? values = null) => statements.AskFirst<T>(sql, values);

    /// <summary>As <see cref="All"/>, for rows that are not needed yet.</summary>
    public Asked<List<T>> AskAll<T>(string sql, object? values = null) => statements.AskAll<T>(sql, values);

    /// <summary>As <see cref="Execute"/>, for a number of rows that is not needed yet.</summary>
    public Asked<int> AskChanged(string sql, object? values = null) => statements.AskChanged(sql, values);

    /// <summary>
    /// As <see cref="Execute"/>, where nobody needs to know how many rows change: it goes with the next statement that
    /// is answered, or with the commit.
    /// </summary>
    public void Later(string sql, object? values = null) => statements.Later(sql, values);

    /// <summary>
    /// As <see cref="AskChanged"/>, for several rows in one statement: what stands in brackets behind <c>values</c> is
    /// written once for each row. A parameter of a row's type has that row's value, any other the one they share.
    /// </summary>
    /// <param name="rows">
    /// One at least. Under <c>on conflict do update</c> no two have the same key: PostgreSQL refuses that, and SQLite
    /// takes the last.
    /// </param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public Asked<int> ChangeEach<T>(string sql, IReadOnlyList<T> rows, object? shared = null)
        where T : notnull
    {
        var (text, values) = RowParameters.WriteOut(sql, rows);
        return statements.AskChanged(text, shared, values);
    }

    /// <summary>Does something once this write is stored, before its caller goes on; nothing where it is not.</summary>
    /// <param name="act">Short, and touches nothing but memory.</param>
    public void Afterwards(Action act) => afterwards.Add(act);

    internal IReadOnlyList<Action> TakeAfterwards() => [.. afterwards];

    /// <summary>The first item that waits for a step; an error from here on belongs to this item.</summary>
    internal long? Take(string step, string sql, object? values)
    {
        if (!statements.First<long>(sql, values, out var item, Parameter.Of("step", step)))
            return null;
        taken = (step, item);
        return item;
    }

    internal WaitingItems Counted(string step, string sql, object? values)
    {
        statements.First<WaitingItems>(sql, values, out var counted, Parameter.Of("step", step));
        return counted! with { Step = step };
    }

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => statements.All<T>(sql, values);

    /// <summary>
    /// All rows of a list that people look at: a row that cannot be read is left out and added to
    /// <see cref="Unreadable"/>.
    /// </summary>
    public IReadOnlyList<T> AllReadable<T>(string sql, object? values = null)
    {
        var (rows, left) = statements.Readable<T>(sql, values);
        unreadable.AddRange(left);
        return rows;
    }

    /// <summary>The one value of a statement that always has a row: a count, or a <c>returning</c> id.</summary>
    public T One<T>(string sql, object? values = null) =>
        statements.First<T>(sql, values, out var row)
            ? row!
            : throw new InvalidOperationException("A statement that always has a row had none.");

    /// <summary>Rows by the names of their columns, for what works on any table.</summary>
    internal List<IDictionary<string, object?>> Rows(string sql, Parameter[] values) => statements.Rows(sql, values);

    internal void Insert(string table, IReadOnlyList<KeyValuePair<string, object?>> row)
    {
        var columns = row.Select(cell => cell.Key).ToList();
        statements.Execute(
            $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(one => "@" + one))})",
            null,
            [
                .. row.Select(cell =>
                    cell.Value is { } value ? Parameter.Of(cell.Key, value) : new Parameter(cell.Key, null, null)
                ),
            ]
        );
    }

    /// <summary>Executes a statement, and returns how many rows it changed.</summary>
    public int Execute(string sql, object? values = null) => statements.Execute(sql, values);

    /// <summary>Forgets the item: several functions share a transaction, and each begins without one.</summary>
    internal void ForgetItem()
    {
        taken = null;
        unreadable.Clear();
        afterwards.Clear();
    }

    /// <summary>The error, with the item it belongs to when one was taken.</summary>
    internal Exception AtItem(Exception error) =>
        taken is var (step, item) ? new ItemFailedException(step, item, error) : error;
}
