using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Answers.Form;

/// <summary>"Klaar": whoever comes to this screen next finds nothing, also not with the button to go back.</summary>
public static class ClosingEndpoints
{
    public const string Path = "/klaar";

    public static void MapClosing(this IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, (SupportPointSettings support) => AnswerMessages.Message(support, "Closed"));
        routes.MapPost(Path, Close);
    }

    private static async Task<IResult> Close(HttpContext context, Database database, Cookies cookies, SiteTime time)
    {
        await PostedForm.ReadAsync(context);
        await database.WriteAsync(transaction =>
        {
            if (Visit.Of(transaction, context.Request.Cookies[cookies.Form], time) is not { } visit)
                return false;
            visit.End(transaction, time);
            return true;
        });
        Forget(context, cookies);
        return PageRoutes.Go(Path);
    }

    /// <summary>The browser forgets what it kept of our pages.</summary>
    /// <remarks>
    /// Not all cookies: a coordinator may be signed in here too, and a form open in another tab would be refused
    /// without its own.
    /// </remarks>
    internal static void Forget(HttpContext context, Cookies cookies)
    {
        cookies.Clear(context, cookies.Form);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }
}
