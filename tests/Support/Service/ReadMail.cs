using MimeKit;

namespace CaregiverSignal.Tests.Support;

/// <summary>A mail as its reader's program has it.</summary>
public sealed partial class ReadMail
{
    private readonly MimeMessage message;

    private ReadMail(MimeMessage message) => this.message = message;

    /// <summary>In order, decoded.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers =>
        [
            .. message.Headers.Select(header => (header.Field, header.Value)),
            .. message.Body!.Headers.Select(header => (header.Field, header.Value)),
        ];

    public string Text => message.TextBody!.ReplaceLineEndings("\r\n");

    public string Html => message.HtmlBody!.ReplaceLineEndings("\r\n");

    public string Subject => message.Subject!;

    public MailboxAddress Sender => message.From.Mailboxes.Single();

    public MailboxAddress To => message.To.Mailboxes.Single();

    /// <summary>The addresses of links in the text part.</summary>
    public IReadOnlyList<string> Links => [.. Url().Matches(Text).Select(match => match.Value)];

    public static ReadMail From(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return new ReadMail(MimeMessage.Load(stream));
    }

    public string Header(string name) =>
        Headers.Single(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Url();
}
