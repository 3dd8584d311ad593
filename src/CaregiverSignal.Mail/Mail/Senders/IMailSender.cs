namespace CaregiverSignal.Mail.Senders;

/// <summary>Sends composed messages, one after another.</summary>
/// <remarks>External failures are returned as outcomes, never thrown.</remarks>
public interface IMailSender
{
    /// <summary>Whether sending a message twice is harmless; true for the folder, never for a relay.</summary>
    bool RepeatIsHarmless { get; }

    /// <summary>Whether a message can be sent without connecting first.</summary>
    bool IsConnected => false;

    /// <summary>Connects and signs in if needed: a failure here costs no message an attempt.</summary>
    /// <returns>Null if ready, otherwise what prevents sending.</returns>
    Task<SendOutcome?> ConnectAsync(CancellationToken stop);

    /// <summary>Sends the bytes unchanged to the one envelope recipient.</summary>
    Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop);
}

/// <summary>A message from the outbox: composed once, sent byte for byte.</summary>
/// <param name="Id">The outbox id, 32 hex digits; names the file in folder mode.</param>
public sealed record OutgoingMail(string Id, string EnvelopeFrom, string EnvelopeTo, byte[] Bytes);

/// <summary>The outcome of an attempt, which decides what is tried next.</summary>
public enum SendResult
{
    Sent,

    /// <summary>This message not now; perhaps later.</summary>
    [Code("put off")]
    PutOff,

    /// <summary>This message never.</summary>
    Refused,

    /// <summary>It may have been sent, but no answer was seen.</summary>
    Unsure,

    /// <summary>No messages now: the relay cannot be reached, or is busy.</summary>
    [Code("relay fails")]
    RelayFails,

    /// <summary>No messages until somebody fixes it: the relay refuses our sign-in or sender.</summary>
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
    /// <summary>Whether every other message would fail the same way now.</summary>
    public bool IsOfRelay => Result is SendResult.RelayFails or SendResult.RelayRefuses;
}
