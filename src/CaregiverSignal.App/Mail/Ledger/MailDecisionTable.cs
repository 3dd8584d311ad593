using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>What somebody decided about a mail, or something outside knows of it.</summary>
public static class MailDecisionTable
{
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
        long by,
        DateTimeOffset now,
        DateTimeOffset notAfter,
        DateTimeOffset handOverBy
    ) =>
        transaction.Execute(
            """
            update mail set
                state = 'ready', next_try_at = @now, attempts = 0, ended_at = null, last_note = null,
                not_after = case when not_after > @now then not_after else @notAfter end,
                hand_over_by = case when hand_over_by is null then null else @handOverBy end, reported_late_at = null,
                decided_by = @by, decided_at = @now
            where id = @id
            """,
            new
            {
                id,
                by,
                now,
                notAfter,
                handOverBy,
            }
        ) == 1;

    /// <summary>Ends one mail as a person decided.</summary>
    public static void Cancel(Transaction transaction, string id, long by, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set
                state = 'cancelled', ended_at = @now, next_try_at = null, decided_by = @by, decided_at = @now
            where id = @id
            """,
            new
            {
                id,
                by,
                now,
            }
        );

    /// <summary>
    /// Records that something came back, so that the mail had gone: a mail of unknown fate is not sent again.
    /// </summary>
    public static void MarkArrived(Transaction transaction, string mailId, DateTimeOffset at) =>
        transaction.Execute(
            """
            update mail set
                state = 'sent', sent_at = coalesce(sent_at, sending_at), ended_at = @at, next_try_at = null,
                last_note = null
            where id = @mailId and (state = 'unsure' or (state = 'ready' and last_note = @unknown))
            """,
            new
            {
                mailId,
                at,
                unknown = SendNote.DeliveryUnknown,
            }
        );

    /// <summary>Ends given mail that is too late; what may have gone stays unsure.</summary>
    public static int Expire(Transaction transaction, IReadOnlyCollection<string> ids, DateTimeOffset at) =>
        End(transaction, ids, at, isDoubtful: false);

    /// <summary>Ends given mail that may have gone already; an operator can send it again.</summary>
    public static int Doubt(Transaction transaction, IReadOnlyCollection<string> ids, DateTimeOffset at) =>
        End(transaction, ids, at, isDoubtful: true);

    private static int End(
        Transaction transaction,
        IReadOnlyCollection<string> ids,
        DateTimeOffset at,
        bool isDoubtful
    ) =>
        ids.Chunk(AtATime)
            .Sum(some =>
                transaction.Execute(
                    """
                    update mail set
                        state = case
                            when @isDoubtful = 1 or state = 'sending' or last_note = @unknown then 'unsure'
                            else 'expired' end,
                        last_note = case when @isDoubtful = 1 then @unknown else last_note end,
                        ended_at = @at, next_try_at = null
                    where id in (@ids) and state in ('ready', 'sending')
                    """,
                    new
                    {
                        ids = some,
                        at,
                        isDoubtful = isDoubtful ? 1 : 0,
                        unknown = SendNote.DeliveryUnknown,
                    }
                )
            );

    /// <summary>Deletes mail, with its bytes.</summary>
    public static void Delete(Transaction transaction, IReadOnlyCollection<string> ids) =>
        transaction.Execute(
            """
            delete from mail where id in (@ids)
            """,
            new { ids }
        );
}
