using CaregiverSignal.Desk.Case.Agreements;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Case;

/// <summary>Makes an agreement for one person, and ends one.</summary>
public sealed class AgreementEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapForm("/zaak/{caregiver}/afspraak", Agree);
        staff.MapForm("/zaak/{caregiver}/afspraak-uit", End);
    }

    /// <summary>Shows the agreement in words once more before it holds.</summary>
    private IResult Agree(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = AgreementForm.Read(form.Fields, time.Today);
        if (typed.Asked is not { } asked)
            return pages.Show(staff, context, model => model.With(typed), StatusCodes.Status400BadRequest);
        if (!typed.IsConfirmed)
            return pages.Show(staff, context, model => model.With(typed, AgreementsModel.TextOf(asked)));
        return pages.Change(
            staff,
            context,
            Verb.Add.Of(Thing.Agreement),
            (transaction, caregiver) =>
            {
                AgreementHandling.Set(transaction, caregiver, asked, staff.Coordinator.Id, time);
                return "afspraak";
            }
        )!;
    }

    private IResult End(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.End.Of(Thing.Agreement),
            (transaction, caregiver) =>
            {
                var agreed = CasePages.NumberIn(form.Fields, "afspraak");
                AgreementHandling.End(transaction, caregiver, agreed, staff.Coordinator.Id, time);
                return "afspraak-uit";
            }
        )!;
}
