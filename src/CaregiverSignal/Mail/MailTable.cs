using System.Security.Cryptography;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail;

/// <summary>All SQL on the mail table, the ledger of what goes out.</summary>
public static class MailTable
{
    /// <returns>False when a mail with this key exists.</returns>
    public static bool Add(Work work, QueuedMail mail) => work.Change("""
        insert into mail (id, kind, dedupe_key, caregiver_id, envelope_from, envelope_to, recipient_domain, bytes, sha256,
                          urgent, created_at, not_after, state, next_try_at)
        values (@Id, @Kind, @DedupeKey, @CaregiverId, @From, @To, @domain, @Bytes, @sha256,
                @urgent, @At, @NotAfter, 'ready', @At)
        on conflict (dedupe_key) do nothing
        """, new
    {
        mail.Id,
        mail.Envelope.Kind,
        mail.Envelope.DedupeKey,
        mail.Envelope.CaregiverId,
        mail.From,
        mail.To,
        domain = mail.To[(mail.To.LastIndexOf('@') + 1)..].ToLowerInvariant(),
        mail.Bytes,
        sha256 = Convert.ToHexStringLower(SHA256.HashData(mail.Bytes)),
        urgent = mail.Envelope.Urgent ? 1 : 0,
        mail.At,
        mail.Envelope.NotAfter,
    }) == 1;

    public static bool WasSent(Work work, string dedupeKey) => work.One<long>("""
        select count(*) from mail where dedupe_key = @dedupeKey and state = 'sent'
        """, new { dedupeKey }) == 1;

    /// <summary>Takes the next mail that may go, for one worker, until <paramref name="leaseUntil"/>.</summary>
    /// <param name="urgentOnly">Outside the caregivers' window, or over their pace, only alerts and sign-in links go.</param>
    /// <param name="fullDomains">Domains that have had their share of this minute.</param>
    public static LeasedMail? Lease(Work work, DateTimeOffset now, DateTimeOffset leaseUntil, bool urgentOnly, IReadOnlyCollection<string> fullDomains) => work.First<LeasedMail>("""
        update mail set state = 'leased', lease_until = @leaseUntil, fence = fence + 1
        where id = (
            select id from mail
            where state = 'ready' and next_try_at <= @now and not_after > @now and (urgent = 1 or @urgentOnly = 0)
              and (urgent = 1 or recipient_domain not in (select value from json_each(@full)))
            order by urgent desc, next_try_at, id
            limit 1)
        returning id, fence, attempts, unsure_count, kind, caregiver_id, envelope_from, envelope_to, bytes, sha256, not_after
        """, new { now, leaseUntil, urgentOnly = urgentOnly ? 1 : 0, full = System.Text.Json.JsonSerializer.Serialize(fullDomains) });

    /// <summary>The last look before the step that cannot be taken back.</summary>
    /// <returns>False when the lease is lost or the mail was cancelled: then it must not go.</returns>
    public static bool MarkInData(Work work, LeasedMail mail, DateTimeOffset at) => work.Change("""
        update mail set state = 'in-data', in_data_at = @at
        where id = @Id and fence = @Fence and state = 'leased' and lease_until > @at
        """, new { mail.Id, mail.Fence, at }) == 1;

    /// <summary>Writes what became of an attempt; no row changes when the lease was lost meanwhile.</summary>
    public static bool Settle(Work work, LeasedMail mail, Settlement outcome) => work.Change("""
        update mail set
            state = @State, next_try_at = @NextTryAt, attempts = @Attempts, unsure_count = @UnsureCount, lease_until = null,
            sent_at = case when @State = 'sent' then @At else sent_at end,
            ended_at = case when @State in ('sent', 'failed', 'expired', 'cancelled') then @At else ended_at end,
            last_stage = @Stage, last_code = @Code, last_enhanced = @Enhanced, last_note = @Note
        where id = @Id and fence = @Fence and state in ('leased', 'in-data')
        """, new
    {
        mail.Id,
        mail.Fence,
        outcome.State,
        outcome.NextTryAt,
        outcome.Attempts,
        outcome.UnsureCount,
        outcome.At,
        outcome.Stage,
        outcome.Code,
        outcome.Enhanced,
        outcome.Note,
    }) == 1;

    /// <summary>Leases that ran out: before the last step back to the queue, after it unsure, to be sent once more later.</summary>
    public static int Recover(Work work, DateTimeOffset now, DateTimeOffset unsureAgainAt) => work.Change("""
        update mail set
            next_try_at = case when state = 'leased' then @now else @unsureAgainAt end,
            unsure_count = unsure_count + case when state = 'in-data' then 1 else 0 end,
            state = case when state = 'leased' then 'ready' else 'unsure' end,
            lease_until = null
        where state in ('leased', 'in-data') and lease_until <= @now
        """, new { now, unsureAgainAt });

