using System.Globalization;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>C-02: Lina and Pieter, parents of three children with disabilities; she is ill and loses her job, his leave is all care.</summary>
public class TavenierTests
{
    private static readonly Case Lina = new Case()
        .Asked("2024-01-15").Answers(csi: 5, yes: "work", volhoudtijd: 5, going: 3)
        .Asked("2024-03-15").Answers(volhoudtijd: 5, going: 3, happiness: 6, help: 0, activities: 2)
        .Asked("2024-04-15").Answers(csi: 6, yes: "work family", volhoudtijd: 4, going: 3)
        .Happened("2024-05-06", "JobChanged")
        .Asked("2024-06-15").Answers(volhoudtijd: 4, going: 3, happiness: 5, help: 0, activities: 2);

    private static readonly Case Pieter = new Case()
        .Asked("2024-01-15").Answers(csi: 4, volhoudtijd: 5, going: 3)
        .Asked("2024-04-15").Answers(csi: 6, yes: "work financial", volhoudtijd: 4, going: 3)
        .Happened("2024-05-20", "JobChanged");

    [Fact]
    public void Her_lost_job_is_told_on_its_day_and_twice_nobody_who_can_take_over_joins_that_signal()
    {
        Assert.Equal("2024-05-06 amber event", Lina.Told()[0]);
        Assert.DoesNotContain(Lina.Told(), line => line.StartsWith("2024-06", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_who_can_take_over_is_told_by_itself_a_third_of_a_year_after_the_talk_when_it_is_still_so()
    {
        Assert.Equal(["2024-05-06 amber event", "2024-09-20 amber item"], Lina.Contacted("2024-05-22").Told());
    }

    [Fact]
    public void Nobody_who_can_take_over_is_told_on_its_day_when_nothing_was_told_before()
    {
        Assert.Equal(["2024-06-15 amber item"], (Lina with { Events = [] }).Told());
    }

    [Fact]
    public void One_time_nobody_to_take_over_is_not_told()
    {
        Assert.Empty((Lina with { Events = [], Waves = Lina.Waves.RemoveAt(3) }).Told());
    }

    [Fact]
    public void His_work_is_told_as_his_own_signal()
    {
        Assert.Equal(["2024-05-20 amber event"], Pieter.Told());
    }

    [Fact]
    public void After_the_family_made_its_plan_a_flat_line_at_the_same_height_is_not_told_again()
    {
        var plan = Lina.Contacted("2024-06-25").Happened("2024-07-01", "SupportStarted", by: "coordinator");
        foreach (var week in Enumerable.Range(0, 26))
        {
            var day = Some.Date("2024-07-08").AddDays(7 * week).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            plan = plan.Asked(day).Answers(csi: week % 3 == 0 ? 5 : 6, yes: "work family", volhoudtijd: 4, going: 3, happiness: 5, help: 1);
        }

        Assert.Equal(["2024-05-06 amber event"], plan.Told());
    }
}
