namespace CaregiverSignal.Configuration;

/// <summary>The sign-in of the organisation itself, by OpenID Connect, such as Entra ID.</summary>
/// <param name="Authority">Its issuer, as <c>https://login.microsoftonline.com/TENANT/v2.0</c>.</param>
public sealed record OidcSettings(Uri Authority, string ClientId, string Secret)
{
    /// <summary>Beside the store, which the service's account alone reads: nobody has to choose a place as
    /// safe.</summary>
    public const string SecretFile = "organisation.secret";
}
