using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// Extracts what somebody wrote back, as plain text: without our own mail below it, and without links or keys.
/// </summary>
public static partial class ReplyWords
{
    /// <summary>The most characters that are kept, in UTF-16 units.</summary>
    public const int Longest = 2000;

    private const int MostText = 64 * 1024;

    /// <returns>At most <see cref="Longest"/> characters; empty when nothing is left.</returns>
    public static string Of(MimeMessage message)
    {
        var texts = message.Texts().Where(part => !part.IsAttachment).ToList();
        if (texts.Find(part => part.ContentType.IsMimeType("text", "plain")) is { } plain)
            return Clean(plain.Text());
        return texts.Find(part => part.ContentType.IsMimeType("text", "html")) is { } html
            ? Clean(PlainOf(html.Text()))
            : "";
    }

    private static string Clean(string text)
    {
        if (text.Length > MostText)
            text = text[..MostText];
        var written = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
        {
            if (Quoting().IsMatch(line))
                break;
            if (line.StartsWith('>'))
                continue;
            written.Append(line).Append('\n');
        }

        // Links go first: a key cut off at the end of a line is no longer recognised as a key.
        var words = Key().Replace(TornKey().Replace(Link().Replace(written.ToString(), "[link]"), "[…]"), "[…]");
        words = ManyBlanks().Replace(new string([.. words.Where(c => c == '\n' || !char.IsControl(c))]), "\n\n").Trim();
        if (words.Length <= Longest)
            return words;
        return words[..(char.IsHighSurrogate(words[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…";
    }

    /// <summary>The text between tags, without scripts, styles and quoted blocks.</summary>
    private static string PlainOf(string html)
    {
        if (html.Length > MostText)
            html = html[..MostText];
        var text = new StringBuilder();
        var (skipped, depth) = ((string?)null, 0);
        for (var place = 0; place < html.Length; place++)
        {
            if (html[place] != '<')
            {
                if (skipped is null)
                    text.Append(html[place] is '\r' or '\n' ? ' ' : html[place]);
                continue;
            }

            var end = html.IndexOf('>', place);
            if (end < 0)
                break;
            var tag = html[(place + 1)..Math.Min(end, place + 20)]
                .TrimStart('/')
                .Split([' ', '/', '\t', '\n', '\r'], 2)[0]
                .ToLowerInvariant();
            var isEnd = html[place + 1] == '/';
            if (skipped is null && !isEnd && tag is "script" or "style" or "blockquote" or "head" or "title")
                skipped = tag;
            if (tag == skipped)
                depth += isEnd ? -1 : 1;
            if (depth == 0)
                skipped = null;
            if (skipped is null && tag is "br" or "p" or "div" or "li" or "tr")
                text.Append('\n');
            place = end;
        }

        return WebUtility.HtmlDecode(text.ToString());
    }

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
