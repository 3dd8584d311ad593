using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Signals.Cases;
using CaregiverSignal.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Replay = CaregiverSignal.Signals.Hindsight.Replay;

namespace CaregiverSignal.Tests.Signals;

public class ReplayTests
{
    private static readonly RuleSettings Rules = new();

    private static readonly Case Amber = new Case().Asked("2025-01-10").Answers(volhoudtijd: 4);

    private static readonly Case JustAmber = new Case().EachMonth(
        "2025-01-10",
        12,
        (life, _) => life.Answers(volhoudtijd: 5, burden: 60)
    );

    [Fact]
    public void A_form_of_which_a_part_came_in_time_is_not_missed_when_the_rest_comes_late()
    {
        var parts = new Case()
            .Asked("2026-01-10")
            .Answers(going: 4)
            .Asked("2026-02-10")
            .Answers(going: 4, volhoudtijd: 6)
            .After(60)
            .InTwoParts(1, 0)
            .Missed("2026-03-10");

        Assert.Empty(parts.Told());
    }

    [Fact]
    public void Without_a_talk_whoever_is_near_is_told_again_after_a_third_of_a_year_and_at_the_lowest_after_two()
    {
        var near = new Case().EachMonth("2025-01-10", 12, (life, _) => life.Answers(volhoudtijd: 4));

        Assert.Equal([0, 120, 240, 360, 480], DaysTold(near, contactAfter: null));
        Assert.Equal([0, 240, 480], DaysTold(JustAmber, contactAfter: null));
    }

    [Fact]
    public void What_is_too_old_to_count_is_not_told_again()
    {
        Assert.Equal([0, 120], DaysTold(Amber, contactAfter: null));
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData(0, 120)]
    [InlineData(14, 134)]
    [InlineData(40, 160)]
    public void Where_no_talk_is_known_one_is_counted_after_the_days_that_are_set(int? contactAfter, int again)
    {
        Assert.Equal([0, again], DaysTold(Amber, contactAfter));
    }

    [Fact]
    public void Once_a_talk_is_known_only_known_talks_count()
    {
        Assert.Equal([0, 123], DaysTold(Amber.Contacted("2025-01-13")));
        Assert.Equal([0, 134], DaysTold(Amber.Contacted("2025-06-20")));
    }

    [Fact]
    public void A_talk_and_a_closing_put_off_the_day_to_look_again_and_never_bring_it_nearer()
    {
        Assert.Equal([0, 161], DaysTold(Amber.Contacted("2025-02-20"), contactAfter: null));
        Assert.Equal([0, 161], DaysTold(Amber.Closed("2025-02-20"), contactAfter: null));
        Assert.Equal([0, 240, 480], DaysTold(JustAmber.Contacted("2025-01-20"), contactAfter: null));
        Assert.Equal(
            [100, 220],
            DaysTold(
                new Case().Contacted("2025-01-10").Asked("2025-04-20").Answers(volhoudtijd: 4),
                contactAfter: null,
                from: "2025-01-10"
            )
        );
    }

    [Theory]
    [InlineData("2025-01-20", 10)]
    [InlineData("2025-02-20", 41)]
    [InlineData("2025-07-10", 181)]
    public void On_the_agreed_day_it_is_told_again_whether_that_is_sooner_or_later(string agreed, int again)
    {
        var life = Amber.Contacted("2025-01-13", nextOn: agreed);

        Assert.Equal([0, again], DaysTold(life).Take(2));
    }

    [Fact]
    public void What_is_told_only_because_a_coordinator_set_the_day_is_known_as_that()
    {
        var life = Amber.Contacted("2025-01-13", nextOn: "2025-02-20").History();

        Assert.Equal(
            [false, true, false],
            Replay.Of(life, new RuleSettings(), contactAfter: null).Select(one => one.IsAgreed)
        );
    }

