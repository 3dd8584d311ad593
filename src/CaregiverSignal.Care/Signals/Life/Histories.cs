using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>Reads caregivers' histories for the rules.</summary>
internal static class Histories
{
    /// <summary>In a fixed number of statements, by number; unreadable rows are left out.</summary>
    internal static async Task<IEnumerable<(CourseRows Rows, History History)>> ReadableOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids,
        SiteTime time
    )
    {
        var checkIns = (await CheckInTable.ReadableOf(transaction, ids)).ToLookup(checkIn => checkIn.CaregiverId);
        var scores = await ScoreTable.ForRules(transaction, ids);
        var events = (await EventTable.ReadableOf(transaction, ids)).ToLookup(careEvent => careEvent.CaregiverId);
        var unreached = (await NotReachedTable.ReadableOf(transaction, ids))
            .Select(notReached => notReached.CheckInId)
            .ToHashSet();
        var contacts = await ActionTable.ReadableOf(transaction, ids);
        return (await CaregiverTable.ReadableOf(transaction, ids))
            .Select(caregiver => new CourseRows(caregiver, [.. checkIns[caregiver.Id]], [.. events[caregiver.Id]]))
            .Select(rows => (rows, Of(rows, scores, unreached, [.. contacts[rows.Caregiver.Id]], time)));
    }

    private static History Of(
        CourseRows rows,
        ILookup<long, IEnumerable<Measured>> scores,
        HashSet<long> unreached,
        IReadOnlyList<Contact> contacts,
        SiteTime time
    )
    {
        var (caregiver, checkIns, events) = rows;
        var light = LightOf(rows, scores, time);
        List<Wave> waves =
        [
            .. checkIns
                .Select(checkIn => new Wave(
                    checkIn.AskedOn,
                    checkIn.ClosesOn,
                    checkIn.AnsweredAt is { } answered ? time.DayOf(answered) : null,
                    checkIn is { CallMe: CallWish.Yes, AnsweredAt: not null },
                    [.. scores[checkIn.Id].SelectMany(values => values)]
                )
                {
                    ByMail = caregiver.Channel.IsSent(),
                    IsLight = light.Contains(checkIn.Id),
                    IsExcused = !WasAsked(checkIn, events, unreached, time),
                })
                .Where(wave => wave.AnsweredOn is not null || !wave.IsExcused),
        ];
        var happened = events.Where(careEvent => careEvent.HappenedOn <= time.Today).ToList();
        return new History(time.Today, waves, [.. happened.Select(ToEvent)], ContactsOf(contacts, happened))
        {
            NextOn = events
                .Select(careEvent => (DateOnly?)careEvent.HappenedOn)
                .Concat(waves.Select(wave => wave.AnsweredOn))
                .Where(day => day > time.Today)
                .Min(),
            InitialState = InitialStateOf(caregiver, events, time),
        };
    }

    /// <summary>The check-ins that asked them one question.</summary>
    private static HashSet<long> LightOf(CourseRows rows, ILookup<long, IEnumerable<Measured>> scores, SiteTime time)
    {
        var (light, past) = (new HashSet<long>(), new List<EarlierCheckIn>());
        foreach (var checkIn in rows.CheckIns)
        {
            if (
                checkIn.Instruments == OpeningQuestion.Instrument
                || (rows.Caregiver.Channel.IsSent() && LightForm.Follows(past))
            )
                light.Add(checkIn.Id);
            DateOnly? answeredOn = checkIn.AnsweredAt is { } answered ? time.DayOf(answered) : null;
            if (checkIn.Counts && checkIn.IsOver(time))
                past.Add(EarlierCheckIn.Of(answeredOn, scores[checkIn.Id].SelectMany(values => values)));
        }

        return light;
    }

    /// <summary>The check-ins that reached the caregiver, answered or not, oldest first: without those whose mail did
    /// not arrive or that were withdrawn unanswered.</summary>
    /// <remarks>This includes check-ins withdrawn by a pause, a stop or aftercare: that day's event explains why there
    /// is no answer.</remarks>
    internal static async Task<IEnumerable<CheckIn>> SentOf(Transaction transaction, long caregiverId, SiteTime time)
    {
        var events = await EventTable.Of(transaction, caregiverId);
        var unreached = (await NotReachedTable.Of(transaction, caregiverId)).Select(it => it.CheckInId).ToHashSet();
        return (await CheckInTable.Of(transaction, caregiverId)).Where(checkIn =>
            checkIn.AnsweredAt is not null
            || WasAway(checkIn.AskedOn, checkIn.ClosesOn, events)
            || WasAsked(checkIn, events, unreached, time)
        );
    }

    /// <summary>The state in which an import enrolled the caregiver, if it differs from what the events say; null
    /// otherwise.</summary>
    private static LifeStep? InitialStateOf(Caregiver caregiver, IReadOnlyList<CareEvent> events, SiteTime time)
    {
        var told = events
            .Where(careEvent => careEvent.HappenedOn <= time.Today)
            .Select(careEvent => careEvent.StatusAfter)
            .LastOrDefault(status => status is not null);
        return (told ?? CaregiverStatus.Active) == caregiver.Status
            ? null
            : new LifeStep(time.DayOf(caregiver.CreatedAt), caregiver.Status);
    }

    /// <summary>The contacts logged here, and those imported as events.</summary>
    public static IReadOnlyList<Contact> ContactsOf(IReadOnlyList<Contact> logged, IReadOnlyList<CareEvent> events) =>
        [
            .. logged
                .Concat(
                    events
                        .Where(careEvent => careEvent.Kind is EventKind.Contacted or EventKind.SignalClosed)
                        .Select(careEvent => new Contact(
                            careEvent.HappenedOn,
                            careEvent.Kind == EventKind.SignalClosed,
                            careEvent.LookAgainOn
                        ))
                        .Where(contact =>
                            !logged.Any(known => known.Day == contact.Day && known.Closes == contact.Closes)
                        )
                )
                .OrderBy(contact => contact.Day),
        ];

    public static HistoryEvent ToEvent(CareEvent careEvent) =>
        new(careEvent.HappenedOn, careEvent.Kind, careEvent.ReportedBy) { EndsCare = careEvent.EndsCare };

    /// <summary>Whether leaving it unanswered can count as silence: not if its message did not arrive, nor in a pause
    /// or after a stop, an admission or a death.</summary>
    private static bool WasAsked(
        CheckIn checkIn,
        IReadOnlyList<CareEvent> events,
        HashSet<long> unreached,
        SiteTime time
    ) =>
        !checkIn.IsAftercare
        && !unreached.Contains(checkIn.Id)
        && !WasTakenBack(checkIn, time)
        && !WasAway(checkIn.AskedOn, checkIn.ClosesOn, events);

    /// <summary>Whether a pause, a stop or aftercare closed it early, or its answers were not the
    /// caregiver's.</summary>
    private static bool WasTakenBack(CheckIn checkIn, SiteTime time) =>
        checkIn.IsInvalidated || (checkIn.ClosedAt is { } closed && time.DayOf(closed) < checkIn.ClosesOn);

    /// <summary>Whether the caregiver was away when a check-in opened, or at any moment up to and including its last
    /// day; later events do not matter.</summary>
    /// <param name="events">In order of time.</param>
    public static bool WasAway(DateOnly askedOn, DateOnly closesOn, IReadOnlyList<CareEvent> events)
    {
        var steps = events
            .Where(careEvent => careEvent.HappenedOn <= closesOn && careEvent.StatusAfter is not null)
            .ToList();
        var before = steps.LastOrDefault(careEvent => careEvent.HappenedOn < askedOn);
        return (before is not null && IsAway(before))
            || steps.Exists(careEvent => careEvent.HappenedOn >= askedOn && IsAway(careEvent));
    }

    private static bool IsAway(CareEvent step) => step.StatusAfter != CaregiverStatus.Active;
}
