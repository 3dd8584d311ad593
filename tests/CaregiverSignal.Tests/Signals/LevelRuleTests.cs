using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class LevelRuleTests
{
    [Theory]
    [InlineData(7, true)]
    [InlineData(6, false)]
    public void A_strain_score_speaks_from_the_cut_off(double csi, bool speaks)
    {
        var finding = Judge(Some.History(Some.Answered("2026-07-03", csi: csi)));

        Assert.Equal(speaks ? Level.Amber : null, finding?.Level);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(8, false)]
    public void So_does_the_second_burden_scale_from_nine(double edizPlus, bool speaks)
    {
        Assert.Equal(speaks, Judge(Some.History(Some.Answered("2026-07-03", edizPlus: edizPlus))) is not null);
    }

    [Theory]
    [InlineData(9, 4, Level.Amber)]
    [InlineData(9, 3, Level.Red)]
    [InlineData(2, 2, Level.Red)]
    public void A_short_perseverance_time_makes_it_red(double csi, int time, Level expected)
    {
        Assert.Equal(expected, Judge(Some.History(Some.Answered("2026-07-03", csi: csi, time: time)))?.Level);
    }

    [Fact]
    public void Under_six_months_with_a_low_score_raises_nothing()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-07-03", csi: 6, time: 3))));
    }

    [Fact]
    public void The_reason_gives_value_day_and_cut_off()
    {
        var finding = Judge(Some.History(Some.Answered("2026-07-03", csi: 8), Some.Answered("2026-08-03", time: 3)));

        Assert.Equal(Some.Date("2026-08-03"), finding!.Day);
        Assert.Equal(
            "De druk was 8 op 3 juli 2026 (vanaf 7 is de zorg vaak te zwaar); volhouden lukt nog een tot zes maanden, was het antwoord op 3 augustus 2026.",
            finding.Reason);
    }

    [Fact]
    public void A_partly_answered_score_that_is_high_whatever_is_missing_speaks()
    {
        var finding = Judge(Some.History(Some.Answered("2026-07-03", csiBetween: (7, 9))));

        Assert.StartsWith("De druk was minstens 7 op 3 juli 2026", finding!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_missing_items_leave_undetermined_speaks_for_itself_neither_way()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-07-03", csiBetween: (6, 7)))));
        Assert.Null(Judge(Some.History(Some.Answered("2026-04-03", csi: 3), Some.Answered("2026-07-03", csiBetween: (6, 7)))));
    }

    [Fact]
    public void An_undetermined_score_does_not_cancel_the_high_one_before_it_but_a_certainly_low_one_does()
    {
        var high = Some.Answered("2026-04-03", csi: 9);

        Assert.Equal(Some.Date("2026-04-03"), Judge(Some.History(high, Some.Answered("2026-07-03", csiBetween: (5, 8))))!.Day);
        Assert.Null(Judge(Some.History(high, Some.Answered("2026-07-03", csiBetween: (2, 6)))));
    }

    [Fact]
    public void After_a_contact_the_same_state_stays_quiet()
    {
        var history = Some.History(Some.Answered("2026-04-03", csi: 8)).Contacted("2026-04-10");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-07-03", csi: 8))));
        Assert.Null(Judge(history.With(Some.Answered("2026-07-03", csi: 10))));
    }

    [Fact]
    public void An_answer_of_the_contacts_own_day_was_known_then()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-04-03", csi: 8)).Contacted("2026-04-03")));
    }

    [Fact]
    public void After_a_contact_a_reliably_worse_state_speaks_again()
    {
        var history = Some.History(Some.Answered("2026-04-03", csi: 8)).Contacted("2026-04-10");

        Assert.Equal(Level.Amber, Judge(history.With(Some.Answered("2026-07-03", csi: 11)))?.Level);
        Assert.Equal(Level.Red, Judge(history.With(Some.Answered("2026-07-03", time: 3)))?.Level);
    }

    [Theory]
    [InlineData(5, 11, true)]
    [InlineData(7, 11, true)]
    [InlineData(7, 9, false)]
    public void A_partly_answered_score_that_may_be_as_heavy_leaves_the_reliably_worse_one_before_it_standing(int low, int high, bool speaks)
    {
        var history = Some.History(Some.Answered("2026-01-03", csi: 7)).Contacted("2026-01-10")
            .With(Some.Answered("2026-04-03", csi: 11), Some.Answered("2026-07-03", csiBetween: (low, high)));

        Assert.Equal(speaks, Judge(history) is not null);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void What_gets_better_only_now_makes_no_news_of_what_was_known(int time)
    {
        var history = Some.History(Some.Answered("2026-01-03", edizPlus: 15, time: 3)).Contacted("2026-01-10")
            .With(Some.Answered("2026-04-03", edizPlus: 6), Some.Answered("2026-07-03", edizPlus: 15, time: time));

        Assert.Null(Judge(history));
    }

    [Fact]
    public void What_was_better_by_every_answer_and_came_back_is_news()
    {
        var history = Some.History(Some.Answered("2026-01-03", edizPlus: 15, time: 3)).Contacted("2026-01-10")
            .With(Some.Answered("2026-04-03", edizPlus: 6, time: 5), Some.Answered("2026-07-03", edizPlus: 15, time: 5));

        Assert.NotNull(Judge(history));
    }

    [Fact]
    public void After_a_contact_about_something_else_a_new_high_score_speaks()
    {
        var low = Some.History(Some.Answered("2026-04-03", csi: 5)).Contacted("2026-04-10");
        var shortOnly = Some.History(Some.Answered("2026-04-03", time: 2)).Contacted("2026-04-10");

        Assert.NotNull(Judge(low.With(Some.Answered("2026-07-03", csi: 7))));
        Assert.NotNull(Judge(shortOnly.With(Some.Answered("2026-07-03", csi: 9, time: 5))));
    }

    [Theory]
    [InlineData("2026-05-09", false)]
    [InlineData("2026-05-10", true)]
    public void On_the_review_day_the_same_state_may_speak_again(string today, bool speaks)
    {
        var history = Some.History(Some.Answered("2026-04-03", csi: 8)).Contacted("2026-04-10", nextOn: "2026-05-10").On(today);

        Assert.Equal(speaks, Judge(history) is not null);
    }

    [Fact]
    public void Only_the_last_contacts_review_day_counts()
    {
        var history = Some.History(Some.Answered("2026-04-03", csi: 8))
            .Contacted("2026-04-10", nextOn: "2026-05-10")
            .Contacted("2026-05-11");

        Assert.Null(Judge(history.On("2026-06-01")));
    }

    [Theory]
    [InlineData(6, Level.Amber)]
    [InlineData(7, Level.Red)]
    public void Seven_things_that_weigh_at_once_are_red_and_named(int things, Level expected)
    {
        var finding = Judge(Some.History(Weighing(things, "2026-01-03")));

        Assert.Equal(expected, finding?.Level);
        if (expected == Level.Red)
        {
            Assert.Contains("samen wegen 7 dingen zwaar: slecht slapen, alles is te veel, veel druk, weinig geluk, psychische klachten, lichamelijke klachten en geen hulp", finding!.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void How_long_one_can_go_on_is_no_eighth_thing()
    {
        Assert.Equal(Level.Red, Judge(Some.History(Weighing(6, "2026-01-03", time: 3)))?.Level);
        Assert.DoesNotContain("samen wegen", Judge(Some.History(Weighing(6, "2026-01-03", time: 3)))!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_weighs_together_is_told_again_a_third_of_a_year_after_a_talk_when_an_answer_since_says_so()
    {
        var talked = Some.History(Weighing(7, "2026-01-03")).Contacted("2026-01-10");
        var answered = talked.With(Weighing(7, "2026-04-03"));

        Assert.Null(Judge(answered.On("2026-05-10")));
        Assert.Equal(Level.Red, Judge(answered.On("2026-05-11"))?.Level);
        Assert.Null(Judge(talked.On("2026-05-11")));
        Assert.Null(Judge(Some.History(Weighing(7, "2026-01-03")).Contacted("2026-01-10", nextOn: "2026-08-01").With(Weighing(7, "2026-04-03")).On("2026-05-11")));
    }

    [Fact]
    public void Each_thing_that_can_weigh_has_its_words()
    {
        string[] keys = ["sleep", "overwhelmed", "csi", "csi-rise", "ediz-plus", "happiness", "mental", "physical", "support", "less-support", "own-health"];

        Assert.All(keys, key => Assert.NotEqual($"Together.{key}", Texts.Of("Signals.Reasons")[$"Together.{key}"]));
    }

    private static Wave Weighing(int things, string day, int? time = null)
    {
        Func<Wave, Wave>[] all =
        [
            it => it.Yes("sleep"), it => it.Yes("overwhelmed"), it => it, it => it.Happiness(3), it => it.Saying("carerqol", "mental", 2),
            it => it.Saying("carerqol", "physical", 2), it => it.Saying("carerqol", "support", 0),
        ];
        return all.Take(things).Aggregate(Some.Answered(day, csi: 8, time: time), (wave, add) => add(wave));
    }

    private static Finding? Judge(History history) => LevelRule.Judge(history, new RuleSettings());
}
