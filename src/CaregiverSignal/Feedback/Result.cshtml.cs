using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Feedback;

/// <summary>Thanks, and the own result: only for the browser that sent the form.</summary>
public sealed class ResultModel(
    Results results,
    ResultWords words,
    Cookies cookies,
    CurrentSettings settings,
    SiteTime time
) : SitePage
{
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>What there is to show, where the form was sent and nothing is over.</summary>
    public ResultPageModel Result { get; private set; } = null!;

    /// <summary>What they typed as a number for the call is none.</summary>
    public bool HasNoPhone => Request.Query.ContainsKey(FormEndpoints.NoPhone);

    public IActionResult OnGet()
    {
        switch (results.Look(cookies.FormBrowserOf(HttpContext)))
        {
            case null:
                return As(AnswerMessages.NoSession(HttpContext));
            case Sent.Received:
                return As(MessagePage.Of("Received"));
            case Sent.InAftercare aftercare:
                return As(AftercareThanks(aftercare));
            case Sent.Result result:
                Result = words.Of(result);
                return Page();
            default:
                return Go(FormEndpoints.FirstPath);
        }
    }

    /// <summary>Whose answers are heavy reads whom to call at once.</summary>
    private MessagePage AftercareThanks(Sent.InAftercare sent)
    {
        var message = PromiseWords.Of(sent.Promise, time) is { } promise
            ? Promised(promise, sent.Coordinator)
            : Unpromised(sent.Coordinator, sent.IsToBeCalled);
        return sent.IsHeavy ? AnswerMessages.WithUrgent(message) : message;
    }

    private MessagePage Promised(PromiseWords promise, string coordinator)
    {
        var message = promise.Message(settings.SupportPoint);
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
                Shared["CallYourself", ("telefoon", settings.SupportPoint.PhoneWithHours)],
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
