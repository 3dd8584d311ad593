namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>
/// C-02: Lina and Pieter, parents of three children with disabilities; she is ill and loses her job, his leave is all
/// care.
/// </summary>
public class TavenierTests
{
    private static readonly Case Lina = new Case()
        .Asked("2024-01-15")
        .Answers(csi: 5, yes: "work", volhoudtijd: 5, going: 3)
        .Asked("2024-03-15")
        .Answers(volhoudtijd: 5, going: 3, happiness: 6, help: 0, activities: 2)
        .Asked("2024-04-15")
        .Answers(csi: 6, yes: "work family", volhoudtijd: 4, going: 3)
        .Happened("2024-05-06", "JobChanged")
        .Asked("2024-06-15")
        .Answers(volhoudtijd: 4, going: 3, happiness: 5, help: 0, activities: 2);

    private static readonly Case Pieter = new Case()
        .Asked("2024-01-15")
        .Answers(csi: 4, volhoudtijd: 5, going: 3)
        .Asked("2024-04-15")
        .Answers(csi: 6, yes: "work financial", volhoudtijd: 4, going: 3)
        .Happened("2024-05-20", "JobChanged");

    [Fact]
    public void Each_of_them_is_heard_on_the_day_they_tell_of_the_work_and_told_once_more_weighs_beside_less_than_a_year()
    {
        Assert.Equal(["2024-05-06 2024-05-13 line 2024-05-13"], Lina.Open());
        Assert.Equal(["2024-05-20 2024-05-27 line 2024-05-27"], Pieter.Open());
        Assert.Equal(
            ["2024-07-15 amber level"],
            Pieter.Asked("2024-07-15").Answers(burden: 65, volhoudtijd: 4, going: 3).Told()
        );
    }

    [Fact]
    public void After_the_family_made_its_plan_a_flat_line_at_the_same_height_is_told_again_as_long_after_as_any_and_not_each_week()
    {
        var plan = Lina.Contacted("2024-06-25").Happened("2024-07-01", "SupportStarted", by: "coordinator");
        foreach (var week in Enumerable.Range(0, 26))
        {
            var day = Some.Date("2024-07-08").AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            plan = plan.Asked(day)
                .Answers(
                    csi: week % 3 == 0 ? 5 : 6,
                    yes: "work family",
                    volhoudtijd: 4,
                    going: 2,
                    happiness: 5,
                    help: 1
                );
        }

        Assert.Equal(["2024-07-08", "2024-11-18"], plan.Told().Select(line => line[..10]));
    }
}
