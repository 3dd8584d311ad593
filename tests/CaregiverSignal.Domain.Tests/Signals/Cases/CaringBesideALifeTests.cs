namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>
/// C-03, C-05, C-06, C-07 and C-17: care that comes on top of school, work, other care, or somebody who hides what is
/// needed.
/// </summary>
public class CaringBesideALifeTests
{
    [Fact]
    public void The_eldest_son_of_fatima_is_heard_once_the_load_has_crept_up_though_he_says_that_he_can_go_on()
    {
        // C-03: school and his own life beside it; he wants to, and says so.
        var son = new Case()
            .Asked("2025-01-12")
            .Answers(csi: 2, volhoudtijd: 6, going: 4)
            .Asked("2025-04-13")
            .Answers(csi: 4, yes: "work plans demands", volhoudtijd: 5, going: 4)
            .Asked("2025-07-13")
            .Answers(csi: 5, yes: "work plans demands", volhoudtijd: 5, going: 3)
            .Asked("2025-10-13")
            .Answers(csi: 5, yes: "work plans demands", volhoudtijd: 4, going: 3);

        Assert.Equal(["2025-10-13 rise"], son.Lines());
    }

    [Fact]
    public void The_wife_whose_relief_was_cut_is_heard_on_the_day_she_tells_it_though_she_says_that_she_manages()
    {
        // C-05.
        var wife = new Case()
            .Asked("2025-01-10")
            .Answers(csi: 3, volhoudtijd: 5, going: 4)
            .Asked("2025-04-10")
            .Answers(csi: 3, volhoudtijd: 5, going: 4)
            .Happened("2025-05-20", "FormalHelpReduced")
            .Asked("2025-06-03")
            .Answers(csi: 6, yes: "sleep", volhoudtijd: 4, going: 4);

        Assert.Equal(["2025-05-20 2025-05-27 line 2025-05-27"], wife.Open());
    }

    [Fact]
    public void A_brother_and_a_sister_in_law_with_three_to_care_for_are_each_heard_when_the_help_is_refused()
    {
        // C-06: sixty and forty hours of work beside it.
        var brother = new Case()
            .Asked("2025-01-15")
            .Answers(csi: 6, yes: "work demands", volhoudtijd: 4, going: 3)
            .Happened("2025-02-20", "FormalHelpReduced", by: "professional");
        var sisterInLaw = new Case()
            .Asked("2025-01-15")
            .Answers(csi: 8, yes: "work demands", volhoudtijd: 4, going: 3)
            .Happened("2025-02-20", "FormalHelpReduced", by: "professional")
            .Happened("2025-04-01", "JobChanged");

        Assert.Equal(["2025-02-20 event"], brother.Lines());
        Assert.Equal(["2025-01-15 strain", "2025-02-20 event"], sisterInLaw.Lines());
    }

    [Fact]
    public void The_parent_of_a_son_is_heard_on_the_day_the_work_stops()
    {
        // C-07.
        var parent = new Case()
            .Asked("2025-01-15")
            .Answers(csi: 5, yes: "work upsetting", volhoudtijd: 5, going: 3)
            .Asked("2025-04-15")
            .Answers(csi: 6, yes: "work upsetting financial", volhoudtijd: 5, going: 2);

        Assert.Equal(["2025-05-02 2025-05-09 line 2025-05-09"], parent.Happened("2025-05-02", "JobChanged").Open());
    }

    [Fact]
    public void What_the_daughter_says_of_herself_changes_nothing_in_what_is_heard_of_her_parents()
    {
        // C-17: she says that she is fine, and cries at home.
        var parents = new Case()
            .Asked("2025-01-15")
            .Answers(csi: 5, yes: "upsetting", volhoudtijd: 5, going: 3)
            .Asked("2025-04-15")
            .Answers(csi: 7, yes: "upsetting", volhoudtijd: 5, going: 3);
        var withHerWord = parents.Happened("2025-03-01", "Other", by: "professional");

        Assert.Equal(["2025-04-15 strain"], parents.Lines());
        Assert.Equal(parents.Lines(), withHerWord.Lines());
    }
}
