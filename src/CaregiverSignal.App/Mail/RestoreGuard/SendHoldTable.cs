using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>All SQL on the send_hold table, and on mail that waits while mail is held.</summary>
public static class SendHoldTable
{
    /// <summary>The store's current era; null before its first.</summary>
    public static Era? Newest(Transaction transaction) =>
        transaction.First<Era>(
            """
            select id, epoch, begun_at, held_at, why
            from send_hold
            order by id desc
            limit 1
            """
        );

    public static void Begin(Transaction transaction, string epoch, DateTimeOffset at) =>
        transaction.Execute(
            """
            insert into send_hold (epoch, begun_at) values (@epoch, @at)
            """,
            new { epoch, at }
        );

    /// <returns>False when mail was held already.</returns>
    public static bool Hold(Transaction transaction, HoldReason why, DateTimeOffset at) =>
        transaction.Execute(
            """
            update send_hold set held_at = @at, why = @why
            where id = (select max(id) from send_hold) and held_at is null
            """,
            new { at, why }
        ) == 1;

    public static bool HasSent(Transaction transaction) =>
        transaction.One<bool>("select exists (select 1 from mail where sending_at is not null)");

    public static bool WasHandedOver(Transaction transaction, string id) =>
        transaction.One<bool>(
            """
            select exists (select 1 from mail where id = @id and sending_at is not null)
            """,
            new { id }
        );

    /// <summary>Mail that would eventually go by itself, in the order in which it would.</summary>
    public static IReadOnlyList<WaitingMail> Waiting(Transaction transaction) =>
        transaction.All<WaitingMail>(
            """
            select id, kind, state, urgent, created_at, not_after
            from mail
            where lower(state) in ('ready', 'sending')
            order by urgent desc, created_at, id
            """
        );
}

/// <summary>A period in a store's life, between two times that the operator resumed sending.</summary>
public sealed record Era
{
    public long Id { get; init; }

    public string Epoch { get; init; } = "";

    public DateTimeOffset BegunAt { get; init; }

    /// <summary>Since when mail is held; null while it is not.</summary>
    public DateTimeOffset? HeldAt { get; init; }

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
