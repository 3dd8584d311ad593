using CaregiverSignal.Referrals;

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
