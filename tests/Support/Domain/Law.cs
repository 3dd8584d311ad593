using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Support;

/// <summary>What must hold for every case; a failure names the smallest one that was found.</summary>
public static class Law
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);

    /// <summary>Days of this century, leap days and month ends among them.</summary>
    public static Gen<DateOnly> Days { get; } =
        Gen.Choose(new DateOnly(2000, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber)
            .Select(DateOnly.FromDayNumber);

    /// <summary>To the second.</summary>
    public static Gen<TimeOnly> Times { get; } =
        Gen.Choose(0, (24 * 3600) - 1).Select(second => TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(second)));

    /// <param name="smaller">Cases that are simpler by one thing; none are tried without it.</param>
    public static void Holds<T>(
        Gen<T> cases,
        Func<T, bool> law,
        int times = 1000,
        Func<T, IEnumerable<T>>? smaller = null
    ) => Holds(Prop.ForAll(Arb.From(cases, smaller ?? (_ => [])), law), times);

    /// <summary>
    /// A large run starts elsewhere each time, and a failure says where; a small one starts at the same place, so that
    /// nothing fails by luck.
    /// </summary>
    public static void Holds(Property property, int times) =>
        Check.One(
            (LongRun.IsLarge ? Thorough : Thorough.WithReplay(20261120UL, 20261121UL)).WithMaxTest(times),
            property
        );
}
