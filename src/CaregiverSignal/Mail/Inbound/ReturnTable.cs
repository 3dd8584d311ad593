using System.Text.Json;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>All SQL on what came back, on addresses that are stopped, and on the mail that either is about.</summary>
public static class ReturnTable
{
    /// <summary>
    /// What a returned message says when the mail did not arrive (spam did); what the relay refused outright stands
    /// with the mail itself.
    /// </summary>
    public const string DidNotArrive =
        "mail_return.class in ('hard', 'soft', 'challenge', 'account') and mail_return.matched_by <> 'ledger'";

    /// <summary>Of a message beside its mail: what came back before the mail was sent again no longer counts.</summary>
    public const string IsSinceDecided = "(mail.decided_at is null or mail_return.received_at > mail.decided_at)";

    /// <summary>How many alerts are late or came back, while nobody has taken up their signal.</summary>
    public static int CountLate(Transaction transaction, DateTimeOffset now) =>
        transaction.One<int>(
            $"""
            select (select count(*) from mail where {MailTable.IsLate})
                 + (select count(distinct mail.id) from mail_return join mail on mail.id = mail_return.mail_id
                    where {DidNotArrive} and {IsSinceDecided} and mail.state = 'sent' and mail.hand_over_by is not null)
            """,
            new { now }
        );

    /// <returns>The id; null when this very message was taken in before.</returns>
    public static long? Add(Transaction transaction, NewReturn one) =>
        transaction.First<long?>(
            """
            insert into mail_return (sha256, received_at, class, note, matched_by, mail_id, caregiver_id, status, code, reply)
            values (@Sha256, @At, @Class, @Note, @MatchedBy, @MailId, @CaregiverId, @Status, @Code, @Reply)
            on conflict (sha256) do nothing
            returning id
            """,
            new
            {
                one.Sha256,
                one.At,
                one.Verdict.Class,
                one.Verdict.Note,
                one.MatchedBy,
                one.MailId,
                one.CaregiverId,
                one.Verdict.Status,
                one.Verdict.Code,
                one.Reply,
            }
        );

    /// <summary>From now on nothing goes to this address, and what waits for it is taken back.</summary>
    public static void Stop(Transaction transaction, string address, string why, DateTimeOffset at)
    {
        transaction.Execute(
            """
            insert into mail_address (address, stopped_at, stopped_why) values (@address, @at, @why)
            on conflict (address) do update set stopped_at = excluded.stopped_at, stopped_why = excluded.stopped_why
            where mail_address.stopped_at is null
            """,
            new
            {
                address = Key(address),
                at,
                why,
            }
        );
        MailTable.CancelTo(transaction, Key(address), at);
    }

    /// <summary>Mail may go to this address again; failures before now do not count any more.</summary>
    public static void Free(Transaction transaction, string address, DateTimeOffset at) =>
        transaction.Execute(
            """
            update mail_address set stopped_at = null, stopped_why = null, freed_at = @at where address = @address
            """,
            new { address = Key(address), at }
        );

    public static bool IsStopped(Transaction transaction, string address) =>
        transaction.One<long>(
            """
            select count(*) from mail_address where address = @address and stopped_at is not null
            """,
            new { address = Key(address) }
        ) > 0;

    /// <summary>How many messages with a false tag came in since an instant.</summary>
    public static int CountForged(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*) from mail_return where mail_id is null and received_at > @since and note = @forged
            """,
            new { since, forged = ReturnNote.Forged }
        );

    /// <summary>Deletes what was about no mail of ours.</summary>
    public static int ForgetUnmatched(Transaction transaction, DateTimeOffset before) =>
        transaction.Execute(
            """
            delete from mail_return where mail_id is null and received_at < @before
            """,
            new { before }
        );

    /// <returns>How many.</returns>
    public static int ForgetReplies(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.Execute(
            """
            update mail_return set reply = null where id in (select value from json_each(@ids))
            """,
            new { ids = JsonSerializer.Serialize(ids) }
        );

    public static void ForgetReply(Transaction transaction, long id) =>
        transaction.Execute(
            """
            update mail_return set reply = null where id = @id
            """,
            new { id }
        );

    /// <summary>As the store's <c>lower</c> has it, which knows no letters outside ASCII.</summary>
    internal static string Key(string address) =>
        string.Concat(address.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}

/// <summary>A message as it is written down.</summary>
/// <param name="MatchedBy"><c>tag</c> or <c>message-id</c>, or <c>ledger</c> for what the relay refused; null when it
/// is about no mail that is ours for certain.</param>
/// <param name="Reply">What somebody wrote; kept for a while.</param>
public sealed record NewReturn(
    string Sha256,
    DateTimeOffset At,
    ReturnVerdict Verdict,
    string? MatchedBy,
    string? MailId,
    long? CaregiverId,
    string? Reply
);
