using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class EventRuleTests
{
    [Theory]
    [InlineData(4, null)]
    [InlineData(5, Level.Amber)]
    [InlineData(6, Level.Amber)]
    [InlineData(7, Level.Amber)]
    [InlineData(7, Level.Red, 3)]
    public void A_heavy_event_speaks_beside_a_middle_score_and_is_red_beside_a_burden_that_is(double csi, Level? expected, int time = 5)
    {
        Assert.Equal(expected, Judge(Some.History(Some.Answered("2026-05-01", csi: csi, time: time)).Happened("2026-05-20", "HelperLost"))?.Level);
    }

    [Fact]
    public void The_reason_names_the_event_and_the_score_with_their_days()
    {
        var finding = Judge(Some.History(Some.Answered("2026-05-01", csi: 5)).Happened("2026-05-20", "HelperLost"));

        Assert.Equal((SignalKind.Event, Some.Date("2026-05-20")), (finding!.Kind, finding.Day));
        Assert.Equal("Iemand die hielp is gestopt (20 mei 2026); de druk was 5 op 1 mei 2026.", finding.Reason);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Under_six_months_and_the_second_burden_scale_count_as_middle_too(int time, bool speaks)
    {
        Assert.Equal(speaks, Judge(Some.History(Some.Answered("2026-05-01", csi: 1, time: time)).Happened("2026-05-20", "OwnIllness")) is not null);
        Assert.Equal(speaks, Judge(Some.History(Some.Answered("2026-05-01", edizPlus: 7 - time)).Happened("2026-05-20", "OwnIllness")) is not null);
    }

    [Fact]
    public void Two_heavy_events_within_half_a_year_speak_whatever_the_score()
    {
        // C-10.
        var finding = Judge(Some.History(Some.Answered("2026-05-01", csi: 1)).Happened("2026-03-03", "BehaviourWorsened").Happened("2026-06-20", "HelperLost"));

        Assert.Equal(Level.Amber, finding?.Level);
        Assert.Equal("Gedrag is moeilijker geworden (3 maart 2026); iemand die hielp is gestopt (20 juni 2026).", finding!.Reason);
    }

    [Theory]
    [InlineData("2026-07-02", true)]
    [InlineData("2026-07-03", false)]
    public void Half_a_year_is_182_days(string second, bool speaks)
    {
        var history = Some.History().Happened("2026-01-01", "BehaviourWorsened").Happened(second, "HelperLost");

        Assert.Equal(speaks, Judge(history) is not null);
    }

    [Theory]
    [InlineData("2026-01-07", false)]
    [InlineData("2026-01-08", true)]
    public void The_same_event_told_by_two_people_counts_once(string second, bool speaks)
    {
        var history = Some.History().Happened("2026-01-01", "Fall").Happened(second, "Fall", by: "professional");

        Assert.Equal(speaks, Judge(history) is not null);
    }

    [Fact]
    public void Incidents_that_come_back_every_month_are_listed_together()
    {
        // C-16.
        var once = Some.History().Happened("2026-01-10", "Incident");
        var history = once.Happened("2026-02-12", "Incident").Happened("2026-03-09", "Incident");

        Assert.Null(Judge(once));
        Assert.Equal("Er gebeurde iets ernstigs (10 januari, 12 februari en 9 maart 2026).", Judge(history)!.Reason);
    }

    [Theory]
    [InlineData("professional")]
    [InlineData("caregiver")]
    [InlineData("coordinator")]
    public void A_crisis_admission_speaks_alone_whoever_reported_it(string by)
    {
        // C-08.
        Assert.Equal(Level.Amber, Judge(Some.History().Happened("2026-05-20", "CrisisAdmission", by))?.Level);
    }

    [Fact]
    public void The_coordinator_hears_that_care_at_home_ended_unless_she_entered_it()
    {
        // C-01 (c).
        var high = Some.History(Some.Answered("2026-05-01", csi: 9));

        Assert.Equal(
            "Opname in een verpleeghuis (20 mei 2026); contacten rond het zorgen kunnen nu wegvallen.",
            Judge(high.Happened("2026-05-20", "Admission", by: "professional"))?.Reason);
        Assert.Equal(Level.Amber, Judge(high.Happened("2026-05-20", "Death"))?.Level);
        Assert.Null(Judge(high.Happened("2026-05-20", "Admission", by: "coordinator")));
    }

    [Theory]
    [InlineData("Diagnosis")]
    [InlineData("Moved")]
    [InlineData("RespiteStarted")]
    [InlineData("SupportEnded")]
    [InlineData("Contacted")]
    public void What_is_not_heavy_does_not_count(string kind)
    {
        Assert.Null(Judge(Some.History(Some.Answered("2026-05-01", csi: 9)).Happened("2026-05-20", kind).Happened("2026-06-20", kind)));
    }

    [Fact]
    public void A_score_that_skipped_answers_leave_open_takes_an_earlier_middle_one_not_away()
    {
        var history = Some.History(Some.Answered("2026-05-01", csi: 6), Some.Answered("2026-06-01", csiBetween: (2, 9))).Happened("2026-06-20", "Fall");

        Assert.Equal(Level.Amber, Judge(history)?.Level);
        Assert.Null(Judge(Some.History(Some.Answered("2026-06-01", csiBetween: (2, 9))).Happened("2026-06-20", "Fall")));
        Assert.Null(Judge(Some.History(Some.Missed("2026-06-01")).Happened("2026-06-20", "Fall")));
    }

    [Fact]
    public void An_event_is_past_after_half_a_year()
    {
        var history = Some.History(Some.Answered("2026-05-01", csi: 6)).Happened("2026-05-01", "Fall");

        Assert.NotNull(Judge(history.On("2026-10-30")));
        Assert.Null(Judge(history.On("2026-10-31")));
    }

    [Fact]
    public void After_a_contact_only_a_new_event_or_a_higher_band_speaks()
    {
        var history = Some.History(Some.Answered("2026-05-01", csi: 5)).Happened("2026-05-20", "HelperLost").Contacted("2026-05-25");

        Assert.Null(Judge(history));
        Assert.Null(Judge(history.With(Some.Answered("2026-06-01", csi: 6))));
        Assert.NotNull(Judge(history.Happened("2026-06-10", "Fall")));
        Assert.Equal(Level.Red, Judge(history.With(Some.Answered("2026-06-01", csi: 8, time: 3)))?.Level);
    }

    [Fact]
    public void After_a_contact_a_burden_that_joins_a_known_event_speaks()
    {
        var history = Some.History(Some.Answered("2026-05-01", csi: 2)).Happened("2026-05-20", "HelperLost").Contacted("2026-05-25");

        Assert.NotNull(Judge(history.With(Some.Answered("2026-06-01", csi: 6))));
    }

    [Fact]
    public void On_the_review_day_the_same_event_may_speak_again()
    {
        var history = Some.History(Some.Answered("2026-05-01", csi: 5)).Happened("2026-05-20", "HelperLost").Contacted("2026-05-25", nextOn: "2026-06-25");

        Assert.Null(Judge(history.On("2026-06-24")));
        Assert.NotNull(Judge(history.On("2026-06-25")));
    }

    private static Finding? Judge(History history) => EventRule.Judge(history, new RuleSettings());
}
