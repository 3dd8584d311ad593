using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Consents;

/// <summary>
/// What a caregiver allows somebody outside the support point to know, and the letter that says exactly that.
/// </summary>
public sealed class ConsentEndpoints(CasePages pages, Instruments instruments, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            "/zaak/{caregiver}/toestemming",
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, null)
        );
        staff.MapForm("/zaak/{caregiver}/toestemming", Give);
        staff.MapForm("/zaak/{caregiver}/toestemming-uit", Withdraw);
        staff.MapPage("/zaak/{caregiver}/brief/{consent}", ShowLetter);
    }

    private IResult Give(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = ConsentForm.Read(form.Fields, time.Today);
        if (typed.Given.Count == 0)
            return Show(staff, context, typed, StatusCodes.Status400BadRequest);
        return Change(
            staff,
            context,
            Verb.Add.Of(Thing.Consent),
            (transaction, caregiver) =>
                GivingConsent.Save(transaction, caregiver.Id, typed, staff.Coordinator.Id, time) is null
                    ? null
                    : "gegeven"
        );
    }

    private IResult Withdraw(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var how = Codes.Find<ConsentWay>(form.Fields["hoe"].ToString()) ?? ConsentWay.Phone;
        var id = CasePages.NumberIn(form.Fields, "toestemming");
        return Change(
            staff,
            context,
            Verb.TakeBack.Of(Thing.Consent),
            (transaction, caregiver) =>
            {
                if (
                    !ConsentTable.Withdraw(
                        transaction,
                        id,
                        caregiver.Id,
                        time.Today,
                        how,
                        staff.Coordinator.Id,
                        time.Now
                    )
                )
                    return null;
                SharedLinkTable.CancelMails(transaction, id, time.Now);
                return "ingetrokken";
            }
        );
    }

    private IResult Change(
        SignedInStaff staff,
        HttpContext context,
        Deed deed,
        Func<Transaction, Caregiver, string?> act
    ) => pages.Change(staff, context, deed, act, page: "/toestemming") ?? Show(staff, context, null);

    /// <param name="form">As it was typed; null for an empty one, or the one that the address asks to change.</param>
    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        ConsentForm? form,
        int status = StatusCodes.Status200OK
    )
    {
        var (saved, change) = (context.Request.Query["bewaard"].ToString(), context.Request.Query["wijzig"].ToString());
        return pages.ShowPage<ConsentsPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Consent),
            (shell, transaction, caregiver) =>
                ConsentsPageModel.Of(
                    shell,
                    caregiver,
                    ConsentTable.Of(transaction, caregiver.Id),
                    form
                        ?? (
                            GivingConsent.ToChange(transaction, caregiver.Id, change, time.Today) is { } one
                                ? ConsentForm.Of(one)
                                : ConsentForm.Empty
                        ),
                    saved is "gegeven" or "ingetrokken" ? ConsentsPageModel.Words["Saved." + saved] : null,
                    time.Today
                ),
            status
        );
    }

    private IResult ShowLetter(SignedInStaff staff, HttpContext context)
    {
        return pages.ShowPage<LetterPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Shared),
            (shell, transaction, caregiver) =>
                StaffRouteGroups.Number(context, "consent") is { } id
                && LetterReading.Of(transaction, caregiver, id, instruments, time) is { } letter
                    ? new LetterPageModel(shell, caregiver.Id, letter)
                    : null
        );
    }
}
