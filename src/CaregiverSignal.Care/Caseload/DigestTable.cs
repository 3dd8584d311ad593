using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Caseload;

/// <summary>Coordinators whose digest is due because of open signals; it only reads, also from other folders.</summary>
internal static class DigestTable
{
    /// <summary>The digest's condition that an open signal is new, due, red without a conversation, or taken up and
    /// then left.</summary>
    /// <param name="leftSince">Before this instant, a signal that was taken up without a talk or a planned day is worth
    /// a reminder.</param>
    /// <param name="alertedBefore">Signals alerted since then are no reason for a digest.</param>
    public static Sql ForSignals(DateOnly today, DateTimeOffset leftSince, DateTimeOffset alertedBefore) =>
        $"""
            id in (
                select caregiver.coordinator_id
                from signal join caregiver on caregiver.id = signal.caregiver_id
                where signal.closed_at is null
                  and (signal.urgency <> 'red' or signal.notified_at is null or signal.notified_at <= {alertedBefore})
                  and (signal.notified_at is null
                    or signal.next_on <= {today}
                    or signal.seen_at is null
                    or (signal.next_on is null and signal.seen_at < {leftSince})
                    or (signal.urgency = 'red'
                      and (signal.contacted_at is null
                        or signal.contacted_at < signal.seen_at
                        or exists (select 1 from action where {SignalTable.IsTry:sql})))
                    or exists (
                      select 1 from finding
                      where finding.signal_id = signal.id and finding.found_at > signal.contacted_at
                        and (finding.urgency = 'red' or finding.found_at >= coalesce(coordinator.digest_on, '')))))
            """;

    /// <summary>Coordinators alerted since an instant of something still open.</summary>
    public static Task<IReadOnlyList<long>> JustAlerted(Transaction transaction, DateTimeOffset since) =>
        transaction.All<long>(
            $"""
            select (select coordinator_id from caregiver where id = signal.caregiver_id) as coordinator_id
            from signal
            where signal.closed_at is null and signal.notified_at > {since}
              and exists (
                select 1 from mail
                where mail.signal_id = signal.id and mail.kind = 'alert' and mail.created_at > {since})
            order by signal.caregiver_id
            """
        );
}
