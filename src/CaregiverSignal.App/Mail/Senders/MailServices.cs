using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Security;

namespace CaregiverSignal.Mail.Senders;

/// <summary>What relay and mailbox have in common: a certificate that proves the server's name, and the sign-in.</summary>
internal static class MailServices
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static SecureSocketOptions Options(this SmtpSecurity security) =>
        security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };

    /// <summary>Trusts only the certificates in this file, or those that this machine trusts where it is null.</summary>
    /// <remarks>MailKit's own check makes exceptions for some large providers; this one makes none.</remarks>
    /// <returns>False when the file cannot be read.</returns>
    public static bool TryTrust(this IMailService client, string? caFile)
    {
        var authority = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            if (caFile is not null)
                authority.CustomTrustStore.ImportFromPemFile(caFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }

        authority.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        client.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            caFile is null
                ? errors == SslPolicyErrors.None
                : (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == 0
                    && certificate is X509Certificate2 shown
                    && Leads(authority.Clone(), shown, chain);
        return true;
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

    private static bool Leads(X509ChainPolicy authority, X509Certificate2 shown, X509Chain? chain)
    {
        using var own = new X509Chain { ChainPolicy = authority };
        if (chain is not null)
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        return own.Build(shown);
    }
}
