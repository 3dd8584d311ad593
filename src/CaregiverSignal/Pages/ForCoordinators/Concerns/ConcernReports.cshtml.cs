using CaregiverSignal.Concerns;

namespace CaregiverSignal.Pages.ForCoordinators.Concerns;

/// <summary>All open concern reports.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class ConcernReportsModel(ConcernReports reports, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    public IReadOnlyList<ConcernReportRow> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        var open = await reports.ListAsync(RowsOf(RowsAPage) + 1, (page - 1) * RowsAPage, Staff, ListVerb, stop);
        Rows = [.. open.Take(RowsOf(RowsAPage)).Select(report => ConcernReportRow.Of(report, time))];
        Pager = new Pager(page, open.Count > RowsAPage, "/tips", "") { HasFile = Rows.Count > 0 };
        return await ListOrAsync(
            ("tips", Texts.Of(typeof(ConcernReportModel))["Title"]),
            [T["Since"], T["Why"], T["Words"], T["NextStep"]],
            Rows.Zip(
                open,
                (row, report) =>
                    (IReadOnlyList<object?>)
                        [
                            time.Local(report.ReceivedAt),
                            string.Join(", ", row.Tags.Select(tag => tag.Word)),
                            report.Words,
                            row.State,
                        ]
            )
        );
    }
}
