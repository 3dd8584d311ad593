using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.People;

namespace CaregiverSignal.Delivery;

/// <summary>All SQL that links returned or refused mail to its caregiver.</summary>
internal static class DeliveryTable
{
    /// <summary>The relay refused this recipient. A mail with which the relay refused us says nothing about the
    /// recipient.</summary>
    private static Sql Refused(DateTimeOffset since) =>
        $"""
            from mail join caregiver on caregiver.id = mail.caregiver_id
            where mail.state = 'failed' and mail.last_stage = 'rcpt' and mail.ended_at > {since}
              and coalesce(mail.last_note, '') <> {SendNote.SenderRefused}
              and not exists (select 1 from mail_return where mail_return.mail_id = mail.id)
            """;

    /// <summary>The mail with this id, if it may have gone out; null for none.</summary>
    public static Task<MailedMail?> MailOf(Transaction transaction, string id) =>
        transaction.First<MailedMail>(
            $"""
            select mail.id, mail.kind, mail.caregiver_id, mail.envelope_to, mail.sending_at,
                {CaregiverTable.SentTo:sql} as address
            from mail left join caregiver on caregiver.id = mail.caregiver_id
            where mail.id = {id}
            """
        );

    /// <summary>The newest mails to a caregiver of which we still have the text.</summary>
    public static async Task<IEnumerable<byte[]>> NewestTo(Transaction transaction, long caregiverId) =>
        (
            await (
                await transaction.All<string>(
                    $"""
                    select id
                    from mail
                    where caregiver_id = {caregiverId} and bytes is not null and sending_at is not null
                    order by created_at desc, id
                    limit 5
                    """
                )
            ).SelectAsync(id => MailTable.Bytes(transaction, id))
        ).OfType<byte[]>();

    /// <summary>The oldest unseen mail to a caregiver that ended since an instant because the relay refused its
    /// recipient; null for none.</summary>
    public static async Task<RefusedMail?> NextRefused(Transaction transaction, DateTimeOffset since) =>
        await new DueItems(
            Job.TakeInRefusal,
            Refused(since),
            order: "mail.ended_at, mail.id",
            item: "mail.caregiver_id"
        ).Next(transaction)
            is { } caregiverId
            ? await transaction.First<RefusedMail>(
                $"""
                select
                    mail.caregiver_id, mail.id, mail.kind, mail.envelope_to, mail.sending_at,
                    {CaregiverTable.SentTo:sql} as address,
                    mail.last_code as code, mail.last_enhanced as enhanced
                {Refused(since)}
                  and mail.caregiver_id = {caregiverId}
                order by mail.ended_at, mail.id
                limit 1
                """
            )
            : null;

    /// <summary>When each mail to an address first failed softly, since its last sign of life: an answer, a mail that
    /// arrived, or somebody who freed the address.</summary>
    public static async Task<IReadOnlyList<DateTimeOffset>> SoftFailures(
        Transaction transaction,
        string address,
        long caregiverId
    )
    {
        var key = ReturnTable.Key(address);
        return await transaction.All<DateTimeOffset>(
            $"""
            select min(mail_return.received_at) as first_at
            from mail_return join mail on mail.id = mail_return.mail_id
            where lower(mail.envelope_to) = {key} and mail_return.class = 'soft'
              and mail_return.received_at > coalesce((select freed_at from mail_address where address = {key}), '')
              and mail_return.received_at > coalesce(
                  (select max(finished_at)
                   from response
                   where caregiver_id = {caregiverId} and entered_by = 'caregiver'),
                  '')
              and mail_return.received_at > coalesce((
                  select max(good.received_at)
                  from mail_return good join mail arrived on arrived.id = good.mail_id
                  where lower(arrived.envelope_to) = {key} and good.class = 'delivered'), '')
            group by mail.id
            order by first_at, mail.id
            """
        );
    }

    /// <summary>What else a domain refused for good, or because of us, since an instant, among the newest
    /// returns.</summary>
    /// <param name="but">An address to leave out.</param>
    public static Task<IReadOnlyList<RefusedAt>> RefusedAt(
        Transaction transaction,
        string domain,
        string but,
        DateTimeOffset since
    ) =>
        transaction.All<RefusedAt>(
            $"""
            select mail_return.id, mail_return.class, mail.caregiver_id, lower(mail.envelope_to) as address
            from mail_return join mail on mail.id = mail_return.mail_id
            where mail_return.id > (select max(id) - 1000 from mail_return)
              and mail_return.received_at > {since} and mail_return.class in ('hard', 'account')
              and mail.recipient_domain = {domain} and mail.caregiver_id is not null
              and lower(mail.envelope_to) <> {ReturnTable.Key(but)}
            order by mail_return.id
            """
        );

    /// <summary>Deletes replies from before an instant, except unread ones, and those read since another instant, which
    /// the reader may take back.</summary>
    public static async Task<int> ForgetReplies(
        Transaction transaction,
        DateTimeOffset before,
        DateTimeOffset readSince
    ) =>
        await ReturnTable.ForgetReplies(
            transaction,
            await transaction.All<long>(
                $"""
                select id from mail_return
                where reply is not null and received_at < {before}
                  and not exists (
                      select 1
                      from staff_task
                      where staff_task.return_id = mail_return.id
                        and (staff_task.done_at is null or staff_task.done_at >= {readSince}))
                order by received_at, id
                """
            )
        );
}

/// <summary>A message of ours that a returned message may be about.</summary>
internal record MailedMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public long? CaregiverId { get; init; }

    public string EnvelopeTo { get; init; } = "";

    /// <summary>When it was last handed over; null if never.</summary>
    public DateTimeOffset? SendingAt { get; init; }

    public string? Address { get; init; }

    /// <summary>Whether it went to the person's present address; not asked for staff.</summary>
    public bool IsOfToday => CaregiverId is null || EnvelopeTo.Equals(Address, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A returned message of a domain that refuses us.</summary>
internal sealed record RefusedAt(long Id, ReturnClass Class, long CaregiverId, string Address);

/// <summary>A message that the relay refused, and the refusal.</summary>
internal sealed record RefusedMail : MailedMail
{
    public int? Code { get; init; }

    public string? Enhanced { get; init; }
}
