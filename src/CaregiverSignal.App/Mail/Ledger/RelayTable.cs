using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Ledger;

/// <summary>All SQL on the one row with the relay's state.</summary>
public static class RelayTable
{
    public static Relay Get(Transaction transaction) =>
        transaction.One<Relay>(
            """
            select paused_until, staff_paused_until, failures, not_taken, stage, code, enhanced, note, since
            from mail_relay
            where id = 1
            """
        );

    public static void Set(Transaction transaction, Relay relay) =>
        transaction.Execute(
            """
            update mail_relay set
                paused_until = @PausedUntil, staff_paused_until = @StaffPausedUntil, failures = @Failures,
                not_taken = @NotTaken, stage = @Stage, code = @Code, enhanced = @Enhanced, note = @Note, since = @Since
            where id = 1
            """,
            relay
        );
}
