using CaregiverSignal.Desk;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Export;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Retention;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Erasure;

/// <summary>
/// The page on which a coordinator sees until when somebody's data is kept and puts that off, and a team lead erases
/// it.
/// </summary>
public sealed class EraseEndpoints(
    Database database,
    Recorder recorder,
    CasePages pages,
    StaffShells shells,
    Erasing erasing,
    RetentionSettings terms,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Home = "/zaak/{caregiver}/wissen";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Home,
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, KeepForm.Empty, wrongNumber: false)
        );
        staff.MapForm("/zaak/{caregiver}/bewaren", Keep);
        routes.ForTeamLeads().MapForm(Home, Erase).RequireFreshSignIn();
    }

    private IResult Keep(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = KeepForm.Read(form.Fields, time.Today);
        if (typed.Until is not { } until)
            return Show(staff, context, typed, wrongNumber: false, StatusCodes.Status400BadRequest);
        return pages.Change(
                staff,
                context,
                Verb.Change.Of(Thing.Keeping),
                (transaction, caregiver) =>
                    KeepingTable.KeepUntil(transaction, caregiver.Id, until, typed.Reason) ? "ja" : null,
                page: "/wissen"
            ) ?? PageRoutes.Missing(support);
    }

    private IResult Erase(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (database.Read(transaction => CasePages.Find(transaction, staff, context)) is not { } caregiver)
            return Refusal.Of(context, staff, Verb.Erase.Of(Thing.Person), database, recorder, support);
        if (form.Fields["nummer"].ToString().Trim() != caregiver.Person)
            return Show(staff, context, KeepForm.Empty, wrongNumber: true, StatusCodes.Status400BadRequest);
        erasing.Erase(caregiver, staff.With(caregiver));
        return PageRoutes.Show<ErasedPage>(shells.For(context, staff));
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        KeepForm typed,
        bool wrongNumber,
        int status = StatusCodes.Status200OK
    )
    {
        var shell = shells.For(context, staff);
        return pages.Look(staff, context, Verb.Look.Of(Thing.Keeping), Read) is { } found
            ? PageRoutes.Show<ErasePage>(found, status)
            : PageRoutes.Missing(support);

        ErasePageModel Read(Transaction transaction, Caregiver caregiver)
        {
            var model = ErasePageModel.Of(
                shell,
                caregiver,
                KeepingTable.Of(transaction, caregiver.Id),
                PersonTable.Counts(transaction, caregiver.Id),
                terms.Now,
                staff.Coordinator.IsTeamLead
            );
            return model with
            {
                Typed = typed,
                WrongNumber = wrongNumber ? ErasePageModel.Words["Error.Number", ("nummer", model.Person)] : null,
                Saved = context.Request.Query["bewaard"] == "ja" ? ErasePageModel.Words["Saved"] : null,
            };
        }
    }
}
