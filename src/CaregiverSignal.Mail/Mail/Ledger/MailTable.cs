using System.Security.Cryptography;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>Writes mail into the ledger, and answers what other rooms ask of it.</summary>
internal static class MailTable
{
    /// <summary>Bytes contain links that work, so they are sealed with a key that the store does not have.</summary>
    private const string Purpose = "mail";

    /// <summary>How many are in memory at once while all are tried: a mail may have some 50 kB.</summary>
    private const int OpenedAtOnce = 100;

    /// <returns>False when a mail with this key exists.</returns>
    public static async Task<bool> Add(Transaction transaction, QueuedMail mail) =>
        await transaction.Execute(
            $"""
            insert into mail (
                id, kind, dedupe_key, caregiver_id, check_in_id, signal_id, concern_report_id, message_id, envelope_from,
                envelope_to, recipient_domain, sha256, urgent, priority, asks, on_request, created_at,
                not_after, hand_over_by, state, next_try_at, bytes)
            values (
                {mail.Id}, {mail.Envelope.Kind.Code}, {mail.Envelope.DedupeKey}, {mail.Envelope.CaregiverId},
                {mail.Envelope.CheckInId}, {mail.Envelope.SignalId}, {mail.Envelope.ConcernReportId}, {mail.MessageId},
                {mail.From}, {mail.To},
                {DomainOf(mail.To)}, {HashOf(mail.Bytes)},
                {mail.Envelope.Kind.Urgent}, {mail.Envelope.Priority ?? mail.Envelope.Kind.Priority},
                {mail.Envelope.Kind.Asks}, {mail.Envelope.Kind.OnRequest}, {mail.At}, {mail.Envelope.NotAfter},
                {mail.Envelope.HandOverBy}, 'ready', {mail.At}, {transaction.Keys.Seal(Purpose, mail.Id, mail.Bytes)})
            on conflict (dedupe_key) do nothing
            """
        ) == 1;

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Stores what goes out instead of what was composed.</summary>
    /// <returns>The hash of it.</returns>
    public static async Task<string> Rewrite(Transaction transaction, string id, byte[] bytes)
    {
        var sha256 = HashOf(bytes);
        await transaction.Execute(
            $"update mail set bytes = {transaction.Keys.Seal(Purpose, id, bytes)}, sha256 = {sha256} where id = {id}"
        );
        return sha256;
    }

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>What goes out, byte for byte.</summary>
    /// <returns>Null once they are deleted, and where the key is gone.</returns>
    public static async Task<byte[]?> Bytes(Transaction transaction, string id) =>
        Opened(
            transaction,
            id,
            await transaction.First<byte[]>($"select bytes from mail where id = {id} and bytes is not null")
        );

    /// <inheritdoc cref="Bytes"/>
    /// <param name="bytes">As they are stored; null once they are deleted.</param>
    public static byte[]? Opened(Transaction transaction, string id, byte[]? bytes) =>
        bytes is null ? null : transaction.Keys.Open(Purpose, id, bytes);

    /// <summary>Of how many mails the bytes are kept, and of how many of these a key is here.</summary>
    public static async Task<(int Kept, int Openable)> CountOpenable(Transaction transaction)
    {
        var ids = await transaction.All<string>(
            "select id from mail where bytes is not null order by ended_at desc limit 1000"
        );
        return (
            ids.Count,
            (
                await ids.Chunk(OpenedAtOnce)
                    .SelectAsync(async some =>
                        (await transaction.All<SealedMail>($"select id, bytes from mail where id in ({some})")).Count(
                            mail => Opened(transaction, mail.Id, mail.Bytes) is not null
                        )
                    )
            ).Sum()
        );
    }

    private sealed record SealedMail(string Id, byte[]? Bytes);

    /// <summary>Deletes the bytes, which contain keys, of the mail that ended first, before an instant.</summary>
    /// <returns>How many.</returns>
    public static Task<int> ForgetBytes(Transaction transaction, DateTimeOffset endedBefore, int most) =>
        transaction.Execute(
            $"""
            update mail set bytes = null
            where id in (
                select id
                from mail
                where bytes is not null and ended_at < {endedBefore}
                order by ended_at
                limit {most})
            """
        );

    /// <summary>Deletes mail, with its bytes.</summary>
    public static Task Delete(Transaction transaction, IReadOnlyCollection<string> ids) =>
        transaction.Execute($"delete from mail where id in ({ids})");

    /// <summary>Whether somebody has a mail that asks, or perhaps has it.</summary>
    public static async Task<bool> MayHaveAsked(Transaction transaction, long checkInId) =>
        await transaction.One<long>(
            $"select count(*) from mail where check_in_id = {checkInId} and state in ('sent', 'unsure')"
        ) > 0;

    /// <summary>How many mails of a kind were written to a caregiver since an instant.</summary>
    public static Task<int> CountSince(
        Transaction transaction,
        long caregiverId,
        MailKind kind,
        DateTimeOffset since
    ) =>
        transaction.One<int>(
            $"""
            select count(*) from mail
            where caregiver_id = {caregiverId} and kind = {kind.Code} and created_at > {since}
            """
        );

    /// <summary>Whether anything about a caregiver ever went to an address; case does not matter.</summary>
    public static async Task<bool> WentTo(Transaction transaction, long caregiverId, string address) =>
        await transaction.One<int>(
            $"""
            select count(*) from mail
            where caregiver_id = {caregiverId} and lower(envelope_to) = lower({address}) and state <> 'cancelled'
            """
        ) > 0;

    /// <summary>How many mails were ever written for a check-in.</summary>
    public static Task<int> CountOfCheckIn(Transaction transaction, long checkInId) =>
        transaction.One<int>($"select count(*) from mail where check_in_id = {checkInId}");

    /// <summary>Those of some mails that have not ended, or not before an instant.</summary>
    public static async Task<IReadOnlySet<string>> NotEndedBefore(
        Transaction transaction,
        IReadOnlyCollection<string> ids,
        DateTimeOffset before
    ) =>
        (
            await transaction.All<string>(
                $"select id from mail where id in ({ids}) and (ended_at is null or ended_at >= {before})"
            )
        ).ToHashSet(StringComparer.Ordinal);

    public static async Task<bool> HasAny(Transaction transaction) =>
        await transaction.First<string>("select id from mail order by id limit 1") is not null;

    public static Task<DateTimeOffset?> LastSentTo(Transaction transaction, long caregiverId) =>
        transaction.First<DateTimeOffset?>(
            $"select max(sent_at) from mail where caregiver_id = {caregiverId} and check_in_id is not null"
        );

    /// <summary>How many mails are on their way.</summary>
    public static Task<int> CountOnTheirWay(Transaction transaction) =>
        transaction.One<int>("select count(*) from mail where lower(state) in ('ready', 'sending', 'unsure')");
}
