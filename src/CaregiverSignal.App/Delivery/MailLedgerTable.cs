using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Delivery;

/// <summary>
/// All SQL for what an operator sees and decides about mail. It reaches across rooms, because somebody who stopped is
/// never mailed again.
/// </summary>
internal static class MailLedgerTable
{
    /// <summary>How long returned messages that changed nothing are shown.</summary>
    public static readonly TimeSpan IdleShown = TimeSpan.FromDays(30);

    /// <summary>
    /// The groups of the list: first those that may need a person, in that order; then mail that goes well.
    /// </summary>
    public static readonly IReadOnlyList<string> Groups = ["late", "unsure", "failed", "returned", "waiting", "sent"];

    /// <summary>
    /// Whether a mail may go again: a lost or refused mail to somebody who still takes part, while it makes sense. For
    /// staff: mail about a signal or a tip until that is taken up, mail they asked for while it works, and any other
    /// mail always.
    /// </summary>
    private static Sql MayGoAgain(DateTimeOffset now) =>
        $"""
            mail.bytes is not null
              and mail.state in ('failed', 'unsure', 'expired')
              and case
                when mail.urgent = 0 then mail.not_after > {now} and exists (
                    select 1 from check_in join caregiver on caregiver.id = check_in.caregiver_id
                    where check_in.caregiver_id = mail.caregiver_id
                      and check_in.closed_at is null
                      and caregiver.status = 'active'
                      and (caregiver.born is null or caregiver.born <= {BornAfter(now)}
                        or caregiver.young_until is not null)
                      and (
                          mail.check_in_id = check_in.id
                            or mail.dedupe_key in ('invite:' || check_in.id, 'remind:' || check_in.id))
                      and {CaregiverTable.SentTo:sql} is not null
                      and not {CaregiverTable.IsStopped:sql})
                when mail.signal_id is not null or mail.tip_id is not null then mail.hand_over_by is not null
                when mail.on_request = 1 then mail.not_after > {now}
                else true
              end
            """;

    /// <remarks>Of nearly none anything came back at all, as an index says; the view begins with the mail.</remarks>
    private const string CameBack = """
        (exists (select 1 from mail_return where mail_return.mail_id = mail.id)
          and exists (
            select 1
            from undelivered_mail
            where undelivered_mail.mail_id = mail.id and undelivered_mail.counts = 1))
        """;

    /// <summary>
    /// The mails of the newest messages that say that one did not arrive: a list by mail would look through all that
    /// was sent.
    /// </summary>
    private static Sql OfNewestReturns(int limit) =>
        $"""
            mail.state = 'sent' and mail.id in (
                select undelivered_mail.mail_id
                from undelivered_mail
                where undelivered_mail.counts = 1
                order by undelivered_mail.return_id desc
                limit {limit})
            """;

    private static Sql IsLate(DateTimeOffset now) =>
        $"mail.id in (select late_mail.mail_id from late_mail where late_mail.late_from <= {now})";

    /// <summary>Not what the relay itself refused, as that is shown with the mail.</summary>
    private const string CameFromOutside = "coalesce(mail_return.matched_by, '') <> 'ledger'";

    private const string IsIdle =
        $"(mail_return.class = 'unclear' or mail_return.matched_by is null) and {CameFromOutside}";

    private static Sql Columns(DateTimeOffset now) =>
        $"""
            mail.id, mail.kind, mail.state, mail.recipient_domain, mail.message_id, mail.urgent,
            mail.created_at, mail.next_try_at, mail.not_after, mail.hand_over_by, mail.sent_at, mail.ended_at,
            mail.last_code, mail.last_enhanced, mail.last_note, mail.decided_at,
            (select coordinator.name from coordinator where coordinator.id = mail.decided_by) as decided_by,
            (select undelivered_mail.note from undelivered_mail
             where undelivered_mail.mail_id = mail.id and undelivered_mail.counts = 1
             order by undelivered_mail.return_id desc
             limit 1) as came_back_as,
            exists (
                select 1 from mail_address
                where mail_address.address = lower(mail.envelope_to)
                  and mail_address.stopped_at <= mail.ended_at) as is_stopped,
            (select {CaregiverTable.SentTo:sql} from caregiver
             where caregiver.id = mail.caregiver_id
               and {CaregiverTable.SentTo:sql} <> lower(mail.envelope_to)) as moved_to_address,
            ({IsLate(now)}) as is_late,
            ({MayGoAgain(now)}) as may_go_again
            """;

