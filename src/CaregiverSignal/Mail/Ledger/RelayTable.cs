using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>All SQL on the one row with the relay's state.</summary>
public static class RelayTable
{
    public static RelayState Get(Transaction transaction) =>
        transaction.One<RelayState>(
            """
            select
                paused_until, staff_paused_until, failures, unsures, permanents, suspect_id, stage, code, enhanced,
                note, since, daily_limit_reached_at, daily_limit_lifted_at,
                (select envelope_to from mail where mail.id = suspect_id) as suspect_to
            from mail_relay where id = 1
            """
        );

    public static void Set(Transaction transaction, RelayState state) =>
        transaction.Execute(
            """
            update mail_relay set
                paused_until = @PausedUntil, staff_paused_until = @StaffPausedUntil, failures = @Failures,
                unsures = @Unsures, permanents = @Permanents, suspect_id = @SuspectId,
                stage = @Stage, code = @Code, enhanced = @Enhanced, note = @Note, since = @Since
            where id = 1
            """,
            state
        );

    public static void PassDailyLimit(Transaction transaction, DateTimeOffset at) =>
        transaction.Execute(
            """
            update mail_relay set daily_limit_reached_at = @at where id = 1
            """,
            new { at }
        );

    /// <summary>Clears the passed limit, because there is no daily limit any more.</summary>
    public static void ForgetDailyLimit(Transaction transaction) =>
        transaction.Execute(
            """
            update mail_relay set daily_limit_reached_at = null where id = 1 and daily_limit_reached_at is not null
            """
        );

    /// <summary>Lifts the passed limit at the operator's request: earlier mail no longer counts.</summary>
    /// <returns>False when the daily limit was not reached.</returns>
    public static bool LiftDailyLimit(Transaction transaction, DateTimeOffset now) =>
        transaction.Execute(
            """
            update mail_relay set daily_limit_reached_at = null, daily_limit_lifted_at = @now
            where id = 1 and daily_limit_reached_at is not null
            """,
            new { now }
        ) == 1;
}
