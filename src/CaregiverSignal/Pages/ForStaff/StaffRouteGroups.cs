using System.Globalization;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>Addresses of staff that are no page, all of which require a live session.</summary>
public static class StaffRouteGroups
{
    /// <summary>Routes for whoever is signed in; none of them shows a caregiver.</summary>
    public static RouteGroupBuilder ForAnyRole(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.OwnAccount);

    /// <summary>Routes for anybody with a session, also one that asks for more first.</summary>
    public static RouteGroupBuilder ForAnySession(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Session);

    /// <summary>A number in the route; null when it is not a number, which is then a case that does not
    /// exist.</summary>
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
