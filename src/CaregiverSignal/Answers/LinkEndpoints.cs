using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Pages;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>The page behind the link in a mail: what, why, who sees it, and three buttons. Opening it does nothing.</summary>
public static class LinkEndpoints
{
    private static readonly Dictionary<string, string> Ways = new(StringComparer.Ordinal)
    {
        ["vragen"] = "/vragen",
        ["pauze"] = "/pauze",
        ["stoppen"] = "/stoppen",
    };

    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/v/{key}", Show);
        routes.MapPost("/v/{key}", Enter);
    }

    private static IResult Show(string key, HttpContext context, Database database, BadLinks bad, FormPages pages, Settings settings, SiteTime time)
    {
        if (bad.IsTooMany(context)) return AnswerEndpoints.Message(settings, "TooMany", StatusCodes.Status429TooManyRequests);
        var model = database.Read(work => ModelOf(work, key, pages, settings, time));
        if (model is not null) return PageRoutes.Show<LandingPage>(model);
        bad.Count(context);
        return AnswerEndpoints.DeadLink(settings);
    }

    /// <summary>From here the key is out of the address: a session cookie takes its place.</summary>
    private static async Task<IResult> Enter(string key, HttpContext context, Database database, BadLinks bad, Cookies cookies, Settings settings, SiteTime time)
    {
        var form = await PostedForm.ReadAsync(context);
        if (!Ways.TryGetValue(form["keuze"].ToString(), out var way)) throw new BadHttpRequestException("A button that this page does not have.");
        if (bad.IsTooMany(context)) return AnswerEndpoints.Message(settings, "TooMany", StatusCodes.Status429TooManyRequests);
        var cookie = await database.WriteAsync(work => OpenCheckIn(work, key, time) is { } checkIn
            ? SessionTable.StartForm(work, checkIn.Id, null, time.Now, Visit.Life)
            : null);
        if (cookie is null)
        {
            bad.Count(context);
            return AnswerEndpoints.DeadLink(settings);
        }

        cookies.Set(context, cookies.Form, cookie);
        return PageRoutes.Go(way);
    }

    private static LandingPageModel? ModelOf(Work work, string key, FormPages pages, Settings settings, SiteTime time)
    {
        if (OpenCheckIn(work, key, time) is not { } checkIn) return null;
        var caregiver = CaregiverTable.Get(work, checkIn.CaregiverId)!;
        var coordinator = CoordinatorTable.Get(work, caregiver.CoordinatorId)!.Name ?? settings.SupportPoint.Name;
        var all = pages.Of(work, checkIn);
        var next = Progress.FirstOpen(all, AnswerTable.OfCheckIn(work, checkIn.Id));
        return new LandingPageModel(settings.SupportPoint, "/v/" + key, coordinator, all.Sum(page => page.Items.Count), next, all.Count + 1, checkIn.ClosesOn.AddDays(-1));
    }

    private static CheckIn? OpenCheckIn(Work work, string key, SiteTime time) =>
        LinkTable.Find(work, LinkTable.Form, key, time.Now) is { CheckInId: { } id } && CheckInTable.Get(work, id) is { ClosedAt: null } open
            ? open
            : null;
}
