using System.Text;

namespace CaregiverSignal.Mail.Letters;

/// <summary>Encodes text as quoted-printable (RFC 2045): ASCII lines of at most 76 octets.</summary>
public static class QuotedPrintable
{
    private const int LongestLine = 76;

    /// <summary>Encodes as UTF-8. Lines of the text end in CRLF, and so does the result when the text does.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + (text.Length / 8));
        var lines = text.Split("\r\n");
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
                encoded.Append("\r\n");
            EncodeLine(encoded, Encoding.UTF8.GetBytes(lines[i]));
        }
        return encoded.ToString();
    }

    private static void EncodeLine(StringBuilder encoded, ReadOnlySpan<byte> line)
    {
        var used = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var isLast = i == line.Length - 1;
            var room = isLast ? LongestLine : LongestLine - 1;
            var width = IsPlain(line, i, used == 0) ? 1 : 3;
            if (used + width > room)
            {
                encoded.Append("=\r\n");
                used = 0;
                width = IsPlain(line, i, true) ? 1 : 3;
            }
            if (width == 1)
                encoded.Append((char)line[i]);
            else
                encoded.Append('=').Append(line[i].ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            used += width;
        }
    }

    // A dot at the start of a line is encoded too: then no server, however lax about line ends, can mistake it for the
    // end of the data.
    private static bool IsPlain(ReadOnlySpan<byte> line, int at, bool atLineStart)
    {
        var octet = line[at];
        if (octet is (byte)' ' or (byte)'\t')
            return at < line.Length - 1;
        if (octet is <= (byte)' ' or > 126 or (byte)'=')
            return false;
        return !atLineStart || (octet != '.' && !line[at..].StartsWith("From "u8));
    }
}
