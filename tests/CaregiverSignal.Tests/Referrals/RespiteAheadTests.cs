using CaregiverSignal.Referrals;
using CaregiverSignal.Time;

namespace CaregiverSignal.Tests.Referrals;

public sealed class RespiteAheadTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Weeks_with_a_holiday_are_listed_with_who_wants_respite_in_them_and_who_has_it()
    {
        var weeks = RespiteAhead.Of(
            [
                Wanted(1, "2026-12-23"),
                Wanted(2, "2026-12-27"),
                Wanted(2, "2026-12-24"),
                Wanted(3, "2026-12-28"),
                Wanted(4, "2026-12-23") with
                {
                    Kind = HelpKind.Wmo,
                },
                Wanted(5, "2026-12-23") with
                {
                    EndedOn = Today,
                },
                Wanted(6, "2026-10-01") with
                {
                    Step = HelpStep.Running,
                },
                Wanted(6, "2026-11-01") with
                {
                    Step = HelpStep.Running,
                },
            ],
            Today
        );

        var christmas = weeks[0];
        Assert.Equal(new DateOnly(2026, 12, 21), christmas.From);
        Assert.Equal([new DateOnly(2026, 12, 25), new DateOnly(2026, 12, 26)], christmas.Holidays);
        Assert.Equal((2, 1), (christmas.Wanted, christmas.Running));
        Assert.Equal((new DateOnly(2026, 12, 28), 3), (weeks[1].From, weeks[1].Wanted));
        Assert.Equal([new DateOnly(2027, 1, 1)], weeks[1].Holidays);
        Assert.All(weeks.Skip(2), week => Assert.Equal(3, week.Wanted));
        Assert.Equal(new DateOnly(2027, 5, 17), weeks[^1].From);
    }

    [Fact]
    public void What_was_wanted_before_and_does_not_run_is_wanted_this_week_also_without_a_holiday()
    {
        var weeks = RespiteAhead.Of([Wanted(1, "2026-11-02"), Wanted(2, "2026-11-26")], Today);

        Assert.Equal((new DateOnly(2026, 11, 23), 2, 0), (weeks[0].From, weeks[0].Wanted, weeks[0].Holidays.Count));
        Assert.Equal(new DateOnly(2026, 12, 21), weeks[1].From);
    }

    [Fact]
    public void Who_wants_it_from_a_week_before_the_holidays_and_has_none_wants_it_in_them_too()
    {
        var weeks = RespiteAhead.Of([Wanted(1, "2026-12-14")], Today);

        Assert.Equal(
            [(new DateOnly(2026, 12, 14), 1), (new DateOnly(2026, 12, 21), 1)],
            weeks.Take(2).Select(week => (week.From, week.Wanted))
        );
    }

    [Fact]
    public void A_holiday_that_is_over_is_not_ahead()
    {
        var weeks = RespiteAhead.Of([], new DateOnly(2026, 12, 26));

        Assert.Equal([new DateOnly(2026, 12, 26)], weeks[0].Holidays);
    }

    [Fact]
    public void A_week_with_a_school_holiday_on_a_weekday_is_ahead_with_its_regions()
    {
        var weeks = RespiteAhead.Of([], new DateOnly(2027, 1, 4));

        var february = weeks.Where(week => week.From.Month == 2).ToList();
        // From Saturday 13 February, so that the week before it is none.
        Assert.Equal([new DateOnly(2027, 2, 15), new DateOnly(2027, 2, 22)], february.Select(week => week.From));
        Assert.Equal([SchoolRegion.South], Assert.Single(february[0].Schools).Regions);
        Assert.Equal([SchoolRegion.North, SchoolRegion.Middle], Assert.Single(february[1].Schools).Regions);
        Assert.All(weeks.SelectMany(week => week.Schools), one => Assert.Equal(DayOfWeek.Saturday, one.From.DayOfWeek));
        Assert.DoesNotContain(weeks, week => week.From == new DateOnly(2027, 1, 4));
    }

    [Fact]
    public void Each_region_has_the_school_holidays_of_every_year_that_is_known_each_from_a_Saturday_to_a_Sunday()
    {
        var all = SchoolHolidays.In(DateOnly.MinValue.AddYears(2025), SchoolHolidays.KnownTo);

        foreach (var region in Enum.GetValues<SchoolRegion>())
        {
            var here = all.Where(one => one.Break != SchoolBreak.ExtraMay)
                .Where(one => one.Regions.Count == 0 || one.Regions.Contains(region))
                .ToList();
            var year = Enum.GetValues<SchoolBreak>().Except([SchoolBreak.ExtraMay]).ToArray();
            Assert.Equal([.. year, .. year, .. year, .. year], here.Select(one => one.Break));
            Assert.All(here.Zip(here.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
        }

        Assert.All(all, one => Assert.Equal(DayOfWeek.Saturday, one.From.DayOfWeek));
        Assert.All(
            all,
            one =>
                Assert.Equal(
                    one.Break == SchoolBreak.Summer ? 43
                        : one.Break == SchoolBreak.Christmas ? 15
                        : 8,
                    one.To.DayNumber - one.From.DayNumber
                )
        );
    }

    /// <summary>As rijksoverheid.nl has them, "Overzicht schoolvakanties" 2027-2028 and 2028-2029.</summary>
    [Theory]
    [InlineData("2027-10-25", "2027-10-23", "2027-10-31", SchoolBreak.Autumn)]
    [InlineData("2028-04-24", "2028-04-22", "2028-04-30", SchoolBreak.ExtraMay)]
    [InlineData("2028-05-01", "2028-04-29", "2028-05-07", SchoolBreak.May)]
    [InlineData("2029-04-23", "2029-04-21", "2029-04-29", SchoolBreak.ExtraMay)]
    public void A_holiday_has_the_days_of_the_official_page(string day, string from, string to, SchoolBreak what)
    {
        var one = Assert.Single(SchoolHolidays.In(Day(day), Day(day)));

        Assert.Equal((Day(from), Day(to), what), (one.From, one.To, one.Break));
    }

    [Fact]
    public void The_weeks_of_one_holiday_are_one_and_others_stay_by_themselves()
    {
        var weeks = RespiteAhead.Folded(RespiteAhead.Of([Wanted(1, "2027-08-04")], new DateOnly(2027, 6, 7)));

        Assert.Equal(
            [
                (new DateOnly(2027, 7, 12), new DateOnly(2027, 9, 5), 1),
                (new DateOnly(2027, 10, 18), new DateOnly(2027, 10, 31), 1),
            ],
            weeks.Select(week => (week.From, week.To, week.Wanted))
        );
        Assert.Equal(3, weeks[0].Schools.Count);
        // The second week of May is another holiday: not each school has it.
        Assert.Equal(
            [new DateOnly(2028, 4, 24), new DateOnly(2028, 5, 1)],
            RespiteAhead.Folded(RespiteAhead.Of([], new DateOnly(2028, 4, 18))).Take(2).Select(week => week.From)
        );
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private static ArrangedHelp Wanted(long caregiver, string day) =>
        new()
        {
            CaregiverId = caregiver,
            Kind = HelpKind.VolunteerAtHome,
            Step = HelpStep.Chosen,
            WantedFrom = Day(day),
        };
}
