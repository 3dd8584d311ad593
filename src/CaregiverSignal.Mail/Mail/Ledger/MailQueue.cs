using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>The SQL that takes a message from the queue, stores its outcome, and puts it back.</summary>
internal static class MailQueue
{
    private static Sql IsDue(MayGo may, DateTimeOffset now) =>
        $"""
            state = 'ready' and next_try_at <= {now} and not_after > {now}
              and (urgent = 1 or ({may.UrgentOnly} = 0 and recipient_domain not in ({may.FullDomains})))
              and ({may.StaffWaitsOnly} = 0 or (on_request = 1 and caregiver_id is null))
            """;

    private static Sql GoesAgain(bool harmless) =>
        $"({harmless} = 1 or (urgent = 1 and coalesce(last_note, '') <> {SendNote.DeliveryUnknown}))";

    /// <summary>Whether any message is due, whether or not it may be sent now.</summary>
    internal static Task<bool> HasReady(Transaction transaction, DateTimeOffset now) =>
        transaction.One<bool>($"select exists (select 1 from mail where state = 'ready' and next_try_at <= {now})");

    /// <summary>Whether any message may be sent now; saves a write if not.</summary>
    internal static async Task<bool> HasDue(Transaction transaction, MayGo may, DateTimeOffset now) =>
        await transaction.First<string>(
            $"select id from mail where {IsDue(may, now)} order by priority, next_try_at, id limit 1"
        )
            is not null;

    /// <summary>Claims the next message, the most important first: from here on only its outcome puts it
    /// back.</summary>
    internal static async Task<ClaimedMail?> Claim(Transaction transaction, MayGo may, DateTimeOffset now) =>
        await transaction.First<ClaimedMail>(
            $"""
            update mail set state = 'sending', sending_at = {now}
            where id = (select id from mail where {IsDue(may, now)} order by priority, next_try_at, id limit 1)
              and state = 'ready'
            returning
                id, kind, attempts, envelope_from, envelope_to, sha256, sending_at, urgent,
                coalesce(last_note, '') = {SendNote.DeliveryUnknown} as may_have_gone, bytes as sealed_bytes
            """
        )
            is { } mail
            ? await Dated(
                transaction,
                mail with
                {
                    Bytes = MailTable.Opened(transaction, mail.Id, mail.SealedBytes) ?? [],
                },
                now
            )
            : null;

    /// <summary>The message as sent, now and at each later attempt: its date is that of the first.</summary>
    /// <remarks>A message that waited overnight with its original date looks like spam. Damaged bytes are left
    /// unchanged.</remarks>
    private static async Task<ClaimedMail> Dated(Transaction transaction, ClaimedMail mail, DateTimeOffset now)
    {
        var bytes = Composer.Dated(mail.Bytes, now);
        return bytes == mail.Bytes || MailTable.HashOf(mail.Bytes) != mail.Sha256
            ? mail
            : mail with
            {
                Bytes = bytes,
                Sha256 = await MailTable.Rewrite(transaction, mail.Id, bytes),
            };
    }

    /// <summary>Writes the outcome of an attempt.</summary>
    /// <returns>False if the message has been claimed again since. That it was or may have been sent is recorded even
    /// if it was cancelled meanwhile.</returns>
    internal static async Task<bool> Settle(Transaction transaction, AttemptResult settled) =>
        await transaction.Execute(
            $"""
            update mail set
                state = {settled.State}, next_try_at = {settled.NextTryAt}, attempts = {settled.Attempts},
                sent_at = case when {settled.State} = 'sent' then {settled.At} else sent_at end,
                ended_at = case when {settled.State} = 'ready' then null else {settled.At} end,
                last_stage = {settled.Stage}, last_code = {settled.Code}, last_enhanced = {settled.Enhanced},
                last_note = {settled.Note}
            where id = {settled.Id}
              and sending_at = {settled.SendingAt}
              and (state = 'sending'
                or (state <> 'sent' and {settled.State} = 'sent')
                or (state = 'cancelled' and {settled.State} = 'unsure'))
            """
        ) == 1;

