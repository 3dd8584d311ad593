using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>Claims mail for a worker, one after another, and writes what became of each attempt.</summary>
public static class MailClaimTable
{
    /// <summary>
    /// Leases the next mail that may go, the most important first, to one worker until <paramref name="leaseUntil"/>.
    /// </summary>
    /// <param name="urgentOnly">Outside the caregivers' window, and while their mail is held: only mail to staff
    /// goes.</param>
    /// <param name="fullDomains">Domains that have had their share of this minute; mail to staff goes there all the
    /// same.</param>
    /// <param name="pressingOnly">Only <see cref="MailPriority.Pressing"/> mail goes.</param>
    public static LeasedMail? Lease(
        Transaction transaction,
        DateTimeOffset now,
        DateTimeOffset leaseUntil,
        bool urgentOnly,
        IReadOnlyCollection<string> fullDomains,
        bool pressingOnly = false
    ) =>
        LeaseRow(transaction, now, leaseUntil, urgentOnly, fullDomains, pressingOnly) is { } mail
            ? mail with
            {
                Bytes = MailBytesTable.Of(transaction, mail.Id) ?? [],
            }
            : null;

    private static LeasedMail? LeaseRow(
        Transaction transaction,
        DateTimeOffset now,
        DateTimeOffset leaseUntil,
        bool urgentOnly,
        IReadOnlyCollection<string> fullDomains,
        bool pressingOnly
    ) =>
        transaction.First<LeasedMail>(
            """
            update mail set state = 'leased', lease_until = @leaseUntil, fence = fence + 1
            where id = (
                select id from mail
                where state = 'ready' and priority <= @last and next_try_at <= @now and not_after > @now
                  and (urgent = 1 or (@urgentOnly = 0 and recipient_domain not in (@full)))
                order by priority, next_try_at, id
                limit 1)
            returning id, fence, attempts, retry_class, class_attempts, unsure_count, kind, priority, on_request,
            tried_for_hours, caregiver_id, envelope_from, envelope_to, recipient_domain,
            sha256, first_put_off_at, urgent
            """,
            new
            {
                now,
                leaseUntil,
                last = pressingOnly ? MailPriority.Pressing : int.MaxValue,
                urgentOnly = urgentOnly ? 1 : 0,
                full = fullDomains,
            }
        );

    /// <summary>Whether a <see cref="MailPriority.Pressing"/> mail may be tried now.</summary>
    public static bool IsPressingReady(Transaction transaction, DateTimeOffset now) =>
        transaction.One<bool>(
            """
            select exists (
                select 1
                from mail
                where state = 'ready' and priority <= @last and next_try_at <= @now and not_after > @now)
            """,
            new { now, last = MailPriority.Pressing }
        );

    /// <summary>Ends a mail whose row cannot be read; if it is an alert, it counts as late from then on.</summary>
    public static void EndUnreadable(Transaction transaction, string id, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set
                state = 'failed', ended_at = @now, next_try_at = null, lease_until = null, attempts = 0,
                class_attempts = 0, unsure_count = 0,
                first_put_off_at = null, last_stage = 'outbox', last_note = @note
            where id = @id
            """,
            new
            {
                id,
                now,
                note = SendNote.BytesDamaged,
            }
        );

    /// <summary>Undoes a claim.</summary>
    /// <returns>False when the lease is lost or the mail was cancelled.</returns>
    public static bool GiveBack(Transaction transaction, LeasedMail mail) =>
        transaction.Execute(
            """
            update mail set state = 'ready', lease_until = null
            where id = @Id and fence = @Fence and state = 'leased'
            """,
            new { mail.Id, mail.Fence }
        ) == 1;

    /// <summary>
    /// How many other mails of the same kind to the same staff member took their last step since an instant, or are
    /// claimed.
    /// </summary>
    public static int CountToStaff(Transaction transaction, LeasedMail mail, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select
                (select count(*) from mail
                 where urgent = 1 and envelope_to = @EnvelopeTo and kind = @Kind and in_data_at > @since)
                + (select count(*) from mail
                   where lower(state) = 'leased' and urgent = 1 and envelope_to = @EnvelopeTo and kind = @Kind
                     and id <> @Id and (in_data_at is null or in_data_at <= @since))
            """,
            new
            {
                mail.Id,
                mail.EnvelopeTo,
                mail.Kind,
                since,
            }
        );

