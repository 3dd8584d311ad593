using CaregiverSignal.AuditLogs;
using CaregiverSignal.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Commands;

public class RunVerbTests
{
    [Fact]
    public async Task A_stop_that_comes_before_the_pages_are_open_is_no_failure()
    {
        using var site = Some.Installation();
        using var app = ServiceHost.Build(site.Installation, site.Database, site.Clock, beats: true);
        app.Lifetime.StopApplication();

        Assert.Equal(CommandLine.Success, await RunVerb.ServeAsync(app, TextWriter.Null, TextWriter.Null));
    }

    /// <summary>That the jobs go round by a clock that nobody can set is theirs alone: a line of the record has its
    /// time from the one that all else goes by.</summary>
    [Fact]
    public async Task What_is_recorded_while_the_jobs_run_has_the_time_of_all_else()
    {
        using var site = Some.Installation().On("2026-03-02");
        using var app = ServiceHost.Build(site.Installation, site.Database, site.Clock, beats: true);

        await app
            .Services.GetRequiredService<AuditWriter>()
            .AddAsync(Actor.Program, AuditAction.Look.Of(AuditTarget.Mail));

        Assert.Same(site.Clock, app.Services.GetRequiredService<TimeProvider>());
        Assert.Begins("2026-03-02", await site.Value<string>("select at from audit_log"));
    }

    [Fact]
    public async Task A_database_that_comes_later_than_the_program_is_waited_for()
    {
        using var server = new TestPostgres();
        using var folder = new ProgramFolder();
        folder.Settings.AddRange([
            "--Storage:Provider=postgres",
            $"--Storage:Connection={server.ConnectionTo("store")}",
        ]);
        server.Stop();
        using var service = folder.Start("--Urls=http://127.0.0.1:0");

        await service.LineAsync("cannot be reached, or the connection broke. Tried again each second");
        server.Start();
        server.Create("store", "template0");

        Assert.NotNull(await service.PagesAsync());
    }

    /// <summary>What nobody mends by starting something is said at once.</summary>
    [Fact]
    public void A_database_that_refuses_is_not_waited_for()
    {
        using var server = new TestPostgres();
        using var folder = new ProgramFolder();
        server.Create("store", "template0");
        folder.Settings.AddRange([
            "--Storage:Provider=postgres",
            $"--Storage:Connection={server.ConnectionTo("store")};Username=nobody",
        ]);

        var (code, output, error) = folder.Run("--Urls=http://127.0.0.1:0");

        Assert.Equal((1, ""), (code, output));
        Assert.Has("user or password is refused", error);
    }
}
