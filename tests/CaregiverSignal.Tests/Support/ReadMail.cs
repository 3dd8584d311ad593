using System.Text;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Tests.Support;

/// <summary>A small reader of mails, written apart from the composer so that the two can disagree.</summary>
public sealed partial class ReadMail
{
    private ReadMail(IReadOnlyList<(string Name, string Value)> headers, string text, string html) =>
        (Headers, Text, Html) = (headers, text, html);

    /// <summary>In order, unfolded, still encoded.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    /// <summary>The text part, decoded.</summary>
    public string Text { get; }

    /// <summary>The HTML part, decoded.</summary>
    public string Html { get; }

    public string Subject => DecodeWords(Header("Subject"));

    /// <summary>The addresses of links in the text part.</summary>
    public IReadOnlyList<string> Links => [.. Url().Matches(Text).Select(match => match.Value)];

    public static ReadMail From(byte[] bytes)
    {
        var message = Encoding.Latin1.GetString(bytes);
        var (head, body) = Split(message);
        var headers = HeadersOf(head);
        var type = headers.Single(header => header.Name == "Content-Type").Value;
        var boundary = Regex.Match(type, "boundary=\"([^\"]+)\"").Groups[1].Value;
        var parts = body.Split("--" + boundary)[1..^1].Select(part => PartOf(part[2..^2])).ToList();
        return new ReadMail(
            headers,
            parts.Single(part => part.Type == "text/plain").Text,
            parts.Single(part => part.Type == "text/html").Text
        );
    }

    public string Header(string name) => Headers.Single(header => header.Name == name).Value;

    /// <summary>RFC 2047 words decoded; blanks between two of them vanish.</summary>
    public static string DecodeWords(string value) =>
        Word()
            .Replace(
                BetweenWords().Replace(value, "?="),
                match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value))
            );

    private static (string Head, string Body) Split(string message)
    {
        var blank = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (message[..blank], message[(blank + 4)..]);
    }

    private static List<(string Name, string Value)> HeadersOf(string head) =>
        [
            .. head.Replace("\r\n ", " ", StringComparison.Ordinal)
                .Split("\r\n")
                .Select(line => line.Split(": ", 2))
                .Select(pair => (pair[0], pair[1])),
        ];

    private static (string Type, string Text) PartOf(string part)
    {
        var (head, body) = Split(part);
        var headers = HeadersOf(head);
        Assert.Equal("quoted-printable", headers.Single(header => header.Name == "Content-Transfer-Encoding").Value);
        return (
            headers.Single(header => header.Name == "Content-Type").Value.Split(';')[0],
            DecodeQuotedPrintable(body)
        );
    }

    public static string DecodeQuotedPrintable(string body)
    {
        var octets = new List<byte>();
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '=')
                octets.Add((byte)body[i]);
            else if (body[i + 1] == '\r')
                i += 2;
            else
            {
                octets.Add(Convert.ToByte(body.Substring(i + 1, 2), 16));
                i += 2;
            }
        }
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. octets]);
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Url();

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")]
    private static partial Regex Word();

    [GeneratedRegex(@"\?=\s+(?==\?)")]
    private static partial Regex BetweenWords();
}
