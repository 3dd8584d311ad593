using System.Globalization;
using CaregiverSignal.Desk;

namespace CaregiverSignal.Staff;

/// <summary>Maps the pages and forms of staff, all of which require a live session.</summary>
public static class StaffRouteGroups
{
    /// <summary>Routes for whoever is signed in; none of them shows a caregiver.</summary>
    public static RouteGroupBuilder ForAnyRole(this IEndpointRouteBuilder routes) =>
        routes.For(StaffPolicies.OwnAccount);

    /// <summary>Routes about caregivers; a handler asks whether it is one that they may see.</summary>
    public static RouteGroupBuilder ForCoordinators(this IEndpointRouteBuilder routes) =>
        routes.For(StaffPolicies.Caregivers);

    public static RouteGroupBuilder ForTeamLeads(this IEndpointRouteBuilder routes) => routes.For(StaffPolicies.Team);

    public static RouteGroupBuilder ForAdministrators(this IEndpointRouteBuilder routes) =>
        routes.For(StaffPolicies.Accounts);

    public static RouteGroupBuilder ForOperators(this IEndpointRouteBuilder routes) => routes.For(StaffPolicies.Mail);

    private static RouteGroupBuilder For(this IEndpointRouteBuilder routes, string permission) =>
        routes.MapGroup("").RequireAuthorization(permission);

    public static RouteGroupBuilder ForReviewers(this IEndpointRouteBuilder routes) => routes.For(StaffPolicies.Record);

    /// <summary>Routes for anybody with a session, also one that asks for more first.</summary>
    public static RouteGroupBuilder ForAnySession(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(StaffPolicies.Session);

    /// <summary>
    /// Requires that they showed who they are in the last ten minutes; who did not, does so first and comes back. For
    /// acts that somebody at an unlocked screen must not do: accounts, erasing, their own sign-in.
    /// </summary>
    /// <param name="backTo">The page to come back to; the request's own address where it is left out, which is right
    /// only for a page.</param>
    public static TBuilder RequireFreshSignIn<TBuilder>(this TBuilder routes, string? backTo = null)
        where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(StaffPolicies.Fresh).WithMetadata(new FreshSignInAttribute(backTo));

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
