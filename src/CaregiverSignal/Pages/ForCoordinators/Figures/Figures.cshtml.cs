using CaregiverSignal.Caseload;
using CaregiverSignal.Reports;
using Counted = CaregiverSignal.Caseload.Figures;

namespace CaregiverSignal.Pages.ForCoordinators.Figures;

/// <summary>
/// A quarter of a team in four boxes and a table, and beside the present one who stands red now: counts, and nobody's
/// name.
/// </summary>
[Authorize(StaffPolicies.Team)]
public sealed class FiguresModel(TeamFigures figures, SiteTime time) : StaffPage
{
    /// <summary>As <see cref="ReportPeriod.Code"/>; the present quarter where it is left out.</summary>
    [BindProperty(Name = "periode", SupportsGet = true)]
    public string? Period { get; set; }

    public IReadOnlyList<Counted> Months { get; private set; } = [];

    public Counted Whole { get; private set; } = null!;

    public NumberTable ByMonth =>
        new(
            T["Table"],
            [.. Months.Select(MonthOf), T["Whole"]],
            [
                .. Rows.Select(row => new NumberRow(
                    T[row.Name],
                    [.. Months.Append(Whole).Select(item => Texts.Number(row.Count(item)))]
                )),
            ]
        );

    /// <summary>What the report says by kind of help, as it was counted; a course is told of no fewer than there.</summary>
    public IReadOnlyList<NumberTable> ByHelp { get; private set; } = [];

    /// <summary>Null beside a quarter of before.</summary>
    public StandingRed? Standing { get; private set; }

    /// <summary>Days that the one who waits longest for a talk has stood red; null where nobody waits.</summary>
    public int? Waited => time.Today.DayNumber - Standing?.WaitingSince?.DayNumber;

    public static IReadOnlyList<Row> Rows { get; } =
    [
        new("People", item => item.People),
        new("New", item => item.New),
        new("Stopped", item => item.Stopped),
        new("Asked", item => item.Asked),
        new("Answered", item => item.Answered),
        new("Red", item => item.Red),
        new("RedSpokenSoon", item => item.RedSpokenSoon),
        new("Amber", item => item.Amber),
        new("HelpWanted", item => item.HelpWanted),
        new("HelpBegan", item => item.HelpBegan),
    ];

    public static IReadOnlyList<Box> Boxes { get; } =
    [
        Box.Of("People", "New", "Stopped"),
        Box.Of("Asked", "Answered"),
        Box.Of("Red", "RedSpokenSoon", "Amber"),
        Box.Of("HelpWanted", "HelpBegan"),
    ];

    public ReportPeriod Quarter { get; private set; }

    /// <summary>Whether anybody was with us when the quarter began.</summary>
    public bool HasPrevious => Whole.People + Whole.Stopped > Whole.New;

    public bool HasNext => Quarter.Until <= time.Today;

    public string AddressOf(int quarters) => $"/cijfers?periode={Quarter.Shifted(3 * quarters).Code}";

    public static string MonthOf(Counted month) => month.From.ToString("MMM", Languages.Culture);

    public IActionResult OnGet()
    {
        var present = ReportPeriod.QuarterOf(time.Today);
        if (
            (Period is null ? present : ReportPeriod.Read(Period)) is not { Months: 3 } quarter
            || quarter.From > present.From
        )
            return Missing();
        Quarter = quarter.UpTo(time.Today);
        (Months, Whole, Standing, var byHelp) = figures.OfQuarter(quarter.From, quarter.From == present.From, Staff);
        ByHelp = [.. byHelp.Select(table => TableOf(table.Shape, table.Counts)).Where(table => table.Rows.Count > 0)];
        return ListOr(
            "cijfers-" + quarter.Code,
            [T["Title", ("kwartaal", Quarter.Name)], .. Months.Select(MonthOf), T["Whole"]],
            Rows.Select(row =>
                (IReadOnlyList<object?>)[T[row.Name], .. Months.Append(Whole).Select(item => (object)row.Count(item))]
            )
        );
    }

    private static NumberTable TableOf(TableShape shape, IReadOnlyList<CaregiverSignal.Reports.Counted> counts) =>
        new(
            ReportWords.TableName(shape),
            [.. shape.Columns.Select(ReportWords.Column)],
            [
                .. from count in counts
                group count by count.Row into row
                where shape.Key != TableShape.Course || row.Sum(count => count.N) >= ReportTable.Step
                let name = ReportWords.Row(shape, row.Key)
                let cells = shape.Columns.Select(column =>
                    row.Where(count => count.Column == column).Sum(count => count.N)
                )
                orderby name
                select new NumberRow(name, [.. cells.Select(n => Texts.Number(n))]),
            ]
        );

    /// <summary>A line of the table.</summary>
    public sealed record Row(string Name, Func<Counted, int> Count);

    /// <summary>Its first line in large, with the others below it.</summary>
    public sealed record Box(string Name, Func<Counted, int> Count, IReadOnlyList<Row> Lines)
    {
        public static Box Of(string name, params string[] lines) =>
            new(
                name,
                Rows.Single(row => row.Name == name).Count,
                [.. lines.Select(line => Rows.Single(row => row.Name == line))]
            );
    }
}
