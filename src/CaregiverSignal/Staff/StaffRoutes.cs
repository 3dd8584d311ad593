using System.Globalization;

namespace CaregiverSignal.Staff;

/// <summary>Maps the pages and forms of staff, all of which require a live session.</summary>
public static class StaffRoutes
{
    public const string SignIn = "/inloggen";

    /// <summary>Routes for any coordinator who is signed in.</summary>
    public static RouteGroupBuilder ForStaff(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Coordinator);

    public static RouteGroupBuilder ForOperators(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Operator);

    public static RouteGroupBuilder ForReviewers(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Reviewer);

    /// <summary>
    /// A number in the route; null when it is not a number, which is then a case that does not exist.
    /// </summary>
    public static long? Number(HttpContext context, string name) =>
        long.TryParse(
            context.Request.RouteValues[name] as string,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
