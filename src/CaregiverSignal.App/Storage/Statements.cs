using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>An open connection with the commands that it has prepared; Dapper makes records of their rows.</summary>
/// <remarks>
/// Preparing is most of a small statement's cost, and neither Dapper nor the driver for SQLite keeps a command for the
/// next time. A text has values of the same types wherever it is written. For one thread at a time; results are read to
/// their end before the next statement.
/// </remarks>
public sealed class Statements(DbConnection connection, StoreEngine engine) : IDisposable
{
    /// <remarks>Whoever asks a store something, whatever it was opened for, reads what it says alike.</remarks>
    static Statements() => TypeHandlers.Register();

    private readonly Dictionary<string, Prepared> known = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    public StoreEngine Engine => engine;

    /// <summary>How often the store has answered.</summary>
    internal int Answers { get; private set; }

    /// <summary>Whether a statement may take as long as it takes; otherwise the connection's own limit holds.</summary>
    internal bool IsPatient { get; set; }

    internal int Execute(Sql statement)
    {
        var command = Bound(statement).Command;
        var changed = command.ExecuteNonQuery();
        Note(command);
        return changed;
    }

    /// <summary>For each row what reads it, and throws where it cannot be read.</summary>
    internal IEnumerable<Func<T>> Each<T>(Sql statement)
    {
        var prepared = Bound(statement);
        using var reader = prepared.Command.ExecuteReader();
        Note(prepared.Command);
        if (!reader.Read())
            yield break;
        var parse = prepared.ParserOf<T>(reader);
        var read = () => parse(reader);
        do yield return read;
        while (reader.Read());
    }

    public void Dispose()
    {
        foreach (var prepared in known.Values)
            prepared.Command.Dispose();
        connection.Dispose();
    }

    private void Note(DbCommand command)
    {
        Answers++;
        engine.Sent?.Invoke(command.CommandText, command.Parameters);
    }

    private Prepared Bound(Sql statement)
    {
        var text = statement.Text;
        if (!known.TryGetValue(text, out var prepared))
            known[text] = prepared = new Prepared(connection.CreateCommand(), text, statement, engine);
        prepared.Bind(statement, IsPatient);
        return prepared;
    }

    private sealed class Prepared
    {
        private readonly StoreEngine engine;
        private readonly int usualTimeout;
        private readonly bool[] isList;
        private Delegate? parser;

        public Prepared(DbCommand command, string text, Sql statement, StoreEngine engine)
        {
            (Command, this.engine, usualTimeout) = (command, engine, command.CommandTimeout);
            isList = [.. statement.Given.Select(value => Values.IsList(value.Type))];
            foreach (var (place, (_, type)) in statement.Given.Index())
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{place}";
                if (isList[place])
                    text = engine.WithList(text, $"p{place}");
                // A type for every value, also for none: PostgreSQL prepares a statement for the types it is given.
                else if (Values.ColumnTypeOf(type) is { } column)
                    parameter.DbType = column;
                command.Parameters.Add(parameter);
            }

            command.CommandText = text;
        }

        public DbCommand Command { get; }

        public void Bind(Sql statement, bool isPatient)
        {
            Command.CommandTimeout = isPatient ? 0 : usualTimeout;
            foreach (var (place, (value, type)) in statement.Given.Index())
                Command.Parameters[place].Value = isList[place]
                    ? engine.ListValue(Values.Items(value!, Values.ColumnTypeOf(type)))
                    : Values.Stored(value);
        }

        public Func<DbDataReader, T> ParserOf<T>(DbDataReader reader)
        {
            if (parser is not Func<DbDataReader, T> known)
                parser = known = RowParser.Of<T>(reader);
            return known;
        }
    }
}
