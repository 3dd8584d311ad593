using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests;

public sealed class HeartbeatJobTests
{
    [Fact]
    public async Task A_beat_on_a_store_that_fails_does_not_stop_the_heart()
    {
        using var site = Some.Site();
        site.Database.Write(work => work.Change("create trigger refuse before update on site_clock begin select raise(abort, 'full'); end"));
        site.Database.Write(work => work.Change("create trigger refuse_too before insert on site_clock begin select raise(abort, 'full'); end"));
        Assert.ThrowsAny<Exception>(() => site.Part<Heartbeat>().Beat(TestContext.Current.CancellationToken));

        await new HeartbeatJob(site.Part<Heartbeat>(), NullLogger<HeartbeatJob>.Instance).Execute(null!, TestContext.Current.CancellationToken);
    }
}
