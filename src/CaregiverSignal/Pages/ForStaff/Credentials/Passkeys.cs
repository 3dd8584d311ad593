using CaregiverSignal.Staff.Credentials;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Pages.ForStaff.Credentials;

/// <summary>The two passkey ceremonies, to add one and to show who one is. Identity checks them, and keeps what it
/// asked in a sealed cookie of five minutes.</summary>
public sealed class Passkeys(CurrentSettings settings)
{
    /// <summary>How long a browser may wait for an answer: what the framework takes by itself.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Whether passkeys work where this site is: they need a name and not a number, and https or this
    /// machine.</summary>
    public bool AreAvailable { get; } = WorkAt(new Uri(settings.Site.BaseUrl));

    /// <summary>The one origin from which an answer is taken.</summary>
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
        // The standard compares an answer only with the header that came along with it.
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

    /// <returns>What the browser is asked to add one, as JSON.</returns>
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

    /// <param name="owner">Whose it must be; null where any that signs in will do.</param>
    /// <returns>What the browser is asked, as JSON.</returns>
    public static Task<string> BeginToAskAsync(HttpContext context, Coordinator? owner) =>
        SignInOf(context).MakePasskeyRequestOptionsAsync(owner);

    /// <summary>The passkey that an answer to <see cref="BeginToAddAsync"/> makes.</summary>
    /// <returns>Null when the answer is not right, or came too late.</returns>
    public static async Task<UserPasskeyInfo?> AddedAsync(HttpContext context, Coordinator owner, string answer) =>
        await IfBegunAsync(answer, () => SignInOf(context).PerformPasskeyAttestationAsync(answer))
            is { Succeeded: true } result
        && result.UserEntity.Id == StaffStore.IdOf(owner)
            ? result.Passkey
            : null;

    /// <summary>Who an answer to <see cref="BeginToAskAsync"/> shows; their passkey is kept with its new
    /// counter.</summary>
    /// <param name="owner">Whose it must be, as it was when the ceremony began.</param>
    /// <returns>Null when the answer is not right, or came too late.</returns>
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

    /// <remarks>Identity throws where this browser began none, or another one.</remarks>
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
    /// <summary>To sign in, without an address being typed.</summary>
    SignIn,

    /// <summary>To show once more who they are, in a session that goes on.</summary>
    Confirm,

    Add,
}