    /// <summary>Defers all waiting mail of the same kind to the same staff member until an instant.</summary>
    public static void PutOffOfKind(Transaction transaction, LeasedMail mail, DateTimeOffset until) =>
        transaction.Execute(
            """
            update mail set next_try_at = @until
            where state = 'ready'
              and priority = @Priority
              and urgent = 1
              and envelope_to = @EnvelopeTo
              and kind = @Kind
              and next_try_at < @until
            """,
            new
            {
                mail.EnvelopeTo,
                mail.Kind,
                mail.Priority,
                until,
            }
        );

    /// <summary>How many mails to caregivers took their last step since an instant.</summary>
    public static int CountGoneSince(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*) from mail where in_data_at > @since and urgent = 0
            """,
            new { since }
        );

    /// <summary>
    /// How many other mails to caregivers are claimed, and have not taken their last step since an instant.
    /// </summary>
    public static int CountUnderWay(Transaction transaction, LeasedMail mail, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*)
            from mail
            where lower(state) = 'leased' and urgent = 0 and id <> @Id
              and (in_data_at is null or in_data_at <= @since)
            """,
            new { mail.Id, since }
        );

    /// <summary>Marks a mail as in its last step: the last check before what cannot be undone.</summary>
    /// <returns>False when the lease is lost or the mail was cancelled: then it must not be sent.</returns>
    public static bool MarkInData(Transaction transaction, LeasedMail mail, DateTimeOffset at) =>
        transaction.Execute(
            """
            update mail set state = 'in-data', in_data_at = @at
            where id = @Id and fence = @Fence and state = 'leased' and lease_until > @at
            """,
            new
            {
                mail.Id,
                mail.Fence,
                at,
            }
        ) == 1;

    /// <summary>
    /// Writes the outcome of an attempt; changes no row when another worker has claimed the mail since.
    /// </summary>
    /// <remarks>
    /// A verdict may come late, after the store failed and recovery made the mail unsure. The fence shows that nobody
    /// has claimed the mail since, so the verdict holds; and that a mail was sent holds even when it was ended in
    /// between.
    /// </remarks>
    public static bool Settle(Transaction transaction, LeasedMail mail, Settlement outcome) =>
        transaction.Execute(
            """
            update mail set
                state = @State, next_try_at = @NextTryAt, attempts = @Attempts, unsure_count = @UnsureCount,
                lease_until = null,
                retry_class = @RetryClass, class_attempts = @ClassAttempts, first_put_off_at = @FirstPutOffAt,
                taken_back_at = case when @State in ('ready', 'unsure') then taken_back_at end,
                sent_at = case when @State = 'sent' then @At else sent_at end,
                ended_at = case when @State in ('sent', 'failed', 'expired', 'cancelled') then @At else ended_at end,
                last_stage = @Stage, last_code = @Code, last_enhanced = @Enhanced, last_note = @Note,
                queued_as = coalesce(@QueuedAs, queued_as)
            where id = @Id
              and fence = @Fence
              and state <> 'sent'
              and (state in ('leased', 'in-data', 'unsure') or @State = 'sent')
            """,
            new
            {
                mail.Id,
                mail.Fence,
                outcome.State,
                outcome.NextTryAt,
                outcome.Attempts,
                outcome.UnsureCount,
                outcome.RetryClass,
                outcome.ClassAttempts,
                outcome.FirstPutOffAt,
                outcome.At,
                outcome.Stage,
                outcome.Code,
                outcome.Enhanced,
                outcome.Note,
                outcome.QueuedAs,
            }
        ) == 1;
}

/// <summary>A mail claimed by one worker; the fence shows a late worker that it no longer has the claim.</summary>
public sealed record LeasedMail
{
    public string Id { get; init; } = "";

    public long Fence { get; init; }

    public DateTimeOffset ClaimedAt { get; init; }

    public int Attempts { get; init; }

    public RetryClass? RetryClass { get; init; }

    public int ClassAttempts { get; init; }

    public int UnsureCount { get; init; }

    public string Kind { get; init; } = "";

    public int Priority { get; init; }

    public bool OnRequest { get; init; }

    public int? TriedForHours { get; init; }

    public long? CaregiverId { get; init; }

    public string EnvelopeFrom { get; init; } = "";

    public string EnvelopeTo { get; init; } = "";

    public string RecipientDomain { get; init; } = "";

    /// <summary>Whether it is to staff: outside the pace and the daily limit for caregivers.</summary>
    public bool Urgent { get; init; }

    /// <summary>Empty where they are gone, which the hash then shows.</summary>
    public byte[] Bytes { get; init; } = [];

    public string Sha256 { get; init; } = "";

    /// <summary>When the relay first deferred this mail; null when it has not.</summary>
    public DateTimeOffset? FirstPutOffAt { get; init; }
}
