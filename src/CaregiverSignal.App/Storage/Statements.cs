using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Storage;

/// <summary>An open connection with the commands that it has prepared; Dapper makes records of their rows.</summary>
/// <remarks>
/// Preparing is most of a small statement's cost, and neither Dapper nor the driver for SQLite keeps a command for the
/// next time. A text has values of the same types wherever it is written. For one thread at a time; results are read to
/// their end before the next statement.
/// </remarks>
public sealed partial class Statements(DbConnection connection, StoreEngine engine) : IDisposable
{
    /// <remarks>Whoever asks a store something, whatever it was opened for, reads what it says alike.</remarks>
    static Statements() => TypeHandlers.Register();

    private readonly Dictionary<string, Prepared> known = new(StringComparer.Ordinal);
    private readonly List<(Sql Statement, Prepared Known)> waiting = [];

    public DbConnection Connection => connection;

    public StoreEngine Engine => engine;

    /// <summary>What the store was seen to have on this connection, and has for good: a store that loses it again loses
    /// the connection too.</summary>
    internal HashSet<object> Settled { get; } = [];

    /// <summary>How often the store has answered.</summary>
    internal int Answers { get; private set; }

    /// <summary>Whether a statement may take as long as it takes; otherwise the connection's own limit holds.</summary>
    internal bool IsPatient { get; set; }

    /// <summary>Whether several statements can go in one round trip; a file has none to spare.</summary>
    internal bool CanBatch => connection.CanCreateBatch;

    /// <summary>A statement whose answer nobody waits for: it goes along with the next one.</summary>
    internal void Send(Sql statement)
    {
        if (CanBatch)
            waiting.Add((statement, Known(statement)));
        else
            Execute(statement);
    }

    /// <summary>Sends what waits to go along.</summary>
    internal void Flush()
    {
        if (waiting.Count == 0)
            return;
        using var batch = Together();
        batch.ExecuteNonQuery();
        Note(batch);
    }

    /// <summary>Ends the transaction without what was sent in it, and without what waits.</summary>
    internal void RollBack()
    {
        waiting.Clear();
        Execute(Sql.Of("rollback;"));
    }

    internal int Execute(Sql statement)
    {
        if (waiting.Count > 0)
        {
            using var batch = Together((statement, Known(statement)));
            batch.ExecuteNonQuery();
            Note(batch);
            return batch.BatchCommands[^1].RecordsAffected;
        }

        var command = Bound(statement).Command;
        var changed = command.ExecuteNonQuery();
        Note(command);
        return changed;
    }

    /// <summary>For each row what reads it, and throws where it cannot be read.</summary>
    internal IEnumerable<Func<T>> Each<T>(Sql statement)
    {
        if (waiting.Count > 0)
        {
            var (known, unread) = (Known(statement), Unread);
            using var batch = Together((statement, known));
            using var last = Read(batch, unread);
            foreach (var read in known.Rows<T>(last))
                yield return read;
            yield break;
        }

        var prepared = Bound(statement);
        using var reader = prepared.Command.ExecuteReader();
        Note(prepared.Command);
        foreach (var read in prepared.Rows<T>(reader))
            yield return read;
    }

    /// <summary>Asks several questions in one round trip.</summary>
    /// <param name="questions">Each with what takes its rows, to their end.</param>
    internal void Ask(IReadOnlyList<(Sql Statement, Action<Prepared, DbDataReader> Take)> questions)
    {
        var unread = Unread;
        using var batch = Together(questions);
        using var reader = Read(batch, unread);
        Take(questions, reader);
    }

    /// <summary>The same, on no thread while the server answers.</summary>
    internal async Task AskAsync(IReadOnlyList<(Sql Statement, Action<Prepared, DbDataReader> Take)> questions)
    {
        var unread = Unread;
        using var batch = Together(questions);
        using var reader = await ReadAsync(batch, unread).ConfigureAwait(false);
        Take(questions, reader);
    }

    private DbBatch Together(IEnumerable<(Sql Statement, Action<Prepared, DbDataReader> Take)> questions) =>
        Together(questions.Select(each => (each.Statement, Known(each.Statement))));

    private void Take(IEnumerable<(Sql Statement, Action<Prepared, DbDataReader> Take)> questions, DbDataReader reader)
    {
        foreach (var (statement, take) in questions)
        {
            take(Known(statement), reader);
            reader.NextResult();
        }
    }

    /// <summary>Asks one thing, and does another after it, in one round trip.</summary>
    internal T Ask<T>(Sql question, Sql then)
    {
        var (known, unread) = (Known(question), Unread);
        using var batch = Together((question, known), (then, Known(then)));
        using var reader = Read(batch, unread);
        return First<T>(known, reader);
    }

    /// <summary>The same, on no thread while the server answers.</summary>
    internal async Task<T> AskAsync<T>(Sql question, Sql then)
    {
        var (known, unread) = (Known(question), Unread);
        using var batch = Together((question, known), (then, Known(then)));
        using var reader = await ReadAsync(batch, unread).ConfigureAwait(false);
        return First<T>(known, reader);
    }

