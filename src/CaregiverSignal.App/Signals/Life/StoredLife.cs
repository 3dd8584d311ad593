using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>A caregiver's stored course, as the rules see it.</summary>
/// <param name="Found">All findings about the caregiver.</param>
/// <param name="Told">What staff were notified of, oldest first.</param>
/// <param name="Life">Up to today's answers and notifications; today's contacts are left to come after what is
/// decided on them.</param>
public sealed record StoredLife(
    CourseRows Rows,
    History History,
    Mute Mute,
    IReadOnlyList<StoredFinding> Found,
    IReadOnlyList<StoredNotification> Told,
    SignalLifecycle Life
)
{
    /// <summary>The life up to now, today's contacts included: what a page, a letter or a form asks of.</summary>
    internal static SignalLifecycle UpToNow(
        Transaction transaction,
        long caregiverId,
        RuleSettings rules,
        SiteTime time
    )
    {
        var stored = Of(transaction, caregiverId, rules, time);
        stored.Life.ContactedOn(time.Today, stored.History.Contacts);
        return stored.Life;
    }

    internal static StoredLife Of(Transaction transaction, long caregiverId, RuleSettings rules, SiteTime time)
    {
        var rows = CourseRows.Of(transaction, caregiverId);
        var history = Histories.Of(transaction, rows, time);
        var mute = Mute.Of(AgreementTable.Of(transaction, caregiverId), time.Today);
        var found = FindingTable.Of(transaction, caregiverId);
        var told = NotificationTable.Of(transaction, caregiverId);
        // What rested on answers that were not the caregiver's was about somebody else, and keeps nothing silent.
        var gone = InvalidatedTable.DaysOf(transaction, caregiverId, time);
        var held = found.Where(finding => finding.Kind == SignalKind.Event || !gone.Contains(finding.RestsOn)).ToList();
        bool Holds(StoredNotification telling) =>
            gone.Count == 0
            || held.Exists(finding =>
                finding.SignalId == telling.SignalId && time.DayOf(finding.FoundAt) <= telling.NotifiedOn
            );

        var (life, observations, next) = (new SignalLifecycle(rules, mute), Observations.Of(history), 0);
        var tellings = told.Where(Holds).ToLookup(telling => telling.NotifiedOn);
        var days = observations
            .Select(observation => observation.Day)
            .Concat(tellings.Select(telling => telling.Key))
            .Concat(history.Contacts.Select(contact => contact.Day));
        foreach (var day in days.Where(day => day <= time.Today).Distinct().Order())
        {
            if (next < observations.Count && observations[next].Day == day)
                next = life.Take(observations, next);
            foreach (var telling in tellings[day])
                life.Notified(telling.Urgency, day);
            if (day < time.Today)
                life.ContactedOn(day, history.Contacts);
        }

        var requests = held.Where(finding => finding.Kind == SignalKind.Request).Select(finding => finding.RestsOn);
        life.Heard(requests.DefaultIfEmpty().Max());
        return new StoredLife(rows, history, mute, found, told, life);
    }
}
