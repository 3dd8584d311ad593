using System.Data.Common;
using System.Text.Json;

namespace CaregiverSignal.Backup;

/// <summary>A table in a backup, followed by its rows.</summary>
/// <param name="Last">The last row number it issued, even if that row is gone; 0 for none.</param>
public sealed record BackedUpTable(string Name, long Last, IReadOnlyList<string> Columns);

/// <summary>A database's rows in a form that both kinds can write and read.</summary>
/// <remarks>A row is an array: numbers and texts as they are, bytes as an array with their base 64.</remarks>
internal sealed class StoreRows(StoreConnection statements)
{
    /// <summary>Tables that belong to an installation, not to its data.</summary>
    private static readonly string[] Left = ["schema_version", "commit_mark"];

    /// <summary>The tables in which a new database already has rows.</summary>
    private static readonly string[] Seeded = ["send_hold", "retention", "store_key", "audit_end"];

    /// <summary>Several rows per round trip; SQLite searches for each parameter name, so more is slower.</summary>
    private const int ValuesAtOnce = 40;

    private readonly StoreEngine engine = statements.Engine;
    private readonly List<object> waiting = [];
    private DbCommand? insert;
    private string table = "";
    private List<(string Name, bool IsReal)> columns = [];

    public Transaction Transaction { get; } = new(statements);

    /// <summary>Reads the database as of one moment, however long that takes.</summary>
    /// <param name="look">Receives the database's schema.</param>
    /// <exception cref="StorageException">The database cannot be read, or its schema is not this program's.</exception>
    public async Task<T> Look<T>(Func<StoreSchema, Task<T>> look)
    {
        try
        {
            await engine.BeginReadingAsync(statements, CancellationToken.None);
            await engine.LiftTimeoutsAsync(Transaction);
            return await look(await Migrations.RefuseUnknownAsync(Transaction, engine));
        }
        catch (DbException error)
        {
            throw engine.Explain(error);
        }
    }

    /// <returns>How many rows each table has.</returns>
    public async Task<IReadOnlyDictionary<string, long>> Write(BackupLines lines)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in await Tables())
        {
            List<string> names = [.. ColumnsOf(name).Select(column => column.Name)];
            var last = names.Contains("id") ? await engine.LastIdAsync(Transaction, name) : 0;
            lines.Write(json =>
                JsonSerializer.Serialize(json, new BackedUpTable(name, last, names), JsonSerializerOptions.Web)
            );
            rows[name] = WriteRows(lines, name);
        }

        return rows;
    }

    /// <summary>Refuses a database in which anybody has written anything.</summary>
    public async Task RequireEmpty()
    {
        var filled = (
            await (await Tables())
                .Except(Seeded)
                .WhereAsync(name => Transaction.One<bool>($"select exists (select 1 from {name:sql})"))
        ).FirstOrDefault();
        if (filled is not null)
            throw new StorageException(
                $"{engine.Name}: has rows in {filled} already. A store is put in an empty place only; nothing was changed."
            );
    }

    /// <exception cref="InvalidDataException">This database has no such table.</exception>
    public async Task Begin(BackedUpTable next)
    {
        Flush();
        if (!(await Tables()).Contains(next.Name))
            throw new InvalidDataException("It has a table that none of ours has.");
        columns = ColumnsOf(next.Name);
        if (!columns.Select(column => column.Name).SequenceEqual(next.Columns))
            throw new InvalidDataException("A table has other columns than ours.");
        if (Seeded.Contains(next.Name))
            await Transaction.Execute($"delete from {next.Name:sql}");
        if (next.Last > 0)
            await engine.SetLastIdAsync(Transaction, next.Name, next.Last);
        table = next.Name;
        insert?.Dispose();
        insert = null;
    }

    /// <summary>Adds a row to the current table; it is written when the next begins, or at the end.</summary>
    public void Put(JsonElement row)
    {
        waiting.AddRange(row.EnumerateArray().Select((value, place) => ValueOf(value, columns[place].IsReal)));
        if (waiting.Count >= ValuesAtOnce)
            Flush();
    }

    /// <exception cref="InvalidDataException">A row refers to one that does not exist.</exception>
    public async Task End()
    {
        Flush();
        insert?.Dispose();
        if (engine.DanglingQuery is { } query && await Transaction.First<string>(query) is { } dangling)
            throw new InvalidDataException($"A row of {dangling} points to one that is not there.");
    }

    private void Flush()
    {
        if (waiting.Count == 0)
            return;
        if (insert?.Parameters.Count != waiting.Count)
        {
            insert?.Dispose();
            insert = Insert(waiting.Count / columns.Count);
        }

        for (var place = 0; place < waiting.Count; place++)
            insert.Parameters[place].Value = waiting[place];
        insert.ExecuteNonQuery();
        waiting.Clear();
    }

    private DbCommand Insert(int rows)
    {
        var places = Enumerable
            .Range(0, rows)
            .Select(row => string.Join(", ", columns.Select((_, place) => $"@p{(row * columns.Count) + place}")));
        var command = Command($"insert into {table} values ({string.Join("), (", places)})");
        for (var place = 0; place < rows * columns.Count; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"p{place}";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private List<(string Name, bool IsReal)> ColumnsOf(string name)
    {
        using var command = Command($"select * from {name} where 1 = 0");
        using var reader = command.ExecuteReader();
        return
        [
            .. Enumerable
                .Range(0, reader.FieldCount)
                .Select(place => (reader.GetName(place), reader.GetFieldType(place) == typeof(double))),
        ];
    }

    private long WriteRows(BackupLines lines, string from)
    {
        using var command = Command($"select * from {from} order by 1");
        using var reader = command.ExecuteReader();
        var rows = 0L;
        for (; reader.Read(); rows++)
            lines.Write(json =>
            {
                json.WriteStartArray();
                for (var place = 0; place < reader.FieldCount; place++)
                    WriteValue(json, reader.GetValue(place));
                json.WriteEndArray();
            });
        return rows;
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case DBNull:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case byte[] bytes:
                json.WriteStartArray();
                json.WriteBase64StringValue(bytes);
                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"A column holds a {value.GetType().Name}.");
        }
    }

    private static object ValueOf(JsonElement value, bool isReal) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => DBNull.Value,
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number when isReal || !value.TryGetInt64(out _) => value.GetDouble(),
            JsonValueKind.Number => value.GetInt64(),
            JsonValueKind.Array when value.GetArrayLength() == 1 => value[0].GetBytesFromBase64(),
            _ => throw new InvalidDataException("A row has a value that none of ours has."),
        };

    private async Task<IEnumerable<string>> Tables() =>
        (await Transaction.All<string>(engine.TablesQuery)).Except(Left);

    private DbCommand Command(string sql)
    {
        var command = statements.Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }
}
