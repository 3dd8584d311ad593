using System.Security.Claims;
using CaregiverSignal.Staff.Credentials;
using Microsoft.AspNetCore.Authentication;

namespace CaregiverSignal.Staff;

/// <summary>The permissions of staff pages.</summary>
public static class StaffPolicies
{
    /// <summary>Anybody who is signed in.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>A coordinator with the mark of an operator (docs/adr/0013).</summary>
    public const string Operator = "operator";

    /// <summary>
    /// Anybody with a session, also one that asks for more first: for the pages on which they give that.
    /// </summary>
    public const string Session = "session";

    /// <summary>Anybody who showed who they are in the last minutes (<see cref="SecondFactor.Fresh"/>).</summary>
    public const string Fresh = "fresh";

    /// <summary>Anybody who may set up how they sign in: fresh, or led here before anything else.</summary>
    public const string MayChangeSignIn = "may-change-sign-in";

    public static IServiceCollection AddStaffSignIn(this IServiceCollection services)
    {
        services
            .AddAuthentication(StaffAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, StaffAuthentication>(StaffAuthentication.Name, null);
        var policies = services.AddAuthorizationBuilder();
        foreach (var name in new[] { Coordinator, Operator, Session, Fresh, MayChangeSignIn })
            policies.AddPolicy(name, policy => policy.RequireClaim(name));
        return services.AddSingleton<StaffSessions>().AddSingleton<WayBack>();
    }

    /// <summary>What somebody with a session may do.</summary>
    internal static IEnumerable<Claim> ClaimsOf(SignedInStaff staff)
    {
        yield return new(Session, "");
        var isComplete = staff.State == SignInState.Complete;
        if (isComplete)
            yield return new(Coordinator, "");
        if (isComplete && staff.Coordinator.IsOperator)
            yield return new(Operator, "");
        if (isComplete && staff.IsFresh)
            yield return new(Fresh, "");
        if (staff.State == SignInState.NeedsSetUp || (isComplete && staff.IsFresh))
            yield return new(MayChangeSignIn, "");
    }
}
