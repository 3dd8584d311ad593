using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>All SQL on the mail_fence table, and on the mail that waits behind a closed fence.</summary>
public static class SendHoldTable
{
    /// <summary>The era the store is in; null before its first.</summary>
    public static Era? Newest(Transaction transaction) =>
        transaction.First<Era>(
            """
            select id, epoch, begun_at, closed_at, why
            from mail_fence
            order by id desc
            limit 1
            """
        );

    public static void Begin(Transaction transaction, string epoch, DateTimeOffset at) =>
        transaction.Execute(
            """
            insert into mail_fence (epoch, begun_at) values (@epoch, @at)
            """,
            new { epoch, at }
        );

    /// <returns>False when it was closed already.</returns>
    public static bool Close(Transaction transaction, HoldReason why, DateTimeOffset at) =>
        transaction.Execute(
            """
            update mail_fence set closed_at = @at, why = @why
            where id = (select max(id) from mail_fence) and closed_at is null
            """,
            new { at, why }
        ) == 1;

    public static bool HasSent(Transaction transaction) =>
        transaction.One<bool>("select exists (select 1 from mail where in_data_at is not null)");

    public static bool WasHandedOver(Transaction transaction, string id) =>
        transaction.One<bool>(
            """
            select exists (select 1 from mail where id = @id and in_data_at is not null)
            """,
            new { id }
        );

    /// <summary>Mail that would go by itself sooner or later, in the order in which it would.</summary>
    public static IReadOnlyList<WaitingMail> Waiting(Transaction transaction) =>
        transaction.All<WaitingMail>(
            """
            select id, kind, state, urgent, created_at, not_after
            from mail
            where state in ('ready', 'leased', 'in-data', 'unsure')
            order by urgent desc, created_at, id
            """
        );
}

/// <summary>A time in the life of a store, from one word of the operator to the next.</summary>
public sealed record Era
{
    public long Id { get; init; }

    public string Epoch { get; init; } = "";

    public DateTimeOffset BegunAt { get; init; }

    /// <summary>Since when mail is held; null while it goes.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public HoldReason? Why { get; init; }
}

/// <summary>A mail that has not ended.</summary>
public sealed record WaitingMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public MailState State { get; init; }

    public bool Urgent { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset NotAfter { get; init; }
}
