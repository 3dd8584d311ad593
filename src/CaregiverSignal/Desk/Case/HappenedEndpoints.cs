using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Case;

/// <summary>Notes what a coordinator heard that changed around a caregiver, under its own day.</summary>
public sealed class HappenedEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    private const string Pattern = "/zaak/{caregiver}/gebeurd";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Pattern,
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, ChangeForm.Empty)
        );
        staff.MapForm(Pattern, Note);
    }

    private IResult Show(SignedInStaff staff, HttpContext context, ChangeForm given) =>
        pages.ShowPage<HappenedPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Case),
            (shell, _, caregiver) => new HappenedPageModel(shell, caregiver.Id, WhoModel.CalledAs(caregiver), given),
            given.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );

    private IResult Note(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var given = ChangeForm.Read(form.Fields, LifeChange.Kinds, time);
        return pages.Change(
                staff,
                context,
                Verb.Tell.Of(Thing.Change),
                (transaction, caregiver) =>
                {
                    if (given.Errors.Count > 0)
                        return null;
                    LifeChange.Tell(
                        transaction,
                        caregiver.Id,
                        given.Kinds,
                        given.On!.Value,
                        given.Note,
                        ReportedBy.Coordinator,
                        time
                    );
                    return "gebeurd";
                }
            ) ?? Show(staff, context, given);
    }
}
