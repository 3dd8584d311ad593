using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>What time does to mail: leases run out, it becomes too late, alerts are overdue.</summary>
public static class MailUpkeepTable
{
    /// <summary>A mail with a deadline at the relay is sent once more often.</summary>
    private const string IsSentOnceMore = "unsure_count <= case when hand_over_by is null then 1 else 2 end";

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

    /// <summary>Deletes mail, with its bytes and its attempts.</summary>
    public static void Delete(Transaction transaction, IReadOnlyCollection<string> ids) =>
        transaction.Execute(
            """
            delete from mail where id in (@ids)
            """,
            new { ids }
        );
}

/// <summary>An alert that was not handed over in time.</summary>
public sealed record LateMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public MailState State { get; init; }
}
