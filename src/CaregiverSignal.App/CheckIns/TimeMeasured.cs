namespace CaregiverSignal.CheckIns;

/// <summary>How long one thing took those who did it here.</summary>
/// <param name="Times">How often it was measured.</param>
/// <param name="Since">The first day of the first quarter in which it was; null where it never was.</param>
/// <param name="InQuarter">How often in the quarter of today.</param>
/// <param name="ThreeInFour">Within how many seconds three in four did it; null until it was measured enough.</param>
/// <param name="Guess">What we think, in seconds.</param>
/// <param name="IsAbout">Whether so many were measured in one quarter that some counted as more.</param>
public sealed record TimeMeasured(int Times, DateOnly? Since, int InQuarter, int? ThreeInFour, int Guess, bool IsAbout)
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
                : 8,
            own.GroupBy(one => one.Quarter).Any(each => each.Sum(one => one.Times) > OneByOne)
        );
    }

    /// <summary>Sooner than this nobody reads it (our choice, as Web/Haste has).</summary>
    public static double Least(TimedThing what) => what == TimedThing.Page ? 3 : 0.5;

    /// <summary>Later than this somebody did something else meanwhile (our choice).</summary>
    public static double Most(TimedThing what) => what == TimedThing.Page ? 600 : 60;

    /// <summary>Into how coarse steps it is rounded up before it is counted, in seconds.</summary>
    public static int Step(TimedThing what) => what == TimedThing.Page ? 10 : 1;
}
