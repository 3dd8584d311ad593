using System.Security.Claims;
using CaregiverSignal.Pages.ForStaff.Credentials;
using CaregiverSignal.Pages.ForStaff.SignIn;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>The permissions of staff pages, each with the roles that have it; what has none here is for
/// nobody.</summary>
public static class StaffPolicies
{
    /// <summary>An account of one's own: to sign out, and to see how one signs in.</summary>
    public const string OwnAccount = "own-account";

    /// <summary>Seeing caregivers and working with them; whose they are is asked beside it.</summary>
    public const string Caregivers = "caregivers";

    /// <summary>Looking after a team: a colleague's caseload and absence.</summary>
    public const string Team = "team";

    /// <summary>Accounts, roles and teams.</summary>
    public const string Accounts = "accounts";

    /// <summary>What became of each mail, and what to do about it.</summary>
    public const string Mail = "mail";

    /// <summary>The record of who looked and who did what.</summary>
    public const string Record = "record";

    /// <summary>Anybody with a session, also one that asks for more first: for the pages on which they give
    /// that.</summary>
    public const string Session = "session";

    /// <summary>Anybody who may set up how they sign in: fresh, or led here before anything else.</summary>
    public const string MayChangeSignIn = "may-change-sign-in";

    private static readonly Dictionary<string, StaffRole[]> roles = new()
    {
        [OwnAccount] = Enum.GetValues<StaffRole>(),
        [Caregivers] = [StaffRole.Coordinator, StaffRole.TeamLead],
        [Team] = [StaffRole.TeamLead],
        [Accounts] = [StaffRole.Administrator],
        [Mail] = [StaffRole.Operator],
        [Record] = [StaffRole.TeamLead],
    };

    public static IEnumerable<string> Of(IReadOnlyCollection<StaffRole> has) =>
        roles.Where(entry => entry.Value.Any(has.Contains)).Select(entry => entry.Key);

    /// <summary>The roles of which one is needed for an endpoint, where somebody has none of them; else none.</summary>
    internal static IReadOnlyList<StaffRole> LackedBy(SignedInStaff staff, IEnumerable<IAuthorizeData> endpoint)
    {
        var has = Of(staff.Coordinator.Roles);
        return
        [
            .. endpoint
                .Where(data => data.Policy is { } policy && roles.ContainsKey(policy) && !has.Contains(policy))
                .SelectMany(data => roles[data.Policy!]),
        ];
    }

    /// <summary>Whether the roles of somebody are enough for an endpoint, however long ago they signed in.</summary>
    internal static bool IsAllowed(SignedInStaff staff, IEnumerable<IAuthorizeData> endpoint) =>
        LackedBy(staff, endpoint).Count == 0;

    /// <remarks>No scheme is the default: a public page authenticates nobody, and so keeps no session alive.</remarks>
    public static IServiceCollection AddStaffSignIn(this IServiceCollection services, CurrentSettings settings)
    {
        var (site, oidc, cookies) = (settings.Site, settings.Now.Oidc, new Cookies(settings));
        var ways = services
            .AddAuthentication()
            .AddCookie(
                StaffSessions.Scheme,
                options =>
                {
                    Set(options, cookies.Staff, SecondFactor.WholeLife, site);
                    options.EventsType = typeof(StaffAuthentication);
                }
            )
            // Where Identity keeps what it asked a browser for a passkey.
            .AddCookie(
                IdentityConstants.TwoFactorUserIdScheme,
                options => Set(options, cookies.Passkey, Passkeys.Life, site)
            );
        if (oidc is not null)
            OrganisationSignIn.AddTo(ways, oidc, site);
        services
            .AddIdentityCore<Coordinator>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddUserStore<StaffStore>()
            .AddSignInManager()
            .AddTokenProvider<AppCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<StaffStore>();
        services.TryAddScoped<IPasskeyHandler<Coordinator>, PasskeyHandler<Coordinator>>();
        // Accounts are not changed through Identity, so it has nothing to judge of them.
        services.RemoveAll<IUserValidator<Coordinator>>();
        services.Configure<IdentityPasskeyOptions>(options => Passkeys.Configure(options, site));
        var policies = services.AddAuthorizationBuilder();
        foreach (var name in roles.Keys.Concat([Session, MayChangeSignIn]))
            policies.AddPolicy(
                name,
                policy => policy.AddAuthenticationSchemes(StaffSessions.Scheme).RequireClaim(name)
            );
        return services
            .AddSingleton<Passkeys>()
            .AddSingleton<StaffSessions>()
            .AddSingleton<StaffAuthentication>()
            .AddSingleton(new Organisation(IsThere: oidc is not null))
            .AddSingleton<WayBack>();
    }

    private static void Set(CookieAuthenticationOptions options, string name, TimeSpan life, SiteSettings site)
    {
        options.Cookie.Name = name;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = site.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        options.ExpireTimeSpan = life;
        options.SlidingExpiration = false;
    }

    internal static IEnumerable<Claim> ClaimsOf(SignedInStaff staff)
    {
        yield return new(Session, "");
        var isComplete = staff.State == SignInState.Complete;
        if (isComplete)
        {
            foreach (var permission in Of(staff.Coordinator.Roles))
                yield return new(permission, "");
        }

        if (staff.State == SignInState.NeedsSetUp || (isComplete && staff.IsFresh))
            yield return new(MayChangeSignIn, "");
    }
}
