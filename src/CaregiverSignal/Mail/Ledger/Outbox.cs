using System.Security.Cryptography;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// Where every mail begins: composed once, stored as bytes in the transaction that decides to send it.
/// </summary>
/// <param name="mailDomain">The right-hand side of message ids.</param>
/// <param name="returns">Makes an envelope sender for each mail; without it that is the From address.</param>
public sealed class Outbox(string mailDomain, SiteTime time, ReturnAddress? returns = null)
{
    /// <summary>Composes and stores a mail; the same dedupe key twice is one mail.</summary>
    /// <returns>False when a mail with this key was queued before.</returns>
    public bool Queue(Transaction transaction, Letter letter, Envelope envelope)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var messageId = $"<{id}@{mailDomain}>";
        var bytes = Composer.Compose(letter, messageId, id, time.Now);
        return MailTable.Add(
            transaction,
            new QueuedMail(
                id,
                returns?.Of(id, letter.To) ?? letter.FromAddress,
                letter.To,
                bytes,
                envelope,
                time.Now,
                messageId
            )
        );
    }
}

/// <summary>
/// What decides about a mail's life: its kind, the key that makes it unique, and until when it makes sense.
/// </summary>
/// <param name="CheckInId">The check-in it asks for; when that closes, the mail stays here.</param>
/// <param name="SignalId">The signal it tells of; when somebody takes that up, the mail stays here.</param>
/// <param name="TipId">The newest tip it tells of, likewise for all of them.</param>
/// <param name="Priority">Where it is not that of its kind.</param>
/// <param name="HandOverBy">When the relay must have it; from then on somebody is told. Null where nothing hangs on
/// it.</param>
public sealed record Envelope(
    MailKind Kind,
    string DedupeKey,
    DateTimeOffset NotAfter,
    long? CaregiverId = null,
    long? CheckInId = null,
    long? SignalId = null,
    DateTimeOffset? HandOverBy = null,
    long? TipId = null,
    int? Priority = null
);

/// <summary>A composed mail on its way into the outbox.</summary>
public sealed record QueuedMail(
    string Id,
    string From,
    string To,
    byte[] Bytes,
    Envelope Envelope,
    DateTimeOffset At,
    string? MessageId = null
);
