using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>All SQL on the mail_bytes table: what goes out, as long as it may have to go again.</summary>
public static class MailBytesTable
{
    public static void Add(Transaction transaction, string mailId, byte[] bytes) =>
        transaction.Execute(
            """
            insert into mail_bytes (mail_id, bytes) values (@mailId, @bytes)
            """,
            new { mailId, bytes }
        );

    /// <returns>Null once they are deleted.</returns>
    public static byte[]? Of(Transaction transaction, string mailId) =>
        transaction.First<byte[]>(
            """
            select bytes from mail_bytes where mail_id = @mailId
            """,
            new { mailId }
        );

    /// <summary>
    /// Deletes the bytes, which contain keys, of mail that ended before an instant, among the next rows.
    /// </summary>
    public static Portion Forget(Transaction transaction, string after, DateTimeOffset endedBefore, int most)
    {
        var last = transaction.First<string>(
            """
            select max(mail_id)
            from (select mail_id from mail_bytes where mail_id > @after order by mail_id limit @most) next
            """,
            new { after, most }
        );
        return last is null
            ? new Portion(0, null)
            : new Portion(
                transaction.Execute(
                    """
                    delete from mail_bytes
                    where mail_id > @after
                      and mail_id <= @last
                      and exists (
                          select 1 from mail where mail.id = mail_bytes.mail_id and mail.ended_at < @endedBefore)
                    """,
                    new
                    {
                        after,
                        last,
                        endedBefore,
                    }
                ),
                last
            );
    }
}
