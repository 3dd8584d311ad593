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
            ? PageRoutes.Show<PausePage>(new PausePageModel(support, caregiver.Status == "paused", false))
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
                (work, visit) => Participation.Resume(work, visit.CheckIn.CaregiverId, "caregiver", time)
            );
        if (!form.TryGetValue("hoelang", out var chosen))
        {
            return CaregiverOf(context, database, cookies, time) is { } caregiver
                ? PageRoutes.Show<PausePage>(
                    new PausePageModel(support, caregiver.Status == "paused", true),
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
            (work, visit) => Participation.PauseForm(work, visit.CheckIn.CaregiverId, until, "caregiver", time)
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
            { Status: "paused", PausedUntil: { } until } => AnswerMessages.Message(
                support,
                "PausedUntil",
                StatusCodes.Status200OK,
                ("datum", Texts.Day(until))
            ),
            { Status: "paused" } => AnswerMessages.Message(support, "Paused"),
            { Status: "active" } => AnswerMessages.Message(support, "Resumed"),
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
            (work, visit) =>
            {
                var caregiverId = visit.CheckIn.CaregiverId;
                if (goesOn)
                    Participation.Rejoin(work, CaregiverTable.Get(work, caregiverId)!, time);
                else
                    Participation.StopThemselves(work, caregiverId, time);
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
            { Status: "ended" } caregiver => database.Read(work => ways.Ended(work, caregiver, "/stoppen")),
            { Status: "aftercare" } => AnswerMessages.Message(support, "NotAsked"),
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
            { Status: "active" or "paused" } caregiver => database.Read(work => ways.Welcome(work, caregiver.Id)),
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
        var (isKnown, page) = database.Read(work =>
            (
                LinkTable.Known(work, LinkTable.Pause, key, time.Now) is not null,
                BehindPauseLink(work, key, time) is { } caregiver
                    ? ways.Show(work, caregiver, "/p/" + key, step, null)
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
            if (database.Read(work => BehindPauseLink(work, key, time)) is null)
                return AnswerMessages.DeadLink(support);
            var paused = await database.WriteAsync(work =>
                BehindPauseLink(work, key, time) is { } caregiver
                && Participation.PauseMail(work, caregiver.Id, null, time)
            );
            return AnswerMessages.Message(support, paused ? "Paused" : "NotAsked");
        }

        await antiforgery.ValidateRequestAsync(context);
        var link = database.Read(work => LinkTable.Known(work, LinkTable.Pause, key, time.Now));
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
        return database.WriteAsync(work =>
        {
            var caregiver = CaregiverTable.Get(work, link.CaregiverId!.Value)!;
            return choice.Length == 0
                ? ways.Show(work, caregiver, action, step, null, hasError: true)
                : ways.Follow(work, caregiver, action, choice);
        });
    }

    private static async Task<IResult> Leave(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time,
        string done,
        Action<Work, Visit> leave
    )
    {
        var left = await database.WriteAsync(work =>
        {
            if (Visit.Of(work, context.Request.Cookies[cookies.Form], time) is not { } visit)
                return false;
            leave(work, visit);
            visit.Touch(work, time);
            return true;
        });
        return left ? PageRoutes.Go(done) : AnswerMessages.NoSession(support);
    }

    private static Caregiver? BehindPauseLink(Work work, string key, SiteTime time) =>
        LinkTable.Find(work, LinkTable.Pause, key, time.Now) is { CaregiverId: { } id }
            ? CaregiverTable.Get(work, id)
            : null;

    private static Caregiver? CaregiverOf(HttpContext context, Database database, Cookies cookies, SiteTime time) =>
        database.Read(work =>
            Visit.Of(work, context.Request.Cookies[cookies.Form], time) is { } visit
                ? CaregiverTable.Get(work, visit.CheckIn.CaregiverId)
                : null
        );
}
