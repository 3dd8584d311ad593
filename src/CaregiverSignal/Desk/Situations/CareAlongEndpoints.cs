using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Situations;

/// <summary>Who cares with a caregiver in the same situation, and two of them side by side.</summary>
public sealed class CareAlongEndpoints(
    SituationPages pages,
    CasePages cases,
    StaffShells shells,
    Recorder recorder,
    Instruments instruments,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const int MostFound = 20;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapForm("/zaak/{caregiver}/naasten/zoek", Find);
        staff.MapForm("/zaak/{caregiver}/naasten/erbij", Join);
        staff.MapForm("/zaak/{caregiver}/naasten/weg", Leave);
        staff.MapForm("/zaak/{caregiver}/naasten/samen", Agree);
        staff.MapPage("/zaak/{caregiver}/naasten/samen/{fellow}", ShowTogether);
    }

    /// <summary>Looks for who cares along, among the people whom the reader may see.</summary>
    private IResult Find(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var search = form.Fields["zoek"].ToString().Trim();
        if (search.Length > SituationForm.LongestLine)
            search = search[..SituationForm.LongestLine];
        var asked = new PeopleSearch(search);
        return pages.Show(
            staff,
            context,
            (_, _) => SituationForm.Of(SituationForm.Search, form.Fields),
            find: (transaction, caregiver) =>
            {
                var situation = SituationPages
                    .Named(transaction, caregiver, form.Fields["situatie"].ToString())
                    ?.Situation;
                var here = situation is { } id
                    ? SituationTable.In(transaction, id).Select(one => one.CaregiverId).ToHashSet()
                    : [caregiver.Id];
                return
                [
                    .. FindTable
                        .Of(transaction, staff.Sees)
                        .Where(one => !here.Contains(one.Id) && asked.Matches(one))
                        .Take(MostFound)
                        .Select(one => (one.Id, Plainly.FullName(one.Person, one.FirstName, one.LastName))),
                ];
            }
        );
    }

    /// <summary>Says that somebody else cares in the same situation.</summary>
    private IResult Join(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.Change.Of(Thing.Care),
            (transaction, caregiver) =>
            {
                if (
                    SituationPages.Named(transaction, caregiver, form.Fields["situatie"].ToString()) is not { } caring
                    || CaregiverTable.Get(transaction, CasePages.NumberIn(form.Fields, "wie")) is not { } other
                    || !staff.Sees.Contains(other.CoordinatorId)
                )
                    return null;
                var situation = caring.Situation ?? CareSituations.OwnOf(transaction, caregiver.Id);
                if (SituationTable.In(transaction, situation).Any(one => one.CaregiverId == other.Id))
                    return null;
                var role = SituationForm.RoleIn(form.Fields);
                if (form.Fields["zelfde"] == "ja")
                    CareSituations.Unite(transaction, other.Id, situation, role);
                else
                    CareSituations.Add(
                        transaction,
                        new Caring
                        {
                            CaregiverId = other.Id,
                            Situation = situation,
                            Role = role,
                        },
                        staff.Coordinator.Id,
                        time.Now
                    );
                recorder.Add(transaction, staff.With(other), Verb.Change.Of(Thing.Care), other.Id);
                return "erbij";
            }
        )
        ?? pages.Refuse(
            staff,
            context,
            SituationForm.Of(SituationForm.Search, form.Fields, SituationForm.Wrong("zoek", "Error.Who"))
        );

    private IResult Leave(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.Change.Of(Thing.Care),
            (transaction, caregiver) =>
                SituationPages.Named(transaction, caregiver, form.Fields["situatie"].ToString()) is { } caring
                && CareSituations.Leave(
                    transaction,
                    caregiver.Id,
                    caring.Situation ?? CareSituations.OwnOf(transaction, caregiver.Id),
                    staff.Coordinator.Id,
                    time.Now
                )
                    ? "weg"
                    : null
        ) ?? pages.Refuse(staff, context, SituationForm.None);

    /// <summary>Notes that a caregiver agrees to be seen on one page with one who cares along.</summary>
    private IResult Agree(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.Add.Of(Thing.Consent),
            (transaction, caregiver) =>
            {
                var fellow = CasePages.NumberIn(form.Fields, "ander");
                if (
                    Codes.Find<ConsentWay>(form.Fields["hoe"].ToString()) is not { } how
                    || !CareSituations.CareTogether(transaction, caregiver.Id, fellow)
                )
                    return null;
                ConsentTable.Add(
                    transaction,
                    SideBySide.Decision(caregiver.Id, fellow, how, time.Today),
                    staff.Coordinator.Id,
                    time.Now
                );
                return "samen";
            }
        ) ?? pages.Refuse(staff, context, SituationForm.None);

    /// <summary>Two who care in one situation, when both agreed and the reader may see both.</summary>
    private IResult ShowTogether(SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        Caregiver? fellow = null;
        var model = cases.Look(
            staff,
            context,
            Verb.Look.Of(Thing.Together),
            (transaction, caregiver) =>
            {
                fellow = StaffRouteGroups.Number(context, "fellow") is { } id
                    ? CaregiverTable.Get(transaction, id)
                    : null;
                return
                    fellow is not null
                    && staff.Sees.Contains(fellow.CoordinatorId)
                    && CareSituations.CareTogether(transaction, caregiver.Id, fellow.Id)
                    && SideBySide.IsAgreed(transaction, caregiver.Id, fellow.Id, time.Today)
                    ? TogetherPageModel.Of(transaction, shell, [caregiver, fellow], instruments, time)
                    : null;
            }
        );
        if (model is null)
            return PageRoutes.Missing(support);
        recorder.Add(staff.With(fellow!), Verb.Look.Of(Thing.Together), fellow!.Id);
        return PageRoutes.Show<TogetherPage>(model);
    }
}
