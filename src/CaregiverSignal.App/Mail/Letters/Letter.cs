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
);
