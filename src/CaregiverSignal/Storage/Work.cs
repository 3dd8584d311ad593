using System.Data.Common;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
public sealed class Work(DbConnection connection)
{
    private (string Step, long Item)? taken;

    /// <summary>The first row, or null (a value type's default: ask for a nullable one).</summary>
    public T? First<T>(string sql, object? values = null) => connection.QueryFirstOrDefault<T>(sql, values);

    /// <summary>The first item that waits for a step; when the rest of the transaction fails, it is this item's failure.</summary>
    /// <param name="sql">Leaves out what is aside: <c>id not in (select item from aside where step = @step)</c>.</param>
    public T? Next<T>(string step, Func<T, long> id, string sql, object? values = null)
        where T : class
    {
        var all = new DynamicParameters(values);
        all.Add("step", step);
        var next = connection.QueryFirstOrDefault<T>(sql, all);
        if (next is not null) taken = (step, id(next));
        return next;
    }

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => connection.Query<T>(sql, values).AsList();

    /// <summary>The one value of a statement that always has a row: a count, an id <c>returning</c>.</summary>
    public T One<T>(string sql, object? values = null) => connection.QuerySingle<T>(sql, values);

    /// <summary>How many rows the statement changed.</summary>
    public int Change(string sql, object? values = null) => connection.Execute(sql, values);

    /// <summary>Several closures share a transaction; each begins without an item.</summary>
    internal void ForgetItem() => taken = null;

    /// <summary>The error with the item it happened at, when one was taken.</summary>
    internal Exception AtItem(Exception error) => taken is var (step, item) ? new ItemFailedException(step, item, error) : error;
}
