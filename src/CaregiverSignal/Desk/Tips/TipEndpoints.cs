using System.Globalization;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Tips;

/// <summary>A tip, and what a coordinator does about it: take it up, and close it.</summary>
public static class TipEndpoints
{
    private const int RowsAPage = 50;

    private static readonly HashSet<string> SavedTexts = ["opgepakt", "al-opgepakt", "afgerond", "al-afgerond"];

    public static void MapTip(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (database, shells, time) = (
            services.GetRequiredService<Database>(),
            services.GetRequiredService<StaffShells>(),
            services.GetRequiredService<SiteTime>()
        );
        var support = services.GetRequiredService<SupportPointSettings>();

        routes.MapStaffPage("/tip/{tip}", (staff, context) => Show(staff, context, CloseForm.Empty));
        routes.MapStaffForm(
            "/tip/{tip}/oppakken",
            (staff, context, _) => Act(staff, context, (transaction, tip) => TakeUp(transaction, tip, staff, time))
        );
        routes.MapStaffForm(
            "/tip/{tip}/afronden",
            (staff, context, form) =>
            {
                var typed = CloseForm.Read(form, TipOutcomes.All);
                return typed.Errors.Count > 0
                    ? Show(staff, context, typed, StatusCodes.Status400BadRequest)
                    : Act(staff, context, (transaction, tip) => Close(transaction, tip, typed, staff, time));
            }
        );

        routes.MapStaffPage(
            "/tips",
            (staff, context) =>
            {
                var query = context.Request.Query;
                var (page, sender) = (
                    Pager.PageOf(query),
                    query["van"].ToString() is { Length: > 0 } mark ? mark : null
                );
                var tips = database.Read(transaction =>
                    TipTable.IsReadBy(transaction, staff.Coordinator.Id)
                        ? TipTable.Open(transaction, sender, RowsAPage + 1, (page - 1) * RowsAPage)
                        : null
                );
                if (tips is null)
                    return Missing();
                var shown = tips.Take(RowsAPage).ToList();
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
        );
        routes.MapStaffForm(
            "/tips/afronden",
            (staff, _, form) =>
            {
                var (sender, last) = (
                    form["van"].ToString(),
                    long.TryParse(form["tot"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                );
                var may = database.Write(transaction =>
                {
                    if (!TipTable.IsReadBy(transaction, staff.Coordinator.Id))
                        return false;
                    TipTable.CloseOf(
                        transaction,
                        sender,
                        last,
                        staff.Coordinator.Id,
                        TipOutcomes.NoMoreNeeded,
                        time.Now
                    );
                    MailTable.CancelOfTips(transaction, TipTable.FirstWaiting(transaction), time.Now);
                    return true;
                });
                return may ? PageRoutes.Go($"/tips?van={Uri.EscapeDataString(sender)}&bewaard") : Missing();
            }
        );

        IResult Show(SignedInStaff staff, HttpContext context, CloseForm typed, int status = StatusCodes.Status200OK)
        {
            var tip = database.Read(transaction => Find(transaction, staff, context));
            return tip is null
                ? Missing()
                : PageRoutes.Show<TipPage>(
                    TipPageModel.Of(tip, shells.For(context, staff), typed, SavedOf(context), time),
                    status
                );
        }

        IResult Act(SignedInStaff staff, HttpContext context, Func<Transaction, Tip, string> act)
        {
            var (tip, saved) = database.Write(transaction =>
                Find(transaction, staff, context) is { } found ? (found, act(transaction, found)) : (null, "")
            );
            return tip is null ? Missing() : PageRoutes.Go($"/tip/{tip.Id}?bewaard={saved}");
        }

        IResult Missing() =>
            PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "NotFound"), StatusCodes.Status404NotFound);
    }

    private static string TakeUp(Transaction transaction, Tip tip, SignedInStaff staff, SiteTime time)
    {
        if (!TipTable.TakeUp(transaction, tip.Id, staff.Coordinator.Id, time.Now))
            return tip.ClosedAt is null ? "al-opgepakt" : "al-afgerond";
        MailTable.CancelOfTips(transaction, TipTable.FirstWaiting(transaction), time.Now);
        return "opgepakt";
    }

    private static string Close(Transaction transaction, Tip tip, CloseForm typed, SignedInStaff staff, SiteTime time)
    {
        if (!TipTable.Close(transaction, tip.Id, staff.Coordinator.Id, typed.Outcome, typed.Note, time.Now))
            return "al-afgerond";
        MailTable.CancelOfTips(transaction, TipTable.FirstWaiting(transaction), time.Now);
        return "afgerond";
    }

    /// <summary>For who does not read tips there is none.</summary>
    private static Tip? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        StaffRoutes.Number(context, "tip") is { } id && TipTable.IsReadBy(transaction, staff.Coordinator.Id)
            ? TipTable.Get(transaction, id)
            : null;

    private static string? SavedOf(HttpContext context) =>
        context.Request.Query["bewaard"].ToString() is var saved && SavedTexts.Contains(saved)
            ? TipPageModel.Words["Saved." + saved]
            : null;
}
