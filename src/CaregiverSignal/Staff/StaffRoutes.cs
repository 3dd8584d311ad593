using System.Globalization;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff;

/// <summary>Maps the pages and forms of staff, all of which require a live session.</summary>
public static class StaffRoutes
{
    public const string SignIn = "/inloggen";
    public const string Begin = "/begin";
    public const string Accounts = "/beheer/medewerkers";

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

    /// <summary>Where somebody begins: the first page that they may see.</summary>
    public static string HomeOf(Coordinator account) =>
        account switch
        {
            { IsCoordinator: true } => "/werklijst",
            { IsAdministrator: true } => Accounts,
            _ => "/beheer/post",
        };

    private static RouteGroupBuilder For(this IEndpointRouteBuilder routes, string permission) =>
        routes.MapGroup("").RequireAuthorization(permission);

    public static RouteGroupBuilder ForReviewers(this IEndpointRouteBuilder routes) => routes.For(StaffPolicies.Record);

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
