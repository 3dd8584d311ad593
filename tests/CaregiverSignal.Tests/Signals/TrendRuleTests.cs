using System.Globalization;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals;
using CaregiverSignal.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Signals;

public class TrendRuleTests
{
    [Fact]
    public void A_rise_over_three_check_ins_without_one_clear_step_is_amber()
    {
        // L-58: 2, 4, 5 over three check-ins.
        var finding = Judge(Csi(2, 4, 5));

        Assert.Equal((SignalKind.Trend, Level.Amber, Some.Date("2026-07-03")), (finding!.Kind, finding.Level, finding.Day));
        Assert.Equal(
            "Sinds 3 januari 2026 wordt het zorgen langzaam zwaarder: de druk ging van ongeveer 2 naar ongeveer 5 van de 13, in 3 metingen tot 3 juli 2026.",
            finding.Reason);
    }

    [Theory]
    [InlineData(new double[] { 2, 4 })]
    [InlineData(new double[] { 2, 4, 4 })]
    [InlineData(new double[] { 5, 6, 7 })]
    [InlineData(new double[] { 3, 3, 3, 3, 3, 3 })]
    [InlineData(new double[] { 9, 9, 9, 9, 9 })]
    [InlineData(new double[] { 9, 7, 6, 5 })]
    [InlineData(new double[] { 3, 5, 3, 5, 3, 5 })]
    public void Too_early_too_little_level_better_or_up_and_down_raises_nothing(double[] values)
    {
        Assert.Null(Judge(Csi(values)));
    }

    [Fact]
    public void What_the_change_rule_tells_is_not_told_twice()
    {
        Assert.Equal([SignalKind.Change], Kinds(Csi(2, 4, 6)));
        Assert.Equal([SignalKind.Trend], Kinds(Csi(2, 4, 5)));
        Assert.Equal([SignalKind.Level], Kinds(Csi(5, 7)));
    }

    [Fact]
    public void Who_was_better_and_slides_back_is_seen_though_the_start_was_as_heavy()
    {
        Assert.Equal([SignalKind.Trend], Kinds(Csi(6, 6, 4, 3, 2, 3, 4, 6)));
    }

    [Fact]
    public void A_missed_check_in_and_a_late_answer_in_between_do_not_hide_it()
    {
        var history = Some.History(
            Some.Answered("2026-01-03", csi: 2), Some.Missed("2026-04-03"), Some.Answered("2026-07-14", csi: 4), Some.Answered("2026-10-03", csi: 5));

        Assert.NotNull(Judge(history));
    }

