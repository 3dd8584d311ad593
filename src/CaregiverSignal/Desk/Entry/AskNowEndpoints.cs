using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Entry;

/// <summary>Starts a check-in now, with somebody who is on the phone, at the desk or visited.</summary>
public sealed class AskNowEndpoints(
    Database database,
    Recorder recorder,
    Plan plan,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) =>
        routes.ForCoordinators().MapForm("/zaak/{caregiver}/nu-vragen", Start);

    /// <summary>Whether somebody can be asked now who has no questions open.</summary>
    public static bool MayAsk(Caregiver caregiver, IReadOnlyList<CheckIn> checkIns, DateOnly today) =>
        caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
        && checkIns.All(one => one.ClosedAt is not null && one.AskedOn != today);

    private IResult Start(SignedInStaff staff, HttpContext context, PostedForm _)
    {
        var (caregiver, checkIn) = database.Write(transaction =>
            StaffRouteGroups.Number(context, "caregiver") is { } id
            && CaregiverTable.Get(transaction, id) is { } found
            && staff.Sees.Contains(found.CoordinatorId)
                ? (found, OpenFor(transaction, found, staff))
                : default
        );
        return caregiver is null ? Refusal.Of(context, staff, Verb.Open.Of(Thing.CheckIn), database, recorder, support)
            : checkIn is null ? PageRoutes.Go($"/zaak/{caregiver.Id}")
            : PageRoutes.Go(EntryModel.PathOf(caregiver.Id, checkIn.Id));
    }

    private CheckIn? OpenFor(Transaction transaction, Caregiver caregiver, SignedInStaff staff)
    {
        var before = CheckInTable.OpenOf(transaction, caregiver.Id);
        if (caregiver.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused))
            return null;
        if (before is not null || Opening.OpenNow(transaction, caregiver, plan, time) is not { } checkIn)
            return before;
        // No mail goes out, so that leaving it open is nobody's silence but ours.
        if (caregiver.Channel == Channel.Email)
            NotReachedTable.MarkNotMailed(transaction, checkIn.Id, time.Now);
        Asking.ByHand(transaction, checkIn, time);
        recorder.Add(transaction, staff.With(caregiver), Verb.Open.Of(Thing.CheckIn), caregiver.Id);
        return checkIn;
    }
}
