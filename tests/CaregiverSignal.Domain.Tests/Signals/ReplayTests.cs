using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Tests.Signals.Cases;
using Replay = CaregiverSignal.Signals.Hindsight.Replay;

namespace CaregiverSignal.Tests.Signals;

public class ReplayTests
{
    private static readonly RuleSettings Rules = new();

    private static readonly Case Amber = new Case().Asked("2025-01-10").Answers(volhoudtijd: 3);

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
    public void Whoever_stays_near_is_told_again_at_the_first_answer_after_the_days_that_a_telling_holds()
    {
        var near = new Case().EachMonth("2025-01-10", 12, (life, _) => life.Answers(volhoudtijd: 3));

        Assert.Equal([0, 151, 304], DaysTold(near, contactAfter: null));
        Assert.Equal([0, 151, 304], DaysTold(near));
    }

    [Theory]
    [InlineData(null, 151)]
    [InlineData(14, 151)]
    [InlineData(40, 181)]
    public void Where_no_talk_is_known_one_is_counted_after_the_days_that_are_set(int? contactAfter, int again)
    {
        var near = new Case().EachMonth("2025-01-10", 7, (life, _) => life.Answers(volhoudtijd: 3));

        Assert.Equal([0, again], DaysTold(near, contactAfter));
    }

    [Fact]
    public void A_talk_puts_off_the_next_telling_and_never_brings_it_nearer_unless_a_day_was_agreed()
    {
        var near = new Case().EachMonth("2025-01-10", 7, (life, _) => life.Answers(volhoudtijd: 3));

        Assert.Equal([0, 181], DaysTold(near.Contacted("2025-02-20"), contactAfter: null));
        Assert.Equal([0, 181], DaysTold(near.Closed("2025-02-20"), contactAfter: null));
        Assert.Equal([0, 59], DaysTold(near.Contacted("2025-01-13", nextOn: "2025-02-20")).Take(2));
        Assert.Equal([0, 181], DaysTold(near.Contacted("2025-01-13", nextOn: "2025-06-20")).Take(2));
    }

    [Fact]
    public void Once_a_talk_is_known_only_known_talks_count()
    {
        var near = new Case().EachMonth("2025-01-10", 7, (life, _) => life.Answers(volhoudtijd: 3));

        Assert.Equal([0, 151], DaysTold(near.Contacted("2025-01-13"), contactAfter: 40));
    }

    [Fact]
    public void Nothing_is_told_on_a_day_without_a_fact()
    {
        Assert.Equal([0], DaysTold(Amber.Contacted("2025-01-13", nextOn: "2025-02-20")));
    }

    [Fact]
    public void A_higher_level_is_told_at_once_and_what_falls_and_comes_back_is_not()
    {
        var life = Amber
            .Contacted("2025-01-13")
            .Asked("2025-02-10")
            .Answers(volhoudtijd: 2)
            .Asked("2025-03-10")
            .Answers(volhoudtijd: 3)
            .Asked("2025-04-10")
            .Answers(volhoudtijd: 2);

        Assert.Equal(["2025-01-10 amber level", "2025-02-10 red level"], life.Told());
        Assert.Equal([0, 31], DaysTold(life));
    }

    [Fact]
    public void A_worsening_within_a_level_waits()
    {
        Assert.Equal([0], DaysTold(Amber.Asked("2025-02-10").Answers(volhoudtijd: 3, burden: 60)));
    }

    [Fact]
    public void Each_new_request_is_told_at_the_level_of_the_day()
    {
        var asks = new Case().Asked("2025-01-10").CallMe().Asked("2025-02-10").CallMe();
        var near = new Case().Asked("2025-01-10").Answers(volhoudtijd: 2).CallMe();

        Assert.Equal(["2025-01-10 amber request", "2025-02-10 amber request"], asks.Told());
        Assert.Equal(["2025-01-10 red level;request"], near.Told());
    }

    [Fact]
    public void A_request_keeps_amber_quiet_as_any_telling_does_and_red_not()
    {
        var asked = new Case().Asked("2025-01-10").CallMe().Asked("2025-02-10");

        Assert.Equal([0], DaysTold(asked.Answers(volhoudtijd: 3)));
        Assert.Equal([0, 31], DaysTold(asked.Answers(volhoudtijd: 2)));
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
    public void A_talk_is_needed_when_a_row_begins_and_when_the_day_to_look_again_comes_unless_it_was_moved()
    {
        var red = new Case().Asked("2026-01-05").Answers(volhoudtijd: 1);
        var line = new Case().Asked("2026-01-05").Answers(burden: 85);
        var looked = red.Contacted("2026-01-05", nextOn: "2026-02-02");

        Assert.Equal(
            (0, 1, 1),
            (Needed(new Case().Asked("2026-01-05").Answers(volhoudtijd: 6)), Needed(red), Needed(line))
        );
        Assert.Equal(2, Needed(looked));
        Assert.Equal(2, Needed(looked.Contacted("2026-01-26", nextOn: "2026-02-16")));
        Assert.Equal(3, Needed(looked.Contacted("2026-02-02", nextOn: "2026-02-16")));
        Assert.Equal(1, Needed(looked, to: "2026-02-02"));
    }

    private static int Needed(Case life, string to = "2026-04-01") =>
        Replay.Of(life.History(), Rules, FollowUp.None).TalksNeeded(Some.Date("2026-01-01"), Some.Date(to));

    private static IEnumerable<int> DaysTold(
        Case life,
        int? contactAfter = Replay.ContactAfter,
        string from = "2025-01-10"
    ) =>
        Replay
            .Of(life.History(), Rules, new FollowUp(contactAfter))
            .Signals.Select(signal => signal.Day.DayNumber - Some.Date(from).DayNumber);
}
