using System.Text.Json;

namespace CaregiverSignal.Import.Lists;

/// <summary>What the columns of a list are read as, kept under a name for the next time.</summary>
/// <param name="Sheet">Of the workbook; empty where it has only one.</param>
/// <param name="Columns">By heading; empty for one that is not read.</param>
public sealed record ListMapping(string Name, string Sheet, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 60;

    /// <summary>For each heading in turn; null for one that is not read.</summary>
    public IReadOnlyList<string?> For(IReadOnlyList<string> headings) =>
        [.. headings.Select(heading => Columns.GetValueOrDefault(heading) is { Length: > 0 } column ? column : null)];

    /// <summary>The headings it reads that a list does not have.</summary>
    public IReadOnlyList<string> MissingIn(IReadOnlyList<string> headings) =>
        [.. Columns.Where(column => column.Value.Length > 0).Select(column => column.Key).Except(headings)];
}

/// <summary>The columns that were chosen for lists.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class ListMappings(Database database, SiteTime time)
{
    public ListMapping? Find(string name) => All().FirstOrDefault(mapping => mapping.Name == name);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<ListMapping> All() =>
        [
            .. database
                .Read(ListMappingTable.All)
                .Select(row => new ListMapping(
                    row.Name,
                    row.Sheet,
                    JsonSerializer.Deserialize<Dictionary<string, string>>(row.Columns)!
                )),
        ];

    /// <summary>The newest of those that know each heading of a list, and whose headings it has.</summary>
    public ListMapping? For(IReadOnlyList<string> headings) =>
        All()
            .FirstOrDefault(mapping =>
                mapping.MissingIn(headings).Count == 0 && headings.All(mapping.Columns.ContainsKey)
            );

    /// <summary>Keeps it, in place of one of the same name.</summary>
    public void Keep(ListMapping mapping) =>
        database.Write(transaction =>
            ListMappingTable.Save(
                transaction,
                mapping.Name,
                mapping.Sheet,
                JsonSerializer.Serialize(mapping.Columns),
                time.Now
            )
        );

    public void Forget(string name) => database.Write(transaction => ListMappingTable.Delete(transaction, name));
}

/// <summary>All SQL on the columns that were chosen for lists.</summary>
internal static class ListMappingTable
{
    public static IReadOnlyList<(string Name, string Sheet, string Columns)> All(Transaction transaction) =>
        transaction.All<(string Name, string Sheet, string Columns)>(
            "select name, sheet, columns from list_mapping order by kept_at desc, name"
        );

    public static void Save(Transaction transaction, string name, string sheet, string columns, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            insert into list_mapping (name, sheet, columns, kept_at) values ({name}, {sheet}, {columns}, {at})
            on conflict (name) do update set sheet = excluded.sheet, columns = excluded.columns, kept_at = excluded.kept_at
            """
        );

    public static void Delete(Transaction transaction, string name) =>
        transaction.Execute($"delete from list_mapping where name = {name}");
}
