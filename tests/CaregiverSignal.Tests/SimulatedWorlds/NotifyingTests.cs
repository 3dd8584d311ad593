using CaregiverSignal.Bench.SimulatedWorlds;

namespace CaregiverSignal.Tests.SimulatedWorlds;

public class NotifyingTests
{
    [Fact]
    public void What_stays_is_told_again_after_a_hundred_and_twenty_days() =>
        Assert.Equal([0, 120, 240], Told([0, 300], [5, 0], new NotificationLimits(4), until: 400));

    [Fact]
    public void What_comes_back_within_that_time_waits_for_its_end() =>
        Assert.Equal([0, 120], Told([0, 30, 60, 150], [5, 0, 5, 0], new NotificationLimits(4), until: 400));

    [Fact]
    public void A_rise_to_red_is_told_at_once_and_once() =>
        Assert.Equal([0, 30, 150], Told([0, 30, 60, 90], [4, 7, 4, 7], new NotificationLimits(4, 7), until: 200));

    [Fact]
    public void Nothing_is_told_below_the_limit_or_on_the_last_day()
    {
        Assert.Empty(Told([0, 30], [3, 2], new NotificationLimits(4), until: 400));
        Assert.Empty(Told([0, 100], [0, 9], new NotificationLimits(4), until: 100));
    }

    [Fact]
    public void Between_two_limits_the_number_is_met_by_a_mix()
    {
        var people = Some.WorldPeople(18, 200);
        var policy = new Policy(
            "perseverance time",
            history =>
                [
                    .. from wave in history.Waves
                    where wave.AnsweredOn is not null
                    select (
                        wave.AnsweredOn!.Value,
                        6 - wave.Values.First(it => it.Instrument == "volhoudtijd").Value.Low
                    ),
                ]
        );

        var courses = Courses.Of(policy, people);

        Assert.Equal(3, courses.At(3).Number, 6);
        Assert.Equal(10, courses.At(10, ofRed: 3).Number, 6);
        Assert.True(courses.At(10).Share() > courses.At(3).Share());
        Assert.Equal(0, courses.NotifyAt(new NotificationLimits(double.PositiveInfinity)).Number);
    }

    private static List<int> Told(int[] days, float[] nearness, NotificationLimits limits, int until)
    {
        var told = new List<int>();
        WorldNotifying.Of(new DatedCourse(days, nearness), limits, until, told);
        return told;
    }
}
