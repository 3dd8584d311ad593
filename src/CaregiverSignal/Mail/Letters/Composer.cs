using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CaregiverSignal.Mail.Letters;

/// <summary>Turns a letter into the bytes that are stored, sent, and sent again (RFC 5322, MIME).</summary>
public static class Composer
{
    private const int LongestName = 100;
    private const int LongestSubject = 200;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Texts Words = Texts.Of(typeof(Composer));

    /// <summary>
    /// A text and an HTML part with the same sentences and the same single link, in 7-bit lines that end in CRLF; only
    /// a recipient's own address may be outside ASCII.
    /// </summary>
    /// <param name="messageId">In angle brackets: <c>&lt;{outboxId}@{mail domain}&gt;</c>.</param>
    /// <param name="outboxId">32 lower-case hex digits.</param>
    /// <param name="date">The date shown, with its own offset.</param>
    /// <exception cref="ArgumentException">An address, id or link is invalid, or there is a second heading or link.
    /// Names and sentences never throw.</exception>
    public static byte[] Compose(Letter letter, string messageId, string outboxId, DateTimeOffset date)
    {
        CheckBlocks(letter.Blocks);
        var text = QuotedPrintable.Encode(TextPart(letter));
        var html = QuotedPrintable.Encode(HtmlPart(letter));
        var boundary = Boundary(text, html);
        var message = new StringBuilder()
            .Append(Headers(letter, messageId, outboxId, date))
            .Append(HeaderText.Line("Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\""))
            .Append("\r\n")
            .Append(Part(boundary, "text/plain", text))
            .Append(Part(boundary, "text/html", html))
            .Append("--")
            .Append(boundary)
            .Append("--\r\n");
        return Encoding.UTF8.GetBytes(message.ToString());
    }

    private static void CheckBlocks(IReadOnlyList<Block> blocks)
    {
        if (blocks.OfType<Heading>().Count() > 1)
            throw new ArgumentException("A letter has one heading at most.", nameof(blocks));
        var links = blocks.OfType<LinkLine>().ToList();
        if (links.Count > 1)
            throw new ArgumentException("A letter has one link at most.", nameof(blocks));
        foreach (var url in links.Select(link => link.Url).Concat(blocks.OfType<LinkRow>().SelectMany(row => row.Urls)))
            CheckUrl(url);
    }

