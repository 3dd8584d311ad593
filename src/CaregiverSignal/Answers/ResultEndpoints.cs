using CaregiverSignal.Configuration;
using CaregiverSignal.Pages;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>Thanks, and the own result: only for the browser that sent the form.</summary>
public static class ResultEndpoints
{
    public const string Path = "/dank";

    public static void MapResult(this IEndpointRouteBuilder routes) => routes.MapPage(Path, Show);

    private static IResult Show(HttpContext context, Database database, Cookies cookies, FormPages pages, Instruments instruments, CheckIns.Plan plan, Settings settings, SiteTime time) =>
        database.Read(work => Visit.Of(work, context.Request.Cookies[cookies.Form], time) switch
        {
            null => AnswerEndpoints.NoSession(settings),
            { CheckIn.ClosedAt: null } => PageRoutes.Go("/vragen"),
            { Session.SentAt: null } => AnswerEndpoints.Message(settings, "Received"),
            var visit => PageRoutes.Show<ResultPage>(Result.Of(work, visit.CheckIn, pages, instruments, plan, settings, time)),
        });
}
