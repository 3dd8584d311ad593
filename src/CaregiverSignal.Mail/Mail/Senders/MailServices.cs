using System.Net.Security;
using System.Security.Authentication;
using MailKit;
using MailKit.Security;

namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// What relay and mailbox have in common: a certificate that proves the server's name, and the sign-in.
/// </summary>
internal static class MailServices
{
    public static SecureSocketOptions Options(this SmtpSecurity security) =>
        security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };

    /// <summary>Asks for a certificate of an authority that this machine trusts; that cannot be turned off.</summary>
    /// <remarks>
    /// MailKit's own check makes exceptions for some large providers; this one makes none. A relay's own authority is one
    /// of the machine's, as all else here trusts it there too.
    /// </remarks>
    public static void AskProof(this IMailService client)
    {
        client.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None;
    }

    /// <summary>The one way to sign in: MailKit would try one after the other, and wrong tries lock accounts.</summary>
    /// <returns>Null when the server offers none that we have something for.</returns>
    /// <exception cref="OAuthException">There is no access token.</exception>
    public static async Task<SaslMechanism?> SignInAsync(
        this IMailService client,
        string user,
        string? password,
        OAuthTokens? tokens,
        CancellationToken stop
    )
    {
        var offered = client.AuthenticationMechanisms;
        if (tokens is not null && offered.Contains("XOAUTH2"))
            return new SaslMechanismOAuth2(user, await tokens.GetAsync(stop));
        if (string.IsNullOrEmpty(password))
            return null;
        return offered.Contains("PLAIN") ? new SaslMechanismPlain(user, password)
            : offered.Contains("LOGIN") ? new SaslMechanismLogin(user, password)
            : null;
    }
}
