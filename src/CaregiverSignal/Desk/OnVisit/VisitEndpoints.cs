using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Desk.OnVisit;

/// <summary>
/// Before and after filling in together on a visit: handing over the screen, and noting what was told.
/// </summary>
public sealed class VisitEndpoints(
    CasePages cases,
    Database database,
    StaffSessions sessions,
    Visits visits,
    Cookies cookies,
    WayBack wayBack,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string StartPattern = "/zaak/{caregiver}/samen/{checkIn}";
    private const string NotePattern = "/zaak/{caregiver}/bezoek";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(StartPattern, ShowStart);
        staff.MapForm(StartPattern, Begin).WithMetadata(new WhenSignedOut(BeganBeforeAsync));
        staff.MapPage(
            NotePattern,
            (SignedInStaff signedIn, HttpContext context) => ShowNote(signedIn, context, VisitForm.Empty)
        );
        staff.MapForm(NotePattern, Note);
    }

    private IResult ShowStart(SignedInStaff staff, HttpContext context) =>
        cases.ShowPage<VisitStartPage>(
            staff,
            context,
            Verb.Look.Of(Thing.CheckIn),
            (shell, transaction, caregiver) =>
                OpenOf(transaction, staff, context) is { } state
                    ? new VisitStartPageModel(
                        shell,
                        caregiver.Id,
                        state.CheckIn.Id,
                        Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
                        Plainly.Shown(caregiver.FirstName ?? caregiver.Person),
                        staff.Session.CameBy != CameBy.Link && Factors.Of(transaction, staff.Coordinator.Id).Any
                    )
                    : null
        );

    /// <summary>
    /// Hands the screen over: from here on this browser opens the questions, and nothing of staff until the coordinator
    /// shows who they are.
    /// </summary>
    private IResult Begin(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var cookie = database.Write(transaction =>
        {
            if (OpenOf(transaction, staff, context) is not { } state)
                return null;
            sessions.EndBeside(transaction, context);
            sessions.Sleep(transaction, staff);
            recorder.Add(
                transaction,
                staff.With(state.Caregiver),
                Verb.Open.Of(Thing.CheckIn, state.CheckIn.Id),
                state.Caregiver.Id
            );
            return SessionTable
                .StartForm(transaction, state.CheckIn.Id, time.Now, Visit.Life, besideId: staff.Coordinator.Id)
                .Clear;
        });
        if (cookie is null)
            return Refusal.Of(context, staff, Verb.Open.Of(Thing.CheckIn), database, recorder, support);
        cookies.Set(context, cookies.Form, cookie);
        // What the browser kept to go back to shows other people.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return PageRoutes.Go(Visits.BesidePath);
    }

    /// <summary>
    /// The button pressed twice: the first time put the session to sleep. What this browser has open of anybody else is
    /// not shown to who sits here.
    /// </summary>
    private Task<IResult> BeganBeforeAsync(HttpContext context)
    {
        var staff = context.Features.Get<SignedInStaff>();
        var checkIn = StaffRouteGroups.Number(context, "checkIn");
        if (
            staff is not null
            && visits.Seek(context, (_, found) => found) is { } visit
            && visit.Session.BesideId == staff.Coordinator.Id
            && visit.CheckIn.Id == checkIn
        )
            return Task.FromResult(PageRoutes.Go(Visits.BesidePath));
        if (staff is not null)
            wayBack.Remember(context, staff.Coordinator.Id, context.Request.Path);
        return Task.FromResult(
            PageRoutes.Go(staff is { State: SignInState.Asleep } ? StaffRoutes.Again : StaffRoutes.SignIn)
        );
    }

    /// <summary>
    /// The check-in of the address; null where it is not theirs, or the caregiver can no longer answer.
    /// </summary>
    private EntryState? OpenOf(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        StaffRouteGroups.Number(context, "caregiver") is { } caregiver
        && StaffRouteGroups.Number(context, "checkIn") is { } checkIn
        && EntryState.Of(transaction, staff, caregiver, checkIn, pages, time) is { Window: EntryWindow.Open } state
            ? state
            : null;

    private IResult ShowNote(
        SignedInStaff staff,
        HttpContext context,
        VisitForm typed,
        int status = StatusCodes.Status200OK
    ) =>
        cases.ShowPage<VisitNotePage>(
            staff,
            context,
            Verb.Look.Of(Thing.Case),
            (shell, transaction, caregiver) =>
                VisitNotePageModel.Of(transaction, caregiver, shell, staff.Coordinator.Id, typed, time),
            status
        );

    /// <summary>
    /// Notes the visit with what was told: the contact, what happened, and what the caregiver wishes. All of it or
    /// nothing; sent twice, it is noted once.
    /// </summary>
    private IResult Note(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = VisitForm.Empty;
        return cases.Change(
                staff,
                context,
                Verb.Add.Of(Thing.Contact),
                (transaction, caregiver) =>
                {
                    var now = time.Still();
                    typed = VisitForm.Read(form.Fields, caregiver.Id, HelpTable.Of(transaction, caregiver.Id), now);
                    var before = ActionTable.NewestOf(transaction, caregiver.Id);
                    if (typed.OtherErrors.Count > 0)
                        return null;
                    var (contact, saved, errors) = ContactEndpoints.Noted(
                        transaction,
                        caregiver,
                        staff,
                        typed.Contact,
                        VisitForm.AsContact(form.Fields),
                        now
                    );
                    typed = typed with { Contact = contact with { Errors = errors } };
                    if (saved is not null && ActionTable.NewestOf(transaction, caregiver.Id) != before)
                        NoteTold(transaction, caregiver, staff, typed, now);
                    return saved;
                }
            )
            ?? ShowNote(
                staff,
                context,
                typed,
                typed.Errors.Any(one => one.Field == News.Field)
                    ? StatusCodes.Status409Conflict
                    : StatusCodes.Status400BadRequest
            );
    }

    private void NoteTold(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        VisitForm typed,
        SiteTime now
    )
    {
        if (typed.Happened is { } happened)
        {
            HappenedEndpoints.Tell(transaction, caregiver.Id, happened, now);
            recorder.Add(transaction, staff.With(caregiver), Verb.Tell.Of(Thing.Change), caregiver.Id);
        }

        if (typed.Wish is { } wish)
        {
            var help = Helping.Propose(transaction, wish, staff.Coordinator.Id, now);
            // It is the caregiver's own wish, so there is nothing to choose any more.
            Helping.Take(
                transaction,
                help,
                new NewStep(
                    HelpStep.Chosen,
                    now.Today,
                    HelpRoad.UsualNextOn(HelpStep.Chosen, now.Today, now.WorkingDays)
                ),
                staff.Coordinator.Id,
                now
            );
            recorder.Add(transaction, staff.With(caregiver), Verb.Change.Of(Thing.Help), caregiver.Id);
        }
    }
}
