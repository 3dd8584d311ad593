using System.Data.Common;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>The open transaction; every statement goes through it, so none can run outside one.</summary>
public sealed class Work(DbConnection connection)
{
    /// <summary>The first row, or null (a value type's default: ask for a nullable one).</summary>
    public T? First<T>(string sql, object? values = null) => connection.QueryFirstOrDefault<T>(sql, values);

    public IReadOnlyList<T> All<T>(string sql, object? values = null) => connection.Query<T>(sql, values).AsList();

    /// <summary>The one value of a statement that always has a row: a count, an id <c>returning</c>.</summary>
    public T One<T>(string sql, object? values = null) => connection.QuerySingle<T>(sql, values);

    /// <summary>How many rows the statement changed.</summary>
    public int Change(string sql, object? values = null) => connection.Execute(sql, values);
}
