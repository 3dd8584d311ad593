using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Referrals;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Help;

/// <summary>Help for a caregiver, from the proposal to the end, and the list of all of it.</summary>
public sealed class HelpEndpoints(
    CasePages pages,
    Database database,
    StaffShells shells,
    Recorder recorder,
    Instruments instruments,
    SiteTime time
) : IEndpoints
{
    private const string Page = "/hulp";

    private static readonly HashSet<string> SavedTexts = ["voorstel", "stap", "mislukt", "uitgenodigd", "doorgegeven"];

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage("/hulp", ShowAll);
        staff.MapPage("/zaak/{caregiver}/hulp", ShowPage);
        staff.MapForm("/zaak/{caregiver}/hulp/voorstel", Propose);
        staff.MapForm("/zaak/{caregiver}/hulp/stap", Step);
        staff.MapForm("/zaak/{caregiver}/hulp/wie", HandOver);
    }

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        var team = context.Request.Query["van"] == "team";
        var shell = shells.For(context, staff);
        var model = database.Read(transaction =>
            HelpListModel.Of(transaction, shell, staff, team, Pager.PageOf(context.Request.Query), time)
        );
        recorder.AddList(staff.On(team ? Ground.Team : Ground.Own), Verb.Look, Thing.Help, model.Listed);
        return PageRoutes.Show<HelpListPage>(model);
    }

    private IResult ShowPage(SignedInStaff staff, HttpContext context) => Show(staff, context, HelpForm.None);

    private IResult Propose(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = HelpForm.None;
        return pages.Change(
                staff,
                context,
                Verb.Change.Of(Thing.Help),
                (transaction, caregiver) =>
                {
                    (typed, var help) = HelpForm.ReadProposal(
                        form.Fields,
                        caregiver.Id,
                        HelpTable.Of(transaction, caregiver.Id),
                        time
                    );
                    if (help is null)
                        return null;
                    var proposed = Helping.Propose(transaction, help, staff.Coordinator.Id, time);
                    if (HelpForm.ReadChoice(form.Fields, help, time) is not { } chosen)
                        return "voorstel";
                    Helping.Take(transaction, proposed, chosen, staff.Coordinator.Id, time);
                    return "stap";
                },
                Page
            ) ?? Show(staff, context, typed, StatusCodes.Status400BadRequest);
    }

    /// <summary>
    /// Takes a step. A form sent twice changes nothing the second time; one that was shown before somebody else's step
    /// is refused.
    /// </summary>
    private IResult Step(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var (typed, isOutdated) = (HelpForm.None, false);
        return pages.Change(
                staff,
                context,
                Verb.Change.Of(Thing.Help),
                (transaction, caregiver) =>
                {
                    isOutdated = false;
                    var id = CasePages.NumberIn(form.Fields, "hulp");
                    if (HelpTable.Of(transaction, caregiver.Id).FirstOrDefault(one => one.Id == id) is not { } help)
                        return null;
                    var newest = HelpTable.StepsOf(transaction, caregiver.Id).Last(one => one.HelpId == id);
                    if (newest.Id != CasePages.NumberIn(form.Fields, "stand"))
                    {
                        if (newest.Step.Code() == form.Fields["stap"] && newest.Note == NoteIn(form))
                            return "stap";
                        typed = HelpForm.Outdated(form.Fields, id);
                        isOutdated = true;
                        return null;
                    }

                    (typed, var step) = HelpForm.ReadStep(
                        form.Fields,
                        help,
                        EndedCare.IsOver(transaction, caregiver),
                        time
                    );
                    if (step is null)
                        return null;
                    Helping.Take(transaction, help, step, staff.Coordinator.Id, time);
                    return step.Step == HelpStep.Failed && HelpKinds.GroupOf(help.Kind) == HelpGroup.Respite
                        ? "mislukt"
                        : "stap";
                },
                Page
            )
            ?? Show(
                staff,
                context,
                typed,
                isOutdated ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest
            );
    }

    /// <summary>
    /// Lets a colleague who is here and sees the caregiver look after help, or the caregiver's coordinator again.
    /// </summary>
    private IResult HandOver(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.Change.Of(Thing.Help),
            (transaction, caregiver) =>
            {
                var (id, who) = (CasePages.NumberIn(form.Fields, "hulp"), CasePages.NumberIn(form.Fields, "wie"));
                var isCoordinator = who == caregiver.CoordinatorId;
                if (
                    HelpTable.Of(transaction, caregiver.Id).All(one => one.Id != id || !one.IsOpen)
                    || !(
                        isCoordinator
                        || ColleaguesHere.Of(transaction, caregiver.CoordinatorId, time.Today).Any(one => one.Id == who)
                    )
                )
                    return null;
                HelpTable.SetOwner(transaction, id, isCoordinator ? null : who);
                StaffTaskTable.NotNotified(transaction, StaffTaskKind.Help, caregiver.Id);
                return "doorgegeven";
            },
            Page
        ) ?? Show(staff, context, HelpForm.None, StatusCodes.Status409Conflict);

    private static string NoteIn(PostedForm form) => Web.Fields.Typed.Note(form.Fields, "notitie");

    private IResult Show(SignedInStaff staff, HttpContext context, HelpForm typed, int status = StatusCodes.Status200OK)
    {
        var saved = context.Request.Query["bewaard"].ToString();
        return pages.ShowPage<HelpPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Help),
            (shell, transaction, caregiver) =>
                HelpPageModel.Of(
                    transaction,
                    caregiver,
                    shell,
                    typed,
                    SavedTexts.Contains(saved) ? HelpPageModel.Words["Saved." + saved] : null,
                    instruments,
                    time
                ),
            status
        );
    }
}
