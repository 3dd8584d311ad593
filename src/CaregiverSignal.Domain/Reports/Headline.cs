namespace CaregiverSignal.Reports;

/// <summary>A table's main finding as numbers for one sentence, all from the table.</summary>
/// <param name="Row">The row it is about; null for none.</param>
/// <param name="Of">The total, or the number in the year before; null if not shown.</param>
public sealed record Headline(ReportRow? Row, long Count, long? Of)
{
    /// <returns>Null if there is nothing to say.</returns>
    public static Headline? From(ReportTable table)
    {
        if (table.IsEmpty)
            return null;
        var (rows, total) = (table.Rows, table.Total);
        var first = rows.Count > 0 ? rows[0] : null;
        return table.Shape.Headline switch
        {
            HeadlineKind.Largest => rows.Where(row => !row.Parts.Contains(TableShape.Rest)).MaxBy(row => row.Sum)
                is { Sum: > 0 } row
                ? new(row, row.Sum, total!.Sum)
                : null,
            HeadlineKind.FirstRow => first is null ? null : new(first, first.Cells[0], total!.Cells[0]),
            HeadlineKind.FirstColumn => new(null, total!.Cells[0], total.Sum),
            HeadlineKind.Newest => new(rows[^1], rows[^1].Sum, rows.Count > 1 ? rows[^2].Sum : null),
            HeadlineKind.All => new(null, total!.Sum, total.Before),
            var unknown => throw new ArgumentOutOfRangeException(nameof(table), unknown, null),
        };
    }
}
