using System.Data.Common;

namespace CaregiverSignal.Storage;

/// <summary>
/// Statements on their way to a server: they wait until somebody needs an answer, and then go together, in their order.
/// </summary>
/// <remarks>Where one fails, the server executes none of those behind it, and answers with its error.</remarks>
/// <param name="answered">Called with those that went together, once all are answered.</param>
internal sealed class Pipeline(DbConnection connection, Action<IEnumerable<SentStatement>> answered) : IDisposable
{
    /// <summary>So that a long list of changes is not held in memory.</summary>
    private const int Most = 100;

    private readonly List<Place> waiting = [];
    private DbBatch batch = connection.CreateBatch();

    /// <summary>Whether an answer may take as long as it takes.</summary>
    public bool IsPatient { get; set; }

    /// <param name="read">Reads the rows; null for a statement that only changes some, whose answer is how many.</param>
    public Asked<T> Add<T>(
        Statement statement,
        object? values,
        ReadOnlySpan<Parameter> more,
        Func<Statement, DbDataReader, T>? read
    )
    {
        if (waiting.Count == Most)
            Send();
        var command = batch.CreateBatchCommand();
        command.CommandText = statement.Text;
        new BoundValues(command.Parameters, command.CreateParameter).Bind(values, more);
        batch.BatchCommands.Add(command);
        var asked = new Asked<T>(Send);
        waiting.Add(
            new Place(
                statement,
                read is null ? null : rows => asked.Answer(read(statement, rows)),
                read is null ? () => asked.Answer((T)(object)command.RecordsAffected) : null
            )
        );
        return asked;
    }

    public void Send()
    {
        if (waiting.Count == 0)
            return;
        try
        {
            Receive();
            answered(
                waiting.Select(
                    (one, place) => new SentStatement(one.Statement.Text, batch.BatchCommands[place].Parameters)
                )
            );
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Drops what waits.</summary>
    public void Forget()
    {
        waiting.Clear();
        batch.Dispose();
        // A new one each time: the driver does not bind the values of one that it has executed again.
        batch = connection.CreateBatch();
    }

    public void Dispose() => batch.Dispose();

    private void Receive()
    {
        if (IsPatient)
            batch.Timeout = 0;
        using (var rows = batch.ExecuteReader())
        {
            foreach (var one in waiting.Where(one => one.Read is not null))
            {
                one.Read!(rows);
                rows.NextResult();
            }

            // An error of what stands behind the last rows is met here.
            while (rows.NextResult()) { }
        }

        waiting.ForEach(one => one.Counted?.Invoke());
    }

    private sealed record Place(Statement Statement, Action<DbDataReader>? Read, Action? Counted);
}
