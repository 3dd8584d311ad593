using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests;

public sealed class HeartbeatJobTests
{
    [Fact]
    public async Task A_beat_on_a_store_that_fails_does_not_stop_the_heart()
    {
        using var site = Some.Site();
        site.Sql("drop table site_clock");
        Assert.ThrowsAny<Exception>(() => site.Part<Heartbeat>().Beat(TestContext.Current.CancellationToken));

        await new HeartbeatJob(site.Part<Heartbeat>(), NullLogger<HeartbeatJob>.Instance).Execute(null!, TestContext.Current.CancellationToken);
    }
}
