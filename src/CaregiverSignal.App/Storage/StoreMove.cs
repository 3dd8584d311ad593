using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>
/// Copies a whole store from SQLite's file to a server's database, or back, and compares the two: rows and hash of each
/// table.
/// </summary>
/// <remarks>The file, whichever side it is on, says which tables there are and how they depend on each other.</remarks>
public sealed class StoreMove(Database from, Database to)
{
    private const int RowsAtOnce = 1000;

    /// <summary>What belongs to a place and not to what is stored.</summary>
    private static readonly string[] Left = ["schema_version", "shared_key", "commit_mark"];

    /// <summary>The tables in which a new store has rows already.</summary>
    private static readonly string[] Seeded = ["send_hold", "retention"];

    /// <summary>Copies all, or nothing.</summary>
    /// <returns>How many rows each table has.</returns>
    /// <exception cref="StorageException">The new store has something in it already, or the two differ.</exception>
    public IReadOnlyList<MovedTable> Run()
    {
        var file = from.Engine.IsShared ? to : from;
        var tables = InOrder(file.Read(transaction => Tables(transaction, file.Engine)));
        return from.Read(old =>
            to.Write(taken =>
            {
                from.Engine.WaitLong(old);
                to.Engine.WaitLong(taken);
                foreach (var table in tables.Where(one => !Seeded.Contains(one.Name)))
                    RequireEmpty(taken, table.Name, to.Name);
                foreach (var table in tables)
                    Copy(old, taken, table);
                return tables.Select(table => Compare(old, taken, table)).ToList();
            })
        );
    }

    /// <summary>Refuses a store in which anybody has written anything.</summary>
    /// <exception cref="StorageException">It has rows.</exception>
    public static void RequireEmpty(Database to) =>
        to.Read(transaction =>
        {
            foreach (var table in transaction.All<string>(to.Engine.TablesQuery).Except(Left).Except(Seeded))
                RequireEmpty(transaction, table, to.Name);
            return true;
        });

    private static void RequireEmpty(Transaction taken, string table, string store)
    {
        if (taken.One<long>($"select count(*) from {table}") > 0)
            throw new StorageException(
                $"{store}: has rows in {table} already. A store is put in an empty place only; nothing was changed."
            );
    }

    private void Copy(Transaction old, Transaction taken, Shape table)
    {
        if (Seeded.Contains(table.Name))
            taken.Execute($"delete from {table.Name}");
        foreach (var row in Rows(old, table))
        {
            // A row may point to one of its own table that comes later; such columns are filled in afterwards.
            var first = row.Select(cell =>
                table.ToItself.Contains(cell.Key) ? new KeyValuePair<string, object?>(cell.Key, null) : cell
            );
            taken.Insert(table.Name, [.. first]);
        }

        foreach (var column in table.ToItself)
        {
            foreach (var row in Rows(old, table).Where(row => row[column] is not null))
                taken.Execute(
                    $"update {table.Name} set {column} = @value where id = @id",
                    new { value = (long)row[column]!, id = (long)row["id"]! }
                );
        }

        if (table.Counts)
            to.Engine.SetLastId(taken, table.Name, from.Engine.LastId(old, table.Name));
    }

    private MovedTable Compare(Transaction old, Transaction taken, Shape table)
    {
        var (before, after) = (Sum(old, table), Sum(taken, table));
        return before == after
            ? new MovedTable(table.Name, before.Rows)
            : throw new StorageException(
                $"{to.Name}: {table.Name} has {after.Rows} rows and another content than the {before.Rows} of {from.Name}; nothing was changed."
            );
    }

    private static (long Rows, string Hash) Sum(Transaction transaction, Shape table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        foreach (var row in Rows(transaction, table))
        {
            rows++;
            foreach (var column in table.Columns)
                hash.AppendData(Encoding.UTF8.GetBytes(TextOf(row[column]) + "\u001f"));
        }

        return (rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string TextOf(object? value) =>
        value switch
        {
            null => "-",
            byte[] bytes => "x" + Convert.ToHexString(bytes),
            double number => "n" + number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable number => "n" + number.ToString(null, CultureInfo.InvariantCulture),
            string text => "t" + Parameter.Storable(text),
            _ => "t" + value,
        };

    private static IEnumerable<IDictionary<string, object?>> Rows(Transaction transaction, Shape table)
    {
        var order = string.Join(", ", table.Key);
        for (IDictionary<string, object?>? last = null; ; )
        {
            var after = last is null
                ? ""
                : $"where ({order}) > ({string.Join(", ", table.Key.Select(column => "@" + column))})";
            var rows = transaction.Rows(
                $"select * from {table.Name} {after} order by {order} limit {RowsAtOnce}",
                last is null ? [] : [.. table.Key.Select(column => Parameter.Of(column, last[column]!))]
            );
            if (rows.Count == 0)
                yield break;
            foreach (var row in rows)
                yield return row;
            last = rows[^1];
        }
    }

    private static List<Shape> Tables(Transaction file, StoreEngine engine) =>
        [
            .. file.All<string>(engine.TablesQuery)
                .Where(table => !Left.Contains(table))
                .Select(table =>
                {
                    var columns = file.Rows($"""select name, pk from pragma_table_info('{table}')""", []);
                    var references = file.Rows(
                        $"""select "table" as target, "from" as place from pragma_foreign_key_list('{table}')""",
                        []
                    );
                    return new Shape(
                        table,
                        [.. columns.Select(one => (string)one["name"]!)],
                        [
                            .. columns
                                .Where(one => (long)one["pk"]! > 0)
                                .OrderBy(one => one["pk"])
                                .Select(one => (string)one["name"]!),
                        ],
                        [.. references.Select(one => (string)one["target"]!).Where(one => one != table).Distinct()],
                        [
                            .. references
                                .Where(one => (string)one["target"]! == table)
                                .Select(one => (string)one["place"]!),
                        ],
                        file.First<string>(
                            "select sql from sqlite_master where name = @table and sql like '%autoincrement%'",
                            new { table }
                        )
                            is not null
                    );
                }),
        ];

    /// <summary>Each after those it points to.</summary>
    private static List<Shape> InOrder(List<Shape> tables)
    {
        var ordered = new List<Shape>();
        while (ordered.Count < tables.Count)
            ordered.Add(
                tables.First(table =>
                    !ordered.Contains(table) && table.PointsTo.All(other => ordered.Exists(one => one.Name == other))
                )
            );
        return ordered;
    }

    /// <param name="Key">The columns of the primary key, in its order.</param>
    /// <param name="ToItself">The columns that point to rows of the same table.</param>
    /// <param name="Counts">Whether the engine numbers its rows.</param>
    private sealed record Shape(
        string Name,
        IReadOnlyList<string> Columns,
        IReadOnlyList<string> Key,
        IReadOnlyList<string> PointsTo,
        IReadOnlyList<string> ToItself,
        bool Counts
    );
}

/// <summary>A table that is the same in both stores.</summary>
public sealed record MovedTable(string Name, long Rows);
