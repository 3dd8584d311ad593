using System.Text;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// Reads a stranger's message into its parts, within limits and without ever throwing (mail.md section 4.2).
/// </summary>
public sealed class MimeReader
{
    /// <summary>The largest message that is read.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostLines = 50_000;
    private const int MostHeaderLines = 10_000;
    private const int MostParts = 30;
    private const int MostDepth = 6;
    private const int LongestHeader = 8_000;

    private int parts;
    private int headerLines;
    private bool isTooMuch;

    private MimeReader() { }

    /// <returns>Null when the message exceeds a limit; then nothing of it is used.</returns>
    public static MimePart? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length > MostBytes || LinesOf(Encoding.Latin1.GetString(message)) is not { } lines)
            return null;
        var reader = new MimeReader();
        var whole = reader.ReadPart(lines, 1, isMessage: true);
        return reader.isTooMuch ? null : whole;
    }

    /// <summary>Splits into lines, ended by CRLF, LF or CR; null when there are too many.</summary>
    private static ArraySegment<string>? LinesOf(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] is not ('\r' or '\n'))
                continue;
            if (lines.Count >= MostLines)
                return null;
            lines.Add(text[start..place]);
            if (text[place] == '\r' && place + 1 < text.Length && text[place + 1] == '\n')
                place++;
            start = place + 1;
        }

        lines.Add(text[start..]);
        return lines.ToArray();
    }

    private MimePart ReadPart(ArraySegment<string> lines, int depth, bool isMessage)
    {
        if (++parts > MostParts || depth > MostDepth)
            isTooMuch = true;
        var headers = new List<KeyValuePair<string, string>>();
        var body = isTooMuch ? [] : ReadHeaders(lines, headers, isMessage);
        var (type, parameters) = ContentType(
            headers.Find(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? ""
        );
        var part = new MimePart(headers, type, parameters, body, []);
        if (isTooMuch)
            return part;
        if (part.IsEmbedded)
            return part with { Parts = [ReadPart(Embedded(part), depth + 1, isMessage: true)] };
        if (
            type.StartsWith("multipart/", StringComparison.Ordinal)
            && parameters.GetValueOrDefault("boundary") is { Length: > 0 } boundary
        )
        {
            return part with
            {
                Parts = [.. Split(body, boundary).Select(inner => ReadPart(inner, depth + 1, isMessage: false))],
            };
        }

        return part;
    }

    private static ArraySegment<string> Embedded(MimePart part)
    {
        var encoded =
            (part.Header("Content-Transfer-Encoding") ?? "").Trim().ToLowerInvariant()
            is "base64"
                or "quoted-printable";
        return encoded
            ? LinesOf(part.TransferDecoded()) ?? ArraySegment<string>.Empty
            : (ArraySegment<string>)part.Lines;
    }

    /// <returns>The lines after the blank line.</returns>
    private ArraySegment<string> ReadHeaders(
        ArraySegment<string> lines,
        List<KeyValuePair<string, string>> headers,
        bool isMessage
    )
    {
        var place = 0;
        // Blank lines before a message's headers do not end them; in a part they mean that it has no headers.
        while (isMessage && place < lines.Count && string.IsNullOrWhiteSpace(lines[place]))
            place++;
        for (; place < lines.Count && lines[place].Length > 0; place++)
        {
            if (++headerLines > MostHeaderLines)
            {
                isTooMuch = true;
                return [];
            }

            var line = lines[place];
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] is ' ' or '\t')
            {
                if (headers.Count > 0 && headers[^1] is var last && last.Value.Length < LongestHeader)
                {
                    headers[^1] = new(last.Key, Cut(last.Value + " " + line.Trim()));
                }
            }
            else if (colon > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal))
            {
                headers.Add(new(line[..colon], Cut(line[(colon + 1)..].Trim())));
            }
        }

        return lines[Math.Min(place + 1, lines.Count)..];
    }

    private static string Cut(string value) => value.Length > LongestHeader ? value[..LongestHeader] : value;

    private static List<ArraySegment<string>> Split(ArraySegment<string> lines, string boundary)
    {
        var found = new List<ArraySegment<string>>();
        var (open, close) = ("--" + boundary, "--" + boundary + "--");
        int? start = null;
        var place = 0;
        for (; place < lines.Count && found.Count <= MostParts; place++)
        {
            if (!lines[place].StartsWith(open, StringComparison.Ordinal))
                continue;
            var line = lines[place].TrimEnd();
            if (line != open && line != close)
                continue;
            if (start is { } from)
                found.Add(lines[from..place]);
            start = place + 1;
            if (line != close)
                continue;
            return found;
        }

        if (start is { } rest && rest < lines.Count)
            found.Add(lines[rest..]);
        return found;
    }

    private static (string Type, Dictionary<string, string> Parameters) ContentType(string value)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var pieces = Pieces(value);
        var type = pieces.Count > 0 ? pieces[0].Trim().ToLowerInvariant() : "";
        foreach (var piece in pieces.Skip(1))
        {
            if (piece.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
                parameters.TryAdd(piece[..equals].Trim(), piece[(equals + 1)..].Trim());
        }

        return (type.Contains('/', StringComparison.Ordinal) ? type : "text/plain", parameters);
    }

    /// <summary>The pieces between semicolons, without quotes; a semicolon within quotes does not separate.</summary>
    private static List<string> Pieces(string value)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var isQuoted = false;
        for (var place = 0; place < value.Length; place++)
        {
            if (value[place] == '"')
                isQuoted = !isQuoted;
            else if (isQuoted && value[place] == '\\' && place + 1 < value.Length)
                piece.Append(value[++place]);
            else if (value[place] == ';' && !isQuoted)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else
                piece.Append(value[place]);
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
