using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Pages;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Answers;

/// <summary>The ways out: not now, no more, and the button in a mail program.</summary>
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
        routes.MapPage("/p/{key}", ShowPauseLink);
        routes.MapPost("/p/{key}", UsePauseLink);
    }

    private static IResult ShowPause(HttpContext context, Database database, Cookies cookies, Settings settings, SiteTime time) =>
        HasVisit(context, database, cookies, time)
            ? PageRoutes.Show<PausePage>(new PausePageModel(settings.SupportPoint, false))
            : AnswerEndpoints.NoSession(settings);

    private static async Task<IResult> Pause(HttpContext context, Database database, Cookies cookies, Settings settings, SiteTime time)
    {
        var form = await PostedForm.ReadAsync(context);
        if (!form.TryGetValue("hoelang", out var chosen))
        {
            return HasVisit(context, database, cookies, time)
                ? PageRoutes.Show<PausePage>(new PausePageModel(settings.SupportPoint, true), StatusCodes.Status400BadRequest)
                : AnswerEndpoints.NoSession(settings);
        }

        if (!PauseLengths.All.Contains(chosen.ToString())) throw new BadHttpRequestException("An answer that this question does not have.");
        var until = PauseLengths.Until(chosen.ToString(), time.Today);
        return await Leave(context, database, cookies, settings, time, "/pauze/klaar", (work, visit) =>
            Leaving.Pause(work, visit.CheckIn.CaregiverId, until, visit.ReportedBy, time));
    }

    private static IResult ShowPaused(HttpContext context, Database database, Cookies cookies, Settings settings, SiteTime time) =>
        CaregiverOf(context, database, cookies, time) switch
        {
            null => AnswerEndpoints.NoSession(settings),
            { Status: "paused", PausedUntil: { } until } => AnswerEndpoints.Message(settings, "PausedUntil", StatusCodes.Status200OK, ("datum", Texts.Day(until))),
            { Status: "paused" } => AnswerEndpoints.Message(settings, "Paused"),
            { Status: "active" } => PageRoutes.Go("/pauze"),
            _ => AnswerEndpoints.Message(settings, "NotAsked"),
        };

    private static IResult ShowStop(HttpContext context, Database database, Cookies cookies, Settings settings, SiteTime time) =>
        HasVisit(context, database, cookies, time)
            ? PageRoutes.Show<StopPage>(new StopPageModel(settings.SupportPoint))
            : AnswerEndpoints.NoSession(settings);

    private static async Task<IResult> Stop(HttpContext context, Database database, Cookies cookies, Settings settings, SiteTime time)
    {
        await PostedForm.ReadAsync(context);
        return await Leave(context, database, cookies, settings, time, "/stoppen/klaar", (work, visit) =>
            Leaving.Stop(work, visit.CheckIn.CaregiverId, visit.ReportedBy, time));
    }

    private static IResult ShowStopped(HttpContext context, Database database, Cookies cookies, Settings settings, SiteTime time) =>
        CaregiverOf(context, database, cookies, time) switch
        {
            null => AnswerEndpoints.NoSession(settings),
            { Status: "ended" } => AnswerEndpoints.Message(settings, "Stopped"),
            _ => PageRoutes.Go("/stoppen"),
        };

    private static IResult ShowPauseLink(string key, HttpContext context, Database database, BadLinks bad, Settings settings, SiteTime time)
    {
        if (bad.IsTooMany(context)) return AnswerEndpoints.Message(settings, "TooMany", StatusCodes.Status429TooManyRequests);
        var caregiver = database.Read(work => BehindPauseLink(work, key, time));
        if (caregiver is not null) return PageRoutes.Show<PauseLinkPage>(new PauseLinkPageModel(settings.SupportPoint, "/p/" + key, caregiver.Status));
        bad.Count(context);
        return AnswerEndpoints.DeadLink(settings);
    }

    /// <summary>Answers without a redirect: the key is still in this address, and reloading repeats something that is already so.</summary>
    /// <remarks>
    /// The one-click button of a mail program (RFC 8058) has no page of ours and so no check for one; all it can do is pause mail.
    /// It comes from the servers of large mailbox providers, one address for many people, so others' wrong tries never stand in its way.
    /// </remarks>
    private static async Task<IResult> UsePauseLink(string key, HttpContext context, Database database, BadLinks bad, Settings settings, SiteTime time, IAntiforgery antiforgery)
    {
        var form = await PostedForm.ReadUncheckedAsync(context);
        if (form["List-Unsubscribe"] == "One-Click")
        {
            var paused = await database.WriteAsync(work => BehindPauseLink(work, key, time) is { } caregiver ? Leaving.PauseMail(work, caregiver.Id, null, time) : (bool?)null);
            return paused is { } done ? AnswerEndpoints.Message(settings, done ? "Paused" : "NotAsked") : AnswerEndpoints.DeadLink(settings);
        }

        await antiforgery.ValidateRequestAsync(context);
        if (bad.IsTooMany(context)) return AnswerEndpoints.Message(settings, "TooMany", StatusCodes.Status429TooManyRequests);
        var choice = form["keuze"].ToString();
        if (choice.Length > 0 && !PauseLinkChoices.All.Contains(choice)) throw new BadHttpRequestException("A choice that this page does not have.");
        var (found, shown) = await database.WriteAsync(work => BehindPauseLink(work, key, time) is { } caregiver
            ? (true, choice.Length == 0 ? Again(caregiver) : PauseLinkChoices.Follow(work, caregiver, choice, settings, time))
            : (false, null));
        if (found) return shown!;
        bad.Count(context);
        return AnswerEndpoints.DeadLink(settings);

        IResult Again(Caregiver caregiver) => PageRoutes.Show<PauseLinkPage>(
            new PauseLinkPageModel(settings.SupportPoint, "/p/" + key, caregiver.Status, HasError: true), StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Leave(HttpContext context, Database database, Cookies cookies, Settings settings, SiteTime time, string done, Action<Work, Visit> leave)
    {
        var left = await database.WriteAsync(work =>
        {
            if (Visit.Of(work, context.Request.Cookies[cookies.Form], time) is not { } visit) return false;
            leave(work, visit);
            visit.Touch(work, time);
            return true;
        });
        return left ? PageRoutes.Go(done) : AnswerEndpoints.NoSession(settings);
    }

    private static Caregiver? BehindPauseLink(Work work, string key, SiteTime time) =>
        LinkTable.Find(work, LinkTable.Pause, key, time.Now) is { CaregiverId: { } id } ? CaregiverTable.Get(work, id) : null;

    private static bool HasVisit(HttpContext context, Database database, Cookies cookies, SiteTime time) =>
        database.Read(work => Visit.Of(work, context.Request.Cookies[cookies.Form], time)) is not null;

    private static Caregiver? CaregiverOf(HttpContext context, Database database, Cookies cookies, SiteTime time) => database.Read(work =>
        Visit.Of(work, context.Request.Cookies[cookies.Form], time) is { } visit ? CaregiverTable.Get(work, visit.CheckIn.CaregiverId) : null);
}
