using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>An open connection, for one caller at a time; Dapper maps the rows.</summary>
/// <remarks>It keeps its prepared commands: preparing a statement takes SQLite as long as running it.</remarks>
internal sealed class StoreConnection(DbConnection connection, StoreEngine engine) : IDisposable
{
    /// <remarks>Before any row is read, whatever opened the store.</remarks>
    static StoreConnection() => TypeHandlers.Register();

    /// <summary>More than a page or job uses; beyond that the cache is emptied (our choice).</summary>
    private const int MostKept = 200;

    private readonly Dictionary<string, Kept> kept = [];
    private int limit;

    public DbConnection Connection => connection;

    public StoreEngine Engine => engine;

    /// <summary>How many statements the store has answered.</summary>
    public int Answers { get; private set; }

    /// <summary>Whether statements have no timeout; otherwise the connection's applies.</summary>
    public bool IsPatient { get; set; }

    /// <summary>Whether a statement failed: a later commit would silently become a rollback on PostgreSQL.</summary>
    public bool HasFailed { get; private set; }

    public async Task<int> ExecuteAsync(Sql statement, CancellationToken stop = default)
    {
        var command = Ready(statement).Command;
        try
        {
            var changed = await command.ExecuteNonQueryAsync(stop);
            Note(command);
            return changed;
        }
        catch (DbException)
        {
            HasFailed = true;
            throw;
        }
    }

    /// <summary>Maps each row with <paramref name="take"/>, whose argument reads the row and throws if that is
    /// impossible.</summary>
    public async Task<List<TAnswer>> QueryAsync<TRow, TAnswer>(
        Sql statement,
        Func<Func<TRow>, TAnswer> take,
        CancellationToken stop = default
    )
    {
        var asked = Ready(statement);
        try
        {
            using var reader = await asked.Command.ExecuteReaderAsync(stop);
            Note(asked.Command);
            List<TAnswer> answers = [];
            while (await reader.ReadAsync(stop))
            {
                if (asked.Parser is not Func<DbDataReader, TRow> parse)
                    asked.Parser = parse = RowParser.Of<TRow>(reader);
                answers.Add(take(() => parse(reader)));
            }

            return answers;
        }
        catch (DbException)
        {
            HasFailed = true;
            throw;
        }
    }

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    private Kept Ready(Sql statement)
    {
        var text = statement.Text;
        foreach (var (place, (_, type)) in statement.Given.Index())
        {
            if (Values.IsList(type))
                text = engine.WithList(text, $"p{place}");
        }

        if (!kept.TryGetValue(text, out var ready))
        {
            if (kept.Count == MostKept)
                Forget();
            kept[text] = ready = new Kept(NewCommand(text, statement.Given.Count));
        }

        var command = ready.Command;
        command.CommandTimeout = IsPatient ? 0 : limit;
        foreach (var (place, (value, type)) in statement.Given.Index())
        {
            var (parameter, column) = (command.Parameters[place], Values.ColumnTypeOf(type));
            if (Values.IsList(type))
            {
                parameter.Value = engine.ListValue(Values.Items(value!, column));
                continue;
            }

            // A type for every value, also for null: PostgreSQL prepares a statement for given types.
            if (column is { } known && parameter.DbType != known)
                parameter.DbType = known;
            parameter.Value = Values.Stored(value);
        }

        return ready;
    }

    private DbCommand NewCommand(string text, int given)
    {
        var command = connection.CreateCommand();
        (command.CommandText, limit) = (text, command.CommandTimeout);
        for (var place = 0; place < given; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private void Forget()
    {
        foreach (var (_, ready) in kept)
            ready.Command.Dispose();
        kept.Clear();
    }

    private void Note(DbCommand command)
    {
        Answers++;
        engine.Sent?.Invoke(command.CommandText, command.Parameters);
    }

    private sealed class Kept(DbCommand command)
    {
        public DbCommand Command => command;

        /// <summary>Maps its rows; null before the first.</summary>
        public Delegate? Parser { get; set; }
    }
}
