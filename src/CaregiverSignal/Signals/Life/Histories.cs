using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Life;

/// <summary>Reads what the rules may know of one caregiver.</summary>
public static class Histories
{
    /// <param name="known">All scores, with those that are not stored yet; null for the stored ones.</param>
    public static History Of(
        Transaction transaction,
        long caregiverId,
        SiteTime time,
        IReadOnlyList<StoredScore>? known = null
    )
    {
        var events = EventTable.Of(transaction, caregiverId);
        var scores = (known ?? ScoreTable.Of(transaction, caregiverId)).ToLookup(score => score.CheckInId);
        var caregiver = CaregiverTable.Get(transaction, caregiverId)!;
        var unreached = UnreachedOf(transaction, caregiverId);
        var waves = CheckInTable
            .Of(transaction, caregiverId)
            .Select(checkIn =>
                ToWave(checkIn, scores[checkIn.Id], caregiver.Channel == "email", time) with
                {
                    IsExcused = !WasAsked(checkIn, events, unreached, time),
                }
            )
            .Where(wave => wave.AnsweredOn is not null || !wave.IsExcused);
        var happened = events.Where(one => one.HappenedOn <= time.Today).ToList();
        return new History(
            time.Today,
            [.. waves],
            [.. happened.Select(ToEvent)],
            ContactsOf(ActionTable.Of(transaction, caregiverId), happened)
        )
        {
            Given = GivenOf(caregiver, events, time),
        };
    }

    /// <summary>
    /// The check-ins that reached somebody, answered or not, oldest first: without those whose mail did not arrive or
    /// that were taken back unanswered.
    /// </summary>
    /// <remarks>
    /// One that a pause, an end or aftercare took back is among them: the event beside it tells why nothing came.
    /// </remarks>
    public static IEnumerable<CheckIn> SentOf(Transaction transaction, long caregiverId, SiteTime time)
    {
        var events = EventTable.Of(transaction, caregiverId);
        var unreached = UnreachedOf(transaction, caregiverId);
        return CheckInTable
            .Of(transaction, caregiverId)
            .Where(checkIn =>
                checkIn.AnsweredAt is not null
                || WasAway(checkIn.AskedOn, checkIn.ClosesOn, events)
                || WasAsked(checkIn, events, unreached, time)
            );
    }

    private static HashSet<long> UnreachedOf(Transaction transaction, long caregiverId) =>
        [
            .. MailTable.UnreachedCheckIns(transaction, caregiverId),
            .. NotReachedTable.CheckIns(transaction, caregiverId),
        ];

    /// <summary>A state that differs from what the events say came with the person, in an import.</summary>
    private static LifeStep? GivenOf(Caregiver caregiver, IReadOnlyList<CareEvent> events, SiteTime time)
    {
        var told = events
            .Where(one => one.HappenedOn <= time.Today)
            .Select(one => LifeCycle.StateAfter(one.Kind))
            .LastOrDefault(status => status is not null);
        return (told ?? "active") == caregiver.Status
            ? null
            : new LifeStep(time.DayOf(caregiver.CreatedAt), caregiver.Status);
    }

    /// <summary>Contacts logged here, and those that came in as events from elsewhere.</summary>
    public static IReadOnlyList<Contact> ContactsOf(IReadOnlyList<Contact> logged, IReadOnlyList<CareEvent> events) =>
        [
            .. logged
                .Concat(
                    events
                        .Where(one => one.Kind is EventKinds.Contacted or EventKinds.SignalClosed)
                        .Select(one => new Contact(
                            one.HappenedOn,
                            one.Kind == EventKinds.SignalClosed,
                            one.LookAgainOn
                        ))
                        .Where(one => !logged.Any(known => known.Day == one.Day && known.Closes == one.Closes))
                )
                .OrderBy(one => one.Day),
        ];

    public static HistoryEvent ToEvent(CareEvent one) => new(one.HappenedOn, one.Kind, one.ReportedBy);

    /// <summary>
    /// A mail that did not arrive is no silence, and neither is a pause, the end of taking part, an admission or a
    /// death.
    /// </summary>
    private static bool WasAsked(
        CheckIn checkIn,
        IReadOnlyList<CareEvent> events,
        HashSet<long> unreached,
        SiteTime time
    ) =>
        !unreached.Contains(checkIn.Id)
        && !WasTakenBack(checkIn, time)
        && !WasAway(checkIn.AskedOn, checkIn.ClosesOn, events);

    /// <summary>Closed before its time by a pause, a stop or aftercare.</summary>
    private static bool WasTakenBack(CheckIn checkIn, SiteTime time) =>
        checkIn.ClosedAt is { } closed && time.DayOf(closed) < checkIn.ClosesOn;

    /// <summary>
    /// Away when a check-in was opened, or at some moment until its end, that day included: events after it play no
    /// part.
    /// </summary>
    /// <param name="events">In the order in which they happened.</param>
    public static bool WasAway(DateOnly askedOn, DateOnly closesOn, IReadOnlyList<CareEvent> events)
    {
        var steps = events
            .Where(one => one.HappenedOn <= closesOn && LifeCycle.StateAfter(one.Kind) is not null)
            .ToList();
        var before = steps.LastOrDefault(one => one.HappenedOn < askedOn);
        return (before is not null && IsAway(before)) || steps.Exists(one => one.HappenedOn >= askedOn && IsAway(one));
    }

    private static bool IsAway(CareEvent step) => LifeCycle.StateAfter(step.Kind) != "active";

    private static Wave ToWave(CheckIn checkIn, IEnumerable<StoredScore> scores, bool byMail, SiteTime time) =>
        new(
            checkIn.AskedOn,
            checkIn.ClosesOn,
            checkIn.AnsweredAt is { } answered ? time.DayOf(answered) : null,
            checkIn.CallMe == "yes" && checkIn.AnsweredAt is not null,
            [.. scores.Select(score => new Measured(score.Instrument, score.Version, score.ToValue()))]
        )
        {
            ByMail = byMail,
        };
}
