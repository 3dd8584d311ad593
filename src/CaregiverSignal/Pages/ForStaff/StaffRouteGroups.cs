using System.Globalization;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>Staff addresses other than pages, all of which require a live session.</summary>
public static class StaffRouteGroups
{
    /// <summary>For anybody signed in; none of them shows a caregiver.</summary>
    public static RouteGroupBuilder ForAnyRole(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.OwnAccount);

    /// <summary>For any session, even an incomplete one.</summary>
    public static RouteGroupBuilder ForAnySession(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Session);

    /// <summary>A number in the route; null for other text, which then means a case that does not exist.</summary>
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
