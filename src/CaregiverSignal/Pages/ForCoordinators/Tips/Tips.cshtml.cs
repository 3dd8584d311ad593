using CaregiverSignal.Tips;

namespace CaregiverSignal.Pages.ForCoordinators.Tips;

/// <summary>All open tips.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TipsModel(ConcernReports reports, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    public IReadOnlyList<TipRow> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    public IActionResult OnGet()
    {
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        var tips = reports.List(RowsOf(RowsAPage) + 1, (page - 1) * RowsAPage, Staff, ListVerb);
        Rows = [.. tips.Take(RowsOf(RowsAPage)).Select(tip => TipRow.Of(tip, time))];
        Pager = new Pager(page, tips.Count > RowsAPage, "/tips", "") { HasFile = Rows.Count > 0 };
        return ListOr(
            "tips",
            [T["Since"], T["Why"], T["Words"], T["NextStep"]],
            Rows.Zip(
                tips,
                (row, tip) =>
                    (IReadOnlyList<object?>)
                        [row.Received, string.Join(", ", row.Tags.Select(tag => tag.Word)), tip.Words, row.State]
            )
        );
    }
}
