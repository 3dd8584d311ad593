using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>Compares the signals that staff would have been notified of with the collapses that followed. It counts; it
/// proves nothing about care.</summary>
public static class Backtest
{
    /// <summary>Days in a month: a year of 365.25 days in twelve.</summary>
    internal const double Month = 365.25 / 12;

    /// <param name="window">How long before a collapse a signal is in time.</param>
    public static BacktestResult Of(IEnumerable<NotifiedCourse> courses, InTime window)
    {
        var all = courses.ToList();
        var signals = all.SelectMany(course => course.InView.Select(signal => (signal, course.Outcomes))).ToList();
        var caught = (
            from course in all.Index()
            from day in course.Item.Outcomes.Distinct()
            let first = course.Item.InView.FirstOrDefault(signal => window.Covers(signal.Day, day))
            where first is not null
            select (course.Index, Day: day, Lead: day.DayNumber - first.Day.DayNumber)
        ).ToList();
        var (outcomes, months) = (all.Sum(course => course.Outcomes.Count), all.Sum(course => course.Months));
        var followed = signals.Count(told => told.Outcomes.Any(day => window.Covers(told.signal.Day, day)));
        return new BacktestResult(
            caught.Select(outcome => (outcome.Index, outcome.Day)).ToHashSet(),
            outcomes,
            ConfidenceInterval.OfShare(caught.Count, outcomes),
            ConfidenceInterval.OfMedian(caught.Select(outcome => (double)outcome.Lead)),
            ConfidenceInterval.OfRate(signals.Count(told => told.signal.Urgency == Urgency.Red), months / 100),
            ConfidenceInterval.OfRate(signals.Count, months / 100),
            signals.Count,
            followed,
            ConfidenceInterval.OfShare(followed, signals.Count),
            months
        );
    }
}

/// <summary>One person in a backtest: their signals, from the first check-in until the last known fact or the last
/// collapse.</summary>
/// <param name="To">Not included.</param>
public sealed record NotifiedCourse(
    IReadOnlyList<NotifiedSignal> Notified,
    IReadOnlyList<DateOnly> Outcomes,
    DateOnly From,
    DateOnly To
)
{
    /// <summary>The signals between the two days.</summary>
    public IEnumerable<NotifiedSignal> InView => Notified.Where(signal => signal.Day >= From && signal.Day < To);

    /// <summary>Months between the two days.</summary>
    public double Months => Math.Max(0, To.DayNumber - From.DayNumber) / Backtest.Month;

    /// <param name="outcomes">The days on which care collapsed; nothing after the last of them counts.</param>
    public static NotifiedCourse Of(
        History history,
        IReadOnlyList<NotifiedSignal> notified,
        IReadOnlyList<DateOnly> outcomes
    )
    {
        if (history.Waves.Count == 0)
            return new NotifiedCourse(notified, outcomes, DateOnly.MinValue, DateOnly.MinValue);
        var to =
            outcomes.Count > 0
                ? outcomes.Max()
                : history
                    .Waves.Select(wave => wave.ClosesOn)
                    .Concat(history.Events.Select(historyEvent => historyEvent.Day))
                    .Max()
                    .AddDays(1);
        return new NotifiedCourse(notified, outcomes, history.Waves.Min(wave => wave.AskedOn), to);
    }
}

/// <summary>How many days before a collapse a signal is in time, both ends included.</summary>
/// <param name="Least">14: there must be time to do something (our choice). A later signal comes too late.</param>
/// <param name="Most">180: half a year; an earlier signal is about something else (our choice).</param>
public sealed record InTime(int Least = 14, int Most = 180)
{
    public bool Covers(DateOnly notified, DateOnly outcome) =>
        outcome.DayNumber - notified.DayNumber is var lead && lead >= Least && lead <= Most;
}

/// <param name="Caught">The collapses with a signal in time: the place of the course, and the day.</param>
/// <param name="Share">The share of collapses with a signal in time; 0 to 1.</param>
/// <param name="Lead">Median days from the first signal in time to the collapse.</param>
/// <param name="Red">Red signals per 100 caregivers per month.</param>
/// <param name="Any">Signals of any level per 100 caregivers per month.</param>
/// <param name="Precision">The share of signals followed by a collapse within the same number of days; 0 to 1.</param>
public sealed record BacktestResult(
    IReadOnlySet<(int Course, DateOnly Day)> Caught,
    int Outcomes,
    ConfidenceInterval Share,
    ConfidenceInterval Lead,
    ConfidenceInterval Red,
    ConfidenceInterval Any,
    int Notified,
    int Followed,
    ConfidenceInterval Precision,
    double Months
);
