using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// All SQL on the one row that says which store this is, why its mail is held, and how the relay fares.
/// </summary>
public static class SendHoldTable
{
    public static HeldMail Get(Transaction transaction) =>
        transaction.One<HeldMail>("select fingerprint, why from send_hold where id = 1");

    public static Relay Relay(Transaction transaction) =>
        transaction.One<Relay>(
            """
            select paused_until, failures, not_taken, stage, code, note from send_hold where id = 1
            """
        );

    public static void Set(Transaction transaction, Relay relay) =>
        transaction.Execute(
            """
            update send_hold set
                paused_until = @PausedUntil, failures = @Failures, not_taken = @NotTaken, stage = @Stage, code = @Code,
                note = @Note
            where id = 1
            """,
            relay
        );

    /// <summary>The word that tells this store from others, the same in all its copies; made once.</summary>
    public static string Fingerprint(Transaction transaction)
    {
        transaction.Execute(
            """
            update send_hold set fingerprint = @fingerprint where id = 1 and fingerprint is null
            """,
            new { fingerprint = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) }
        );
        return Get(transaction).Fingerprint!;
    }

    /// <returns>False when mail was held already.</returns>
    public static bool Hold(Transaction transaction, HoldReason why, DateTimeOffset at)
    {
        Fingerprint(transaction);
        return transaction.Execute(
                """
                update send_hold set held_at = @at, why = @why where id = 1 and held_at is null
                """,
                new { at, why }
            ) == 1;
    }

    public static void Lift(Transaction transaction) =>
        transaction.Execute("update send_hold set held_at = null, why = null where id = 1");

    public static bool HasSent(Transaction transaction) =>
        transaction.One<bool>("select exists (select 1 from mail where sending_at is not null)");

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

/// <summary>Which store this is, and why its mail is held; null while it is not.</summary>
public sealed record HeldMail
{
    /// <summary>Null before the first start.</summary>
    public string? Fingerprint { get; init; }

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
