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

    [Theory]
    [InlineData("BehaviourWorsened")]
    [InlineData("HelperLost")]
    public void What_a_professional_sees_change_is_a_line_of_its_day_however_light_the_last_answer(string kind)
    {
        // C-10, a year after the stroke, and C-12, the neighbour who gives up: told once by themselves it is a task.
        var home = new Case().Asked("2024-06-10").Answers(csi: 3, volhoudtijd: 5, going: 3);

        Assert.Equal(["2024-09-05 event"], home.Happened("2024-09-05", kind, by: "professional").Lines());
        Assert.Empty(home.Happened("2024-09-05", kind).Lines());
    }

    [Fact]
    public void Behaviour_that_worsens_and_a_helper_who_is_lost_within_half_a_year_are_a_signal_in_their_own_words_alone()
    {
        // C-10: before the hockey club falls away.
        var home = new Case().Asked("2024-06-10").Answers(csi: 3, volhoudtijd: 5, going: 3);
        var told = home.Happened("2024-07-02", "BehaviourWorsened").Happened("2024-10-14", "HelperLost");

        Assert.Equal(["2024-10-14 amber level;event"], told.Told());
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
