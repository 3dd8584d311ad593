using System.Security.Cryptography;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// The entry point of every mail: composes it once, and stores its bytes in the transaction that decides to send it.
/// </summary>
/// <param name="settings">Without them, as without a mailbox for returned mail, the envelope has the From
/// address.</param>
public sealed class Outbox(SiteTime time, Func<MailSettings>? settings = null)
{
    /// <summary>Composes and stores a mail; a second mail with the same dedupe key is not stored.</summary>
    /// <returns>False when a mail with this key was queued before.</returns>
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

/// <summary>What decides how long a mail lives: its kind, its dedupe key, and its last moment.</summary>
/// <param name="CheckInId">The check-in it asks for; when that closes, the mail is cancelled.</param>
/// <param name="SignalId">The signal it is about; when somebody takes that up, the mail is cancelled.</param>
/// <param name="ConcernReportId">The newest report it is about; once all its concern reports are taken up, the mail
/// is cancelled.</param>
/// <param name="Priority">Where it differs from that of its kind.</param>
/// <param name="HandOverBy">When the relay must have it; a delay beyond that is reported. Null when there is no
/// deadline.</param>
public sealed record Envelope(
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
