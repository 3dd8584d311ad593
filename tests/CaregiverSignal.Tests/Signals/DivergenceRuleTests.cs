using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class DivergenceRuleTests
{
    [Fact]
    public void Saying_that_it_goes_well_beside_sleeplessness_and_loneliness_is_amber()
    {
        // C-01 (f).
        var finding = Judge(Some.History(Some.Answered("2026-06-01", csi: 4).Yes("sleep").Missing(20).Going(4)));

        Assert.Equal((SignalKind.Divergence, Level.Amber, Some.Date("2026-06-01")), (finding!.Kind, finding.Level, finding.Day));
        Assert.Equal(
            "Zei op 1 juni 2026 dat het goed gaat, maar andere antwoorden zijn zwaarder: slaapt slecht door het zorgen (antwoord van 1 juni 2026); mist steun van anderen (antwoord van 1 juni 2026).",
            finding.Reason);
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, Level.Amber)]
    [InlineData(5, Level.Amber)]
    public void It_speaks_from_the_answer_well(int going, Level? expected)
    {
        Assert.Equal(expected, Judge(Some.History(Some.Answered("2026-06-01").Yes("sleep", "overwhelmed").Going(going)))?.Level);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void One_bad_night_is_one_thing_also_where_it_is_part_of_the_score(double csi)
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-06-01", csi: csi).Yes("sleep").Going(4))));
    }

    [Fact]
    public void A_middle_score_counts_once_the_bad_night_is_taken_out_of_it()
    {
        var finding = Judge(Some.History(Some.Answered("2026-06-01", csi: 6).Yes("sleep").Going(4)));

        Assert.EndsWith("slaapt slecht door het zorgen (antwoord van 1 juni 2026); de druk was 6 op 1 juni 2026.", finding!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, Level.Red)]
    [InlineData(4, null)]
    public void Under_six_months_makes_it_red(int time, Level? expected)
    {
        Assert.Equal(expected, Judge(Some.History(Some.Answered("2026-06-01", csi: 2, time: time).Yes("sleep").Going(4)))?.Level);
    }

    [Fact]
    public void A_rising_score_under_a_steady_I_manage_speaks_and_lists_the_claims()
    {
        // C-05.
        var finding = Judge(Some.History(
            Some.Answered("2026-01-01", csi: 2).Going(4), Some.Answered("2026-04-01", csi: 3).Going(4), Some.Answered("2026-07-01", csi: 6).Going(4)));

        Assert.Equal(
            "Zei op 1 januari, 1 april en 1 juli 2026 dat het goed gaat, maar andere antwoorden zijn zwaarder: de druk was 6 op 1 juli 2026; de druk steeg van 2,5 (gemiddelde van 1 januari en 1 april 2026) naar 6 op 1 juli 2026.",
            finding!.Reason);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Low_happiness_counts_up_to_four(double happiness, bool speaks)
    {
        Assert.Equal(speaks, Judge(Some.History(Some.Answered("2026-06-01", happiness: happiness).Yes("sleep").Going(4))) is not null);
    }

    [Fact]
    public void Fallen_happiness_counts_though_it_is_not_low()
    {
        var history = Some.History(Some.Answered("2026-03-01", happiness: 9).Going(5), Some.Answered("2026-06-01", happiness: 7).Yes("sleep").Going(4));

        Assert.NotNull(Judge(history));
    }

    [Theory]
    [InlineData("mental")]
    [InlineData("physical")]
    public void Much_trouble_of_mind_or_body_counts_and_some_does_not(string item)
    {
        var wave = Some.Answered("2026-06-01").Yes("sleep").Going(4);

        Assert.NotNull(Judge(Some.History(wave.Saying("carerqol", item, 2))));
        Assert.Null(Judge(Some.History(wave.Saying("carerqol", item, 1))));
    }

    [Fact]
    public void An_own_illness_or_a_fall_counts_for_half_a_year()
    {
        var history = Some.History(Some.Answered("2026-06-01").Yes("sleep").Going(4)).Happened("2026-05-01", "Fall", by: "professional");

        Assert.NotNull(Judge(history));
        Assert.NotNull(Judge(history.On("2026-10-30")));
        Assert.Null(Judge(history.On("2026-10-31")));
    }

    [Fact]
    public void Satisfaction_takes_nothing_away()
    {
        // C-20.
        var wave = Some.Answered("2026-06-01", csi: 9, happiness: 10).Yes("sleep").Saying("carerqol", "fulfilment", 2).Going(5);

        Assert.NotNull(Judge(Some.History(wave)));
    }

    [Fact]
    public void Somebody_content_with_little_support_is_left_alone()
    {
        // C-18.
        var wave = Some.Answered("2026-06-01", csi: 2, time: 6, happiness: 8).Support(14).Saying("carerqol", "support", 0).No("sleep", "overwhelmed").Going(4);

        Assert.Null(Judge(Some.History(wave)));
    }

    [Fact]
    public void Skipping_a_question_leaves_the_last_answer_standing()
    {
        var told = Some.Answered("2026-03-01").Yes("sleep", "overwhelmed").Going(4);

        Assert.NotNull(Judge(Some.History(told, Some.Answered("2026-06-01").Going(5))));
        Assert.NotNull(Judge(Some.History(told, Some.Answered("2026-06-01").Yes("sleep"))));
        Assert.NotNull(Judge(Some.History(told, Some.Missed("2026-06-01"))));
        Assert.Null(Judge(Some.History(told, Some.Answered("2026-06-01").No("sleep").Going(4))));
    }

    [Fact]
    public void Without_the_general_question_nothing_contradicts()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-06-01").Yes("sleep", "overwhelmed"))));
        Assert.Null(Judge(Some.History(Some.Answered("2026-06-01").Going(5))));
        Assert.Null(Judge(Some.History()));
    }

    [Fact]
    public void After_a_contact_the_same_answers_and_one_more_stay_quiet()
    {
        var history = Some.History(Some.Answered("2026-03-01").Yes("sleep", "overwhelmed").Going(4)).Contacted("2026-03-10");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-06-01").Yes("sleep", "overwhelmed").Saying("carerqol", "mental", 2).Going(4))));
    }

    [Fact]
    public void After_a_contact_two_new_things_or_a_short_time_speak()
    {
        var history = Some.History(Some.Answered("2026-03-01", time: 6).Yes("sleep", "overwhelmed").Going(4)).Contacted("2026-03-10");
        var next = Some.Answered("2026-06-01").Going(4);

        Assert.NotNull(Judge(history.With(next.Saying("carerqol", "mental", 2).Saying("carerqol", "physical", 2))));
        Assert.Equal(Level.Red, Judge(history.With(Some.Answered("2026-06-01", time: 3).Going(4)))?.Level);
    }

    [Fact]
    public void Answers_known_at_a_contact_do_not_speak_because_somebody_now_says_that_it_goes_well()
    {
        var history = Some.History(Some.Answered("2026-03-01").Yes("sleep", "overwhelmed").Going(2)).Contacted("2026-03-10");

        Assert.Null(Judge(history.With(Some.Answered("2026-06-01").Going(4))));
    }

    [Theory]
    [InlineData("2026-04-09", false)]
    [InlineData("2026-04-10", true)]
    public void On_the_review_day_the_same_answers_may_speak_again(string today, bool speaks)
    {
        var history = Some.History(Some.Answered("2026-03-01").Yes("sleep", "overwhelmed").Going(4)).Contacted("2026-03-10", nextOn: "2026-04-10");

        Assert.Equal(speaks, Judge(history.On(today)) is not null);
    }

    private static Finding? Judge(History history) => DivergenceRule.Judge(history, new RuleSettings());
}
