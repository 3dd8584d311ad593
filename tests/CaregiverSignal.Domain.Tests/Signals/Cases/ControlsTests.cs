namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>C-18, C-19 and C-20: who must never be told, and who must although content.</summary>
public class ControlsTests
{
    private const int ThreeYears = 36;

    [Fact]
    public void A_small_life_that_was_chosen_stays_silent_for_three_years()
    {
        // C-18: few people, nobody who helps, and content with it.
        var life = new Case().EachMonth(
            "2023-01-10",
            ThreeYears,
            (it, month) =>
            {
                it = it.Answers(
                    going: month % 4 == 1 ? 3 : 4,
                    burden: 15 + (month * 7 % 15),
                    volhoudtijd: month % 5 == 2 ? 5 : 6
                );
                if (month % 3 == 0)
                    it = it.Answers(csi: 2 + (month / 3 % 2));
                if (month % 3 == 2)
                    it = it.Answers(happiness: 7 + (month / 3 % 2), help: 0, activities: 0);
                if (month % 6 == 1)
                    it = it.Answers(support: 16 + (month / 6 % 3));
                return month % 12 == 10 ? it.Answers(missing: 9 + (month / 12)) : it;
            }
        );

        Assert.Empty(life.Told());
    }

    [Fact]
    public void A_parent_of_somebody_with_an_intellectual_disability_and_low_scores_stays_silent_for_three_years()
    {
        // C-19: every circumstance that weighs, outbursts each year, a check-in missed now and then, and a light load.
        var life = new Case()
            .EachMonth(
                "2023-01-10",
                ThreeYears,
                (it, month) =>
                {
                    if (month % 9 == 7)
                        return it;
                    it = it.Answers(going: 4, burden: 25 + (month * 11 % 20), volhoudtijd: 6);
                    if (month % 3 == 0)
                        it = it.Answers(csi: 2 + (month / 3 % 3), yes: "upsetting");
                    if (month % 3 == 2)
                        it = it.Answers(
                            happiness: 8 - (month / 3 % 2),
                            help: month / 3 % 3 == 0 ? 0 : 1,
                            fulfilment: 2
                        );
                    return month % 6 == 1 ? it.Answers(support: 30 + (month / 6 % 3)) : it;
                }
            )
            .Happened("2023-06-02", "BehaviourWorsened")
            .Happened("2024-05-12", "BehaviourWorsened")
            .Happened("2025-08-20", "BehaviourWorsened")
            .Happened("2024-09-01", "Diagnosis", by: "professional");

        Assert.Empty(life.Told());
    }

    [Fact]
    public void Highly_satisfied_and_highly_burdened_is_heard_at_the_first_answer()
    {
        // C-20.
        var content = new Case()
            .Asked("2025-01-10")
            .Answers(csi: 9, volhoudtijd: 5, going: 4, happiness: 9, fulfilment: 2, help: 2);
        var nearTheEnd = new Case()
            .Asked("2025-01-10")
            .Answers(csi: 9, volhoudtijd: 3, going: 4, happiness: 9, fulfilment: 2, help: 2);

        Assert.Equal(["2025-01-10 strain"], content.Lines());
        Assert.Begins("2025-01-10 amber", nearTheEnd.Told()[0]);
    }
}
