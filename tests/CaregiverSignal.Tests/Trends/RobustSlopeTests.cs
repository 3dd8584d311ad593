using CaregiverSignal.Trends;

namespace CaregiverSignal.Tests.Trends;

public class RobustSlopeTests
{
    // Sen 1968, J Am Stat Assoc 63:1379, the example; as checked in scipy, stats/tests/test_stats.py, method "joint".
    private static readonly DayValue[] Sen = [.. new[] { 1, 2, 3, 4, 10, 12, 18 }.Zip([9.0, 15, 19, 20, 45, 55, 78], (day, value) => new DayValue(day, value))];

    [Fact]
    public void The_line_through_Sens_unevenly_spaced_example_is_the_published_one()
    {
        var line = RobustSlope.TheilSen(Sen)!.Value;

        Assert.Equal(4, line.Slope, 10);
        Assert.Equal(6, line.Intercept, 10);
    }

    [Fact]
    public void The_line_through_0_1_1_is_the_one_that_scipy_gives()
    {
        Assert.Equal(new SlopeLine(0.5, 0), RobustSlope.TheilSen([new(0, 0), new(1, 1), new(2, 1)]));
    }

    [Fact]
    public void Answers_on_one_day_give_no_line()
    {
        Assert.Null(RobustSlope.TheilSen([new(3, 1), new(3, 5)]));
        Assert.Null(RobustSlope.LeastSquares([new(3, 1), new(3, 5)]));
        Assert.Null(RobustSlope.TheilSen([]));
        Assert.Null(RobustSlope.LeastSquares([]));
    }

    [Fact]
    public void One_odd_answer_does_not_tilt_the_robust_line_and_does_tilt_least_squares()
    {
        DayValue[] odd = [new(0, 2), new(90, 2), new(180, 2), new(270, 2), new(360, 7)];

        Assert.Equal(0, RobustSlope.TheilSen(odd)!.Value.Slope);
        Assert.Equal(1.0 / 90, RobustSlope.LeastSquares(odd)!.Value.Slope, 10);
    }

    [Fact]
    public void Least_squares_find_the_line_that_points_lie_on()
    {
        var line = RobustSlope.LeastSquares([new(10, 23), new(0, 3), new(4, 11)])!.Value;

        Assert.Equal(2, line.Slope, 10);
        Assert.Equal(3, line.Intercept, 10);
    }

    [Fact]
    public void With_three_answers_evenly_apart_the_sureness_is_the_reliable_change_from_first_to_last()
    {
        DayValue[] points = [new(0, 2), new(90, 4), new(180, 5)];

        var slope = RobustSlope.TheilSen(points)!.Value.Slope;

        Assert.Equal(ReliableChange.Between(2, 5, 1).Rci, RobustSlope.Sureness(points, slope, 1), 10);
    }

    [Fact]
    public void An_error_of_nought_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RobustSlope.Sureness(Sen, 1, 0));
    }
}
