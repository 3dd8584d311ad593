using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>What somebody decided about a mail, or something outside knows of it.</summary>
public static class MailDecisionTable
{
    private const string MayHaveArrived = "(state in ('in-data', 'unsure') or unsure_count > 0)";

    /// <summary>The most values in one list: longer lists take several statements.</summary>
    private const int AtATime = 1000;

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

    public static void Cancel(Transaction transaction, string id, long? by, DateTimeOffset now) =>
        End(transaction, id, MailState.Cancelled, by, now);

    public static bool GiveUp(Transaction transaction, string id, long? by, DateTimeOffset now) =>
        End(transaction, id, MailState.Failed, by, now);

    /// <summary>Records that a mail of unknown fate went, as the relay's log says.</summary>
    public static bool ConfirmSent(Transaction transaction, string id, long? by, DateTimeOffset now) =>
        End(transaction, id, MailState.Sent, by, now);

    /// <summary>Ends one mail as a person decided.</summary>
    private static bool End(Transaction transaction, string id, MailState state, long? by, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set
                state = @state, ended_at = @now, next_try_at = null, lease_until = null,
                sent_at = case when @state = 'sent' then coalesce(in_data_at, @now) else sent_at end,
                last_note = case @state when 'failed' then @givenUp when 'cancelled' then last_note end,
                decided_by = @by, decided_at = @now
            where id = @id
            """,
            new
            {
                id,
                state,
                by,
                now,
                givenUp = SendNote.GivenUp,
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
    /// Ends given mail that is too late; as with <see cref="MailUpkeepTable.Expire"/>, a mail that may
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
}
