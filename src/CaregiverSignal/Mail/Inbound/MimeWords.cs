using System.Text;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>Decodes a received message's encodings, also broken ones; never throws.</summary>
public static partial class MimeWords
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Windows-1252, which is Latin-1 with quotes and dashes in unused places; senders that declare the one often mean
    /// the other.
    /// </summary>
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>A header with its encoded words decoded.</summary>
    public static string Header(string value)
    {
        if (!value.Contains("=?", StringComparison.Ordinal))
            return Decode(Encoding.Latin1.GetBytes(value), null);
        return Word()
            .Replace(
                Between().Replace(value, "?="),
                word =>
                    Decode(
                        Encoding.Latin1.GetBytes(
                            word.Groups[2].Value is "b" or "B"
                                ? Base64(word.Groups[3].Value)
                                : QuotedPrintable([word.Groups[3].Value.Replace('_', ' ')])
                        ),
                        word.Groups[1].Value
                    )
            );
    }

    /// <summary>
    /// Decodes as UTF-8 where it is valid UTF-8, otherwise as Western: an unknown character set must not lose a text.
    /// </summary>
    public static string Decode(byte[] octets, string? charset)
    {
        if (
            charset is not null
            && (
                charset.StartsWith("iso-8859", StringComparison.OrdinalIgnoreCase)
                || charset.StartsWith("windows-125", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return Western.GetString(octets);
        }

        return System.Text.Unicode.Utf8.IsValid(octets) ? Strict.GetString(octets) : Western.GetString(octets);
    }

    /// <summary>Decodes base64, and skips every other character.</summary>
    public static string Base64(string text)
    {
        var decoded = new StringBuilder((text.Length * 3 / 4) + 3);
        var (bits, held) = (0, 0);
        foreach (var letter in text)
        {
            if (ValueOf(letter) is not { } value)
                continue;
            bits = (bits << 6) | value;
            held += 6;
            if (held < 8)
                continue;
            held -= 8;
            decoded.Append((char)((bits >> held) & 0xFF));
            bits &= (1 << held) - 1;
        }

        return decoded.ToString();
    }

    /// <summary>Decodes quoted-printable, and leaves an invalid escape as it is.</summary>
    public static string QuotedPrintable(IReadOnlyList<string> lines)
    {
        var decoded = new StringBuilder();
        for (var number = 0; number < lines.Count; number++)
        {
            var line = lines[number].TrimEnd(' ', '\t');
            for (var place = 0; place < line.Length; place++)
            {
                if (line[place] != '=')
                    decoded.Append(line[place]);
                else if (
                    place + 2 < line.Length
                    && char.IsAsciiHexDigit(line[place + 1])
                    && char.IsAsciiHexDigit(line[place + 2])
                )
                {
                    decoded.Append(
                        (char)(
                            (Convert.ToInt32(line[place + 1].ToString(), 16) << 4)
                            | Convert.ToInt32(line[place + 2].ToString(), 16)
                        )
                    );
                    place += 2;
                }
                else if (place < line.Length - 1)
                    decoded.Append('=');
            }

            if (!line.EndsWith('=') && number < lines.Count - 1)
                decoded.Append('\n');
        }

        return decoded.ToString();
    }

    private static int? ValueOf(char letter) =>
        letter switch
        {
            >= 'A' and <= 'Z' => letter - 'A',
            >= 'a' and <= 'z' => letter - 'a' + 26,
            >= '0' and <= '9' => letter - '0' + 52,
            '+' or '-' => 62,
            '/' or '_' => 63,
            _ => null,
        };

    [GeneratedRegex(@"=\?([^?\s]{1,40})\?([bBqQ])\?([^?\s]{0,1000})\?=")]
    private static partial Regex Word();

    [GeneratedRegex(@"\?=[ \t]{1,9}(?==\?)")]
    private static partial Regex Between();
}
