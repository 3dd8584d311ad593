using CaregiverSignal.Web;

namespace CaregiverSignal.Staff;

/// <summary>How a coordinator's pages and forms are mapped: nobody passes without a live session.</summary>
public static class StaffRoutes
{
    public const string SignIn = "/inloggen";

    public static void MapStaffPage(
        this IEndpointRouteBuilder routes,
        string pattern,
        Func<SignedInStaff, HttpContext, IResult> show
    ) =>
        routes
            .MapPage(
                pattern,
                (HttpContext context, StaffSessions sessions) =>
                    sessions.Enter(context) is { } staff ? show(staff, context) : PageRoutes.Go(SignIn)
            )
            .WithMetadata(new StaffOnly());

    public static void MapStaffForm(
        this IEndpointRouteBuilder routes,
        string pattern,
        Func<SignedInStaff, HttpContext, IFormCollection, IResult> act
    ) =>
        routes
            .MapPost(
                pattern,
                async (HttpContext context, StaffSessions sessions) =>
                {
                    if (sessions.Enter(context) is not { } staff)
                        return PageRoutes.Go(SignIn);
                    return act(staff, context, await PostedForm.ReadAsync(context));
                }
            )
            .WithMetadata(new StaffOnly());

    /// <summary>A number in the route; null when it is none, which is then a case that does not exist.</summary>
    public static long? Number(HttpContext context, string name) =>
        long.TryParse(
            context.Request.RouteValues[name] as string,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
