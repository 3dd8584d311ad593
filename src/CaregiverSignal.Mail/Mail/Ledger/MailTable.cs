using System.Security.Cryptography;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>Writes messages into the ledger, and answers other folders' questions about it.</summary>
internal static class MailTable
{
    /// <summary>Bytes contain working links, so they are sealed with a key outside the store.</summary>
    private const string Purpose = "mail";

    /// <summary>How many to hold in memory at once while testing all: a message may have 50 kB.</summary>
    private const int OpenedAtOnce = 100;

    /// <returns>False if a message with this key exists.</returns>
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

    /// <summary>Replaces the composed bytes by those that are sent.</summary>
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

    /// <summary>The bytes to send.</summary>
    /// <returns>Null if they are deleted or the key is lost.</returns>
    public static async Task<byte[]?> Bytes(Transaction transaction, string id) =>
        Opened(
            transaction,
            id,
            await transaction.First<byte[]>($"select bytes from mail where id = {id} and bytes is not null")
        );

    /// <inheritdoc cref="Bytes"/>
    /// <param name="bytes">The stored bytes; null if deleted.</param>
    public static byte[]? Opened(Transaction transaction, string id, byte[]? bytes) =>
        bytes is null ? null : transaction.Keys.Open(Purpose, id, bytes);

    /// <summary>How many messages have their bytes, and how many of these can be opened.</summary>
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

    /// <summary>Deletes the bytes, which contain keys, of the messages that ended first, before an instant.</summary>
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

    /// <summary>Deletes messages with their bytes.</summary>
    public static Task Delete(Transaction transaction, IReadOnlyCollection<string> ids) =>
        transaction.Execute($"delete from mail where id in ({ids})");

    /// <summary>Whether a message that asks was, or may have been, sent for a check-in.</summary>
    public static async Task<bool> MayHaveAsked(Transaction transaction, long checkInId) =>
        await transaction.One<long>(
            $"select count(*) from mail where check_in_id = {checkInId} and state in ('sent', 'unsure')"
        ) > 0;

    /// <summary>Counts messages of a kind queued for a caregiver since an instant.</summary>
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

    /// <summary>Whether any message about a caregiver ever went to an address, ignoring case.</summary>
    public static async Task<bool> WentTo(Transaction transaction, long caregiverId, string address) =>
        await transaction.One<int>(
            $"""
            select count(*) from mail
            where caregiver_id = {caregiverId} and lower(envelope_to) = lower({address}) and state <> 'cancelled'
            """
        ) > 0;

    /// <summary>Counts messages ever queued for a check-in.</summary>
    public static Task<int> CountOfCheckIn(Transaction transaction, long checkInId) =>
        transaction.One<int>($"select count(*) from mail where check_in_id = {checkInId}");

    /// <summary>Which of these messages have not ended before an instant.</summary>
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

    /// <summary>Counts messages on their way.</summary>
    public static Task<int> CountOnTheirWay(Transaction transaction) =>
        transaction.One<int>("select count(*) from mail where lower(state) in ('ready', 'sending', 'unsure')");
}
