using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>Changes whether and how a caregiver takes part.</summary>
public sealed class ParticipationEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) =>
        routes.ForCoordinators().MapForm("/zaak/{caregiver}/deelname", Change);

    private IResult Change(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var choice = form.Fields["keuze"].ToString();
        return pages.Change(
                staff,
                context,
                Verb.Change.Of(Thing.Participation),
                (transaction, caregiver) =>
                {
                    if (!ParticipationModel.ChoicesOf(caregiver.Status).Contains(choice))
                        return null;
                    ChangeParticipation.To(transaction, caregiver, choice, time);
                    return "deelname";
                }
            )
            ?? pages.Show(
                staff,
                context,
                model =>
                    model.With(
                        new FormError(
                            "keuze",
                            "keuze-" + model.Actions.Participation.Choices.DefaultIfEmpty("").First(),
                            ParticipationModel.Words["Error.Life"]
                        )
                    ),
                StatusCodes.Status400BadRequest
            );
    }
}
