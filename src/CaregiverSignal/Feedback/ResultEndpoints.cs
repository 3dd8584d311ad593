using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Feedback;

/// <summary>Thanks, and the own result: only for the browser that sent the form.</summary>
public sealed class ResultEndpoints(
    Visits visits,
    ResultReading reading,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
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
                    return visit.Session.BesideId is null
                        ? AnswerMessages.Message(support, "Received")
                        : AnswerMessages.BesideClosed(support);
                if (visit.CheckIn.IsAftercare)
                    return AftercareThanks(transaction, visit);
                looks = visit;
                return PageRoutes.Show<ResultPage>(
                    reading.Of(transaction, visit.CheckIn) with
                    {
                        Beside = visit.BesideName(transaction, support),
                    }
                );
            },
            beside: true
        );
        if (looks is not null)
            recorder.Add(looks.By(context), Deed.SeeOwnPage, looks.CheckIn.CaregiverId);
        return page;
    }

    /// <summary>In aftercare nothing is compared or advised: somebody reads it, and calls where asked.</summary>
    private IResult AftercareThanks(Transaction transaction, Visit visit)
    {
        var caregiverId = visit.CheckIn.CaregiverId;
        var caregiver = CaregiverTable.Get(transaction, caregiverId)!;
        var message = PromiseWords.Of(transaction, caregiver, support, time) is { } promise
            ? promise.Message(support, promise.IsLate ? "CallLate" : "AftercareCall") with
            {
                Way = (Texts.Of("Web.Shared")["OwnPage"], PageRoutes.OwnPage),
            }
            : MessagePageModel.Of(
                support,
                "AftercareSent",
                ("coordinator", CoordinatorTable.NameFor(transaction, caregiver, support)),
                ("telefoon", support.PhoneWithHours)
            );
        return PageRoutes.Show<MessagePage>(
            visit.Session.BesideId is null ? message : AnswerMessages.WithGiveBack(message)
        );
    }
}
