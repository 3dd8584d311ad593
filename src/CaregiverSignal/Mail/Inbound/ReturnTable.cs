using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>All SQL on what came back, on addresses that are stopped, and on the mail that either is about.</summary>
public static class ReturnTable
{
    /// <summary>What a returned message says when the mail did not arrive (spam did); what the relay refused outright stands with the mail itself.</summary>
    public const string DidNotArrive = "mail_return.class in ('hard', 'soft', 'challenge', 'account') and mail_return.matched_by <> 'ledger'";

    /// <summary>Of a message beside its mail: what came back before the mail was sent again no longer counts.</summary>
    public const string IsSinceDecided = "(mail.decided_at is null or mail_return.received_at > mail.decided_at)";

    /// <summary>How many alerts are late or came back, while nobody has taken up their signal.</summary>
    public static int CountLate(Work work, DateTimeOffset now) => work.One<int>($"""
        select (select count(*) from mail where {MailTable.IsLate})
             + (select count(distinct mail.id) from mail_return join mail on mail.id = mail_return.mail_id
                where {DidNotArrive} and {IsSinceDecided} and mail.state = 'sent' and mail.hand_over_by is not null)
        """, new { now });

    /// <summary>A mail that may have gone out; null when there is none of this id.</summary>
    public static MailedMail? MailOf(Work work, string id) => work.First<MailedMail>("""
        select mail.id, mail.kind, mail.caregiver_id, mail.envelope_to, mail.in_data_at, caregiver.email
        from mail left join caregiver on caregiver.id = mail.caregiver_id
        where mail.id = @id
        """, new { id });

    /// <summary>The oldest mail to a caregiver that ended since an instant because the relay refused its recipient, and was not looked at; null when none did.</summary>
    /// <remarks>Not one that was given up, or whose fate is unknown, or at which the relay refused us: of the recipient that says nothing.</remarks>
    public static RefusedMail? NextRefused(Work work, DateTimeOffset since) => work.Next<RefusedMail>("take in refusal", next => next.CaregiverId!.Value, """
        select mail.caregiver_id, mail.id, mail.kind, mail.envelope_to, mail.in_data_at, caregiver.email, mail.last_code as code, mail.last_enhanced as enhanced
        from mail join caregiver on caregiver.id = mail.caregiver_id
        where mail.state = 'failed' and mail.last_stage = 'rcpt' and mail.ended_at > @since
          and coalesce(mail.last_note, '') not in (@givenUp, @unknown, @ours)
          and not exists (select 1 from mail_return where mail_return.mail_id = mail.id)
          and mail.caregiver_id not in (select item from aside where step = @step)
        order by mail.ended_at, mail.id
        limit 1
        """, new { since, givenUp = SendNote.GivenUp, unknown = SendNote.DeliveryUnknown, ours = SendNote.SenderRefused });

    /// <returns>The id; null when this very message was taken in before.</returns>
    public static long? Add(Work work, NewReturn one) => work.First<long?>("""
        insert into mail_return (sha256, received_at, class, note, matched_by, mail_id, caregiver_id, status, code, reply)
        values (@Sha256, @At, @class, @Note, @MatchedBy, @MailId, @CaregiverId, @Status, @Code, @Reply)
        on conflict (sha256) do nothing
        returning id
        """, new
    {
        one.Sha256,
        one.At,
        @class = CodeOf(one.Verdict.Class),
        one.Verdict.Note,
        one.MatchedBy,
        one.MailId,
        one.CaregiverId,
        one.Verdict.Status,
        one.Verdict.Code,
        one.Reply,
    });

    /// <summary>Something came back, so it had gone: a mail whose fate was unknown is not sent again.</summary>
    public static void MarkArrived(Work work, string mailId, DateTimeOffset at) => work.Change("""
        update mail set state = 'sent', sent_at = coalesce(sent_at, in_data_at), ended_at = @at, next_try_at = null, lease_until = null, last_note = null
        where id = @mailId
          and (state = 'unsure' or (state in ('ready', 'leased') and unsure_count > 0) or (state = 'failed' and last_note = 'delivery unknown'))
        """, new { mailId, at });

    /// <summary>From now on nothing goes to this address, and what waits for it is taken back.</summary>
    public static void Stop(Work work, string address, string why, DateTimeOffset at)
    {
        work.Change("""
            insert into mail_address (address, stopped_at, stopped_why) values (@address, @at, @why)
            on conflict (address) do update set stopped_at = excluded.stopped_at, stopped_why = excluded.stopped_why
            where mail_address.stopped_at is null
            """, new { address = Key(address), at, why });
        MailTable.CancelTo(work, Key(address), at);
    }

    /// <summary>Mail may go to this address again; failures before now do not count any more.</summary>
    public static void Free(Work work, string address, DateTimeOffset at) => work.Change("""
        update mail_address set stopped_at = null, stopped_why = null, freed_at = @at where address = @address
        """, new { address = Key(address), at });

    public static bool IsStopped(Work work, string address) => work.One<long>("""
        select count(*) from mail_address where address = @address and stopped_at is not null
        """, new { address = Key(address) }) > 0;

