using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Register;

/// <summary>
/// Who looked at somebody's data and what was done with it, in words for the caregiver: to print and hand over.
/// </summary>
public sealed class ReadersEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    /// <summary>Some twenty pages on paper (our choice); the page says when there is more.</summary>
    private const int MostLines = 1000;

    public void AddTo(IEndpointRouteBuilder routes) =>
        routes.ForCoordinators().MapPage("/zaak/{caregiver}/wie-keek", Show);

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var caregiver = StaffRouteGroups.Number(context, "caregiver") is { } id
            ? database.Read(transaction => CaregiverTable.Get(transaction, id))
            : null;
        if (caregiver is null)
            return PageRoutes.Missing(support);
        var maySee = staff.Sees.Contains(caregiver.CoordinatorId);
        recorder.Add(
            staff.With(caregiver),
            Verb.Look.Of(Thing.Record),
            caregiver.Id,
            outcome: maySee ? null : Outcome.Refused
        );
        if (!maySee)
            return PageRoutes.Missing(support);
        var (lines, hasMore) = database.Read(transaction =>
            ReadersPageModel.Read(transaction, caregiver.Id, MostLines)
        );
        return PageRoutes.Show<ReadersPage>(
            ReadersPageModel.Of(shells.For(context, staff), caregiver, lines, hasMore, time)
        );
    }
}
