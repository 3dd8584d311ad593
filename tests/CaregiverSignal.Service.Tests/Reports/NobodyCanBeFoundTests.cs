using CaregiverSignal.Reports;

namespace CaregiverSignal.Tests.Reports;

/// <summary>Attacks the reports of a municipality with all that their tables say, and finds nobody.</summary>
public sealed class NobodyCanBeFoundTests
{
    private static readonly string[] Neighbourhoods = ["Centrum", "Noord", "Zuid", TableShape.Rest];

    /// <summary>The tables that count the same people in each column.</summary>
    private static readonly string[] OfReached = ["age", "relation", "caring", "neighbourhood"];

    private static readonly IReadOnlyList<TableShape> Shapes =
    [
        .. TableShape.All.Where(shape => shape.HasTotal && shape.IsOfPeople),
    ];

    [Fact]
    public void No_small_number_of_people_follows_from_all_tables_and_those_of_other_years()
    {
        var luck = new Random(LongRun.Seed());
        var (small, merged, leftOut, compared) = (0, 0, 0, 0);
        for (var round = 0; round < 12; round++)
        {
            var most = new[] { 6, 12, 20, 60 }[round % 4];
            List<Dictionary<string, List<Counted>>> years = [.. Enumerable.Range(0, 3).Select(_ => Year(luck, most))];
            var known = new Attack();
            for (var year = 0; year < years.Count; year++)
            {
                known.Knows(year);
                foreach (var shape in Shapes)
                {
                    if (Safe(shape, years, year) is not { } table)
                    {
                        leftOut++;
                        continue;
                    }

                    Assert.Each(table.All.SelectMany(row => row.Cells), n => Assert.False(SmallNumbers.IsSmall(n)));
                    Assert.False(table.HasBefore && table.All.Any(row => SmallNumbers.IsSmall(row.Before ?? 0)));
                    merged += table.Rows.Count(row => row.Parts.Count > 1);
                    compared += table.Rows.Count(row => row.Before is not null);
                    known.Reads(table, year);
                }
            }

            for (var year = 0; year < years.Count; year++)
            {
                foreach (
                    var (shape, count) in Shapes.SelectMany(shape =>
                        years[year][shape.Key].Where(c => SmallNumbers.IsSmall(c.N)).Select(count => (shape, count))
                    )
                )
                {
                    small++;
                    var most5 = known.Most(NameOf(year, shape.Key, count.Column, count.Row));
                    Assert.True(most5 >= SmallNumbers.Least - 1e-6, $"{year} {shape.Key} {count}: at most {most5}");
                }
            }
        }

        Assert.All([small, merged, leftOut, compared], n => Assert.True(n > 20));
    }

    /// <summary>The attack is no paper tiger: it undoes a number that is hidden beside its total.</summary>
    [Fact]
    public void A_number_that_is_hidden_alone_beside_its_total_would_be_undone()
    {
        var known = new Bounds();
        known.Between("a", 7, 7);
        known.Between("total", 10, 10);
        known.Equal([(1, "a"), (1, "hidden"), (-1, "total")]);

        Assert.Equal(3, known.Of("hidden").High, 1e-6);
    }

    [Fact]
    public void The_same_people_merged_in_two_ways_would_be_undone_so_the_year_before_stands_as_it_was_told()
    {
        var known = new Bounds();
        known.Between("to45+to65", 13, 13);
        known.Between("to45", 10, 10);
        known.Equal([(1, "to45"), (1, "to65"), (-1, "to45+to65")]);
        Assert.Equal(3, known.Of("to65").High, 1e-6);

        var (now, before) = (Ages(40, 2, 30), Ages(40, 30, 2));
        var table = SmallNumbers.Safe(TableShape.Find("age")!, now, before, 72, 72)!;

        Assert.Equal(
            ["to45 40 40", "to65+to75 32 ", "rest 0 ", "total 72 72"],
            table.All.Select(row => $"{row.Key} {row.Sum} {row.Before}")
        );
        Assert.Equal(["known+new"], table.Columns);

        static Counted[] Ages(long to45, long to65, long to75) =>
            [new("to45", "known", to45), new("to65", "known", to65), new("to75", "new", to75)];
    }

