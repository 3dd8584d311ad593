using System.Net;

namespace CaregiverSignal.Mail;

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
/// <param name="CaFile">A PEM file; its certificates are then the only ones trusted. Checking itself cannot be turned off.</param>
/// <param name="HeloName">What we call ourselves in EHLO.</param>
public sealed record SmtpSettings(
    string Host,
    int Port,
    SmtpSecurity Security,
    string? User = null,
    string? Password = null,
    string? CaFile = null,
    string HeloName = "localhost")
{
    /// <summary>What is wrong with these settings, one sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (!IsHost(Host)) faults.Add("Mail:Host is not a host name or address.");
        if (Port is < 1 or > 65535) faults.Add("Mail:Port is not between 1 and 65535.");
        if (!IsHost(HeloName.Trim('[', ']'))) faults.Add("The name for EHLO is not a host name.");
        if (Security == SmtpSecurity.None && !IsLoopback(Host)) faults.Add("Mail:Security none is only for a server on this machine; use tls or starttls.");
        if (Security == SmtpSecurity.None && HasUser) faults.Add("Mail:User needs an encrypted connection; use tls or starttls.");
        if (HasUser && string.IsNullOrEmpty(Password)) faults.Add("Mail:Password is missing for Mail:User.");
        if (User?.Contains('\0', StringComparison.Ordinal) == true || Password?.Contains('\0', StringComparison.Ordinal) == true)
        {
            faults.Add("Mail:User and Mail:Password cannot hold a null character.");
        }
        return faults;
    }

    internal bool HasUser => !string.IsNullOrEmpty(User);

    // The record's own text would carry the password into a log.
    public override string ToString() => $"{Security} relay";

    private static bool IsHost(string host) => host.Length is > 0 and < 254 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '_');

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
