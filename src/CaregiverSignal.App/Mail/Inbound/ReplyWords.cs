using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// Extracts what somebody wrote back, as plain text: without our own mail below it, and without links or keys.
/// </summary>
public static partial class ReplyWords
{
    /// <summary>The most characters that are kept, in UTF-16 units.</summary>
    public const int Longest = 2000;

    private const int MostText = 64 * 1024;

    /// <summary>
    /// Windows-1252, which is Latin-1 with quotes and dashes in unused places; senders that declare the one often mean
    /// the other.
    /// </summary>
    private static readonly Encoding Western = Encoding.GetEncoding(1252);

    /// <returns>At most <see cref="Longest"/> characters; empty when nothing is left.</returns>
    public static string FromMessage(MimeMessage message)
    {
        var texts = message.BodyParts.OfType<TextPart>().Where(part => !part.IsAttachment).ToList();
        // Around a photo there are several.
        var plain = texts.Where(part => part.IsPlain).Select(DecodedText);
        if (Clean(string.Join('\n', plain)) is { Length: > 0 } words)
            return words;
        return texts.Find(part => part.IsHtml) is { } html ? Clean(PlainOf(html.DecodedText())) : "";
    }

    /// <summary>The same below its subject.</summary>
    public static string WithSubject(MimeMessage message) =>
        WithoutLinks($"{message.Subject?.ReplaceLineEndings(" ")}\n{FromMessage(message)}");

    /// <summary>
    /// The content in the character set that it declares, but as UTF-8 where it can be nothing else, and as Western
    /// where it declares none that we know: no text is lost.
    /// </summary>
    internal static string DecodedText(this MimePart part)
    {
        if (part.Content is null)
            return "";
        using var decoded = new MemoryStream();
        part.Content.DecodeTo(decoded);
        var octets = decoded.ToArray();
        var declared = part.ContentType.CharsetEncoding;
        // UTF-8, Latin-1 and ASCII.
        var saysLittle = declared is null or { CodePage: 65001 or 28591 or 20127 };
        var isUtf8 = System.Text.Unicode.Utf8.IsValid(octets) && (saysLittle || octets.Any(octet => octet > 127));
        return (
            isUtf8 ? Encoding.UTF8
            : saysLittle ? Western
            : declared!
        ).GetString(octets);
    }

    private static string Clean(string text)
    {
        var written = Cut(text)
            .ReplaceLineEndings("\n")
            .Split('\n')
            .Select(line => line.TrimEnd())
            .TakeWhile(line => !Quoting().IsMatch(line))
            .Where(line => !line.StartsWith('>'));

        return WithoutLinks(string.Join('\n', written));
    }

    private static string WithoutLinks(string text)
    {
        // Links go first: a key cut off at the end of a line is no longer recognised as a key.
        var words = Link().Replace(text, "[link]");
        words = Key().Replace(TornKey().Replace(words, "[…]"), "[…]");
        words = ManyBlanks().Replace(new string([.. words.Where(c => c == '\n' || !char.IsControl(c))]), "\n\n").Trim();
        if (words.Length <= Longest)
            return words;
        return words[..(char.IsHighSurrogate(words[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…";
    }

    /// <summary>The text between tags, without scripts, styles and quoted blocks.</summary>
    private static string PlainOf(string html)
    {
        var text = new StringBuilder();
        var skipped = 0;
        using var reader = new StringReader(Cut(html));
        var tokens = new HtmlTokenizer(reader);
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.BlockQuote or HtmlTagId.Head or HtmlTagId.Style } tag:
                    skipped = Math.Max(0, skipped + (tag.IsEndTag ? -1 : 1));
                    break;
                case HtmlTagToken { Id: HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.TR }:
                    text.Append('\n');
                    break;
                case HtmlDataToken { Kind: HtmlTokenKind.Data } data when skipped == 0:
                    text.Append(data.Data.ReplaceLineEndings(" "));
                    break;
            }
        }

        return text.ToString();
    }

    private static string Cut(string text) => text.Length > MostText ? text[..MostText] : text;

    [GeneratedRegex(
        @"^\s{0,9}(?:-{2,}\s?(?:original message|oorspronkelijk bericht|forwarded message|doorgestuurd bericht)|_{10,}|(?:on|op)\s.{4,200}\s(?:wrote|schreef|geschreven)\b.{0,200}:?\s*$|(?:from|van|verzonden|sent):\s.{3,})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Quoting();

    [GeneratedRegex(
        @"(?:[a-z][a-z0-9+.\-]{1,10}://|www\.)[^\s<>""]{1,2000}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Link();

    [GeneratedRegex(@"[A-Za-z0-9_\-]{30,}", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    /// <summary>The 43 letters of a key that continues over the end of a line.</summary>
    [GeneratedRegex(
        @"(?<![\w\-])(?=(?:[A-Za-z0-9_\-]\n?){43}(?![\w\-]))[A-Za-z0-9_\-]+\n[A-Za-z0-9_\-]+",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex TornKey();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyBlanks();
}
