using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Time;

public class MailWindowTests
{
    private static readonly SiteTime Site = Some.Time();
    private static readonly HashSet<DayOfWeek> Workweek =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
    ];
    private static readonly HashSet<DayOfWeek> AllDays = [.. Enum.GetValues<DayOfWeek>()];
    private static readonly MailWindow Usual = new(new TimeOnly(9, 0), new TimeOnly(20, 0), Workweek);

    [Theory]
    [InlineData("2026-01-05T07:59:59Z", false)]
    [InlineData("2026-01-05T08:00:00Z", true)]
    [InlineData("2026-01-05T18:59:59Z", true)]
    [InlineData("2026-01-05T19:00:00Z", false)]
    [InlineData("2026-07-06T07:00:00Z", true)]
    [InlineData("2026-07-06T18:00:00Z", false)]
    [InlineData("2026-01-04T12:00:00Z", false)]
    public void A_window_is_open_from_its_first_instant_up_to_its_last_on_its_days(string instant, bool open) =>
        Assert.Equal(open, Usual.Contains(Some.Utc(instant), Site));

    [Fact]
    public void Until_midnight_means_until_the_day_is_over()
    {
        var evening = new MailWindow(new TimeOnly(20, 0), null, AllDays);

        Assert.True(evening.Contains(Some.Utc("2026-01-05T22:59:59.999Z"), Site));
        Assert.False(evening.Contains(Some.Utc("2026-01-05T23:00:00Z"), Site));
        Assert.True(MailWindow.Always.Contains(Some.Utc("2026-01-04T23:00:00Z"), Site));
    }

    [Theory]
    [InlineData("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z", "inside")]
    [InlineData("2026-01-05T06:00:00Z", "2026-01-05T08:00:00Z", "before")]
    [InlineData("2026-01-05T19:00:00Z", "2026-01-06T08:00:00Z", "after")]
    [InlineData("2026-01-10T19:00:00Z", "2026-01-12T08:00:00Z", "over a Sunday")]
    [InlineData("2026-03-28T19:00:00Z", "2026-03-30T07:00:00Z", "over a Sunday with the clock change")]
    public void The_next_opening_is_now_or_the_next_morning_that_counts(string instant, string opening, string where)
    {
        Assert.True(where.Length > 0);
        Assert.Equal(Some.Utc(opening), Usual.NextOpening(Some.Utc(instant), Site));
    }

    [Fact]
    public void An_opening_in_the_gap_comes_right_after_it()
    {
        var night = new MailWindow(new TimeOnly(2, 30), new TimeOnly(4, 0), AllDays);

        Assert.Equal(Some.Utc("2026-03-29T01:00:00Z"), night.NextOpening(Some.Utc("2026-03-28T23:00:00Z"), Site));
    }

    [Fact]
    public void A_window_that_the_gap_swallows_opens_a_week_later()
    {
        var sundayNight = new MailWindow(
            new TimeOnly(2, 0),
            new TimeOnly(3, 0),
            new HashSet<DayOfWeek> { DayOfWeek.Sunday }
        );

        Assert.Equal(Some.Utc("2026-04-05T00:00:00Z"), sundayNight.NextOpening(Some.Utc("2026-03-22T02:00:00Z"), Site));
    }

    [Fact]
    public void An_opening_in_the_hour_that_comes_twice_is_the_first()
    {
        var night = new MailWindow(new TimeOnly(2, 30), new TimeOnly(4, 0), AllDays);

        Assert.Equal(Some.Utc("2026-10-25T00:30:00Z"), night.NextOpening(Some.Utc("2026-10-24T22:00:00Z"), Site));
        Assert.True(night.Contains(Some.Utc("2026-10-25T01:45:00Z"), Site));
    }

    [Fact]
    public void The_next_opening_is_inside_and_never_earlier()
    {
        var windows =
            from opens in Gen.Choose(0, (24 * 60) - 1)
            from minutes in Gen.Choose(1, 24 * 60)
            from days in Gen.NonEmptyListOf(Gen.Elements(Enum.GetValues<DayOfWeek>()))
            select new MailWindow(
                Minute(opens),
                opens + minutes >= 24 * 60 ? null : Minute(opens + minutes),
                new HashSet<DayOfWeek>(days)
            );
        var cases =
            from window in windows
            from day in Law.Days
            from time in Law.Times
            select (Window: window, Instant: new DateTimeOffset(day.ToDateTime(time), TimeSpan.Zero));

        Law.Holds(
            cases,
            it =>
            {
                var opening = it.Window.NextOpening(it.Instant, Site);
                return opening >= it.Instant
                    && it.Window.Contains(opening, Site)
                    && it.Window.NextOpening(opening, Site) == opening;
            }
        );
    }

    private static TimeOnly Minute(int ofDay) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(ofDay));
}
