namespace CaregiverSignal.Reports;

/// <summary>A count for a row and column.</summary>
public sealed record Counted(string Row, string Column, long N);

/// <summary>A row of a report.</summary>
/// <param name="Key">A key of the shape; merged keys joined by "+".</param>
/// <param name="Cells">In the order of the columns.</param>
/// <param name="Before">The row's total in the year before; null if not shown.</param>
public sealed record ReportRow(string Key, IReadOnlyList<long> Cells, long? Before = null)
{
    /// <summary>The rows it was merged from; the last row has everything else.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [Key];

    public long Sum => Cells.Sum();
}

/// <summary>A table of a report; every number is an actual count.</summary>
/// <param name="Columns">Columns of the shape; merged ones joined by "+".</param>
/// <param name="Rows">Empty if only the total is shown.</param>
/// <param name="Total">Null if the rows are not parts of a whole.</param>
public sealed record ReportTable(
    TableShape Shape,
    IReadOnlyList<string> Columns,
    IReadOnlyList<ReportRow> Rows,
    ReportRow? Total
)
{
    public const string TotalKey = "total";

    /// <summary>Whether to show the year before, if it has any numbers.</summary>
    public bool HasBefore => All.Any(row => row.Before > 0);

    /// <summary>The rows, then the total if there is one.</summary>
    public IReadOnlyList<ReportRow> All => Total is { } total ? [.. Rows, total] : Rows;

    public bool IsEmpty => All.All(row => row.Sum + (row.Before ?? 0) == 0);

    /// <summary>Builds a table from counts, including the year before.</summary>
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

    /// <summary>A row's numbers from left to right; null if the year before is not shown.</summary>
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
