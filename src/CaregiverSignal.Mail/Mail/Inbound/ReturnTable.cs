using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>All SQL on returned messages, stopped addresses, and the messages they concern.</summary>
internal static class ReturnTable
{
    /// <summary>Counts alerts that are late or came back while nobody has taken up their signal.</summary>
    public static Task<int> CountLate(Transaction transaction, DateTimeOffset now) =>
        transaction.One<int>(
            $"""
            select (select count(*) from late_mail where late_mail.late_from <= {now})
                 + (select count(*)
                    from mail
                    where mail.id in (select mail_id from undelivered_mail where counts = 1)
                      and mail.state = 'sent'
                      and mail.hand_over_by is not null)
            """
        );

    /// <returns>The new id; null if this message is already stored.</returns>
    public static Task<long?> Add(Transaction transaction, NewReturn message) =>
        transaction.First<long?>(
            $"""
            insert into mail_return (
                sha256, received_at, class, note, matched_by, mail_id, caregiver_id, status, code, reply, reply_whole,
                reply_from)
            values ({message.Sha256}, {message.At}, {message.Class}, {message.Note}, {message.MatchedBy}, {message.MailId}, {message.CaregiverId},
            {message.Status}, {message.Code}, {message.Written?.Words}, {message.Written?.Whole}, {message.OtherSender})
            on conflict (sha256) do nothing
            returning id
            """
        );

    /// <summary>Stops all messages to an address, and cancels those that wait.</summary>
    public static async Task Stop(Transaction transaction, string address, StopReason why, DateTimeOffset at)
    {
        await transaction.Execute(
            $"""
            insert into mail_address (address, stopped_at, stopped_why) values ({Key(address)}, {at}, {why})
            on conflict (address) do update set stopped_at = excluded.stopped_at, stopped_why = excluded.stopped_why
            where mail_address.stopped_at is null
            """
        );
        await MailCancelTable.CancelTo(transaction, Key(address), at);
    }

    /// <summary>Corrects a message's verdict: the sender was refused, not the recipient.</summary>
    public static Task MarkOurs(Transaction transaction, long id) =>
        transaction.Execute(
            $"update mail_return set class = {ReturnClass.Account}, note = {ReturnNote.Blocked} where id = {id}"
        );

    /// <summary>Counts messages refused since an instant because of the sender or content.</summary>
    public static Task<int> CountOurs(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            $"select count(*) from mail_return where class = {ReturnClass.Account} and received_at > {since}"
        );

    /// <summary>Allows messages to a stopped address again; earlier failures no longer count.</summary>
    public static Task Free(Transaction transaction, string address, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            update mail_address set stopped_at = null, stopped_why = null, freed_at = {at}
            where address = {Key(address)}
            """
        );

    public static async Task<bool> IsStopped(Transaction transaction, string address) =>
        await transaction.One<long>(
            $"select count(*) from mail_address where address = {Key(address)} and stopped_at is not null"
        ) > 0;

    /// <summary>Deletes the oldest messages before an instant that match none of our messages or people.</summary>
    /// <returns>How many.</returns>
    public static Task<int> ForgetUnmatched(Transaction transaction, DateTimeOffset before, int most) =>
        transaction.Execute(
            $"""
            delete from mail_return
            where id in (
                select id
                from mail_return
                where mail_id is null and caregiver_id is null and received_at < {before}
                order by received_at
                limit {most})
            """
        );

    /// <summary>Deletes what came back about messages that are about to be deleted.</summary>
    public static Task DeleteOf(Transaction transaction, IReadOnlyCollection<string> mailIds) =>
        transaction.Execute($"delete from mail_return where mail_id in ({mailIds})");

    /// <returns>How many were deleted.</returns>
    public static Task<int> ForgetReplies(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.Execute(
            $"update mail_return set reply = null, reply_whole = null, reply_from = null where id in ({ids})"
        );

    /// <summary>An address in the form that is compared.</summary>
    internal static string Key(string address) => address.ToLowerInvariant();
}

/// <summary>A returned message to store.</summary>
/// <param name="MatchedBy">Null if it is not certainly about one of our messages.</param>
internal sealed record NewReturn(
    string Sha256,
    DateTimeOffset At,
    ReturnVerdict Verdict,
    MatchedBy? MatchedBy,
    string? MailId,
    long? CaregiverId
)
{
    public ReturnClass Class => Verdict.Class;
    public ReturnNote Note => Verdict.Note;
    public string? Status => Verdict.Status;
    public int? Code => Verdict.Code;

    /// <summary>What a person wrote back, kept for a while; null if no person wrote it.</summary>
    public ReplyWords? Written { get; init; }

    /// <summary>The address that a reply came from, if not the recipient's; empty if unknown.</summary>
    public string? OtherSender { get; init; }
}
