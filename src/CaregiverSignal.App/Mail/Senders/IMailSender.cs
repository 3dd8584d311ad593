namespace CaregiverSignal.Mail.Senders;

/// <summary>Hands composed messages to the outside world, one after another.</summary>
/// <remarks>A failure in the outside world is returned as an outcome, never thrown.</remarks>
public interface IMailSender
{
    /// <summary>
    /// Whether a repeated mail is recognised and does nothing; true for the folder, never for a relay.
    /// </summary>
    bool RepeatIsHarmless { get; }

    /// <summary>Connects and signs in, where that is not done: what fails here costs no mail an attempt.</summary>
    /// <returns>Null when it takes mail, otherwise what prevents it.</returns>
    Task<SendOutcome?> ConnectAsync(CancellationToken stop);

    /// <summary>Sends the bytes unchanged to the one envelope recipient.</summary>
    Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop);
}

/// <summary>A message from the outbox: composed once, sent byte for byte.</summary>
/// <param name="Id">The outbox id, 32 hex digits; names the file in folder mode.</param>
public sealed record OutgoingMail(string Id, string EnvelopeFrom, string EnvelopeTo, byte[] Bytes);

public enum SendResult
{
    Sent,

    [Code("put off")]
    NotSentRetry,

    [Code("refused")]
    NotSentPermanent,

    /// <summary>The last step may have happened, but no verdict was seen.</summary>
    Unsure,
}

/// <summary>
/// What an outcome is about: this message, this connection, or the account (then nothing can be sent).
/// </summary>
public enum SendScope
{
    Message,
    Connection,
    Account,
}

/// <summary>The verdict on one attempt.</summary>
/// <param name="Stage">Where it ended: connect, tls, banner, starttls, token, auth, mail, rcpt, data, body, final,
/// folder.</param>
/// <param name="Code">The server's three digits, when it gave any.</param>
/// <param name="Enhanced">The enhanced status (RFC 3463) such as <c>4.7.1</c>.</param>
/// <param name="QueuedAs">The relay's own name for a mail it accepted (<see cref="SmtpQueueId"/>), when it gave
/// one.</param>
public sealed record SendOutcome(
    SendResult Result,
    SendScope Scope,
    string Stage,
    int? Code = null,
    string? Enhanced = null,
    SendNote? Note = null,
    string? QueuedAs = null
)
{
    /// <summary>
    /// Whether it is about the relay, so that every other mail would have the same. That our account is refused at one
    /// recipient may be that recipient's own rule.
    /// </summary>
    public bool IsOfRelay =>
        Result == SendResult.NotSentRetry
        && Scope != SendScope.Message
        && (Scope, Stage) != (SendScope.Account, "rcpt");
}
