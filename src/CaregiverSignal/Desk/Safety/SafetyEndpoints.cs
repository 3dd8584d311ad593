using CaregiverSignal.Desk.Case;
using CaregiverSignal.Record;
using CaregiverSignal.Safety;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Safety;

/// <summary>What staff noted about somebody's safety, for fewer readers than the case itself (docs/adr/0068).</summary>
public sealed class SafetyEndpoints(CasePages pages, SafetySettings numbers, SiteTime time) : IEndpoints
{
    private const string Page = "/veiligheid";
    private const string Pattern = "/zaak/{caregiver}" + Page;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Pattern,
            (SignedInStaff signedIn, HttpContext context) =>
                Show(signedIn, context, SafetyForm.Empty, StatusCodes.Status200OK)
        );
        staff.MapForm(Pattern, Note);
    }

    /// <summary>Notes a step; a form sent twice is stored once.</summary>
    private IResult Note(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var (typed, step) = SafetyForm.Read(form.Fields, time);
        return pages.Change(
                staff,
                context,
                Deed.NoteSafety,
                (transaction, caregiver) =>
                {
                    if (step is null || !staff.SeesSafetyOf(caregiver.CoordinatorId))
                        return null;
                    if (
                        SafetyTable.Of(transaction, caregiver.Id) is [{ } newest, ..]
                        && (newest.Step, newest.DoneOn, newest.Note) == (step.Step, step.On, step.Note)
                    )
                        return "ja";
                    NotingSafety.Note(transaction, caregiver.Id, step, staff.Coordinator.Id, time);
                    return "ja";
                },
                Page
            ) ?? Show(staff, context, typed, StatusCodes.Status400BadRequest);
    }

    /// <remarks>For who may not read it there is no such page, whether anything was noted or not.</remarks>
    private IResult Show(SignedInStaff staff, HttpContext context, SafetyForm typed, int status) =>
        pages.ShowPage<SafetyPage>(
            staff,
            context,
            Deed.SeeSafety,
            (shell, transaction, caregiver) =>
                staff.SeesSafetyOf(caregiver.CoordinatorId)
                    ? SafetyPageModel.Of(
                        transaction,
                        caregiver,
                        shell,
                        numbers,
                        typed,
                        context.Request.Query.ContainsKey("bewaard") ? SafetyPageModel.Words["Saved"] : null,
                        time
                    )
                    : null,
            status
        );
}
