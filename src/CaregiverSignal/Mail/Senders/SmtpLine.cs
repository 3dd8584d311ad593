namespace CaregiverSignal.Mail.Senders;

public enum SmtpLineKind
{
    Client,
    Server,

    /// <summary>Something that nobody said but that was seen on the way, such as a certificate.</summary>
    Note,
}

/// <summary>One line of a conversation with the relay, for a person to read.</summary>
/// <param name="Stage">The stage at which it was said; see <see cref="SendOutcome"/>.</param>
/// <param name="Text">Printable ASCII, 200 characters at most, with every secret of ours replaced.</param>
public sealed record SmtpLine(string Stage, SmtpLineKind Kind, string Text);