    [Fact]
    public void On_the_agreed_day_nothing_is_told_of_somebody_who_is_better()
    {
        var life = Amber.Contacted("2025-01-13", nextOn: "2025-02-20").Asked("2025-02-10").Answers(volhoudtijd: 6);

        Assert.Equal([0], DaysTold(life));
    }

    [Fact]
    public void A_higher_level_is_told_at_once_and_what_falls_and_comes_back_is_not()
    {
        var life = Amber
            .Contacted("2025-01-13")
            .Asked("2025-02-10")
            .Answers(volhoudtijd: 2)
            .Asked("2025-03-10")
            .Answers(volhoudtijd: 4)
            .Asked("2025-04-10")
            .Answers(volhoudtijd: 2);

        Assert.Equal(["2025-01-10 amber level", "2025-02-10 red level"], life.Told().Take(2));
        Assert.Equal([0, 31, 151], DaysTold(life).Take(3));
    }

    [Fact]
    public void A_worsening_within_a_level_waits_for_the_day_to_look_again()
    {
        Assert.Equal([0, 134], DaysTold(Amber.Asked("2025-02-10").Answers(volhoudtijd: 3, going: 4)).Take(2));
    }

    [Fact]
    public void What_is_heard_once_is_heard_once_however_long_it_lasts()
    {
        var life = new Case().EachMonth(
            "2025-01-10",
            24,
            (it, month) => it.Answers(csi: month % 5 == 4 ? 6 : 8, volhoudtijd: 6, missing: 20)
        );

        Assert.Equal(["2025-01-10 amber level;support"], life.Told());
    }

    [Fact]
    public void Each_new_request_is_told_and_each_new_silence()
    {
        var asks = new Case().Asked("2025-01-10").CallMe().Asked("2025-02-10").CallMe();
        var silent = new Case()
            .Asked("2025-01-10")
            .Answers(going: 4)
            .Missed("2025-02-10")
            .Missed("2025-03-10")
            .Asked("2025-04-10")
            .Answers(going: 4)
            .Missed("2025-05-10")
            .Missed("2025-06-10")
            .Missed("2025-07-10");

        Assert.Equal(["2025-01-10 red request", "2025-02-10 red request"], asks.Told());
        Assert.Equal(["2025-03-24 amber silence", "2025-07-24 amber silence"], silent.Told());
    }

    [Fact]
    public void An_answer_that_comes_late_does_not_take_back_what_was_told_before_it()
    {
        var life = new Case()
            .Asked("2025-01-10")
            .Answers(going: 4)
            .Missed("2025-02-10")
            .Asked("2025-03-10")
            .Answers(going: 4)
            .After(30);

        Assert.Equal(["2025-03-24 amber silence"], life.Told());
    }

    [Fact]
    public void A_form_answered_in_parts_counts_as_far_as_it_was_answered()
    {
        var life = new Case()
            .Asked("2025-01-10")
            .Gives("volhoudtijd", ("time", 3))
            .Gives("opening", ("going", 4))
            .After(9)
            .InTwoParts(answers: 1, days: 2);

        Assert.Equal("2025-01-12 amber level", life.Told()[0]);
    }

    [Fact]
    public void Every_telling_names_why()
    {
        Holds(
            Lives.Any,
            life =>
                Replay
                    .Of(life.History(), Rules)
                    .All(one =>
                        one.Findings.Count > 0
                        && one.Findings.Max(it => it.Urgency) == one.Urgency
                        && one.Findings.All(it => it.Day <= one.Day)
                    )
        );
    }

    private static IEnumerable<int> DaysTold(
        Case life,
        int? contactAfter = Replay.ContactAfter,
        string from = "2025-01-10"
    ) => Replay.Of(life.History(), Rules, contactAfter).Select(one => one.Day.DayNumber - Some.Date(from).DayNumber);

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Law.Holds(cases, law, LongRun.Of(small: 400, large: 20_000));
}
