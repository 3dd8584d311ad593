using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// The ways out: not now, no more and back again, from the form, from a mail and by the button in a mail program.
/// </summary>
public static class LeavingEndpoints
{
    public static void MapLeaving(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/pauze", ShowPause);
        routes.MapPost("/pauze", Pause);
        routes.MapPage("/pauze/klaar", ShowPaused);
        routes.MapPage("/stoppen", ShowStop);
        routes.MapPost("/stoppen", Stop);
        routes.MapPage("/stoppen/klaar", ShowStopped);
        routes.MapPage("/stoppen/terug", ShowRejoined);
        routes.MapPage("/p/{key}", ShowPauseLink);
        routes.MapPost("/p/{key}", UsePauseLink);
    }

    private static IResult ShowPause(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time
    ) =>
        CaregiverOf(context, database, cookies, time) is { } caregiver
            ? PageRoutes.Show<PausePage>(new PausePageModel(support, caregiver.Status == CaregiverStatus.Paused, false))
            : AnswerMessages.NoSession(support);

    private static async Task<IResult> Pause(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var form = await PostedForm.ReadAsync(context);
        if (form["keuze"] == WaysOut.Resume)
            return await Leave(
                context,
                database,
                cookies,
                support,
                time,
                "/pauze/klaar",
                (transaction, visit) => Participation.Resume(transaction, visit.CheckIn.CaregiverId, "caregiver", time)
            );
        if (!form.TryGetValue("hoelang", out var chosen))
        {
            return CaregiverOf(context, database, cookies, time) is { } caregiver
                ? PageRoutes.Show<PausePage>(
                    new PausePageModel(support, caregiver.Status == CaregiverStatus.Paused, true),
                    StatusCodes.Status400BadRequest
                )
                : AnswerMessages.NoSession(support);
        }

        if (!PauseLengths.All.Contains(chosen.ToString()))
            throw new BadHttpRequestException("An answer that this question does not have.");
        var until = PauseLengths.Until(chosen.ToString(), time.Today);
        return await Leave(
            context,
            database,
            cookies,
            support,
            time,
            "/pauze/klaar",
            (transaction, visit) =>
                Participation.PauseForm(transaction, visit.CheckIn.CaregiverId, until, "caregiver", time)
        );
    }

    private static IResult ShowPaused(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time
    ) =>
        CaregiverOf(context, database, cookies, time) switch
        {
            null => AnswerMessages.NoSession(support),
            { Status: CaregiverStatus.Paused, PausedUntil: { } until } => AnswerMessages.Message(
                support,
                "PausedUntil",
                StatusCodes.Status200OK,
                ("datum", Texts.Day(until))
            ),
            { Status: CaregiverStatus.Paused } => AnswerMessages.Message(support, "Paused"),
            { Status: CaregiverStatus.Active } => AnswerMessages.Message(support, "Resumed"),
            _ => AnswerMessages.Message(support, "NotAsked"),
        };

    private static IResult ShowStop(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time
    ) =>
        CaregiverOf(context, database, cookies, time) is null
            ? AnswerMessages.NoSession(support)
            : PageRoutes.Show<StopPage>(new StopPageModel(support));

    private static async Task<IResult> Stop(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var form = await PostedForm.ReadAsync(context);
        var goesOn = form["keuze"] == WaysOut.Rejoin;
        return await Leave(
            context,
            database,
            cookies,
            support,
            time,
            goesOn ? "/stoppen/terug" : "/stoppen/klaar",
            (transaction, visit) =>
            {
                var caregiverId = visit.CheckIn.CaregiverId;
                if (goesOn)
                    Participation.Rejoin(transaction, CaregiverTable.Get(transaction, caregiverId)!, time);
                else
                    Participation.StopThemselves(transaction, caregiverId, time);
            }
        );
    }

    private static IResult ShowStopped(
        HttpContext context,
        Database database,
        Cookies cookies,
        WaysOut ways,
        SupportPointSettings support,
        SiteTime time
    ) =>
        CaregiverOf(context, database, cookies, time) switch
        {
            null => AnswerMessages.NoSession(support),
            { Status: CaregiverStatus.Ended } caregiver => database.Read(transaction =>
                ways.Ended(transaction, caregiver, "/stoppen")
            ),
            { Status: CaregiverStatus.Aftercare } => AnswerMessages.Message(support, "NotAsked"),
            _ => PageRoutes.Go("/stoppen"),
        };

