using System.Globalization;
using CaregiverSignal.Reports;
using Counted = CaregiverSignal.Caseload.Figures;

namespace CaregiverSignal.Desk.Figures;

/// <summary>A quarter of a team in four boxes and a table: counts, and nobody's name.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class FiguresModel(Database database, SiteTime time) : StaffPage
{
    /// <summary>As "2026-3"; the present one where it is left out.</summary>
    [BindProperty(Name = "kwartaal", SupportsGet = true)]
    public string? Quarter { get; set; }

    public IReadOnlyList<Counted> Months { get; private set; } = [];

    public Counted Whole { get; private set; } = null!;

    public static IReadOnlyList<Row> Rows { get; } =
    [
        new("People", one => one.People),
        new("New", one => one.New),
        new("Stopped", one => one.Stopped),
        new("Asked", one => one.Asked),
        new("Answered", one => one.Answered),
        new("Red", one => one.Red),
        new("RedSpokenSoon", one => one.RedSpokenSoon),
        new("Amber", one => one.Amber),
        new("HelpWanted", one => one.HelpWanted),
        new("HelpBegan", one => one.HelpBegan),
    ];

    public static IReadOnlyList<Box> Boxes { get; } =
    [
        Box.Of("People", "New", "Stopped"),
        Box.Of("Asked", "Answered"),
        Box.Of("Red", "RedSpokenSoon", "Amber"),
        Box.Of("HelpWanted", "HelpBegan"),
    ];

    private DateOnly First { get; set; }

    public string Name => new ReportPeriod(First, 3).Name;

    /// <summary>Whether anybody was with us when the quarter began.</summary>
    public bool HasPrevious => Whole.People + Whole.Stopped > Whole.New;

    public bool HasNext => First.AddMonths(3) <= time.Today;

    public string FileAddress(string form) => $"/cijfers?kwartaal={Code(First)}&vorm={form}";

    public string AddressOf(int quarters) => $"/cijfers?kwartaal={Code(First.AddMonths(3 * quarters))}";

    public static string MonthOf(Counted month) => month.From.ToString("MMM", Languages.Culture);

    public IActionResult OnGet()
    {
        var present = ReportPeriod.QuarterOf(time.Today).From;
        if ((Quarter is null ? present : Read(Quarter)) is not { } first || first > present)
            return Missing();
        First = first;
        var all = database.Read(transaction => Counted.OfQuarter(transaction, Led, first, time));
        (Months, Whole) = ([.. all.SkipLast(1)], all[^1]);
        return ListOr(
            "cijfers-" + Code(first),
            [T["Title", ("kwartaal", Name)], .. Months.Select(MonthOf), T["Whole"]],
            Rows.Select(row =>
                (IReadOnlyList<object?>)[T[row.Name], .. Months.Append(Whole).Select(one => (object)row.Count(one))]
            )
        );
    }

    private IReadOnlyList<long> Led => [Staff.Coordinator.Id, .. Staff.Team];

    private static string Code(DateOnly first) =>
        string.Create(CultureInfo.InvariantCulture, $"{first.Year}-{first.Month / 3 + 1}");

    private static DateOnly? Read(string code) =>
        code is [_, _, _, _, '-', >= '1' and <= '4']
        && int.TryParse(code[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= 2000 and < 3000
            ? new DateOnly(year, 3 * (code[5] - '1') + 1, 1)
            : null;

    /// <summary>A line of the table.</summary>
    public sealed record Row(string Name, Func<Counted, int> Count);

    /// <summary>Its first line in large, with the others in words below it.</summary>
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
