using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Consents;

/// <summary>
/// What a caregiver allows somebody outside the support point to know, and the letter that says exactly that
/// (docs/adr/0051).
/// </summary>
public sealed class ConsentEndpoints(
    Database database,
    StaffShells shells,
    Instruments instruments,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            "/zaak/{caregiver}/toestemming",
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, ConsentForm.Empty)
        );
        staff.MapForm("/zaak/{caregiver}/toestemming", Give);
        staff.MapForm("/zaak/{caregiver}/toestemming-uit", Withdraw);
        staff.MapPage("/zaak/{caregiver}/brief/{consent}", ShowLetter);
    }

    private IResult Give(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        if (database.Read(transaction => CasePages.Find(transaction, staff, context)) is not { } caregiver)
            return PageRoutes.Missing(support);
        var typed = ConsentForm.Read(form.Fields, caregiver.Id, time.Today);
        if (typed.Given.Count == 0)
            return Show(staff, context, typed, StatusCodes.Status400BadRequest);
        database.Write(transaction =>
        {
            foreach (var one in typed.Given)
                ConsentTable.Add(transaction, one, staff.Coordinator.Id, time.Now);
        });
        return PageRoutes.Go($"/zaak/{caregiver.Id}/toestemming?bewaard=gegeven");
    }

    private IResult Withdraw(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var how = Codes.Find<ConsentWay>(form.Fields["hoe"].ToString()) ?? ConsentWay.Phone;
        var id = CasePages.NumberIn(form.Fields, "toestemming");
        var caregiver = database.Write(transaction =>
        {
            var found = CasePages.Find(transaction, staff, context);
            if (found is not null)
                ConsentTable.Withdraw(transaction, id, found.Id, time.Today, how, staff.Coordinator.Id, time.Now);
            return found;
        });
        return caregiver is null
            ? PageRoutes.Missing(support)
            : PageRoutes.Go($"/zaak/{caregiver.Id}/toestemming?bewaard=ingetrokken");
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        ConsentForm form,
        int status = StatusCodes.Status200OK
    )
    {
        var shell = shells.For(context, staff);
        var saved = context.Request.Query["bewaard"].ToString();
        var model = database.Read(transaction =>
            CasePages.Find(transaction, staff, context) is { } caregiver
                ? ConsentsPageModel.Of(
                    shell,
                    caregiver,
                    ConsentTable.Of(transaction, caregiver.Id),
                    form,
                    saved is "gegeven" or "ingetrokken" ? ConsentsPageModel.Words["Saved." + saved] : null,
                    time.Today
                )
                : null
        );
        return model is null ? PageRoutes.Missing(support) : PageRoutes.Show<ConsentsPage>(model, status);
    }

    private IResult ShowLetter(SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        var model = database.Read(transaction =>
            CasePages.Find(transaction, staff, context) is { } caregiver
            && StaffRoutes.Number(context, "consent") is { } id
                ? LetterReading.Of(transaction, shell, caregiver, id, instruments, time)
                : null
        );
        return model is null ? PageRoutes.Missing(support) : PageRoutes.Show<LetterPage>(model);
    }
}
