using System.Net.Security;
using System.Security.Authentication;
using MailKit;
using MailKit.Security;

namespace CaregiverSignal.Mail.Senders;

/// <summary>What relay and mailbox share: verifying the server's certificate, and signing in.</summary>
internal static class MailServices
{
    public static SecureSocketOptions Options(this SmtpSecurity security) =>
        security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };

    /// <summary>Requires a certificate that this machine trusts; that cannot be turned off.</summary>
    /// <remarks>MailKit's default makes exceptions for some large providers; this makes none. A private authority must
    /// be installed on the machine.</remarks>
    public static void AskProof(this IMailService client)
    {
        client.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None;
    }

    /// <summary>Chooses one mechanism: MailKit would try several, and failed attempts lock accounts.</summary>
    /// <returns>Null if the server offers none that we can use.</returns>
    /// <exception cref="OAuthException">No access token could be obtained.</exception>
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
