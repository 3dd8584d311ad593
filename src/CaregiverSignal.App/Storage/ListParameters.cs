using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Text.Json;

namespace CaregiverSignal.Storage;

/// <summary>
/// Lists as parameter values: <c>id in (@ids)</c> becomes <c>id in (@ids0, @ids1, …)</c>, which every database
/// understands; <c>values (@ids, @line)</c> becomes <c>values (@ids0, @line), (@ids1, @line), …</c>, of which the rows
/// that repeat the last are for <c>on conflict</c> to leave out.
/// </summary>
/// <remarks>
/// A separate length would be a separate statement to prepare, so only a few lengths are used: the last value is
/// repeated to fill the rest, and an empty list becomes one value that no row has. SQLite looks up each name among all
/// others, so there a longer list is one value that it takes apart. A server takes each name for
/// another value: for ten colleagues who were written as sixteen it read what is open of everybody, as for many people,
/// and not of theirs alone; so there the lengths are closer to one another.
/// </remarks>
internal static class ListParameters
{
    /// <summary>SQLite allows 32,766 parameters in one statement.</summary>
    private static readonly int[] Lengths = [1, 4, 16, 64, 256, 1024, 4096, 16384, 32000];

    private static readonly int[] LengthsOnServer =
    [
        .. (int[])[1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 32, 48],
        .. (int[])[64, 128, 256, 1024, 4096, 16384, 32000],
    ];

    /// <summary>The most that are written out where a list can be one value: shorter ones are quicker so.</summary>
    private const int MostNames = 16;

    /// <summary>What was written out before: a statement is asked for again and again.</summary>
    private static readonly ConcurrentDictionary<
        (string Sql, string Name, int Length),
        (string Sql, string[] Names)
    > Known = new();

    public static bool IsList(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string) && type != typeof(byte[]);

    /// <exception cref="InvalidOperationException">A list is longer than a statement can hold.</exception>
    public static (string Sql, Parameter[] Values) WriteOut(
        string sql,
        IEnumerable<Parameter> values,
        StoreEngine engine
    )
    {
        var written = new List<Parameter>();
        foreach (var (name, value, type) in values)
        {
            if (value is null || !IsList(value.GetType()))
            {
                written.Add(new Parameter(name, value, type));
                continue;
            }

            List<object> items = [.. ((IEnumerable)value).Cast<object>()];
            var length = LengthFor(items.Count, engine.IsShared ? LengthsOnServer : Lengths);
            if (length > MostNames && engine.ValuesIn("@" + name) is { } one && IsIn(sql, name))
            {
                sql = sql.Replace($"(@{name})", $"({one})", StringComparison.Ordinal);
                written.Add(new Parameter(name, JsonSerializer.Serialize(items.Select(InJson)), DbType.String));
                continue;
            }

            Fill(items, length, value is IEnumerable<string> ? "" : -1L);
            (sql, var names) = Known.GetOrAdd((sql, name, items.Count), static list => WriteOut(list));
            for (var place = 0; place < items.Count; place++)
                written.Add(Parameter.Of(names[place], items[place]));
        }

        return (sql, [.. written]);
    }

    /// <summary>Whether values are looked for in the list, and not one row made of each.</summary>
    private static bool IsIn(string sql, string list) => sql.Contains($"(@{list})", StringComparison.Ordinal);

    /// <summary>A value as it is stored, as text or a whole number: JSON holds no other exactly.</summary>
    private static object InJson(object item) =>
        BoundValues.Stored(item) is var stored and (string or long)
            ? stored
            : throw new InvalidOperationException($"A list of {item.GetType().Name} is too long for one value.");

    private static (string Sql, string[] Names) WriteOut((string Sql, string Name, int Length) list)
    {
        var names = Enumerable
            .Range(0, list.Length)
            .Select(place => list.Name + place.ToString(CultureInfo.InvariantCulture))
            .ToArray();
        var text = list.Sql.Replace($"(@{list.Name})", $"(@{string.Join(", @", names)})", StringComparison.Ordinal);
        return (WithRows(text, list.Name, names), names);
    }

    private static string WithRows(string text, string list, string[] names)
    {
        var begin = text.IndexOf($"values (@{list}, ", StringComparison.Ordinal);
        if (begin < 0)
            return text;
        var (first, last) = (begin + "values ".Length, text.IndexOf(')', begin) + 1);
        var rest = text[(first + $"(@{list}".Length)..last];
        return text[..first] + string.Join(", ", names.Select(name => $"(@{name}{rest}")) + text[last..];
    }

    private static int LengthFor(int items, int[] lengths) =>
        Array.Find(lengths, one => one >= items) is > 0 and var length
            ? length
            : throw new InvalidOperationException($"A list of {items} is too long for one statement.");

    private static void Fill(List<object> items, int length, object nothing)
    {
        var last = items.Count == 0 ? nothing : items[^1];
        while (items.Count < length)
            items.Add(last);
    }
}
