using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>The SQL that takes a mail out of the queue, and writes what became of it.</summary>
public static class MailSendingTable
{
    private const string IsDue = """
        state = 'ready' and next_try_at <= @now and not_after > @now
          and (urgent = 1 or (@urgentOnly = 0 and recipient_domain not in (@full)))
        """;

    /// <summary>Which mail goes next, the most important first; null when none may.</summary>
    public static string? Next(Transaction transaction, MayGo may, DateTimeOffset now) =>
        transaction.First<string>(
            $"""
            select id from mail where {IsDue} order by priority, next_try_at, id limit 1
            """,
            Bound(may, now)
        );

    /// <summary>
    /// Takes the next mail, and marks it as being handed over: from here on only its outcome brings it back.
    /// </summary>
    public static ClaimedMail? Claim(Transaction transaction, MayGo may, DateTimeOffset now) =>
        transaction.First<ClaimedMail>(
            $"""
            update mail set state = 'sending', sending_at = @now
            where id = (select id from mail where {IsDue} order by priority, next_try_at, id limit 1)
              and state = 'ready'
            returning id, kind, attempts, envelope_from, envelope_to, sha256, sending_at, last_note, urgent
            """,
            Bound(may, now)
        )
            is { } mail
            ? mail with
            {
                Bytes = MailTable.Bytes(transaction, mail.Id) ?? [],
            }
            : null;

    private static object Bound(MayGo may, DateTimeOffset now) =>
        new
        {
            now,
            urgentOnly = may.UrgentOnly ? 1 : 0,
            full = may.FullDomains,
        };

