using CaregiverSignal.Cli;

namespace CaregiverSignal.Tests.Cli;

public class RunVerbTests
{
    [Fact]
    public void A_stop_that_comes_before_the_pages_are_open_is_no_failure()
    {
        using var site = Some.Installation();
        using var app = Service.Build(site.Installation, site.Database, site.Clock, beats: true);
        app.Lifetime.StopApplication();

        Assert.Equal(CommandLine.Success, RunVerb.Serve(app, TextWriter.Null, TextWriter.Null));
    }
}
