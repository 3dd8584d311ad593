using CaregiverSignal.Erasure;
using CaregiverSignal.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Hosting;

public sealed class HeartbeatJobTests
{
    [Fact]
    public async Task A_beat_on_a_store_that_fails_does_not_stop_the_heart()
    {
        using var site = Some.Installation();
        site.Sql("update site_clock set simulated = 1; drop table site_clock; update commit_mark set mark = mark + 1");
        Assert.ThrowsAny<Exception>(() => site.Part<Heartbeat>().Beat(TestContext.Current.CancellationToken));

        await new HeartbeatJob(
            site.Part<Heartbeat>(),
            site.Part<CaregiverSignal.Mail.RestoreGuard.SendHold>(),
            site.Part<Erasing>(),
            site.Database,
            site.Part<PingOutside>(),
            NullLogger<HeartbeatJob>.Instance
        ).Execute(null!, TestContext.Current.CancellationToken);
    }
}
