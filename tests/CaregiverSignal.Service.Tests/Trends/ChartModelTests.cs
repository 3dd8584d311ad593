using CaregiverSignal.Trends;

namespace CaregiverSignal.Tests.Trends;

public class ChartModelTests
{
    [Fact]
    public void The_table_has_each_check_in_with_its_outcome_in_words()
    {
        var model = Model(Some.Monthly(4, 5, null, 8).WithPartly("2026-05-01", 6, 8), Audience.Coordinator);

        Assert.Equal(["4", "5", "niet ingevuld", "8", "6 tot 8"], model.Rows.Select(row => row.Outcome));
        Assert.Equal("onder de grens, ongeveer hetzelfde", model.Rows[1].InWords);
        Assert.Equal("", model.Rows[2].InWords);
        Assert.Equal("zwaar, duidelijk minder goed dan in het begin", model.Rows[3].InWords);
        Assert.Has("niet alles ingevuld", model.Rows[4].InWords);
    }

    [Fact]
    public void What_missing_answers_leave_open_is_the_coordinators_alone()
    {
        var partly = Some.Monthly(4, 5).WithPartly("2026-03-01", 6, 8);

        Assert.Equal((6, 8), Model(partly, Audience.Coordinator).Waves[2].Bounds);
        Assert.Null(Model(partly).Waves[2].Bounds);
        Assert.Equal("–", Model(partly).Rows[2].Outcome);
    }

    [Fact]
    public void A_list_of_which_nothing_was_answered_is_a_missed_wave()
    {
        var model = Model(Some.Monthly(4, 9).WithPartly("2026-03-01", 0, 13), Audience.Coordinator);

        Assert.Equal((WaveState.Missed, null), (model.Waves[2].State, model.Waves[2].Bounds));
        Assert.Equal(
            "De laatste keer is dit niet ingevuld. 4 op 1 januari 2026, 9 op 1 februari 2026, op een schaal van 0 tot 13.",
            model.Summary
        );
    }

    [Fact]
    public void Answers_in_words_are_told_in_words()
    {
        var series = Some.Monthly(5, 3) with { Instrument = "volhoudtijd", Scale = "time" };

        var model = ChartModel.Of(Some.Perseverance(), Some.ChartName("Volhouden"), series, Audience.Coordinator);

        Assert.Equal(["een tot twee jaar", "een tot zes maanden"], model.Rows.Select(row => row.Outcome));
        Assert.Ends("Op 1 januari 2026: een tot twee jaar. Op 1 februari 2026: een tot zes maanden.", model.Summary);
    }

    [Fact]
    public void Other_words_are_told_while_what_is_compared_goes_on()
    {
        var series = Some.Monthly() with
        {
            Points =
            [
                Worded("2026-01-01", 4, "own-1"),
                Worded("2026-02-01", 4, "own-1"),
                Worded("2026-03-01", 8, "nl-1"),
                Worded("2026-04-01", 8, "nl-1"),
            ],
        };

        var model = Model(series, Audience.Coordinator);

        Assert.Equal(
            "zwaar, duidelijk minder goed dan in het begin, dezelfde vragen, in andere woorden",
            model.Rows[2].InWords
        );
        Assert.Has("4 op 1 januari 2026, 8 op 1 april 2026, op een schaal van 0 tot 13.", model.Rest);
    }

    [Fact]
    public void Values_of_other_numbers_are_not_compared_and_the_sentence_says_so()
    {
        var series = Some.Monthly() with
        {
            Points =
            [
                Worded("2026-01-01", 4, "own-1", "a"),
                Worded("2026-02-01", 4, "own-1", "a"),
                Worded("2026-03-01", 9, "own-1", "b"),
            ],
        };

        var model = Model(series, Audience.Coordinator);

        Assert.Equal(
            "Het cijfer wordt nu anders berekend. Daarom vergelijken wij deze keer niet met eerst.",
            model.Summary
        );
        Assert.Equal("zwaar, eerste keer, het cijfer wordt anders berekend", model.Rows[2].InWords);
    }

    [Fact]
    public void Who_did_not_answer_since_is_not_said_to_have_done_so_the_last_time() =>
        Assert.Has(
            "4 op 1 januari 2026, 9 op 1 februari 2026, op",
            Model(Some.Monthly(4, 9, null), Audience.Coordinator).Summary
        );

    [Fact]
    public void At_the_top_of_the_scale_the_coordinator_reads_that_worse_would_not_show_and_the_caregiver_does_not()
    {
        const string NoRoom = "De uitkomst kan bijna niet slechter. Wordt het nog zwaarder, dan ziet u dat hier niet.";

        var coordinator = Model(Some.Monthly(12, 12, 13), Audience.Coordinator);
        var caregiver = Model(Some.Monthly(12, 12, 13));

        Assert.Equal("Al langere tijd zwaar.", coordinator.Title);
        Assert.Equal(
            $"12 op 1 januari 2026, 13 op 1 maart 2026, op een schaal van 0 tot 13. {NoRoom}",
            coordinator.Rest
        );
        Assert.Lacks("bijna niet", caregiver.Summary);
        Assert.Lacks("bijna niet", Model(Some.Monthly(4, 5), Audience.Coordinator).Summary);
    }

    [Fact]
    public void Of_a_single_answer_the_coordinator_reads_the_outcome()
    {
        Assert.Equal(
            "Dit was de eerste keer. Uitkomst 4, op een schaal van 0 tot 13.",
            Model(Some.Monthly(4), Audience.Coordinator).Summary
        );
        Assert.Equal(
            "Dit was de eerste keer. Antwoord: zes tot twaalf maanden.",
            ChartModel.Of(Some.Perseverance(), Some.ChartName(), Some.Monthly(4), Audience.Coordinator).Summary
        );
    }

    [Fact]
    public void Who_began_at_the_top_cannot_be_called_clearly_heavier_and_the_coordinator_reads_that() =>
        Assert.Ends(
            "Daarom kan hier nooit staan: duidelijk minder goed.",
            Model(Some.Monthly(12, 12, 10), Audience.Coordinator).Summary
        );

    private static Point Worded(string day, double value, string words, string? set = null) =>
        Some.Point(day, value) with
        {
            Wording = words,
            SuppliedSet = set,
        };

    private static ChartModel Model(Series series, Audience audience = Audience.Caregiver) =>
        ChartModel.Of(Some.CsiTotal(), Some.ChartName(), series, audience);
}
