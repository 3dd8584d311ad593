using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Situations;

/// <summary>Who helps in a situation without being a caregiver here, and who stopped.</summary>
public sealed class HelperEndpoints(SituationPages pages, Recorder recorder, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapForm("/zaak/{caregiver}/naasten/helper", AddHelper);
        staff.MapForm("/zaak/{caregiver}/naasten/gestopt", StopHelper);
        staff.MapForm("/zaak/{caregiver}/naasten/terug", TakeHelperBack);
    }

    private IResult AddHelper(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = SituationForm.None;
        return pages.Change(
                staff,
                context,
                Verb.Change.Of(Thing.Helper),
                (transaction, caregiver) =>
                {
                    if (
                        SituationPages.Named(transaction, caregiver, form.Fields["situatie"].ToString())
                        is not { } caring
                    )
                        return null;
                    var known = caring.Situation is { } id ? HelperTable.Of(transaction, id) : [];
                    (typed, var helper) = SituationForm.ReadHelper(form.Fields, known, time.Today);
                    if (typed.Errors.Count > 0)
                        return null;
                    var situation = caring.Situation ?? CareSituations.OwnOf(transaction, caregiver.Id);
                    HelperTable.Save(transaction, helper with { Situation = situation });
                    RecordOthers(transaction, staff, caregiver, situation);
                    return "helper";
                }
            ) ?? pages.Refuse(staff, context, typed);
    }

    /// <summary>Whoever drops out is an event for all who care there; help that ends as agreed is none.</summary>
    private IResult StopHelper(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var day = Typed.Day(form.Fields["dag"].ToString().Trim());
        return pages.Change(
                staff,
                context,
                Verb.Change.Of(Thing.Helper),
                (transaction, caregiver) =>
                {
                    if (
                        HelperIn(transaction, caregiver, form) is not { UntilOn: null } helper
                        || day is not { } on
                        || on > time.Today
                        || on < helper.FromOn
                    )
                        return null;
                    if (form.Fields["hoe"] == "afgesproken")
                        HelperTable.Save(transaction, helper with { UntilOn = on });
                    else
                        CareSituations.DropOut(transaction, helper, on, time);
                    RecordOthers(transaction, staff, caregiver, helper.Situation);
                    return "gestopt";
                }
            )
            ?? pages.Refuse(
                staff,
                context,
                SituationForm.Of(
                    SituationForm.Stop,
                    form.Fields,
                    new FormError(
                        "dag",
                        "dag-" + CasePages.NumberIn(form.Fields, "helper"),
                        SituationsPageModel.Words["Error.Stop"]
                    )
                )
            );
    }

    private IResult TakeHelperBack(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.Change.Of(Thing.Helper),
            (transaction, caregiver) =>
            {
                if (HelperIn(transaction, caregiver, form) is not { UntilOn: not null } helper)
                    return null;
                CareSituations.TakeBack(transaction, helper, time);
                RecordOthers(transaction, staff, caregiver, helper.Situation);
                return "terug";
            }
        ) ?? pages.Refuse(staff, context, SituationForm.None);

    /// <summary>A helper changes for all who care there: each of the others has a line too.</summary>
    private void RecordOthers(Transaction transaction, SignedInStaff staff, Caregiver caregiver, string situation)
    {
        var others = SituationTable.In(transaction, situation).Select(one => one.CaregiverId).ToHashSet();
        others.Remove(caregiver.Id);
        recorder.AddEach(transaction, staff.On(Ground.Team), Verb.Change.Of(Thing.Helper), others);
    }

    private static Helper? HelperIn(Transaction transaction, Caregiver caregiver, PostedForm form)
    {
        var id = CasePages.NumberIn(form.Fields, "helper");
        return SituationTable
            .Of(transaction, caregiver.Id)
            .Where(one => one.Situation is not null)
            .SelectMany(one => HelperTable.Of(transaction, one.Situation!))
            .FirstOrDefault(one => one.Id == id);
    }
}
