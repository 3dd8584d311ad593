namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>C-04: Ada, 49, alone with her daughter; not bad enough for help, and nobody's caregiver by name.</summary>
public class AdaTests
{
    private static readonly Case Ada = new Case()
        .Asked("2024-01-10")
        .Answers(csi: 7, volhoudtijd: 5, going: 2, missing: 16)
        .Contacted("2024-01-18")
        .Missed("2024-02-10");

    [Fact]
    public void Not_serious_enough_elsewhere_is_heard_here_at_the_first_answer()
    {
        Assert.Equal(["2024-01-10 strain"], Ada.Lines());
        Assert.Empty(Ada.Told());
    }

    [Fact]
    public void While_the_coach_comes_nobody_hears_and_the_isolation_that_remains_is_a_line()
    {
        var closing = Ada.Contacted("2024-02-28")
            .Happened("2024-03-11", "SupportStarted", by: "coordinator")
            .Asked("2024-04-10")
            .Answers(going: 2)
            .Asked("2024-07-10")
            .Answers(csi: 7, volhoudtijd: 5, going: 3)
            .Asked("2024-10-10")
            .Answers(csi: 6, volhoudtijd: 5, going: 3, missing: 15)
            .Happened("2024-11-01", "SupportEnded", by: "coordinator");
        var after = closing.Asked("2025-01-10").Answers(csi: 5, volhoudtijd: 5, going: 3, missing: 20);

        Assert.Equal(Ada.Lines(), closing.Lines());
        Assert.Equal([.. Ada.Lines(), "2025-01-10 missed-support"], after.Lines());
    }
}
