using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>One of our messages, as a reply may quote it.</summary>
/// <param name="Texts">Its alternatives, as plain text.</param>
internal sealed record OurMail(string Subject, IReadOnlyList<string> Texts)
{
    /// <param name="bytes">As <see cref="Letters.Composer"/> made them.</param>
    public static OurMail From(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var message = MimeMessage.Load(stream);
        return new(
            message.Subject ?? "",
            [
                .. message
                    .BodyParts.OfType<TextPart>()
                    .Select(part => part.IsHtml ? MessageText.PlainOf(part.Text) : part.Text),
            ]
        );
    }
}
