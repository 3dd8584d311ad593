using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How told signals and collapses lie beside each other. Counts; it proves nothing about care.</summary>
public static class Backtest
{
    /// <summary>Days in a month: a year of 365.25 days in twelve.</summary>
    internal const double Month = 365.25 / 12;

    public const double WeeksInAMonth = Month / 7;

    /// <param name="window">How long before a collapse a signal is in time.</param>
    public static BacktestResult Of(IEnumerable<NotifiedCourse> courses, InTime window)
    {
        var counts = new BacktestCounts(window);
        foreach (var course in courses)
            counts.Add(course);
        return counts.Result();
    }
}

/// <summary>A backtest that is counted one person after the other.</summary>
/// <param name="window">How long before a collapse a signal is in time.</param>
public sealed class BacktestCounts(InTime window)
{
    private readonly List<int> leads = [];
    private readonly HashSet<(int, DateOnly)> caught = [];
    private int people;
    private int outcomes;
    private int told;
    private int red;
    private int followed;
    private double months;

    public void Add(NotifiedCourse course)
    {
        var signals = course.InView.ToList();
        outcomes += course.Outcomes.Count;
        told += signals.Count;
        red += signals.Count(one => one.Level == Level.Red);
        followed += signals.Count(one => course.Outcomes.Any(day => window.Covers(one.Day, day)));
        months += course.Months;
        foreach (var day in course.Outcomes)
        {
            if (signals.FirstOrDefault(one => window.Covers(one.Day, day)) is not { } first)
                continue;
            leads.Add(day.DayNumber - first.Day.DayNumber);
            caught.Add((people, day));
        }

        people++;
    }

    public BacktestResult Result() =>
        new(
            caught,
            outcomes,
            Interval.OfShare(caught.Count, outcomes),
            Interval.OfMedian(leads),
            Interval.OfRate(red, months / 100),
            Interval.OfRate(told, months / 100),
            told,
            followed,
            Interval.OfShare(followed, told),
            months
        );
}

/// <summary>
/// One person in a backtest: what was told, from the first check-in until the last thing known, or the last collapse.
/// </summary>
/// <param name="To">Not included.</param>
public sealed record NotifiedCourse(
    IReadOnlyList<NotifiedSignal> Told,
    IReadOnlyList<DateOnly> Outcomes,
    DateOnly From,
    DateOnly To
)
{
    /// <summary>What was told while anything of them was known.</summary>
    public IEnumerable<NotifiedSignal> InView => Told.Where(one => one.Day >= From && one.Day < To);

    /// <summary>How long that was.</summary>
    public double Months => Math.Max(0, To.DayNumber - From.DayNumber) / Backtest.Month;

    /// <param name="outcomes">The days care collapsed; after the last of them nothing counts.</param>
    public static NotifiedCourse Of(
        History history,
        IReadOnlyList<NotifiedSignal> told,
        IReadOnlyList<DateOnly> outcomes
    )
    {
        if (history.Waves.Count == 0)
            return new NotifiedCourse(told, outcomes, DateOnly.MinValue, DateOnly.MinValue);
        var to =
            outcomes.Count > 0
                ? outcomes.Max()
                : history
                    .Waves.Select(wave => wave.ClosesOn)
                    .Concat(history.Events.Select(one => one.Day))
                    .Max()
                    .AddDays(1);
        return new NotifiedCourse(told, outcomes, history.Waves.Min(wave => wave.AskedOn), to);
    }
}

/// <summary>Days before a collapse in which a signal is in time, both ends included.</summary>
/// <param name="Least">14: time to do something (our choice). Later than that it is too late.</param>
/// <param name="Most">180: half a year; earlier it is about something else (our choice).</param>
public sealed record InTime(int Least = 14, int Most = 180)
{
    public bool Covers(DateOnly told, DateOnly outcome) =>
        outcome.DayNumber - told.DayNumber is var lead && lead >= Least && lead <= Most;
}

/// <param name="Caught">The collapses told in time: the place of the course, and the day.</param>
/// <param name="Share">Of the collapses, told in time; 0 to 1.</param>
/// <param name="Lead">Days from the first signal in time to the collapse; the median.</param>
/// <param name="Red">Red signals for each 100 caregivers a month.</param>
/// <param name="Any">Signals of any level, likewise.</param>
/// <param name="Precision">Of the signals, followed by a collapse in the same number of days; 0 to 1.</param>
public sealed record BacktestResult(
    IReadOnlySet<(int Course, DateOnly Day)> Caught,
    int Outcomes,
    Interval Share,
    Interval Lead,
    Interval Red,
    Interval Any,
    int Told,
    int Followed,
    Interval Precision,
    double Months
);
