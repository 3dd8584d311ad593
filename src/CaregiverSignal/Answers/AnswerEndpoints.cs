using CaregiverSignal.Configuration;
using CaregiverSignal.Pages;

namespace CaregiverSignal.Answers;

/// <summary>All a caregiver sees: the page behind the link, the form, the result, and the ways out.</summary>
public static class AnswerEndpoints
{
    public static void MapAnswers(this IEndpointRouteBuilder routes)
    {
        routes.MapLinks();
        routes.MapForm();
        routes.MapResult();
        routes.MapLeaving();
        routes.MapHowOften();
        routes.MapClosing();
    }

    internal static IResult Message(Settings settings, string key, int status = StatusCodes.Status200OK, params (string, string)[] fill) =>
        PageRoutes.Show<MessagePage>(MessagePageModel.Of(settings.SupportPoint, key, fill), status);

    /// <summary>A key that is none of ours: a dead link, until the address has tried too many.</summary>
    internal static IResult UnknownLink(HttpContext context, BadLinks bad, Settings settings) =>
        bad.Refuses(context) ? Message(settings, "TooManyLinks", StatusCodes.Status429TooManyRequests) : DeadLink(settings);

    /// <summary>The same page and status for every link that opens nothing, whatever the reason.</summary>
    internal static IResult DeadLink(Settings settings) => Message(settings, "DeadLink", StatusCodes.Status410Gone);

    /// <summary>The browser has no live session, and can get one from its mail.</summary>
    internal static IResult NoSession(Settings settings) => Message(settings, "SessionOver", StatusCodes.Status410Gone);
}
