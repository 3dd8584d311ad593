using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Pages.ForCaregivers.Answers;

public static class AnswerMessages
{
    private static readonly Texts Words = Texts.Of("Web.Shared");

    /// <summary>Without a live session, which the emailed link provides. Text that was sent is returned.</summary>
    public static IResult NoSession(HttpContext context) =>
        MessagePage.Of("SessionOver") with
        {
            Status = StatusCodes.Status410Gone,
            TheirWords = PostedForm.WordsIn(context),
        };

    /// <summary>One page and status for all links that open nothing, with the way to request a new one.</summary>
    public static IResult DeadLink =>
        MessagePage.Of("DeadLink") with
        {
            Status = StatusCodes.Status410Gone,
            Way = (Words["DeadLinkWay"], PageRoutes.OwnPage),
        };

    /// <summary>A link whose key was never ours is a dead link, until the address has tried too many.</summary>
    public static async Task<IResult> UnknownLinkAsync(
        HttpContext context,
        BadLinks bad,
        CancellationToken stop = default
    ) => await bad.RefusesAsync(context, stop) ? BadLinks.TooMany : DeadLink;

    /// <summary>Adds whom to call if it cannot wait, for people with heavy answers.</summary>
    public static MessagePage WithUrgent(MessagePage message) =>
        message with
        {
            Paragraphs = [.. message.Paragraphs, Words["AftercareUrgent"]],
        };
}
