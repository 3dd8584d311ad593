using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Storage;

/// <summary>
/// Several rows in one statement: <c>values (@item, @at)</c> becomes <c>values (@item0, @at), (@item1, @at)</c>, where
/// a row has an item and all of them share the instant.
/// </summary>
internal static partial class RowParameters
{
    /// <summary>What was written out before: a statement is asked for again and again.</summary>
    private static readonly ConcurrentDictionary<(string Sql, Type Row, int Rows), string> Known = new();

    /// <param name="rows">One at least; the members of their type are the parameters that differ.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public static (string Sql, Parameter[] Values) WriteOut<T>(string sql, IReadOnlyList<T> rows)
        where T : notnull
    {
        if (rows.Count == 0)
            throw new ArgumentException("A statement for each of several rows needs one at least.", nameof(rows));
        var members = Shape.Of(typeof(T)).Members;
        var text = Known.GetOrAdd(
            (sql, typeof(T), rows.Count),
            key => WriteOut(key.Sql, [.. members.Select(one => one.Name)], key.Rows)
        );
        var values = new Parameter[rows.Count * members.Length];
        for (var place = 0; place < values.Length; place++)
        {
            var (row, (name, type, get)) = (place / members.Length, members[place % members.Length]);
            values[place] = new Parameter(name + row.ToString(CultureInfo.InvariantCulture), get(rows[row]), type);
        }

        return (text, values);
    }

    private static string WriteOut(string sql, HashSet<string> differs, int rows)
    {
        var values = Values().Match(sql);
        var each = Enumerable
            .Range(0, rows)
            .Select(row =>
                Name()
                    .Replace(
                        values.Groups[1].Value,
                        one =>
                            differs.Contains(one.Groups[1].Value)
                                ? one.Value + row.ToString(CultureInfo.InvariantCulture)
                                : one.Value
                    )
            );
        return sql[..values.Groups[1].Index]
            + string.Join(", ", each)
            + sql[(values.Groups[1].Index + values.Groups[1].Length)..];
    }

    [GeneratedRegex(@"\bvalues\s+(\([^()]*\))")]
    private static partial Regex Values();

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Name();
}