    /// <summary>Ends a mail whose row cannot be read; if it is an alert, it counts as late from then on.</summary>
    public static void EndUnreadable(Transaction transaction, string id, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail set
                state = 'failed', ended_at = @now, next_try_at = null, sending_at = @now, attempts = 0,
                last_stage = 'outbox', last_note = @note
            where id = @id
            """,
            new
            {
                id,
                now,
                note = SendNote.BytesDamaged,
            }
        );

    /// <summary>Writes the outcome of an attempt.</summary>
    /// <returns>
    /// False when the mail has been taken up again since. That it was sent holds in any case, and that it may have
    /// been, also when it was cancelled meanwhile.
    /// </returns>
    public static bool Settle(
        Transaction transaction,
        ClaimedMail mail,
        Settlement settled,
        SendOutcome outcome,
        DateTimeOffset at
    ) =>
        transaction.Execute(
            """
            update mail set
                state = @State, next_try_at = @NextTryAt, attempts = @Attempts,
                sent_at = case when @State = 'sent' then @at else sent_at end,
                ended_at = case when @State = 'ready' then null else @at end,
                last_stage = @Stage, last_code = @Code, last_enhanced = @Enhanced, last_note = @Note
            where id = @Id
              and sending_at = @SendingAt
              and (state = 'sending'
                or (state <> 'sent' and @State = 'sent')
                or (state = 'cancelled' and @State = 'unsure'))
            """,
            new
            {
                mail.Id,
                mail.SendingAt,
                settled.State,
                settled.NextTryAt,
                settled.Attempts,
                at,
                outcome.Stage,
                outcome.Code,
                outcome.Enhanced,
                settled.Note,
            }
        ) == 1;

    /// <summary>Notes with a mail that could not be tried why not.</summary>
    public static void NoteTrouble(Transaction transaction, string id, SendOutcome outcome) =>
        transaction.Execute(
            """
            update mail set last_stage = @Stage, last_code = @Code, last_enhanced = @Enhanced, last_note = @Note
            where id = @id and state = 'ready' and coalesce(last_note, '') <> @unknown
            """,
            new
            {
                id,
                outcome.Stage,
                outcome.Code,
                outcome.Enhanced,
                outcome.Note,
                unknown = SendNote.DeliveryUnknown,
            }
        );

    /// <summary>
    /// Settles what a crash left while it was handed over: it goes again where a second copy does no harm, and may have
    /// gone otherwise.
    /// </summary>
    /// <param name="before">Only what was begun before this instant: later ones may still be at work.</param>
    /// <param name="repeatIsHarmless">Whether the sender recognises a mail that is already there.</param>
    public static int Recover(
        Transaction transaction,
        DateTimeOffset before,
        bool repeatIsHarmless,
        DateTimeOffset now
    ) =>
        transaction.Execute(
            $"""
            update mail set
                state = case when {GoesAgain} then 'ready' else 'unsure' end,
                next_try_at = case when @harmless = 1 then @now when {GoesAgain} then @again end,
                ended_at = case when {GoesAgain} then null else @now end,
                last_note = case when @harmless = 1 then last_note else @unknown end
            where lower(state) = 'sending' and sending_at <= @before
            """,
            new
            {
                before,
                harmless = repeatIsHarmless ? 1 : 0,
                now,
                again = now + Retry.UnsureAgain,
                unknown = SendNote.DeliveryUnknown,
            }
        );

    private const string GoesAgain = "(@harmless = 1 or (urgent = 1 and coalesce(last_note, '') <> @unknown))";

    /// <summary>Ends mail that is too late.</summary>
    public static IReadOnlyList<EndedMail> Expire(Transaction transaction, DateTimeOffset now) =>
        transaction.All<EndedMail>(
            """
            update mail set
                state = case when last_note = @unknown then 'unsure' else 'expired' end,
                ended_at = @now, next_try_at = null
            where state = 'ready' and not_after <= @now
            returning id, kind, state
            """,
            new { now, unknown = SendNote.DeliveryUnknown }
        );

    /// <summary>The late alerts that were not reported yet; marks them as reported.</summary>
    public static IReadOnlyList<EndedMail> ReportLate(Transaction transaction, DateTimeOffset now) =>
        transaction.All<EndedMail>(
            """
            update mail set reported_late_at = @now
            where reported_late_at is null
              and id in (select late_mail.mail_id from late_mail where late_mail.late_from <= @now)
            returning id, kind, state
            """,
            new { now }
        );

    /// <summary>How many mails were handed over to each domain since an instant, whatever came of it.</summary>
    public static IReadOnlyList<DomainCount> CountByDomain(Transaction transaction, DateTimeOffset since) =>
        transaction.All<DomainCount>(
            """
            select recipient_domain as domain, count(*) as count
            from mail
            where sending_at > @since
            group by recipient_domain
            """,
            new { since }
        );

    /// <summary>How many mails were handed over to caregivers since an instant, whatever came of it.</summary>
    public static int CountToCaregivers(Transaction transaction, DateTimeOffset since) =>
        transaction.One<int>(
            """
            select count(*) from mail where sending_at > @since and urgent = 0
            """,
            new { since }
        );
}

/// <summary>Which mail may go now.</summary>
/// <param name="UrgentOnly">Outside the caregivers' window, and past a limit: only mail to staff goes.</param>
/// <param name="FullDomains">Domains that had their share of this minute; mail to staff goes there all the same.</param>
public sealed record MayGo(bool UrgentOnly, IReadOnlyList<string> FullDomains);

public sealed record DomainCount
{
    public string Domain { get; init; } = "";

    public int Count { get; init; }
}

/// <summary>A mail that is being handed over.</summary>
public sealed record ClaimedMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public int Attempts { get; init; }

    public string EnvelopeFrom { get; init; } = "";

    public string EnvelopeTo { get; init; } = "";

    /// <summary>Whether it is to staff: outside the pace and the daily limit, and a second copy does no harm.</summary>
    public bool Urgent { get; init; }

    /// <summary>Empty where they are gone, which the hash then shows.</summary>
    public byte[] Bytes { get; init; } = [];

    public string Sha256 { get; init; } = "";

    public DateTimeOffset SendingAt { get; init; }

    public SendNote? LastNote { get; init; }
}

/// <summary>A mail that became too late, or an alert that is late.</summary>
public sealed record EndedMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public MailState State { get; init; }
}
