using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;
using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// The ways out (pause, stop, take part again) from the form, from a mail and from the button of a mail program.
/// </summary>
public sealed class LeavingEndpoints(
    Visits visits,
    Database database,
    BadLinks bad,
    WaysOut ways,
    TellChange changes,
    Recorder recorder,
    SupportPointSettings support,
    IAntiforgery antiforgery,
    SiteTime time
) : IEndpoints
{
    public const string CallPath = "/bel";
    public const string ChangePath = "/veranderd";
    public const string PausePath = "/pauze";
    public const string StopPath = "/stoppen";

    /// <summary>In an address of this room: they came from their result, and go back to it.</summary>
    public const string FromResult = "?van=dank";

    /// <summary>
    /// Where somebody who changes their mind came from: their result, the form, the own page or the page with this
    /// action.
    /// </summary>
    public static string BackFrom(string action) =>
        action.EndsWith(FromResult, StringComparison.Ordinal) ? Visits.ResultPath
        : action is CallPath or ChangePath or PausePath or StopPath ? "/vragen"
        : action == WaysOut.PromisePath ? PageRoutes.OwnPage
        : action;

    /// <summary>An address of this room that remembers whether they came from their result.</summary>
    private static string Here(HttpContext context, string path) =>
        context.Request.Query["van"] == "dank" ? path + FromResult : path;

    /// <summary>
    /// The page that asks for a call; before the answers were sent there is no result that they read.
    /// </summary>
    private static string CallFrom(HttpContext context, Visit visit) =>
        visit.Session.SentAt is null ? CallPath : Here(context, CallPath);

    private static TellChange.Place OnTheForm(HttpContext context) =>
        new(Here(context, ChangePath), Here(context, CallPath), InSession: true);

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PausePath, ShowPause);
        routes.MapForm(PausePath, Pause);
        routes.MapPage("/pauze/klaar", ShowPaused);
        routes.MapPage(StopPath, ShowStop);
        routes.MapForm(StopPath, Stop);
        routes.MapPage("/stoppen/klaar", ShowStopped);
        routes.MapPage("/stoppen/terug", ShowRejoined);
        routes.MapPage(CallPath, ShowCall);
        routes.MapForm(CallPath, AskCall);
        routes.MapPage(ChangePath, ShowChange);
        routes.MapForm(ChangePath, Tell);
        routes.MapPage("/p/{key}", ShowPauseLink);
        routes.MapForm("/p/{key}", UsePauseLink);
    }

    private IResult ShowPause(HttpContext context) => Show(context, AskHowLong(context, hasError: false));

    private async Task<IResult> Pause(HttpContext context, PostedForm form)
    {
        if (form.Fields["keuze"] == WaysOut.Resume)
            return await Leave(
                context,
                "/pauze/klaar",
                Verb.Change.Of(Thing.Participation),
                (transaction, caregiverId) => Participation.Resume(transaction, caregiverId, ReportedBy.Caregiver, time)
            );
        if (!form.Fields.TryGetValue("hoelang", out var chosen))
            return Show(context, AskHowLong(context, hasError: true));

        if (!PauseLengths.All.Contains(chosen.ToString()))
            throw new BadHttpRequestException("An answer that this question does not have.");
        var day = form.Fields[PauseLengths.DayField].ToString();
        if (!PauseLengths.TryRead(chosen.ToString(), day, time.Today, out var until))
            return Show(context, AskHowLong(context, hasError: true));
        return await Leave(
            context,
            "/pauze/klaar",
            Verb.Change.Of(Thing.Participation),
            (transaction, caregiverId) =>
                Participation.PauseForm(transaction, caregiverId, until, ReportedBy.Caregiver, time)
        );
    }

    private Func<Transaction, Caregiver, IResult> AskHowLong(HttpContext context, bool hasError) =>
        (_, caregiver) =>
            PageRoutes.Show<PausePage>(
                new PausePageModel(
                    support,
                    Here(context, PausePath),
                    caregiver.Status == CaregiverStatus.Paused,
                    hasError
                ),
                hasError ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK
            );

    private IResult ShowPaused(HttpContext context) =>
        Show(
            context,
            (_, caregiver) =>
                caregiver switch
                {
                    { Status: CaregiverStatus.Paused, PausedUntil: { } until } => AnswerMessages.Message(
                        support,
                        "PausedUntil",
                        StatusCodes.Status200OK,
                        ("datum", Texts.Day(until))
                    ),
                    { Status: CaregiverStatus.Paused } => AnswerMessages.Message(support, "Paused"),
                    { Status: CaregiverStatus.Active } => AnswerMessages.Message(support, "Resumed"),
                    _ => AnswerMessages.Message(support, "NotAsked"),
                }
        );

    private IResult ShowCall(HttpContext context) =>
        visits.Show(
            context,
            (transaction, visit) =>
                ways.ShowCall(
                    transaction,
                    CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!,
                    CallFrom(context, visit)
                )
        );

    private Task<IResult> AskCall(HttpContext context, PostedForm form) =>
        visits.ChangeAndShowAsync(
            context,
            (transaction, visit) =>
            {
                var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
                recorder.Add(transaction, visit.By(context), Verb.Ask.Of(Thing.Call), caregiver.Id);
                visit.Touch(transaction, time);
                return ways.AskCall(
                    transaction,
                    caregiver,
                    CallFrom(context, visit),
                    form.Fields,
                    isHeavy: visit is { Session.SentAt: not null, CheckIn.IsAftercare: true }
                        && AnswerTable.IsHeavy(transaction, visit.CheckIn.Id)
                );
            }
        );

    private IResult ShowChange(HttpContext context) =>
        Show(
            context,
            (transaction, caregiver) =>
                context.Request.Query["wat"] == TellChange.Done
                    ? changes.ShowDone(transaction, caregiver, OnTheForm(context))
                    : changes.Show(transaction, caregiver, OnTheForm(context))
        );

    private Task<IResult> Tell(HttpContext context, PostedForm form) =>
        visits.ChangeAndShowAsync(
            context,
            (transaction, visit) =>
            {
                var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
                visit.Touch(transaction, time);
                return changes.Choose(transaction, caregiver, OnTheForm(context), form.Fields, visit.By(context));
            }
        );

    private IResult ShowStop(HttpContext context) =>
        Show(
            context,
            (_, _) =>
                PageRoutes.Show<StopPage>(new StopPageModel(support, Here(context, StopPath), Here(context, PausePath)))
        );

    private Task<IResult> Stop(HttpContext context, PostedForm form)
    {
        var goesOn = form.Fields["keuze"] == WaysOut.Rejoin;
        return Leave(
            context,
            goesOn ? "/stoppen/terug" : "/stoppen/klaar",
            goesOn ? Verb.Change.Of(Thing.Participation) : Verb.End.Of(Thing.Participation),
            (transaction, caregiverId) =>
            {
                if (goesOn)
                    Participation.Rejoin(transaction, CaregiverTable.Get(transaction, caregiverId)!, time);
                else
                    Participation.StopThemselves(transaction, caregiverId, time);
            }
        );
    }

    private IResult ShowStopped(HttpContext context) =>
        Show(
            context,
            (transaction, caregiver) =>
                caregiver.Status switch
                {
                    CaregiverStatus.Ended => ways.Ended(transaction, caregiver, "/stoppen"),
                    CaregiverStatus.Aftercare => AnswerMessages.Message(support, "NotAsked"),
                    _ => PageRoutes.Go("/stoppen"),
                }
        );

    private IResult ShowRejoined(HttpContext context) =>
        Show(
            context,
            (transaction, caregiver) =>
                caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
                    ? ways.Welcome(transaction, caregiver.Id)
                    : PageRoutes.Go("/stoppen/klaar")
        );

    private IResult ShowPauseLink(string key, HttpContext context)
    {
        var step = context.Request.Query["wat"].ToString();
        var (isKnown, page) = database.Read(transaction =>
            (
                LinkTable.Known(transaction, KeyPurpose.Pause, key, time.Now) is not null,
                BehindPauseLink(transaction, key) is { } caregiver
                    ? ways.Show(transaction, caregiver, "/p/" + key, step, null)
                    : null
            )
        );
        return page ?? (isKnown ? AnswerMessages.DeadLink(support) : AnswerMessages.UnknownLink(context, bad, support));
    }

    /// <summary>
    /// Answers most choices without a redirect: the key is still in this address, and reloading repeats what already
    /// holds.
    /// </summary>
    /// <remarks>
    /// The one-click button of a mail program (RFC 8058) has no page of ours and so no form token; all it can do is
    /// pause mail. Its requests come from the servers of large mailbox providers, one address for many people, so other
    /// people's wrong keys never block it.
    /// </remarks>
    private async Task<IResult> UsePauseLink(string key, HttpContext context)
    {
        var form = await PostedForm.ReadUncheckedAsync(context);
        if (form["List-Unsubscribe"] == "One-Click")
        {
            if (database.Read(transaction => BehindPauseLink(transaction, key)) is null)
                return AnswerMessages.DeadLink(support);
            var paused = await database.WriteAsync(transaction =>
            {
                if (
                    BehindPauseLink(transaction, key) is not { } caregiver
                    || !Participation.PauseMail(transaction, caregiver.Id, null, time)
                )
                    return false;
                var by = Actor.Caregiver(null, AccessPoint.NetworkOf(context));
                recorder.Add(transaction, by, Verb.Change.Of(Thing.Participation), caregiver.Id);
                return caregiver.Status != CaregiverStatus.Aftercare;
            });
            return AnswerMessages.Message(support, paused ? "Paused" : "NotAsked");
        }

        await antiforgery.ValidateRequestAsync(context);
        var link = database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Pause, key, time.Now));
        if (link is null)
            return AnswerMessages.UnknownLink(context, bad, support);
        if (!link.OpensWaysOut(time.Now))
            return AnswerMessages.DeadLink(support);
        if (Haste.Is(form, time))
            return Haste.AskAgain(support, context, form);
        var pressed = Actor.Caregiver(null, AccessPoint.NetworkOf(context));
        return await database.WriteAsync(transaction =>
            ways.Choose(
                transaction,
                CaregiverTable.Get(transaction, link.CaregiverId!.Value)!,
                "/p/" + key,
                form,
                pressed
            )
        );
    }

    private IResult Show(HttpContext context, Func<Transaction, Caregiver, IResult> show) =>
        visits.Show(
            context,
            (transaction, visit) => show(transaction, CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!)
        );

    private async Task<IResult> Leave(HttpContext context, string done, Deed deed, Action<Transaction, long> leave) =>
        visits.GoOn(
            await visits.ChangeAsync(
                context,
                (transaction, visit) =>
                {
                    leave(transaction, visit.CheckIn.CaregiverId);
                    recorder.Add(transaction, visit.By(context), deed, visit.CheckIn.CaregiverId);
                    visit.Touch(transaction, time);
                    return done;
                }
            )
        );

    private Caregiver? BehindPauseLink(Transaction transaction, string key) =>
        LinkTable.Find(transaction, KeyPurpose.Pause, key, time.Now) is { CaregiverId: { } id }
            ? CaregiverTable.Get(transaction, id)
            : null;
}
