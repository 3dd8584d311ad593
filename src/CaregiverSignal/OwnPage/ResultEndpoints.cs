using CaregiverSignal.Answers;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>Thanks, and the own result: only for the browser that sent the form.</summary>
public sealed class ResultEndpoints(Visits visits, ResultReading reading, SupportPointSettings support) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) => routes.MapPage(Visits.ResultPath, Show);

    private IResult Show(HttpContext context) =>
        visits.Show(
            context,
            (transaction, visit) =>
                visit switch
                {
                    { CheckIn.ClosedAt: null } => PageRoutes.Go("/vragen"),
                    { Session.SentAt: null } => AnswerMessages.Message(support, "Received"),
                    _ => PageRoutes.Show<ResultPage>(reading.Of(transaction, visit.CheckIn)),
                }
        );
}
