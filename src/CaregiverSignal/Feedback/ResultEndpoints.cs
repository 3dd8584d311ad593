using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
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
    private static readonly Texts Shared = Texts.Of("Web.Shared");

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
                // Whoever told of a death or an admission since goes back to no result about caring.
                if (
                    visit.CheckIn.IsAftercare
                    || CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)
                        is { Status: CaregiverStatus.Aftercare }
                )
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
                Way = (Shared["OwnPage"], PageRoutes.OwnPage),
            }
            : Unpromised(transaction, visit.CheckIn, CoordinatorTable.NameFor(transaction, caregiver, support));
        return PageRoutes.Show<MessagePage>(
            visit.Session.BesideId is null ? message : AnswerMessages.WithGiveBack(message)
        );
    }

    /// <summary>Whose answers are heavy is offered a call, and reads whom to call at once.</summary>
    private MessagePageModel Unpromised(Transaction transaction, CheckIn checkIn, string coordinator)
    {
        var isHeavy = AnswerTable
            .OfCheckIn(transaction, checkIn.Id)
            .Any(one => one.Value is { } value && Aftercare.IsHeavy(one.Item, value));
        var message = MessagePageModel.Of(
            support,
            isHeavy ? "AftercareHeavy" : "AftercareSent",
            ("coordinator", coordinator),
            ("telefoon", support.PhoneWithHours)
        );
        return isHeavy
            ? message with
            {
                Way = (Shared["AftercareHeavyWay"], LeavingEndpoints.CallPath + LeavingEndpoints.FromResult),
            }
            : message;
    }
}