    /// <summary>Mails to an address that failed softly since it last showed a sign of life: an answer, a mail that arrived, somebody who freed it.</summary>
    public static IReadOnlyList<SoftFailure> SoftFailures(Work work, string address, long caregiverId) => work.All<SoftFailure>("""
        select mail.id as mail_id, min(mail_return.received_at) as first_at, max(case when mail_return.note = @disabled then 1 else 0 end) as is_disabled
        from mail_return join mail on mail.id = mail_return.mail_id
        where lower(mail.envelope_to) = @address and mail_return.class in ('soft', 'challenge')
          and mail_return.received_at > coalesce((select freed_at from mail_address where address = @address), '')
          and mail_return.received_at > coalesce((select max(finished_at) from response where caregiver_id = @caregiverId and entered_by = 'caregiver'), '')
          and mail_return.received_at > coalesce((
              select max(good.received_at)
              from mail_return good join mail arrived on arrived.id = good.mail_id
              where lower(arrived.envelope_to) = @address and good.class = 'delivered'), '')
        group by mail.id
        order by first_at, mail.id
        """, new { address = Key(address), caregiverId, disabled = ReturnNote.MailboxDisabled });

    /// <summary>How many messages with a false tag came in since an instant.</summary>
    public static int CountForged(Work work, DateTimeOffset since) => work.One<int>("""
        select count(*) from mail_return where mail_id is null and received_at > @since and note = @forged
        """, new { since, forged = ReturnNote.Forged });

    public static void MarkNotMailed(Work work, long checkInId, DateTimeOffset at) => work.Change("""
        insert into check_in_not_mailed (check_in_id, at) values (@checkInId, @at) on conflict (check_in_id) do nothing
        """, new { checkInId, at });

    /// <summary>Check-ins of a caregiver for which no invitation was written, or it came back, and no other mail of it arrived after it.</summary>
    public static IReadOnlySet<long> UnreachedCheckIns(Work work, long caregiverId) => work.All<long>($"""
        select check_in.id
        from check_in join check_in_not_mailed on check_in_not_mailed.check_in_id = check_in.id
        where check_in.caregiver_id = @caregiverId
        union
        select check_in.id
        from check_in
            join mail on mail.dedupe_key = 'invite:' || check_in.id
            join mail_return on mail_return.mail_id = mail.id and {DidNotArrive}
        where check_in.caregiver_id = @caregiverId
          and not exists (
              select 1 from mail later
              where (later.dedupe_key = 'remind:' || check_in.id or (later.check_in_id = check_in.id and later.id <> mail.id and later.created_at >= mail.created_at)) and later.state = 'sent'
                and not exists (select 1 from mail_return where mail_return.mail_id = later.id and {DidNotArrive}))
        order by 1
        """, new { caregiverId }).ToHashSet();

    /// <summary>Deletes what people wrote back before an instant, but for what nobody has read yet.</summary>
    public static int ForgetReplies(Work work, DateTimeOffset before) => work.Change("""
        update mail_return set reply = null
        where reply is not null and received_at < @before
          and not exists (select 1 from desk_task where desk_task.return_id = mail_return.id and desk_task.done_at is null)
        """, new { before });

    /// <summary>Deletes what was about no mail of ours.</summary>
    public static int ForgetUnmatched(Work work, DateTimeOffset before) => work.Change("""
        delete from mail_return where mail_id is null and received_at < @before
        """, new { before });

    public static void ForgetReply(Work work, long id) => work.Change("""
        update mail_return set reply = null where id = @id
        """, new { id });

    /// <summary>As the rows have it: <c>auto-reply</c>.</summary>
    public static string CodeOf(ReturnClass one) => one == ReturnClass.AutoReply ? "auto-reply" : one.ToString().ToLowerInvariant();

    /// <summary>As the store's <c>lower</c> has it, which knows no letters outside ASCII.</summary>
    private static string Key(string address) => string.Concat(address.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}

/// <summary>A mail of ours that something may be about.</summary>
public record MailedMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public long? CaregiverId { get; init; }

    public string EnvelopeTo { get; init; } = "";

    /// <summary>When it was last handed over; null when it never was.</summary>
    public DateTimeOffset? InDataAt { get; init; }

    /// <summary>The caregiver's address of today.</summary>
    public string? Email { get; init; }
}

/// <summary>A mail that the relay refused, and how.</summary>
public sealed record RefusedMail : MailedMail
{
    public int? Code { get; init; }

    public string? Enhanced { get; init; }
}

/// <summary>A message as it is written down.</summary>
/// <param name="MatchedBy"><c>tag</c> or <c>message-id</c>, or <c>ledger</c> for what the relay refused; null when it is about no mail that is ours for certain.</param>
/// <param name="Reply">What somebody wrote; kept for a while.</param>
public sealed record NewReturn(string Sha256, DateTimeOffset At, ReturnVerdict Verdict, string? MatchedBy, string? MailId, long? CaregiverId, string? Reply);

public sealed record SoftFailure
{
    public string MailId { get; init; } = "";

    public DateTimeOffset FirstAt { get; init; }

    public bool IsDisabled { get; init; }
}
