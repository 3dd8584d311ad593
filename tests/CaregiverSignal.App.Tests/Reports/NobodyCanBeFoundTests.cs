using CaregiverSignal.Reports;

namespace CaregiverSignal.Tests.Reports;

/// <summary>Attacks a report with all that its tables say, and finds nothing out.</summary>
public sealed class NobodyCanBeFoundTests
{
    private const int Step = ReportTable.Step;

    /// <summary>The columns of one table that count the same people in each row as those of another.</summary>
    private static readonly string[] OfReached = ["age", "relation", "caring", "neighbourhood"];

    [Fact]
    public void No_number_of_a_report_can_be_narrowed_by_all_its_tables_and_those_of_the_year_before()
    {
        var luck = new Random(LongRun.Seed());
        for (var round = 0; round < 8; round++)
        {
            // Few and many, and as often as chance has it exactly at an edge.
            var most = new[] { 3, 6, 12, 40 }[round % 4];
            var known = new Attack();
            var (last, now) = (Year.By(luck, most), Year.By(luck, most));
            known.Reads(Year.Of(last), now: "a", before: "");
            known.Reads(Year.Of(now, last), now: "b", before: "a");

            Assert.Each(
                known.Told,
                name => Assert.True(known.Width(name) >= Step - 1 - 1e-6, $"{name}: {known.Width(name)}")
            );
            Assert.True(known.Told.Count > 60);
        }
    }

    [Fact]
    public void No_number_of_a_team_can_be_narrowed_by_a_quarter_beside_its_months_and_those_of_the_year_before()
    {
        var luck = new Random(LongRun.Seed());
        var ofMonths = ReportDefinition.Team.Parts.Where(part => part.Months == 1).Select(part => part.Shape).ToList();
        var ofQuarters = ReportDefinition
            .Team.Parts.Where(part => part.Months == 3)
            .Select(part => part.Table)
            .ToList();
        foreach (var most in new[] { 3, 6, 12, 40 })
        {
            var known = new Attack();
            var (last, now) = (Year.By(luck, most), Year.By(luck, most));
            known.Reads(Year.Of(last).Where(table => ofQuarters.Contains(table.Shape.Key)), now: "a", before: "");
            known.Reads(Year.Of(now, last).Where(table => ofQuarters.Contains(table.Shape.Key)), now: "b", before: "a");
            foreach (var shape in ofMonths)
            {
                List<ReportTable> months = [];
                foreach (var month in new[] { "1", "2", "3" })
                {
                    var (before, counts) = (Year.CountsOf(luck, shape, most), Year.CountsOf(luck, shape, most));
                    months.Add(ReportTable.Of(shape, counts, before));
                    known.Reads([ReportTable.Of(shape, before, [])], now: "a" + month, before: "");
                    known.Reads([months[^1]], now: "b" + month, before: "a" + month);
                }

                known.ReadsTogether(ReportTable.Sum(months), ["b1", "b2", "b3"]);
            }

            Assert.Equal(ReportDefinition.Team.Parts.Count, ofMonths.Count + ofQuarters.Count);
            Assert.Each(
                known.Told,
                name => Assert.True(known.Width(name) >= Step - 1 - 1e-6, $"{name}: {known.Width(name)}")
            );
        }
    }

