using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Tests.Signals.Cases;

namespace CaregiverSignal.Tests.Signals;

/// <summary>
/// The laws of being heard (docs/signals.md) as written lives: what a person is owed, with the days by name. Over
/// random lives they are in <c>NotifyingLawsTests</c>.
/// </summary>
public class BeingHeardTests
{
    /// <summary>Each signal counts as talked about after two weeks, and its case as closed after four.</summary>
    private static readonly FollowUp Followed = new(14, 28);

    private static readonly Case HeavyInJanuary = new Case()
        .Asked("2026-01-05")
        .Answers(burden: 90, going: 1, volhoudtijd: 6);

    [Fact]
    public void Who_answers_red_for_two_years_stands_open_all_that_time_on_one_line()
    {
        var life = new Case().EachMonth("2026-01-05", 24, (month, _) => month.Answers(burden: 95, going: 1));

        Assert.Equal(["2026-01-05  red"], life.Open(Followed));
        Assert.Equal("2026-01-05 red level;item", life.Told()[0]);
        Assert.InRange(life.Told().Count, 4, 6);
    }

    [Fact]
    public void After_a_talk_and_a_closing_the_next_red_answer_still_finds_the_door_open()
    {
        var life = HeavyInJanuary
            .Contacted("2026-01-07")
            .Closed("2026-01-09")
            .Asked("2026-02-05")
            .Answers(burden: 100, going: 1, volhoudtijd: 1);

        Assert.Equal(["2026-01-05  red"], life.Open());
        Assert.Equal(["2026-01-05 red level;item", "2026-02-05 red level;item"], life.Told());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(6)]
    public void With_all_else_at_its_worst_it_is_red_whatever_is_said_of_how_long_they_can_go_on(int? time)
    {
        var life = new Case()
            .Asked("2026-01-05")
            .Answers(csi: 13, burden: 100, going: 1, support: 12, happiness: 0, takeOver: 3, volhoudtijd: time);

        Assert.Begins("2026-01-05 red", Assert.Single(life.Told()));
    }

    [Theory]
    [InlineData(7, 3, "red")]
    [InlineData(7, 4, "red")]
    [InlineData(7, 2, null)]
    [InlineData(6, 3, null)]
    public void Heavy_at_the_cut_off_with_nobody_to_take_over_is_red(int csi, int takeOver, string? level)
    {
        var told = new Case().Asked("2026-01-05").Answers(csi: csi, takeOver: takeOver, volhoudtijd: 6).Told();

        Assert.Equal(level is null ? [] : [$"2026-01-05 {level} item"], told);
    }

    [Fact]
    public void Who_wants_no_call_has_the_line_until_what_was_done_instead_is_noted_and_again_with_the_next_red_answer()
    {
        var refused = HeavyInJanuary.DoneInstead("2026-01-12");
        var light = refused.Asked("2026-02-05").Answers(burden: 40, going: 3);
        var again = light.Asked("2026-03-05").Answers(burden: 85, going: 1);

        Assert.Equal(["2026-01-05 2026-01-12 red"], light.Open(FollowUp.None));
        Assert.Equal(["2026-01-05 2026-01-12 red", "2026-03-05  red"], again.Open(FollowUp.None));
    }

    [Fact]
    public void Who_stops_keeps_the_line_until_somebody_spoke_with_them()
    {
        var stopped = HeavyInJanuary.Happened("2026-01-08", "Stopped");

        Assert.Equal(["2026-01-05  red"], stopped.Open(new FollowUp(null, 28)));
        Assert.Equal(["2026-01-05 2026-04-26 red"], stopped.Contacted("2026-01-20").Open(new FollowUp(null, 28)));
    }

    [Fact]
    public void When_the_partner_dies_the_line_becomes_the_call_of_aftercare()
    {
        var told = HeavyInJanuary
            .Contacted("2026-01-07")
            .Closed("2026-01-09")
            .Happened("2026-01-20", "Death", by: "professional");

        Assert.Equal(["2026-01-05 2026-02-17 red"], told.Open(new FollowUp(14, 28)));
        Assert.Equal("2026-01-20 end-of-care", told.Lines()[^1]);
    }

