using System.Text;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// One part of a received message, unchanged: every character is one octet until <see cref="Text"/> decodes it.
/// </summary>
/// <param name="MediaType">In lower case; <c>text/plain</c> when it is missing or cannot be read.</param>
/// <param name="Lines">The body; for an embedded message it is in <paramref name="Parts"/>.</param>
/// <param name="Parts">The parts of a multipart, or the one message embedded here.</param>
public sealed record MimePart(
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string MediaType,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyList<string> Lines,
    IReadOnlyList<MimePart> Parts
)
{
    /// <summary>
    /// Whether it is a message within the message: its content says nothing about the message around it.
    /// </summary>
    public bool IsEmbedded =>
        MediaType
            is "message/rfc822"
                or "message/global"
                or "text/rfc822-headers"
                or "message/rfc822-headers"
                or "message/global-headers";

    /// <summary>
    /// The value of the first header with this name, unfolded, still encoded; null when there is none.
    /// </summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }

        return null;
    }

    /// <summary>The values of every header with this name.</summary>
    public IEnumerable<string> All(string name) =>
        Headers
            .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value);

    /// <summary>This part and all parts in it, except those inside embedded messages.</summary>
    public IEnumerable<MimePart> OwnParts() =>
        IsEmbedded ? [this] : Parts.SelectMany(part => part.OwnParts()).Prepend(this);

    /// <summary>The messages embedded in this one.</summary>
    public IEnumerable<MimePart> Embedded() => OwnParts().Where(part => part.IsEmbedded).SelectMany(part => part.Parts);

    /// <summary>
    /// The body with transfer encoding and character set decoded; what cannot be decoded stays as it is, or becomes a
    /// replacement mark.
    /// </summary>
    public string Text() =>
        MimeWords.Decode(Encoding.Latin1.GetBytes(TransferDecoded()), Parameters.GetValueOrDefault("charset"));

    /// <summary>The body with only its transfer encoding decoded.</summary>
    internal string TransferDecoded() =>
        (Header("Content-Transfer-Encoding") ?? "").Trim().ToLowerInvariant() switch
        {
            "base64" => MimeWords.Base64(string.Concat(Lines)),
            "quoted-printable" => MimeWords.QuotedPrintable(Lines),
            _ => string.Join('\n', Lines),
        };
}
