using System.Globalization;

namespace CaregiverSignal.Staff;

/// <summary>How a coordinator's pages and forms are mapped: nobody passes without a live session.</summary>
public static class StaffRoutes
{
    public const string SignIn = "/inloggen";

    /// <summary>For whoever is signed in.</summary>
    public static RouteGroupBuilder ForStaff(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Coordinator);

    public static RouteGroupBuilder ForOperators(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Operator);

    /// <summary>A number in the route; null when it is none, which is then a case that does not exist.</summary>
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
