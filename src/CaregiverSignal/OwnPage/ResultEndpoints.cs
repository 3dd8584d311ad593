using CaregiverSignal.Answers;
using CaregiverSignal.Record;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>Thanks, and the own result: only for the browser that sent the form.</summary>
public sealed class ResultEndpoints(
    Visits visits,
    ResultReading reading,
    Recorder recorder,
    SupportPointSettings support
) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) => routes.MapPage(Visits.ResultPath, Show);

    private IResult Show(HttpContext context)
    {
        Visit? looks = null;
        var page = visits.Show(
            context,
            (transaction, visit) =>
            {
                if (visit.CheckIn.ClosedAt is null)
                    return PageRoutes.Go("/vragen");
                if (visit.Session.SentAt is null)
                    return AnswerMessages.Message(support, "Received");
                looks = visit;
                return PageRoutes.Show<ResultPage>(reading.Of(transaction, visit.CheckIn));
            }
        );
        if (looks is not null)
            recorder.Add(looks.By(context), Deed.SeeOwnPage, looks.CheckIn.CaregiverId);
        return page;
    }
}
