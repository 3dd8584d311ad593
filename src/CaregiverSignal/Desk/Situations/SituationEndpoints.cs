using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Situations;

/// <summary>For whom a caregiver cares, and how much.</summary>
public sealed class SituationEndpoints(SituationPages pages, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage("/zaak/{caregiver}/naasten", ShowPage);
        staff.MapForm("/zaak/{caregiver}/naasten/zorg", SaveCare);
    }

    private IResult ShowPage(SignedInStaff staff, HttpContext context)
    {
        var which = context.Request.Query["verbeter"].ToString();
        return pages.Show(
            staff,
            context,
            (transaction, caregiver) =>
                which.Length > 0 && SituationPages.Named(transaction, caregiver, which) is { } caring
                    ? Of(caring, which)
                    : SituationForm.None
        );

        static SituationForm Of(Caring caring, string which)
        {
            var form = SituationForm.Of(caring);
            return form with { Raw = new Dictionary<string, string>(form.Raw) { ["situatie"] = which } };
        }
    }

    /// <summary>Corrects the care in a situation, or adds a further one.</summary>
    private IResult SaveCare(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var which = form.Fields["situatie"].ToString();
        var typed = SituationForm.None;
        return pages.Change(
                staff,
                context,
                Verb.Change.Of(Thing.Care),
                (transaction, caregiver) =>
                {
                    var known =
                        which.Length == 0
                            ? new Caring { CaregiverId = caregiver.Id }
                            : SituationPages.Named(transaction, caregiver, which);
                    if (known is null)
                        return null;
                    (typed, var caring) = SituationForm.ReadCare(form.Fields, known, time.Today);
                    if (typed.Errors.Count > 0)
                        return null;
                    Save(transaction, staff, known, caring, isNew: which.Length == 0);
                    return "zorg";
                }
            ) ?? pages.Refuse(staff, context, typed);
    }

    private void Save(Transaction transaction, SignedInStaff staff, Caring known, Caring caring, bool isNew)
    {
        if (isNew)
        {
            var code = SituationTable.NewCode(transaction);
            CareSituations.Add(transaction, caring with { Situation = code }, staff.Coordinator.Id, time.Now);
        }
        else if (caring.IsOwn)
        {
            CareSituations.SaveOwn(transaction, caring, staff.Coordinator.Id, time.Now);
        }
        else
        {
            CareSituations.CorrectFurther(transaction, known, caring, staff.Coordinator.Id, time.Now);
        }
    }
}