    [Fact]
    public void Blank_answers_after_a_red_one_are_no_better_answer()
    {
        var life = HeavyInJanuary
            .Contacted("2026-01-07")
            .Closed("2026-01-09")
            .Asked("2026-02-05")
            .Gives("csi")
            .Asked("2026-03-05")
            .Gives("opening");

        Assert.Equal(["2026-01-05  red"], life.Open(FollowUp.None));
        Assert.Equal(["2026-01-05 2026-04-26 red"], life.Contacted("2026-03-10").Open(FollowUp.None));
    }

    [Fact]
    public void An_answer_that_grows_too_old_holds_the_line_until_somebody_spoke_after_it()
    {
        Assert.Equal(["2026-01-05  red"], HeavyInJanuary.Open(new FollowUp(null, 28)));
        Assert.Equal(
            ["2026-01-05 2026-08-03 red"],
            HeavyInJanuary.Contacted("2026-08-03").Open(new FollowUp(null, 28))
        );
    }

    [Fact]
    public void Well_for_two_months_and_red_again_is_told_that_day_in_the_loud_way()
    {
        var life = HeavyInJanuary
            .Contacted("2026-01-07", nextOn: "2026-06-01")
            .Asked("2026-02-05")
            .Answers(burden: 30, going: 4)
            .Asked("2026-03-05")
            .Answers(burden: 30, going: 4)
            .Asked("2026-04-05")
            .Answers(burden: 85, going: 1);

        Assert.Equal("2026-04-05 red level;item", life.Told()[^1]);
    }

    [Fact]
    public void One_lighter_answer_sets_nothing_back_and_closing_at_a_lighter_one_does()
    {
        var once = HeavyInJanuary
            .Contacted("2026-01-07")
            .Asked("2026-02-05")
            .Answers(burden: 30, going: 4, volhoudtijd: 6);
        var closed = once.Closed("2026-02-09");

        Assert.Single(once.Asked("2026-03-05").Answers(burden: 85, going: 1).Told());
        Assert.Equal(2, closed.Asked("2026-03-05").Answers(burden: 85, going: 1).Told().Count);
    }

    [Fact]
    public void Down_to_less_than_a_week_is_told_also_when_a_later_day_was_agreed_and_once_a_talk()
    {
        var talked = new Case()
            .Asked("2026-01-05")
            .Answers(volhoudtijd: 2)
            .Contacted("2026-01-07", nextOn: "2026-05-01");
        var worse = talked.Asked("2026-02-05").Answers(volhoudtijd: 1);
        var swings = worse.Asked("2026-03-05").Answers(volhoudtijd: 2).Asked("2026-04-05").Answers(volhoudtijd: 1);

        Assert.Equal(["2026-01-05 red level", "2026-02-05 red level"], worse.Told());
        Assert.Equal(worse.Told(), swings.Told());
    }

    [Theory]
    [InlineData("2026-07-06", true)]
    [InlineData("2026-09-06", false)]
    public void Two_events_that_they_tell_within_half_a_year_are_amber(string second, bool isTold)
    {
        var told = new Case().Happened("2026-03-02", "BehaviourWorsened").Happened(second, "FormalHelpReduced").Told();

        Assert.Equal(isTold ? [$"{second} amber event"] : [], told);
    }

    [Fact]
    public void Nothing_new_is_told_again_only_after_nineteen_weeks()
    {
        var life = new Case().EachMonth(
            "2026-01-05",
            7,
            (month, number) => month.Answers(volhoudtijd: 3, burden: 50 + number)
        );

        // The fifth monthly answer after the talk of 19 January.
        Assert.Equal(["2026-01-05 amber level", "2026-06-05 amber level"], life.Told());
    }
}
