using System.Security.Claims;
using CaregiverSignal.Pages.ForStaff.Credentials;
using CaregiverSignal.Pages.ForStaff.SignIn;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>The permissions of staff pages with their roles; a page without one is closed to everybody.</summary>
public static class StaffPolicies
{
    /// <summary>One's own account: signing out, and seeing how one signs in.</summary>
    public const string OwnAccount = "own-account";

    /// <summary>Viewing and working with caregivers; whose they are is checked separately.</summary>
    public const string Caregivers = "caregivers";

    /// <summary>Managing a team: colleagues' caseloads and absences.</summary>
    public const string Team = "team";

    public const string Accounts = "accounts";

    /// <summary>The delivery of emails, and what to do about it.</summary>
    public const string Mail = "mail";

    /// <summary>The audit log.</summary>
    public const string Record = "record";

    /// <summary>Any session, even an incomplete one: for the pages that complete it.</summary>
    public const string Session = "session";

    /// <summary>Setting up one's sign-in: with a fresh session, or if that is required first.</summary>
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

    /// <summary>The roles of which an endpoint needs one, if somebody has none of them; otherwise empty.</summary>
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

    /// <summary>Whether somebody's roles suffice for an endpoint, however long ago they signed in.</summary>
    internal static bool IsAllowed(SignedInStaff staff, IEnumerable<IAuthorizeData> endpoint) =>
        LackedBy(staff, endpoint).Count == 0;

    /// <remarks>There is no default scheme: public pages authenticate nobody, and keep no session alive.</remarks>
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
            // Where Identity keeps the passkey challenge for a browser.
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
        // Accounts are not changed through Identity, so it has nothing to validate.
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
