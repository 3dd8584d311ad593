using CaregiverSignal.Trends;
using ChangeLimit = CaregiverSignal.Trends.ChangeLimit;

namespace CaregiverSignal.Tests.Trends;

public class ChangeVerdictTests
{
    private static readonly Scale Csi = Some.Instruments.Newest("csi").Scale("total")!;
    private static readonly Scale Happiness = Some.Instruments.Newest("carerqol").Scale("vas")!;

    [Theory]
    [InlineData(5, 8, Verdict.Worsened)]
    [InlineData(8, 5, Verdict.Improved)]
    [InlineData(5, 7, Verdict.Unchanged)]
    [InlineData(5, 5, Verdict.Unchanged)]
    public void More_strain_by_more_than_the_error_is_worse(double from, double to, Verdict verdict)
    {
        Assert.Equal(verdict, VerdictOf(from, to, Csi, 1));
    }

    [Theory]
    [InlineData(5, 8, Verdict.Improved)]
    [InlineData(8, 5, Verdict.Worsened)]
    public void More_happiness_by_more_than_the_error_is_better(double from, double to, Verdict verdict)
    {
        Assert.Equal(verdict, VerdictOf(from, to, Happiness, 0.67));
    }

    [Theory]
    [InlineData(0, ChangeLimit.Best)]
    [InlineData(2, ChangeLimit.Best)]
    [InlineData(3, ChangeLimit.None)]
    [InlineData(10, ChangeLimit.None)]
    [InlineData(10.5, ChangeLimit.Worst)]
    [InlineData(13, ChangeLimit.Worst)]
    public void With_an_error_of_one_the_last_two_points_before_an_end_leave_no_room(double from, ChangeLimit limit)
    {
        Assert.Equal(limit, ChangeVerdict.LimitAt(from, Csi, 1));
    }

    [Fact]
    public void Where_higher_is_better_the_top_is_the_best_end()
    {
        Assert.Equal(ChangeLimit.Best, ChangeVerdict.LimitAt(10, Happiness, 0.67));
        Assert.Equal(ChangeLimit.Worst, ChangeVerdict.LimitAt(0, Happiness, 0.67));
    }

    [Fact]
    public void A_limit_says_exactly_that_the_end_itself_would_be_no_reliable_change()
    {
        for (var sem = 0.1; sem < 8; sem += 0.1)
        {
            for (var from = 0; from <= 13; from++)
            {
                var limit = ChangeVerdict.LimitAt(from, Csi, sem);

                Assert.Equal(
                    limit is ChangeLimit.Worst or ChangeLimit.Both,
                    VerdictOf(from, 13, Csi, sem) != Verdict.Worsened
                );
                Assert.Equal(
                    limit is ChangeLimit.Best or ChangeLimit.Both,
                    VerdictOf(from, 0, Csi, sem) != Verdict.Improved
                );
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(14)]
    [InlineData(double.NaN)]
    public void A_value_outside_the_scale_is_refused(double from)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangeVerdict.LimitAt(from, Csi, 1));
    }

    private static Verdict VerdictOf(double from, double to, Scale scale, double sem) =>
        ChangeVerdict.VerdictOf(ReliableChange.Between(from, to, sem), scale.Direction);
}
