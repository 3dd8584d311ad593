using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.CheckIns;

public class PlanDaysTests
{
    private static readonly Plan Usual = new(
        14,
        7,
        [new("opening", 1), new("csi", 3), new("volhoudtijd", 1), new("ssl-12-i", 6)]
    );

    [Fact]
    public void There_is_no_check_in_before_the_first() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PlanDays.DayOf(Some.Date("2026-01-01"), -1));

    [Theory]
    [InlineData("2026-01-30", null)]
    [InlineData("2026-01-31", 0)]
    [InlineData("2026-02-27", 0)]
    [InlineData("2026-02-28", 1)]
    [InlineData("2026-03-30", 1)]
    [InlineData("2026-03-31", 2)]
    [InlineData("2027-01-31", 12)]
    public void The_newest_check_in_is_the_last_whose_day_has_come(string today, int? number) =>
        Assert.Equal(number, PlanDays.NumberOn(Some.Date("2026-01-31"), Some.Date(today)));

    [Theory]
    [InlineData("2026-01-31", "2026-02-28", "on its day")]
    [InlineData("2026-03-05", "2026-03-31", "five days late")]
    [InlineData("2026-03-17", "2026-03-31", "14 days before the next")]
    [InlineData("2026-03-18", "2026-04-30", "13 days before the next, which is left out")]
    [InlineData("2026-01-20", "2026-01-31", "before the first")]
    public void A_late_check_in_leaves_the_anchor_alone_and_leaves_out_what_follows_too_soon(
        string askedOn,
        string due,
        string how
    )
    {
        Assert.True(how.Length > 0);
        Assert.Equal(Some.Date(due), PlanDays.DueAfter(Some.Date("2026-01-31"), Some.Date(askedOn)));
    }

    [Theory]
    [InlineData(1, "2027-01-01", "2026-02-28", "the plan itself")]
    [InlineData(3, "2027-01-01", "2026-04-30", "every third month")]
    [InlineData(3, "2026-03-15", "2026-03-31", "over before its turn: the first usual day after its end")]
    [InlineData(3, "2026-01-15", "2026-02-28", "over already")]
    public void Somebody_asked_less_often_comes_back_to_the_plan_by_themselves(
        int months,
        string until,
        string due,
        string how
    )
    {
        Assert.True(how.Length > 0);
        Assert.Equal(
            Some.Date(due),
            PlanDays.DueAfter(Some.Date("2026-01-31"), Some.Date("2026-01-31"), months, Some.Date(until))
        );
    }

    [Fact]
    public void The_clock_changes_move_no_day()
    {
        Assert.Equal(Some.Date("2026-03-29"), PlanDays.DayOf(Some.Date("2026-01-29"), 2));
        Assert.Equal(Some.Date("2026-10-25"), PlanDays.DayOf(Some.Date("2026-09-25"), 1));
        Assert.Equal(
            1,
            PlanDays.NumberOn(
                Some.Date("2026-09-25"),
                Some.Time(new FakeTimeProvider(Some.Utc("2026-10-24T22:00:00Z"))).Today
            )
        );
        Assert.Equal(
            0,
            PlanDays.NumberOn(
                Some.Date("2026-09-25"),
                Some.Time(new FakeTimeProvider(Some.Utc("2026-10-24T21:59:59Z"))).Today
            )
        );
    }

    [Fact]
    public void The_nth_day_is_so_many_months_on_by_the_calendar() =>
        Law.Holds(Numbered(), it => PlanDays.DayOf(it.Anchor, it.Number) == MonthsLater(it.Anchor, it.Number));

    [Fact]
    public void A_number_is_new_on_its_day_and_holds_until_the_next() =>
        Law.Holds(
            Numbered(),
            it =>
                PlanDays.NumberOn(it.Anchor, PlanDays.DayOf(it.Anchor, it.Number)) == it.Number
                && PlanDays.NumberOn(it.Anchor, PlanDays.DayOf(it.Anchor, it.Number + 1).AddDays(-1)) == it.Number
        );

    [Fact]
    public void The_next_due_day_is_the_first_of_the_calendar_that_leaves_two_weeks() =>
        Law.Holds(
            from anchor in Law.Days
            from after in Gen.Choose(0, 1500)
            select (Anchor: anchor, AskedOn: anchor.AddDays(after)),
            it =>
                PlanDays.DueAfter(it.Anchor, it.AskedOn)
                == Enumerable
                    .Range(1, 60)
                    .Select(number => MonthsLater(it.Anchor, number))
                    .First(day => day >= it.AskedOn.AddDays(14))
        );

    [Fact]
    public void Somebody_asked_whenever_it_is_due_is_asked_every_month_and_everything_in_its_turn() =>
        Law.Holds(
            Law.Days,
            anchor =>
            {
                var (day, last) = (anchor, new Dictionary<string, int>());
                for (var number = 0; number < 24; number++)
                {
                    if (day != MonthsLater(anchor, number) || PlanDays.NumberOn(anchor, day) != number)
                        return false;
                    var asked = PlanDays.Instruments(Usual, number, last);
                    if (
                        asked.Contains("csi") != (number % 3 == 0)
                        || asked.Contains("ssl-12-i") != (number % 6 == 0)
                        || !asked.Contains("opening")
                    )
                        return false;
                    foreach (var key in asked)
                        last[key] = number;
                    day = PlanDays.DueAfter(anchor, day);
                }

                return true;
            }
        );

    [Fact]
    public void Two_check_ins_of_the_plan_asked_on_their_days_are_never_taken_for_one_in_between() =>
        Law.Holds(
            Numbered(),
            it =>
                !PlanDays.IsInBetween(
                    it.Anchor,
                    PlanDays.DayOf(it.Anchor, it.Number),
                    PlanDays.DayOf(it.Anchor, it.Number + 1)
                )
        );

    [Fact]
    public void In_between_only_what_is_asked_every_month_is_asked()
    {
        var plan = new Plan(14, 7, [new("opening", 1), new("csi", 3), new("srb", 1, 2), new("volhoudtijd", 1)]);

        Assert.Equal(["opening", "volhoudtijd"], PlanDays.Monthly(plan, 1));
        Assert.Equal(["opening", "srb", "volhoudtijd"], PlanDays.Monthly(plan, 2));
    }

    [Theory]
    [InlineData(0, "", "opening csi volhoudtijd ssl-12-i")]
    [InlineData(1, "opening=0 csi=0 volhoudtijd=0 ssl-12-i=0", "opening volhoudtijd")]
    [InlineData(3, "opening=2 csi=0 volhoudtijd=2 ssl-12-i=0", "opening csi volhoudtijd")]
    [InlineData(4, "opening=2 csi=0 volhoudtijd=2 ssl-12-i=0", "opening csi volhoudtijd")]
    [InlineData(5, "opening=4 csi=4 volhoudtijd=4 ssl-12-i=0", "opening volhoudtijd")]
    [InlineData(6, "opening=4 csi=4 volhoudtijd=4 ssl-12-i=0", "opening csi volhoudtijd ssl-12-i")]
    [InlineData(7, "opening=4 csi=4 volhoudtijd=4 ssl-12-i=0", "opening csi volhoudtijd ssl-12-i")]
    [InlineData(8, "opening=7 csi=7 volhoudtijd=7", "opening volhoudtijd ssl-12-i")]
    [InlineData(4, "opening=4 csi=4 volhoudtijd=4 ssl-12-i=4", "")]
    public void What_was_left_out_is_made_up_for_at_the_next_check_in_and_then_keeps_its_own_rhythm(
        int number,
        string last,
        string asked
    ) =>
        Assert.Equal(
            asked.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            PlanDays.Instruments(Usual, number, LastAsked(last))
        );

    [Theory]
    [InlineData(0, "", "opening")]
    [InlineData(1, "opening=0", "opening ssl-12-i")]
    [InlineData(2, "opening=1 ssl-12-i=1", "opening carerqol")]
    [InlineData(3, "opening=1 ssl-12-i=1", "opening carerqol")]
    [InlineData(5, "opening=4 ssl-12-i=1 carerqol=3", "opening carerqol")]
    [InlineData(9, "opening=8 ssl-12-i=1 carerqol=8", "opening ssl-12-i")]
    public void Something_of_a_later_month_waits_for_it_and_keeps_its_rhythm_from_there(
        int number,
        string last,
        string asked
    )
    {
        var plan = new Plan(14, 7, [new("opening", 1), new("carerqol", 3, 2), new("ssl-12-i", 6, 1)]);

        Assert.Equal(asked.Split(' '), PlanDays.Instruments(plan, number, LastAsked(last)));
    }

    [Fact]
    public void Whatever_check_ins_are_left_out_each_turn_is_asked_once_by_the_first_check_in_that_comes() =>
        Law.Holds(
            from planned in Planned()
            from numbers in Gen.Choose(0, 90).ListOf()
            select (planned, numbers),
            it =>
            {
                var (planned, last, asked) = (it.planned, new Dictionary<string, int>(), new HashSet<int>());
                foreach (var number in it.numbers.Distinct().Order())
                {
                    // The turns from the first month on, counted without the function under test.
                    var turn = Enumerable
                        .Range(0, 91)
                        .TakeWhile(count => planned.FromMonth + (count * planned.EveryMonths) <= number)
                        .Count();
                    var isAsked = PlanDays.Instruments(new Plan(14, 7, [planned]), number, last).Count > 0;
                    if (isAsked != (turn > 0 && asked.Add(turn)))
                        return false;
                    if (isAsked)
                        last[planned.Key] = number;
                }

                return true;
            }
        );

    [Fact]
    public void Who_comes_late_is_not_asked_everything_at_once_but_everything_within_a_few_check_ins() =>
        Law.Holds(
            Gen.Choose(0, 200),
            first =>
            {
                var (last, plan) = (new Dictionary<string, int>(), Some.Plan);
                for (var number = first; number < first + 12; number++)
                {
                    var asked = PlanDays.Instruments(plan, number, last);
                    if (QuestionsOf(asked.Except(["wishes"])) > 27 || QuestionsOf(asked) > 28)
                        return false;
                    foreach (var key in asked)
                        last[key] = number;
                }

                return plan.Instruments.All(planned => last.ContainsKey(planned.Key));
            }
        );

    private static int QuestionsOf(IEnumerable<string> keys) =>
        keys.Sum(key => Some.Instruments.Newest(key).Items.Count);

    [Fact]
    public void The_questions_about_help_move_no_other_list_whatever_check_ins_are_left_out() =>
        Law.Holds(
            Gen.Choose(0, 90).ListOf(),
            numbers =>
            {
                var without = Some.Plan with
                {
                    Instruments = [.. Some.Plan.Instruments.Where(planned => planned.Key != "wishes")],
                };
                var (last, lastWithout) = (new Dictionary<string, int>(), new Dictionary<string, int>());
                foreach (var number in numbers.Distinct().Order())
                {
                    var (asked, askedWithout) = (
                        PlanDays.Instruments(Some.Plan, number, last),
                        PlanDays.Instruments(without, number, lastWithout)
                    );
                    if (!asked.Except(["wishes"]).SequenceEqual(askedWithout))
                        return false;
                    foreach (var key in asked)
                        last[key] = number;
                    foreach (var key in askedWithout)
                        lastWithout[key] = number;
                }

                return true;
            }
        );

    [Fact]
    public void What_no_longer_fits_waits_for_the_next_check_in_and_what_comes_often_goes_first()
    {
        var plan = new Plan(14, 7, [new("long", 6, 0, 24), new("short", 1, 0, 1), new("middle", 3, 0, 13)], 27);

        Assert.Equal(["short", "middle"], PlanDays.Instruments(plan, 0, LastAsked("")));
        Assert.Equal(["long", "short"], PlanDays.Instruments(plan, 1, LastAsked("short=0 middle=0")));
        Assert.Equal(
            ["long"],
            PlanDays.Instruments(plan with { MostQuestions = 10 }, 1, LastAsked("short=1 middle=1"))
        );
    }

    private static Gen<PlannedInstrument> Planned() =>
        from every in Gen.Choose(1, 24)
        from first in Gen.Choose(0, 23)
        select new PlannedInstrument("cra", every, first);

    private static Dictionary<string, int> LastAsked(string last) =>
        last.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('='))
            .ToDictionary(cells => cells[0], cells => int.Parse(cells[1], CultureInfo.InvariantCulture));

    private static Gen<(DateOnly Anchor, int Number)> Numbered() =>
        from anchor in Law.Days
        from number in Gen.Choose(0, 600)
        select (anchor, number);

    /// <summary>
    /// The same day of a later month, or that month's last; from a table of the months, apart from the class library.
    /// </summary>
    private static DateOnly MonthsLater(DateOnly anchor, int months)
    {
        var (year, month) = (anchor.Year, anchor.Month);
        for (; months > 0; months--)
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
        var isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int[] lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        return new DateOnly(year, month, Math.Min(anchor.Day, lengths[month - 1]));
    }
}
