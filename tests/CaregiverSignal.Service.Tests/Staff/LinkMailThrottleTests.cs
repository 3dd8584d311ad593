using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Tests.Staff;

/// <summary>How often strangers put a link into one mailbox.</summary>
public class LinkMailThrottleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Asked_for_all_the_time_a_mailbox_gets_the_next_link_while_the_last_one_still_works()
    {
        var (pace, mailed) = (LinkMailThrottle.Unasked, new List<double>());
        for (var second = 0; second < 3 * 3600; second++)
        {
            var now = Start.AddSeconds(second);
            if (!pace.Allows(now))
                continue;
            pace = pace.Next(now);
            mailed.Add(second / 60.0);
        }

        Assert.Equal([0, 4, 16, 28, 40, 52, 64], mailed[..7]);
        Assert.Each(mailed.Zip(mailed[1..]), pair => Assert.InRange(pair.Second - pair.First, 0, 12));
    }

    [Fact]
    public void After_an_hour_without_a_mail_it_begins_anew_and_a_clock_set_back_stops_nobody()
    {
        var pace = LinkMailThrottle.Unasked.Next(Start).Next(Start.AddMinutes(4));

        Assert.False(pace.Allows(Start.AddMinutes(15)));
        Assert.True(pace.Allows(Start.AddMinutes(-1)));
        Assert.Equal(new LinkMailThrottle(1, Start.AddHours(2)), pace.Next(Start.AddHours(2)));
    }
}
