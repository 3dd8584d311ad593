using System.Globalization;
using System.Text;

namespace CaregiverSignal.Mail.Letters;

/// <summary>One email address in ASCII: a dot-atom before the @, and a domain.</summary>
public sealed record Address
{
    private Address(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>The part before the @, as written: only the receiving server knows whether case matters.</summary>
    public string Local { get; }

    /// <summary>The part after the @, in lower case; an international name in its <c>xn--</c> form.</summary>
    public string Domain { get; }

    /// <summary>Reads exactly one bare address: no display name, quotes, spaces or list.</summary>
    /// <remarks>At most 64 octets before the @ and 254 in all (RFC 5321). The domain needs a dot, unless it is
    /// <c>localhost</c>. An é before the @ is a typing error: few servers accept it (RFC 6531). MimeKit's parser is
    /// lenient by design.</remarks>
    public static bool TryParse(string? text, out Address? address)
    {
        address = null;
        if (text is not { Length: <= 254 } || text.Split('@') is not [{ Length: <= 64 } local, var name])
            return false;
        if (!local.Split('.').All(IsAtom) || AsciiOf(name) is not { } domain || !IsHost(domain))
            return false;
        if (local.Length + 1 + domain.Length > 254)
            return false;
        address = new Address(local, domain);
        return true;
    }

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

    private static bool IsAtom(string part) =>
        part.Length > 0 && part.All(sign => char.IsAsciiLetterOrDigit(sign) || "!#$%&'*+/=?^_`{|}~-".Contains(sign));

    private static bool IsHost(string domain) =>
        domain == "localhost"
        || (domain.Split('.') is [_, .., var last] labels && labels.All(IsLabel) && !last.All(char.IsAsciiDigit));

    private static bool IsLabel(string label) =>
        label is { Length: > 0 and <= 63 } and not ['-', ..] and not [.., '-']
        && label.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-');
}
