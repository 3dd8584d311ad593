using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;

namespace CaregiverSignal.Feedback;

/// <summary>Thanks, and the own result: only for the browser that sent the form.</summary>
public sealed class ResultModel(
    Visits visits,
    ResultReading reading,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : SitePage
{
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>What there is to show, where the form was sent and nothing is over.</summary>
    public ResultPageModel Result { get; private set; } = null!;

    /// <summary>What they typed as a number for the call is none.</summary>
    public bool HasNoPhone => Request.Query.ContainsKey(Visits.NoPhone);

    public IActionResult OnGet()
    {
        Visit? looks = null;
        var page = visits.Seek<IActionResult>(
            HttpContext,
            (transaction, visit) =>
            {
                if (visit.CheckIn.ClosedAt is null)
                    return Go("/vragen");
                if (visit.Session.SentAt is null)
                    return As(MessagePage.Of("Received"));
                var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
                // Whoever told of a death or an admission since goes back to no result about caring.
                if (visit.CheckIn.IsAftercare || caregiver.Status == CaregiverStatus.Aftercare)
                    return As(AftercareThanks(transaction, visit, caregiver));
                Result = reading.Of(transaction, caregiver, visit.CheckIn, visit.Session.StartedAt);
                looks = visit;
                return Page();
            }
        );
        if (looks is not null)
            recorder.Add(looks.By(HttpContext.Network()), Verb.Look.Of(Thing.OwnPage), looks.CheckIn.CaregiverId);
        return page ?? As(AnswerMessages.NoSession(HttpContext));
    }

    /// <summary>
    /// In aftercare nothing is compared or advised: somebody reads it, and calls where asked. Whose answers are heavy
    /// reads whom to call at once.
    /// </summary>
    private MessagePage AftercareThanks(Transaction transaction, Visit visit, Caregiver caregiver)
    {
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var isHeavy = AnswerTable.IsHeavy(transaction, visit.CheckIn.Id);
        var promised = CallPromise.Of(
            transaction,
            caregiver,
            coordinator,
            Came.OnResult(caregiver, visit.Session.StartedAt)
        );
        var message = PromiseWords.Of(promised, time) is { } promise
            ? Promised(promise, coordinator)
            : Unpromised(
                coordinator,
                isToBeCalled: isHeavy
                    && StaffTaskTable.CheckInOf(transaction, StaffTaskKind.Aftercare, caregiver.Id) == visit.CheckIn.Id
            );
        return isHeavy ? AnswerMessages.WithUrgent(message) : message;
    }

    private MessagePage Promised(PromiseWords promise, string coordinator)
    {
        var message = promise.Message(support);
        return message with
        {
            Title = Shared["AftercareSentTitle"],
            Paragraphs = [Shared["AftercareReads", ("coordinator", coordinator)], .. message.Paragraphs],
            OtherWay = HasNoPhone ? (T["Error.Phone"], LeavingEndpoints.CallPath + LeavingEndpoints.FromResult) : null,
        };
    }

    /// <param name="isToBeCalled">Because of these answers; they may choose the day.</param>
    private MessagePage Unpromised(string coordinator, bool isToBeCalled)
    {
        var message = new MessagePage(
            Shared["AftercareSentTitle"],
            [
                Shared[isToBeCalled ? "AftercareHeavy" : "AftercareSent", ("coordinator", coordinator)],
                Shared["CallYourself", ("telefoon", support.PhoneWithHours)],
            ]
        );
        return isToBeCalled
            ? message with
            {
                Way = (T["OtherDay"], LeavingEndpoints.CallPath + LeavingEndpoints.FromResult),
            }
            : message;
    }
}
