using CaregiverSignal.Health;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Tests.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>When systemd would start the program again: what hangs does not go round, and what fails does.</summary>
public sealed class WatchdogTests() : AtASite()
{
    [Fact]
    public async Task A_beat_that_hangs_ends_the_signs_of_life_and_one_that_goes_on_brings_them_back()
    {
        await using var service = await ServeAsync();
        using var goOn = new ManualResetEventSlim();
        var writing = HoldStore(goOn);
        var beat = ARun(service);

        site.Advance(TimeSpan.FromMinutes(4));
        var before = GoesRound(service);
        site.Advance(TimeSpan.FromMinutes(3));
        var hanging = GoesRound(service);
        goOn.Set();
        await Task.WhenAll(writing, beat);
        var mended = GoesRound(service);
        await service.StopAsync(Some.Stop);

        Assert.Equal((true, false, true), (before, hanging, mended));
    }

    [Fact]
    public async Task A_beat_that_fails_is_a_sign_of_life()
    {
        await using var service = await ServeAsync();
        await site.Sql("update site_clock set simulated = 1; drop table site_clock; update commit_mark set id = id");
        for (var minutes = 0; minutes < 7; minutes++)
        {
            site.Advance(TimeSpan.FromMinutes(1));
            await ARun(service);
        }

        var goesRound = GoesRound(service);
        await service.StopAsync(Some.Stop);

        Assert.True(goesRound);
    }

    [LargeFact]
    public async Task A_mail_that_hangs_ends_the_signs_of_life_only_after_the_longest_conversation()
    {
        await using var relay = new HangingSender(beforeMessage: true);
        await site.AddCaregiver();
        await using var service = await ServeAsync(relay);
        await relay.Hangs.Task;

        var minutes = 0;
        while (GoesRound(service) && ++minutes < 30)
        {
            site.Advance(TimeSpan.FromMinutes(1));
            await ARun(service);
        }

        await service.StopAsync(Some.Stop);

        Assert.InRange(minutes, 20, 22);
    }

    private static bool GoesRound(WebApplication service) => service.Services.GetRequiredService<Readiness>().GoesRound;

    /// <summary>The service with its schedule paused, after a first beat: beats come when a test gives one.</summary>
    private async Task<WebApplication> ServeAsync(IMailSender? mail = null)
    {
        var service = ServiceHost.Build(
            site.Installation,
            site.Database,
            site.Clock,
            beats: true,
            every: TimeSpan.FromDays(1),
            mail
        );
        var schedule = await service
            .Services.GetRequiredKeyedService<ISchedulerFactory>(JobSchedule.Scheduler)
            .GetScheduler();
        await schedule.PauseAll();
        await service.StartAsync();
        await ARun(service);
        return service;
    }

    /// <summary>Keeps every write waiting until a test says so; no beat ends meanwhile.</summary>
    private Task HoldStore(ManualResetEventSlim goOn)
    {
        var holds = new TaskCompletionSource();
        var writing = Task.Run(() =>
            site.Write(_ =>
            {
                holds.TrySetResult();
                goOn.Wait(TimeSpan.FromMinutes(1));
                return Task.CompletedTask;
            })
        );
        holds.Task.Wait(TimeSpan.FromMinutes(1));
        return writing;
    }

    /// <summary>A beat as the schedule gives it, which ends when it has gone round.</summary>
    private static Task ARun(WebApplication service) =>
        Task.Run(async () =>
            await ActivatorUtilities.CreateInstance<RunDueJobs>(service.Services).Execute(null!, CancellationToken.None)
        );
}
