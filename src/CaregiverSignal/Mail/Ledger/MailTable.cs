using System.Security.Cryptography;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>All SQL on the mail table, the ledger of outgoing mail.</summary>
public static class MailTable
{
    private const string NotEnded = "state in ('ready', 'leased', 'in-data', 'unsure', 'held')";

    /// <summary>
    /// A mail in its last step may be gone already: its worker keeps it, and it is just not tried again.
    /// </summary>
    private const string TakeBack = """
        update mail set
            taken_back_at = @now, next_try_at = null,
            lease_until = case state when 'in-data' then lease_until end,
            ended_at = case state when 'in-data' then null else @now end,
            state = case state when 'in-data' then state else 'cancelled' end
        """;

    private const string MayHaveArrived = "(state in ('in-data', 'unsure') or unsure_count > 0)";

    /// <summary>A mail with a deadline at the relay is sent once more often.</summary>
    private const string IsSentOnceMore = "unsure_count <= case when hand_over_by is null then 1 else 2 end";

    /// <summary>The most values in one list: longer lists take several statements.</summary>
    private const int AtATime = 1000;

    /// <returns>False when a mail with this key exists.</returns>
    public static bool Add(Transaction transaction, QueuedMail mail) =>
        transaction.Execute(
            """
            insert into mail (
              id, kind, dedupe_key, caregiver_id, check_in_id, signal_id, tip_id, message_id, envelope_from,
              envelope_to, recipient_domain,
                              bytes, sha256, urgent, priority, asks, on_request, tried_for_hours, created_at, not_after,
                              hand_over_by, state, next_try_at)
            values (
              @Id, @kind, @DedupeKey, @CaregiverId, @CheckInId, @SignalId, @TipId, @MessageId, @From, @To, @domain,
                    @Bytes, @sha256, @Urgent, @priority, @Asks, @OnRequest, @TriedForHours, @At, @NotAfter, @HandOverBy,
                    'ready', @At)
            on conflict (dedupe_key) do nothing
            """,
            new
            {
                mail.Id,
                kind = mail.Envelope.Kind.Code,
                mail.Envelope.DedupeKey,
                mail.Envelope.CaregiverId,
                mail.Envelope.CheckInId,
                mail.Envelope.SignalId,
                mail.Envelope.TipId,
                mail.MessageId,
                mail.From,
                mail.To,
                domain = DomainOf(mail.To),
                mail.Bytes,
                sha256 = Convert.ToHexStringLower(SHA256.HashData(mail.Bytes)),
                mail.Envelope.Kind.Urgent,
                priority = mail.Envelope.Priority ?? mail.Envelope.Kind.Priority,
                mail.Envelope.Kind.Asks,
                mail.Envelope.Kind.OnRequest,
                mail.Envelope.Kind.TriedForHours,
                mail.At,
                mail.Envelope.NotAfter,
                mail.Envelope.HandOverBy,
            }
        ) == 1;

    /// <summary>Whether a mail that asks for this check-in went out.</summary>
    public static bool WasAsked(Transaction transaction, long checkInId) =>
        transaction.One<long>(
            """
            select count(*) from mail where check_in_id = @checkInId and state = 'sent'
            """,
            new { checkInId }
        ) > 0;

