using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Tests.Support;

/// <summary>Mails in the outbox, opened: their bytes are sealed in the store.</summary>
public static class StoredMail
{
    /// <param name="ids">A query for the ids of mails.</param>
    internal static IReadOnlyList<byte[]> AllMails(this Transaction transaction, string ids, object? values = null) =>
        [.. transaction.All<string>(ids, values).Select(id => MailTable.Bytes(transaction, id)).OfType<byte[]>()];

    /// <param name="id">A query for the id of a mail.</param>
    internal static byte[] OneMail(this Transaction transaction, string id, object? values = null) =>
        MailTable.Bytes(transaction, transaction.One<string>(id, values))!;
}