    /// <summary>All reports of a small table, and all that could be behind each: the same in another way.</summary>
    [Fact]
    public void Each_number_of_a_small_table_could_be_any_of_its_five()
    {
        var shape = new TableShape("x", HeadlineKind.Largest, ["n"], ["a", "b", "c", TableShape.Rest]);
        var truths =
            from a in Enumerable.Range(0, 11)
            from b in Enumerable.Range(0, 11)
            from c in Enumerable.Range(0, 11)
            from rest in Enumerable.Range(0, 31)
            select (A: a, B: b, C: c, Left: rest);

        // Of what is ten, or more in all, some of what could be lies beyond this list.
        foreach (var told in truths.GroupBy(truth => Told(truth)).Where(group => group.Key.Total <= 25))
        {
            Assert.True(told.Select(pair => pair.A).Distinct().Count() >= (told.Key.A >= 10 ? 1 : Step));
            Assert.True(told.Select(pair => pair.B).Distinct().Count() >= (told.Key.B >= 10 ? 1 : Step));
            Assert.True(told.Select(pair => pair.C).Distinct().Count() >= (told.Key.C >= 10 ? 1 : Step));
            Assert.True(told.Select(pair => pair.Left).Distinct().Count() >= Step);
        }

        (long A, long B, long C, long Total) Told((int A, int B, int C, int Left) pair)
        {
            Counted[] counts =
            [
                new("a", "n", pair.A),
                new("b", "n", pair.B),
                new("c", "n", pair.C),
                new("?", "n", pair.Left),
            ];
            var table = ReportTable.Of(shape, counts, []);
            return (table.Rows[0].Sum, table.Rows[1].Sum, table.Rows[2].Sum, table.Total!.Sum);
        }
    }

    /// <summary>The attack is no paper tiger: it undoes the usual way of rounding.</summary>
    [Fact]
    public void Rounding_to_the_nearest_with_its_total_would_be_undone()
    {
        var known = new Bounds();
        string[] parts = ["a", "b", "c", "d"];
        foreach (var part in parts)
            known.Between(part, 0, 2);
        known.Between("total", 8, 12);
        known.Equal([.. parts.Select(part => (1.0, part)), (-1.0, "total")]);

        foreach (var part in parts)
        {
            var (low, high) = known.Of(part);
            Assert.Equal(2, low, 1e-6);
            Assert.Equal(2, high, 1e-6);
        }
    }

    [Fact]
    public void A_quarter_that_was_counted_beside_its_months_would_be_undone()
    {
        var known = new Bounds();
        string[] months = ["1", "2", "3"];
        foreach (var month in months)
            known.Between(month, 0, 4);
        known.Between("quarter", 10, 14);
        known.Equal([.. months.Select(month => (1.0, month)), (-1.0, "quarter")]);

        Assert.Each(months, month => Assert.Equal(2, known.Of(month).Low, 1e-6));
    }

    [Fact]
    public void What_remains_is_of_what_is_shown_so_each_column_adds_up_and_no_cell_is_below_five()
    {
        var luck = new Random(LongRun.Seed());
        foreach (var shape in TableShape.All.Where(shape => shape.HasTotal && shape.Rows.Count > 0))
        {
            var table = ReportTable.Of(shape, Year.CountsOf(luck, shape, 30), Year.CountsOf(luck, shape, 30));

            for (var column = 0; column < shape.Columns.Count; column++)
                Assert.Equal(table.Total!.Cells[column], table.Rows.Sum(row => row.Cells[column]));
            Assert.Each(table.Rows.SelectMany(row => row.Cells), cell => Assert.True(cell >= 0 && cell % Step == 0));
            Assert.Equal(TableShape.Rest, table.Rows[^1].Key);
        }
    }

    /// <summary>A year of a municipality by chance: what each table counts, where the same people are in several.</summary>
    private static class Year
    {
        public static Dictionary<string, List<Counted>> By(Random luck, int most)
        {
            var counts = TableShape
                .All.Where(shape => shape.Key != "years")
                .ToDictionary(shape => shape.Key, shape => CountsOf(luck, shape, most));
            // The same people, by something else: as many in each column.
            foreach (var table in OfReached.Skip(1))
            {
                foreach (var column in new[] { "known", "new" })
                {
                    var all = counts["age"].Where(count => count.Column == column).Sum(count => count.N);
                    var rows = counts[table].Where(count => count.Column == column).Select(count => count.Row).ToList();
                    counts[table].RemoveAll(count => count.Column == column);
                    foreach (var row in rows)
                    {
                        var some = row == rows[^1] ? all : Math.Min(all, luck.Next(0, most));
                        counts[table].Add(new Counted(row, column, some));
                        all -= some;
                    }
                }
            }

            return counts;
        }

