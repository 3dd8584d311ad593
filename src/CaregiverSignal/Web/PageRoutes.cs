using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.WebEncoders;

namespace CaregiverSignal.Web;

public static class PageRoutes
{
    /// <summary>The page about people's data, linked at the foot of every page except those of staff.</summary>
    public const string Privacy = "/privacy";

    /// <summary>A caregiver's own page, linked beside it.</summary>
    public const string OwnPage = "/mijn";

    /// <summary>Where adults enrol, and people of 16 or 17, who are addressed differently.</summary>
    public const string EnrolAdult = "/aanmelden/18";
    public const string EnrolYoung = "/aanmelden/16";

    private static readonly string[] Safe = ["GET", "HEAD"];
    private static readonly string[] Post = ["POST"];

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services
            .AddRazorPages(pages =>
            {
                pages.RootDirectory = "/";
                pages.Conventions.AddPageRoute("/Pages/ForCoordinators/Details/Details", "mensen/nieuw");
            })
            // There are none, and each start would load all types to look for them.
            .ConfigureApplicationPartManager(parts =>
                parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single())
            );
        PagesWhenAsked.AddTo(services);
        // Non-ASCII letters as they are: with numeric references an Arabic page is four times as long.
        services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new(UnicodeRanges.All));
        return services.Configure<MvcOptions>(TypedValues.Configure);
    }

    /// <summary>Creates the endpoints of one subject, with their services, and adds their routes.</summary>
    /// <param name="also">Constructor arguments that the container does not have.</param>
    public static void Serve<TEndpoints>(this IEndpointRouteBuilder routes, params object[] also)
        where TEndpoints : IEndpoints =>
        ActivatorUtilities.CreateInstance<TEndpoints>(routes.ServiceProvider, also).AddTo(routes);

    public static IEndpointConventionBuilder MapPage(
        this IEndpointRouteBuilder routes,
        string pattern,
        Delegate handler
    ) => Map(routes, pattern, Safe, handler);

    public static IEndpointConventionBuilder MapForm(
        this IEndpointRouteBuilder routes,
        string pattern,
        Delegate handler
    ) => Map(routes, pattern, Post, handler);

    /// <summary>The page for both missing and forbidden things, so that nobody can tell them apart.</summary>
    public static IResult Missing => new Nothing();

    /// <summary>Signed-in staff see it in their own layout.</summary>
    internal static Shown NoPage(HttpContext context, int status) =>
        context.Features.Get<SignedInStaff>() is { State: SignInState.Complete }
            ? new NoPage { Status = status }
            : MessagePage.Of("NotFound") with
            {
                Status = status,
            };

    public static void SetRetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a path stays on our site in every browser; browsers ignore tabs and line breaks.</summary>
    public static bool IsLocal(string path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.All(sign => sign is > ' ' and < '\x7f');

    /// <summary>Redirects after a change to the page that shows it (303), so that a reload repeats nothing.</summary>
    public static IResult Go(string path) => new SeeOther(path);

    /// <remarks>The binding of each handler is compiled on its first request. The framework would compile all of them
    /// before answering anything, a quarter of the start time.</remarks>
    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder routes,
        string pattern,
        string[] methods,
        Delegate handler
    )
    {
        var bound = new Lazy<RequestDelegate>(() =>
            handler as RequestDelegate
            ?? RequestDelegateFactory
                .Create(
                    handler,
                    new RequestDelegateFactoryOptions
                    {
                        ServiceProvider = routes.ServiceProvider,
                        RouteParameterNames = RoutePatternFactory
                            .Parse(pattern)
                            .Parameters.Select(parameter => parameter.Name),
                    }
                )
                .RequestDelegate
        );
        return routes
            .MapMethods(pattern, methods, (RequestDelegate)(context => bound.Value(context)))
            .WithMetadata(handler.Method);
    }

    private sealed class Nothing : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            NoPage(httpContext, StatusCodes.Status404NotFound).ExecuteAsync(httpContext);
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
