namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>C-08, C-11, C-13 and C-16: what comes at once, what comes back, and who is no longer heard.</summary>
public class CrisisAndSilenceTests
{
    [Fact]
    public void A_partner_who_hears_only_in_crisis_is_told_on_that_day_however_light_the_last_answer()
    {
        // C-08.
        var before = new Case().Asked("2025-01-10").Answers(csi: 3, volhoudtijd: 6, going: 4);

        Assert.Empty(before.Told());
        Assert.Equal(
            ["2025-02-14 amber event"],
            before.Happened("2025-02-14", "CrisisAdmission", by: "professional").Told()
        );
    }

    [Fact]
    public void Failing_respite_beside_a_high_score_and_the_silence_after_it_are_each_told_on_their_day()
    {
        // C-11: too heavy for the respite worker, refused by the one cared for, and then out of sight.
        var carer = new Case()
            .Asked("2025-01-10")
            .Answers(csi: 8, yes: "upsetting changed", volhoudtijd: 4, going: 3)
            .Contacted("2025-01-20")
            .Happened("2025-02-20", "RespiteFailed", by: "professional")
            .Contacted("2025-02-25")
            .Happened("2025-04-15", "RespiteFailed")
            .Contacted("2025-04-18")
            .Missed("2025-05-10");

        Assert.Equal(["2025-01-10", "2025-02-20", "2025-04-15"], carer.Told().Take(3).Select(line => line[..10]));
        Assert.Contains(
            carer.Missed("2025-06-10").Told(),
            line =>
                line.StartsWith("2025-06-24", StringComparison.Ordinal)
                && line.EndsWith("silence", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Two_mails_without_an_answer_are_told_and_on_paper_or_by_phone_silence_is_never()
    {
        // C-13: around eighty and ashamed, or with another mother tongue.
        var byMail = new Case().Asked("2025-01-10").Answers(csi: 4, volhoudtijd: 5, going: 3).Missed("2025-02-10");
        var told = byMail.Missed("2025-03-10");
        var byPhone = told.Contacted("2025-03-28")
            .Asked("2025-04-10")
            .ByPhone()
            .Answers(csi: 4, volhoudtijd: 5, going: 3)
            .Missed("2025-05-10")
            .ByPhone()
            .Missed("2025-06-10")
            .ByPhone();

        Assert.Empty(byMail.Told());
        Assert.Equal(["2025-03-24 amber level;silence"], told.Told());
        Assert.Equal(told.Told(), byPhone.Told());
    }

    [Fact]
    public void Near_accidents_month_after_month_are_told_from_the_first_and_the_admission_on_its_day()
    {
        // C-16: grandmother.
        var once = new Case()
            .Asked("2025-01-10")
            .Answers(csi: 3, volhoudtijd: 5, going: 4)
            .Happened("2025-02-03", "Incident");
        var twice = once.Happened("2025-03-06", "Incident");
        var admitted = twice.Contacted("2025-03-12").Happened("2025-04-02", "Admission");

        Assert.Equal(["2025-02-03 amber level;event"], once.Told());
        Assert.Equal(once.Told(), twice.Told());
        Assert.Equal([.. once.Told(), "2025-04-02 amber event"], admitted.Told());
    }
}
