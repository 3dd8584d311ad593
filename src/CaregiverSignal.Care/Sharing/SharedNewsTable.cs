using CaregiverSignal.People;

namespace CaregiverSignal.Sharing;

/// <summary>The SQL that finds the next professional to notify.</summary>
internal static class SharedNewsTable
{
    /// <summary>A red signal of which staff were notified, with a decision that a recipient with an email address may
    /// know of it, if not yet notified.</summary>
    /// <returns>Null if there is none.</returns>
    /// <remarks>A cross join, because SQLite would otherwise start from all decisions; red signals are few.</remarks>
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
