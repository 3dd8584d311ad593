using System.Globalization;

namespace CaregiverSignal.Mail;

/// <summary>One mail address that every server understands: a dot-atom, and a domain in ASCII.</summary>
public sealed record Address
{
    private const string AtomMarks = "!#$%&'*+-/=?^_`{|}~";

    private Address(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>What stands before the @, as written: only the receiving server knows whether case matters.</summary>
    public string Local { get; }

    /// <summary>What stands after the @, in lower case; an international name in its <c>xn--</c> form.</summary>
    public string Domain { get; }

    /// <summary>Reads exactly one bare address: no display name, no quotes, no blanks, no list.</summary>
    /// <remarks>
    /// At most 64 octets before the @ and 254 in all (RFC 5321). The domain needs a dot, unless it is <c>localhost</c>.
    /// A local part outside ASCII is refused: it would need SMTPUTF8 all the way.
    /// </remarks>
    public static bool TryParse(string? text, out Address? address)
    {
        address = null;
        if (text is null || text.Length > 254) return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || !IsDotAtom(text[..at])) return false;
        if (AsciiDomain(text[(at + 1)..]) is not { } domain) return false;
        if (at + 1 + domain.Length > 254) return false;
        address = new Address(text[..at], domain);
        return true;
    }

    public override string ToString() => $"{Local}@{Domain}";

    private static bool IsDotAtom(string local) =>
        local.Length is > 0 and <= 64
        && local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || AtomMarks.Contains(c, StringComparison.Ordinal)));

    private static string? AsciiDomain(string domain)
    {
        if (domain.Length == 0) return null;
        if (!domain.All(char.IsAscii))
        {
            try
            {
                domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
        domain = domain.ToLowerInvariant();
        return IsHostName(domain) ? domain : null;
    }

    private static bool IsHostName(string domain)
    {
        var labels = domain.Split('.');
        if (labels.Length == 1 && domain != "localhost") return false;
        return labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
