using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// All SQL on the mail_bytes table: what goes out, as long as it may have to go again. It contains links that work, so
/// it is sealed with a key that the store does not have.
/// </summary>
public static class MailBytesTable
{
    private const string Purpose = "mail";

    public static void Add(Transaction transaction, string mailId, byte[] bytes) =>
        transaction.Execute(
            """
            insert into mail_bytes (mail_id, bytes) values (@mailId, @bytes)
            """,
            new { mailId, bytes = transaction.Keys.Seal(Purpose, mailId, bytes) }
        );

    /// <returns>Null once they are deleted, and where the key is gone.</returns>
    /// <remarks>What was queued before bytes were sealed goes out as it is.</remarks>
    public static byte[]? Of(Transaction transaction, string mailId) =>
        Stored(transaction, mailId) is { } bytes
            ? KeyRing.IsSealed(bytes)
                ? transaction.Keys.Open(Purpose, mailId, bytes)
                : bytes
            : null;

    /// <summary>Of how many mails the bytes are kept, and of how many of these a key is here.</summary>
    public static (int Kept, int Openable) CountOpenable(Transaction transaction)
    {
        var ids = transaction.All<string>("select mail_id from mail_bytes order by mail_id desc limit 1000");
        return (ids.Count, ids.Count(id => Of(transaction, id) is not null));
    }

    /// <summary>The ids of the keys with which bytes that are kept were sealed.</summary>
    public static IReadOnlyList<string> SealedWith(Transaction transaction) =>
        [
            .. transaction
                .All<byte[]>("select distinct substr(bytes, 1, 5) as head from mail_bytes order by head")
                .Select(head => KeyRing.IdIn(head))
                .OfType<string>(),
        ];

    private static byte[]? Stored(Transaction transaction, string mailId) =>
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
