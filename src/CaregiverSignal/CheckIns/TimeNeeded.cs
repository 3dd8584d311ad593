using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>
/// How long answering takes: what three in four needed here, and our guess until that was measured often enough
/// (docs/adr/0082).
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

    /// <summary>Counts how long somebody took, where that can have been answering and nothing else.</summary>
    /// <param name="checkInId">Says whether it is one of those that are counted.</param>
    public void Note(Transaction transaction, TimedThing what, double seconds, long checkInId, SiteTime time)
    {
        var weight = (what == TimedThing.Page ? Page : Question).Weight;
        if (seconds >= TimeMeasured.Least(what) && seconds <= TimeMeasured.Most(what) && checkInId % weight == 0)
            TimeTakenTable.Count(
                transaction,
                new TimeTaken
                {
                    What = what,
                    Quarter = QuarterOf(time.Today),
                    Seconds = (int)Math.Ceiling(seconds / TimeMeasured.Step(what)) * TimeMeasured.Step(what),
                    Times = weight,
                }
            );
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

/// <summary>How long one thing took those who did it here.</summary>
/// <param name="Times">How often it was measured.</param>
/// <param name="Since">The first day of the first quarter in which it was; null where it never was.</param>
/// <param name="InQuarter">How often in the quarter of today.</param>
/// <param name="ThreeInFour">Within how many seconds three in four did it; null until it was measured enough.</param>
/// <param name="Guess">What we think, in seconds.</param>
public sealed record TimeMeasured(int Times, DateOnly? Since, int InQuarter, int? ThreeInFour, int Guess)
{
    /// <summary>Our choice: with fewer, one slow reader moves it, and is known by it.</summary>
    public const int Enough = 20;

    /// <summary>Our choice: so many in a quarter are counted one by one.</summary>
    public const int OneByOne = 100;

    /// <summary>
    /// One in so many is counted, as so many: the busier the quarter, the fewer are written, and who answers late or
    /// slowly counts as much as who was first.
    /// </summary>
    public int Weight => 1 + (InQuarter / OneByOne);

    /// <summary>In seconds.</summary>
    public int Said => ThreeInFour ?? Guess;

    /// <param name="taken">The shortest first.</param>
    public static TimeMeasured Of(TimedThing what, IReadOnlyList<TimeTaken> taken, DateOnly quarter)
    {
        var own = taken.Where(one => one.What == what).ToList();
        var (times, passed) = (own.Sum(one => one.Times), 0);
        var last = own.FirstOrDefault(one => 4 * (passed += one.Times) >= 3 * times);
        return new TimeMeasured(
            times,
            own.Count == 0 ? null : own.Min(one => one.Quarter),
            own.Where(one => one.Quarter == quarter).Sum(one => one.Times),
            times >= Enough ? last?.Seconds : null,
            // A minute for the page of four questions, and eight seconds for one: our guess for an unhurried reader.
            what == TimedThing.Page
                ? 60
                : 8
        );
    }

    /// <summary>Sooner than this nobody reads it (our choice, as Web/Haste has).</summary>
    public static double Least(TimedThing what) => what == TimedThing.Page ? 3 : 0.5;

    /// <summary>Later than this somebody did something else meanwhile (our choice).</summary>
    public static double Most(TimedThing what) => what == TimedThing.Page ? 600 : 60;

    /// <summary>Into how coarse steps it is rounded up before it is counted, in seconds.</summary>
    public static int Step(TimedThing what) => what == TimedThing.Page ? 10 : 1;
}
