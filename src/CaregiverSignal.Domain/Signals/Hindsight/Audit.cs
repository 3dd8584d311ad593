using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How the signals of a support point did, by its own history: what followed them, what they foresaw, and
/// whether more points went with more outcomes. It counts; it shows no cause.</summary>
/// <param name="People">Of whom anything is known.</param>
/// <param name="Heavy">Heavy answers, and how long until somebody spoke: it needs no outcome to be true.</param>
/// <param name="AfterRed">What followed a red signal, each outcome and at the end none.</param>
/// <param name="FollowedRed">Red signals followed by an outcome that a signal should precede.</param>
/// <param name="UnknownRed">Red signals of which nobody knows yet what follows, or ever will.</param>
/// <param name="Foreseen">Of the outcomes that a signal should precede, those with a signal in time.</param>
/// <param name="Lead">Median days from the first signal in time to the outcome.</param>
/// <param name="ForeseenByTime">Those that perseverance time alone would have had in time, with as many signals as
/// <see cref="Told"/>: between two of its steps, so no whole number.</param>
/// <param name="Bands">By the points on a day with an answer, lowest first.</param>
/// <param name="Told">Signals in all.</param>
public sealed record Audit(
    int People,
    HeavyAnswers Heavy,
    IReadOnlyList<(EventKind? Kind, Share Share)> AfterRed,
    Share FollowedRed,
    int UnknownRed,
    Share Foreseen,
    ConfidenceInterval Lead,
    double ForeseenByTime,
    IReadOnlyList<(int From, Share Share)> Bands,
    int Told,
    Share Talked,
    Share Chose,
    Share Began
)
{
    /// <summary>How far a signal looks ahead, as in <see cref="InTime"/>.</summary>
    public static readonly InTime Window = new();

    /// <summary>Where each band of points begins (our choice; the shipped limits are 5 and 8).</summary>
    public static readonly IReadOnlyList<int> BandsFrom = [0, 2, 4, 6, 8];

    public static Audit Of(IEnumerable<AuditedCourse> all)
    {
        var courses = all.Select(course => course.InView()).ToList();
        var told = courses.SelectMany(course => course.Told).ToList();
        var red = courses
            .SelectMany(course =>
                course.Told.Where(it => it.Urgency == Urgency.Red).Select(it => course.After(it.Day, Window.Most))
            )
            .ToList();
        var known = red.Where(pair => pair.IsKnown).Select(pair => pair.Kind).ToList();
        var leads = courses.SelectMany(course => LeadsOf(course, course.Told.Select(it => it.Day))).ToList();
        var outcomes = courses.Sum(course => course.ToForesee().Count);
        var answers = courses
            .SelectMany(course =>
                Apart(course.Answers).Select(it => (it.Points, After: course.After(it.Day, Window.Most)))
            )
            .Where(pair => pair.After.IsKnown)
            .ToLookup(pair => BandsFrom.Last(from => from <= pair.Points), pair => IsToForesee(pair.After.Kind));
        return new Audit(
            courses.Count,
            HeavyAnswers.Of(courses),
            [
                .. Outcomes
                    .All.Cast<EventKind?>()
                    .Append(null)
                    .Select(kind => (kind, new Share(known.Count(seen => seen == kind), known.Count))),
            ],
            new Share(known.Count(IsToForesee), known.Count),
            red.Count - known.Count,
            new Share(leads.Count, outcomes),
            ConfidenceInterval.OfMedian(leads.Select(days => (double)days)),
            ByTimeAlone(courses, told.Count),
            [.. BandsFrom.Select(from => (from, new Share(answers[from].Count(it => it), answers[from].Count())))],
            told.Count,
            new Share(told.Count(signal => signal.Talked), told.Count),
            new Share(told.Count(signal => signal.Chose == true), told.Count(signal => signal.Chose is not null)),
            new Share(told.Count(signal => signal.Began), told.Count)
        );
    }

    private static bool IsToForesee(EventKind? kind) => kind is { } known && Outcomes.ToForesee.Contains(known);

    /// <summary>For each outcome with a day in time before it, the days from the first of those.</summary>
    private static IEnumerable<int> LeadsOf(AuditedCourse course, IEnumerable<DateOnly> told) =>
        course
            .ToForesee()
            .Select(outcome =>
                told.Where(day => Window.Covers(day, outcome))
                    .Select(day => outcome.DayNumber - day.DayNumber)
                    .DefaultIfEmpty()
                    .Max()
            )
            .Where(days => days > 0);

    /// <summary>Answers of which the half years after them do not overlap, so that each says something of its
    /// own.</summary>
    private static IEnumerable<AuditedAnswer> Apart(IEnumerable<AuditedAnswer> answers)
    {
        var free = DateOnly.MinValue;
        foreach (var answer in answers)
        {
            if (answer.Day < free)
                continue;
            free = answer.Day.AddDays(Window.Most);
            yield return answer;
        }
    }

    /// <summary>How many outcomes perseverance time alone would have had in time with so many signals: who says at most
    /// a step is told, again after a while or at a lower step, and every request to be called is. The steps lie far
    /// apart, so between two of them by a straight line.</summary>
    private static double ByTimeAlone(List<AuditedCourse> courses, int signals)
    {
        var before = (Told: 0, Foreseen: 0);
        for (var upTo = 0; upTo <= 6; upTo++)
        {
            var told = courses.ConvertAll(course => (Course: course, Days: TimeAlone(course, upTo)));
            var here = (
                Told: told.Sum(pair => pair.Days.Count),
                Foreseen: told.Sum(pair => LeadsOf(pair.Course, pair.Days).Count())
            );
            if (here.Told >= signals)
            {
                var part = here.Told == before.Told ? 1 : (signals - before.Told) / (double)(here.Told - before.Told);
                return before.Foreseen + (part * (here.Foreseen - before.Foreseen));
            }

            before = here;
        }

        return before.Foreseen;
    }

    private static HashSet<DateOnly> TimeAlone(AuditedCourse course, int upTo)
    {
        HashSet<DateOnly> days = [.. course.Requests];
        var told = (Day: DateOnly.MinValue, Step: int.MaxValue);
        foreach (var answer in course.Answers)
        {
            if (answer.Step is not { } step || step > upTo)
                continue;
            if (step >= told.Step && answer.Day < told.Day.AddDays(NotificationPolicy.AgainAfterDays))
                continue;
            told = (answer.Day, step);
            days.Add(answer.Day);
        }

        return days;
    }
}

/// <summary>A number out of another, with its 95 % interval.</summary>
public readonly record struct Share(int Count, int Of)
{
    /// <summary>The widest interval that says something, 0 to 1 (our choice): a wider one leaves open whether it is
    /// seldom or usual.</summary>
    public const double Widest = 0.4;

    /// <inheritdoc cref="ConfidenceInterval.OfShare"/>
    public ConfidenceInterval Interval => ConfidenceInterval.OfShare(Count, Of);

    public bool IsTooFew => !(Interval.High - Interval.Low <= Widest);
}
