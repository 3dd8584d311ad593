using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Demo;

/// <summary>The SQL that only a demo's summary needs.</summary>
public static class DemoTable
{
    public static Replies Replies(Transaction transaction) =>
        transaction.One<Replies>(
            """
            select count(*) as asked,
                   count(answered_at) as answered,
                   coalesce(
                       sum(case when answered_at is not null and reminded_at is not null then 1 else 0 end), 0
                   ) as after_reminder,
                   coalesce(sum(case when closed_at is null then 1 else 0 end), 0) as open,
                   (select count(*) from answer where value is not null) as items
            from check_in
            """
        );

    /// <summary>
    /// Every signal with the moments that count, in the order of opening, without those opened only to follow somebody.
    /// </summary>
    public static IReadOnlyList<SignalCourse> Signals(Transaction transaction) =>
        transaction.All<SignalCourse>(
            """
            select
                signal.id, signal.caregiver_id, signal.urgency, signal.kinds as kind_codes, signal.opened_at,
                signal.escalated_at,
                signal.closed_at,
                (select min(at) from action
                 where action.signal_id = signal.id and action.kind = 'seen') as first_seen_at
            from signal
            where signal.kinds <> ''
            order by signal.id
            """
        );

    /// <summary>
    /// A mail sent for a check-in that is still open, preferably of one coordinator's people and closing last; null
    /// when there is none.
    /// </summary>
    /// <remarks>Somebody without an open signal goes first: their answer will then be new on the worklist.</remarks>
    public static OpenInvitation? OpenInvitation(Transaction transaction, long coordinatorId) =>
        transaction.First<OpenInvitation>(
            """
            select mail.id as mail_id, check_in.caregiver_id
            from check_in
            join caregiver on caregiver.id = check_in.caregiver_id
            join link on link.check_in_id = check_in.id and link.purpose = 'form'
            join mail on mail.dedupe_key = link.mail_key
            where check_in.closed_at is null
              and check_in.answered_at is null
              and mail.state = 'sent'
              and caregiver.status = 'active'
              and not exists (select 1 from mail_return where mail_return.mail_id = mail.id)
            order by case when caregiver.coordinator_id = @coordinatorId then 0 else 1 end,
                     case
                         when exists (
                             select 1 from signal
                             where signal.caregiver_id = caregiver.id and signal.closed_at is null) then 1
                         else 0
                     end,
                     check_in.closes_on desc, check_in.id, link.id desc
            limit 1
            """,
            new { coordinatorId }
        );

    /// <summary>The facts for the name of a mail's file.</summary>
    public static NamedMail? Mail(Transaction transaction, string id) =>
        transaction.First<NamedMail>(
            """
            select
                mail.id, mail.kind, mail.created_at, mail.envelope_to,
                coalesce(caregiver.first_name, coordinator.name, '') as name
            from mail
            left join caregiver on caregiver.id = mail.caregiver_id
            left join coordinator on coordinator.email = mail.envelope_to
            where mail.id = @id
            """,
            new { id }
        );
}

/// <summary>The check-ins asked, and how they were answered.</summary>
public sealed record Replies
{
    public int Asked { get; init; }

    public int Answered { get; init; }

    public int AfterReminder { get; init; }

    public int Open { get; init; }

    public int Items { get; init; }
}

/// <summary>One signal from its opening to its end.</summary>
public sealed record SignalCourse
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>The codes of <see cref="Kinds"/>, as they are stored.</summary>
    public string KindCodes { get; init; } = "";

    public IReadOnlyList<SignalKind> Kinds => Signals.Rules.Kinds.Split(KindCodes);

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? FirstSeenAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>A mail to somebody who has not answered yet.</summary>
public sealed record OpenInvitation
{
    public string MailId { get; init; } = "";

    public long CaregiverId { get; init; }
}

public sealed record NamedMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public string EnvelopeTo { get; init; } = "";

    /// <summary>The name of the recipient, as far as it is known.</summary>
    public string Name { get; init; } = "";
}
