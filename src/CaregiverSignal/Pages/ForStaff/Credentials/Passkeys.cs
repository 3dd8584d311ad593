using CaregiverSignal.Staff.Credentials;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Pages.ForStaff.Credentials;

/// <summary>The two passkey ceremonies, to add one and to sign in. Identity checks them, and keeps its challenge in a
/// sealed cookie for five minutes.</summary>
public sealed class Passkeys(CurrentSettings settings)
{
    /// <summary>How long a browser may wait for an answer: the framework's default.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Whether passkeys work at this site: with a host name, and https or this machine.</summary>
    public bool AreAvailable { get; } = WorkAt(new Uri(settings.Site.BaseUrl));

    /// <summary>The only origin from which answers are accepted.</summary>
    public string Origin { get; } = OriginOf(settings.Site);

    public static bool WorkAt(Uri address) =>
        address.HostNameType == UriHostNameType.Dns
        && (
            address.Scheme == Uri.UriSchemeHttps || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        );

    public static void Configure(IdentityPasskeyOptions options, SiteSettings site)
    {
        var origin = OriginOf(site);
        options.ServerDomain = new Uri(site.BaseUrl).Host;
        // The standard compares an answer only with the header sent along.
        options.ValidateOrigin = answer =>
            ValueTask.FromResult(
                answer is { CrossOrigin: false, TopOrigin: null or "" }
                    && string.Equals(answer.Origin, origin, StringComparison.Ordinal)
            );
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AttestationConveyancePreference = "none";
        options.AuthenticatorTimeout = Life;
    }

    /// <returns>The browser's options for adding one, as JSON.</returns>
    public static Task<string> BeginToAddAsync(HttpContext context, Coordinator owner) =>
        SignInOf(context)
            .MakePasskeyCreationOptionsAsync(
                new PasskeyUserEntity
                {
                    Id = StaffStore.IdOf(owner),
                    Name = owner.Email,
                    DisplayName = owner.CalledAs,
                }
            );

    /// <param name="owner">The required owner; null to accept anybody who may sign in.</param>
    /// <returns>The browser's options, as JSON.</returns>
    public static Task<string> BeginToAskAsync(HttpContext context, Coordinator? owner) =>
        SignInOf(context).MakePasskeyRequestOptionsAsync(owner);

    /// <returns>Null if the answer is wrong or late.</returns>
    public static async Task<UserPasskeyInfo?> AddedAsync(HttpContext context, Coordinator owner, string answer) =>
        await IfBegunAsync(answer, () => SignInOf(context).PerformPasskeyAttestationAsync(answer))
            is { Succeeded: true } result
        && result.UserEntity.Id == StaffStore.IdOf(owner)
            ? result.Passkey
            : null;

    /// <summary>The owner shown by an answer to <see cref="BeginToAskAsync"/>; stores the new counter.</summary>
    /// <param name="owner">The required owner, as when the ceremony began.</param>
    /// <returns>Null if the answer is wrong or late.</returns>
    public static async Task<Coordinator?> ShownAsync(HttpContext context, Coordinator? owner, string answer)
    {
        if (
            await IfBegunAsync(answer, () => SignInOf(context).PerformPasskeyAssertionAsync(answer))
                is not { Succeeded: true } result
            || (owner is not null && owner.Id != result.User.Id)
        )
            return null;
        await context
            .RequestServices.GetRequiredService<UserManager<Coordinator>>()
            .AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return result.User;
    }

    /// <remarks>Identity throws if this browser began none, or another one.</remarks>
    private static async Task<T?> IfBegunAsync<T>(string answer, Func<Task<T>> perform)
        where T : class
    {
        if (answer.Length == 0)
            return null;
        try
        {
            return await perform();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static SignInManager<Coordinator> SignInOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<SignInManager<Coordinator>>();

    private static string OriginOf(SiteSettings site) => new Uri(site.BaseUrl).GetLeftPart(UriPartial.Authority);
}

public enum PasskeyPurpose
{
    SignIn,

    /// <summary>Confirming identity again in a running session.</summary>
    Confirm,

    Add,
}
