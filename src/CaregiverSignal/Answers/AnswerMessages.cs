using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Answers;

/// <summary>The messages a caregiver reads when there is nothing to fill in.</summary>
public static class AnswerMessages
{
    public static IResult Message(
        SupportPointSettings support,
        string key,
        int status = StatusCodes.Status200OK,
        params (string, string)[] fill
    ) => PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, key, fill), status);

    /// <summary>A link whose key was never ours: a dead link, until the address has tried too many.</summary>
    public static IResult UnknownLink(HttpContext context, BadLinks bad, SupportPointSettings support) =>
        bad.Refuses(context)
            ? Message(support, "TooManyLinks", StatusCodes.Status429TooManyRequests)
            : DeadLink(support);

    /// <summary>
    /// One page and status for every link that opens nothing, whatever the reason; it leads to asking for a new one.
    /// </summary>
    public static IResult DeadLink(SupportPointSettings support) =>
        PageRoutes.Show<MessagePage>(
            MessagePageModel.Of(support, "DeadLink") with
            {
                Way = (Texts.Of("Web.Shared")["DeadLinkWay"], PageRoutes.OwnPage),
            },
            StatusCodes.Status410Gone
        );

    /// <summary>A message to somebody whose answers are heavy, with whom to call when it cannot wait.</summary>
    public static MessagePageModel WithUrgent(MessagePageModel message) =>
        message with
        {
            Paragraphs = [.. message.Paragraphs, Texts.Of("Web.Shared")["AftercareUrgent"]],
        };

    /// <summary>The browser has no live session; the link in the caregiver's mail gives it one.</summary>
    public static IResult NoSession(SupportPointSettings support) =>
        Message(support, "SessionOver", StatusCodes.Status410Gone);
}