    private static T First<T>(Prepared known, DbDataReader reader)
    {
        List<T> answers = [.. known.Rows<T>(reader).Select(read => read())];
        reader.NextResult();
        return answers[0];
    }

    public void Dispose()
    {
        waiting.Clear();
        foreach (var prepared in known.Values)
            prepared.Command.Dispose();
        connection.Dispose();
    }

    private void Note(DbCommand command)
    {
        Answers++;
        engine.Sent?.Invoke(command.CommandText, command.Parameters);
        engine.Answered?.Invoke();
    }

    private void Note(DbBatch batch)
    {
        Answers++;
        foreach (DbBatchCommand command in batch.BatchCommands)
            engine.Sent?.Invoke(command.CommandText, command.Parameters);
        engine.Answered?.Invoke();
    }

    /// <summary>How much of what waits has rows, which nobody reads.</summary>
    private int Unread => waiting.Count(each => each.Statement.Begins("select"));

    private DbDataReader Read(DbBatch batch, int unread)
    {
        var reader = batch.ExecuteReader();
        Note(batch);
        for (; unread > 0; unread--)
            reader.NextResult();
        return reader;
    }

    private async Task<DbDataReader> ReadAsync(DbBatch batch, int unread)
    {
        var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        Note(batch);
        for (; unread > 0; unread--)
            await reader.NextResultAsync().ConfigureAwait(false);
        return reader;
    }

    /// <summary>What waits to go along, and these after it.</summary>
    private DbBatch Together(params IEnumerable<(Sql Statement, Prepared Known)> after)
    {
        var batch = connection.CreateBatch();
        foreach (var (statement, prepared) in waiting.Concat(after))
            batch.BatchCommands.Add(prepared.In(batch, statement));
        waiting.Clear();
        if (IsPatient)
            batch.Timeout = 0;
        return batch;
    }

    private Prepared Known(Sql statement)
    {
        var text = statement.Text;
        if (!known.TryGetValue(text, out var prepared))
            known[text] = prepared = new Prepared(connection.CreateCommand(), text, statement, engine);
        return prepared;
    }

    private Prepared Bound(Sql statement)
    {
        var prepared = Known(statement);
        prepared.Command.CommandTimeout = IsPatient ? 0 : prepared.UsualTimeout;
        prepared.Bind(prepared.Command.Parameters, statement);
        return prepared;
    }

    internal sealed partial class Prepared
    {
        private readonly StoreEngine engine;
        private readonly bool[] isList;
        private Delegate? parser;

        public Prepared(DbCommand command, string text, Sql statement, StoreEngine engine)
        {
            (Command, UsualTimeout, this.engine) = (command, command.CommandTimeout, engine);
            isList = [.. statement.Given.Select(value => Values.IsList(value.Type))];
            foreach (var place in Enumerable.Range(0, isList.Length).Where(place => isList[place]))
                text = engine.WithList(text, $"p{place}");
            command.CommandText = engine.NumbersValues ? Named().Replace(text, NumberOf) : text;
            Add(statement, command.CreateParameter, command.Parameters);
        }

        public DbCommand Command { get; }

        public int UsualTimeout { get; }

        /// <summary>The same with these values, as one of several.</summary>
        public DbBatchCommand In(DbBatch batch, Sql statement)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = Command.CommandText;
            Add(statement, command.CreateParameter, command.Parameters);
            Bind(command.Parameters, statement);
            return command;
        }

        public void Bind(DbParameterCollection parameters, Sql statement)
        {
            foreach (var (place, (value, type)) in statement.Given.Index())
                parameters[place].Value = isList[place]
                    ? engine.ListValue(Values.Items(value!, Values.ColumnTypeOf(type)))
                    : Values.Stored(value);
        }

        /// <summary>For each row what reads it, and throws where it cannot be read.</summary>
        public IEnumerable<Func<T>> Rows<T>(DbDataReader reader)
        {
            if (!reader.Read())
                yield break;
            if (parser is not Func<DbDataReader, T> parse)
                parser = parse = RowParser.Of<T>(reader);
            var read = () => parse(reader);
            do yield return read;
            while (reader.Read());
        }

        private static string NumberOf(Match name) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"${1 + int.Parse(name.Groups[1].ValueSpan, CultureInfo.InvariantCulture)}"
            );

        [GeneratedRegex("@p([0-9]+)", RegexOptions.CultureInvariant)]
        private static partial Regex Named();

        private void Add(Sql statement, Func<DbParameter> create, DbParameterCollection parameters)
        {
            foreach (var (place, (_, type)) in statement.Given.Index())
            {
                var parameter = create();
                if (!engine.NumbersValues)
                    parameter.ParameterName = $"@p{place}";
                // A type for every value, also for none: PostgreSQL prepares a statement for the types it is given.
                if (!isList[place] && Values.ColumnTypeOf(type) is { } column)
                    parameter.DbType = column;
                parameters.Add(parameter);
            }
        }
    }
}
