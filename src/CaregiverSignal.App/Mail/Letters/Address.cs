using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Letters;

/// <summary>One mail address: a dot-atom before the @, and a domain in ASCII.</summary>
public sealed partial record Address
{
    private Address(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>
    /// The part before the @, as written but composed (NFC): only the receiving server knows whether case matters.
    /// </summary>
    public string Local { get; }

    /// <summary>
    /// Whether letters outside ASCII stand before the @, which every server on the way has to support (RFC 6531).
    /// </summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(Local);

    /// <summary>The part after the @, in lower case; an international name in its <c>xn--</c> form.</summary>
    public string Domain { get; }

    /// <summary>Reads exactly one bare address: no display name, quotes, blanks or list.</summary>
    /// <remarks>
    /// At most 64 octets before the @ and 254 in all (RFC 5321). The domain needs a dot, unless it is <c>localhost</c>.
    /// Outside ASCII it accepts only letters, digits and their marks: nothing invisible, nothing that turns the text
    /// direction, nothing that looks like an @. MimeKit's own parser is made to read what others wrote, and takes more.
    /// </remarks>
    public static bool TryParse(string? text, out Address? address)
    {
        address = null;
        if (text is not { Length: <= 254 } || text.Split('@') is not [var written, var name])
            return false;
        if (!DotAtom().IsMatch(written) || AsciiOf(name) is not { } domain || !HostName().IsMatch(domain))
            return false;
        var local = written.Normalize();
        var octets = Encoding.UTF8.GetByteCount(local);
        if (octets > 64 || octets + 1 + domain.Length > 254)
            return false;
        address = new Address(local, domain);
        return true;
    }

    /// <summary>Whether an address needs no special support from the servers in between, as our own must.</summary>
    public static bool IsPlain(string text) => TryParse(text, out var address) && !address!.NeedsSmtpUtf8;

    public override string ToString() => $"{Local}@{Domain}";

    private static string? AsciiOf(string domain)
    {
        try
        {
            return Ascii.IsValid(domain)
                ? domain.ToLowerInvariant()
                : new IdnMapping { UseStd3AsciiRules = true }
                    .GetAscii(domain)
                    .ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"^(?!\.)(?:(?:^|\.)[\p{L}\p{Nd}\p{Mn}\p{Mc}!#$%&'*+/=?^_`{|}~-]+)+\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DotAtom();

    [GeneratedRegex(
        @"^(?:localhost|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+\z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex HostName();
}
