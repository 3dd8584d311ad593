using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Desk.Tips;

/// <summary>All open tips, or those from one network, which can be closed together.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class TipsModel(Database database, Recorder recorder, SiteTime time) : StaffPage
{
    private const int RowsAPage = 50;

    /// <summary>The mark of the network they are from; null for all.</summary>
    [BindProperty(Name = "van", SupportsGet = true)]
    public string? Sender { get; set; }

    public IReadOnlyList<TipRow> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = null!;

    private string Query => string.IsNullOrEmpty(Sender) ? "" : "van=" + Uri.EscapeDataString(Sender);

    public void OnGet()
    {
        var page = Pager.PageOf(Request.Query);
        var sender = Query.Length == 0 ? null : Sender;
        var tips = database.Read(transaction =>
            TipTable.Open(transaction, sender, RowsAPage + 1, (page - 1) * RowsAPage)
        );
        Rows = [.. tips.Take(RowsAPage).Select(tip => TipRow.Of(tip, time))];
        Pager = new Pager(page, tips.Count > RowsAPage, "/tips", Query);
        recorder.Add(Staff.On(Ground.Team), Verb.Look.Of(Thing.Tips));
    }

    /// <summary>Closes all tips from one network, up to the last one shown.</summary>
    public IActionResult OnPost(long last)
    {
        database.Write(transaction =>
        {
            TipTable.CloseOf(transaction, Sender ?? "", last, Staff.Coordinator.Id, TipOutcome.NoMoreNeeded, time.Now);
            MailCancelTable.CancelOfTips(transaction, TipTable.FirstWaiting(transaction), time.Now);
            recorder.Add(transaction, Staff.On(Ground.Team), Verb.Close.Of(Thing.Tips, last));
        });
        return Saved(T["Saved"], "/tips?" + Query);
    }
}
