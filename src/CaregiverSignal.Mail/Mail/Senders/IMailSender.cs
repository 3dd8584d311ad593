namespace CaregiverSignal.Mail.Senders;

/// <summary>Hands composed messages to the outside world, one after another.</summary>
/// <remarks>A failure in the outside world is returned as an outcome, never thrown.</remarks>
public interface IMailSender
{
    /// <summary>
    /// Whether a repeated mail is recognised and does nothing; true for the folder, never for a relay.
    /// </summary>
    bool RepeatIsHarmless { get; }

    /// <summary>Whether a mail can be handed over without connecting first.</summary>
    bool IsConnected => false;

    /// <summary>Connects and signs in, where that is not done: what fails here costs no mail an attempt.</summary>
    /// <returns>Null when it takes mail, otherwise what prevents it.</returns>
    Task<SendOutcome?> ConnectAsync(CancellationToken stop);

    /// <summary>Sends the bytes unchanged to the one envelope recipient.</summary>
    Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop);
}

/// <summary>A message from the outbox: composed once, sent byte for byte.</summary>
/// <param name="Id">The outbox id, 32 hex digits; names the file in folder mode.</param>
public sealed record OutgoingMail(string Id, string EnvelopeFrom, string EnvelopeTo, byte[] Bytes);

/// <summary>What came of an attempt, and so what is tried next.</summary>
public enum SendResult
{
    Sent,

    /// <summary>Not this mail now; perhaps later.</summary>
    [Code("put off")]
    PutOff,

    /// <summary>This mail never.</summary>
    Refused,

    /// <summary>The last step may have happened, but no verdict was seen.</summary>
    Unsure,

    /// <summary>No mail now: the relay cannot be reached, or is busy.</summary>
    [Code("relay fails")]
    RelayFails,

    /// <summary>No mail until somebody mends it: the relay does not let us in, or does not accept us.</summary>
    [Code("relay refuses us")]
    RelayRefuses,
}

/// <summary>The verdict on one attempt.</summary>
/// <param name="Stage">Where it ended: connect, tls, banner, starttls, token, auth, mail, rcpt, data, final, folder, or
/// outbox.</param>
/// <param name="Code">The server's three digits, when it gave any.</param>
/// <param name="Enhanced">The enhanced status (RFC 3463) such as <c>4.7.1</c>.</param>
public sealed record SendOutcome(
    SendResult Result,
    string Stage,
    SendNote? Note = null,
    int? Code = null,
    string? Enhanced = null
)
{
    /// <summary>Whether every other mail would have the same now.</summary>
    public bool IsOfRelay => Result is SendResult.RelayFails or SendResult.RelayRefuses;
}
