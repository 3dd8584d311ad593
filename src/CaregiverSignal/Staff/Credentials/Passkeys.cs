using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>
/// The two passkey ceremonies, to add one and to show who one is: the framework's own types check them, and what they
/// leave to us is here.
/// </summary>
/// <remarks>
/// The framework forgets a challenge only by its age, so the same answer would do twice, and its state says whose
/// account it is. So the challenge is a row of ours, that the browser names by a key in a cookie, and that goes when it
/// is used.
/// </remarks>
public sealed class Passkeys(Database database, Cookies cookies, SiteSettings site, SiteTime time)
{
    /// <summary>
    /// Whether passkeys work where this site is: they need a name and not a number, and https or this machine.
    /// </summary>
    public bool AreAvailable { get; } = WorkAt(new Uri(site.BaseUrl));

    /// <summary>The one origin from which an answer is taken.</summary>
    public string Origin { get; } = OriginOf(site);

    public static bool WorkAt(Uri address) =>
        address.HostNameType == UriHostNameType.Dns
        && (
            address.Scheme == Uri.UriSchemeHttps || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Adds the framework's types, strict where their standards are not.</summary>
    public static void AddTo(IServiceCollection services, SiteSettings site)
    {
        services.AddIdentityCore<PasskeyUser>().AddUserStore<PasskeyUsers>();
        services.AddScoped<IPasskeyHandler<PasskeyUser>, PasskeyHandler<PasskeyUser>>();
        services.AddSingleton<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(options =>
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
            options.AuthenticatorTimeout = PasskeyChallengeTable.Life;
        });
    }

    /// <summary>Begins to add a passkey to an account.</summary>
    public async Task BeginToAddAsync(HttpContext context, Coordinator owner, string name)
    {
        var options = await HandlerOf(context)
            .MakeCreationOptionsAsync(
                new PasskeyUserEntity
                {
                    Id = PasskeyUsers.Of(owner).Id,
                    Name = owner.Email,
                    DisplayName = owner.CalledAs,
                },
                context
            );
        await KeepAsync(
            context,
            new PasskeyChallenge
            {
                Purpose = PasskeyPurpose.Add,
                CoordinatorId = owner.Id,
                Name = name,
                Options = options.CreationOptionsJson,
                State = options.AttestationState!,
            }
        );
    }

    /// <summary>Begins to ask for a passkey.</summary>
    /// <param name="owner">Whose it must be; null where any that signs in will do.</param>
    public async Task BeginToAskAsync(HttpContext context, PasskeyPurpose purpose, Coordinator? owner)
    {
        var options = await HandlerOf(context)
            .MakeRequestOptionsAsync(owner is null ? null : PasskeyUsers.Of(owner), context);
        await KeepAsync(
            context,
            new PasskeyChallenge
            {
                Purpose = purpose,
                CoordinatorId = owner?.Id,
                Options = options.RequestOptionsJson,
                State = options.AssertionState!,
            }
        );
    }

    /// <summary>The ceremony that this browser has begun and not finished.</summary>
    public PasskeyChallenge? Begun(HttpContext context, PasskeyPurpose purpose, long? owner = null) =>
        context.Request.Cookies[cookies.Passkey] is { } key
        && database.Read(transaction => PasskeyChallengeTable.Find(transaction, key, time.Now)) is { } challenge
        && challenge.Purpose == purpose
        && challenge.CoordinatorId == owner
            ? challenge
            : null;

    /// <summary>The passkey that an answer to <see cref="BeginToAddAsync"/> makes.</summary>
    /// <returns>Null when the answer is not right, came too late, or came before.</returns>
    public async Task<(UserPasskeyInfo Passkey, string Name)?> AddedAsync(
        HttpContext context,
        long owner,
        string answer
    )
    {
        if (await TakeAsync(context, PasskeyPurpose.Add) is not { } challenge || challenge.CoordinatorId != owner)
            return null;
        var result = await HandlerOf(context)
            .PerformAttestationAsync(
                new PasskeyAttestationContext
                {
                    HttpContext = context,
                    CredentialJson = answer,
                    AttestationState = challenge.State,
                }
            );
        return result.Succeeded && PasskeyUsers.IdOf(result.UserEntity.Id) == owner
            ? (result.Passkey, challenge.Name ?? "")
            : null;
    }

    /// <summary>Who an answer to <see cref="BeginToAskAsync"/> shows, and the passkey with its new counter.</summary>
    /// <param name="owner">Whose it must be, as it was when the ceremony began.</param>
    /// <returns>Null when the answer is not right, came too late, or came before.</returns>
    public async Task<(UserPasskeyInfo Passkey, long CoordinatorId)?> ShownAsync(
        HttpContext context,
        PasskeyPurpose purpose,
        long? owner,
        string answer
    )
    {
        if (await TakeAsync(context, purpose) is not { } challenge || challenge.CoordinatorId != owner)
            return null;
        var result = await HandlerOf(context)
            .PerformAssertionAsync(
                new PasskeyAssertionContext
                {
                    HttpContext = context,
                    CredentialJson = answer,
                    AssertionState = challenge.State,
                }
            );
        return result.Succeeded && PasskeyUsers.IdOf(result.User.Id) is { } shown && (owner is null || shown == owner)
            ? (result.Passkey, shown)
            : null;
    }

    private async Task KeepAsync(HttpContext context, PasskeyChallenge challenge) =>
        cookies.Keep(
            context,
            cookies.Passkey,
            await database.WriteAsync(transaction => PasskeyChallengeTable.Add(transaction, challenge, time.Now)),
            PasskeyChallengeTable.Life
        );

    private async Task<PasskeyChallenge?> TakeAsync(HttpContext context, PasskeyPurpose purpose)
    {
        if (context.Request.Cookies[cookies.Passkey] is not { } key)
            return null;
        cookies.Clear(context, cookies.Passkey);
        return
            await database.WriteAsync(transaction => PasskeyChallengeTable.Take(transaction, key, time.Now))
                is { } challenge
            && challenge.Purpose == purpose
            ? challenge
            : null;
    }

    private static IPasskeyHandler<PasskeyUser> HandlerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IPasskeyHandler<PasskeyUser>>();

    private static string OriginOf(SiteSettings site) => new Uri(site.BaseUrl).GetLeftPart(UriPartial.Authority);
}
