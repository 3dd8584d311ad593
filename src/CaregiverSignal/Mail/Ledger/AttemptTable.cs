using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>
/// All SQL on the attempts: one row for each claim, for the pace and for whoever asks what happened to a mail.
/// </summary>
public static class AttemptTable
{
    public static void Begin(Transaction transaction, LeasedMail mail, DateTimeOffset at) =>
        transaction.Execute(
            """
            insert into mail_attempt (mail_id, fence, recipient_domain, started_at)
            values (@Id, @Fence, @RecipientDomain, @at)
            """,
            new
            {
                mail.Id,
                mail.Fence,
                mail.RecipientDomain,
                at,
            }
        );

    /// <summary>Takes back an attempt for which nothing was done.</summary>
    public static void Undo(Transaction transaction, LeasedMail mail) =>
        transaction.Execute(
            """
            delete from mail_attempt
            where mail_id = @Id and fence = @Fence
            """,
            new { mail.Id, mail.Fence }
        );

    public static void End(Transaction transaction, LeasedMail mail, SendOutcome outcome, DateTimeOffset at) =>
        transaction.Execute(
            """
            update mail_attempt set
                ended_at = @at, result = @Result, scope = @Scope, stage = @Stage, code = @Code, enhanced = @Enhanced,
                note = @Note, queued_as = @QueuedAs
            where mail_id = @Id and fence = @Fence
            """,
            new
            {
                mail.Id,
                mail.Fence,
                at,
                outcome.Result,
                outcome.Scope,
                outcome.Stage,
                outcome.Code,
                outcome.Enhanced,
                outcome.Note,
                outcome.QueuedAs,
            }
        );

    /// <summary>How many attempts were made for each domain since an instant, whatever their outcome.</summary>
    public static IReadOnlyList<DomainCount> CountSince(Transaction transaction, DateTimeOffset since) =>
        transaction.All<DomainCount>(
            """
            select recipient_domain as domain, count(*) as count
            from mail_attempt
            where started_at > @since
            group by recipient_domain
            """,
            new { since }
        );

    /// <summary>How many mails were refused for their content since an instant.</summary>
    public static int CountContentRefused(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*) from mail_attempt where started_at > @since and note = @note
            """,
            new { since, note = SendNote.ContentRefused }
        );

    /// <summary>
    /// How many recipient domains' mail was deferred by a rule (<see cref="Breaker.IsPutOffByRule"/>) since an instant
    /// and since the last accepted mail.
    /// </summary>
    /// <remarks>
    /// The sign before the id makes the store read the few rows of the last minutes, and not all with a higher id.
    /// </remarks>
    public static int CountDomainsPutOff(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(distinct recipient_domain) from mail_attempt
            where started_at > @since
              and result = 'put off'
              and scope = 'message'
              and code in (450, 451)
              and (enhanced is null or enhanced like '4.7.%')
              and +id > (select coalesce(max(id), 0) from mail_attempt where started_at > @since and result = 'sent')
            """,
            new { since }
        );

    /// <summary>Deletes the oldest attempts of before an instant.</summary>
    public static Portion Forget(Transaction transaction, DateTimeOffset startedBefore, int most)
    {
        var deleted = transaction.Execute(
            """
            delete from mail_attempt
            where id in (
                select id
                from mail_attempt
                where started_at < @startedBefore
                order by started_at
                limit @most)
            """,
            new { startedBefore, most }
        );
        return new Portion(deleted, deleted == most ? "" : null);
    }
}

public sealed record DomainCount
{
    public string Domain { get; init; } = "";

    public int Count { get; init; }
}
