namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
public sealed class Transaction(Statements statements)
{
    private readonly List<UnreadableRow> unreadable = [];
    private (string Step, long Item)? taken;

    /// <summary>What <see cref="AllReadable"/> left out.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => unreadable;

    /// <summary>The first row, or null (a value type's default: ask for a nullable one).</summary>
    public T? First<T>(string sql, object? values = null)
    {
        statements.First<T>(sql, values, out var row);
        return row;
    }

    /// <summary>The first item that waits for a step; from here on an error is at this item.</summary>
    internal long? Take(string step, string sql, object? values)
    {
        if (!statements.First<long>(sql, values, out var item, ("step", step)))
            return null;
        taken = (step, item);
        return item;
    }

    internal WaitingItems Counted(string step, string sql, object? values)
    {
        statements.First<WaitingItems>(sql, values, out var counted, ("step", step));
        return counted! with { Step = step };
    }

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => statements.All<T>(sql, values);

    /// <summary>
    /// For a list that people look at: a row that cannot be read is left out, and <see cref="Unreadable"/> says so.
    /// </summary>
    public IReadOnlyList<T> AllReadable<T>(string sql, object? values = null)
    {
        var (rows, left) = statements.Readable<T>(sql, values);
        unreadable.AddRange(left);
        return rows;
    }

    /// <summary>The one value of a statement that always has a row: a count, an id <c>returning</c>.</summary>
    public T One<T>(string sql, object? values = null) =>
        statements.First<T>(sql, values, out var row)
            ? row!
            : throw new InvalidOperationException("A statement that always has a row had none.");

    /// <summary>How many rows the statement changed.</summary>
    public int Execute(string sql, object? values = null) => statements.Execute(sql, values);

    /// <summary>Several closures share a transaction; each begins without an item.</summary>
    internal void ForgetItem()
    {
        taken = null;
        unreadable.Clear();
    }

    /// <summary>The error with the item it happened at, when one was taken.</summary>
    internal Exception AtItem(Exception error) =>
        taken is var (step, item) ? new ItemFailedException(step, item, error) : error;
}
