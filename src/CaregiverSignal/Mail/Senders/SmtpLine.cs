namespace CaregiverSignal.Mail.Senders;

public enum SmtpVoice
{
    Client,
    Server,

    /// <summary>Something seen on the way that nobody said, such as a certificate.</summary>
    Note,
}

/// <summary>One line of a conversation with the relay, for a person to read.</summary>
/// <param name="Stage">Where it was said; see <see cref="SendOutcome"/>.</param>
/// <param name="Text">Printable ASCII, 200 characters at most, every secret of ours replaced.</param>
public sealed record SmtpLine(string Stage, SmtpVoice Voice, string Text);
