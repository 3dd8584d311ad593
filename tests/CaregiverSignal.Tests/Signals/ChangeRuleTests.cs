using CaregiverSignal.Scores;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class ChangeRuleTests
{
    [Fact]
    public void A_rise_of_three_points_from_the_mean_of_the_first_two_speaks_and_names_both()
    {
        var finding = Judge(Csi(4, 4, 8));

        Assert.Equal((SignalKind.Change, Level.Red, Some.Date("2026-07-03")), (finding!.Kind, finding.Level, finding.Day));
        Assert.Equal(
            "De druk steeg van 4 (gemiddelde van 3 januari en 3 april 2026) naar 8 op 3 juli 2026 (vanaf 7 is de zorg vaak te zwaar).",
            finding.Reason);
    }

    [Theory]
    [InlineData(new double[] { 2, 2, 5 }, Level.Amber)]
    [InlineData(new double[] { 4, 4, 7 }, Level.Red)]
    [InlineData(new double[] { 8, 8, 11 }, Level.Amber)]
    [InlineData(new double[] { 2, 5 }, Level.Amber)]
    public void It_is_red_only_when_the_cut_off_was_crossed_and_going_on_is_short(double[] values, Level expected)
    {
        Assert.Equal(expected, Judge(Csi(values))?.Level);
    }

    [Theory]
    [InlineData(new double[] { 2, 2, 4 })]
    [InlineData(new double[] { 2, 3, 5 })]
    [InlineData(new double[] { 2, 4 })]
    [InlineData(new double[] { 5 })]
    [InlineData(new double[] { 9, 9, 3 })]
    public void Less_than_the_limit_or_a_fall_raises_nothing(double[] values)
    {
        Assert.Null(Judge(Csi(values)));
    }

    [Fact]
    public void A_creeping_rise_speaks_once_it_is_three_above_the_start_though_no_step_was()
    {
        Assert.Null(Judge(Csi(1, 2, 3, 4)));
        Assert.Equal(Level.Amber, Judge(Csi(1, 2, 3, 4, 5))?.Level);
    }

    [Fact]
    public void Happiness_speaks_when_it_is_two_points_lower_twice()
    {
        var history = Some.History(
            Some.Answered("2026-01-03", happiness: 7), Some.Answered("2026-04-03", happiness: 7), Some.Answered("2026-07-03", happiness: 5));

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-10-03", happiness: 6))));
        Assert.Equal(
            "Het gevoel van geluk daalde van 7 (gemiddelde van 3 januari en 3 april 2026) naar 4 op 3 oktober 2026.",
            Judge(history.With(Some.Answered("2026-10-03", happiness: 4)))!.Reason);
    }

    [Fact]
    public void Perseverance_time_speaks_when_it_is_two_answers_shorter_twice()
    {
        var history = Some.History(Some.Answered("2026-01-03", time: 6), Some.Answered("2026-02-03", time: 6), Some.Answered("2026-03-03", time: 4));

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-04-03", time: 5))));
        Assert.Equal(
            "De tijd dat volhouden nog lukt ging van ‘meer dan twee jaar’ (3 januari en 3 februari 2026) naar ‘zes tot twaalf maanden’ op 3 april 2026.",
            Judge(history.With(Some.Answered("2026-04-03", time: 4)))!.Reason);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_low_answer_that_the_last_talk_knew_is_no_news_when_it_stays_so_or_gets_better(int after)
    {
        var history = Some.History([.. new[] { 6, 6, 6, 2 }.Select((time, month) => Some.Answered($"2026-0{month + 1}-03", time: time))]).Contacted("2026-04-10");

        Assert.Null(Judge(history.With(Some.Answered("2026-05-03", time: after))));
        Assert.Null(Judge(history.With(Some.Answered("2026-05-03", time: after)).With(Some.Answered("2026-06-03", time: after))));
    }

    [Fact]
    public void Two_answers_after_a_talk_that_are_lower_than_it_knew_are_told()
    {
        var history = Some.History(Some.Answered("2026-01-03", time: 6), Some.Answered("2026-02-03", time: 6)).Contacted("2026-02-10")
            .With(Some.Answered("2026-03-03", time: 4));

        Assert.Null(Judge(history));
        Assert.NotNull(Judge(history.With(Some.Answered("2026-04-03", time: 4))));
    }

    [Fact]
    public void A_jump_of_the_self_rated_burden_is_told_as_the_step_that_it_is()
    {
        var history = Some.History([.. new[] { 30, 30, 30, 30, 75, 75 }.Select((burden, month) => Some.Answered($"2026-0{month + 1}-02") with { Values = [new Measured("srb", 1, new ScaleValue("burden", burden, burden, burden, null))] })]);

        Assert.Equal("Het zorgen voelt duidelijk zwaarder: van 30 (gemiddelde van 2 januari en 2 februari 2026) naar 75 van de 100 (2 juni 2026).", Judge(history)?.Reason);
        Assert.Null(TrendRule.Judge(history, new RuleSettings()));
    }

    [Fact]
    public void A_skipped_question_after_two_low_answers_takes_nothing_away()
    {
        var history = Some.History(
            Some.Answered("2026-01-03", time: 6), Some.Answered("2026-02-03", time: 4), Some.Answered("2026-03-03", time: 4), Some.Answered("2026-04-03", csi: 2));

        Assert.Equal(Some.Date("2026-03-03"), Judge(history)?.Day);
    }

    [Fact]
    public void A_rise_that_ends_under_the_middle_does_not_speak()
    {
        Assert.Null(Judge(Csi(0, 0, 4)));
        Assert.NotNull(Judge(Csi(1, 1, 5)));
    }

    [Fact]
    public void Several_changes_are_told_in_one_reason()
    {
        var history = Some.History(
            Some.Answered("2026-01-03", csi: 2, happiness: 8), Some.Answered("2026-04-03", happiness: 5), Some.Answered("2026-07-03", csi: 5, happiness: 5));

        Assert.Equal(
            "De druk steeg van 2 op 3 januari 2026 naar 5 op 3 juli 2026; het gevoel van geluk daalde van 8 op 3 januari 2026 naar 5 op 3 juli 2026.",
            Judge(history)!.Reason);
    }

    [Fact]
    public void A_partly_answered_score_speaks_when_even_its_lowest_value_is_worse()
    {
        var history = Csi(2, 2);

        Assert.Contains("naar minstens 5 op", Judge(history.With(Some.Answered("2026-07-03", csiBetween: (5, 8))))!.Reason, StringComparison.Ordinal);
        Assert.Null(Judge(history.With(Some.Answered("2026-07-03", csiBetween: (4, 8)))));
    }

    [Fact]
    public void An_undetermined_answer_does_not_cancel_the_change_before_it()
    {
        var history = Csi(2, 2, 6);

        Assert.Equal(Some.Date("2026-07-03"), Judge(history.With(Some.Answered("2026-10-03", csiBetween: (3, 9))))!.Day);
        Assert.Null(Judge(history.With(Some.Answered("2026-10-03", csi: 3))));
    }

    [Fact]
    public void A_worse_answer_that_hides_on_which_side_of_the_cut_off_it_is_does_not_take_the_red_away()
    {
        var straddling = Some.Answered("2026-10-03", csiBetween: (5, 9));

        Assert.Equal(Level.Red, Judge(Csi(1, 1, 8).With(straddling))?.Level);
        Assert.Equal(Level.Amber, Judge(Csi(1, 1, 6).With(straddling))?.Level);
        Assert.Equal(Level.Amber, Judge(Csi(1, 1, 1).With(straddling))?.Level);
    }

    [Theory]
    [InlineData(9, 10, Level.Red)]
    [InlineData(10, 11, Level.Red)]
    [InlineData(11, 12, Level.Red)]
    public void A_crossing_stands_while_the_partly_answered_lists_after_it_may_be_as_heavy(int low, int high, Level expected)
    {
        // The start moves from 6 to the mean of 6 and 10, over the cut-off.
        var crossed = Csi(6, 10);

        Assert.Equal(expected, Judge(crossed)?.Level);
        Assert.Equal(expected, Judge(crossed.With(Some.Answered("2026-10-03", csiBetween: (low, high))))?.Level);
    }

    [Theory]
    [InlineData(0, 3, null)]
    [InlineData(2, 5, Level.Amber)]
    [InlineData(3, 6, Level.Amber)]
    [InlineData(4, 7, Level.Red)]
    public void A_partly_answered_list_that_may_be_light_ends_a_rise_only_when_it_is_certainly_light(int low, int high, Level? expected)
    {
        var history = Some.History(
            Some.Answered("2026-01-03", csi: 0, time: 3), Some.Answered("2026-04-03", csiBetween: (8, 9)), Some.Answered("2026-07-03", csiBetween: (low, high)));

        Assert.Equal(expected, Judge(history)?.Level);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(13)]
    public void After_a_contact_a_crossing_since_the_start_is_told_though_it_is_worse_than_at_the_contact_too(int csi)
    {
        var history = Some.History(Some.Answered("2026-01-03", csi: 8)).Contacted("2026-01-10")
            .With(Some.Answered("2026-04-03", csi: 0), Some.Answered("2026-07-03", csi: csi, time: 3));

        Assert.Equal(Level.Red, Judge(history)?.Level);
    }

    [Fact]
    public void After_a_contact_what_was_known_stays_quiet_until_it_is_three_points_worse_than_then()
    {
        var history = Csi(2, 2, 6).Contacted("2026-07-10");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-10-03", csi: 8))));
        Assert.Equal(
            "De druk steeg van 6 (op 3 juli 2026, voor het laatste contact) naar 9 op 3 oktober 2026 (vanaf 7 is de zorg vaak te zwaar).",
            Judge(history.With(Some.Answered("2026-10-03", csi: 9)))!.Reason);
    }

    [Fact]
    public void Who_had_recovered_by_the_contact_and_falls_back_is_compared_with_the_contact()
    {
        var history = Csi(9, 9, 4).Contacted("2026-07-10").With(Some.Answered("2026-10-03", csi: 7));

        Assert.Equal(Level.Red, Judge(history)?.Level);
    }

    [Fact]
    public void A_change_from_the_start_that_came_after_the_contact_speaks_though_small_since_then()
    {
        var history = Csi(2, 2, 4).Contacted("2026-07-10").With(Some.Answered("2026-10-03", csi: 5));

        Assert.Equal(Level.Amber, Judge(history)?.Level);
    }

    [Fact]
    public void On_the_review_day_a_lasting_change_may_speak_again()
    {
        var history = Csi(2, 2, 6).Contacted("2026-07-10", nextOn: "2026-08-10");

        Assert.Null(Judge(history.On("2026-08-09")));
        Assert.NotNull(Judge(history.On("2026-08-10")));
    }

    [Fact]
    public void Answers_to_another_version_of_the_questions_are_not_compared()
    {
        var history = Csi(2, 2, 8);
        var newest = history.Waves[2];
        var changed = history with { Waves = [history.Waves[0], history.Waves[1], newest with { Values = [newest.Values[0] with { Version = 2 }] }] };

        Assert.Null(Judge(changed));
    }

    private static History Csi(params double[] values) => Some.History([.. values.Select((value, quarter) =>
        Some.Answered(Some.Date("2026-01-03").AddMonths(3 * quarter).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), csi: value, time: 3))]);

    private static Finding? Judge(History history) => ChangeRule.Judge(history, new RuleSettings());
}
