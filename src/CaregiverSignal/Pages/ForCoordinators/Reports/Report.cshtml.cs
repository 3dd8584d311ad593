using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Reports;

namespace CaregiverSignal.Pages.ForCoordinators.Reports;

/// <summary>The report of a team on a month or quarter, or a municipality on a year: counts, no names.</summary>
[Authorize(StaffPolicies.Team)]
public sealed class ReportModel(StoredReports reports, CurrentSettings settings, SiteTime time) : StaffPage
{
    /// <summary>How many periods can be chosen; older ones by address.</summary>
    private const int Years = 3,
        Quarters = 4,
        Months = 6;

    /// <summary>A municipality; empty for the team.</summary>
    [BindProperty(Name = "gemeente", SupportsGet = true)]
    public string Place { get; set; } = "";

    /// <summary>A <see cref="ReportPeriod.Code"/>; by default the last completed one.</summary>
    [BindProperty(Name = "periode", SupportsGet = true)]
    public string Period { get; set; } = "";

    /// <summary>One of <see cref="Forms"/>, for a file.</summary>
    [BindProperty(Name = "vorm", SupportsGet = true)]
    public string Form { get; set; } = "";

    public static IReadOnlyList<string> Forms { get; } = ["html", ListFile.Xlsx, ListFile.Csv];

    public Report Report { get; private set; } = null!;

    public IEnumerable<SelectListItem> Places =>
        Municipalities.Select(municipality => new SelectListItem(
            DisplayText.Visible(municipality.Name),
            municipality.Name
        ));

    public IEnumerable<SelectListItem> Periods
    {
        get
        {
            var (year, quarter, month) = (
                ReportPeriod.Year(time.Today.Year),
                ReportPeriod.QuarterOf(time.Today),
                ReportPeriod.MonthOf(time.Today)
            );
            return (
                Place.Length > 0
                    ? Enumerable.Range(0, Years).Select(back => year.Shifted(-12 * back))
                    : Enumerable
                        .Range(0, Quarters)
                        .Select(back => quarter.Shifted(-3 * back))
                        .Concat(Enumerable.Range(0, Months).Select(back => month.Shifted(-back)))
            )
                .Append(Report.Period with { Through = null })
                .Distinct()
                .Select(period => new SelectListItem(Texts.Capital(period.Name), period.Code));
        }
    }

    /// <summary>The figures of the same quarter; for a municipality, with its years, the present one.</summary>
    public string FiguresAddress =>
        Place.Length > 0 ? "/cijfers" : $"/cijfers?periode={ReportPeriod.QuarterOf(Report.Period.From).Code}";

    private IReadOnlyList<ReportedMunicipality> Municipalities { get; set; } = [];

    public string AddressOf(string form) =>
        $"/cijfers/verslag?gemeente={Uri.EscapeDataString(Place)}&periode={Report.Period.Code}&vorm={form}";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        Municipalities = await reports.MunicipalitiesAsync(stop);
        var place = Place.Length > 0 ? Municipalities.FirstOrDefault(municipality => municipality.Has(Place)) : null;
        if (Place.Length > 0 && place is null)
            return Missing();
        // After switching between team and municipality, the other's period may still be selected.
        if (ReportPeriod.Read(Period) is not { } period || (period.Months == 12) != (place is not null))
        {
            if (Period.Length > 0 && ReportPeriod.Read(Period) is null)
                return Missing();
            period = Last(place is not null);
        }

        if (period.From > time.Today)
            return Missing();
        period = period.UpTo(time.Today);
        Report = place is null
            ? await reports.OfTeamAsync(Staff, period, stop)
            : await reports.OfMunicipalityAsync(place, period, stop);
        (Place, Period) = (place?.Name ?? "", period.Code);
        ModelState.Clear();
        var name = ReportFiles.NameOf(Report);
        return Form switch
        {
            "html" => File(
                Encoding.UTF8.GetBytes(await ReportHtml.FileAsync(Report, settings.SupportPoint.Name)),
                "text/html; charset=utf-8",
                name + ".html"
            ),
            ListFile.Xlsx => File(await ReportFiles.WorkbookAsync(Report), ListFile.TypeOf(Form)!, name + ".xlsx"),
            ListFile.Csv => File(await ReportFiles.Csv(Report).AsAsync(Form), ListFile.TypeOf(Form)!, name + ".csv"),
            _ => Page(),
        };
    }

    private ReportPeriod Last(bool isYear) =>
        isYear ? ReportPeriod.Year(time.Today.Year - 1) : ReportPeriod.QuarterOf(time.Today).Shifted(-3);
}
