namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>C-08, C-11, C-13 and C-16: what comes at once, what comes back, and who is no longer heard.</summary>
public class CrisisAndSilenceTests
{
    [Theory]
    [InlineData("professional")]
    [InlineData("caregiver")]
    [InlineData("coordinator")]
    [InlineData("system")]
    public void A_crisis_is_amber_of_that_day_whoever_tells_it_however_light_the_last_answer(string by)
    {
        // C-08.
        var before = new Case().Asked("2025-01-10").Answers(csi: 3, volhoudtijd: 6, going: 4);

        Assert.Empty(before.Told());
        Assert.Equal(["2025-02-14 amber crisis"], before.Happened("2025-02-14", "CrisisAdmission", by).Told());
        Assert.Equal(["2025-02-14 amber crisis"], before.Happened("2025-02-14", "CareCollapse", by).Told());
    }

    [Fact]
    public void Failing_respite_beside_a_high_score_is_a_line_each_time()
    {
        // C-11: too heavy for the respite worker, refused by the one cared for, and then out of sight; silence is a task.
        var carer = new Case()
            .Asked("2025-01-10")
            .Answers(csi: 8, yes: "upsetting changed", volhoudtijd: 4, going: 3)
            .Contacted("2025-01-20")
            .Happened("2025-02-20", "RespiteFailed", by: "professional")
            .Contacted("2025-02-25")
            .Happened("2025-04-15", "RespiteFailed", by: "professional")
            .Contacted("2025-04-18")
            .Missed("2025-05-10");

        Assert.Equal(["2025-01-10 strain", "2025-02-20 event", "2025-04-15 event"], carer.Lines());
    }

    [Fact]
    public void Somebody_near_who_falls_silent_is_told_again_as_long_after_as_any_and_on_paper_or_by_phone_never()
    {
        // C-13: around eighty and ashamed, or with another mother tongue; at the second silence it is a task to call.
        var near = new Case().Asked("2025-01-10").Answers(csi: 4, volhoudtijd: 3, going: 2);
        var silent = near.Missed("2025-05-10").Missed("2025-06-10");
        var byPhone = near.Missed("2025-05-10").ByPhone().Missed("2025-06-10").ByPhone();

        Assert.Equal(["2025-01-10 amber level;item", "2025-06-24 amber level;item"], silent.Told());
        Assert.Equal(near.Told(), byPhone.Told());
    }

    [Fact]
    public void A_near_accident_each_month_is_a_signal_at_the_second_and_the_admission_is_a_line()
    {
        // C-16: grandmother.
        var once = new Case()
            .Asked("2025-01-10")
            .Answers(csi: 3, volhoudtijd: 5, going: 3)
            .Happened("2025-02-03", "Incident");
        var each = once.Happened("2025-03-04", "Incident").Contacted("2025-03-12").Happened("2025-04-01", "Incident");
        var admitted = each.Happened("2025-04-02", "Admission", by: "professional");

        Assert.Empty(once.Told());
        Assert.Equal(["2025-03-04 amber level;event"], each.Told());
        Assert.Equal(each.Told(), admitted.Told());
        Assert.Contains("2025-04-02  amber 2025-04-02", admitted.Open());
    }
}
