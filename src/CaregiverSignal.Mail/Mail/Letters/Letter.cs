namespace CaregiverSignal.Mail.Letters;

/// <summary>A message before composing: sender, recipient, subject and blocks of text.</summary>
/// <param name="FromName">The sender's name; control and direction marks are removed.</param>
/// <param name="FromAddress">An address of the organisation's own domain.</param>
/// <param name="ReplyTo">A mailbox that a person reads; empty leaves the header out.</param>
/// <param name="To">One address.</param>
/// <param name="Subject">One line; line breaks become spaces.</param>
/// <param name="Blocks">At most one <see cref="Heading"/> and one <see cref="LinkLine"/>.</param>
/// <param name="UnsubscribeUrl">For invitations, reminders and the test message (RFC 8058): an http or https address
/// whose token can only pause.</param>
public sealed record Letter(
    string FromName,
    string FromAddress,
    string ReplyTo,
    string To,
    string? ToName,
    string Subject,
    IReadOnlyList<Block> Blocks,
    string? UnsubscribeUrl
)
{
    /// <summary>Whether it is a text message: the gateway uses plain text only.</summary>
    public bool IsSms { get; init; }

    /// <summary>The language it is written in.</summary>
    public Language Language { get; } = Languages.Current;
}

/// <summary>Part of a letter, with the same content in text and HTML.</summary>
public abstract record Block;

/// <summary>The h1 in HTML; a plain line in text.</summary>
public sealed record Heading(string Text) : Block;

/// <summary>Sentences that belong together.</summary>
internal sealed record Paragraph(string Text) : Block;

/// <summary>Consecutive lines, such as a signature or an address.</summary>
public sealed record Lines(IReadOnlyList<string> Texts) : Block;

/// <summary>The letter's main link; HTML repeats its address at the end.</summary>
/// <param name="Label">Words without a colon: <c>Naar de vragen</c>.</param>
/// <param name="Url">Absolute, http or https, ASCII.</param>
internal sealed record LinkLine(string Label, string Url) : Block;

/// <summary>Additional links to the same page. A single one is a plain line, with its address in the text part;
/// several, such as answers to a question, are left out of the text part, as the page has them.</summary>
/// <param name="Links">Label and address of each: absolute, http or https, ASCII.</param>
internal sealed record LinkRow(string Text, IReadOnlyList<(string Label, string Url)> Links) : Block
{
    public IEnumerable<string> Urls => Links.Select(link => link.Url);
}
