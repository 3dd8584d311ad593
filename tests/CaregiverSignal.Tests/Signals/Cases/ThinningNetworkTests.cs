namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>C-09, C-10, C-12 and C-14: people fall away, while the load itself is still under the cut-off.</summary>
public class ThinningNetworkTests
{
    [Fact]
    public void Visits_that_dry_up_over_three_check_ins_are_a_line_at_the_third_though_the_load_stays_moderate()
    {
        // C-09.
        var two = new Case()
            .Asked("2024-02-10")
            .Answers(csi: 4, volhoudtijd: 5, going: 3, support: 34)
            .Asked("2024-08-10")
            .Answers(csi: 5, volhoudtijd: 5, going: 3, support: 31);
        var three = two.Asked("2025-02-10").Answers(csi: 5, volhoudtijd: 5, going: 3, support: 29);

        Assert.Empty(two.Lines());
        Assert.Equal(["2025-02-10 dwindling-support"], three.Lines());
        Assert.Empty(three.Told());
    }

    [Fact]
    public void The_partner_of_arnold_is_told_when_he_becomes_unmanageable_before_the_club_falls_away()
    {
        // C-10: a year after the stroke.
        var home = new Case()
            .Asked("2024-06-10")
            .Answers(csi: 3, volhoudtijd: 5, going: 3)
            .Happened("2024-09-05", "BehaviourWorsened");
        var told = home.Happened("2024-11-20", "HelperLost");

        Assert.Equal(["2024-09-05 amber level;event"], home.Told());
        Assert.Equal(home.Told(), told.Told());
    }

    [Fact]
    public void After_the_information_evening_a_better_check_in_is_not_told()
    {
        // C-10: the effect is measured at the next one.
        var before = new Case()
            .Asked("2024-06-10")
            .Answers(csi: 5, volhoudtijd: 5, going: 3)
            .Happened("2024-09-05", "BehaviourWorsened");
        var after = before
            .Contacted("2024-09-12")
            .Asked("2024-12-10")
            .Answers(csi: 4, volhoudtijd: 5, going: 4)
            .Asked("2025-03-10")
            .Answers(csi: 3, volhoudtijd: 5, going: 4);

        Assert.Equal(["2024-09-05 amber level;event"], before.Told());
        Assert.Equal(before.Told(), after.Told());
    }

    [Fact]
    public void Somebody_who_dropped_out_is_told_where_the_load_is_moderate_and_not_where_it_is_light()
    {
        // C-12: the neighbour who gives up after repeated disappointment.
        var moderate = new Case().Asked("2025-01-10").Answers(csi: 5, volhoudtijd: 5, going: 3);
        var light = new Case().Asked("2025-01-10").Answers(csi: 2, volhoudtijd: 6, going: 4);

        Assert.Equal(["2025-02-03 amber level;event"], moderate.Happened("2025-02-03", "HelperLost").Told());
        Assert.Empty(light.Happened("2025-02-03", "HelperLost").Told());
    }

    [Fact]
    public void Own_contacts_lost_through_care_for_parents_are_a_line_without_any_burden()
    {
        // C-14.
        var first = new Case().Asked("2024-02-10").Answers(csi: 2, volhoudtijd: 6, going: 4, happiness: 7, support: 38);
        var second = first.Asked("2024-08-10").Answers(csi: 2, volhoudtijd: 6, going: 4, happiness: 7, support: 30);

        Assert.Empty(first.Lines());
        Assert.Equal(["2024-08-10 less-support"], second.Lines());
    }
}
