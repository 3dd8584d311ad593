using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>An open connection to a store, for one at a time; Dapper makes records of the rows.</summary>
/// <remarks>It keeps the commands of what it was asked: to prepare a statement of SQLite takes as long as to run
/// it.</remarks>
internal sealed class StoreConnection(DbConnection connection, StoreEngine engine) : IDisposable
{
    /// <remarks>Whoever asks a store something, whatever it was opened for, reads what it says alike.</remarks>
    static StoreConnection() => TypeHandlers.Register();

    /// <summary>More than a page or a job asks: beyond that, all begin anew (our choice).</summary>
    private const int MostKept = 200;

    private readonly Dictionary<string, Kept> kept = [];
    private int limit;

    public DbConnection Connection => connection;

    public StoreEngine Engine => engine;

    /// <summary>How often the store has answered.</summary>
    public int Answers { get; private set; }

    /// <summary>Whether a statement may take as long as it takes; otherwise the connection's own limit holds.</summary>
    public bool IsPatient { get; set; }

    /// <summary>Whether a statement failed: a server takes the commit of what goes on after it for a rollback, without a
    /// word.</summary>
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

    /// <summary>Each row as <paramref name="take"/> makes it of what reads it, which throws where it cannot be
    /// read.</summary>
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

            // A type for every value, also for none: PostgreSQL prepares a statement for the types it is given.
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

        /// <summary>What makes a record of its rows, once there was one.</summary>
        public Delegate? Parser { get; set; }
    }
}
