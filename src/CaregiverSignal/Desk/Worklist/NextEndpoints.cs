using CaregiverSignal.Caseload;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>Leads from a case to the next one on the reader's worklist.</summary>
public sealed class NextEndpoints(Database database, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) => routes.ForCoordinators().MapPage("/werklijst/na/{case}", Go);

    private IResult Go(SignedInStaff staff, HttpContext context)
    {
        var cases = database.Read(transaction => SignalTable.OpenCases(transaction, staff.ActsFor));
        var items = WorklistOrder.Order(cases, time.Today, time.WorkingDays);
        return PageRoutes.Go(
            NextAfter(items, StaffRouteGroups.Number(context, "case") ?? 0, time.Today) is { } next
                ? $"/zaak/{next}"
                : "/werklijst"
        );
    }

    /// <summary>
    /// Whom to see after a case: the one below it, or the first where it no longer is for today because it was
    /// handled.
    /// </summary>
    /// <param name="items">In order.</param>
    /// <returns>Null when nobody below it waits.</returns>
    public static long? NextAfter(IReadOnlyList<WorkItem> items, long caregiverId, DateOnly today)
    {
        List<WorkItem> waiting = [.. items.Where(one => !IsHandled(one.Case, today))];
        var place = waiting.FindIndex(one => one.Case.CaregiverId == caregiverId);
        return waiting.Skip(place + 1).FirstOrDefault()?.Case.CaregiverId;
    }

    private static bool IsHandled(OpenCase one, DateOnly today) =>
        one.TriedOn == today || (!one.AwaitsTalk && one.NextOn > today);
}