    /// <summary>How many mails of a kind were written to a caregiver since an instant.</summary>
    public static int CountSince(Transaction transaction, long caregiverId, MailKind kind, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*) from mail where caregiver_id = @caregiverId and kind = @kind and created_at > @since
            """,
            new
            {
                caregiverId,
                kind = kind.Code,
                since,
            }
        );

    /// <summary>How many mails were ever written for a check-in.</summary>
    public static int CountOfCheckIn(Transaction transaction, long checkInId) =>
        transaction.One<int>(
            """
            select count(*) from mail where check_in_id = @checkInId
            """,
            new { checkInId }
        );

    /// <summary>Whether any mail was ever made.</summary>
    public static bool HasAny(Transaction transaction) =>
        transaction.First<string>("select id from mail order by id limit 1") is not null;

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
                      bytes, sha256, first_put_off_at, urgent
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

    /// <summary>Undoes a claim in the transaction that made it.</summary>
    public static void GiveBack(Transaction transaction, LeasedMail mail) =>
        transaction.Execute(
            """
            update mail set state = 'ready', lease_until = null where id = @Id
            """,
            new { mail.Id }
        );

    /// <summary>
    /// How many mails of the same kind to the same staff member took their last step since an instant.
    /// </summary>
    public static int CountGoneToStaff(Transaction transaction, LeasedMail mail, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*)
            from mail
            where urgent = 1 and envelope_to = @EnvelopeTo and kind = @Kind and in_data_at > @since
            """,
            new
            {
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

    /// <summary>
    /// Takes back expired leases: a mail before its last step returns to the queue, and one in it becomes unsure, to be
    /// sent once more later.
    /// </summary>
    public static int Recover(Transaction transaction, DateTimeOffset now, DateTimeOffset unsureAgainAt) =>
        transaction.Execute(
            """
            update mail set
                next_try_at = case when state = 'leased' then @now else @unsureAgainAt end,
                unsure_count = unsure_count + case when state = 'in-data' then 1 else 0 end,
                state = case when state = 'leased' then 'ready' else 'unsure' end,
                lease_until = null
            where state in ('leased', 'in-data') and lease_until <= @now
            """,
            new { now, unsureAgainAt }
        );

    /// <summary>
    /// Takes back the leases of a program that was killed: for a start, when no other worker can be alive.
    /// </summary>
    /// <param name="repeatIsHarmless">Whether the sender recognises a mail that is already there; then a mail in its
    /// last step is simply sent again.</param>
    public static int RecoverAtStart(
        Transaction transaction,
        DateTimeOffset now,
        DateTimeOffset unsureAgainAt,
        bool repeatIsHarmless
    ) =>
        transaction.Execute(
            """
            update mail set
                next_try_at = case when state = 'leased' or @harmless = 1 then @now else @unsureAgainAt end,
                unsure_count = unsure_count + case
                    when state = 'leased' or (@harmless = 1 and taken_back_at is null) then 0
                    else 1
                end,
                state = case when state = 'leased' or @harmless = 1 then 'ready' else 'unsure' end,
                lease_until = null
            where state in ('leased', 'in-data')
            """,
            new
            {
                now,
                unsureAgainAt,
                harmless = repeatIsHarmless ? 1 : 0,
            }
        );

    /// <summary>
    /// Puts a mail whose fate is unknown back in the queue once, an alert twice; after that it ends as failed.
    /// </summary>
    /// <remarks>A lost alert is worse than a duplicate one (mail.md 1.4).</remarks>
    public static int RetryUnsure(Transaction transaction, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            update mail set
                state = case when {IsSentOnceMore} then 'ready' else 'failed' end,
                ended_at = case when {IsSentOnceMore} then null else @now end,
                last_note = case when {IsSentOnceMore} then last_note else @unknown end
            where state = 'unsure' and next_try_at <= @now
            """,
            new { now, unknown = SendNote.DeliveryUnknown }
        );

    /// <summary>Ends mail that is too late: as expired, or as unsure where it may have arrived before.</summary>
    /// <returns>How many of each kind and state.</returns>
    public static IReadOnlyList<StateCount> Expire(Transaction transaction, DateTimeOffset now) =>
        [
            .. transaction
                .All<StateCount>(
                    """
                    update mail set
                        state = case when unsure_count > 0 then 'failed' else 'expired' end,
                        last_note = case when unsure_count > 0 then @unknown else last_note end,
                        ended_at = @now, next_try_at = null
                    where state = 'ready' and not_after <= @now
                    returning kind, state, 1 as count
                    """,
                    new { now, unknown = SendNote.DeliveryUnknown }
                )
                .GroupBy(one => (one.Kind, one.State))
                .Select(group => new StateCount
                {
                    Kind = group.Key.Kind,
                    State = group.Key.State,
                    Count = group.Count(),
                }),
        ];

    /// <summary>Cancels the unsent mail to a caregiver who paused or stopped.</summary>
    public static int Cancel(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            {TakeBack}
            where caregiver_id = @caregiverId and {NotEnded}
            """,
            new { caregiverId, now }
        );

    /// <summary>Cancels the unsent mail to caregivers at an address.</summary>
    /// <param name="address">In lower case.</param>
    public static int CancelTo(Transaction transaction, string address, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            {TakeBack}
            where lower(envelope_to) = @address and caregiver_id is not null and {NotEnded}
            """,
            new { address, now }
        );

    /// <summary>Cancels the unsent mail to a staff member who no longer works here.</summary>
    /// <param name="address">In lower case.</param>
    public static int CancelStaff(Transaction transaction, string address, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            {TakeBack}
            where lower(envelope_to) = @address and caregiver_id is null and {NotEnded}
            """,
            new { address, now }
        );

    /// <summary>
    /// Cancels the invitation and reminder of a check-in that has closed; those of other check-ins still go.
    /// </summary>
    public static int CancelOfCheckIn(Transaction transaction, long checkInId, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            {TakeBack}
            where check_in_id = @checkInId and {NotEnded}
            """,
            new { checkInId, now }
        );

    /// <summary>
    /// Cancels the mail about a signal that somebody has taken up: it need not go any more, and is not late.
    /// </summary>
    /// <param name="kind">Only mail of this kind; null for all.</param>
    public static void CancelOfSignal(
        Transaction transaction,
        long signalId,
        DateTimeOffset now,
        MailKind? kind = null
    ) => CancelOf(transaction, "signal_id = @id", signalId, now, kind?.Code);

    /// <summary>
    /// Cancels mail about tips when none of its tips waits any more; a mail names the newest of its tips.
    /// </summary>
    /// <param name="firstWaiting">The oldest tip that still waits for somebody; null when none does.</param>
    public static void CancelOfTips(Transaction transaction, long? firstWaiting, DateTimeOffset now) =>
        CancelOf(transaction, "tip_id < coalesce(@id, 9223372036854775807)", firstWaiting, now);

    /// <summary>
    /// Ends mail that was cancelled in its last step, once that step failed or its outcome is unknown.
    /// </summary>
    public static int EndTakenBack(Transaction transaction, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set state = 'cancelled', ended_at = @now, next_try_at = null
            where taken_back_at is not null and state in ('ready', 'unsure')
            """,
            new { now }
        );

    /// <summary>When a mail last went out to a caregiver; null when none did.</summary>
    public static DateTimeOffset? LastSentTo(Transaction transaction, long caregiverId) =>
        transaction.First<DateTimeOffset?>(
            """
            select max(sent_at) from mail where caregiver_id = @caregiverId
            """,
            new { caregiverId }
        );

    /// <summary>The late alerts that were not reported yet; marks them as reported.</summary>
    public static IReadOnlyList<LateMail> ReportLate(Transaction transaction, DateTimeOffset now) =>
        transaction.All<LateMail>(
            """
            update mail set reported_late_at = @now
            where reported_late_at is null
              and id in (select late_mail.mail_id from late_mail where late_mail.late_from <= @now)
            returning id, kind, state
            """,
            new { now }
        );

    /// <summary>How many mails to caregivers took their last step since an instant.</summary>
    public static int CountGoneSince(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*) from mail where in_data_at > @since and urgent = 0
            """,
            new { since }
        );

    /// <summary>Deletes the bytes, which contain keys, of mail that ended before an instant.</summary>
    public static int ForgetBytes(Transaction transaction, DateTimeOffset endedBefore) =>
        transaction.Execute(
            """
            update mail set bytes = null where ended_at < @endedBefore and bytes is not null
            """,
            new { endedBefore }
        );

    /// <summary>What waits to be sent, by kind.</summary>
    public static IReadOnlyList<ReadyCount> CountReady(Transaction transaction) =>
        transaction.All<ReadyCount>(
            """
            select
                kind, caregiver_id is not null as to_caregiver, count(*) as mails,
                count(distinct caregiver_id) as people
            from mail
            where state = 'ready'
            group by kind, caregiver_id is not null
            order by kind, to_caregiver
            """
        );

    public static IReadOnlyList<StateCount> CountByState(Transaction transaction) =>
        transaction.All<StateCount>(
            """
            select kind, state, count(*) as count from mail group by kind, state order by kind, state
            """
        );

    private static void CancelOf(
        Transaction transaction,
        string which,
        long? id,
        DateTimeOffset now,
        string? kind = null
    )
    {
        transaction.Execute(
            $"""
            update mail set hand_over_by = null
            where {which} and hand_over_by is not null and (@kind is null or kind = @kind)
            """,
            new { id, kind }
        );
        transaction.Execute(
            $"""
            {TakeBack}
            where {which} and {NotEnded} and (@kind is null or kind = @kind)
            """,
            new
            {
                id,
                now,
                kind,
            }
        );
    }

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>Ends mail as sent when something outside the store knows that it was.</summary>
    /// <param name="handedOverOnly">Only mail that was on its way as far as the store knows.</param>
    public static int EndAsSent(
        Transaction transaction,
        IReadOnlyCollection<string> ids,
        DateTimeOffset at,
        bool handedOverOnly
    ) =>
        ids.Chunk(AtATime)
            .Sum(some =>
                transaction.Execute(
                    """
                    update mail set
                        state = 'sent', sent_at = coalesce(in_data_at, created_at),
                        in_data_at = coalesce(in_data_at, created_at), ended_at = @at, next_try_at = null,
                        lease_until = null, last_note = null
                    where id in (@ids)
                      and (state in ('in-data', 'unsure') or (@handedOverOnly = 0 and state in ('ready', 'leased')))
                    """,
                    new
                    {
                        ids = some,
                        at,
                        handedOverOnly = handedOverOnly ? 1 : 0,
                    }
                )
            );

    /// <summary>
    /// Ends given mail that is too late; as with <see cref="Expire(Transaction, DateTimeOffset)"/>, a mail that may
    /// have arrived becomes unsure.
    /// </summary>
    public static int Expire(Transaction transaction, IReadOnlyCollection<string> ids, DateTimeOffset at) =>
        ids.Chunk(AtATime)
            .Sum(some =>
                transaction.Execute(
                    $"""
                    update mail set
                        state = case when {MayHaveArrived} then 'failed' else 'expired' end,
                        last_note = case when {MayHaveArrived} then @unknown else last_note end,
                        unsure_count = unsure_count + case when state = 'in-data' then 1 else 0 end,
                        ended_at = @at, next_try_at = null, lease_until = null
                    where id in (@ids) and state in ('ready', 'leased', 'in-data', 'unsure')
                    """,
                    new
                    {
                        ids = some,
                        at,
                        unknown = SendNote.DeliveryUnknown,
                    }
                )
            );

    /// <summary>
    /// Records that something came back, so that the mail had gone: a mail of unknown fate is not sent again.
    /// </summary>
    public static void MarkArrived(Transaction transaction, string mailId, DateTimeOffset at) =>
        transaction.Execute(
            """
            update mail set
                state = 'sent', sent_at = coalesce(sent_at, in_data_at), ended_at = @at, next_try_at = null,
                lease_until = null, last_note = null
            where id = @mailId
              and (
                  state = 'unsure'
                    or (state in ('ready', 'leased') and unsure_count > 0)
                    or (state = 'failed' and last_note = 'delivery unknown'))
            """,
            new { mailId, at }
        );

    /// <summary>
    /// Puts a mail in the queue again, byte for byte, as a person decided; the caller checks whether that is allowed.
    /// </summary>
    /// <param name="notAfter">Its new last moment, when its own has passed.</param>
    /// <param name="handOverBy">How soon the relay must have it, for a mail that had a deadline.</param>
    public static bool QueueAgain(
        Transaction transaction,
        string id,
        long? by,
        DateTimeOffset now,
        DateTimeOffset notAfter,
        DateTimeOffset handOverBy
    ) =>
        transaction.Execute(
            """
            update mail set
                state = 'ready', next_try_at = @now, attempts = 0, retry_class = null, class_attempts = 0,
                ended_at = null, lease_until = null,
                not_after = case when not_after > @now then not_after else @notAfter end,
                hand_over_by = case when hand_over_by is null then null else @handOverBy end, reported_late_at = null,
                last_note = case when last_note = @givenUp then null else last_note end, decided_by = @by,
                decided_at = @now
            where id = @id
            """,
            new
            {
                id,
                by,
                now,
                notAfter,
                handOverBy,
                givenUp = SendNote.GivenUp,
            }
        ) == 1;

    /// <summary>Cancels one mail, as a person decided.</summary>
    public static void Cancel(Transaction transaction, string id, long? by, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set
                state = 'cancelled', ended_at = @now, next_try_at = null, lease_until = null, decided_by = @by,
                decided_at = @now
            where id = @id
            """,
            new
            {
                id,
                by,
                now,
            }
        );

