using System.Data.Common;
using System.Text.Json;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Backup;

/// <summary>A table in a backup; its rows follow it.</summary>
/// <param name="Last">The last number that it gave to a row, also to one that is gone; 0 for none.</param>
public sealed record BackedUpTable(string Name, long Last, IReadOnlyList<string> Columns);

/// <summary>The rows of a store in a form that both kinds of database write and read.</summary>
/// <remarks>A row is an array: numbers and texts as they are, bytes as an array with their base 64.</remarks>
internal sealed class StoreRows(Statements statements)
{
    /// <summary>What belongs to a place and not to what is stored.</summary>
    private static readonly string[] Left = ["schema_version", "lead", "commit_mark", "limit_count", "write_mark"];

    /// <summary>The tables in which a new store has rows already.</summary>
    private static readonly string[] Seeded = ["send_hold", "retention", "store_key"];

    private readonly StoreEngine engine = statements.Engine;

    public Transaction Transaction { get; } = new(statements);

    /// <summary>Looks at one moment of the store, however long that takes.</summary>
    /// <param name="look">Is given the store's schema.</param>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public T Look<T>(Func<int, T> look)
    {
        try
        {
            Transaction.Execute(engine.BeginReading);
            engine.WaitLong(Transaction);
            return look(Migrations.In(Transaction, engine));
        }
        catch (DbException error)
        {
            throw engine.Explain(error);
        }
    }

    /// <returns>How many rows each table has.</returns>
    public IReadOnlyDictionary<string, long> Write(BackupLines lines)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Tables())
        {
            List<string> columns = [.. ColumnsOf(table).Select(column => column.Name)];
            var last = columns.Contains("id") ? engine.LastId(Transaction, table) : 0;
            lines.Write(json =>
                JsonSerializer.Serialize(json, new BackedUpTable(table, last, columns), JsonSerializerOptions.Web)
            );
            rows[table] = WriteRows(lines, table);
        }

        return rows;
    }

    /// <summary>Refuses a store in which anybody has written anything.</summary>
    /// <exception cref="StorageException">It has rows.</exception>
    public void RequireEmpty()
    {
        var filled = Tables()
            .Except(Seeded)
            .FirstOrDefault(table => Transaction.One<bool>($"select exists (select 1 from {table})"));
        if (filled is not null)
            throw new StorageException(
                $"{engine.Name}: has rows in {filled} already. A store is put in an empty place only; nothing was changed."
            );
    }

    /// <summary>Makes ready for a table, which has no rows then.</summary>
    /// <exception cref="InvalidDataException">This store has no such table.</exception>
    public Action<JsonElement> Begin(BackedUpTable table)
    {
        if (!Tables().Contains(table.Name))
            throw new InvalidDataException("It has a table that none of ours has.");
        if (Seeded.Contains(table.Name))
            Transaction.Execute($"delete from {table.Name}");
        var columns = ColumnsOf(table.Name);
        if (!columns.Select(column => column.Name).SequenceEqual(table.Columns))
            throw new InvalidDataException("A table has other columns than ours.");
        if (table.Last > 0)
            engine.SetLastId(Transaction, table.Name, table.Last);
        var insert = Command(
            $"insert into {table.Name} values ({string.Join(", ", columns.Select((_, place) => $"@p{place}"))})"
        );
        for (var place = 0; place < columns.Count; place++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"p{place}";
            insert.Parameters.Add(parameter);
        }

        return row =>
        {
            var place = 0;
            foreach (var value in row.EnumerateArray())
                insert.Parameters[place].Value = ValueOf(value, columns[place++].IsReal);
            insert.ExecuteNonQuery();
        };
    }

    private List<(string Name, bool IsReal)> ColumnsOf(string table)
    {
        using var command = Command($"select * from {table} where 1 = 0");
        using var reader = command.ExecuteReader();
        return
        [
            .. Enumerable
                .Range(0, reader.FieldCount)
                .Select(place => (reader.GetName(place), reader.GetFieldType(place) == typeof(double))),
        ];
    }

    private long WriteRows(BackupLines lines, string table)
    {
        using var command = Command($"select * from {table}");
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

    private IEnumerable<string> Tables() => Transaction.All<string>(engine.TablesQuery).Except(Left);

    private DbCommand Command(string sql)
    {
        var command = statements.Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }
}
