using System.Text;

namespace CaregiverSignal.Mail.Sms;

/// <summary>Text messages in the characters that every phone shows and that count as one each.</summary>
internal static class SmsText
{
    /// <summary>The most characters of one message in the basic alphabet (3GPP TS 23.038, section 6.2.1).</summary>
    public const int Longest = 160;

    /// <summary>The characters of the basic alphabet that count as one (3GPP TS 23.038, section 6.2.1).</summary>
    private const string Basic =
        "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>The text, or the shorter one if that does not fit; truncated if neither fits.</summary>
    /// <param name="link">Appended to both, and never truncated.</param>
    public static string Of(string text, string shorter, string link)
    {
        var room = Longest - link.Length - 1;
        var (whole, part) = (Clean(text), Clean(shorter));
        var words =
            whole.Length <= room ? whole
            : part.Length <= room ? part
            : part[..Math.Max(room, 0)].TrimEnd();
        return $"{words} {link}".TrimStart();
    }

    /// <summary>The text in the basic alphabet: other letters lose their marks, and the rest is dropped.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        // Drops unpaired surrogates.
        foreach (var sign in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC).EnumerateRunes())
            clean.Append(Plain(sign.ToString()));
        return clean.ToString().Trim();
    }

    private static string Plain(string sign) =>
        sign switch
        {
            _ when Basic.Contains(sign, StringComparison.Ordinal) => sign,
            "‘" or "’" => "'",
            "“" or "”" => "\"",
            "–" or "—" => "-",
            "ł" => "l",
            "Ł" => "L",
            "ı" => "i",
            _ when string.IsNullOrWhiteSpace(sign) => " ",
            _ => string.Concat(
                sign.Normalize(NormalizationForm.FormD).Where(part => Basic.Contains(part, StringComparison.Ordinal))
            ),
        };
}
