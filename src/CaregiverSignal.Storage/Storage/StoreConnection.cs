using System.Data;
using System.Data.Common;
using Dapper;

namespace CaregiverSignal.Storage;

/// <summary>An open connection to a store, for one at a time; Dapper asks on it, and makes records of rows.</summary>
internal sealed class StoreConnection(DbConnection connection, StoreEngine engine) : IDisposable
{
    /// <remarks>Whoever asks a store something, whatever it was opened for, reads what it says alike.</remarks>
    static StoreConnection() => TypeHandlers.Register();

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
        var bound = new Bound(statement, engine);
        try
        {
            var changed = await connection.ExecuteAsync(Command(bound, stop));
            Note(bound);
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
        var bound = new Bound(statement, engine);
        try
        {
            using var reader = await connection.ExecuteReaderAsync(Command(bound, stop));
            Note(bound);
            List<TAnswer> answers = [];
            Func<DbDataReader, TRow>? parse = null;
            while (await reader.ReadAsync(stop))
            {
                parse ??= RowParser.Of<TRow>(reader);
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

    public void Dispose() => connection.Dispose();

    private CommandDefinition Command(Bound statement, CancellationToken stop) =>
        new(statement.Text, statement, commandTimeout: IsPatient ? 0 : null, cancellationToken: stop);

    private void Note(Bound statement)
    {
        Answers++;
        engine.Sent?.Invoke(statement.Text, statement.Parameters!);
    }

    /// <summary>A statement as Dapper takes it, in the words of a store.</summary>
    private sealed class Bound : SqlMapper.IDynamicParameters
    {
        private readonly Sql statement;
        private readonly StoreEngine engine;

        public Bound(Sql statement, StoreEngine engine)
        {
            (this.statement, this.engine, Text) = (statement, engine, statement.Text);
            foreach (var (place, (_, type)) in statement.Given.Index())
            {
                if (Values.IsList(type))
                    Text = engine.WithList(Text, $"p{place}");
            }
        }

        public string Text { get; }

        public DbParameterCollection? Parameters { get; private set; }

        public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
        {
            foreach (var (place, (value, type)) in statement.Given.Index())
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{place}";
                var column = Values.ColumnTypeOf(type);
                if (Values.IsList(type))
                {
                    parameter.Value = engine.ListValue(Values.Items(value!, column));
                }
                else
                {
                    // A type for every value, also for none: PostgreSQL prepares a statement for the types it is given.
                    if (column is { } known)
                        parameter.DbType = known;
                    parameter.Value = Values.Stored(value);
                }

                command.Parameters.Add(parameter);
            }

            Parameters = ((DbCommand)command).Parameters;
        }
    }
}
