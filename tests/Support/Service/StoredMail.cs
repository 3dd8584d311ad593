using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Tests.Support;

/// <summary>Mails in the outbox, opened: their bytes are sealed in the store.</summary>
public static class StoredMail
{
    /// <param name="ids">A query for the ids of mails.</param>
    internal static async Task<IReadOnlyList<byte[]>> AllMails(
        this Transaction transaction,
        string ids,
        object? values = null
    ) =>
        [
            .. (
                await (await transaction.All<string>(ids, values)).SelectAsync(id => MailTable.Bytes(transaction, id))
            ).OfType<byte[]>(),
        ];

    /// <param name="id">A query for the id of a mail.</param>
    internal static async Task<byte[]> OneMail(this Transaction transaction, string id, object? values = null) =>
        (await MailTable.Bytes(transaction, await transaction.One<string>(id, values)))!;
}