    private static void CheckUrl(string url)
    {
        var isWeb =
            url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal);
        if (
            !isWeb
            || !Uri.TryCreate(url, UriKind.Absolute, out _)
            || url.Any(c => c is <= ' ' or > '~' or '<' or '>' or '"')
        )
        {
            throw new ArgumentException("A link is an absolute http or https address in ASCII.", nameof(url));
        }
    }

    private static string Headers(Letter letter, string messageId, string outboxId, DateTimeOffset date)
    {
        if (outboxId.Length != 32 || !outboxId.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException("An outbox id is 32 hex digits.", nameof(outboxId));
        var subject = HeaderText.Clean(letter.Subject, LongestSubject);
        var headers = new StringBuilder()
            .Append(HeaderText.Line("Date", DateValue(date)))
            .Append(HeaderText.Line("From", Mailbox(letter.FromName, letter.FromAddress)));
        if (letter.ReplyTo.Length > 0)
            headers.Append(HeaderText.Line("Reply-To", Mailbox(null, letter.ReplyTo)));
        headers
            .Append(HeaderText.Line("To", Mailbox(letter.ToName, letter.To), mayBeUtf8: true))
            .Append(HeaderText.Line("Message-ID", CheckedId(messageId)))
            .Append(HeaderText.Line("Subject", HeaderText.Unstructured("Subject", subject)))
            .Append(HeaderText.Line("Auto-Submitted", "auto-generated"))
            .Append(HeaderText.Line("X-Auto-Response-Suppress", "All"))
            .Append(HeaderText.Line("X-CGS-Ref", outboxId));
        if (letter.UnsubscribeUrl is { } url)
        {
            CheckUrl(url);
            // Never folded: elsewhere a fold broke the relay's signature over it (nodemailer #1654).
            headers.Append(HeaderText.Line("List-Unsubscribe", $"<{url}>"));
            // RFC 8058 allows the one click under https only; without it a mail program opens the page. A trial on one
            // machine needs no https.
            if (new Uri(url) is { Scheme: "https" } or { IsLoopback: true })
                headers.Append(HeaderText.Line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        return headers.Append(HeaderText.Line("MIME-Version", "1.0")).ToString();
    }

    private static string DateValue(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
        + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static string Mailbox(string? name, string address) =>
        HeaderText.Mailbox(name is null ? null : HeaderText.Clean(name, LongestName), Checked(address));

    private static string Checked(string address) =>
        Address.TryParse(address, out var parsed)
            ? parsed!.ToString()
            : throw new ArgumentException("Not one mail address.", nameof(address));

    private static string CheckedId(string messageId) =>
        messageId is ['<', .. var inner, '>'] && Address.TryParse(inner, out _)
            ? messageId
            : throw new ArgumentException("A message id is an address in angle brackets.", nameof(messageId));

    /// <summary>The text part, before it is encoded: what a mail program without HTML shows.</summary>
    public static string TextPart(Letter letter)
    {
        var text = new StringBuilder();
        foreach (var block in letter.Blocks)
        {
            if (text.Length > 0)
                text.Append("\r\n");
            var lines = block switch
            {
                Heading heading => [HeaderText.Clean(heading.Text)],
                Paragraph paragraph => [HeaderText.Clean(paragraph.Text)],
                Lines list => list.Texts.Select(line => HeaderText.Clean(line)),
                LinkLine link => [HeaderText.Clean(link.Label) + ":", link.Url],
                LinkRow { Links: [var (label, url)] } row =>
                [
                    HeaderText.Clean(row.Text),
                    HeaderText.Clean(label) + ":",
                    url,
                ],
                LinkRow row => [HeaderText.Clean(row.Text), .. row.Links.Select(link => HeaderText.Clean(link.Label))],
                _ => throw new ArgumentException($"No way to write a {block.GetType().Name}.", nameof(letter)),
            };
            foreach (var line in lines)
                text.Append(line).Append("\r\n");
        }
        return text.ToString();
    }

    private static string HtmlPart(Letter letter)
    {
        var title = Shown(HeaderText.Clean(letter.Subject, LongestSubject));
        var html = new StringBuilder(
            $"""
            <!doctype html>
            <html lang="nl">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            </head>
            <body style="margin:0;padding:1rem">
            <div style="max-width:36rem;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5;text-align:left">

            """
        );
        // The subject is what a reader of the text part sees above it, so without a heading it is the h1.
        if (!letter.Blocks.OfType<Heading>().Any())
            html.Append(H1(title));
        foreach (var block in letter.Blocks)
        {
            html.Append(
                block switch
                {
                    Heading heading => H1(Shown(heading.Text)),
                    Paragraph paragraph => $"<p>{Shown(paragraph.Text)}</p>\n",
                    Lines list => $"<p>{string.Join("<br>\n", list.Texts.Select(Shown))}</p>\n",
                    LinkLine link => Link(link),
                    LinkRow row => Row(row),
                    _ => throw new ArgumentException($"No way to write a {block.GetType().Name}.", nameof(letter)),
                }
            );
        }
        if (letter.Blocks.OfType<LinkLine>().FirstOrDefault() is { } only)
            html.Append(Copied(only));
        html.Append("</div>\n</body>\n</html>\n");
        return html.ToString().ReplaceLineEndings("\r\n");
    }

    private static string H1(string shown) => $"<h1 style=\"font-size:24px;line-height:1.25\">{shown}</h1>\n";

    private static string Link(LinkLine link) =>
        $"""
            <p><a href="{Html.Encode(
                link.Url
            )}" style="display:inline-block;padding:.75rem 1.25rem;border:2px solid #14507a;border-radius:.25rem;background:#14507a;color:#fff;font-weight:bold;text-decoration:none">{Shown(
                link.Label
            )}</a></p>

            """;

    /// <summary>
    /// The address, for whose mail program opens no button: last, as a line of signs under a button looks like fraud.
    /// </summary>
    private static string Copied(LinkLine link) =>
        $"""
            <p style="margin-top:2rem;font-size:16px;overflow-wrap:anywhere">{Shown(Words["Copy"])}<br>
            {Html.Encode(link.Url)}</p>

            """;

    private static string Row(LinkRow row) =>
        $"<p>{Shown(row.Text)}</p>\n"
        + string.Concat(
            row.Links.Select(link =>
                $"""
                <p style="margin:.25rem 0"><a href="{Html.Encode(
                    link.Url
                )}" style="display:block;padding:.6rem 1rem;border:2px solid;border-radius:.25rem">{Shown(
                    link.Label
                )}</a></p>

                """
            )
        );

    private static string Shown(string text) => Html.Encode(Unbroken.Numbers(HeaderText.Clean(text)));

    private static string Part(string boundary, string type, string body) =>
        $"--{boundary}\r\n"
        + HeaderText.Line("Content-Type", type + "; charset=utf-8")
        + HeaderText.Line("Content-Transfer-Encoding", "quoted-printable")
        + $"\r\n{body}\r\n";

    // Quoted-printable never produces "=_"; the check stays for the day a part is encoded otherwise.
    private static string Boundary(params string[] parts)
    {
        while (true)
        {
            var boundary = "=_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            if (!parts.Any(part => part.Contains(boundary, StringComparison.Ordinal)))
                return boundary;
        }
    }
}