    public static bool GiveUp(Transaction transaction, string id, long? by, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set
                state = 'failed', ended_at = @now, next_try_at = null, lease_until = null, last_note = @note,
                decided_by = @by, decided_at = @now
            where id = @id
            """,
            new
            {
                id,
                by,
                now,
                note = SendNote.GivenUp,
            }
        ) == 1;

    /// <summary>Records that a mail of unknown fate went, as the relay's log says.</summary>
    public static bool ConfirmSent(Transaction transaction, string id, long? by, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set
                state = 'sent', sent_at = coalesce(in_data_at, @now), ended_at = @now, next_try_at = null,
                lease_until = null, last_note = null,
                decided_by = @by, decided_at = @now
            where id = @id
            """,
            new
            {
                id,
                by,
                now,
            }
        ) == 1;

    /// <summary>
    /// Lets mail that waited for the relay until an instant go now, and the mail behind it a minute later.
    /// </summary>
    public static void TryNow(Transaction transaction, DateTimeOffset until, DateTimeOffset last, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set next_try_at = case when next_try_at = @until then @now else @behind end
            where state = 'ready' and next_try_at >= @until and next_try_at <= @last
            """,
            new
            {
                now,
                until,
                behind = now.AddMinutes(1),
                last,
            }
        );
}

/// <summary>A mail claimed by one worker; the fence shows a late worker that it no longer has the claim.</summary>
public sealed record LeasedMail
{
    public string Id { get; init; } = "";

    public long Fence { get; init; }

    public int Attempts { get; init; }

    public string? RetryClass { get; init; }

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

    public byte[] Bytes { get; init; } = [];

    public string Sha256 { get; init; } = "";

    /// <summary>When the relay first deferred this mail; null when it has not.</summary>
    public DateTimeOffset? FirstPutOffAt { get; init; }
}

public sealed record DomainCount
{
    public string Domain { get; init; } = "";

    public int Count { get; init; }
}

/// <summary>How many mails of a kind wait, and for how many caregivers.</summary>
public sealed record ReadyCount
{
    public string Kind { get; init; } = "";

    public bool ToCaregiver { get; init; }

    public long Mails { get; init; }

    public long People { get; init; }
}

public sealed record StateCount
{
    public string Kind { get; init; } = "";

    public MailState State { get; init; }

    public int Count { get; init; }
}

/// <summary>An alert that was not handed over in time.</summary>
public sealed record LateMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public MailState State { get; init; }
}
