using CaregiverSignal.Answers;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Life;

/// <summary>Goes through a caregiver's stored course, as the rules see it.</summary>
public static class Lifecycles
{
    /// <summary>
    /// Up to now, today's contacts included: what a page, a letter or a form asks of one caregiver's verdict.
    /// </summary>
    /// <param name="known">All scores, including those that are not stored yet; null for the stored ones.</param>
    public static SignalLifecycle Of(
        Transaction transaction,
        long caregiverId,
        RuleSettings rules,
        SiteTime time,
        IReadOnlyList<StoredScore>? known = null
    )
    {
        var history = Histories.Of(transaction, caregiverId, time, known);
        var life = UntilToday(
            transaction,
            caregiverId,
            history,
            FindingTable.Of(transaction, caregiverId),
            NotificationTable.Of(transaction, caregiverId),
            rules,
            PersonalRules.MuteOf(AgreementTable.Of(transaction, caregiverId), time.Today),
            time
        );
        life.ContactedOn(history.Today, history.Contacts);
        return life;
    }

    /// <summary>
    /// Up to today's answers and notifications; today's contacts are left to come after what is decided on them.
    /// </summary>
    /// <param name="held">All findings about the caregiver.</param>
    /// <param name="told">What staff were notified of, oldest first.</param>
    public static SignalLifecycle UntilToday(
        Transaction transaction,
        long caregiverId,
        History history,
        IReadOnlyList<StoredFinding> held,
        IReadOnlyList<StoredNotification> told,
        RuleSettings rules,
        Mute mute,
        SiteTime time
    )
    {
        // What rested on answers that were not the caregiver's was about somebody else, and keeps nothing silent.
        var gone = DisownedTable.DaysOf(transaction, caregiverId, time);
        bool RestsOnGone(StoredFinding found) => found.Kind != SignalKind.Event && gone.Contains(found.RestsOn);
        bool Holds(StoredNotification telling) =>
            gone.Count == 0
            || held.Any(found =>
                found.SignalId == telling.SignalId
                && time.DayOf(found.FoundAt) <= telling.NotifiedOn
                && !RestsOnGone(found)
            );

        var life = new SignalLifecycle(rules, mute);
        var facts = Facts.Of(history).TakeWhile(fact => fact.Day <= history.Today).ToList();
        var tellings = new Queue<StoredNotification>(told.Where(Holds));
        var contacts = new Queue<Contact>(
            history.Contacts.Where(contact => contact.Day < history.Today).OrderBy(contact => contact.Day)
        );
        for (var next = 0; next <= facts.Count; )
        {
            var before = next < facts.Count ? facts[next].Day : history.Today.AddDays(1);
            while (NextBefore(before) is { } step)
                step();
            if (next == facts.Count)
                break;
            next = life.Take(facts, next);
        }

        life.Heard(
            held.Where(found => found.Kind == SignalKind.Request && !RestsOnGone(found))
                .Select(found => found.RestsOn)
                .DefaultIfEmpty()
                .Max()
        );
        return life;

        // On one day the notification comes first, as the contact answers it.
        Action? NextBefore(DateOnly day)
        {
            var telling = tellings.TryPeek(out var first) && first.NotifiedOn < day ? first : null;
            var contact = contacts.TryPeek(out var other) && other.Day < day ? other : null;
            if (telling is not null && !(contact?.Day < telling.NotifiedOn))
                return () => life.Notified(tellings.Dequeue().Urgency, telling.NotifiedOn);
            return contact is null ? null : () => life.Contacted(contacts.Dequeue());
        }
    }
}
