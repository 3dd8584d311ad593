using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Pages;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>The worklist, and filling in a check-in together with somebody who does so by phone or on paper.</summary>
public static class WorklistEndpoints
{
    private const int CallsShown = 50;
    private static readonly TimeSpan UnreachedSince = TimeSpan.FromDays(45);
    private static readonly TimeSpan FormLife = TimeSpan.FromHours(4);

    public static void MapWorklist(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (database, desk, time) = (services.GetRequiredService<Database>(), services.GetRequiredService<Desk>(), services.GetRequiredService<SiteTime>());
        var (cookies, settings) = (services.GetRequiredService<Cookies>(), services.GetRequiredService<Settings>());

        routes.MapStaffPage("/werklijst", (seat, context) =>
            PageRoutes.Show<WorklistPage>(Read(database, desk.Shell(context, seat), seat, context.Request.Query, settings.FollowUp.SignalsPerWeek, time)));

        routes.MapStaffForm("/post-klaar/{task}", (seat, context, form) =>
            StaffRoutes.Number(context, "task") is { } id && database.Write(work => MailTasks.Finish(work, id, seat, form["weer-mailen"] == "ja", time))
                ? PageRoutes.Go("/werklijst")
                : PageRoutes.Show<MessagePage>(MessagePageModel.Of(settings.SupportPoint, "NotFound"), StatusCodes.Status404NotFound));

        routes.MapStaffForm("/samen-invullen/{checkIn}", (seat, context, _) =>
        {
            var key = StaffRoutes.Number(context, "checkIn") is { } id
                ? database.Write(work => StartTogether(work, id, seat, time))
                : null;
            if (key is null) return PageRoutes.Show<MessagePage>(MessagePageModel.Of(settings.SupportPoint, "NotFound"), StatusCodes.Status404NotFound);
            cookies.Set(context, cookies.Form, key);
            return PageRoutes.Go("/vragen");
        });
    }

    private static WorklistPageModel Read(Database database, StaffShell shell, Seat seat, IQueryCollection query, int perWeek, SiteTime time)
    {
        var team = query["van"] == "team";
        IReadOnlyList<long> own = team ? seat.Sees : [seat.Coordinator.Id];
        var (cases, tips, late, budgets, tasks, unreached, toAsk, quiet) = database.Read(work => (
            SignalTable.OpenCases(work, seat.Sees),
            TipTable.IsReadBy(work, seat.Coordinator.Id) ? TipTable.Open(work) : [],
            MailTable.CountLate(work, time.Now),
            perWeek == 0 ? [] : BudgetsOf(work, team ? [.. CoordinatorTable.All(work).Select(one => one.Id)] : own, perWeek, time),
            MailTaskTable.OpenOf(work, own, CallsShown),
            DeskTable.Unreached(work, own, time.Now - UnreachedSince, CallsShown),
            DeskTable.ToAsk(work, own, time.Today, CallsShown),
            DeskTable.Quiet(work, own, CallsShown)));

        // What has come to the deputy stands on the deputy's own list.
        var items = Worklist.Order(
            cases.Where(one => team || one.CoordinatorId == seat.Coordinator.Id || (one.EscalatedAt is not null && (one.SeenAt is null || one.ContactedAt is null))), time.Today);
        var page = PageOf(query);
        var rows = items.Skip((page - 1) * WorklistPageModel.RowsAPage).Take(WorklistPageModel.RowsAPage);
        var words = WorklistPageModel.Words;
        return new WorklistPageModel(
            shell,
            team,
            WorklistPageModel.SummaryOf(Worklist.CountOf(items), tips.Count > 0),
            late > 0 ? words["AlertLate"] : null,
            [.. tips.Select(tip => TipRow.Of(tip, time))],
            [.. budgets.Select(one => WorklistPageModel.BudgetOf(one.Name, one.Budget)).OfType<string>()],
            WorklistPageModel.GroupsOf(rows, budgets.SelectMany(one => one.Budget.Waiting).ToHashSet(), time),
            [.. tasks.Select(task => MailTaskRow.Of(task, time))],
            [.. unreached.Select(row => new CallRow(
                row.CaregiverId, NameOf(row), row.Phone, words["Mail." + row.What, ("dag", Texts.Day(time.DayOf(row.At)))], null))],
            [.. toAsk.Select(row => new CallRow(
                row.CaregiverId, NameOf(row), row.Phone,
                words["Ask." + row.Channel, ("dag", Texts.Day(row.AskedOn)), ("tot", Texts.Day(row.ClosesOn.AddDays(-1)))], row.CheckInId))],
            [.. quiet.Select(row => new CallRow(row.CaregiverId, NameOf(row), row.Phone, WorklistPageModel.QuietOf(row), row.CheckInId))],
            new Pager(page, items.Count > page * WorklistPageModel.RowsAPage, "/werklijst", team ? "van=team" : ""));
    }

    private static List<(string Name, AlertBudget Budget)> BudgetsOf(Work work, IReadOnlyList<long> coordinatorIds, int perWeek, SiteTime time)
    {
        var told = SignalTable.CountTold(work, coordinatorIds, time.Now.AddDays(-AlertBudget.Days));
        var cases = SignalTable.OpenCases(work, coordinatorIds).ToLookup(one => one.CoordinatorId);
        return [.. CoordinatorTable.All(work).Where(one => coordinatorIds.Contains(one.Id)).Select(one =>
            (one.Name ?? one.Email, AlertBudget.Of(Worklist.Order(cases[one.Id], time.Today), told.GetValueOrDefault(one.Id), perWeek)))];
    }

    /// <summary>A form session in the coordinator's name; the answers say who entered them.</summary>
    /// <returns>Null when the check-in is closed, does not exist, or belongs to somebody else's caregiver.</returns>
    private static string? StartTogether(Work work, long checkInId, Seat seat, SiteTime time)
    {
        if (CheckInTable.Get(work, checkInId) is not { ClosedAt: null } checkIn) return null;
        if (CaregiverTable.Get(work, checkIn.CaregiverId) is not { } caregiver || !seat.Sees.Contains(caregiver.CoordinatorId)) return null;
        return SessionTable.StartForm(work, checkInId, seat.Coordinator.Email, time.Now, FormLife);
    }

    /// <summary>The page asked for, from 1; anything else is the first.</summary>
    internal static int PageOf(IQueryCollection query) =>
        int.TryParse(query["blad"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 10_000 ? page : 1;

    private static string NameOf(ListedPerson row) => Plainly.Name(row.Person, row.FirstName, row.LastName);
}
