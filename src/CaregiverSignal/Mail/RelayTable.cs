using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail;

/// <summary>All SQL on the one row that says how the relay fares.</summary>
public static class RelayTable
{
    public static RelayState Get(Work work) => work.One<RelayState>("""
        select paused_until, failures, unsures, permanents, suspect_id, stage, code, enhanced, note, since, fused_at,
               (select envelope_to from mail where mail.id = suspect_id) as suspect_to
        from mail_relay where id = 1
        """);

    public static void Set(Work work, RelayState state) => work.Change("""
        update mail_relay set
            paused_until = @PausedUntil, failures = @Failures, unsures = @Unsures, permanents = @Permanents, suspect_id = @SuspectId,
            stage = @Stage, code = @Code, enhanced = @Enhanced, note = @Note, since = @Since, fused_at = @FusedAt
        where id = 1
        """, state);
}
