namespace CaregiverSignal.Tests.Support;

public class ManualTimeTests
{
    [Fact]
    public void Timers_fire_in_the_order_they_are_due_each_at_its_own_instant()
    {
        var time = new ManualTime();
        var start = time.GetUtcNow();
        var fired = new List<(string, TimeSpan)>();
        using var late = time.CreateTimer(
            _ => fired.Add(("late", time.GetUtcNow() - start)),
            null,
            TimeSpan.FromMinutes(3),
            Timeout.InfiniteTimeSpan
        );
        using var often = time.CreateTimer(
            _ => fired.Add(("often", time.GetUtcNow() - start)),
            null,
            TimeSpan.FromMinutes(2),
            TimeSpan.FromMinutes(2)
        );

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(
            [("often", TimeSpan.FromMinutes(2)), ("late", TimeSpan.FromMinutes(3)), ("often", TimeSpan.FromMinutes(4))],
            fired
        );
        Assert.Equal(start.AddMinutes(5), time.GetUtcNow());
    }

    [Fact]
    public void A_jump_of_the_wall_clock_leaves_deadlines_alone()
    {
        var time = new ManualTime();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(10), time);

        time.JumpTo(time.GetUtcNow().AddHours(1));

        Assert.False(deadline.IsCancellationRequested);
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(deadline.IsCancellationRequested);
    }
}