    private static IResult ShowRejoined(
        HttpContext context,
        Database database,
        Cookies cookies,
        WaysOut ways,
        SupportPointSettings support,
        SiteTime time
    ) =>
        CaregiverOf(context, database, cookies, time) switch
        {
            null => AnswerMessages.NoSession(support),
            { Status: CaregiverStatus.Active or CaregiverStatus.Paused } caregiver => database.Read(transaction =>
                ways.Welcome(transaction, caregiver.Id)
            ),
            _ => PageRoutes.Go("/stoppen/klaar"),
        };

    private static IResult ShowPauseLink(
        string key,
        HttpContext context,
        Database database,
        BadLinks bad,
        WaysOut ways,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var step = context.Request.Query["wat"].ToString();
        var (isKnown, page) = database.Read(transaction =>
            (
                LinkTable.Known(transaction, LinkTable.Pause, key, time.Now) is not null,
                BehindPauseLink(transaction, key, time) is { } caregiver
                    ? ways.Show(transaction, caregiver, "/p/" + key, step, null)
                    : null
            )
        );
        return page ?? (isKnown ? AnswerMessages.DeadLink(support) : AnswerMessages.UnknownLink(context, bad, support));
    }

    /// <summary>
    /// Answers without a redirect: the key is still in this address, and reloading repeats something that is already
    /// so.
    /// </summary>
    /// <remarks>
    /// The one-click button of a mail program (RFC 8058) has no page of ours and so no check for one; all it can do is
    /// pause mail. It comes from the servers of large mailbox providers, one address for many people, so others' wrong
    /// tries never stand in its way.
    /// </remarks>
    private static async Task<IResult> UsePauseLink(
        string key,
        HttpContext context,
        Database database,
        BadLinks bad,
        WaysOut ways,
        SupportPointSettings support,
        SiteTime time,
        IAntiforgery antiforgery
    )
    {
        var form = await PostedForm.ReadUncheckedAsync(context);
        if (form["List-Unsubscribe"] == "One-Click")
        {
            if (database.Read(transaction => BehindPauseLink(transaction, key, time)) is null)
                return AnswerMessages.DeadLink(support);
            var paused = await database.WriteAsync(transaction =>
                BehindPauseLink(transaction, key, time) is { } caregiver
                && Participation.PauseMail(transaction, caregiver.Id, null, time)
            );
            return AnswerMessages.Message(support, paused ? "Paused" : "NotAsked");
        }

        await antiforgery.ValidateRequestAsync(context);
        var link = database.Read(transaction => LinkTable.Known(transaction, LinkTable.Pause, key, time.Now));
        if (link is null)
            return AnswerMessages.UnknownLink(context, bad, support);
        if (!link.OpensWaysOut(time.Now))
            return AnswerMessages.DeadLink(support);
        return await Choose(link, "/p/" + key, form, database, ways);
    }

    /// <summary>What was chosen behind a link that opens the ways out.</summary>
    internal static Task<IResult> Choose(
        Link link,
        string action,
        IFormCollection form,
        Database database,
        WaysOut ways
    )
    {
        var (choice, step) = (form["keuze"].ToString(), form["wat"].ToString());
        if (choice.Length > 0 && !WaysOut.All.Contains(choice))
            throw new BadHttpRequestException("A choice that this page does not have.");
        return database.WriteAsync(transaction =>
        {
            var caregiver = CaregiverTable.Get(transaction, link.CaregiverId!.Value)!;
            return choice.Length == 0
                ? ways.Show(transaction, caregiver, action, step, null, hasError: true)
                : ways.Follow(transaction, caregiver, action, choice);
        });
    }

    private static async Task<IResult> Leave(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time,
        string done,
        Action<Transaction, Visit> leave
    )
    {
        var left = await database.WriteAsync(transaction =>
        {
            if (Visit.Of(transaction, context.Request.Cookies[cookies.Form], time) is not { } visit)
                return false;
            leave(transaction, visit);
            visit.Touch(transaction, time);
            return true;
        });
        return left ? PageRoutes.Go(done) : AnswerMessages.NoSession(support);
    }

    private static Caregiver? BehindPauseLink(Transaction transaction, string key, SiteTime time) =>
        LinkTable.Find(transaction, LinkTable.Pause, key, time.Now) is { CaregiverId: { } id }
            ? CaregiverTable.Get(transaction, id)
            : null;

    private static Caregiver? CaregiverOf(HttpContext context, Database database, Cookies cookies, SiteTime time) =>
        database.Read(transaction =>
            Visit.Of(transaction, context.Request.Cookies[cookies.Form], time) is { } visit
                ? CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)
                : null
        );
}
