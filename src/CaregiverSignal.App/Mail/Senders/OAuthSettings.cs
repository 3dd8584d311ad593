namespace CaregiverSignal.Mail.Senders;

/// <summary>Where access tokens for the relay and the mailbox come from (RFC 6749 4.4, RFC 7523 2.1).</summary>
/// <param name="ClientId">The id of the application; of a service account its address.</param>
/// <param name="SecretFile">A file with a client secret, as Microsoft 365 gives; or with a private key, as PEM or in
/// the JSON file of a Google service account, and then the token is asked for in the name of the user.</param>
public sealed record OAuthSettings(Uri TokenEndpoint, string ClientId, string SecretFile, string Scope)
{
    private const string Google = "https://mail.google.com/";
    private const string Microsoft = "https://outlook.office365.com/.default";

    /// <summary>The scope that lets a program send and read mail, by whose endpoint it is.</summary>
    public static string ScopeAt(Uri tokenEndpoint) =>
        tokenEndpoint.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase) ? Google : Microsoft;
}
