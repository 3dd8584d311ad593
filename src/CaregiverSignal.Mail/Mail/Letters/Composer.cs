using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MimeKit;
using MimeKit.Utils;

namespace CaregiverSignal.Mail.Letters;

/// <summary>Turns a letter into the bytes that are stored and sent (RFC 5322, MIME).</summary>
internal static class Composer
{
    private const int LongestName = 100;
    private const int LongestSubject = 200;

    /// <summary>The line format for storing and sending.</summary>
    public static readonly FormatOptions Lines7Bit = new() { NewLineFormat = NewLineFormat.Dos, EnsureNewLine = true };

    private static ReadOnlySpan<byte> DateField => "Date: "u8;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Texts Words = Texts.Of(typeof(Composer));

    /// <summary>A text and an HTML part with the same sentences and the same single link, in 7-bit lines that end in
    /// CRLF.</summary>
    /// <param name="outboxId">32 lower-case hex digits.</param>
    /// <param name="date">The date shown, with its offset; null if <see cref="Dated"/> adds it later.</param>
    /// <exception cref="ArgumentException">An address, id or link is invalid, or there is a second heading or link.
    /// Names and text never throw.</exception>
    public static byte[] Compose(Letter letter, string messageId, string outboxId, DateTimeOffset? date)
    {
        using var spoken = Languages.Speak(letter.Language);
        CheckBlocks(letter.Blocks);
        if (outboxId.Length != 32 || !outboxId.All(char.IsAsciiHexDigitLower))
            throw new ArgumentException("An outbox id is 32 hex digits.", nameof(outboxId));
        using var message = new MimeMessage
        {
            MessageId = Inside(messageId),
            Subject = PlainText.Clean(letter.Subject, LongestSubject),
            Body = letter.IsSms
                ? Part("plain", TextPart(letter))
                : new MultipartAlternative { Part("plain", TextPart(letter)), Part("html", HtmlPart(letter)) },
        };
        if (date is { } known)
            message.Date = known;
        else
            message.Headers.Remove(HeaderId.Date);
        message.From.Add(Mailbox(letter.FromName, letter.FromAddress));
        if (letter.ReplyTo.Length > 0)
            message.ReplyTo.Add(Mailbox(null, letter.ReplyTo));
        message.To.Add(Mailbox(letter.ToName, letter.To));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add("X-CGS-Ref", outboxId);
        if (letter.UnsubscribeUrl is { } url)
            OfferUnsubscribing(message, url);
        using var bytes = new MemoryStream();
        message.WriteTo(Lines7Bit, bytes);
        return bytes.ToArray();
    }

    /// <summary>Adds the date of the first attempt, unless the message has one.</summary>
    public static byte[] Dated(byte[] message, DateTimeOffset date) =>
        message.AsSpan().StartsWith(DateField)
            ? message
            : [.. DateField, .. Encoding.ASCII.GetBytes(DateUtils.FormatDate(date)), .. "\r\n"u8, .. message];

