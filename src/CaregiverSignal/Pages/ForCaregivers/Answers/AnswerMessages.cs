using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Pages.ForCaregivers.Answers;

public static class AnswerMessages
{
    private static readonly Texts Words = Texts.Of("Web.Shared");

    /// <summary>The browser has no live session; the link in the caregiver's mail gives it one. Who sent words keeps
    /// them.</summary>
    public static IResult NoSession(HttpContext context) =>
        MessagePage.Of("SessionOver") with
        {
            Status = StatusCodes.Status410Gone,
            TheirWords = PostedForm.WordsIn(context),
        };

    /// <summary>One page and status for every link that opens nothing, whatever the reason; it leads to asking for a
    /// new one.</summary>
    public static IResult DeadLink =>
        MessagePage.Of("DeadLink") with
        {
            Status = StatusCodes.Status410Gone,
            Way = (Words["DeadLinkWay"], PageRoutes.OwnPage),
        };

    /// <summary>A link whose key was never ours: a dead link, until the address has tried too many.</summary>
    public static async Task<IResult> UnknownLinkAsync(
        HttpContext context,
        BadLinks bad,
        CancellationToken stop = default
    ) => await bad.RefusesAsync(context, stop) ? BadLinks.TooMany : DeadLink;

    /// <summary>A message to somebody whose answers are heavy, with whom to call when it cannot wait.</summary>
    public static MessagePage WithUrgent(MessagePage message) =>
        message with
        {
            Paragraphs = [.. message.Paragraphs, Words["AftercareUrgent"]],
        };
}
