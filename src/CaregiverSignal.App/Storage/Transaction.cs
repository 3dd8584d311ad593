namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
public sealed class Transaction(Statements statements)
{
    private readonly List<UnreadableRow> unreadable = [];
    private readonly List<Action> afterwards = [];
    private (string Step, long Item)? taken;

    /// <summary>What seals values that somebody with the store alone may not read.</summary>
    public StoreKeys Keys => statements.Engine.Keys;

    /// <summary>The rows that <see cref="AllReadable{T}(Sql)"/> left out.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => unreadable;

    /// <summary>What a table marks its rows with, and knows its own rows by.</summary>
    public Seal Seal => statements.Engine.Seal;

    /// <summary>Whether a statement may take as long as it takes.</summary>
    internal bool IsPatient
    {
        set => statements.IsPatient = value;
    }

    /// <summary>The first row, or null; for a value type the default, so ask for a nullable one.</summary>
    public T? First<T>(string sql, object? values = null) => Rows<T>(sql, values).FirstOrDefault();

    public T? First<T>(Sql statement) => First<T>(statement.Text, statement);

    /// <summary>Does something once this write is stored, before its caller goes on; nothing where it is not.</summary>
    /// <param name="act">Short, and touches nothing but memory.</param>
    public void Afterwards(Action act) => afterwards.Add(act);

    internal IReadOnlyList<Action> TakeAfterwards() => [.. afterwards];

    /// <summary>The first item that waits for a step; an error from here on belongs to this item.</summary>
    internal long? Take(string step, string sql, object? values)
    {
        if (First<long?>(sql, values) is not { } item)
            return null;
        taken = (step, item);
        return item;
    }

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => [.. Rows<T>(sql, values)];

    public IReadOnlyList<T> All<T>(Sql statement) => All<T>(statement.Text, statement);

    /// <summary>
    /// All rows of a list that people look at: a row that cannot be read is left out and added to
    /// <see cref="Unreadable"/>.
    /// </summary>
    public IReadOnlyList<T> AllReadable<T>(string sql, object? values = null)
    {
        var rows = new List<T>();
        foreach (var read in statements.Each<T>(sql, values))
        {
            try
            {
                rows.Add(read());
            }
            catch (UnreadableRowException bad)
            {
                unreadable.Add(new UnreadableRow(bad.Kind, bad.Key));
            }
        }

        return rows;
    }

    public IReadOnlyList<T> AllReadable<T>(Sql statement) => AllReadable<T>(statement.Text, statement);

    /// <summary>The one value of a statement that always has a row: a count, or a <c>returning</c> id.</summary>
    public T One<T>(string sql, object? values = null)
    {
        foreach (var row in Rows<T>(sql, values))
            return row;
        throw new InvalidOperationException("A statement that always has a row had none.");
    }

    public T One<T>(Sql statement) => One<T>(statement.Text, statement);

    /// <summary>Rows by the names of their columns, for what works on any table.</summary>
    internal IReadOnlyList<IDictionary<string, object?>> Rows(string sql, object? values = null) =>
        [.. Rows<object>(sql, values).Cast<IDictionary<string, object?>>()];

    /// <summary>Executes a statement, of several values once for each, and returns how many rows it changed.</summary>
    public int Execute(string sql, object? values = null) =>
        values is IEnumerable<object> each
            ? each.Sum(one => statements.Execute(sql, one))
            : statements.Execute(sql, values);

    public int Execute(Sql statement) => statements.Execute(statement.Text, statement);

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

    private IEnumerable<T> Rows<T>(string sql, object? values) =>
        statements.Each<T>(sql, values).Select(read => read());
}
