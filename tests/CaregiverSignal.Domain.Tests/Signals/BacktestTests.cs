using CaregiverSignal.Signals.Hindsight;
using ConfidenceInterval = CaregiverSignal.Signals.Hindsight.ConfidenceInterval;

namespace CaregiverSignal.Tests.Signals;

public class BacktestTests
{
    private static readonly DateOnly From = Some.Date("2025-01-01");
    private static readonly DateOnly Fall = Some.Date("2026-01-01");

    [Theory]
    [InlineData(13, false)]
    [InlineData(14, true)]
    [InlineData(180, true)]
    [InlineData(181, false)]
    public void A_signal_is_in_time_from_fourteen_days_to_half_a_year_before(int daysBefore, bool isInTime)
    {
        var result = Backtest.Of([Course([daysBefore], [Fall])], new InTime());

        Assert.Equal(isInTime ? 1 : 0, result.Caught.Count);
        Assert.Equal(isInTime ? 1 : 0, result.Followed);
        Assert.Equal(isInTime ? daysBefore : double.NaN, result.Lead.Value);
    }

    [Fact]
    public void Lead_time_runs_from_the_first_signal_that_is_in_time()
    {
        Assert.Equal(100, Backtest.Of([Course([300, 100, 50], [Fall])], new InTime()).Lead.Value);
    }

    [Fact]
    public void Signals_are_counted_for_each_hundred_caregivers_a_month()
    {
        // Two people, each watched for a year: 24 months, 3 signals.
        var result = Backtest.Of([Course([300, 100], [Fall]), Course([200], [Fall])], new InTime());

        Assert.Equal(23.98, result.Months, 2);
        Assert.Equal(12.51, result.Any.Value, 2);
        Assert.Equal(0, result.Red.Value);
        Assert.Equal((1, 3), (result.Followed, result.Notified));
    }

    [Fact]
    public void Who_was_never_asked_can_collapse_unseen()
    {
        var course = NotifiedCourse.Of(Some.History(), [], [Fall]);

        var result = Backtest.Of([course], new InTime());

        Assert.Equal((1, 0, 0.0), (result.Outcomes, result.Caught.Count, result.Months));
    }

    [Theory]
    // Altman, Machin, Bryant and Gardner 2000, Statistics with Confidence, p. 46-47.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Shares_have_the_published_intervals_of_Wilson(int count, int of, double low, double high)
    {
        var interval = ConfidenceInterval.OfShare(count, of);

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void A_rate_has_nearly_the_exact_limits_of_poisson()
    {
        // Exact for 10: 4.795 to 18.390.
        var interval = ConfidenceInterval.OfRate(10, 1);

        Assert.Equal(4.795, interval.Low, 0.01);
        Assert.Equal(18.39, interval.High, 0.01);
        Assert.Equal(0, ConfidenceInterval.OfRate(0, 1).Low);
        Assert.Equal(3.69, ConfidenceInterval.OfRate(0, 1).High, 0.1);
    }

    [Fact]
    public void A_median_lies_between_two_of_the_values()
    {
        Assert.Equal(
            (50.5, 40, 61),
            Parts(ConfidenceInterval.OfMedian(Enumerable.Range(1, 100).Select(days => (double)days)))
        );
        Assert.Equal((2, 1, 3), Parts(ConfidenceInterval.OfMedian([3, 1, 2])));
        Assert.True(double.IsNaN(ConfidenceInterval.OfMedian([]).Value));
    }

    private static (double, double, double) Parts(ConfidenceInterval interval) =>
        (interval.Value, interval.Low, interval.High);

    private static NotifiedCourse Course(int[] daysBefore, DateOnly[] outcomes) =>
        new(
            [
                .. daysBefore.Select(days => new NotifiedSignal(
                    Fall.AddDays(-days),
                    Urgency.Amber,
                    [Some.Finding(SignalKind.Level, Urgency.Amber, Fall.AddDays(-days))]
                )),
            ],
            outcomes,
            From,
            Fall
        );
}
