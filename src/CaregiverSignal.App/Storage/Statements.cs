using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>
/// A connection with its prepared statements: each text is prepared once and reused, as preparing is most of a small
/// statement's cost.
/// </summary>
/// <remarks>For one thread at a time; results are read to their end before the next statement.</remarks>
public sealed class Statements(DbConnection connection, StoreEngine engine) : IDisposable
{
    private readonly Dictionary<string, Statement> known = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    public StoreEngine Engine { get; } = engine;

    /// <summary>How often the store has answered.</summary>
    internal int Answers { get; private set; }

    /// <summary>Whether a statement may take as long as it takes; otherwise the connection's own limit holds.</summary>
    internal bool IsPatient { get; set; }

    public int Execute(string sql, object? values, params ReadOnlySpan<Parameter> more) =>
        Now<int>(sql, values, more, null);

    /// <summary>Executes a statement before the next one that is answered; nobody asks how many rows it
    /// changes.</summary>
    public void Later(string sql, object? values) => AskChanged(sql, values);

    /// <summary>How many rows a statement changes, when somebody looks at it.</summary>
    public Asked<int> AskChanged(string sql, object? values, params ReadOnlySpan<Parameter> more) =>
        Ask<int>(sql, values, more, null);

    public List<T> All<T>(string sql, object? values, params ReadOnlySpan<Parameter> more) =>
        Now(sql, values, more, AllOf<T>);

    /// <summary>All rows, when somebody looks at them.</summary>
    public Asked<List<T>> AskAll<T>(string sql, object? values) => Ask(sql, values, [], AllOf<T>);

    public List<IDictionary<string, object?>> Rows(string sql, ReadOnlySpan<Parameter> values) =>
        Now(sql, null, values, RowsOf);

    /// <summary>The rows that can be read, and for each of the others its type and first column.</summary>
    public (List<T> Rows, List<UnreadableRow> Unreadable) Readable<T>(string sql, object? values) =>
        Now(sql, values, [], ReadableOf<T>);

    /// <returns>False when there is no row.</returns>
    public bool First<T>(string sql, object? values, out T? row, params ReadOnlySpan<Parameter> more)
    {
        (var found, row) = Now(sql, values, more, FirstOf<T>);
        return found;
    }

    /// <summary>The first row, or none, when somebody looks at it.</summary>
    public Asked<T?> AskFirst<T>(string sql, object? values) =>
        Ask(sql, values, [], static (statement, rows) => FirstOf<T>(statement, rows).Row);

    public void Dispose()
    {
        foreach (var statement in known.Values)
            statement.Dispose();
        Connection.Dispose();
    }

    private static List<T> AllOf<T>(Statement statement, DbDataReader reader)
    {
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(statement.Parse<T>(reader));
        return rows;
    }

    private static List<IDictionary<string, object?>> RowsOf(Statement statement, DbDataReader reader)
    {
        var rows = new List<IDictionary<string, object?>>();
        while (reader.Read())
        {
            var row = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var place = 0; place < reader.FieldCount; place++)
                row[reader.GetName(place)] = reader.IsDBNull(place) ? null : reader.GetValue(place);
            rows.Add(row);
        }

        return rows;
    }

    private static (List<T> Rows, List<UnreadableRow> Unreadable) ReadableOf<T>(
        Statement statement,
        DbDataReader reader
    )
    {
        var (rows, unreadable) = (new List<T>(), new List<UnreadableRow>());
        while (reader.Read())
        {
            try
            {
                rows.Add(statement.Parse<T>(reader));
            }
            catch (UnreadableRowException bad)
            {
                unreadable.Add(new UnreadableRow(bad.Kind, bad.Key));
            }
        }

        return (rows, unreadable);
    }

    private static (bool Found, T? Row) FirstOf<T>(Statement statement, DbDataReader reader) =>
        reader.Read() ? (true, statement.Parse<T>(reader)) : (false, default);

    /// <param name="read">Null for the number of rows that changed.</param>
    private T Now<T>(string sql, object? values, ReadOnlySpan<Parameter> more, Func<Statement, DbDataReader, T>? read)
    {
        var statement = Known(sql, ref values, ref more);
        var command = statement.Alone(Connection, IsPatient, values, more);
        var answer = read is null ? (T)(object)command.ExecuteNonQuery() : Read(command, statement, read);
        Answers++;
        Engine.Sent?.Invoke([new SentStatement(statement.Text, command.Parameters)]);
        return answer;
    }

    private static T Read<T>(DbCommand command, Statement statement, Func<Statement, DbDataReader, T> read)
    {
        using var reader = command.ExecuteReader();
        return read(statement, reader);
    }

    private Asked<T> Ask<T>(
        string sql,
        object? values,
        ReadOnlySpan<Parameter> more,
        Func<Statement, DbDataReader, T>? read
    ) => new(Now(sql, values, more, read));

    private Statement Known(string sql, ref object? values, ref ReadOnlySpan<Parameter> more)
    {
        if (values is not null && Shape.Of(values.GetType()) is { HasLists: true } shape)
        {
            var given = values;
            (sql, var written) = ListParameters.WriteOut(
                sql,
                [.. shape.Members.Select(one => new Parameter(one.Name, one.Get(given), one.Type)), .. more],
                Engine
            );
            values = null;
            more = written;
        }

        if (!known.TryGetValue(sql, out var statement))
            known[sql] = statement = new Statement(sql);
        return statement;
    }
}
