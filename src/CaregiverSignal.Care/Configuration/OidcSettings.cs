namespace CaregiverSignal.Configuration;

/// <summary>The organisation's own sign-in by OpenID Connect, such as Entra ID.</summary>
/// <param name="Authority">Its issuer, such as <c>https://login.microsoftonline.com/TENANT/v2.0</c>.</param>
public sealed record OidcSettings(Uri Authority, string ClientId, string Secret)
{
    /// <summary>Beside the database, where only the service's account can read it: nobody has to find a safe
    /// place.</summary>
    public const string SecretFile = "organisation.secret";
}