    [Fact]
    public void Of_fewer_than_thirty_people_only_totals_are_told_and_what_was_done_is_told_whatever_it_is()
    {
        Counted[] calls = [new("soon", "red", 2), new("week", "amber", 1)];
        var contact = TableShape.Find("contact")!;
        Counted[] ages = [new("to45", "known", 14), new("to65", "known", 15)];

        Assert.Equal(
            [
                [2, 0],
                [0, 1],
                [0, 0],
                [2, 1],
            ],
            Cells(SmallNumbers.Safe(contact, calls, [], 30, 0)!)
        );
        Assert.Equal(
            [
                [2, 1],
            ],
            Cells(SmallNumbers.Safe(contact, calls, [], 29, 0)!)
        );
        Assert.Null(SmallNumbers.Safe(TableShape.Find("age")!, ages, [], 29, 0));

        static IEnumerable<IReadOnlyList<long>> Cells(ReportTable table) => table.All.Select(row => row.Cells);
    }

    private static ReportTable? Safe(TableShape shape, List<Dictionary<string, List<Counted>>> years, int year) =>
        SmallNumbers.Safe(
            shape,
            years[year][shape.Key],
            year > 0 ? years[year - 1][shape.Key] : [],
            years[year]["age"].Sum(count => count.N),
            year > 0 ? years[year - 1]["age"].Sum(count => count.N) : 0
        );

    private static IReadOnlyList<string> RowsOf(TableShape shape) => shape.Rows.Count > 0 ? shape.Rows : Neighbourhoods;

    /// <summary>
    /// A year of a municipality by chance: what each table counts, where the same people are in several.
    /// </summary>
    private static Dictionary<string, List<Counted>> Year(Random luck, int most)
    {
        var counts = Shapes.ToDictionary(
            shape => shape.Key,
            shape =>
                (
                    from row in RowsOf(shape)
                    from column in shape.Columns
                    // Many small ones, and none at all.
                    select new Counted(row, column, Math.Max(0, luck.Next(-most / 4, luck.Next(2, most))))
                ).ToList()
        );
        foreach (var table in OfReached.Skip(1))
        {
            foreach (var column in new[] { "known", "new" })
            {
                var all = counts["age"].Where(count => count.Column == column).Sum(count => count.N);
                for (var place = 0; place < counts[table].Count; place++)
                {
                    var count = counts[table][place];
                    if (count.Column != column)
                        continue;
                    var n = place >= counts[table].Count - 2 ? all : Math.Min(all, count.N);
                    counts[table][place] = count with { N = n };
                    all -= n;
                }
            }
        }

        return counts;
    }

    private static string NameOf(int year, string table, string column, string row) => $"{year}:{table}:{column}:{row}";

    /// <summary>What somebody knows who reads reports side by side.</summary>
    private sealed class Attack
    {
        private readonly Bounds bounds = new();

        public double Most(string name) => bounds.Knows(name) ? bounds.Of(name).High : double.PositiveInfinity;

        /// <summary>The same people are in each table of them.</summary>
        public void Knows(int year)
        {
            foreach (var table in OfReached.Skip(1))
            {
                foreach (var column in new[] { "known", "new" })
                    bounds.Equal([
                        .. RowsOf(TableShape.Find("age")!).Select(row => (1.0, NameOf(year, "age", column, row))),
                        .. RowsOf(TableShape.Find(table)!).Select(row => (-1.0, NameOf(year, table, column, row))),
                    ]);
            }
        }

        public void Reads(ReportTable table, int year)
        {
            foreach (var row in table.All)
            {
                var parts = row.Key == ReportTable.TotalKey ? RowsOf(table.Shape) : row.Parts;
                for (var column = 0; column < table.Columns.Count; column++)
                    Is(row.Cells[column], year, table.Columns[column].Split('+'), parts);
                if (row.Before is { } before && year > 0)
                    Is(before, year - 1, table.Shape.Columns, parts);
            }

            void Is(long told, int then, IEnumerable<string> columns, IEnumerable<string> rows)
            {
                List<string> names =
                [
                    .. from row in rows from column in columns select NameOf(then, table.Shape.Key, column, row),
                ];
                bounds.AtMost(told, names.Select(name => (1.0, name)));
                bounds.AtMost(-told, names.Select(name => (-1.0, name)));
            }
        }
    }
}