    public static IReadOnlyList<MailLedgerRow> In(Transaction transaction, string group, DateTimeOffset now, int limit)
    {
        var isOldestFirst = MailLedger.IsOldestFirst(group);
        var rows = PartsOf(group, now, limit).SelectMany(part => Rows(transaction, part, isOldestFirst, now, limit));
        var inOrder = isOldestFirst
            ? rows.OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.Id, StringComparer.Ordinal)
            : rows.OrderByDescending(mail => mail.CreatedAt).ThenByDescending(mail => mail.Id, StringComparer.Ordinal);
        return [.. inOrder.Take(limit)];
    }

    private static IReadOnlyList<MailLedgerRow> Rows(
        Transaction transaction,
        Sql where,
        bool isOldestFirst,
        DateTimeOffset now,
        int limit
    ) =>
        transaction.AllReadable<MailLedgerRow>(
            $"""
            select {Columns(now)}
            from mail
            where {where}
            order by mail.created_at {(isOldestFirst ? "" : "desc"):sql}, mail.id {(isOldestFirst ? "" : "desc"):sql}
            limit {limit}
            """
        );

    public static MailLedgerRow? Get(Transaction transaction, string id, DateTimeOffset now) =>
        transaction.First<MailLedgerRow>($"select {Columns(now)} from mail where mail.id = {id}");

    /// <summary>
    /// The invitation or reminder last made for somebody, to the current address and since it was last freed; null when
    /// there is none.
    /// </summary>
    public static MailLedgerRow? NewestTo(Transaction transaction, long caregiverId, DateTimeOffset now) =>
        transaction.First<MailLedgerRow>(
            $"""
            select {Columns(now)}
            from mail join mail_to_present_address on mail_to_present_address.mail_id = mail.id
            where mail.caregiver_id = {caregiverId}
            order by mail.created_at desc, mail.id
            limit 1
            """
        );

    /// <summary>Why and since when mail to somebody's current address is stopped; null while it is not.</summary>
    public static StoppedAddress? StopOf(Transaction transaction, long caregiverId) =>
        transaction.First<StoppedAddress>(
            $"""
            select mail_address.stopped_at as at, mail_address.stopped_why as why
            from caregiver join mail_address on mail_address.address = {CaregiverTable.SentTo:sql}
            where caregiver.id = {caregiverId} and mail_address.stopped_at is not null
            """
        );

    public static DateTimeOffset? LastSent(Transaction transaction) =>
        transaction.First<DateTimeOffset?>(
            """
            select sent_at
            from mail
            where sending_at is not null and sent_at is not null
            order by sending_at desc
            limit 1
            """
        );

    /// <summary>The messages that came back about a mail, newest first.</summary>
    public static IReadOnlyList<MailLedgerReturn> ReturnsOf(Transaction transaction, string id) =>
        transaction.AllReadable<MailLedgerReturn>(
            $"""
            select received_at, note, status, code
            from mail_return
            where mail_id = {id} and {CameFromOutside:sql}
            order by id desc
            """
        );

    /// <summary>
    /// The returned messages since an instant that changed nothing, and that a person may look at; newest first.
    /// </summary>
    public static IReadOnlyList<MailLedgerReturn> IdleReturns(
        Transaction transaction,
        DateTimeOffset since,
        int limit
    ) =>
        transaction.AllReadable<MailLedgerReturn>(
            $"""
            select mail_return.received_at, mail_return.note, mail_return.status, mail_return.code
            from mail_return
            where mail_return.received_at > {since} and mail_return.class in ('unclear', 'account') and {IsIdle:sql}
            order by mail_return.received_at desc, mail_return.id desc
            limit {limit}
            """
        );

    /// <summary>
    /// Puts a mail in the queue again, byte for byte; a mail to staff that is too late gets a new deadline.
    /// </summary>
    /// <remarks>
    /// When the person has another address by now, the mail's bytes contain the old one and expired links, so the
    /// check-in is mailed again with new links.
    /// </remarks>
    /// <param name="by">The coordinator who decided.</param>
    /// <param name="alertWithin">How soon the relay must have it, for a mail that had a deadline and whose signal
    /// nobody has taken up.</param>
    /// <returns>False when it may not go again, or no longer.</returns>
    public static bool SendAgain(Transaction transaction, string id, long by, TimeSpan alertWithin, DateTimeOffset now)
    {
        if (AsksAtAnotherAddress(transaction, id, now) is { } checkIn)
        {
            MailQueue.Cancel(transaction, id, by, now);
            CheckInTable.MailAgain(transaction, checkIn, now);
            return true;
        }

        return MayGo(transaction, id, now) && MailQueue.QueueAgain(transaction, id, by, alertWithin, now);
    }

    private static bool MayGo(Transaction transaction, string id, DateTimeOffset now) =>
        transaction.One<bool>($"select exists (select 1 from mail where mail.id = {id} and {MayGoAgain(now)})");

    /// <summary>
    /// The check-in of a mail that may go again to somebody who has another address by now; null for any other mail.
    /// </summary>
    private static long? AsksAtAnotherAddress(Transaction transaction, string id, DateTimeOffset now) =>
        transaction.First<long?>(
            $"""
            select mail.check_in_id
            from mail join caregiver on caregiver.id = mail.caregiver_id
            where mail.id = {id}
              and mail.check_in_id is not null
              and lower(mail.envelope_to) <> {CaregiverTable.SentTo:sql}
              and {MayGoAgain(now)}
            """
        );

    /// <summary>
    /// The first birth date of somebody under 18, by the day in UTC: around midnight somebody counts as a minor too
    /// long rather than too short.
    /// </summary>
    private static DateOnly BornAfter(DateTimeOffset now) => Minors.BornAfter(DateOnly.FromDateTime(now.UtcDateTime));

    /// <summary>What a group is made of: each part is read by an index of its own, in the order of the list.</summary>
    private static Sql[] PartsOf(string group, DateTimeOffset now, int limit) =>
        group switch
        {
            "late" => [IsLate(now)],
            "returned" => [OfNewestReturns(limit)],
            "sent" => [WentWell()],
            "waiting" => [NotLate(MailState.Ready, now), NotLate(MailState.Sending, now)],
            "unsure" => [NotLate(MailState.Unsure, now)],
            "failed" => [NotLate(MailState.Failed, now), NotLate(MailState.Expired, now)],
            _ => throw new ArgumentOutOfRangeException(nameof(group), group, "No such group."),
        };

    /// <remarks>The state as the index of the lists says it.</remarks>
    private static Sql NotLate(MailState state, DateTimeOffset now) =>
        $"lower(mail.state) = {state} and not ({IsLate(now)})";

    private static Sql WentWell() => $"lower(mail.state) = 'sent' and not {CameBack:sql}";
}

/// <summary>A message that came back, as an operator may see it: none of its text.</summary>
public sealed record MailLedgerReturn
{
    public DateTimeOffset ReceivedAt { get; init; }

    public ReturnNote Note { get; init; }

    public string? Status { get; init; }

    public int? Code { get; init; }
}

public sealed record StoppedAddress
{
    public DateTimeOffset At { get; init; }

    public StopReason Why { get; init; }
}
