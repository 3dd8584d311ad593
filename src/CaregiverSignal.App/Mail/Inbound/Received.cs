using System.Text;
using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>Reads a stranger's message with MimeKit, within limits and without ever throwing.</summary>
public static class Received
{
    /// <summary>The largest message that is read.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostParts = 30;

    /// <summary>Lines that may begin a part; what has more is made to be slow.</summary>
    private const int MostBoundaries = 1000;

    private const int LongestHeader = 8000;

    /// <summary>All headers together; those of a usual mail are a tenth of it.</summary>
    private const int LongestHead = 64 * 1024;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = 6, AllowUnquotedCommasInAddresses = true };

    /// <summary>
    /// Windows-1252, which is Latin-1 with quotes and dashes in unused places; senders that declare the one often mean
    /// the other.
    /// </summary>
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <returns>Null when it is no message, or has too much in it; then nothing of it is used.</returns>
    public static MimeMessage? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length > MostBytes || message.Count("\n--"u8) > MostBoundaries || HeadLength(message) > LongestHead)
            return null;
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        try
        {
            var read = MimeMessage.Load(Options, stream);
            return read.OwnParts().Take(MostParts + 1).Count() > MostParts ? null : read;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>All parts, except those inside messages within it: they say nothing about the message itself.</summary>
    public static IEnumerable<MimeEntity> OwnParts(this MimeMessage message) =>
        message.Body is null ? [] : Within(message.Body);

    /// <summary>The messages within it, whole or their headers alone.</summary>
    public static IEnumerable<MimeMessage> Embedded(this MimeMessage message) =>
        message.OwnParts().Select(In).OfType<MimeMessage>();

    /// <summary>The value of the first header with this name, decoded; null when there is none.</summary>
    public static string? Header(this MimeMessage message, string name) => message.All(name).FirstOrDefault();

    /// <summary>The values of every header with this name, decoded.</summary>
    public static IEnumerable<string> All(this MimeMessage message, string name) =>
        message
            .Headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value.Length > LongestHeader ? header.Value[..LongestHeader] : header.Value);

    /// <summary>Its own parts that are text, in their order.</summary>
    public static IEnumerable<MimePart> Texts(this MimeMessage message) =>
        message
            .OwnParts()
            .OfType<MimePart>()
            .Where(part => part.ContentType.IsMimeType("text", "*") && In(part) is null);

    /// <summary>
    /// The content as UTF-8 where it is valid UTF-8, otherwise as Western: an unknown character set must not lose a
    /// text.
    /// </summary>
    public static string Text(this MimePart part)
    {
        if (part.Content is null)
            return "";
        using var decoded = new MemoryStream();
        part.Content.DecodeTo(decoded);
        var octets = decoded.ToArray();
        return System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Western.GetString(octets);
    }

    private static int HeadLength(ReadOnlySpan<byte> message)
    {
        var (unix, dos) = (message.IndexOf("\n\n"u8), message.IndexOf("\n\r\n"u8));
        return (unix, dos) switch
        {
            (< 0, < 0) => message.Length,
            (< 0, _) => dos,
            (_, < 0) => unix,
            _ => Math.Min(unix, dos),
        };
    }

    private static IEnumerable<MimeEntity> Within(MimeEntity entity) =>
        entity is Multipart parts ? parts.SelectMany(Within).Prepend(entity) : [entity];

    /// <summary>A message within it, also one that was encoded as a whole, which the standard forbids.</summary>
    private static MimeMessage? In(MimeEntity part)
    {
        if (part is MessagePart embedded)
            return embedded.Message;
        if (part is not MimePart { Content: not null } encoded || !IsMessage(encoded.ContentType))
            return null;
        using var decoded = new MemoryStream();
        encoded.Content.DecodeTo(decoded);
        return Read(decoded.ToArray());
    }

    private static bool IsMessage(ContentType type) =>
        type.MimeType.ToLowerInvariant()
            is "message/rfc822"
                or "message/global"
                or "text/rfc822-headers"
                or "message/rfc822-headers"
                or "message/global-headers";
}
