namespace CaregiverSignal.Reports;

/// <summary>Protects people in published reports: a table about people with a number from one to four is merged until
/// it has none, or left out. Numbers are never changed or suppressed individually.</summary>
/// <remarks>The threshold rule with table redesign: Hundepool et al., Handbook on Statistical Disclosure Control
/// (second edition, 2024), chapter 5. Merged parts appear only as their sum, so none can be derived from a total. The
/// year before uses the groups of its own report, as two different mergers of the same people could be subtracted. For
/// the same reason municipalities get whole years only.</remarks>
public static class SmallNumbers
{
    /// <summary>The smallest number of people shown, besides zero (our choice).</summary>
    public const int Least = 5;

    /// <summary>The fewest people reached for more than totals (our choice).</summary>
    public const int LeastPeople = 30;

    /// <param name="reached">How many people the report is about.</param>
    /// <param name="reachedBefore">The same for the year before.</param>
    /// <returns>Null if it is left out.</returns>
    public static ReportTable? Safe(
        TableShape shape,
        IReadOnlyCollection<Counted> now,
        IReadOnlyCollection<Counted> before,
        long reached,
        long reachedBefore
    )
    {
        var table = Limited(ReportTable.Of(shape, now, before), reached);
        if (!shape.IsOfPeople)
            return table;
        return Widened(table) is { } safe
            ? Beside(safe, Widened(Limited(ReportTable.Of(shape, before, []), reachedBefore)))
            : null;
    }

    public static bool IsSmall(long count) => count is > 0 and < Least;

    private static ReportTable Limited(ReportTable table, long reached) =>
        reached < LeastPeople && table.Total is not null ? table with { Rows = [] } : table;

    private static ReportTable? Widened(ReportTable table)
    {
        while (table.All.Any(HasSmall))
        {
            if (Wider(table) is not { } wider)
                return null;
            table = wider;
        }

        // Nothing meaningful would remain.
        return
            table.Rows.Count > 0
            || table.Shape.Headline is HeadlineKind.FirstColumn or HeadlineKind.All
            || table.IsEmpty
            ? table
            : null;
    }

    private static bool HasSmall(ReportRow row) => row.Cells.Any(IsSmall);

    /// <summary>Merges columns first, which headlines need less than rows; null if nothing is left to merge.</summary>
    private static ReportTable? Wider(ReportTable table)
    {
        if (table.Columns.Count > (table.Shape.Headline == HeadlineKind.FirstColumn ? 2 : 1))
            return table with
            {
                Columns = [.. table.Columns.SkipLast(2), string.Join('+', table.Columns.TakeLast(2))],
                Rows = [.. table.Rows.Select(LastTwo)],
                Total = table.Total is { } total ? LastTwo(total) : null,
            };
        // Years cannot be merged: those up to the last small one are dropped.
        if (table.Total is null)
            return HasSmall(table.Rows[^1])
                ? null
                : table with
                {
                    Rows = [.. table.Rows.Skip(table.Rows.Index().Last(row => HasSmall(row.Item)).Index + 1)],
                };
        return table.Rows.Count switch
        {
            0 => null,
            <= 2 => table with { Rows = [] },
            _ => Merged(table),
        };

        static ReportRow LastTwo(ReportRow row) =>
            row with
            {
                Cells = [.. row.Cells.SkipLast(2), row.Cells[^2] + row.Cells[^1]],
            };
    }

    /// <summary>Merges the first row with a small number into its neighbour or the rest.</summary>
    private static ReportTable Merged(ReportTable table)
    {
        List<ReportRow> rows = [.. table.Rows];
        var (small, isOrdered) = (rows.First(HasSmall), table.Shape.IsOrdered);
        var place = rows.IndexOf(small);
        var other =
            isOrdered ? rows[place < rows.Count - 1 ? place + 1 : place - 1]
            : rows[^1].Key == TableShape.Rest && small != rows[^1] ? rows[^1]
            : rows.Where(row => row != small).OrderBy(row => row.Sum == 0).ThenBy(row => row.Sum).First();
        List<ReportRow> two = [.. rows.Where(row => row == small || row == other)];
        var together = new ReportRow(
            isOrdered ? $"{two[0].Key}+{two[1].Key}" : TableShape.Rest,
            [.. two[0].Cells.Zip(two[1].Cells, (one, another) => one + another)]
        )
        {
            Parts = [.. two.SelectMany(row => row.Parts)],
        };
        rows.Insert(isOrdered ? rows.IndexOf(two[1]) + 1 : rows.Count, together);
        rows.RemoveAll(two.Contains);
        return table with { Rows = rows };
    }

    /// <summary>Adds the year before as its own report showed it.</summary>
    private static ReportTable Beside(ReportTable table, ReportTable? before)
    {
        return table with
        {
            Rows = [.. table.Rows.Select(row => row with { Before = Before(row) })],
            Total = table.Total is { } total ? total with { Before = before?.Total?.Sum } : null,
        };

        long? Before(ReportRow row)
        {
            if (before is not { Rows.Count: > 0 })
                return null;
            var told = before.Rows.Where(then => then.Parts.Any(row.Parts.Contains)).ToList();
            return told.TrueForAll(then => then.Parts.All(row.Parts.Contains)) ? told.Sum(then => then.Sum) : null;
        }
    }
}
