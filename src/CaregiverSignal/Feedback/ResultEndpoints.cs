using CaregiverSignal.Answers;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;

namespace CaregiverSignal.Feedback;

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
                if (visit.CheckIn.IsAftercare)
                    return AftercareThanks(transaction, visit.CheckIn.CaregiverId);
                looks = visit;
                return PageRoutes.Show<ResultPage>(reading.Of(transaction, visit.CheckIn));
            }
        );
        if (looks is not null)
            recorder.Add(looks.By(context), Deed.SeeOwnPage, looks.CheckIn.CaregiverId);
        return page;
    }

    /// <summary>In aftercare nothing is compared or advised: somebody reads it, and calls where asked.</summary>
    private IResult AftercareThanks(Transaction transaction, long caregiverId)
    {
        var caregiver = CaregiverTable.Get(transaction, caregiverId)!;
        var call = StaffTaskTable.CallOf(transaction, caregiverId);
        return AnswerMessages.Message(
            support,
            call is null ? "AftercareSent" : "AftercareCall",
            StatusCodes.Status200OK,
            ("coordinator", CoordinatorTable.NameFor(transaction, caregiver, support)),
            ("dag", call is null ? "" : Texts.DayOfWeek(call.DueOn)),
            ("telefoon", support.PhoneWithHours)
        );
    }
}
