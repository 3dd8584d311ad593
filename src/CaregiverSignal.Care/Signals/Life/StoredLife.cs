using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>A caregiver's stored course, as the rules see it.</summary>
/// <param name="Agreements">All, oldest first.</param>
/// <param name="Found">All findings about the caregiver.</param>
/// <param name="Told">Notifications to staff, oldest first.</param>
/// <param name="Life">Up to today's answers and notifications; today's contacts are still to come after the decision on
/// them.</param>
public sealed record StoredLife(
    CourseRows Rows,
    History History,
    IReadOnlyList<Agreement> Agreements,
    Mute Mute,
    IReadOnlyList<StoredFinding> Found,
    IReadOnlyList<StoredNotification> Told,
    SignalLifecycle Life
)
{
    /// <summary>The life up to now, including today's contacts: what pages, letters and forms ask about.</summary>
    internal static async Task<StoredLife> UpToNow(
        Transaction transaction,
        long caregiverId,
        RuleSettings rules,
        SiteTime time
    ) => (await UpToNow(transaction, [caregiverId], rules, time))[caregiverId];

    internal static async Task<IReadOnlyDictionary<long, StoredLife>> UpToNow(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        RuleSettings rules,
        SiteTime time
    )
    {
        var each = await OfEach(transaction, caregiverIds, rules, time);
        foreach (var stored in each.Values)
            stored.Life.ContactedOn(time.Today, stored.History.Contacts);
        return each;
    }

    /// <summary>For several caregivers, in as many statements as for one.</summary>
    /// <exception cref="UnreadableRowException">One of the rows cannot be read.</exception>
    internal static async Task<IReadOnlyDictionary<long, StoredLife>> OfEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        RuleSettings rules,
        SiteTime time
    )
    {
        var before = transaction.Unreadable.Count;
        var found = (await FindingTable.ReadableOf(transaction, caregiverIds)).ToLookup(finding => finding.CaregiverId);
        var told = (await NotificationTable.ReadableOf(transaction, caregiverIds)).ToLookup(telling =>
            telling.CaregiverId
        );
        var agreements = (await AgreementTable.ReadableOf(transaction, caregiverIds)).ToLookup(agreement =>
            agreement.CaregiverId
        );
        var invalidated = (await InvalidatedTable.ReadableOf(transaction, caregiverIds)).ToLookup(gone =>
            gone.CaregiverId
        );
        var histories = await Histories.ReadableOf(transaction, caregiverIds, time);
        if (transaction.Unreadable.Skip(before).FirstOrDefault() is { } bad)
            throw new UnreadableRowException(bad.Kind, bad.Key);
        return histories.ToDictionary(read => read.Rows.Caregiver.Id, read => Of(read.Rows, read.History));

        StoredLife Of(CourseRows rows, History history)
        {
            var id = rows.Caregiver.Id;
            List<StoredNotification> tellings = [.. told[id]];
            var mute = Mute.Of(agreements[id], time.Today);
            var life = new SignalLifecycle(rules, mute, time.WorkingDays);
            // What rested on answers that were not the caregiver's was about somebody else, and silences nothing.
            var gone = invalidated[id]
                .Select(answers => time.DayOf(answers.AnsweredAt))
                .Except(
                    from checkIn in rows.CheckIns
                    where checkIn.AnsweredAt is not null
                    select time.DayOf(checkIn.AnsweredAt!.Value)
                )
                .ToHashSet();
            var held = found[id]
                .Where(finding => finding.Kind == SignalKind.Event || !gone.Contains(finding.RestsOn))
                .ToList();
            var holding = tellings
                .Where(telling =>
                    gone.Count == 0
                    || held.Exists(finding =>
                        finding.SignalId == telling.SignalId && time.DayOf(finding.FoundAt) <= telling.NotifiedOn
                    )
                )
                .ToLookup(telling => telling.NotifiedOn);
            var (observations, next) = (Observations.Of(history), 0);
            var days = observations
                .Select(observation => observation.Day)
                .Concat(holding.Select(telling => telling.Key))
                .Concat(history.Contacts.Select(contact => contact.Day));
            foreach (var day in days.Where(day => day <= time.Today).Distinct().Order())
            {
                if (next < observations.Count && observations[next].Day == day)
                    next = life.Take(observations, next);
                foreach (var telling in holding[day])
                    life.Notified(telling.Urgency, day);
                if (day < time.Today)
                    life.ContactedOn(day, history.Contacts);
            }

            life.Heard(NewestOf(SignalKind.Request), NewestOf(SignalKind.Crisis));
            return new StoredLife(rows, history, [.. agreements[id]], mute, [.. found[id]], tellings, life);

            DateOnly NewestOf(SignalKind kind) =>
                held.Where(finding => finding.Kind == kind).Select(finding => finding.RestsOn).DefaultIfEmpty().Max();
        }
    }
}
