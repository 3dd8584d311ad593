using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Case;

/// <summary>Notes that what a professional told is not so (docs/adr/0070).</summary>
public sealed class UntrueEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    private const string Pattern = "/zaak/{caregiver}/klopt-niet";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Pattern,
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, UntrueForm.Empty)
        );
        staff.MapForm(Pattern, Note);
    }

    private IResult Show(SignedInStaff staff, HttpContext context, UntrueForm typed) =>
        pages.ShowPage<UntruePage>(
            staff,
            context,
            Deed.SeeCase,
            (shell, transaction, caregiver) => UntruePageModel.Of(transaction, shell, caregiver, typed),
            typed.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );

    private IResult Note(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = UntrueForm.Read(form.Fields);
        return pages.Change(
                staff,
                context,
                Deed.FindUntrue,
                (transaction, caregiver) =>
                {
                    if (
                        typed.Errors.Count > 0
                        || LifeChange.FindUntrue(
                            transaction,
                            caregiver.Id,
                            typed.Event,
                            typed.Reason,
                            staff.Coordinator.Id,
                            time
                        )
                            is not { } told
                    )
                        return null;
                    if (
                        typed.AndAftercare
                        && UntruePageModel.Follows(caregiver, EndedCare.Of(transaction, caregiver.Id), told)
                    )
                        Participation.NeverEnded(transaction, caregiver.Id, time);
                    return "klopt-niet";
                }
            ) ?? Show(staff, context, typed);
    }
}
