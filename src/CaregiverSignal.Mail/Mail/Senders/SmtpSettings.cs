using System.Net;

namespace CaregiverSignal.Mail.Senders;

/// <summary>How the connection to the relay is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Encrypted from the first octet (port 465).</summary>
    Tls,

    /// <summary>Encrypted after STARTTLS, which is mandatory (port 587).</summary>
    StartTls,

    /// <summary>Clear text, only for a server on this machine without sign-in.</summary>
    None,
}

/// <summary>The relay, and how we identify ourselves to it.</summary>
/// <param name="HeloName">Our name in EHLO: a full host name, or an address in brackets (RFC 5321 4.1.1.1).</param>
/// <param name="OAuth">Where access tokens come from; they take precedence over a password.</param>
public sealed record SmtpSettings(
    string Host,
    int Port,
    SmtpSecurity Security,
    string? User = null,
    string? Password = null,
    string HeloName = "localhost",
    OAuthSettings? OAuth = null
)
{
    /// <summary>Problems with these settings, each with its key; empty if usable.</summary>
    public IReadOnlyList<(string Key, string Message)> Faults()
    {
        var faults = new List<(string, string)>();
        if (!IsHost(Host))
            faults.Add(("Mail:Host", "is not a host name or address."));
        if (Port is < 1 or > 65535)
            faults.Add(("Mail:Port", "is not between 1 and 65535."));
        if (Security == SmtpSecurity.None && !IsLoopback(Host))
            faults.Add(("Mail:Security", "none is only for a server on this machine; use tls or starttls."));
        if (Security == SmtpSecurity.None && HasUser)
            faults.Add(("Mail:User", "needs an encrypted connection; use tls or starttls."));
        if (HasUser && !HasPassword && OAuth is null)
            faults.Add(("Mail:Password", "is missing for Mail:User (or Mail:OAuth)."));
        if (!HasUser && OAuth is not null)
            faults.Add(("Mail:User", "is missing for Mail:OAuth: the address whose mail it is."));
        return faults;
    }

    internal bool HasUser => !string.IsNullOrEmpty(User);

    internal bool HasPassword => !string.IsNullOrEmpty(Password);

    // The generated text would put the password into a log.
    public override string ToString() => $"{Security} relay";

    internal static bool IsHost(string host) =>
        host.Length is > 0 and < 254 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '_');

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
