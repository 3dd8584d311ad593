using CaregiverSignal.Desk.Case;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>The worklist, and its buttons that end a task.</summary>
public sealed class WorklistEndpoints(
    Database database,
    WorklistReading reading,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private readonly OwnScript script = new("Desk.Worklist.worklist.js");

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/werklijst.js", (HttpContext context) => script.Serve(context));
        var staff = routes.ForCoordinators();
        staff.MapPage("/werklijst", Show);
        staff.MapForm("/taak-klaar/{task}", Finish);
    }

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var query = context.Request.Query;
        var scope = WorklistScope.Of(staff, query[WorklistScope.WhoseField], query[WorklistScope.KindField]);
        var model = reading.Read(scope, context);
        recorder.AddList(staff.On(scope.IsMine ? Ground.Own : Ground.Team), Verb.Look, Thing.Worklist, model.Listed);
        SecurityHeaders.AllowOwnScript(context);
        return PageRoutes.Show<WorklistPage>(model);
    }

    private IResult Finish(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var mailsAgain = form.Fields["weer-mailen"] == "ja";
        var upTo = CasePages.NumberIn(form.Fields, TaskLines.UpTo);
        if (
            StaffRouteGroups.Number(context, "task") is not { } id
            || database.Write(transaction => FinishTask(transaction, id, staff, mailsAgain, upTo)) is not { } finished
        )
            return PageRoutes.Missing(support);
        return PageRoutes.Go(
            form.Fields[AlsoToDoModel.Back] == "zaak"
                ? $"/zaak/{finished.Task.CaregiverId}{SavedOf(finished.Task, finished.IsEnded)}"
                : ListOf(staff, form)
        );
    }

    /// <summary>Nothing where it had ended before, or has more to tell by now: nothing was saved then.</summary>
    private static string SavedOf(StaffTask task, bool isEnded) =>
        !isEnded ? ""
        : IsRead(task) ? "?bewaard=gelezen"
        : "?bewaard=gedaan";

    private static bool IsRead(StaffTask task) =>
        task.Kind is StaffTaskKind.Words or StaffTaskKind.Told or StaffTaskKind.Reply;

    private (StaffTask Task, bool IsEnded)? FinishTask(
        Transaction transaction,
        long id,
        SignedInStaff staff,
        bool mailsAgain,
        long upTo
    )
    {
        if (StaffTasks.Finish(transaction, id, staff, mailsAgain, upTo, time) is not { } finished)
            return null;
        if (!finished.IsEnded)
            return finished;
        var caregiver = CaregiverTable.Get(transaction, finished.Task.CaregiverId)!;
        recorder.Add(transaction, staff.With(caregiver), Verb.Close.Of(Thing.Task, id), caregiver.Id);
        return finished;
    }

    /// <summary>The list that a form was on.</summary>
    private static string ListOf(SignedInStaff staff, PostedForm form) =>
        WorklistScope.Of(staff, form.Fields[WorklistScope.WhoseField], form.Fields[WorklistScope.KindField]).Done;
}
