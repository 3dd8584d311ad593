using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Delivery;

/// <summary>All SQL for what an operator sees and decides about mail. It also reads other folders' tables, because
/// somebody who stopped is never mailed again.</summary>
internal static class MailLedgerTable
{
    /// <summary>The groups of the list: first those that may need a person, in that order; then mail that goes
    /// well.</summary>
    public static readonly IReadOnlyList<string> Groups = ["late", "failed", "returned", "waiting", "sent"];

    /// <summary>Whether a mail may go again: lost or refused mail to the present address of somebody who still takes
    /// part, while it makes sense. For staff: mail about a signal or a concern until that is taken up, mail they asked
    /// for while it works, and any other mail always.</summary>
    private static Sql MayGoAgain(SiteTime time) =>
        $"""
            mail.bytes is not null
              and mail.state in ('failed', 'unsure', 'expired')
              and case
                when mail.urgent = 0 then mail.not_after > {time.Now} and exists (
                    select 1 from check_in join caregiver on caregiver.id = check_in.caregiver_id
                    where check_in.caregiver_id = mail.caregiver_id
                      and check_in.closed_at is null
                      and caregiver.status = 'active'
                      and (caregiver.born is null or caregiver.born <= {Minors.BornAfter(time.Today)}
                        or caregiver.young_until is not null)
                      and (
                          mail.check_in_id = check_in.id
                            or mail.dedupe_key in ('invite:' || check_in.id, 'remind:' || check_in.id))
                      and lower(mail.envelope_to) = {CaregiverTable.SentTo:sql}
                      and not {CaregiverTable.IsStopped:sql})
                when mail.signal_id is not null or mail.concern_report_id is not null then mail.hand_over_by is not null
                when mail.on_request = 1 then mail.not_after > {time.Now}
                else true
              end
            """;

    /// <remarks>Hardly any mail comes back, as an index knows; the view begins with the mail.</remarks>
    private const string CameBack = """
        (exists (select 1 from mail_return where mail_return.mail_id = mail.id)
          and exists (
            select 1
            from undelivered_mail
            where undelivered_mail.mail_id = mail.id and undelivered_mail.counts = 1))
        """;

    private const string NewestReturn = """
        from undelivered_mail
        where undelivered_mail.mail_id = mail.id and undelivered_mail.counts = 1
        order by undelivered_mail.return_id desc
        limit 1
        """;

    private static Sql IsLate(DateTimeOffset now) =>
        $"mail.id in (select late_mail.mail_id from late_mail where late_mail.late_from <= {now})";

    private static Sql Columns(SiteTime time) =>
        $"""
            mail.id, mail.kind, mail.state, mail.recipient_domain, mail.message_id, mail.created_at, mail.next_try_at,
            mail.hand_over_by, coalesce(mail.sent_at, mail.ended_at, mail.created_at) as sent_at,
            mail.last_code, mail.last_enhanced, mail.last_note,
            (select undelivered_mail.note {NewestReturn:sql}) as came_back_as,
            (select undelivered_mail.status {NewestReturn:sql}) as came_back_status,
            ({IsLate(time.Now)}) as is_late,
            ({MayGoAgain(time)}) as may_go_again
            """;

    public static async Task<IReadOnlyList<MailLedgerRow>> In(
        Transaction transaction,
        string group,
        SiteTime time,
        int limit
    )
    {
        Sql order = MailLedger.IsOldestFirst(group)
            ? (Sql)$"mail.created_at, mail.id"
            : $"mail.created_at desc, mail.id desc";
        return await transaction.AllReadable<MailLedgerRow>(
            $"""
            select {Columns(time)}
            from mail
            where {IsIn(group, time.Now, limit)}
            order by {order}
            limit {limit}
            """
        );
    }

    /// <summary>The last invitation or reminder made for somebody, to the current address and since it was last freed;
    /// null for none.</summary>
    public static Task<MailLedgerRow?> NewestTo(Transaction transaction, long caregiverId, SiteTime time) =>
        transaction.First<MailLedgerRow>(
            $"""
            select {Columns(time)}
            from mail join mail_to_present_address on mail_to_present_address.mail_id = mail.id
            where mail.caregiver_id = {caregiverId}
            order by mail.created_at desc, mail.id
            limit 1
            """
        );

    /// <summary>Why and since when mail to somebody's current address is stopped; null if it is not.</summary>
    public static Task<StoppedAddress?> StopOf(Transaction transaction, long caregiverId) =>
        transaction.First<StoppedAddress>(
            $"""
            select mail_address.stopped_at as at, mail_address.stopped_why as why
            from caregiver join mail_address on mail_address.address = {CaregiverTable.SentTo:sql}
            where caregiver.id = {caregiverId} and mail_address.stopped_at is not null
            """
        );

    /// <summary>How many mails may have been sent.</summary>
    public static Task<int> CountUnsure(Transaction transaction) =>
        transaction.One<int>("select count(*) from mail where lower(state) = 'unsure'");

    /// <summary>How many messages returned since an instant changed nothing, for a person to look at.</summary>
    public static Task<int> CountIdleReturns(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            $"""
            select count(*)
            from mail_return
            where received_at > {since} and class in ('unclear', 'account') and (class = 'unclear' or matched_by is null)
              and coalesce(matched_by, '') <> 'ledger'
            """
        );

    /// <summary>Puts a mail in the queue again, byte for byte; an expired mail to staff gets a new deadline.</summary>
    /// <returns>False if it may not go again, or no longer.</returns>
    public static async Task<bool> SendAgain(Transaction transaction, string id, SiteTime time) =>
        await transaction.One<bool>($"select exists (select 1 from mail where mail.id = {id} and {MayGoAgain(time)})")
        && await MailQueue.QueueAgain(transaction, id, MailSettings.AlertWithin, time.Now);

    /// <remarks>The state in the form that the lists' index uses. Returned messages are found through their returns: a
    /// search by message would scan all sent mail.</remarks>
    private static Sql IsIn(string group, DateTimeOffset now, int limit) =>
        group switch
        {
            "late" => IsLate(now),
            "failed" => $"lower(mail.state) in ('unsure', 'failed', 'expired') and not ({IsLate(now)})",
            "returned" => $"""
                mail.state = 'sent' and mail.id in (
                    select undelivered_mail.mail_id
                    from undelivered_mail
                    where undelivered_mail.counts = 1
                    order by undelivered_mail.return_id desc
                    limit {limit})
                """,
            "waiting" => $"lower(mail.state) in ('ready', 'sending') and not ({IsLate(now)})",
            "sent" => $"lower(mail.state) = 'sent' and not {CameBack:sql}",
            _ => throw new ArgumentOutOfRangeException(nameof(group), group, "No such group."),
        };
}

internal sealed record StoppedAddress
{
    public DateTimeOffset At { get; init; }

    public StopReason Why { get; init; }
}
