using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>One person in an <see cref="Audit"/>: what staff were told of them, what they answered, and how the care
/// went on.</summary>
/// <param name="From">The first day that counts: nobody could be told of anything before.</param>
/// <param name="Last">The last day of which anything is known.</param>
/// <param name="Told">Each time that staff were told, oldest first.</param>
/// <param name="Events">Of all kinds, oldest first.</param>
/// <param name="Answers">Each day with an answer, oldest first, and how near the caregiver was then.</param>
public sealed record AuditedCourse(
    DateOnly From,
    DateOnly Last,
    IReadOnlyList<AuditedSignal> Told,
    IReadOnlyList<(DateOnly Day, EventKind Kind)> Events,
    IReadOnlyList<AuditedAnswer> Answers
)
{
    /// <summary>As files call them.</summary>
    public string Person { get; init; } = "";

    /// <summary>The days on which they asked to be called.</summary>
    public IReadOnlyList<DateOnly> Requests { get; init; } = [];

    /// <param name="told">Each time that staff were told, oldest first.</param>
    /// <param name="open">When something about them stood open on a worklist, both days included.</param>
    /// <param name="help">The days on which help was chosen and began; null where nothing is known of that.</param>
    /// <param name="from">The first day on which staff could be told; the first check-in where that is later.</param>
    /// <param name="last">The last day of which anything is known; null for the last of these facts.</param>
    /// <param name="collapses">Days on which the care collapsed, beside those among the events.</param>
    /// <param name="person">As files call them.</param>
    /// <returns>Null for who was never asked anything.</returns>
    public static AuditedCourse? Of(
        History history,
        IEnumerable<AuditedSignal> told,
        IReadOnlyList<(DateOnly From, DateOnly? Until)> open,
        IReadOnlyList<(DateOnly? Chosen, DateOnly? Began)>? help,
        RuleSettings settings,
        DateOnly from,
        DateOnly? last,
        IEnumerable<DateOnly>? collapses = null,
        string person = ""
    )
    {
        if (history.Waves.Count == 0)
            return null;
        var observations = Observations.Of(history);
        var (life, answers) = (new SignalLifecycle(settings), new List<AuditedAnswer>());
        for (var next = 0; next < observations.Count; )
        {
            var (first, day) = (next, observations[next].Day);
            next = life.Take(observations, next);
            if (life.Known.On(ObservationKind.Answered) != day)
                continue;
            var weight = Nearness.Of(life.Known, day, settings);
            var said = observations
                .Take(first..next)
                .LastOrDefault(it => it.Kind == ObservationKind.PerseveranceTime && it.Low == it.High);
            answers.Add(
                new AuditedAnswer(day, weight.Points, said == default ? null : said.Low)
                {
                    IsHeavy = weight.IsHeavy(settings),
                    IsRed = weight.Told(settings) == Urgency.Red,
                    IsOpen = open.Any(row => row.From <= day.AddDays(1) && !(row.Until < day)),
                    SpokenOn = FirstTalk(history, day),
                }
            );
        }

        List<DateOnly> asked = [.. history.Waves.Select(wave => wave.AskedOn)];
        List<(DateOnly Day, EventKind Kind)> events =
        [
            .. history
                // An admission or a death after which other care goes on ends nothing here.
                .Events.Where(it => it.StatusAfter is not null || !Consequences.Ends.Contains(it.Kind))
                .Select(historyEvent => (historyEvent.Day, historyEvent.Kind))
                .Concat((collapses ?? []).Select(day => (Day: day, EventKind.CareCollapse)))
                .OrderBy(pair => pair.Day),
        ];
        return new AuditedCourse(
            new[] { from, asked.Min() }.Max(),
            last ?? asked.Concat(answers.Select(answer => answer.Day)).Concat(events.Select(pair => pair.Day)).Max(),
            [.. told.Select(signal => Followed(signal, history, help))],
            events,
            answers
        )
        {
            Person = person,
            Requests =
            [
                .. observations
                    .Where(observation => observation.Kind == ObservationKind.Request)
                    .Select(observation => observation.Day)
                    .Distinct(),
            ],
        };
    }

    /// <summary>The days of the outcomes that a signal should precede and could have been in time for, each
    /// once.</summary>
    public IReadOnlyList<DateOnly> ToForesee() =>
        Outcomes.Once(
            Events
                .Where(pair =>
                    Outcomes.ToForesee.Contains(pair.Kind)
                    && pair.Day >= From.AddDays(Audit.Window.Least)
                    && pair.Day <= Last
                )
                .Select(pair => pair.Day)
        );

    /// <summary>The day of the first talk on a day or after it; null while there is none.</summary>
    private static DateOnly? FirstTalk(History history, DateOnly from) =>
        history
            .Contacts.Where(contact => !contact.Closes && contact.Day >= from)
            .Select(contact => (DateOnly?)contact.Day)
            .Min();

    private static AuditedSignal Followed(
        AuditedSignal told,
        History history,
        IReadOnlyList<(DateOnly? Chosen, DateOnly? Began)>? help
    )
    {
        bool Follows(DateOnly? other) => other >= told.Day && other <= told.Day.AddDays(Audit.Window.Most);
        return told with
        {
            Talked = history.Contacts.Any(contact => !contact.Closes && Follows(contact.Day)),
            Chose = help?.Any(pair => Follows(pair.Chosen)),
            Began =
                history.Events.Any(historyEvent =>
                    historyEvent.Kind is EventKind.RespiteStarted or EventKind.SupportStarted
                    && Follows(historyEvent.Day)
                )
                || help?.Any(pair => Follows(pair.Began)) == true,
        };
    }

    /// <summary>The same with nothing of the days that do not count, or on which the care at home had ended.</summary>
    public AuditedCourse InView() =>
        this with
        {
            Told = [.. Told.Where(signal => IsSeenOn(signal.Day))],
            Answers = [.. Answers.Where(answer => IsSeenOn(answer.Day))],
            Requests = [.. Requests.Where(IsSeenOn)],
        };

    /// <summary>How the care went on in the days after one, and whether that is known.</summary>
    /// <returns>Null while those days are not over, or when the contact ended in them before any outcome; otherwise the
    /// outcome, or no kind where the care went on.</returns>
    public (EventKind? Kind, bool IsKnown) After(DateOnly day, int days)
    {
        var until = day.AddDays(days);
        // What came soon counts no sooner than that nothing came, or the share would be too high.
        if (until > Last)
            return (null, false);
        var after = Events.Where(pair => pair.Day > day && pair.Day <= until).Select(pair => pair.Kind).ToHashSet();
        var kind = Outcomes.All.Cast<EventKind?>().FirstOrDefault(kind => after.Contains(kind!.Value));
        return (kind, kind is not null || !after.Contains(EventKind.Stopped));
    }

    /// <summary>Whether staff could be told of them on a day.</summary>
    public bool IsSeenOn(DateOnly day) =>
        day >= From
        && day <= Last
        && Events
            .Where(pair => pair.Day <= day)
            .Select(pair => pair.Kind.StatusAfter(endsCare: true))
            .LastOrDefault(status => status is not null)
            is not (CaregiverStatus.Aftercare or CaregiverStatus.Ended);
}

