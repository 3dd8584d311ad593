using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Text;
using MimeKit.Tnef;
using Org.BouncyCastle.Cms;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>A message's whole text as plain text, with attachments named in brackets.</summary>
internal static partial class MessageText
{
    /// <summary>The longest text kept, in UTF-16 units; longer text ends in an ellipsis.</summary>
    public const int Longest = 64 * 1024;

    private const int MostParts = 100;

    private const int LongestName = 60;
    private const int MostFiles = 5;

    /// <summary>Windows-1252, which is Latin-1 with quotes and dashes in unused places; senders that declare the one
    /// often mean the other.</summary>
    private static readonly Encoding Western = Encoding.GetEncoding(1252);

    /// <param name="isReadable">False if part of it is encrypted or damaged, so that the text is incomplete.</param>
    public static string Of(MimeMessage message, out bool isReadable)
    {
        var found = new Found();
        var text = message.Body is null ? "" : TextOf(message.Body, found).TrimStart('\n', '\r');
        isReadable = found.IsReadable;
        var whole = text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
        var files = string.Join(", ", found.Files.Take(MostFiles).Append(found.Files.Count > MostFiles ? "…" : ""));
        return found.Files.Count == 0 ? whole : $"{whole}\n\n[bijlage: {files.TrimEnd(',', ' ')}]";
    }

    /// <summary>What was found while reading a message.</summary>
    private sealed class Found
    {
        public int Parts { get; set; }
        public bool IsReadable { get; set; } = true;
        public List<string> Files { get; } = [];
    }

    private static string TextOf(MimeEntity part, Found found)
    {
        if (++found.Parts > MostParts)
            return "";
        switch (part)
        {
            case MultipartAlternative alternative:
                return Fullest([.. alternative.Select(half => TextOf(half, found))]);
            case MultipartEncrypted:
                return Unread(found);
            case Multipart several:
                return Joined(several.Select(each => TextOf(each, found)));
            case MessagePart { Message: { Body: { } body } forwarded }:
                return $"\n{Joined(HeadOf(forwarded))}\n{TextOf(body, found)}";
            case TextPart { IsHtml: true } html:
                return PlainOf(html.DecodedText());
            case TextPart { IsPlain: true } plain:
                return plain.DecodedText();
            case ApplicationPkcs7Mime wrapped:
                return Opened(wrapped) is { } signed ? TextOf(signed, found) : Unread(found);
            case TnefPart tnef:
                return Unpacked(tnef) is { } inside ? TextOf(inside, found) : Unread(found);
            // Signatures and inline pictures have no text.
            case ApplicationPkcs7Signature
            or ApplicationPgpSignature
            or MimePart { ContentId: not null, IsAttachment: false, ContentType.MediaType: "image" }:
                return "";
            case MimePart file:
                found.Files.Add(NameOf(file));
                return "";
            default:
                return "";
        }
    }

    private static string Unread(Found found)
    {
        found.IsReadable = false;
        return "";
    }

    /// <summary>Joins texts, up to the longest kept.</summary>
    private static string Joined(IEnumerable<string> texts)
    {
        var all = new StringBuilder();
        foreach (var text in texts)
            if (text.Length > 0 && all.Length <= Longest)
                all.Append(all.Length == 0 ? "" : "\n").Append(text);
        return all.ToString();
    }

    /// <summary>The alternative that contains all words of the others, preferably the plain one, which marks
    /// quotations; all of them if each has words of its own.</summary>
    private static string Fullest(List<string> halves)
    {
        var words = halves.ConvertAll(half => QuotedLines.WordsIn(half).ToHashSet(StringComparer.Ordinal));
        var whole = words.FindIndex(half => words.TrueForAll(other => other.IsSubsetOf(half)));
        return whole < 0 ? Joined(halves) : halves[whole];
    }

    private static IEnumerable<string> HeadOf(MimeMessage message) =>
        new[] { message.From.ToString(), message.Headers["Date"], message.Subject }.OfType<string>();

    private static string NameOf(MimePart file)
    {
        var name = (file.FileName ?? file.ContentType.MimeType).ReplaceLineEndings(" ");
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    /// <returns>Null if it is encrypted or damaged.</returns>
    private static MimeEntity? Opened(ApplicationPkcs7Mime part)
    {
        try
        {
            using var context = new TemporarySecureMimeContext();
            // The signature is not verified: anybody may write, signed or not.
            part.Verify(context, out var signed);
            return signed;
        }
        catch (Exception e)
            when (e is CmsException or IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <returns>Null if it is damaged.</returns>
    private static MimeEntity? Unpacked(TnefPart part)
    {
        try
        {
            return part.Content is null ? null : part.ConvertToMessage().Body;
        }
        catch (Exception e)
            when (e is TnefException or IOException or FormatException or ArgumentException or InvalidOperationException
            )
        {
            return null;
        }
    }

    /// <summary>Decodes the content by its declared character set; as UTF-8 if it is valid UTF-8, and as Windows-1252
    /// if the declared one is unknown. Never loses text.</summary>
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

    /// <summary>The text between tags, without titles, styles and scripts; quoted blocks too.</summary>
    internal static string PlainOf(string html)
    {
        var text = new StringBuilder();
        var (skipped, isPre) = (HtmlTagId.Unknown, false);
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader);
        while (text.Length <= Longest && tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Title or HtmlTagId.Script } tag:
                    skipped = tag.IsEndTag || tag.IsEmptyElement ? HtmlTagId.Unknown : tag.Id;
                    break;
                case HtmlTagToken { Id: HtmlTagId.Body }:
                    skipped = HtmlTagId.Unknown;
                    break;
                case HtmlTagToken { Id: HtmlTagId.TD or HtmlTagId.TH }:
                    text.Append(' ');
                    break;
                case HtmlTagToken { Id: HtmlTagId.Pre } tag:
                    isPre = !tag.IsEndTag;
                    text.Append('\n');
                    break;
                case HtmlTagToken { Id: var id } when Breaks.Contains(id):
                    text.Append('\n');
                    break;
                case HtmlDataToken { Kind: HtmlTokenKind.Data } data when skipped == HtmlTagId.Unknown:
                    text.Append(isPre ? data.Data : Blanks().Replace(data.Data, " "));
                    break;
            }
        }

        return text.ToString();
    }

    private static readonly HashSet<HtmlTagId> Breaks =
    [
        HtmlTagId.Br,
        HtmlTagId.P,
        HtmlTagId.Div,
        HtmlTagId.LI,
        HtmlTagId.TR,
        HtmlTagId.Table,
        HtmlTagId.UL,
        HtmlTagId.OL,
        HtmlTagId.HR,
        HtmlTagId.BlockQuote,
        HtmlTagId.H1,
        HtmlTagId.H2,
        HtmlTagId.H3,
        HtmlTagId.H4,
        HtmlTagId.H5,
        HtmlTagId.H6,
    ];

    [GeneratedRegex(@"[ \t\r\n\f]+")]
    private static partial Regex Blanks();

    /// <summary>A web address.</summary>
    [GeneratedRegex(
        @"(?:[a-z][a-z0-9+.\-]{1,10}://|www\.)[!#-;=?-~]{1,2000}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    internal static partial Regex Link();
}
