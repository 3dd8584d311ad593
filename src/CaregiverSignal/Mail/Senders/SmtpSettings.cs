using System.Net;

namespace CaregiverSignal.Mail.Senders;

/// <summary>How the line to the relay is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Encrypted from the first octet (port 465).</summary>
    Tls,

    /// <summary>Encrypted after STARTTLS, which is required and never optional (port 587).</summary>
    StartTls,

    /// <summary>Clear text, for a server on this machine and without a user.</summary>
    None,
}

/// <summary>The relay, and who we are to it.</summary>
/// <param name="CaFile">A PEM file; its certificates are then the only ones trusted. Checking itself cannot be turned
/// off.</param>
/// <param name="HeloName">What we call ourselves in EHLO: a full host name, or an address in brackets (RFC 5321
/// 4.1.1.1).</param>
/// <param name="TokenFile">Holds an access token for XOAUTH2, which something else keeps fresh: it is read anew at each
/// sign-in. Goes before a password.</param>
/// <param name="Pipelining">MAIL and RCPT may leave together where the server offers it.</param>
public sealed record SmtpSettings(
    string Host,
    int Port,
    SmtpSecurity Security,
    string? User = null,
    string? Password = null,
    string? CaFile = null,
    string HeloName = "localhost",
    string? TokenFile = null,
    bool Pipelining = false
)
{
    /// <summary>What is wrong with these settings, one sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (!IsHost(Host))
            faults.Add("Mail:Host is not a host name or address.");
        if (Port is < 1 or > 65535)
            faults.Add("Mail:Port is not between 1 and 65535.");
        if (!IsHost(HeloName.Trim('[', ']')))
            faults.Add("Mail:Helo is not a host name.");
        if (Security == SmtpSecurity.None && !IsLoopback(Host))
            faults.Add("Mail:Security none is only for a server on this machine; use tls or starttls.");
        if (Security == SmtpSecurity.None && HasUser)
            faults.Add("Mail:User needs an encrypted connection; use tls or starttls.");
        if (HasUser && !HasPassword && TokenFile is null)
            faults.Add("Mail:Password is missing for Mail:User (or Mail:TokenFile).");
        if (!HasUser && TokenFile is not null)
            faults.Add("Mail:User is missing for Mail:TokenFile.");
        if (
            User?.Contains('\0', StringComparison.Ordinal) == true
            || Password?.Contains('\0', StringComparison.Ordinal) == true
        )
        {
            faults.Add("Mail:User and Mail:Password cannot hold a null character.");
        }
        return faults;
    }

    internal bool HasUser => !string.IsNullOrEmpty(User);

    internal bool HasPassword => !string.IsNullOrEmpty(Password);

    /// <summary>
    /// What we can call ourselves when nobody said: this machine's name when it is a full one, or else the domain we
    /// write from.
    /// </summary>
    public static string GuessedName(string machine, string fromDomain) =>
        machine.Trim('.') is var name
        && name.Contains('.', StringComparison.Ordinal)
        && IsHost(name)
        && !name.EndsWith(".localdomain", StringComparison.OrdinalIgnoreCase)
            ? name
            : fromDomain;

    // The record's own text would carry the password into a log.
    public override string ToString() => $"{Security} relay";

    private static bool IsHost(string host) =>
        host.Length is > 0 and < 254 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '_');

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
