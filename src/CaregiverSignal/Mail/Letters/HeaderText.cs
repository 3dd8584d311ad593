using System.Globalization;
using System.Text;

namespace CaregiverSignal.Mail.Letters;

/// <summary>Text for mail headers: cleaned, and encoded where it is more than plain ASCII (RFC 2047).</summary>
public static class HeaderText
{
    // "Subject: " and one word stay under 76 octets: 39 octets become 52 in base64, with 12 of wrapping.
    private const int OctetsPerWord = 39;
    private const int LongestLine = 76;

    /// <summary>
    /// The text on one line: line breaks and tabs become one blank; other control and direction marks are removed.
    /// </summary>
    /// <param name="longest">In UTF-16 units; longer text is cut between characters.</param>
    public static string Clean(string text, int longest = int.MaxValue)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsBlank(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (IsVisible(rune))
            {
                if (clean.Length + rune.Utf16SequenceLength > longest)
                    break;
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString().TrimEnd();
    }

    /// <summary>A header line with its line end.</summary>
    /// <param name="mayBeUtf8">True for the one address that cannot be written in ASCII (RFC 6532).</param>
    /// <exception cref="ArgumentException">The value contains anything but printable ASCII, or a fold that is not
    /// ours.</exception>
    public static string Line(string name, string value, bool mayBeUtf8 = false)
    {
        foreach (var part in value.Split("\r\n "))
        {
            if (part.Any(c => c is < ' ' or '\x7f' || (c > '~' && !mayBeUtf8)))
                throw new ArgumentException($"The value of {name} would break out of its header.", nameof(value));
        }
        return $"{name}: {value}\r\n";
    }

    /// <summary>
    /// Free text as a header value: unchanged when that is safe and short, otherwise as encoded words.
    /// </summary>
    public static string Unstructured(string name, string text) =>
        IsPlain(text) && name.Length + 2 + text.Length <= LongestLine ? text : EncodedWords(text);

    /// <summary>A mailbox as a header value: the name quoted or encoded, the address in angle brackets.</summary>
    public static string Mailbox(string? name, string address)
    {
        if (string.IsNullOrEmpty(name))
            return $"<{address}>";
        var quoted =
            "\""
            + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            + "\"";
        var phrase = IsPlain(name) && quoted.Length <= LongestLine - 10 ? quoted : EncodedWords(name);
        var fits = phrase.Length + address.Length <= 60;
        return fits ? $"{phrase} <{address}>" : $"{phrase}\r\n <{address}>";
    }

    // The reader's program would decode "=?" inside plain text into something we did not write.
    private static bool IsPlain(string text) =>
        text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal);

    private static string EncodedWords(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var octets = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + octets.Length > OctetsPerWord)
            {
                words.Add(EncodedWord(word));
                word.Clear();
            }
            word.AddRange(octets);
        }
        words.Add(EncodedWord(word));
        return string.Join("\r\n ", words);
    }

    private static string EncodedWord(List<byte> octets) => $"=?utf-8?B?{Convert.ToBase64String(octets.ToArray())}?=";

    private static bool IsBlank(Rune rune) =>
        rune.Value is '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2028 or 0x2029 || Rune.IsWhiteSpace(rune);

    // Format covers the bidirectional controls and zero-width marks; the joiners stay, as some scripts are misread
    // without them.
    private static bool IsVisible(Rune rune) =>
        rune.Value is 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.OtherNotAssigned
            );
}
