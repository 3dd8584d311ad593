namespace CaregiverSignal.Reports;

/// <summary>A number that the store counted: how many of a column are in a row.</summary>
public sealed record Counted(string Row, string Column, long N);

/// <summary>A row as a report tells it.</summary>
/// <param name="Key">One of the shape; those that were merged with "+" between them.</param>
/// <param name="Cells">In the order of the columns.</param>
/// <param name="Before">All of the row in the year before; null where that is not told.</param>
public sealed record ReportRow(string Key, IReadOnlyList<long> Cells, long? Before = null)
{
    /// <summary>The rows that it was made of; what is in none of the table's rows is in its last one.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [Key];

    public long Sum => Cells.Sum();
}

/// <summary>A table of a report: each number of it is what was counted.</summary>
/// <param name="Columns">Those of the shape, or some of them together, with "+" between them.</param>
/// <param name="Rows">Empty where only the total is told.</param>
/// <param name="Total">Null where the rows are no parts of a whole.</param>
public sealed record ReportTable(
    TableShape Shape,
    IReadOnlyList<string> Columns,
    IReadOnlyList<ReportRow> Rows,
    ReportRow? Total
)
{
    public const string TotalKey = "total";

    /// <summary>Whether the year before stands beside it, as it does where there is something of it to tell.</summary>
    public bool HasBefore => All.Any(row => row.Before > 0);

    /// <summary>With the total last, where there is one.</summary>
    public IReadOnlyList<ReportRow> All => Total is { } total ? [.. Rows, total] : Rows;

    public bool IsEmpty => All.All(row => row.Sum + (row.Before ?? 0) == 0);

    /// <summary>As it was counted, the year before too.</summary>
    public static ReportTable Of(
        TableShape shape,
        IReadOnlyCollection<Counted> now,
        IReadOnlyCollection<Counted> before
    )
    {
        IReadOnlyList<string> names =
            shape.Rows.Count > 0
                ? shape.Rows
                :
                [
                    .. now.Concat(before)
                        .Where(count => count.N > 0 || !shape.HasTotal)
                        .Select(count => count.Row)
                        .Distinct()
                        .OrderBy(key => key == TableShape.Rest)
                        .ThenBy(key => key, StringComparer.OrdinalIgnoreCase),
                ];
        List<ReportRow> rows = [.. names.Select(Row)];
        return new(shape, shape.Columns, rows, shape.HasTotal ? Row(TotalKey) : null);

        ReportRow Row(string key) =>
            new(
                key,
                [
                    .. shape.Columns.Select(column =>
                        Of(key, now).Where(count => count.Column == column).Sum(count => count.N)
                    ),
                ],
                Of(key, before).Sum(count => count.N)
            );

        IEnumerable<Counted> Of(string key, IEnumerable<Counted> counts) =>
            counts.Where(count =>
                key == TotalKey || count.Row == key || (key == TableShape.Rest && !names.Contains(count.Row))
            );
    }

    /// <summary>What is told of a row from left to right; null for what is not told of the year before.</summary>
    public IEnumerable<long?> Told(ReportRow row)
    {
        foreach (var cell in row.Cells)
            yield return cell;
        if (row.Cells.Count > 1)
            yield return row.Sum;
        if (HasBefore)
            yield return row.Before;
    }
}
