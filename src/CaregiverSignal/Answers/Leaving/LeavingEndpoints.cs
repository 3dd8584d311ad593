using CaregiverSignal.Invitations;
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
    IAntiforgery antiforgery,
    SiteTime time
) : IEndpoints
{
    public const string CallPath = "/bel";
    public const string ChangePath = "/veranderd";
    public const string PausePath = "/pauze";

    /// <summary>In an address of this room: they came from their result, and go back to it.</summary>
    public const string FromResult = "?van=dank";

    /// <summary>
    /// Where somebody who changes their mind came from: their result, the form, the own page or the page with this
    /// action.
    /// </summary>
    public static string BackFrom(string action) =>
        action.EndsWith(FromResult, StringComparison.Ordinal) ? Visits.ResultPath
        : action is CallPath or ChangePath or PausePath ? "/vragen"
        : action == WaysOut.PromisePath ? PageRoutes.OwnPage
        : action;

    private static string Here(HttpContext context, string path) =>
        context.Request.Query["van"] == "dank" ? path + FromResult : path;

    /// <summary>
    /// The page that asks for a call; before the answers were sent there is no result that they read.
    /// </summary>
    private static string CallFrom(HttpContext context, Visit visit) =>
        visit.Session.SentAt is null ? CallPath : Here(context, CallPath);

    private static TellChange.Place OnTheForm(HttpContext context, Visit visit) =>
        new(Here(context, ChangePath), Here(context, CallPath), InSession: true, visit.Session.StartedAt);

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(PausePath, ShowLess);
        routes.MapForm(PausePath, Choose);
        routes.MapPage("/stoppen", ShowLess);
        routes.MapPage(CallPath, ShowCall);
        routes.MapForm(CallPath, AskCall);
        routes.MapPage(ChangePath, ShowChange);
        routes.MapForm(ChangePath, Tell);
        routes.MapPage("/p/{key}", ShowPauseLink);
        routes.MapForm("/p/{key}", UsePauseLink);
    }

    private IResult ShowLess(HttpContext context) =>
        Show(
            context,
            (transaction, _, caregiver) =>
                ways.Show(transaction, caregiver, Here(context, PausePath), WaysOutPage.Less, null)
        );

    private Task<IResult> Choose(HttpContext context, PostedForm form)
    {
        WaysOut.RefuseStrange(form.Fields, time);
        return Change(
            context,
            (transaction, visit, caregiver) =>
                ways.Choose(transaction, caregiver, Here(context, PausePath), form.Fields, visit.By(context.Network()))
        );
    }

    private IResult ShowCall(HttpContext context) =>
        Show(
            context,
            (transaction, visit, caregiver) =>
                ways.ShowCall(
                    transaction,
                    caregiver,
                    CallFrom(context, visit),
                    WaysOut.Opened.OnTheResult(caregiver, visit.Session.StartedAt)
                )
        );

    private Task<IResult> AskCall(HttpContext context, PostedForm form) =>
        Change(
            context,
            (transaction, visit, caregiver) =>
            {
                var page = ways.AskCall(
                    transaction,
                    caregiver,
                    CallFrom(context, visit),
                    form.Fields,
                    visit.By(context.Network()),
                    WaysOut.Opened.OnTheResult(caregiver, visit.Session.StartedAt)
                );
                return
                    page is MessagePage promised
                    && visit is { Session.SentAt: not null, CheckIn.IsAftercare: true }
                    && AnswerTable.IsHeavy(transaction, visit.CheckIn.Id)
                    ? AnswerMessages.WithUrgent(promised)
                    : page;
            }
        );

    private IResult ShowChange(HttpContext context) =>
        Show(
            context,
            (transaction, visit, caregiver) =>
                context.Request.Query["wat"] == TellChange.Done
                    ? changes.ShowDone(transaction, caregiver, OnTheForm(context, visit))
                    : changes.Show(transaction, caregiver, OnTheForm(context, visit))
        );

    private Task<IResult> Tell(HttpContext context, PostedForm form)
    {
        ChangeForm.Read(form.Fields, time);
        return Change(
            context,
            (transaction, visit, caregiver) =>
                changes.Choose(
                    transaction,
                    caregiver,
                    OnTheForm(context, visit),
                    form.Fields,
                    visit.By(context.Network())
                )
        );
    }

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
        return page ?? (isKnown ? AnswerMessages.DeadLink : AnswerMessages.UnknownLink(context, bad));
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
                return AnswerMessages.DeadLink;
            var paused = await database.WriteAsync(transaction =>
            {
                if (
                    BehindPauseLink(transaction, key) is not { } caregiver
                    || !Participation.PauseMail(transaction, caregiver.Id, null, time)
                )
                    return false;
                var by = Actor.Caregiver(null, context.Network());
                recorder.Add(transaction, by, Verb.Change.Of(Thing.Participation), caregiver.Id);
                return caregiver.Status != CaregiverStatus.Aftercare;
            });
            return paused ? WaysOut.Paused("/p/" + key, null) : MessagePage.Of("NotAsked");
        }

        await antiforgery.ValidateRequestAsync(context);
        var link = database.Read(transaction => LinkTable.Known(transaction, KeyPurpose.Pause, key, time.Now));
        if (link is null)
            return AnswerMessages.UnknownLink(context, bad);
        if (!link.OpensWaysOut(time.Now))
            return AnswerMessages.DeadLink;
        if (Haste.Is(form, time))
            return Haste.AskAgain(context, form);
        WaysOut.RefuseStrange(form, time);
        var pressed = Actor.Caregiver(null, context.Network());
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

    private Task<IResult> Change(HttpContext context, Func<Transaction, Visit, Caregiver, IResult> change) =>
        visits.ChangeAndShowAsync(
            context,
            (transaction, visit) =>
            {
                visit.Touch(transaction, time);
                return change(transaction, visit, CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!);
            }
        );

    private IResult Show(HttpContext context, Func<Transaction, Visit, Caregiver, IResult> show) =>
        visits.Show(
            context,
            (transaction, visit) =>
                show(transaction, visit, CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!)
        );

    private Caregiver? BehindPauseLink(Transaction transaction, string key) =>
        LinkTable.Find(transaction, KeyPurpose.Pause, key, time.Now) is { CaregiverId: { } id }
            ? CaregiverTable.Get(transaction, id)
            : null;
}
