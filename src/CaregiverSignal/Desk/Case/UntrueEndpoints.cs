using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Case;

/// <summary>Notes that what a professional told is not so.</summary>
public sealed class UntrueEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    private const string Pattern = "/zaak/{caregiver}/klopt-niet";
    private const string Saved = "klopt-niet";
    private const string SavedBack = "klopt-toch";
    private const string NotBack = "blijft-onwaar";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Pattern,
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, UntrueForm.Empty)
        );
        staff.MapForm(Pattern, Note);
        staff.MapForm(Pattern + "/terug", TakeBack);
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        UntrueForm typed,
        int status = StatusCodes.Status200OK
    ) =>
        pages.ShowPage<UntruePage>(
            staff,
            context,
            Verb.Look.Of(Thing.Case),
            (shell, transaction, caregiver) =>
                UntruePageModel.Of(transaction, shell, caregiver, typed, staff.Coordinator.Id, time),
            status
        );

    /// <remarks>Sent twice, it is noted once: the second time must not fall on something else that was told.</remarks>
    private IResult Note(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = UntrueForm.Read(form.Fields);
        long? notedBefore = null;
        var noted = pages.Change(
            staff,
            context,
            Verb.SetAside.Of(Thing.Told),
            (transaction, caregiver) =>
            {
                var events = EventTable.WithConfided(transaction, caregiver.Id);
                notedBefore = events.Any(one => one.Id == typed.Event && one.IsUntrue) ? caregiver.Id : null;
                return typed.Errors.Count == 0 && IsNoted(transaction, caregiver, events, typed, staff) ? Saved : null;
            }
        );
        if (noted is not null)
            return noted;
        if (typed.Errors.Count > 0)
            return Show(staff, context, typed, StatusCodes.Status400BadRequest);
        return notedBefore is { } id
            ? PageRoutes.Go(FormattableString.Invariant($"/zaak/{id}?bewaard={Saved}"))
            : Show(staff, context, typed.Gone(), StatusCodes.Status409Conflict);
    }

    /// <summary>Notes it, and takes back the end of care that followed from it when that was asked.</summary>
    /// <returns>False when it was not told, or is noted already.</returns>
    private bool IsNoted(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CareEvent> events,
        UntrueForm typed,
        SignedInStaff staff
    )
    {
        if (
            LifeChange.FindUntrue(transaction, caregiver.Id, typed.Event, typed.Reason, staff.Coordinator.Id, time)
            is not { } told
        )
            return false;
        if (
            typed.AndAftercare
            && UntruePageModel.Follows(caregiver, EndedCare.Of(transaction, caregiver.Id), told, events)
        )
            Participation.NeverEnded(transaction, caregiver.Id, time);
        return true;
    }

    /// <summary>Takes back what the reader found not to be so today, as that was a mistake.</summary>
    private IResult TakeBack(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var (what, counts) = (CasePages.NumberIn(form.Fields, UntrueForm.What), false);
        return pages.Change(
                staff,
                context,
                Verb.Confirm.Of(Thing.Told),
                (transaction, caregiver) =>
                {
                    counts = EventTable
                        .WithConfided(transaction, caregiver.Id)
                        .Any(one => one.Id == what && UntruePageModel.Has(one));
                    return LifeChange.FindTrue(transaction, caregiver.Id, what, staff.Coordinator.Id, time)
                        ? SavedBack
                        : null;
                }
            )
            ?? PageRoutes.Go(
                $"/zaak/{context.Request.RouteValues["caregiver"]}?bewaard={(counts ? SavedBack : NotBack)}"
            );
    }
}
