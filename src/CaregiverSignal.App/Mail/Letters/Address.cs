using System.Globalization;
using System.Text;

namespace CaregiverSignal.Mail.Letters;

/// <summary>One mail address: a dot-atom before the @, and a domain in ASCII.</summary>
public sealed record Address
{
    private const string AtomMarks = "!#$%&'*+-/=?^_`{|}~";

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
    /// direction, nothing that looks like an @.
    /// </remarks>
    public static bool TryParse(string? text, out Address? address)
    {
        address = null;
        if (text is null || text.Length > 254)
            return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || !IsDotAtom(text[..at]))
            return false;
        var local = text[..at].Normalize();
        var octets = Encoding.UTF8.GetByteCount(local);
        if (octets > 64)
            return false;
        if (AsciiDomain(text[(at + 1)..]) is not { } domain)
            return false;
        if (octets + 1 + domain.Length > 254)
            return false;
        address = new Address(local, domain);
        return true;
    }

    /// <summary>Whether an address needs no special support from the servers in between, as our own must.</summary>
    public static bool IsPlain(string text) => TryParse(text, out var address) && !address!.NeedsSmtpUtf8;

    public override string ToString() => $"{Local}@{Domain}";

    private static bool IsDotAtom(string local) =>
        local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsOfAtom));

    private static bool IsOfAtom(Rune rune) =>
        rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value)
                || AtomMarks.Contains((char)rune.Value, StringComparison.Ordinal)
            : Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.SpacingCombiningMark;

    private static string? AsciiDomain(string domain)
    {
        if (domain.Length == 0)
            return null;
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
        if (labels.Length == 1 && domain != "localhost")
            return false;
        return labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
