using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class SilenceRuleTests
{
    [Fact]
    public void Two_missed_check_ins_by_someone_who_used_to_answer_are_amber()
    {
        var finding = Judge(Some.History(Some.Answered("2026-01-01", csi: 3), Some.Missed("2026-02-01"), Some.Missed("2026-03-01")));

        Assert.Equal((SignalKind.Silence, Level.Amber, Some.Date("2026-03-01")), (finding!.Kind, finding.Level, finding.Day));
        Assert.Equal(
            "Vulde 2 vragenlijsten achter elkaar niet in (van 1 februari en 1 maart 2026); het laatste antwoord kwam op 1 januari 2026.",
            finding.Reason);
    }

    [Fact]
    public void One_is_not_enough()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-01-01", csi: 6), Some.Missed("2026-02-01"))));
    }

    [Fact]
    public void After_a_high_score_one_missed_check_in_is_told_and_a_second_is_red()
    {
        var history = Some.History(Some.Answered("2026-01-01", csi: 8), Some.Missed("2026-02-01"));
        var finding = Judge(history);

        Assert.NotNull(finding);
        Assert.Equal(Level.Amber, finding.Level);
        Assert.Equal(Level.Red, Judge(history.With(Some.Missed("2026-03-01")))?.Level);
        Assert.Equal(
            "Vulde de vragenlijst van 1 februari 2026 niet in; het laatste antwoord kwam op 1 januari 2026; de druk was 8 op 1 januari 2026 (vanaf 7 is de zorg vaak te zwaar).",
            finding.Reason);
    }

    [Fact]
    public void One_missed_check_in_after_answers_that_were_red_is_red()
    {
        Assert.Equal(Level.Red, Judge(Some.History(Some.Answered("2026-01-01", csi: 8, time: 3), Some.Missed("2026-02-01")))?.Level);
    }

    [Fact]
    public void A_high_score_before_the_last_answers_makes_a_silence_red_and_no_sooner()
    {
        var history = Some.History(Some.Answered("2026-01-01", csi: 8), Some.Answered("2026-02-01", time: 5), Some.Missed("2026-03-01"));

        Assert.Null(Judge(history));
        Assert.Equal(Level.Red, Judge(history.With(Some.Missed("2026-04-01")))?.Level);
    }

    [Fact]
    public void A_check_in_whose_window_is_not_past_is_not_missed()
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-01-01", csi: 8), Some.Open("2026-02-01"))));
        Assert.Null(Judge(Some.History(Some.Answered("2026-01-01"), Some.Missed("2026-02-01"), Some.Open("2026-03-01"))));
    }

    [Fact]
    public void An_answer_ends_the_silence_also_when_it_is_a_late_one_to_an_older_check_in()
    {
        Wave[] waves = [Some.Answered("2026-01-01"), Some.Missed("2026-02-01"), Some.Missed("2026-03-01")];
        var late = waves[1] with { AnsweredOn = Some.Date("2026-03-20") };

        Assert.Null(Judge(Some.History([.. waves, Some.Answered("2026-04-01")])));
        Assert.Null(Judge(Some.History(waves[0], late, waves[2])));
    }

    [Fact]
    public void Somebody_who_never_answered_did_not_fall_silent()
    {
        Assert.Null(Judge(Some.History(Some.Missed("2026-01-01"), Some.Missed("2026-02-01"), Some.Missed("2026-03-01"))));
        Assert.Null(Judge(Some.History()));
    }

    [Fact]
    public void A_contact_breaks_the_silence_and_only_what_is_missed_after_it_counts()
    {
        var history = Some.History(Some.Answered("2026-01-01"), Some.Missed("2026-02-01"), Some.Missed("2026-03-01")).Contacted("2026-03-20");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Missed("2026-04-01"))));
        Assert.NotNull(Judge(history.With(Some.Missed("2026-04-01"), Some.Missed("2026-05-01"))));
    }

    [Fact]
    public void A_silence_that_a_talk_was_about_speaks_again_when_it_has_lasted_as_long_again()
    {
        var history = Months("aaammm").Contacted("2024-06-20");

        Assert.Null(Judge(history.With(Some.Missed("2024-07-01"), Some.Missed("2024-08-01"))));
        Assert.NotNull(Judge(history.With(Some.Missed("2024-07-01"), Some.Missed("2024-08-01"), Some.Missed("2024-09-01"))));
    }

    [Theory]
    [InlineData("aaaaaaaa", 2)]
    [InlineData("aaaaaamaaaaa", 2)]
    [InlineData("aamaa", 2)]
    [InlineData("aamaaamaa", 3)]
    [InlineData("amamamam" + "a", 5)]
    public void Silence_is_what_is_long_for_this_person(string habit, int needed)
    {
        Assert.Null(Judge(Months(habit + new string('m', needed - 1))));
        Assert.Equal(Level.Amber, Judge(Months(habit + new string('m', needed)))?.Level);
    }

    [Fact]
    public void The_habit_is_told_and_only_the_last_year_shows_it()
    {
        // Half of them long ago, all of them in the last year.
        var finding = Judge(Months("amamamamamam" + "aaaaaaaaaaaa" + "mm"));

        Assert.Contains("beantwoordde tot dan toe 12 van de laatste 12 vragenlijsten", finding!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_high_score_one_is_enough_for_who_never_missed_any_and_two_for_who_seldom_did()
    {
        var never = Months("aaaaaa").With(Some.Answered("2024-07-01", csi: 8), Some.Missed("2024-08-01"));
        var seldom = Months("aaaaaaamaaa").With(Some.Answered("2024-12-01", csi: 8), Some.Missed("2025-01-01"));

        Assert.Equal(Level.Amber, Judge(never)?.Level);
        Assert.Null(Judge(seldom));
        Assert.Equal(Level.Red, Judge(seldom.With(Some.Missed("2025-02-01")))?.Level);
    }

    [Fact]
    public void Check_ins_by_phone_or_on_paper_are_neither_silence_nor_habit()
    {
        var onPaper = Months("aaaaamm");

        Assert.Null(Judge(onPaper with { Waves = [.. onPaper.Waves.Select(wave => wave with { ByMail = false })] }));
    }

    /// <summary>Check-ins of the first of each month: a for answered, m for missed.</summary>
    private static History Months(string habit) => Some.History([.. habit.Select((kind, month) =>
    {
        var day = Some.Date("2024-01-01").AddMonths(month).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return kind == 'a' ? Some.Answered(day) : Some.Missed(day);
    })]);

    private static Finding? Judge(History history) => SilenceRule.Judge(history, new RuleSettings());
}
