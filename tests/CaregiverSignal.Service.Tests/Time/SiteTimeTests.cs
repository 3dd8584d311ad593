using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Time;

public class SiteTimeTests
{
    private static readonly SiteTime Site = Some.Time();

    [Theory]
    [InlineData("2026-03-28", "02:30:00", "2026-03-28T01:30:00Z", "an ordinary night")]
    [InlineData("2026-03-29", "01:59:59", "2026-03-29T00:59:59Z", "before the gap")]
    [InlineData("2026-03-29", "02:00:00", "2026-03-29T01:00:00Z", "the gap begins")]
    [InlineData("2026-03-29", "02:30:00", "2026-03-29T01:00:00Z", "in the gap")]
    [InlineData("2026-03-29", "02:59:59", "2026-03-29T01:00:00Z", "the gap ends")]
    [InlineData("2026-03-29", "03:00:00", "2026-03-29T01:00:00Z", "after the gap")]
    [InlineData("2026-10-25", "01:59:59", "2026-10-24T23:59:59Z", "before the overlap")]
    [InlineData("2026-10-25", "02:30:00", "2026-10-25T00:30:00Z", "the first of two")]
    [InlineData("2026-10-25", "03:00:00", "2026-10-25T02:00:00Z", "after the overlap")]
    public void A_time_that_is_skipped_comes_after_the_gap_and_one_that_is_repeated_is_the_first(
        string day,
        string time,
        string instant,
        string where
    )
    {
        Assert.True(where.Length > 0);
        Assert.Equal(Some.Utc(instant), Site.At(Some.Date(day), TimeOnly.Parse(time, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2027-03-28", 23)]
    [InlineData("2028-10-29", 25)]
    [InlineData("2026-06-01", 24)]
    public void A_day_has_as_many_hours_as_the_clock_changes_leave_it(string day, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Site.StartOf(Some.Date(day).AddDays(1)) - Site.StartOf(Some.Date(day)));

    [Fact]
    public void Seven_days_for_people_are_an_hour_shorter_or_longer_over_a_clock_change()
    {
        TimeSpan Week(string day) =>
            Site.At(Some.Date(day).AddDays(7), new TimeOnly(9, 0)) - Site.At(Some.Date(day), new TimeOnly(9, 0));

        Assert.Equal(TimeSpan.FromHours(167), Week("2026-03-25"));
        Assert.Equal(TimeSpan.FromHours(169), Week("2026-10-22"));
    }

    [Fact]
    public void Midnight_that_a_zone_skips_becomes_the_first_instant_of_the_day()
    {
        var havana = new SiteTime(
            new FakeTimeProvider(Some.Start),
            TimeZoneInfo.FindSystemTimeZoneById("America/Havana")
        );

        Assert.Equal(Some.Utc("2026-03-08T05:00:00Z"), havana.StartOf(Some.Date("2026-03-08")));
        Assert.Equal(Some.Date("2026-03-08"), havana.DayOf(havana.StartOf(Some.Date("2026-03-08"))));
    }

    [Fact]
    public void An_instant_of_a_day_lies_on_that_day() =>
        Law.Holds(
            Gen.Zip(Law.Days, Law.Times, (day, time) => (Day: day, Time: time)),
            it => Site.DayOf(Site.At(it.Day, it.Time)) == it.Day
        );

    [Fact]
    public void Later_on_a_day_is_never_earlier_in_time() =>
        Law.Holds(
            from day in Law.Days
            from one in Law.Times
            from other in Law.Times
            select (Day: day, One: one, Other: other),
            it => it.One > it.Other || Site.At(it.Day, it.One) <= Site.At(it.Day, it.Other)
        );

    [Fact]
    public void A_time_that_exists_comes_back_as_it_was() =>
        Law.Holds(
            Gen.Zip(Law.Days, Law.Times),
            it =>
            {
                var local = it.Item1.ToDateTime(it.Item2);
                return Some.Amsterdam.IsInvalidTime(local) || Site.Local(Site.At(it.Item1, it.Item2)) == local;
            }
        );

    [Fact]
    public void Every_instant_belongs_to_one_day() =>
        Law.Holds(
            Gen.Zip(Law.Days, Law.Times),
            it =>
            {
                var instant = new DateTimeOffset(it.Item1.ToDateTime(it.Item2), TimeSpan.Zero);
                var day = Site.DayOf(instant);
                return Site.StartOf(day) <= instant && instant < Site.StartOf(day.AddDays(1));
            }
        );

    [Fact]
    public void A_shifted_clock_runs_on_from_where_it_was_set()
    {
        var real = new FakeTimeProvider(Some.Start);
        var shifted = new ShiftedClock(real, Some.Utc("2030-01-01T00:00:00Z"));

        real.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Some.Utc("2030-01-01T00:05:00Z"), shifted.GetUtcNow());
    }
}