/// <summary>A time that staff were told, and what came of it in the half year after, so far.</summary>
/// <param name="Talked">Whether somebody talked with the caregiver.</param>
/// <param name="Chose">Whether the caregiver chose help; null where nothing is known of that.</param>
/// <param name="Began">Whether help began.</param>
public sealed record AuditedSignal(
    DateOnly Day,
    Urgency Urgency,
    bool Talked = false,
    bool? Chose = null,
    bool Began = false
);

/// <summary>A day with an answer.</summary>
/// <param name="Points">The <see cref="Nearness"/> by all that was known then.</param>
/// <param name="Step">How long they can go on, 1 to 6; null when they did not say.</param>
public sealed record AuditedAnswer(DateOnly Day, int Points, int? Step)
{
    /// <summary>Whether something heavy was known then (<see cref="Weight.IsHeavy"/>).</summary>
    public bool IsHeavy { get; init; }

    /// <summary>Whether it was red, by two heavy things or by points.</summary>
    public bool IsRed { get; init; }

    /// <summary>Whether something about them stood open on a worklist that day or the next.</summary>
    public bool IsOpen { get; init; }

    /// <summary>When somebody first spoke with them, on that day or after it; null while nobody did.</summary>
    public DateOnly? SpokenOn { get; init; }
}
