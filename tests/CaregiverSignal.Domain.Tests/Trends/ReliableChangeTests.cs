using CaregiverSignal.Trends;

namespace CaregiverSignal.Tests.Trends;

public class ReliableChangeTests
{
    [Fact]
    public void T22_a_rise_of_15_with_deviation_7_5_and_retest_0_80_is_reliable()
    {
        var change = ReliableChange.Between(32.5, 47.5, MeasurementError.SemOf(7.5, 0.80));

        Assert.Equal(4.7434, change.Sdiff, 1e-4);
        Assert.Equal(3.162, change.Rci, 1e-3);
        Assert.True(change.Reliable);
    }

    [Theory]
    [InlineData(5, 7, 1.41, false)]
    [InlineData(5, 8, 2.12, true)]
    [InlineData(8, 5, -2.12, true)]
    [InlineData(5, 5, 0, false)]
    public void T23_a_csi_change_of_two_points_is_noise_and_of_three_is_not(
        double from,
        double to,
        double rci,
        bool reliable
    )
    {
        var sem = Some.Instruments.Newest("csi").Scale("total")!.Error!.Sem;

        var change = ReliableChange.Between(from, to, sem);

        Assert.Equal(rci, change.Rci, 0.005);
        Assert.Equal(reliable, change.Reliable);
        Assert.Equal(to - from, change.Difference);
    }

    [Theory]
    [InlineData("csi", "total", 2.8)]
    [InlineData("carerqol", "vas", 1.86)]
    public void The_smallest_detectable_change_is_the_published_one(string instrument, string scale, double published)
    {
        var sem = Some.Instruments.Newest(instrument).Scale(scale)!.Error!.Sem;

        Assert.Equal(published, ReliableChange.Between(0, 0, sem).SmallestDetectable, 0.05);
    }

    [Fact]
    public void A_change_exactly_at_the_limit_is_not_reliable()
    {
        var sem = 1 / Math.Sqrt(2);
        var limit = ReliableChange.Critical * (Math.Sqrt(2) * sem);

        Assert.False(ReliableChange.Between(0, limit, sem).Reliable);
        Assert.True(ReliableChange.Between(0, limit + 1e-9, sem).Reliable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Without_a_real_error_nothing_is_judged(double sem)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReliableChange.Between(5, 8, sem));
    }

    [Theory]
    [InlineData(double.NaN, 8)]
    [InlineData(5, double.PositiveInfinity)]
    public void Values_that_are_no_numbers_are_refused(double from, double to)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReliableChange.Between(from, to, 1));
    }

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(7.5, 1)]
    [InlineData(7.5, -0.1)]
    [InlineData(double.NaN, 0.8)]
    [InlineData(7.5, double.NaN)]
    public void A_standard_error_needs_a_spread_and_a_retest_below_one(double sd, double retest)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MeasurementError.SemOf(sd, retest));
    }
}
