namespace CaregiverSignal.Reports;

/// <summary>A number that the store counted: how many of a column are in a row.</summary>
public sealed record Counted(string Row, string Column, long N);

/// <summary>A row as a report tells it; every number is a multiple of <see cref="ReportTable.Step"/>.</summary>
/// <param name="Cells">In the order of the columns.</param>
/// <param name="Before">All of the row in the period before.</param>
public sealed record ReportRow(string Key, IReadOnlyList<long> Cells, long Before)
{
    public long Sum => Cells.Sum();
}

/// <summary>A table in which nobody can be found.</summary>
/// <remarks>
/// <para>
/// Each number is rounded down to a multiple of five. So each stands for five possible numbers, and "fewer than
/// five" is one of them like any other: none is left out, as what is left out can be worked out from the rest.
/// </para>
/// <para>
/// It holds when all tables of a report are laid side by side, and beside the reports of other years. All numbers at
/// the
/// lower end of what they stand for fit together, since parts that are rounded down never exceed their whole rounded
/// down. Let one be any other of its five: with each whole that it is a part of at its upper end, all fit again. So no
/// arithmetic narrows a number. What breaks this is a number that is at least a sum of others, or equal to one; hence
/// three rules: the last row is not counted but what remains of the rounded total; what is shown of two columns
/// together
/// is the sum of what is shown; and a column has nobody of another. Of months and their quarter one is counted, and the
/// quarter is at most the sum of what its months show: rounding holds for one way of dividing, and what is published in
/// two that overlap is found by their difference (Shlomo, Statistical disclosure control methods for census frequency
/// tables, University of Southampton, S3RI methodology working paper M07/04, 2007).
/// </para>
/// <para>
/// That five and not another number is our choice. Rounding frequency tables, and how rounding to the nearest with
/// totals
/// is undone: Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 5. Rounding down, and not counting
/// what remains, is ours.
/// </para>
/// </remarks>
/// <param name="Total">Null where the rows are no parts of a whole.</param>
public sealed record ReportTable(TableShape Shape, IReadOnlyList<ReportRow> Rows, ReportRow? Total)
{
    /// <summary>What each number is a multiple of, and the least that is told as a number (our choice).</summary>
    public const int Step = 5;

    public const string TotalKey = "total";

    /// <summary>How many tables it is the sum of.</summary>
    public int Parts { get; private init; } = 1;

    /// <summary>How many numbers a whole row is the sum of.</summary>
    public int Columns => Shape.Columns.Count * Parts;

    /// <summary>Whether a period before stands beside it, as it does where there is a number of it to tell.</summary>
    public bool HasBefore => All.Any(row => row.Before > 0);

    /// <summary>With the total last, where there is one.</summary>
    public IReadOnlyList<ReportRow> All => Total is { } total ? [.. Rows, total] : Rows;

    public bool IsEmpty => Rows.All(row => row.Sum + row.Before == 0);

    /// <summary>Whether any number of it is told as "fewer than": in a picture that would be nothing at all.</summary>
    public bool HidesNumbers => Rows.Any(row => Told(row).Any(told => told.Number == 0));

    /// <summary>More than any number of so many columns together is, where it is told as nothing.</summary>
    public static int FewerThan(int columns) => Step * columns;

    /// <param name="now">Whatever is in none of the rows is in the last one, where there is a total.</param>
    /// <param name="before">The same of the period before.</param>
    public static ReportTable Of(
        TableShape shape,
        IReadOnlyCollection<Counted> now,
        IReadOnlyCollection<Counted> before
    )
    {
        var named = NamesOf(shape, now);
        var rows = named.Where(key => !shape.HasTotal || key != TableShape.Rest).Select(Row).ToList();
        if (!shape.HasTotal)
            return new ReportTable(shape, rows, null);
        var total = new ReportRow(TotalKey, Cells(now, null), Cells(before, null).Sum());
        var rest = new ReportRow(
            TableShape.Rest,
            [.. total.Cells.Select((cell, column) => cell - rows.Sum(row => row.Cells[column]))],
            total.Before - rows.Sum(row => row.Before)
        );
        return new ReportTable(shape, [.. rows, rest], total);

        ReportRow Row(string key) => new(key, Cells(now, key), Cells(before, key).Sum());

        List<long> Cells(IReadOnlyCollection<Counted> counts, string? row) =>
            [
                .. shape.Columns.Select(column =>
                    Down(
                        counts
                            .Where(count => count.Column == column && (row is null || count.Row == row))
                            .Sum(count => count.N)
                    )
                ),
            ];
    }

    /// <summary>What the same table of several periods shows together.</summary>
    public static ReportTable Sum(IReadOnlyList<ReportTable> parts)
    {
        return new ReportTable(
            parts[0].Shape,
            [.. parts[0].Rows.Index().Select(row => Together(table => table.Rows[row.Index]))],
            parts[0].Total is null ? null : Together(table => table.Total!)
        )
        {
            Parts = parts.Count,
        };

        ReportRow Together(Func<ReportTable, ReportRow> row) =>
            new(
                row(parts[0]).Key,
                [.. parts[0].Shape.Columns.Index().Select(column => parts.Sum(part => row(part).Cells[column.Index]))],
                parts.Sum(part => row(part).Before)
            );
    }

    /// <summary>What is told of a row from left to right, each with how many numbers it is the sum of.</summary>
    public IEnumerable<(long Number, int Columns)> Told(ReportRow row)
    {
        foreach (var cell in row.Cells)
            yield return (cell, Parts);
        if (row.Cells.Count > 1)
            yield return (row.Sum, Columns);
        if (HasBefore)
            yield return (row.Before, Columns);
    }

    private static long Down(long count) => count - (count % Step);

    /// <summary>Of rows that the store gives, those with a number to tell; the others are in the last one.</summary>
    private static IReadOnlyList<string> NamesOf(TableShape shape, IReadOnlyCollection<Counted> now) =>
        shape.Rows.Count > 0
            ? shape.Rows
            :
            [
                .. now.GroupBy(count => count.Row)
                    .Where(row =>
                        !shape.HasTotal
                        || (
                            row.Key != TableShape.Rest
                            && row.GroupBy(count => count.Column).Any(cell => cell.Sum(count => count.N) >= Step)
                        )
                    )
                    .Select(row => row.Key)
                    .Order(StringComparer.OrdinalIgnoreCase),
            ];
}
