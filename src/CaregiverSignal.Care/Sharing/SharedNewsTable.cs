using CaregiverSignal.People;

namespace CaregiverSignal.Sharing;

/// <summary>The SQL that finds which professional is to be told.</summary>
internal static class SharedNewsTable
{
    /// <summary>A red signal that staff were notified of, and a decision that somebody with a mail address may know of
    /// it, who was not told yet.</summary>
    /// <returns>Null when there is none.</returns>
    /// <remarks>A cross join, as SQLite would begin with all decisions, and there are few red signals.</remarks>
    public static Task<SharedNews?> NextToTell(Transaction transaction, DateOnly today) =>
        transaction.First<SharedNews>(
            $"""
            select
                signal.id as signal_id, consent.id as consent_id, consent.caregiver_id, consent.email, consent.until_on
            from signal cross join consent
            where consent.caregiver_id = signal.caregiver_id
              and signal.closed_at is null
              and signal.urgency = 'red'
              and signal.notified_at is not null
              and consent.data = 'burden'
              and consent.email is not null
              and consent.given_on <= {today}
              and {ConsentTable.Holds(today)}
              and not exists (
                select 1 from shared_link
                where shared_link.signal_id = signal.id and shared_link.consent_id = consent.id)
            order by signal.id, consent.id
            limit 1
            """
        );
}
