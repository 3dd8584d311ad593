using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.Shared.Charts;
using CaregiverSignal.Reports;

namespace CaregiverSignal.Pages.ForCoordinators.Figures;

/// <summary>A team's quarter in cards and a table, with comparisons and who is red now: counts, no names.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class FiguresModel(TeamFigures figures, StoredReports reports, SiteTime time) : StaffPage
{
    /// <summary>A <see cref="ReportPeriod.Code"/>; by default the last completed one.</summary>
    [BindProperty(Name = "periode", SupportsGet = true)]
    public string? Period { get; set; }

    /// <summary>The municipality or team whose report the button opens.</summary>
    [BindProperty(Name = "gemeente", SupportsGet = true)]
    public string Place { get; set; } = "";

    public QuarterFigures Counts { get; private set; } = null!;

    public PeriodFigures Whole => Counts.Whole;

    /// <summary>The months of the quarter that have begun.</summary>
    public IReadOnlyList<PeriodFigures> Months => [.. Counts.Year.Where(month => month.From >= Quarter.From)];

    /// <summary>The days the longest waiting red person has had no conversation; null if nobody waits.</summary>
    public int? Waited => time.Today.DayNumber - Counts.Standing?.WaitingSince?.DayNumber;

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

    public static IReadOnlyList<Card> Cards { get; } =
    [
        new("People", [("New", null), ("Stopped", null)]),
        new("Asked", [("Answered", "Asked")]),
        new("Red", [("RedSpokenSoon", "Red"), ("Amber", null)]),
        new("HelpWanted", [("HelpBegan", null)]),
    ];

    public ReportPeriod Quarter { get; private set; }

    /// <summary>Whether anybody took part when the quarter began.</summary>
    public bool HasPrevious => Whole.People + Whole.Stopped > Whole.New;

    public bool HasNext => Quarter.Until <= time.Today;

    /// <summary>The report of this quarter, or of the previous one until it is over.</summary>
    public string ReportAddress => $"/cijfers/verslag?periode={Quarter.Shifted(IsOpen(Whole) ? -3 : 0).Code}";

    /// <summary>The period of municipal reports: quarters could be subtracted from a year to identify people.</summary>
    public ReportPeriod LastYear => ReportPeriod.Year(time.Today.Year - 1);

    public async Task<IReadOnlyList<SelectListItem>> MunicipalitiesAsync() =>
        [
            .. (await reports.MunicipalitiesAsync()).Select(place => new SelectListItem(
                DisplayText.Visible(place.Name),
                place.Name
            )),
        ];

    public string AddressOf(int quarters) => $"/cijfers?periode={Quarter.Shifted(3 * quarters).Code}";

    public bool IsOpen(PeriodFigures part) => part.Until > time.Today;

    /// <summary>The month; for an unfinished one, how far it goes.</summary>
    public string MonthOf(PeriodFigures month) =>
        IsOpen(month)
            ? T["SoFar", ("dag", time.Today.ToString("d MMM", Languages.Culture))]
            : month.From.ToString("MMM", Languages.Culture);

    public static int Count(string row, PeriodFigures part) => Rows.Single(known => known.Name == row).Count(part);

    /// <summary>The comparison with the quarter before; empty if nobody took part in it.</summary>
    public string Change(string row)
    {
        if (!HasPrevious)
            return "";
        var (now, before) = (Count(row, Whole), Count(row, Counts.Before));
        return IsOpen(Whole) ? T["Change.Open", ("n", Texts.Number(before))]
            : now == before ? T["Change.None"]
            : T[now > before ? "Change.More" : "Change.Less", ("n", Texts.Number(Math.Abs(now - before)))];
    }

    /// <summary>A smaller number on a card; null if it is a share of zero.</summary>
    public string? LineOf(string row, string? of) =>
        of is null ? $"{T[row]}: {Texts.Number(Count(row, Whole))}"
        : Count(of, Whole) == 0 ? null
        : T["Of", ("wat", T[row]), ("n", Texts.Number(Count(row, Whole))), ("totaal", Texts.Number(Count(of, Whole)))];

    public string ByMonth(string row) =>
        T["ByMonth", ("wat", Texts.Listed(Counts.Year.Select(month => $"{MonthOf(month)} {Count(row, month)}")))];

    public NumberTable Table =>
        new(
            T["Title", ("kwartaal", Quarter.Name)],
            [.. Months.Select(MonthOf), T["Whole"]],
            [
                .. Rows.Select(row => new NumberRow(
                    T[row.Name],
                    [.. Months.Append(Whole).Select(part => Texts.Number(row.Count(part)))]
                )),
            ]
        );

    /// <summary>The report's tables by kind of help, with exact counts.</summary>
    public IEnumerable<NumberTable> ByHelp =>
        Counts.ByHelp.Select(table => TableOf(table.Shape, table.Counts)).Where(table => table.Rows.Count > 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        var present = ReportPeriod.QuarterOf(time.Today);
        var last = present.Shifted(-3);
        if (
            (Period is null ? last : ReportPeriod.Read(Period)) is not { Months: 3 } quarter
            || quarter.From > present.From
        )
            return Missing();
        Quarter = quarter.UpTo(time.Today);
        Counts = await figures.OfQuarterAsync(quarter.From, quarter.From >= last.From, Staff, stop);
        return await ListOrAsync(
            ("cijfers-" + quarter.Code, Table.Caption),
            [Table.Caption, .. Table.Columns],
            Rows.Select(row =>
                (IReadOnlyList<object?>)[T[row.Name], .. Months.Append(Whole).Select(part => (object)row.Count(part))]
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
                let name = ReportWords.Row(shape, row.Key)
                let cells = shape.Columns.Select(column =>
                    row.Where(count => count.Column == column).Sum(count => count.N)
                )
                orderby name
                select new NumberRow(name, [.. cells.Select(n => Texts.Number(n))]),
            ]
        );

    public sealed record Row(string Name, Func<PeriodFigures, int> Count);

    /// <summary>A row as a card's large number, with other rows below it, as counts or shares.</summary>
    public sealed record Card(string Row, IReadOnlyList<(string Row, string? Of)> Lines);
}
