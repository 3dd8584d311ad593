using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Time;

public class WorkingDaysTests
{
    /// <summary>Closed between Christmas and New Year, and on one day more.</summary>
    private static readonly WorkingDays OfOurs = new([
        new ClosedDays(Some.Date("2026-12-28"), Some.Date("2026-12-31")),
        new ClosedDays(Some.Date("2026-03-10"), Some.Date("2026-03-10")),
    ]);

    [Theory]
    [InlineData("2026-03-06", 2, "2026-03-10")]
    [InlineData("2026-03-07", 1, "2026-03-09")]
    [InlineData("2026-03-08", 1, "2026-03-09")]
    [InlineData("2026-03-09", 5, "2026-03-16")]
    [InlineData("2026-03-09", 0, "2026-03-09")]
    [InlineData("2026-04-03", 1, "2026-04-07")]
    [InlineData("2026-04-24", 2, "2026-04-29")]
    [InlineData("2026-12-24", 1, "2026-12-28")]
    public void Working_days_are_counted_from_the_day_after(string day, int count, string then) =>
        Assert.Equal(Some.Date(then), WorkingDays.Usual.Add(Some.Date(day), count));

    [Theory]
    [InlineData("2026-03-09", 1, "2026-03-11")]
    [InlineData("2026-12-24", 1, "2027-01-04")]
    public void Days_on_which_the_support_point_is_closed_do_not_count(string day, int count, string then) =>
        Assert.Equal(Some.Date(then), OfOurs.Add(Some.Date(day), count));

    [Fact]
    public void Days_added_are_days_between() =>
        Law.Holds(
            Gen.Zip(
                Gen.Elements(WorkingDays.Usual, OfOurs),
                Gen.Zip(Law.Days, Gen.Choose(1, 60), (day, count) => (day, count)),
                (days, it) => (days, it.day, it.count)
            ),
            it =>
            {
                var then = it.days.Add(it.day, it.count);
                return it.days.Contains(then)
                    && it.days.Between(it.day, then) == it.count
                    && it.days.Between(then, it.day) == 0;
            }
        );

    /// <summary>
    /// What is for today is never for a later day than who sent something read, whenever staff look until then, and on
    /// a day off for that day itself.
    /// </summary>
    [Fact]
    public void What_came_in_is_for_no_later_day_than_was_promised() =>
        Law.Holds(
            Gen.Zip(
                Gen.Elements(WorkingDays.Usual, OfOurs),
                Gen.Zip(Law.Days, Gen.Choose(0, 23), (day, hour) => (day, hour)),
                (days, it) => (days, it.day, it.hour)
            ),
            it =>
            {
                var promised = it.days.SeenOn(it.day.ToDateTime(new TimeOnly(it.hour, 59)));
                for (var today = it.day; today <= promised; today = today.AddDays(1))
                    if (it.days.OnOrAfter(today) > promised)
                        return false;
                return it.days.Contains(promised)
                    && (promised == it.day || it.days.Between(it.day, promised) == 1)
                    && (it.days.Contains(it.day) || it.days.OnOrAfter(it.day) == promised);
            }
        );
}
