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

    /// <summary>Deletes the bytes, which contain keys, of mail that ended before an instant.</summary>
    public static int Forget(Transaction transaction, DateTimeOffset endedBefore) =>
        transaction.Execute(
            """
            delete from mail_bytes
            where exists (select 1 from mail where mail.id = mail_bytes.mail_id and mail.ended_at < @endedBefore)
            """,
            new { endedBefore }
        );
}
