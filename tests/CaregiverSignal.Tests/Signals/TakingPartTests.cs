using CaregiverSignal.People;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

/// <summary>A heavy answer in January, a talk, and 1 March as the day to look again.</summary>
public class TakingPartTests
{
    private static readonly History Heavy = Some.History(Some.Answered("2026-01-05", csi: 9)).Contacted("2026-01-08", nextOn: "2026-03-01");

    [Fact]
    public void Whoever_takes_part_is_heard_again_on_the_agreed_day()
    {
        Assert.Equal([SignalKind.Level], Found(Heavy.On("2026-03-01")));
    }

    [Theory]
    [InlineData("Stopped", "caregiver")]
    [InlineData("Admission", "coordinator")]
    [InlineData("Death", "coordinator")]
    public void After_the_end_and_in_aftercare_old_answers_do_not_come_back(string kind, string by)
    {
        Assert.Empty(Found(Heavy.Happened("2026-02-10", kind, by).On("2026-03-01")));
    }

    [Fact]
    public void Until_the_day_itself_they_do()
    {
        var history = Heavy.Happened("2026-03-02", "Stopped");

        Assert.Equal([SignalKind.Level], Found(history.On("2026-03-01")));
        Assert.Empty(Found(history.On("2026-03-02")));
    }

    [Fact]
    public void A_pause_stops_the_questions_and_no_signal()
    {
        var paused = Heavy.Happened("2026-02-10", "Paused");

        Assert.Equal([SignalKind.Level], Found(paused.On("2026-03-01")));
        Assert.Equal([SignalKind.Event], Found(paused.Happened("2026-02-12", "CrisisAdmission", "professional")));
        Assert.Equal([SignalKind.Request], Found(paused.Happened("2026-02-12", "RequestForContact")));
    }

    [Fact]
    public void Who_takes_part_again_is_heard_as_before()
    {
        Assert.Equal([SignalKind.Level], Found(Heavy.Happened("2026-02-10", "Admission", "coordinator").Happened("2026-02-20", "Resumed").On("2026-03-01")));
    }

    [Fact]
    public void Of_two_steps_on_one_day_the_order_in_the_list_means_nothing()
    {
        var history = Heavy.Happened("2026-02-10", "Resumed").Happened("2026-02-10", "Stopped").On("2026-03-01");

        Assert.Empty(Found(history));
        Assert.Empty(Found(history with { Events = [.. history.Events.Reverse()] }));
    }

    [Theory]
    [InlineData("Stopped")]
    [InlineData("Admission")]
    public void A_request_to_be_called_always_speaks(string kind)
    {
        var asked = Heavy.Happened("2026-01-20", "RequestForContact").Happened("2026-02-10", kind, "coordinator");

        Assert.Contains(SignalKind.Request, Found(asked));
        Assert.Contains(SignalKind.Request, Found(Heavy.Happened("2026-02-10", kind, "coordinator").Happened("2026-02-20", "RequestForContact")));
    }

    [Fact]
    public void An_admission_that_somebody_else_reports_speaks_and_so_does_a_death_after_it()
    {
        var admitted = Heavy.Happened("2026-02-10", "Admission", "professional");

        Assert.Equal([SignalKind.Event], Found(admitted));
        Assert.Equal([SignalKind.Event], Found(admitted.Contacted("2026-02-12").Happened("2026-02-20", "Death", "professional")));
    }

    [Fact]
    public void What_is_answered_or_happens_in_aftercare_speaks_as_ever()
    {
        var admitted = Heavy.Happened("2026-02-10", "Admission", "coordinator");

        Assert.Contains(SignalKind.Level, Found(admitted.With(Some.Answered("2026-02-20", csi: 12))));
        Assert.Equal([SignalKind.Event], Found(admitted.Happened("2026-02-20", "Fall")));
    }

    [Fact]
    public void What_was_answered_between_an_admission_and_a_death_still_counts()
    {
        var answered = Heavy.Happened("2026-02-10", "Admission", "coordinator").With(Some.Answered("2026-02-20", csi: 12));

        Assert.Contains(SignalKind.Level, Found(answered.Happened("2026-02-25", "Death", "coordinator")));
    }

    [Theory]
    [InlineData("2026-01-05")]
    [InlineData("2026-01-12")]
    public void A_heavy_answer_in_the_check_in_during_which_they_stop_speaks(string stopped)
    {
        var saved = Some.History(Some.Answered("2026-01-05", csi: 9)).Happened(stopped, "Stopped");

        Assert.Equal([SignalKind.Level], Found(saved));
    }

    [Fact]
    public void Somebody_who_comes_in_as_ended_is_not_signalled_for_what_was_before()
    {
        var history = Heavy.On("2026-03-01") with { Given = new LifeStep(Some.Date("2026-02-15"), "ended") };

        Assert.Empty(Found(history));
        Assert.Equal([SignalKind.Level], Found(history with { Given = new LifeStep(Some.Date("2026-03-02"), "ended") }));
    }

    private static IEnumerable<SignalKind> Found(History history) => Rules.Judge(history, new RuleSettings()).Select(finding => finding.Kind);
}
