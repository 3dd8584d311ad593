using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class SupportRuleTests
{
    [Theory]
    [InlineData(25, true)]
    [InlineData(26, false)]
    public void A_clear_fall_speaks_without_any_burden(double total, bool speaks)
    {
        // C-14.
        var history = Some.History(Some.Answered("2026-01-01", csi: 2).Support(32), Some.Answered("2026-07-01", csi: 2).Support(total));

        Assert.Equal(speaks, Judge(history) is not null);
    }

    [Fact]
    public void The_reason_gives_both_values_and_days()
    {
        var finding = Judge(Some.History(Some.Answered("2026-01-01").Support(34), Some.Answered("2026-07-01").Support(24)));

        Assert.Equal((SignalKind.Support, Level.Amber, Some.Date("2026-07-01")), (finding!.Kind, finding.Level, finding.Day));
        Assert.Equal("De steun van anderen daalde van 34 op 1 januari 2026 naar 24 op 1 juli 2026.", finding.Reason);
    }

    [Fact]
    public void Visits_that_dry_up_over_three_answers_speak_while_the_score_is_low()
    {
        // C-09.
        var history = Some.History(
            Some.Answered("2025-07-01", csi: 3).Support(31), Some.Answered("2026-01-01", csi: 4).Support(28), Some.Answered("2026-07-01", csi: 3).Support(26));

        Assert.Equal(
            "De steun van anderen werd steeds minder: 31, 28 en 26 (op 1 juli 2025, 1 januari en 1 juli 2026).", Judge(history)!.Reason);
    }

    [Theory]
    [InlineData(31, 28, 28)]
    [InlineData(31, 30, 28)]
    [InlineData(28, 29, 26)]
    public void A_smaller_fall_or_one_that_pauses_does_not(double first, double second, double third)
    {
        Assert.Null(Judge(Some.History(
            Some.Answered("2025-07-01").Support(first), Some.Answered("2026-01-01").Support(second), Some.Answered("2026-07-01").Support(third))));
    }

    [Theory]
    [InlineData(28, 4, true)]
    [InlineData(29, 4, false)]
    [InlineData(28, 3, false)]
    public void Two_small_changes_speak_when_support_falls_while_the_score_rises(double support, double csi, bool speaks)
    {
        var history = Some.History(Some.Answered("2026-01-01", csi: 2).Support(32), Some.Answered("2026-07-01", csi: csi).Support(support));

        Assert.Equal(speaks, Judge(history) is not null);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(18, false)]
    public void Missing_support_by_their_own_account_speaks_from_nineteen(double missing, bool speaks)
    {
        Assert.Equal(speaks, Judge(Some.History(Some.Answered("2026-07-01").Missing(missing))) is not null);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void Help_that_went_from_much_to_none_speaks_and_one_step_does_not(int first, bool speaks)
    {
        var history = Some.History(Some.Answered("2026-01-01").Saying("carerqol", "support", first), Some.Answered("2026-07-01").Saying("carerqol", "support", 0));

        Assert.Equal(speaks ? "Kreeg op 1 januari 2026 nog veel hulp bij het zorgen, en op 1 juli 2026 geen hulp meer." : null, Judge(history)?.Reason);
    }

    [Fact]
    public void A_small_network_that_stays_as_it_is_never_speaks()
    {
        // C-18: three years, every half year, with the noise of answering.
        double[] totals = [15, 13, 16, 14, 15, 13, 14];
        var waves = totals.Select((total, place) =>
            Some.Answered(Some.Date("2023-01-01").AddMonths(6 * place).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), csi: 2, happiness: 8)
                .Support(total).Missing(10).Saying("carerqol", "support", 0)).ToArray();

        Assert.All(Enumerable.Range(1, waves.Length), count => Assert.Null(Judge(Some.History(waves[..count]))));
    }

    [Fact]
    public void Without_an_earlier_answer_or_without_answers_nothing_fell()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-07-01", csi: 9).Support(12))));
        Assert.Null(Judge(Some.History(Some.Answered("2026-01-01").Support(34), Some.Missed("2026-07-01"))));
        Assert.Null(Judge(Some.History()));
    }

    [Fact]
    public void A_missed_check_in_after_it_takes_nothing_away()
    {
        var history = Some.History(Some.Answered("2026-01-01").Support(34), Some.Answered("2026-07-01").Support(24), Some.Missed("2027-01-01"));

        Assert.NotNull(Judge(history));
    }

    [Fact]
    public void After_a_contact_only_a_further_fall_or_new_loneliness_speaks()
    {
        var history = Some.History(Some.Answered("2026-01-01").Support(34), Some.Answered("2026-07-01").Support(24).Missing(20)).Contacted("2026-07-10");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2027-01-01").Support(22).Missing(22))));
        Assert.NotNull(Judge(history.With(Some.Answered("2027-01-01").Support(17))));
        Assert.NotNull(Judge(Some.History(Some.Answered("2026-07-01")).Contacted("2026-07-10").With(Some.Answered("2027-01-01").Missing(20))));
    }

    [Fact]
    public void After_a_contact_three_lower_answers_count_from_the_one_known_then()
    {
        var history = Some.History(
            Some.Answered("2025-01-01").Support(31), Some.Answered("2025-07-01").Support(29), Some.Answered("2026-01-01").Support(27)).Contacted("2026-01-10");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-07-01").Support(25))));
        Assert.NotNull(Judge(history.With(Some.Answered("2026-07-01").Support(25), Some.Answered("2027-01-01").Support(23))));
    }

    [Fact]
    public void On_the_review_day_it_may_speak_again()
    {
        var history = Some.History(Some.Answered("2026-01-01").Support(34), Some.Answered("2026-07-01").Support(24)).Contacted("2026-07-10", nextOn: "2026-09-10");

        Assert.Null(Judge(history.On("2026-09-09")));
        Assert.NotNull(Judge(history.On("2026-09-10")));
    }

    private static Finding? Judge(History history) => SupportRule.Judge(history, new RuleSettings());
}
