using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class ItemRuleTests
{
    [Fact]
    public void Too_much_and_bad_sleep_together_are_amber_under_any_total()
    {
        var finding = Judge(Some.History(Some.Answered("2026-06-01", csi: 2).Yes("sleep", "overwhelmed")));

        Assert.Equal((SignalKind.Item, Level.Amber, Some.Date("2026-06-01")), (finding!.Kind, finding.Level, finding.Day));
        Assert.Equal(
            "Het zorgen wordt helemaal te veel (antwoord van 1 juni 2026); slaapt slecht door het zorgen (antwoord van 1 juni 2026).", finding.Reason);
    }

    [Fact]
    public void One_of_them_is_not_enough()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-06-01", csi: 6).Yes("sleep").No("overwhelmed"))));
        Assert.Null(Judge(Some.History(Some.Answered("2026-06-01", csi: 6).Yes("overwhelmed").No("sleep"))));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Very_bad_speaks_and_bad_does_not(int going, bool speaks)
    {
        var finding = Judge(Some.History(Some.Answered("2026-06-01").Going(going)));

        Assert.Equal(speaks ? "Zei op 1 juni 2026 dat het heel slecht gaat." : null, finding?.Reason);
    }

    [Fact]
    public void No_help_twice_running_speaks()
    {
        var finding = Judge(Some.History(Some.Answered("2026-03-01").Saying("carerqol", "support", 0), Some.Answered("2026-06-01").Saying("carerqol", "support", 0)));

        Assert.Equal("Kreeg twee keer achter elkaar geen hulp bij het zorgen (antwoorden van 1 maart en 1 juni 2026).", finding!.Reason);
    }

    [Fact]
    public void No_help_once_or_with_some_in_between_does_not()
    {
        var none = Some.Answered("2026-03-01").Saying("carerqol", "support", 0);

        Assert.Null(Judge(Some.History(none)));
        Assert.Null(Judge(Some.History(none, Some.Answered("2026-06-01").Saying("carerqol", "support", 1), Some.Answered("2026-09-01").Saying("carerqol", "support", 0))));
    }

    [Fact]
    public void A_small_life_that_is_content_is_left_alone_without_help()
    {
        // C-18.
        Assert.Null(Judge(Some.History(Content("2026-03-01"), Content("2026-06-01"), Content("2026-09-01"))));
    }

    [Fact]
    public void It_is_not_once_something_else_tells()
    {
        Assert.NotNull(Judge(Some.History(Content("2026-03-01"), Content("2026-06-01").Yes("sleep"))));
        Assert.NotNull(Judge(Some.History(Content("2026-03-01"), Some.Answered("2026-06-01", csi: 5).Saying("carerqol", "support", 0))));
    }

    [Theory]
    [InlineData("mental")]
    [InlineData("physical")]
    public void No_help_beside_much_trouble_of_mind_or_body_speaks_and_beside_some_does_not(string item)
    {
        var alone = Some.Answered("2026-06-01").Saying("carerqol", "support", 0);

        Assert.NotNull(Judge(Some.History(alone.Saying("carerqol", item, 2))));
        Assert.Null(Judge(Some.History(alone.Saying("carerqol", item, 1))));
        Assert.Null(Judge(Some.History(Some.Answered("2026-06-01").Saying("carerqol", "support", 1).Saying("carerqol", item, 2))));
    }

    [Theory]
    [InlineData("2026-03-01", true)]
    [InlineData("2026-02-28", false)]
    public void Bad_sleep_around_a_fall_speaks_though_the_total_is_moderate(string fall, bool speaks)
    {
        // C-01 (e).
        var history = Some.History(Some.Answered("2026-06-01", csi: 4).Yes("sleep")).Happened(fall, "Fall");

        Assert.Equal(speaks, Judge(history) is not null);
    }

    [Fact]
    public void A_skipped_question_leaves_the_last_answer_standing()
    {
        var history = Some.History(Some.Answered("2026-03-01").Yes("sleep", "overwhelmed"), Some.Answered("2026-06-01").Yes("overwhelmed"));

        Assert.NotNull(Judge(history));
        Assert.NotNull(Judge(history.With(Some.Missed("2026-07-01"))));
        Assert.Null(Judge(history.With(Some.Answered("2026-07-01").No("sleep"))));
        Assert.Null(Judge(Some.History()));
    }

    [Fact]
    public void After_a_contact_the_same_answers_stay_quiet_until_the_review_day_and_new_ones_speak()
    {
        var known = Some.Answered("2026-03-01").Yes("sleep", "overwhelmed");
        var history = Some.History(known).Contacted("2026-03-10", nextOn: "2026-09-10");

        Assert.Null(Judge(history.With(Some.Answered("2026-06-01").Yes("sleep", "overwhelmed"))));
        Assert.NotNull(Judge(history.With(Some.Answered("2026-06-01").Going(1))));
        Assert.NotNull(Judge(history.On("2026-09-10")));
    }

    private static Wave Content(string day) => Some.Answered(day, csi: 2, time: 6, happiness: 8).Support(14).Saying("carerqol", "support", 0).Going(4);

    private static Finding? Judge(History history) => ItemRule.Judge(history, new RuleSettings());
}
