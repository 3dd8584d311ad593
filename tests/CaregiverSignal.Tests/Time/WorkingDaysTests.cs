using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Time;

public class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-03-06", 2, "2026-03-10")]
    [InlineData("2026-03-07", 1, "2026-03-09")]
    [InlineData("2026-03-08", 1, "2026-03-09")]
    [InlineData("2026-03-09", 5, "2026-03-16")]
    [InlineData("2026-03-09", 0, "2026-03-09")]
    public void Working_days_are_counted_from_the_day_after(string day, int count, string then) =>
        Assert.Equal(Some.Date(then), WorkingDays.Add(Some.Date(day), count));

    [Fact]
    public void Days_added_are_days_between() =>
        Law.Holds(
            Gen.Zip(Law.Days, Gen.Choose(1, 60), (day, count) => (day, count)),
            it =>
            {
                var then = WorkingDays.Add(it.day, it.count);
                return WorkingDays.IsWorkingDay(then)
                    && WorkingDays.Between(it.day, then) == it.count
                    && WorkingDays.Between(then, it.day) == 0;
            }
        );
}
