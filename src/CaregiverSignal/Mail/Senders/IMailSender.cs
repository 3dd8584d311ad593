namespace CaregiverSignal.Mail.Senders;

/// <summary>Hands one composed message to the outside world, and returns what became of it.</summary>
public interface IMailSender
{
    /// <summary>
    /// Whether a repeated mail is recognised and does nothing; true for the folder, never for a relay.
    /// </summary>
    bool RepeatIsHarmless { get; }

    /// <summary>How many mails may be handed to it at the same time.</summary>
    int AtOnce => 1;

    /// <summary>How many mails it takes in one go, because they share what they wait for.</summary>
    int MostTogether => 1;

    /// <summary>Sends the bytes unchanged to the one envelope recipient.</summary>
    /// <param name="beforeFinal">Called when everything but the last step is done (SMTP: the end-of-data marker;
    /// folder: the rename). It commits "in data" under the lease; false means that the lease is lost and the last step
    /// must not happen.</param>
    /// <remarks>A failure in the outside world is returned as an outcome, never thrown.</remarks>
    Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop);

    /// <summary>Sends up to <see cref="MostTogether"/> mails; each has an outcome of its own.</summary>
    /// <param name="beforeFinal">Called once, with the ids of the mails of which everything but the last step is done;
    /// gives those that may take it.</param>
    async Task<IReadOnlyList<SendOutcome>> SendTogetherAsync(
        IReadOnlyList<OutgoingMail> mails,
        Func<IReadOnlyList<string>, IReadOnlySet<string>> beforeFinal,
        CancellationToken stop
    ) => [await SendAsync(mails.Single(), () => beforeFinal([mails[0].Id]).Count == 1, stop).ConfigureAwait(false)];
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
/// What a failure concerns: this message, this connection, or the account (then nothing can be sent).
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
);
