using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals;

/// <summary>Reads what the rules may know of one caregiver.</summary>
public static class Histories
{
    public static History Of(Work work, long caregiverId, SiteTime time)
    {
        var events = EventTable.Of(work, caregiverId);
        var scores = ScoreTable.Of(work, caregiverId).ToLookup(score => score.CheckInId);
        var unreached = MailTable.UnreachedCheckIns(work, caregiverId);
        var waves = CheckInTable.Of(work, caregiverId)
            .Where(checkIn => checkIn.AnsweredAt is not null || WasAsked(checkIn, events, unreached))
            .Select(checkIn => ToWave(checkIn, scores[checkIn.Id], time));
        return new History(
            time.Today,
            [.. waves],
            [.. events.Where(one => one.HappenedOn <= time.Today).Select(one => new HistoryEvent(one.HappenedOn, one.Kind, one.ReportedBy))],
            Contacts(ActionTable.Of(work, caregiverId), events));
    }

    /// <summary>Contacts logged here, and those that came in as events from elsewhere.</summary>
    private static IReadOnlyList<Contact> Contacts(IReadOnlyList<Contact> logged, IReadOnlyList<CareEvent> events) =>
        [.. logged
            .Concat(events
                .Where(one => one.Kind is EventKinds.Contacted or EventKinds.SignalClosed)
                .Select(one => new Contact(one.HappenedOn, one.Kind == EventKinds.SignalClosed, null))
                .Where(one => !logged.Any(known => known.Day == one.Day && known.Closes == one.Closes)))
            .OrderBy(one => one.Day)];

    /// <summary>A mail that did not arrive is no silence, and neither is a pause.</summary>
    private static bool WasAsked(CheckIn checkIn, IReadOnlyList<CareEvent> events, IReadOnlySet<long> unreached) =>
        !unreached.Contains(checkIn.Id)
        && !events.Any(one => one.Kind is EventKinds.Paused or EventKinds.Stopped
            && one.HappenedOn >= checkIn.AskedOn && one.HappenedOn <= checkIn.ClosesOn);

    private static Wave ToWave(CheckIn checkIn, IEnumerable<StoredScore> scores, SiteTime time) => new(
        checkIn.AskedOn,
        checkIn.AnsweredAt is { } answered ? time.DayOf(answered) : null,
        checkIn.ClosedAt is not null || checkIn.ClosesOn <= time.Today,
        checkIn.CallMe == "yes" && checkIn.AnsweredAt is not null,
        [.. scores.Select(score => new Measured(score.Instrument, score.Version, score.ToValue()))]);
}