    [Fact]
    public void Questions_left_open_since_end_it_only_when_even_their_worst_would()
    {
        var history = Csi(2, 4, 5);

        Assert.NotNull(Judge(history.With(Some.Answered("2026-10-03", csiBetween: (1, 9)))));
        Assert.Null(Judge(history.With(Some.Answered("2026-10-03", csiBetween: (0, 2)))));
        Assert.Null(Judge(Csi(2, 4).With(Some.Answered("2026-10-03", csiBetween: (4, 9)))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_trend_that_one_such_list_has_ended_is_not_brought_back_by_the_next(int high)
    {
        var ended = Csi(0, 0, 1, 4).With(Some.Answered("2027-01-03", csiBetween: (0, 1)));

        Assert.Null(Judge(ended));
        Assert.Null(Judge(ended.With(Some.Answered("2027-04-03", csiBetween: (0, high)))));
    }

    [Fact]
    public void Answers_to_another_version_of_the_questions_are_not_put_on_one_line()
    {
        var history = Csi(2, 4, 5);
        var newest = history.Waves[2];

        Assert.Null(Judge(history with { Waves = [.. history.Waves.Take(2), newest with { Values = [newest.Values[0] with { Version = 2 }] }] }));
    }

    [Fact]
    public void Answers_of_more_than_a_year_before_the_newest_do_not_count()
    {
        Assert.NotNull(Judge(Some.History(Some.Answered("2025-12-03", csi: 2), Some.Answered("2026-06-03", csi: 4), Some.Answered("2026-12-20", csi: 5))));
        Assert.Null(Judge(Some.History(Some.Answered("2025-11-03", csi: 2), Some.Answered("2026-06-03", csi: 4), Some.Answered("2026-12-20", csi: 5))));
    }

    [Fact]
    public void Happiness_burden_and_time_have_sentences_of_their_own()
    {
        Assert.Equal(
            "Sinds 3 januari 2026 daalt het gevoel van geluk langzaam: van ongeveer 8 naar ongeveer 5 van de 10, in 3 metingen tot 3 juli 2026.",
            Judge(Quarterly(day => Some.Answered(day.Text, happiness: 8 - (day.Place * (day.Place + 1) / 2))))!.Reason);
        Assert.Equal(
            "Sinds 3 januari 2026 wordt de tijd dat volhouden nog lukt langzaam korter: van ‘een tot twee jaar’ naar ‘een tot zes maanden’, in 3 metingen tot 3 juli 2026.",
            Judge(Quarterly(day => Some.Answered(day.Text, time: 5 - day.Place)))!.Reason);
        Assert.Equal(
            "Sinds 3 januari 2026 voelt het zorgen langzaam zwaarder: van ongeveer 30 naar ongeveer 70 van de 100, in 3 metingen tot 3 juli 2026.",
            Judge(Quarterly(day => Burden(day.Text, 30 + 20 * day.Place)))!.Reason);
    }

    [Fact]
    public void Several_measures_are_told_in_one_reason()
    {
        var reason = Judge(Quarterly(day => Some.Answered(day.Text, csi: day.Place == 0 ? 2 : 3 + day.Place, happiness: 8 - (day.Place * (day.Place + 1) / 2))))!.Reason;

        Assert.StartsWith("Sinds 3 januari 2026 wordt het zorgen langzaam zwaarder: ", reason, StringComparison.Ordinal);
        Assert.Contains("; sinds 3 januari 2026 daalt het gevoel van geluk langzaam: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_content_whose_burden_creeps_is_told_all_the_same()
    {
        Assert.NotNull(Judge(Quarterly(day => Some.Answered(day.Text, csi: day.Place == 0 ? 2 : 3 + day.Place, happiness: 9))));
        Assert.Null(Judge(Quarterly(day => Some.Answered(day.Text, csi: 2, happiness: 9, time: 6))));
    }

    [Fact]
    public void A_list_that_was_skipped_since_takes_nothing_away()
    {
        var history = Quarterly(day => Some.Answered(day.Text, csi: day.Place == 0 ? 2 : 3 + day.Place));

        Assert.NotNull(Judge(history.With(Some.Answered("2026-10-03", csiBetween: (0, 13)))));
        Assert.NotNull(Judge(history.With(Some.Answered("2026-10-03", csiBetween: (2, 5)))));
        Assert.Null(Judge(history.With(Some.Answered("2026-10-03", csiBetween: (0, 2)))));
    }

    [Fact]
    public void After_a_contact_the_same_trend_stays_quiet_until_the_review_day()
    {
        var history = Csi(2, 4, 5).Contacted("2026-07-10", nextOn: "2026-11-01");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-10-03", csi: 5))));
        Assert.NotNull(Judge(history.With(Some.Answered("2026-10-03", csi: 5)).On("2026-11-01")));
    }

    [Fact]
    public void After_a_contact_that_knew_a_change_the_same_heavy_answers_make_no_trend()
    {
        Assert.Null(Judge(Csi(2, 2, 6).Contacted("2026-07-10").With(Some.Answered("2026-10-03", csi: 6), Some.Answered("2027-01-03", csi: 6))));
    }

    [Fact]
    public void A_trend_that_only_shows_after_the_contact_speaks()
    {
        Assert.NotNull(Judge(Csi(2, 4).Contacted("2026-04-10").With(Some.Answered("2026-07-03", csi: 5))));
    }

    [Fact]
    public void Another_start_of_all_days_moves_the_finding_by_as_much()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history => Judge(Moved(history, 400))?.Day == Judge(history)?.Day.AddDays(400)));
    }

    [Fact]
    public void The_order_of_the_check_ins_does_not_matter()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history => Rules.Judge(history with { Waves = [.. history.Waves.Reverse()] }, new RuleSettings())
            .SequenceEqual(Rules.Judge(history, new RuleSettings()))));
    }

    [Fact]
    public void A_worse_last_answer_never_takes_the_signal_away_nor_lowers_it()
    {
        var cases = from history in Histories()
                    from more in Gen.Choose(1, 6)
                    select (history, more);

        Holds(Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var last = it.history.Waves[^1];
            var worse = Math.Min(13, last.Values[0].Value.Value!.Value + it.more);
            var heavier = it.history with { Waves = [.. it.history.Waves.SkipLast(1), Some.Answered(Text(last.AskedOn), csi: worse)] };

            return Strength(heavier) >= Strength(it.history);
        }));
    }

    [Fact]
    public void Who_always_answers_the_same_is_never_told()
    {
        Holds(Prop.ForAll(Histories().ToArbitrary(), history =>
            Judge(history with { Waves = [.. history.Waves.Select(wave => Some.Answered(Text(wave.AskedOn), csi: 6, happiness: 5, time: 4))] }) is null));
    }

    private static Finding? Judge(History history) => TrendRule.Judge(history, new RuleSettings());

    private static IEnumerable<SignalKind> Kinds(History history) => Rules.Judge(history, new RuleSettings()).Select(finding => finding.Kind);

    private static int Strength(History history) =>
        Rules.Judge(history, new RuleSettings()).Select(finding => (int)finding.Level + 1).DefaultIfEmpty(0).Max();

    private static History Csi(params double[] values) => Some.History([.. values.Select((value, quarter) => Some.Answered(Day(quarter), csi: value))]);

    private static History Quarterly(Func<(string Text, int Place), Wave> wave) => Some.History([.. Enumerable.Range(0, 3).Select(place => wave((Day(place), place)))]);

    private static Wave Burden(string day, double value) =>
        Some.Answered(day) with { Values = [new Measured("srb", 1, new ScaleValue("burden", value, value, value, null))] };

    private static string Day(int quarter) => Text(Some.Date("2026-01-03").AddMonths(3 * quarter));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static History Moved(History history, int days) => history with
    {
        Today = history.Today.AddDays(days),
        Waves = [.. history.Waves.Select(wave => wave with
        {
            AskedOn = wave.AskedOn.AddDays(days),
            ClosesOn = wave.ClosesOn.AddDays(days),
            AnsweredOn = wave.AnsweredOn?.AddDays(days),
        })],
    };

    // Small steps upwards, or there would hardly be a trend among them. All within ten months, or the length of months would matter to a moved window.
    private static Gen<History> Histories() =>
        from count in Gen.Choose(3, 6)
        from steps in Gen.Choose(-1, 2).ListOf(count)
        from days in Gen.Choose(20, 50).ListOf(count)
        select Some.History([.. steps.Select((_, place) => Some.Answered(
            Text(Some.Date("2026-01-03").AddDays(days.Take(place + 1).Sum())), csi: 2 + Math.Max(0, steps.Take(place + 1).Sum())))]);

    private static void Holds(Property property) => Law.Holds(property, LongRun.Of(small: 1000, large: 100_000));
}
