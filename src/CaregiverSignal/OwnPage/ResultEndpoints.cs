using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>Shows thanks and the caregiver's own result, only to the browser that sent the form.</summary>
public static class ResultEndpoints
{
    public static void MapResult(this IEndpointRouteBuilder routes) => routes.MapPage(FormEndpoints.ResultPath, Show);

    private static IResult Show(
        HttpContext context,
        Database database,
        Cookies cookies,
        FormPages pages,
        Instruments instruments,
        Plan plan,
        RuleSettings rules,
        SupportPointSettings support,
        SiteTime time
    ) =>
        database.Read(transaction =>
            Visit.Of(transaction, context.Request.Cookies[cookies.Form], time) switch
            {
                null => AnswerMessages.NoSession(support),
                { CheckIn.ClosedAt: null } => PageRoutes.Go("/vragen"),
                { Session.SentAt: null } => AnswerMessages.Message(support, "Received"),
                var visit => PageRoutes.Show<ResultPage>(
                    Result.Of(transaction, visit.CheckIn, pages, instruments, plan, rules, support, time)
                ),
            }
        );
}