    /// <summary>Settles messages that a crash left in hand-over: resent if a second copy does no harm, otherwise marked
    /// as possibly sent.</summary>
    /// <param name="before">Only attempts begun before this instant; later ones may still be running.</param>
    /// <param name="repeatIsHarmless">Whether the sender recognises a message that is already there.</param>
    internal static Task<int> Recover(
        Transaction transaction,
        DateTimeOffset before,
        bool repeatIsHarmless,
        DateTimeOffset now
    ) =>
        transaction.Execute(
            $"""
            update mail set
                state = case when {GoesAgain(repeatIsHarmless)} then 'ready' else 'unsure' end,
                next_try_at = case
                    when {repeatIsHarmless} = 1 then {now}
                    when {GoesAgain(repeatIsHarmless)} then {now + AttemptResult.UnsureAgain}
                end,
                ended_at = case when {GoesAgain(repeatIsHarmless)} then null else {now} end,
                last_note = case when {repeatIsHarmless} = 1 then last_note else {SendNote.DeliveryUnknown} end
            where lower(state) = 'sending' and sending_at <= {before}
            """
        );

    /// <summary>Expires messages that are too late.</summary>
    /// <returns>How many.</returns>
    internal static Task<int> Expire(Transaction transaction, DateTimeOffset now) =>
        transaction.Execute(
            $"""
            update mail set
                state = case when last_note = {SendNote.DeliveryUnknown} then 'unsure' else 'expired' end,
                ended_at = {now}, next_try_at = null
            where state = 'ready' and not_after <= {now}
            """
        );

    /// <summary>Counts attempts per domain since an instant, whatever their outcome.</summary>
    internal static Task<IReadOnlyList<DomainCount>> CountByDomain(Transaction transaction, DateTimeOffset since) =>
        transaction.All<DomainCount>(
            $"""
            select recipient_domain as domain, count(*) as count
            from mail
            where sending_at > {since}
            group by recipient_domain
            """
        );

    /// <summary>Counts attempts to caregivers since an instant, whatever their outcome.</summary>
    internal static Task<int> CountToCaregivers(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>($"select count(*) from mail where sending_at > {since} and urgent = 0");

    /// <summary>Counts attempts to one domain since an instant, whatever their outcome.</summary>
    internal static Task<int> CountTo(Transaction transaction, string domain, DateTimeOffset since) =>
        transaction.One<int>($"select count(*) from mail where sending_at > {since} and recipient_domain = {domain}");

    /// <summary>Requeues a message unchanged, as a person decided; the caller checks whether that is allowed.</summary>
    /// <param name="alertWithin">The new deadline, if the message had one.</param>
    internal static async Task<bool> QueueAgain(
        Transaction transaction,
        string id,
        TimeSpan alertWithin,
        DateTimeOffset now
    ) =>
        await transaction.Execute(
            $"""
            update mail set
                state = 'ready', next_try_at = {now}, attempts = 0, ended_at = null, last_note = null,
                not_after = case when not_after > {now} then not_after else {now.AddDays(1)} end,
                hand_over_by = case when hand_over_by is null then null else {now + alertWithin} end,
                decided_at = {now}
            where id = {id}
            """
        ) == 1;

    /// <summary>Records that something came back, which proves that the message was sent.</summary>
    internal static Task MarkArrived(Transaction transaction, string mailId, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update mail set
                state = 'sent', sent_at = coalesce(sent_at, sending_at), ended_at = {at}, next_try_at = null,
                last_note = null
            where id = {mailId} and (state = 'unsure' or (state = 'ready' and last_note = {SendNote.DeliveryUnknown}))
            """
        );
}

/// <summary>Which messages may be sent now.</summary>
/// <param name="UrgentOnly">Outside sending hours or past a limit: only messages to staff.</param>
/// <param name="FullDomains">Domains that reached this minute's limit; messages to staff go there anyway.</param>
/// <param name="StaffWaitsOnly">While the clock is wrong or mail is not configured: only what staff need to sign in and
/// fix it.</param>
internal sealed record MayGo(bool UrgentOnly, IReadOnlyList<string> FullDomains, bool StaffWaitsOnly = false);

internal sealed record DomainCount(string Domain, int Count);

/// <summary>A message being handed over.</summary>
/// <param name="Urgent">Whether it is to staff: no pace or daily limit, and a second copy does no harm.</param>
/// <param name="MayHaveGone">Whether an attempt ended without an answer.</param>
internal sealed record ClaimedMail(
    string Id,
    string Kind,
    int Attempts,
    string EnvelopeFrom,
    string EnvelopeTo,
    string Sha256,
    DateTimeOffset SendingAt,
    bool Urgent,
    bool MayHaveGone,
    byte[]? SealedBytes
)
{
    /// <summary>Empty if they are gone, which the hash reveals.</summary>
    public byte[] Bytes { get; init; } = [];
}