    private static void OfferUnsubscribing(MimeMessage message, string url)
    {
        CheckUrl(url);
        // Never folded: folding can break the relay's signature (nodemailer #1654).
        var header = new Header("List-Unsubscribe", "");
        header.SetRawValue(Encoding.ASCII.GetBytes($" <{url}>\r\n"));
        message.Headers.Add(header);
        // RFC 8058 requires https for one-click unsubscribing; otherwise mail programs open the page. A local trial
        // needs no https.
        if (new Uri(url) is { Scheme: "https" } or { IsLoopback: true })
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private static TextPart Part(string subtype, string text) =>
        new(subtype) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

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

    private static MailboxAddress Mailbox(string? name, string address) =>
        Address.TryParse(address, out var parsed)
            ? new MailboxAddress(name is null ? null : PlainText.Clean(name, LongestName), parsed!.ToString())
            : throw new ArgumentException("Not one mail address.", nameof(address));

    private static string Inside(string messageId) =>
        messageId is ['<', .. var inner, '>'] && Address.TryParse(inner, out _)
            ? inner
            : throw new ArgumentException("A message id is an address in angle brackets.", nameof(messageId));

    /// <summary>The text part, before it is encoded: what a mail program without HTML shows.</summary>
    public static string TextPart(Letter letter) =>
        string.Join("\r\n", letter.Blocks.Select(block => string.Concat(LinesOf(block).Select(line => line + "\r\n"))));

    private static IEnumerable<string> LinesOf(Block block) =>
        block switch
        {
            Heading heading => [PlainText.Clean(heading.Text)],
            Paragraph paragraph => [PlainText.Clean(paragraph.Text)],
            Lines list => list.Texts.Select(line => PlainText.Clean(Languages.Isolated(line))),
            LinkLine link => [PlainText.Clean(link.Label) + ":", link.Url],
            LinkRow { Links: [var (label, url)] } row => [PlainText.Clean(row.Text), PlainText.Clean(label) + ":", url],
            LinkRow row => [PlainText.Clean(row.Text), PlainText.Clean(Words["OpenToAnswer"])],
            _ => throw new ArgumentException($"No way to write a {block.GetType().Name}.", nameof(block)),
        };

    private static string HtmlPart(Letter letter)
    {
        var title = Shown(PlainText.Clean(letter.Subject, LongestSubject));
        // Without a heading the subject becomes the h1; readers of the text part see it above the text.
        var heading = letter.Blocks.OfType<Heading>().Any() ? "" : H1(title);
        // Last, for mail programs that cannot open the button: a long address under a button looks like fraud.
        var copied = letter.Blocks.OfType<LinkLine>().FirstOrDefault() is { } only
            ? $"<p style=\"margin-top:2rem;font-size:16px;overflow-wrap:anywhere\">{Shown(Words["Copy"])}<br>\n{Html.Encode(only.Url)}</p>\n"
            : "";
        return $"""
            <!doctype html>
            <html lang="{Languages.Tag}" dir="{Languages.Direction}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            </head>
            <body style="margin:0;padding:1rem">
            <div style="max-width:36rem;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5;text-align:start">
            {heading}{string.Concat(letter.Blocks.Select(HtmlOf))}{copied}</div>
            </body>
            </html>

            """.ReplaceLineEndings("\r\n");
    }

    private static string HtmlOf(Block block) =>
        block switch
        {
            Heading heading => H1(Shown(heading.Text)),
            Paragraph paragraph => $"<p>{Shown(paragraph.Text)}</p>\n",
            Lines list =>
                $"<p>{string.Join("<br>\n", list.Texts.Select(line => Shown(Languages.Isolated(line))))}</p>\n",
            LinkLine link =>
                $"<p>{Link(link.Label, link.Url, "display:inline-block;padding:.75rem 1.25rem;border:2px solid #14507a;border-radius:.25rem;background:#14507a;color:#fff;font-weight:bold;text-decoration:none")}</p>\n",
            LinkRow { Links: [var (label, url)] } row =>
                $"<p>{Shown(row.Text)} {Link(label, url, "padding:.6rem 0")}</p>\n",
            LinkRow row => $"<p>{Shown(row.Text)}</p>\n"
                + string.Concat(
                    row.Links.Select(link =>
                        $"<p style=\"margin:.25rem 0\">{Link(link.Label, link.Url, "display:block;padding:.6rem 1rem;border:2px solid;border-radius:.25rem")}</p>\n"
                    )
                ),
            _ => throw new ArgumentException($"No way to write a {block.GetType().Name}.", nameof(block)),
        };

    private static string H1(string shown) => $"<h1 style=\"font-size:24px;line-height:1.25\">{shown}</h1>\n";

    private static string Link(string label, string url, string style) =>
        $"<a href=\"{Html.Encode(url)}\" style=\"{style}\">{Shown(label)}</a>";

    private static string Shown(string text) => Html.Encode(Unbroken.Numbers(PlainText.Clean(text)));
}
