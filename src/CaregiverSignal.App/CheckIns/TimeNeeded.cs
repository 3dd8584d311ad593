using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// How long answering takes: what three in four needed here, and our guess until that was measured often enough.
/// </summary>
public sealed record TimeNeeded(TimeMeasured Page, TimeMeasured Question)
{
    /// <summary>A year ago and since: our choice, so that a page that became shorter is soon said to be.</summary>
    private const int Quarters = 4;

    private static readonly Texts Words = Texts.Of(typeof(TimeNeeded));

    /// <summary>What is said where nothing was measured.</summary>
    public static readonly TimeNeeded Guess = From([], default);

    public string OfPage => InWords(Page.Said);

    /// <summary>How long so many questions of a list take.</summary>
    public string Of(int questions) => InWords(questions * Question.Said);

    public static TimeNeeded Now(Transaction transaction, SiteTime time) =>
        From(TimeTakenTable.Since(transaction, First(time)), QuarterOf(time.Today));

    /// <summary>What is to be counted of how long somebody took; null where it can have been something else.</summary>
    /// <param name="checkInId">Says whether it is one of those that are counted.</param>
    public TimeTaken? Counted(TimedThing what, double seconds, long checkInId, DateOnly today)
    {
        var weight = (what == TimedThing.Page ? Page : Question).Weight;
        return seconds >= TimeMeasured.Least(what) && seconds <= TimeMeasured.Most(what) && checkInId % weight == 0
            ? new TimeTaken
            {
                What = what,
                Quarter = QuarterOf(today),
                Seconds = (int)Math.Ceiling(seconds / TimeMeasured.Step(what)) * TimeMeasured.Step(what),
                Times = weight,
            }
            : null;
    }

    public static Portion Forget(Transaction transaction, SiteTime time) =>
        TimeTakenTable.Forget(transaction, First(time));

    /// <summary>"een minuut", "twee minuten": rounded up to whole minutes.</summary>
    public static string InWords(int seconds) =>
        (seconds + 59) / 60 is var minutes && Words.Has($"Minutes.{minutes}")
            ? Words[$"Minutes.{minutes}"]
            : Words.Counted("Minutes", Math.Max(1, minutes));

    private static TimeNeeded From(IReadOnlyList<TimeTaken> taken, DateOnly quarter) =>
        new(TimeMeasured.Of(TimedThing.Page, taken, quarter), TimeMeasured.Of(TimedThing.Question, taken, quarter));

    private static DateOnly First(SiteTime time) => QuarterOf(time.Today).AddMonths(-3 * Quarters);

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);
}
