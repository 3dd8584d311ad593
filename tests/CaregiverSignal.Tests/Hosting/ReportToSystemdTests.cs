using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Mail;
using CaregiverSignal.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Hosting;

public sealed class ReportToSystemdTests : IDisposable
{
    private readonly NotifySocket systemd = new();

    public void Dispose() => systemd.Dispose();

    [Fact]
    public async Task The_program_is_ready_when_its_pages_answer_and_gives_signs_of_life_until_it_stops()
    {
        using var folder = new ProgramFolder();
        folder.Environment["NOTIFY_SOCKET"] = systemd.Address;
        folder.Environment["WATCHDOG_USEC"] = "300000";
        var (service, address) = await folder.ServeAsync();
        using var running = service;

        var first = await systemd.NextAsync();
        // The first looks at the store may take longer than a report waits.
        var second = await systemd.WithAsync("STATUS=Does its work");
        using var client = new HttpClient();
        var answer = await client.GetAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken);
        var third = await systemd.WithAsync("STATUS=Does its work");
        service.Terminate();
        var last = await systemd.WithAsync("STOPPING=1");
        var (code, _, _) = await service.EndAsync();

        Assert.Equal("READY=1", first[0]);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(["WATCHDOG=1", "STATUS=Does its work"], second);
        Assert.Equal(second, third);
        Assert.Equal(["STOPPING=1", "STATUS=Stopping"], last);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_beat_that_hangs_ends_the_signs_of_life_and_one_that_goes_on_brings_them_back()
    {
        using var site = Start();
        await using var service = await ServeAsync(site);
        using var goOn = new ManualResetEventSlim();
        var writing = HoldStore(site, goOn);
        var beat = ABeat(service);

        var signs = 0;
        string[] report;
        while ((report = await AfterAMinute(site)).Contains("WATCHDOG=1"))
            signs++;
        goOn.Set();
        await Task.WhenAll(writing, beat);
        var mended = await AfterAMinute(site);
        await service.StopAsync(TestContext.Current.CancellationToken);

        // The first beat of the service may end a minute later than the store is held.
        Assert.InRange(signs, 5, 6);
        Assert.Matches("^STATUS=Hangs: the heartbeat has not gone round for [67] minutes$", Assert.Single(report));
        Assert.Equal("WATCHDOG=1", mended[0]);
    }

    [Fact]
    public async Task A_beat_that_fails_is_a_sign_of_life_and_its_trouble_is_in_the_status()
    {
        using var site = Start();
        await using var service = await ServeAsync(site);
        site.Sql("update site_clock set simulated = 1; drop table site_clock; update commit_mark set mark = mark + 1");
        await ABeat(service);
        for (var minutes = 0; minutes < 6; minutes++)
        {
            await AfterAMinute(site);
            await ABeat(service);
        }

        var report = await AfterAMinute(site);
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("WATCHDOG=1", report[0]);
        Assert.StartsWith("STATUS=Needs a person: ", report[1], StringComparison.Ordinal);
    }

    [LargeFact]
    public async Task A_mail_that_hangs_ends_the_signs_of_life_only_after_the_longest_conversation()
    {
        await using var relay = new HangingSender(beforeMessage: true);
        using var site = Start();
        site.AddCaregiver();
        await using var service = await ServeAsync(site, relay);
        await relay.Hangs.Task;

        var signs = 0;
        string[] report;
        do
        {
            await ABeat(service);
            report = await AfterAMinute(site);
        } while (report.Contains("WATCHDOG=1") && ++signs < 30);
        await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.InRange(signs, 19, 21);
        Assert.Matches("^STATUS=Hangs: sending has not gone round for 2[01] minutes$", Assert.Single(report));
    }

    [Theory]
    [InlineData(null, null, 60)]
    [InlineData("30000000", null, 10)]
    [InlineData("30000000", "1", 60)]
    [InlineData("600000000", null, 60)]
    [InlineData("no number", null, 60)]
    public void It_reports_three_times_in_the_time_that_systemd_waits_and_each_minute_at_least(
        string? watchdog,
        string? of,
        int seconds
    )
    {
        var environment = Some.Configuration(
            ("NOTIFY_SOCKET", "/run/somewhere"),
            ("WATCHDOG_USEC", watchdog),
            ("WATCHDOG_PID", of)
        );

        Assert.Equal(TimeSpan.FromSeconds(seconds), SystemdSocket.Of(environment)!.Interval);
    }

    [Fact]
    public void Without_systemd_nothing_is_reported_and_a_socket_that_is_gone_is_no_error()
    {
        Assert.Null(SystemdSocket.Of(Some.Configuration()));
        Assert.Null(SystemdSocket.Of(Some.Configuration(("NOTIFY_SOCKET", ""))));
        Assert.False(new SystemdSocket("/nowhere/at/all", null).Send("READY=1"));
        Assert.False(new SystemdSocket("@nobody-listens-here", null).Send("READY=1"));
    }

    private TestInstallation Start() =>
        Some.Installation(("NOTIFY_SOCKET", systemd.Address), ("WATCHDOG_USEC", "180000000"));

    /// <summary>The service; after the first beat, beats come when a test gives one.</summary>
    private async Task<WebApplication> ServeAsync(TestInstallation site, IMailSender? mail = null)
    {
        var service = Service.Build(
            site.Installation,
            site.Database,
            site.Clock,
            beats: true,
            every: TimeSpan.FromDays(1),
            mail
        );
        await service.StartAsync();
        Assert.Equal("READY=1", (await systemd.NextAsync())[0]);
        return service;
    }

    /// <summary>Keeps every write waiting until a test says so; no beat ends meanwhile.</summary>
    private static Task HoldStore(TestInstallation site, ManualResetEventSlim goOn)
    {
        var holds = new TaskCompletionSource();
        var writing = Task.Run(() =>
            site.Database.Write(_ =>
            {
                holds.TrySetResult();
                goOn.Wait(TimeSpan.FromMinutes(1));
            })
        );
        holds.Task.Wait(TimeSpan.FromMinutes(1));
        return writing;
    }

    /// <summary>A beat as the schedule gives it, which ends when it has gone round.</summary>
    private static Task ABeat(WebApplication service) =>
        Task.Run(async () =>
            await ActivatorUtilities.CreateInstance<RunDueJobs>(service.Services).Execute(null!, CancellationToken.None)
        );

    private async Task<string[]> AfterAMinute(TestInstallation site)
    {
        site.Advance(TimeSpan.FromMinutes(1));
        return await systemd.NextAsync();
    }
}
