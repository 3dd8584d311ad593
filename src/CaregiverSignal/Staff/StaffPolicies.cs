using Microsoft.AspNetCore.Authentication;

namespace CaregiverSignal.Staff;

/// <summary>The permissions of staff pages.</summary>
public static class StaffPolicies
{
    /// <summary>Anybody who is signed in.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>A coordinator with the mark of an operator (docs/adr/0013).</summary>
    public const string Operator = "operator";

    /// <summary>Who may read the record of who looked and who did what: for now an operator.</summary>
    public const string Reviewer = "reviewer";

    public static IServiceCollection AddStaffSignIn(this IServiceCollection services)
    {
        services
            .AddAuthentication(StaffAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, StaffAuthentication>(StaffAuthentication.Name, null);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Coordinator, policy => policy.RequireClaim(Coordinator))
            .AddPolicy(Operator, policy => policy.RequireClaim(Operator))
            .AddPolicy(Reviewer, policy => policy.RequireClaim(Reviewer));
        return services.AddSingleton<StaffSessions>();
    }
}
