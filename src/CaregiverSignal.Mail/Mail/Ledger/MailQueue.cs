using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>The SQL that takes a mail out of the queue, writes what became of it, and puts it back.</summary>
public static class MailQueue
{
    private static Sql IsDue(MayGo may, DateTimeOffset now) =>
        $"""
            state = 'ready' and next_try_at <= {now} and not_after > {now}
              and (urgent = 1 or ({may.UrgentOnly} = 0 and recipient_domain not in ({may.FullDomains})))
              and ({may.StaffWaitsOnly} = 0 or (on_request = 1 and caregiver_id is null))
            """;

    private static Sql GoesAgain(bool harmless) =>
        $"({harmless} = 1 or (urgent = 1 and coalesce(last_note, '') <> {SendNote.DeliveryUnknown}))";

    /// <summary>Whether the time of a mail has come, whether or not it may go.</summary>
    internal static Task<bool> HasReady(Transaction transaction, DateTimeOffset now) =>
        transaction.One<bool>($"select exists (select 1 from mail where state = 'ready' and next_try_at <= {now})");

    /// <summary>Whether a mail may go; who finds none need not write.</summary>
    internal static async Task<bool> HasDue(Transaction transaction, MayGo may, DateTimeOffset now) =>
        await transaction.First<string>(
            $"select id from mail where {IsDue(may, now)} order by priority, next_try_at, id limit 1"
        )
            is not null;

    /// <summary>
    /// Takes the next mail, the most important first, and marks it as being handed over: from here on only its outcome
    /// brings it back.
    /// </summary>
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

    /// <summary>The mail as it goes, now and each time after: its date is that of its first hand-over.</summary>
    /// <remarks>One that waited a night under the date of its making looks like spam. Damaged bytes stay damaged.</remarks>
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
    /// <returns>
    /// False when the mail has been taken up again since. That it was sent holds in any case, and that it may have
    /// been, also when it was cancelled meanwhile.
    /// </returns>
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

    /// <summary>
    /// Settles what a crash left while it was handed over: it goes again where a second copy does no harm, and may have
    /// gone otherwise.
    /// </summary>
    /// <param name="before">Only what was begun before this instant: later ones may still be at work.</param>
    /// <param name="repeatIsHarmless">Whether the sender recognises a mail that is already there.</param>
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

    /// <summary>Ends mail that is too late.</summary>
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

    /// <summary>How many mails were handed over to each domain since an instant, whatever came of it.</summary>
    internal static Task<IReadOnlyList<DomainCount>> CountByDomain(Transaction transaction, DateTimeOffset since) =>
        transaction.All<DomainCount>(
            $"""
            select recipient_domain as domain, count(*) as count
            from mail
            where sending_at > {since}
            group by recipient_domain
            """
        );

    /// <summary>How many mails were handed over to caregivers since an instant, whatever came of it.</summary>
    internal static Task<int> CountToCaregivers(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>($"select count(*) from mail where sending_at > {since} and urgent = 0");

    /// <summary>How many mails were handed over to one domain since an instant, whatever came of it.</summary>
    internal static Task<int> CountTo(Transaction transaction, string domain, DateTimeOffset since) =>
        transaction.One<int>($"select count(*) from mail where sending_at > {since} and recipient_domain = {domain}");

    /// <summary>
    /// Puts a mail in the queue again, byte for byte, as a person decided; the caller checks whether that is allowed.
    /// </summary>
    /// <param name="alertWithin">How soon the relay must have it, for a mail that had a deadline.</param>
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

    /// <summary>
    /// Records that something came back, so that the mail had gone: a mail of unknown fate is not sent again.
    /// </summary>
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

/// <summary>Which mail may go now.</summary>
/// <param name="UrgentOnly">Outside the caregivers' window, and past a limit: only mail to staff goes.</param>
/// <param name="FullDomains">Domains that had their share of this minute; mail to staff goes there all the
/// same.</param>
/// <param name="StaffWaitsOnly">
/// While the clock is wrong, or nobody has said how mail goes: what staff wait for to sign in and put it right.
/// </param>
public sealed record MayGo(bool UrgentOnly, IReadOnlyList<string> FullDomains, bool StaffWaitsOnly = false);

public sealed record DomainCount(string Domain, int Count);

/// <summary>A mail that is being handed over.</summary>
/// <param name="Urgent">Whether it is to staff: outside the pace and the daily limit, and a second copy does no
/// harm.</param>
/// <param name="MayHaveGone">Whether an attempt at it ended without an answer.</param>
public sealed record ClaimedMail(
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
    /// <summary>Empty where they are gone, which the hash then shows.</summary>
    public byte[] Bytes { get; init; } = [];
}
