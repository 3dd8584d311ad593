using CaregiverSignal.Tips;

namespace CaregiverSignal.Desk.Tips;

/// <summary>All open tips, or those from one network, which can be closed together.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TipsModel(ConcernReports reports, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    /// <summary>The mark of the network they are from; null for all.</summary>
    [BindProperty(Name = "van", SupportsGet = true)]
    public string? Sender { get; set; }

    public IReadOnlyList<TipRow> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    private string Query => string.IsNullOrEmpty(Sender) ? "" : "van=" + Uri.EscapeDataString(Sender);

    public IActionResult OnGet()
    {
        var page = ListForm is null ? Pager.PageOf(Request.Query) : 1;
        var sender = Query.Length == 0 ? null : Sender;
        var tips = reports.List(sender, RowsOf(RowsAPage) + 1, (page - 1) * RowsAPage, Staff, ListVerb);
        Rows = [.. tips.Take(RowsOf(RowsAPage)).Select(tip => TipRow.Of(tip, time))];
        Pager = new Pager(page, tips.Count > RowsAPage, "/tips", Query) { HasFile = Rows.Count > 0 };
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

    /// <summary>Closes all tips from one network, up to the last one shown.</summary>
    public IActionResult OnPost(long last)
    {
        reports.CloseOf(Sender ?? "", last, Staff);
        return Saved(T["Saved"], "/tips?" + Query);
    }
}
