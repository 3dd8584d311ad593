using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>A caregiver's stored course, as the rules see it.</summary>
/// <param name="Agreements">All, oldest first.</param>
/// <param name="Found">All findings about the caregiver.</param>
/// <param name="Told">What staff were notified of, oldest first.</param>
/// <param name="Life">Up to today's answers and notifications; today's contacts are left to come after what is
/// decided on them.</param>
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
    /// <summary>The life up to now, today's contacts included: what a page, a letter or a form asks of.</summary>
    internal static StoredLife UpToNow(Transaction transaction, long caregiverId, RuleSettings rules, SiteTime time) =>
        UpToNow(transaction, [caregiverId], rules, time)[caregiverId];

    internal static IReadOnlyDictionary<long, StoredLife> UpToNow(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        RuleSettings rules,
        SiteTime time
    )
    {
        var each = OfEach(transaction, caregiverIds, rules, time);
        foreach (var stored in each.Values)
            stored.Life.ContactedOn(time.Today, stored.History.Contacts);
        return each;
    }

    /// <summary>Of several caregivers, read in as many statements as those of one.</summary>
    /// <exception cref="UnreadableRowException">A row of one of them cannot be read.</exception>
    internal static IReadOnlyDictionary<long, StoredLife> OfEach(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        RuleSettings rules,
        SiteTime time
    )
    {
        var before = transaction.Unreadable.Count;
        var found = FindingTable.ReadableOf(transaction, caregiverIds).ToLookup(finding => finding.CaregiverId);
        var told = NotificationTable.ReadableOf(transaction, caregiverIds).ToLookup(telling => telling.CaregiverId);
        var agreements = AgreementTable
            .ReadableOf(transaction, caregiverIds)
            .ToLookup(agreement => agreement.CaregiverId);
        var invalidated = InvalidatedTable.ReadableOf(transaction, caregiverIds).ToLookup(gone => gone.CaregiverId);
        var histories = Histories.ReadableOf(transaction, caregiverIds, time);
        if (transaction.Unreadable.Skip(before).FirstOrDefault() is { } bad)
            throw new UnreadableRowException(bad.Kind, bad.Key);
        return histories.ToDictionary(
            read => read.Rows.Caregiver.Id,
            read =>
                Of(
                    read.Rows,
                    read.History,
                    [.. agreements[read.Rows.Caregiver.Id]],
                    [.. found[read.Rows.Caregiver.Id]],
                    [.. told[read.Rows.Caregiver.Id]],
                    invalidated[read.Rows.Caregiver.Id].Select(gone => time.DayOf(gone.AnsweredAt)),
                    rules,
                    time
                )
        );
    }

    /// <param name="othersAnswered">The days on which somebody else answered for the caregiver.</param>
    private static StoredLife Of(
        CourseRows rows,
        History history,
        IReadOnlyList<Agreement> agreements,
        IReadOnlyList<StoredFinding> found,
        IReadOnlyList<StoredNotification> told,
        IEnumerable<DateOnly> othersAnswered,
        RuleSettings rules,
        SiteTime time
    )
    {
        var mute = Mute.Of(agreements, time.Today);
        // What rested on answers that were not the caregiver's was about somebody else, and keeps nothing silent.
        var gone = othersAnswered
            .Except(
                from checkIn in rows.CheckIns
                where checkIn.AnsweredAt is not null
                select time.DayOf(checkIn.AnsweredAt!.Value)
            )
            .ToHashSet();
        var held = found.Where(finding => finding.Kind == SignalKind.Event || !gone.Contains(finding.RestsOn)).ToList();
        bool Holds(StoredNotification telling) =>
            gone.Count == 0
            || held.Exists(finding =>
                finding.SignalId == telling.SignalId && time.DayOf(finding.FoundAt) <= telling.NotifiedOn
            );

        var (life, observations, next) = (
            new SignalLifecycle(rules, mute, time.WorkingDays),
            Observations.Of(history),
            0
        );
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
        return new StoredLife(rows, history, agreements, mute, found, told, life);
    }
}
