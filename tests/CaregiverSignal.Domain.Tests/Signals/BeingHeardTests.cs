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

        Assert.Equal(["2026-01-05  red"], life.Stands(Followed));
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

        Assert.Equal(["2026-01-05  red"], life.Stands());
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

        Assert.Equal(["2026-01-05 2026-01-12 red"], light.Stands(FollowUp.None));
        Assert.Equal(["2026-01-05 2026-01-12 red", "2026-03-05  red"], again.Stands(FollowUp.None));
    }

    [Fact]
    public void Who_stops_keeps_the_line_until_somebody_spoke_with_them()
    {
        var stopped = HeavyInJanuary.Happened("2026-01-08", "Stopped");

        Assert.Equal(["2026-01-05  red"], stopped.Stands(new FollowUp(null, 28)));
        Assert.Equal(["2026-01-05 2026-04-26 red"], stopped.Contacted("2026-01-20").Stands(new FollowUp(null, 28)));
    }

    [Fact]
    public void When_the_partner_dies_the_line_becomes_the_call_of_aftercare()
    {
        var told = HeavyInJanuary
            .Contacted("2026-01-07")
            .Closed("2026-01-09")
            .Happened("2026-01-20", "Death", by: "professional");

        Assert.Equal(["2026-01-05 2026-01-20 red", "2026-01-20 2026-02-17 line"], told.Stands(new FollowUp(14, 28)));
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

        Assert.Equal(["2026-01-05  red"], life.Stands(FollowUp.None));
        Assert.Equal(["2026-01-05 2026-04-26 red"], life.Contacted("2026-03-10").Stands(FollowUp.None));
    }

    [Fact]
    public void An_answer_that_grows_too_old_holds_the_line_until_somebody_spoke_after_it()
    {
        Assert.Equal(["2026-01-05  red"], HeavyInJanuary.Stands(new FollowUp(null, 28)));
        Assert.Equal(
            ["2026-01-05 2026-08-03 red"],
            HeavyInJanuary.Contacted("2026-08-03").Stands(new FollowUp(null, 28))
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

    /// <summary>Anton: the front question alone, each month; called, and closed because he manages by
    /// himself.</summary>
    [Fact]
    public void Very_bad_again_after_a_talk_and_a_closing_is_on_the_list_and_due_that_week()
    {
        var anton = new Case()
            .Asked("2026-10-23")
            .Answers(going: 1)
            .Contacted("2026-10-26", nextOn: "2026-11-09")
            .Closed("2026-11-24")
            .Asked("2026-12-23")
            .Answers(going: 1);

        Assert.Equal(
            [
                "2026-10-23 2026-10-26 line 2026-10-26",
                "2026-10-26 2026-11-24 line 2026-11-09",
                "2026-11-24 2026-12-23 line 2027-02-23",
                "2026-12-23  line 2026-12-24",
            ],
            anton.Open(FollowUp.None)
        );
        Assert.Empty(anton.Told());
    }

    [Fact]
    public void The_first_heavy_answer_after_a_closing_comes_forward_and_those_after_a_talk_wait_for_the_agreed_day()
    {
        var closed = new Case().Asked("2026-01-05").Answers(burden: 85).Contacted("2026-01-08").Closed("2026-01-12");
        var again = closed.Asked("2026-02-05").Answers(burden: 85);
        var talked = again.Contacted("2026-02-09", nextOn: "2026-04-06").Asked("2026-03-05").Answers(burden: 90);

        Assert.Equal("2026-02-05  line 2026-02-12", again.Open(FollowUp.None)[^1]);
        Assert.Equal("2026-02-09  line 2026-04-06", talked.Open(FollowUp.None)[^1]);
    }

    [Fact]
    public void A_second_heavy_thing_is_red_and_due_though_the_agreed_day_lies_six_weeks_ahead()
    {
        var life = new Case()
            .Asked("2026-01-05")
            .Answers(burden: 85, going: 4)
            .Contacted("2026-01-08", nextOn: "2026-02-19")
            .Asked("2026-02-05")
            .Answers(burden: 85, going: 1);

        Assert.Equal(["2026-02-05 red level;item"], life.Told());
        Assert.Equal("2026-02-05  red 2026-02-06", life.Open(FollowUp.None)[^1]);
    }

    [Fact]
    public void A_line_of_the_day_that_was_red_ends_with_the_talk_about_it()
    {
        var life = new Case()
            .Asked("2026-01-05")
            .Answers(csi: 8, takeOver: 3)
            .Contacted("2026-01-07", nextOn: "2026-02-02");

        Assert.Equal(["2026-01-05 strain"], life.Lines());
        Assert.Equal(["2026-01-05 2026-01-07 red 2026-01-06", "2026-01-07  red 2026-02-02"], life.Open(FollowUp.None));
    }

    /// <summary>The masked: what was told of a weak amber keeps no strong thing from being heard.</summary>
    [Fact]
    public void A_weak_amber_hides_no_heavy_answer_that_comes_after_it()
    {
        var life = new Case()
            .Asked("2026-01-05")
            .Answers(volhoudtijd: 4, burden: 65)
            .Contacted("2026-01-12")
            .Closed("2026-01-19")
            .EachMonth("2026-02-05", 3, (month, _) => month.Answers(going: 1, volhoudtijd: 6, burden: 40));

        Assert.Equal(["2026-01-05 amber level"], life.Told());
        Assert.Equal(
            ["2026-01-05 2026-01-12 amber 2026-01-12", "2026-02-05  line 2026-02-12"],
            life.Open(FollowUp.None).Where(row => !row.Contains("2026-04-13", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void What_creeps_up_while_all_is_said_to_be_well_is_a_line_once()
    {
        int[] strains = [0, 2, 4, 6];
        var life = new Case().EachMonth(
            "2026-01-05",
            10,
            (month, number) =>
                month.Answers(
                    csi: number % 3 == 0 ? strains[number / 3] : null,
                    burden: 20 + (number * 50 / 9),
                    volhoudtijd: 6,
                    going: 4
                )
        );

        Assert.Equal(["2026-08-05 burden-rise", "2026-10-05 rise"], life.Lines());
        Assert.Empty(life.Told());
    }

    [Fact]
    public void Happiness_at_nothing_stands_on_the_list_and_with_all_at_its_worst_it_is_red()
    {
        var alone = new Case().Asked("2026-01-05").Answers(happiness: 0, going: 4, volhoudtijd: 6);
        var worst = new Case()
            .Asked("2026-01-05")
            .Answers(happiness: 0, fulfilment: 0, help: 0, mental: 2, physical: 2, going: 4, burden: 80);

        Assert.Equal(["2026-01-05  line 2026-01-12"], alone.Open(FollowUp.None));
        Assert.Begins("2026-01-05 red", Assert.Single(worst.Told()));
    }

    [Fact]
    public void A_half_blank_first_list_hides_no_rise_after_it()
    {
        var life = new Case()
            .Asked("2026-01-05")
            .Gives("csi", ("sleep", 0), ("work", 1))
            .Asked("2026-04-05")
            .Answers(csi: 4)
            .Asked("2026-07-05")
            .Answers(csi: 5);

        Assert.Equal(["2026-07-05 rise"], life.Lines());
    }

    [Fact]
    public void Very_bad_by_the_mails_button_alone_is_due_the_next_working_day_and_red_where_nothing_else_was_asked()
    {
        var longer = new Case().Asked("2026-01-05").Answers(going: 1);
        var light = longer.Light();

        Assert.Equal(["2026-01-05  line 2026-01-06"], longer.Open(FollowUp.None));
        Assert.Equal(["2026-01-05  red 2026-01-06"], light.Open(FollowUp.None));
        Assert.Equal(["2026-01-05 red item"], light.Told());
    }

    [Fact]
    public void A_light_form_takes_nothing_away()
    {
        var life = new Case().Asked("2026-01-05").Answers(going: 1, burden: 40).Asked("2026-02-05").Answers(going: 4);

        Assert.Equal(["2026-01-05  line"], life.Light().Stands(FollowUp.None));
        Assert.Equal(["2026-01-05 2026-02-05 line"], life.Stands(FollowUp.None));
    }

    [Fact]
    public void Who_looked_after_half_a_year_with_two_talks_is_looked_at_again_in_thirteen_weeks_and_before_that_in_six()
    {
        var life = new Case()
            .Asked("2026-01-05")
            .Answers(burden: 90, going: 1, volhoudtijd: 6)
            .Contacted("2026-01-06")
            .Asked("2026-06-05")
            .Answers(burden: 90, going: 1, volhoudtijd: 6);

        Assert.Equal("2026-01-06 2026-04-26 red 2026-02-17", life.Open(FollowUp.None)[1]);
        var looked = new Case().EachMonth("2026-01-05", 8, (month, _) => month.Answers(burden: 90, going: 1));
        looked = looked.Contacted("2026-01-06").Contacted("2026-08-06");
        Assert.Equal("2026-08-06  red 2026-11-05", looked.Open(FollowUp.None)[^1]);
    }

    [Fact]
    public void The_reason_that_makes_the_level_comes_first()
    {
        var life = new Case()
            .Asked("2026-01-05")
            .Answers(csi: 8, takeOver: 3, volhoudtijd: 4, burden: 62, going: 2)
            .CallMe();

        var told = Assert.Single(Replay.Of(life.History(), new RuleSettings()).Signals);
        Assert.Equal(
            ["nobody-takes-over", "request", "time", "burden", "going"],
            told.Findings.Select(finding => finding.WarningSign)
        );
    }
}