    /// <summary>Leases left by a program that was ended: for a start, when no other worker can be alive.</summary>
    /// <param name="repeatIsHarmless">The sender sees that a mail is there already; then a mail in its last step is simply sent again.</param>
    public static int RecoverAtStart(Work work, DateTimeOffset now, DateTimeOffset unsureAgainAt, bool repeatIsHarmless) => work.Change("""
        update mail set
            next_try_at = case when state = 'leased' or @harmless = 1 then @now else @unsureAgainAt end,
            unsure_count = unsure_count + case when state = 'leased' or @harmless = 1 then 0 else 1 end,
            state = case when state = 'leased' or @harmless = 1 then 'ready' else 'unsure' end,
            lease_until = null
        where state in ('leased', 'in-data')
        """, new { now, unsureAgainAt, harmless = repeatIsHarmless ? 1 : 0 });

    /// <summary>Puts a mail whose fate is unknown back in the queue once; the second time it ends as failed.</summary>
    public static int RetryUnsure(Work work, DateTimeOffset now) => work.Change("""
        update mail set
            state = case when unsure_count <= 1 + urgent then 'ready' else 'failed' end,
            ended_at = case when unsure_count <= 1 + urgent then null else @now end,
            last_note = case when unsure_count <= 1 + urgent then last_note else 'delivery unknown' end
        where state = 'unsure' and next_try_at <= @now
        """, new { now });

    public static int Expire(Work work, DateTimeOffset now) => work.Change("""
        update mail set state = 'expired', ended_at = @now, next_try_at = null
        where state = 'ready' and not_after <= @now
        """, new { now });

    /// <summary>Takes back what has not gone out to a caregiver who paused, stopped or answered.</summary>
    public static int Cancel(Work work, long caregiverId, DateTimeOffset now) => work.Change("""
        update mail set state = 'cancelled', ended_at = @now, next_try_at = null, lease_until = null
        where caregiver_id = @caregiverId and state in ('ready', 'leased', 'unsure', 'held')
        """, new { caregiverId, now });

    /// <summary>When a mail last went out to a caregiver; null when none did.</summary>
    public static DateTimeOffset? LastSentTo(Work work, long caregiverId) => work.First<DateTimeOffset?>("""
        select max(sent_at) from mail where caregiver_id = @caregiverId
        """, new { caregiverId });

    /// <summary>How many mails went to each domain since an instant.</summary>
    public static IReadOnlyList<DomainCount> GoneSince(Work work, DateTimeOffset since) => work.All<DomainCount>("""
        select recipient_domain as domain, count(*) as count
        from mail
        where in_data_at > @since
        group by recipient_domain
        """, new { since });

    /// <summary>Deletes the bytes, which hold keys, of mail that ended before an instant.</summary>
    public static int ForgetBytes(Work work, DateTimeOffset endedBefore) => work.Change("""
        update mail set bytes = null where ended_at < @endedBefore and bytes is not null
        """, new { endedBefore });

    public static IReadOnlyList<StateCount> CountByState(Work work) => work.All<StateCount>("""
        select kind, state, count(*) as count from mail group by kind, state order by kind, state
        """);

    /// <summary>Check-ins of a caregiver whose invitation never went out.</summary>
    public static IReadOnlySet<long> UnreachedCheckIns(Work work, long caregiverId) => work.All<string>("""
        select dedupe_key from mail
        where caregiver_id = @caregiverId and kind = 'invitation' and state in ('failed', 'expired', 'cancelled')
        order by id
        """, new { caregiverId })
        .Select(key => long.Parse(key["invite:".Length..], System.Globalization.CultureInfo.InvariantCulture))
        .ToHashSet();
}

/// <summary>A mail in one worker's hands; the fence tells a late worker that it is not any more.</summary>
public sealed record LeasedMail
{
    public string Id { get; init; } = "";

    public long Fence { get; init; }

    public int Attempts { get; init; }

    public int UnsureCount { get; init; }

    public string Kind { get; init; } = "";

    public long? CaregiverId { get; init; }

    public string EnvelopeFrom { get; init; } = "";

    public string EnvelopeTo { get; init; } = "";

    public byte[] Bytes { get; init; } = [];

    public string Sha256 { get; init; } = "";

    public DateTimeOffset NotAfter { get; init; }
}

public sealed record DomainCount
{
    public string Domain { get; init; } = "";

    public int Count { get; init; }
}

public sealed record StateCount
{
    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public int Count { get; init; }
}
