using System.Globalization;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Tips;

/// <summary>The page of a tip, and what a coordinator does with it: take it up, and close it.</summary>
public sealed class TipEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const int RowsAPage = 50;

    private static readonly HashSet<string> SavedTexts = ["opgepakt", "al-opgepakt", "afgerond", "al-afgerond"];

    /// <summary>Those that say that a colleague was before them.</summary>
    private static readonly HashSet<string> Unchanged = ["al-opgepakt", "al-afgerond"];

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            "/tip/{tip}",
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, CloseForm.Empty)
        );
        staff.MapForm("/tip/{tip}/oppakken", TakeUpTip);
        staff.MapForm("/tip/{tip}/afronden", CloseTip);
        staff.MapPage("/tips", ShowAll);
        staff.MapForm("/tips/afronden", CloseAllOf);
    }

    private IResult TakeUpTip(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Act(staff, context, Verb.TakeUp, (transaction, tip) => TakeUp(transaction, tip, staff));

    private IResult CloseTip(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = CloseForm.Read(form.Fields, [.. Codes.All<TipOutcome>()]);
        return typed.Errors.Count > 0
            ? Show(staff, context, typed, StatusCodes.Status400BadRequest)
            : Act(staff, context, Verb.Close, (transaction, tip) => Close(transaction, tip, typed, staff));
    }

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        var query = context.Request.Query;
        var (page, sender) = (Pager.PageOf(query), query["van"].ToString() is { Length: > 0 } mark ? mark : null);
        var tips = database.Read(transaction =>
            TipTable.Open(transaction, sender, RowsAPage + 1, (page - 1) * RowsAPage)
        );
        var shown = tips.Take(RowsAPage).ToList();
        recorder.Add(staff.On(Ground.Team), Verb.Look.Of(Thing.Tips));
        return PageRoutes.Show<TipsPage>(
            new TipsPageModel(
                shells.For(context, staff),
                [.. shown.Select(tip => TipRow.Of(tip, time))],
                sender,
                shown.Count == 0 ? 0 : shown.Max(tip => tip.Id),
                new Pager(
                    page,
                    tips.Count > RowsAPage,
                    "/tips",
                    sender is null ? "" : "van=" + Uri.EscapeDataString(sender)
                ),
                query.ContainsKey("bewaard") ? TipsPageModel.Words["Closed"] : null
            )
        );
    }

    /// <summary>Closes all tips from one network, up to the last one shown.</summary>
    private IResult CloseAllOf(SignedInStaff staff, PostedForm form)
    {
        var (sender, last) = (
            form.Fields["van"].ToString(),
            long.TryParse(form.Fields["tot"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
        );
        database.Write(transaction =>
        {
            TipTable.CloseOf(transaction, sender, last, staff.Coordinator.Id, TipOutcome.NoMoreNeeded, time.Now);
            MailCancelTable.CancelOfTips(transaction, TipTable.FirstWaiting(transaction), time.Now);
            recorder.Add(transaction, staff.On(Ground.Team), Verb.Close.Of(Thing.Tips, last));
        });
        return PageRoutes.Go($"/tips?van={Uri.EscapeDataString(sender)}&bewaard");
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        CloseForm typed,
        int status = StatusCodes.Status200OK
    )
    {
        var tip = database.Read(transaction => Find(transaction, context));
        if (tip is null)
            return PageRoutes.Missing(support);
        recorder.Add(staff.On(Ground.Team), Verb.Look.Of(Thing.Tip, tip.Id));
        return PageRoutes.Show<TipPage>(
            TipPageModel.Of(tip, shells.For(context, staff), typed, SavedOf(context), time) with
            {
                IsUnchanged = Unchanged.Contains(context.Request.Query["bewaard"].ToString()),
            },
            status
        );
    }

    private IResult Act(SignedInStaff staff, HttpContext context, Verb verb, Func<Transaction, Tip, string> act)
    {
        var (tip, saved) = database.Write<(Tip? Tip, string Saved)>(transaction =>
        {
            if (Find(transaction, context) is not { } found)
                return (null, "");
            var saved = act(transaction, found);
            if (saved is "opgepakt" or "afgerond")
                recorder.Add(transaction, staff.On(Ground.Team), verb.Of(Thing.Tip, found.Id));
            return (found, saved);
        });
        return tip is null ? PageRoutes.Missing(support) : PageRoutes.Go($"/tip/{tip.Id}?bewaard={saved}");
    }

    private string TakeUp(Transaction transaction, Tip tip, SignedInStaff staff)
    {
        if (!TipTable.TakeUp(transaction, tip.Id, staff.Coordinator.Id, time.Now))
            return tip.ClosedAt is null ? "al-opgepakt" : "al-afgerond";
        MailCancelTable.CancelOfTips(transaction, TipTable.FirstWaiting(transaction), time.Now);
        return "opgepakt";
    }

    private string Close(Transaction transaction, Tip tip, CloseForm typed, SignedInStaff staff)
    {
        if (
            !TipTable.Close(
                transaction,
                tip.Id,
                staff.Coordinator.Id,
                Codes.Parse<TipOutcome>(typed.Outcome),
                typed.Note,
                time.Now
            )
        )
            return "al-afgerond";
        MailCancelTable.CancelOfTips(transaction, TipTable.FirstWaiting(transaction), time.Now);
        return "afgerond";
    }

    private static Tip? Find(Transaction transaction, HttpContext context) =>
        StaffRouteGroups.Number(context, "tip") is { } id ? TipTable.Get(transaction, id) : null;

    private static string? SavedOf(HttpContext context) =>
        context.Request.Query["bewaard"].ToString() is var saved && SavedTexts.Contains(saved)
            ? TipPageModel.Words["Saved." + saved]
            : null;
}