        public static List<Counted> CountsOf(Random luck, TableShape shape, int most) =>
            [
                .. from row in shape.Rows.Count > 0 ? shape.Rows : ["Noord", "Zuid", TableShape.Rest]
                from column in shape.Columns
                select new Counted(row, column, luck.Next(0, most)),
            ];

        public static IEnumerable<ReportTable> Of(
            Dictionary<string, List<Counted>> counts,
            Dictionary<string, List<Counted>>? last = null
        ) => counts.Select(entry => ReportTable.Of(TableShape.Find(entry.Key)!, entry.Value, last?[entry.Key] ?? []));
    }

    /// <summary>What somebody knows who reads reports side by side.</summary>
    private sealed class Attack
    {
        private readonly Bounds bounds = new();

        /// <summary>The numbers that are told, each by its name.</summary>
        public HashSet<string> Told { get; } = [];

        public double Width(string name) => bounds.Of(name) is var (low, high) ? high - low : 0;

        public void Reads(IEnumerable<ReportTable> tables, string now, string before)
        {
            foreach (var table in tables)
            {
                for (var column = 0; column < table.Shape.Columns.Count; column++)
                {
                    var whole = NameOf(now, table.Shape, column, ReportTable.TotalKey);
                    var shown = table.Rows.Where(row => row.Key != TableShape.Rest).ToList();
                    foreach (var row in table.Total is { } total ? shown.Append(total) : shown)
                    {
                        var name = NameOf(now, table.Shape, column, row.Key);
                        bounds.Between(name, row.Cells[column], row.Cells[column] + Step - 1);
                        Told.Add(name);
                    }

                    // The parts are of the whole, and the rest, of which nothing else is known, is what remains.
                    if (table.Total is null)
                        continue;
                    var rest = NameOf(now, table.Shape, column, TableShape.Rest);
                    bounds.Equal([
                        .. shown.Select(row => (1.0, NameOf(now, table.Shape, column, row.Key))),
                        (1.0, rest),
                        (-1.0, whole),
                    ]);
                    Told.Add(rest);
                }

                // The year before is told as the sum of what was told then, so it must be what its own report said.
                foreach (var row in before.Length > 0 ? table.Rows.Where(row => row.Key != TableShape.Rest) : [])
                {
                    var columns = Enumerable.Range(0, table.Shape.Columns.Count);
                    var names = columns.Select(column => (1.0, NameOf(before, table.Shape, column, row.Key))).ToList();
                    // A neighbourhood that is told of now may not have been told of then.
                    if (!names.All(name => Told.Contains(name.Item2)))
                        continue;
                    bounds.AtMost(row.Before + (names.Count * (Step - 1)), names);
                    bounds.AtMost(-row.Before, names.Select(name => (-1.0, name.Item2)));
                }
            }
        }

        /// <summary>The sum of what tables show of some times.</summary>
        public void ReadsTogether(ReportTable sum, IReadOnlyList<string> times)
        {
            for (var column = 0; column < sum.Shape.Columns.Count; column++)
            {
                foreach (var row in sum.Total is { } total ? sum.Rows.Append(total) : sum.Rows)
                {
                    if (row.Key == TableShape.Rest)
                        continue;
                    var names = times.Select(time => (1.0, NameOf(time, sum.Shape, column, row.Key))).ToList();
                    bounds.AtMost(row.Cells[column] + (names.Count * (Step - 1)), names);
                    bounds.AtMost(-row.Cells[column], names.Select(name => (-1.0, name.Item2)));
                }
            }
        }

        /// <summary>The whole of a column of people is the same in each table of them.</summary>
        private static string NameOf(string year, TableShape shape, int column, string row) =>
            row == ReportTable.TotalKey && OfReached.Contains(shape.Key)
                ? $"{year}:reached:{column}"
                : $"{year}:{shape.Key}:{column}:{row}";
    }
}
