namespace CaregiverSignal.Reports;

/// <summary>
/// What a table shows, in the numbers of one sentence: its own, so it says nothing that the table does not.
/// </summary>
/// <param name="Row">The row that it is about; null for none, or where no part is told as a number.</param>
/// <param name="Columns">How many numbers each of them is the sum of, for "fewer than".</param>
public sealed record Headline(string? Row, long Count, int Columns, long Of)
{
    /// <summary>Whether it reads as all of them, which rounding down cannot tell.</summary>
    public bool SeemsAll { get; private init; }

    /// <returns>Null where there is too little to say anything.</returns>
    public static Headline? From(ReportTable table)
    {
        var columns = table.Columns;
        var parts = table.Rows.Where(row => row.Key != TableShape.Rest).ToList();
        var said = table.Shape.Headline switch
        {
            HeadlineKind.Largest => parts.MaxBy(row => row.Sum) is { Sum: > 0 } row
                ? new Headline(row.Key, row.Sum, columns, table.Total!.Sum)
                : new Headline(null, 0, columns, table.Total!.Sum),
            HeadlineKind.FirstRow => new Headline(parts[0].Key, parts[0].Cells[0], table.Parts, table.Total!.Cells[0]),
            HeadlineKind.FirstColumn => new Headline(
                null,
                Whole(table).Sum(row => row.Cells[0]),
                Whole(table).Count() * table.Parts,
                Whole(table).Sum(row => row.Sum)
            ),
            HeadlineKind.Newest => new Headline(
                parts[^1].Key,
                parts[^1].Sum,
                columns,
                parts.Count > 1 ? parts[^2].Sum : 0
            ),
            HeadlineKind.All => new Headline(
                null,
                parts.Sum(row => row.Sum),
                columns * parts.Count,
                parts.Sum(row => row.Before)
            ),
            var unknown => throw new ArgumentOutOfRangeException(nameof(table), unknown, null),
        };
        if (said is { Count: 0, Of: 0 })
            return null;
        var isPart = table.Shape.Headline is not (HeadlineKind.Newest or HeadlineKind.All);
        return said with { SeemsAll = isPart && said.Count == said.Of };
    }

    private static IEnumerable<ReportRow> Whole(ReportTable table) => table.Total is { } total ? [total] : table.Rows;
}
