using System.Security.Cryptography;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>The entry point of every message: composes it once, and stores its bytes in the transaction that decides to
/// send it.</summary>
/// <param name="settings">Without them, or without a mailbox for returned messages, the envelope sender is the From
/// address.</param>
public sealed class Outbox(SiteTime time, Func<MailSettings>? settings = null)
{
    /// <summary>Composes and stores a message, unless one with the same dedupe key exists.</summary>
    /// <returns>False if a message with this key exists.</returns>
    internal async Task<bool> Queue(Transaction transaction, Letter letter, Envelope envelope)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var messageId = $"<{id}@{letter.FromAddress[(letter.FromAddress.LastIndexOf('@') + 1)..]}>";
        var bytes = Composer.Compose(letter, messageId, id, date: null);
        return await MailTable.Add(
            transaction,
            new QueuedMail(
                id,
                settings?.Invoke().Bounces?.Of(id) ?? letter.FromAddress,
                letter.To,
                bytes,
                envelope,
                time.Now,
                messageId
            )
        );
    }
}

/// <summary>A message's kind, dedupe key, deadline, and what cancels it.</summary>
/// <param name="CheckInId">The check-in it asks for; the message is cancelled when that closes.</param>
/// <param name="SignalId">The signal it is about; the message is cancelled when somebody takes that up.</param>
/// <param name="ConcernReportId">The newest concern report it is about; the message is cancelled once all of them are
/// taken up.</param>
/// <param name="Priority">If it differs from its kind's.</param>
/// <param name="HandOverBy">When the relay must have it, or the delay is reported; null for no deadline.</param>
internal sealed record Envelope(
    MailKind Kind,
    string DedupeKey,
    DateTimeOffset NotAfter,
    long? CaregiverId = null,
    long? CheckInId = null,
    long? SignalId = null,
    DateTimeOffset? HandOverBy = null,
    long? ConcernReportId = null,
    int? Priority = null
);

/// <summary>A composed message to store in the outbox.</summary>
internal sealed record QueuedMail(
    string Id,
    string From,
    string To,
    byte[] Bytes,
    Envelope Envelope,
    DateTimeOffset At,
    string? MessageId = null
);
