using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Referrals;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Activities;

/// <summary>
/// Activities of the support point, whom it invites to them, and who was there. Nobody is mailed: a talk or a letter
/// invites.
/// </summary>
public sealed class ActivityEndpoints(
    CasePages cases,
    Database database,
    StaffShells shells,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Path = "/activiteiten";
    private const string OnePattern = Path + "/{activity}";

    /// <summary>The most that are shown of what is to come, and of what was (our choice).</summary>
    private const int MostShown = 50;

    /// <summary>The most people to choose from (our choice).</summary>
    private const int MostToInvite = 500;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Path,
            (SignedInStaff signedIn, HttpContext context) => ShowAll(signedIn, context, ActivityForm.Empty)
        );
        staff.MapForm(Path, Add);
        staff.MapPage(OnePattern, ShowOne);
        staff.MapForm(OnePattern, Save);
        staff.MapForm("/zaak/{caregiver}/activiteit", Invite);
    }

    public static string PathOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{id}");

    private IResult ShowAll(
        SignedInStaff staff,
        HttpContext context,
        ActivityForm typed,
        int status = StatusCodes.Status200OK
    )
    {
        var shell = shells.For(context, staff);
        var (coming, held) = database.Read(transaction =>
            (
                ActivityTable.From(transaction, time.Today, MostShown),
                ActivityTable.Before(transaction, time.Today, MostShown)
            )
        );
        return PageRoutes.Show<ActivitiesPage>(new ActivitiesPageModel(shell, coming, held, typed), status);
    }

    private IResult Add(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = ActivityForm.Read(form.Fields, time.Today);
        if (typed.Activity is not { } activity)
            return ShowAll(staff, context, typed, StatusCodes.Status400BadRequest);
        return PageRoutes.Go(
            PathOf(
                database.Write(transaction =>
                    ActivityTable
                        .From(transaction, activity.HeldOn, MostShown)
                        .FirstOrDefault(one => one with { Id = 0 } == activity)
                        is { } same
                        ? same.Id
                        : ActivityTable.Add(transaction, activity, staff.Coordinator.Id, time.Now)
                )
            )
        );
    }

    private IResult ShowOne(SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        var model = database.Read(transaction =>
        {
            if (Find(transaction, context) is not { } activity)
                return null;
            var guests = ActivityTable.Guests(transaction, activity.Id, staff.Sees);
            var invited = guests.Select(one => one.Id).ToHashSet();
            var people = CaseloadTable
                .People(transaction, staff.ActsFor, CaregiverStatus.Active.Code(), null, MostToInvite, 0)
                .Where(one => !invited.Contains(one.Id))
                .Select(one => (one.Id, Plainly.FullName(one.Person, one.FirstName, one.LastName)))
                .ToList();
            return new ActivityPageModel(
                shell with
                {
                    Unreadable = transaction.Unreadable,
                },
                activity,
                guests,
                ActivityTable.CountGuests(transaction, activity.Id) - guests.Count,
                people,
                activity.HeldOn < time.Today,
                context.Request.Query["bewaard"] == "ja"
            );
        });
        if (model is null)
            return PageRoutes.Missing(support);
        recorder.AddList(
            staff.On(Ground.Team),
            Deed.SeeActivity,
            model.Guests.Select(one => one.Id).Concat(model.ToInvite.Select(one => one.Id))
        );
        return PageRoutes.Show<ActivityPage>(model);
    }

    /// <summary>
    /// Sets where the guests stand who were changed on the page, and invites who was chosen; a form sent twice changes
    /// nothing more.
    /// </summary>
    private IResult Save(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var steps = ActivityForm.StepsIn(form.Fields);
        var chosen = CasePages.NumberIn(form.Fields, "wie");
        var found = database.Write(transaction =>
        {
            if (Find(transaction, context) is not { } activity)
                return null;
            foreach (var (id, step) in steps)
                Change(
                    transaction,
                    staff,
                    id,
                    () =>
                        ActivityTable.Take(
                            transaction,
                            activity.Id,
                            id,
                            step,
                            time.Today,
                            staff.Coordinator.Id,
                            time.Now
                        )
                );
            if (chosen > 0)
                Change(
                    transaction,
                    staff,
                    chosen,
                    () =>
                        ActivityTable.Invite(
                            transaction,
                            activity.Id,
                            chosen,
                            time.Today,
                            staff.Coordinator.Id,
                            time.Now
                        )
                );
            return activity;
        });
        return found is null ? PageRoutes.Missing(support) : PageRoutes.Go(PathOf(found.Id) + "?bewaard=ja");
    }

    /// <summary>Whoever is not theirs to see is left as they are, and leaves a line.</summary>
    private void Change(Transaction transaction, SignedInStaff staff, long caregiverId, Func<bool> change)
    {
        if (CaregiverTable.Get(transaction, caregiverId) is not { } caregiver)
            return;
        var isTheirs = staff.Sees.Contains(caregiver.CoordinatorId);
        if (!isTheirs || change())
            recorder.Add(
                transaction,
                staff.With(caregiver),
                Deed.ChangeActivity,
                caregiver.Id,
                outcome: isTheirs ? null : Outcome.Refused
            );
    }

    /// <summary>Invites from the page with somebody's help.</summary>
    private IResult Invite(SignedInStaff staff, HttpContext context, PostedForm form) =>
        cases.Change(
            staff,
            context,
            Deed.ChangeActivity,
            (transaction, caregiver) =>
            {
                if (
                    ActivityTable.Get(transaction, CasePages.NumberIn(form.Fields, "activiteit")) is not { } activity
                    || activity.HeldOn < time.Today
                )
                    return null;
                ActivityTable.Invite(
                    transaction,
                    activity.Id,
                    caregiver.Id,
                    time.Today,
                    staff.Coordinator.Id,
                    time.Now
                );
                return "uitgenodigd";
            },
            "/hulp"
        ) ?? PageRoutes.Go($"/zaak/{context.Request.RouteValues["caregiver"]}/hulp");

    private static Activity? Find(Transaction transaction, HttpContext context) =>
        StaffRoutes.Number(context, "activity") is { } id ? ActivityTable.Get(transaction, id) : null;
}
