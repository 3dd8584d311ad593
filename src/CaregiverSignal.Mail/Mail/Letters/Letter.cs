namespace CaregiverSignal.Mail.Letters;

/// <summary>A mail as its author sees it: sender, recipient, subject, and the blocks of its text.</summary>
/// <param name="FromName">The sender's name; control and direction marks are removed.</param>
/// <param name="FromAddress">An address of the organisation's own domain.</param>
/// <param name="ReplyTo">A mailbox that a person reads; empty leaves the header out.</param>
/// <param name="To">One address.</param>
/// <param name="Subject">One line; line breaks in it become blanks.</param>
/// <param name="Blocks">At most one <see cref="Heading"/> and one <see cref="LinkLine"/>.</param>
/// <param name="UnsubscribeUrl">Invitations and reminders only, and the test message (RFC 8058): an http or https
/// address whose token can do nothing but pause.</param>
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
    /// <summary>Whether it is a text message: a gateway takes its words, and no HTML.</summary>
    public bool IsSms { get; init; }

    /// <summary>In which it was written: that in force then.</summary>
    public Language Language { get; } = Languages.Current;
}

/// <summary>A piece of a letter, with the same content in text and HTML.</summary>
public abstract record Block;

/// <summary>The h1 of the HTML part; in text a plain line.</summary>
public sealed record Heading(string Text) : Block;

/// <summary>Sentences that belong together.</summary>
public sealed record Paragraph(string Text) : Block;

/// <summary>Lines below each other: a signature, an address.</summary>
public sealed record Lines(IReadOnlyList<string> Texts) : Block;

/// <summary>The letter's only link: what it leads to; in HTML its address stands again at the end.</summary>
/// <param name="Label">Words without a colon: <c>Naar de vragen</c>.</param>
/// <param name="Url">Absolute, http or https, ASCII.</param>
public sealed record LinkLine(string Label, string Url) : Block;

/// <summary>
/// Links beside the letter's own, to the same page. One that stands alone is a plain line, in the text part with its
/// address; several, as the answers to a question, are not in the text part: they stand on the page that it leads to.
/// </summary>
/// <param name="Links">The words and the address of each: absolute, http or https, ASCII.</param>
public sealed record LinkRow(string Text, IReadOnlyList<(string Label, string Url)> Links) : Block
{
    public IEnumerable<string> Urls => Links.Select(link => link.Url);
}
