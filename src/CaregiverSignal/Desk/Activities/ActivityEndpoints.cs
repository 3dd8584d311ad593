using System.Globalization;
using CaregiverSignal.Alerts;
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
    ActivityMail mail,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Path = "/activiteiten";
    private const string OnePattern = Path + "/{activity}";

    /// <summary>What the page says after a form, as keys of its words.</summary>
    public const string Saved = "One.Saved";
    private const string NotInvited = "One.NotInvited";
    private const string NotRemoved = "One.NotRemoved";
    private const string NotChanged = "One.NotChanged";
    public const string Cancelled = "One.SaidCancelled";
    public const string GoesOn = "One.SaidGoesOn";

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
        staff.MapPage(OnePattern, (SignedInStaff signedIn, HttpContext context) => ShowOne(signedIn, context, null));
        staff.MapForm(OnePattern, Save);
        staff.MapForm(OnePattern + "/wat", ChangeWhat);
        staff.MapForm(OnePattern + "/weg", Remove);
        staff.MapForm(OnePattern + "/niet-door", Cancel);
        staff.MapForm(OnePattern + "/toch-door", GoOn);
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
            (ActivityTable.From(transaction, time.Today), ActivityTable.Before(transaction, time.Today))
        );
        return PageRoutes.Show<ActivitiesPage>(
            new ActivitiesPageModel(shell, coming, held, typed, context.Request.Query["weg"] == "ja"),
            status
        );
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
                        .From(transaction, activity.HeldOn)
                        .FirstOrDefault(one => one with { Id = 0 } == activity)
                        is { } same
                        ? same.Id
                        : ActivityTable.Add(transaction, activity, staff.Coordinator.Id, time.Now)
                )
            )
        );
    }

    private IResult ShowOne(SignedInStaff staff, HttpContext context, ActivityForm? typed)
    {
        var page = Pager.PageOf(context.Request.Query);
        var shell = shells.For(context, staff);
        var model = database.Read(transaction =>
        {
            if (Find(transaction, context) is not { } activity)
                return null;
            var all = ActivityTable.Guests(transaction, activity.Id, staff.Sees);
            var guests = all.Skip((page - 1) * ActivityPageModel.GuestsAPage).Take(ActivityPageModel.GuestsAPage);
            var invited = all.Select(one => one.Id).ToHashSet();
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
                [.. guests],
                ActivityTable.CountGuests(transaction, activity.Id) - all.Count,
                people,
                activity.HeldOn < time.Today,
                typed ?? ActivityForm.Of(activity),
                context.Request.Query["bewaard"].ToString() switch
                {
                    "ja" => Saved,
                    "niet-uitgenodigd" => NotInvited,
                    "blijft" => NotRemoved,
                    "niet-door" => Cancelled,
                    "toch-door" => GoesOn,
                    "niet-veranderd" => NotChanged,
                    _ => null,
                },
                new Pager(page, all.Count > page * ActivityPageModel.GuestsAPage, PathOf(activity.Id), "")
            );
        });
        if (model is null)
            return PageRoutes.Missing(support);
        recorder.AddList(
            staff.On(Ground.Team),
            Deed.SeeActivity,
            model.Guests.Select(one => one.Id).Concat(model.ToInvite.Select(one => one.Id))
        );
        return PageRoutes.Show<ActivityPage>(
            model,
            typed is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );
    }

    private IResult ChangeWhat(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = ActivityForm.Read(form.Fields, time.Today);
        if (typed.Activity is not { } what)
            return ShowOne(staff, context, typed);
        var found = database.Write(transaction =>
        {
            if (Find(transaction, context) is { IsCancelled: false } activity)
                ActivityTable.Change(transaction, what with { Id = activity.Id });
            return Find(transaction, context);
        });
        return found is null
            ? PageRoutes.Missing(support)
            : PageRoutes.Go($"{PathOf(found.Id)}?bewaard={(found.IsCancelled ? "niet-veranderd" : "ja")}");
    }

    /// <summary>Removes what was added by mistake; sent twice, it is gone all the same.</summary>
    private IResult Remove(HttpContext context, PostedForm form) =>
        database.Write(transaction =>
            Find(transaction, context) is not { } activity || ActivityTable.Remove(transaction, activity.Id)
                ? PageRoutes.Go(Path + "?weg=ja")
                : PageRoutes.Go(PathOf(activity.Id) + "?bewaard=blijft")
        );

    /// <summary>Says that an activity does not go on; sent twice, it is said once.</summary>
    private IResult Cancel(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Say(staff, context, CancellingActivity.Cancel, one => one.IsCancelled ? "niet-door" : "niet-veranderd");

    /// <summary>Says that what was cancelled goes on after all, as when that was a mistake.</summary>
    private IResult GoOn(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Say(staff, context, CancellingActivity.GoOn, one => one.IsCancelled ? "niet-veranderd" : "toch-door");

    /// <param name="change">Who are to come, and whether they hear it; null when nothing changes.</param>
    /// <param name="saved">What the page says, of the activity as it is then.</param>
    private IResult Say(
        SignedInStaff staff,
        HttpContext context,
        Func<Transaction, Activity, SiteTime, IReadOnlyList<ExpectedGuest>?> change,
        Func<Activity, string> saved
    )
    {
        var found = database.Write(transaction =>
        {
            if (Find(transaction, context) is { } activity && change(transaction, activity, time) is { } guests)
                Tell(transaction, staff, activity, guests);
            return Find(transaction, context);
        });
        return found is null
            ? PageRoutes.Missing(support)
            : PageRoutes.Go($"{PathOf(found.Id)}?bewaard={saved(found)}");
    }

    /// <summary>
    /// Records it for all whom it changes, and mails the coordinators of who is to hear it where that cannot wait for
    /// the next working day's list.
    /// </summary>
    private void Tell(
        Transaction transaction,
        SignedInStaff staff,
        Activity activity,
        IReadOnlyList<ExpectedGuest> guests
    )
    {
        foreach (var guest in guests)
            recorder.Add(transaction, staff.On(Ground.Team), Deed.ChangeActivity, guest.Id);
        if (CancellingActivity.IsUrgent(activity, time))
            mail.Queue(
                transaction,
                activity,
                [.. guests.Where(one => one.IsToHear).Select(one => one.CoordinatorId).Distinct()],
                staff.Coordinator
            );
    }

    /// <summary>
    /// Sets where the guests stand who were changed on the page, and invites who was chosen; a form sent twice changes
    /// nothing more.
    /// </summary>
    private IResult Save(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var steps = ActivityForm.StepsIn(form.Fields);
        var chosen = CasePages.NumberIn(form.Fields, "wie");
        var isRefused = false;
        var found = database.Write(transaction =>
        {
            isRefused = false;
            if (Find(transaction, context) is not { } activity)
                return null;
            foreach (var (id, step) in activity.IsCancelled ? [] : steps)
                cases.ChangeListed(
                    transaction,
                    staff,
                    Deed.ChangeActivity,
                    id,
                    _ => Take(transaction, staff, activity, id, step)
                );
            if (chosen > 0)
                cases.ChangeListed(
                    transaction,
                    staff,
                    Deed.ChangeActivity,
                    chosen,
                    caregiver =>
                    {
                        isRefused = !MayInvite(activity, caregiver);
                        return !isRefused && InviteOne(transaction, staff, activity, caregiver);
                    }
                );
            return activity;
        });
        if (found is null)
            return PageRoutes.Missing(support);
        var page = Pager.PageOf(form.Fields["blad"]);
        var said =
            found.IsCancelled ? "niet-veranderd"
            : isRefused ? "niet-uitgenodigd"
            : "ja";
        return PageRoutes.Go(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{PathOf(found.Id)}?{(page > 1 ? $"blad={page}&" : "")}bewaard={said}"
            )
        );
    }

    private bool Take(
        Transaction transaction,
        SignedInStaff staff,
        Activity activity,
        long caregiverId,
        ActivityStep step
    )
    {
        if (
            !ActivityTable.Take(transaction, activity.Id, caregiverId, step, time.Today, staff.Coordinator.Id, time.Now)
        )
            return false;
        CancellingActivity.StepChanged(transaction, activity, caregiverId, time);
        return true;
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
                    || !MayInvite(activity, caregiver)
                )
                    return null;
                InviteOne(transaction, staff, activity, caregiver);
                return "uitgenodigd";
            },
            "/hulp"
        ) ?? PageRoutes.Go($"/zaak/{context.Request.RouteValues["caregiver"]}/hulp");

    /// <summary>Not once its day is over or it does not go on, and nobody who stopped.</summary>
    private bool MayInvite(Activity activity, Caregiver caregiver) =>
        !activity.IsCancelled && activity.HeldOn >= time.Today && caregiver.Status != CaregiverStatus.Ended;

    private bool InviteOne(Transaction transaction, SignedInStaff staff, Activity activity, Caregiver caregiver) =>
        ActivityTable.Invite(transaction, activity.Id, caregiver.Id, time.Today, staff.Coordinator.Id, time.Now);

    private static Activity? Find(Transaction transaction, HttpContext context) =>
        StaffRoutes.Number(context, "activity") is { } id ? ActivityTable.Get(transaction, id) : null;
}
