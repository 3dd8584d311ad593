using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaregiverSignal.Web;

/// <summary>How pages are mapped and shown, everywhere the same way.</summary>
public static class PageRoutes
{
    private static readonly string[] Safe = ["GET", "HEAD"];

    /// <summary>Makes the endpoints of one subject, with what they need, and adds their addresses.</summary>
    /// <param name="also">What the container does not have.</param>
    public static void Serve<TEndpoints>(this IEndpointRouteBuilder routes, params object[] also)
        where TEndpoints : IEndpoints =>
        ActivatorUtilities.CreateInstance<TEndpoints>(routes.ServiceProvider, also).AddTo(routes);

    /// <summary>A page: answers GET and HEAD, and changes nothing.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Safe, handler);

    /// <summary>Shows a component over one model.</summary>
    public static IResult Show<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        status == StatusCodes.Status429TooManyRequests
            ? new TryLater(
                new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Model"] = model })
                {
                    StatusCode = status,
                }
            )
            : new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Model"] = model })
            {
                StatusCode = status,
            };

    /// <summary>What is not there, and what is somebody else's: nobody can tell which.</summary>
    public static IResult Missing(SupportPointSettings support) =>
        Show<MessagePage>(MessagePageModel.Of(support, "NotFound"), StatusCodes.Status404NotFound);

    /// <summary>Says when it makes sense to come again, for an answer that refuses now.</summary>
    public static void SetRetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);

    /// <summary>After a change: on to the page that shows it (303), so that reloading repeats nothing.</summary>
    public static IResult Go(string path) => new SeeOther(path);

    /// <summary>No refusal without saying when to come again; a minute where nobody knows better.</summary>
    private sealed class TryLater(IResult page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (httpContext.Response.Headers.RetryAfter.Count == 0)
                SetRetryAfter(httpContext, TimeSpan.FromMinutes(1));
            return page.ExecuteAsync(httpContext);
        }
    }

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
