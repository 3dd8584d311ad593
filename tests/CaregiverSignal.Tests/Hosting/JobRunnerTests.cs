using CaregiverSignal.Configuration;
using CaregiverSignal.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Hosting;

public sealed class JobRunnerTests() : AtASite("2026-01-05")
{
    [Fact]
    public async Task What_was_put_aside_is_tried_again_after_an_hour_and_not_before()
    {
        await site.Add(Some.Person());
        await site.Sql("update caregiver set born = '2000-13-45'");
        await site.RunJobs(mayFail: true);
        await site.Sql("update caregiver set born = null");

        site.Clock.Advance(TimeSpan.FromMinutes(59));
        await site.RunJobs();
        Assert.Equal(0, await site.Count("mail"));

        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobs();
        Assert.Equal((1, 0), (await site.Count("mail"), await site.Count("failure")));
        Assert.Equal(1, site.Part<JobRunner>().Failures);
    }

    [Fact]
    public async Task Two_runs_in_a_row_do_nothing_the_second_time()
    {
        await site.Add(Some.Person());
        await site.RunJobs();
        var before = await site.Content();

        Assert.Equal(0, await site.Part<JobRunner>().RunAsync(Some.Stop));
        Assert.Equal(before, await site.Content());
    }

    [Fact]
    public async Task A_run_on_a_store_that_fails_does_not_stop_the_ones_behind_it()
    {
        await site.Sql("update site_clock set simulated = 1; drop table site_clock; update commit_mark set id = id");
        await Assert.ThrowsAnyAsync<Exception>(async () => await site.Part<JobRunner>().RunAsync(Some.Stop));

        await ActivatorUtilities
            .CreateInstance<RunDueJobs>(await site.PartsOn(site.Database))
            .Execute(null!, Some.Stop);
    }

    [Fact]
    public async Task A_stop_in_the_midst_of_the_jobs_is_no_failure()
    {
        var log = new LogLines();
        using var stop = new CancellationTokenSource();
        var jobs = ActivatorUtilities.CreateInstance<RunDueJobs>(
            await site.PartsOn(site.Database),
            log.For<RunDueJobs>()
        );
        site.Database.Engine.Sent += (_, _) => stop.Cancel();

        await jobs.Execute(null!, stop.Token);

        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Settings_that_are_emptied_under_the_program_stop_no_job_and_hold_again_once_filled_in()
    {
        var by = await site.Coordinator();
        Task Name(string name) =>
            site.Write(async transaction =>
            {
                await SettingChangeTable.Add(transaction, "SupportPoint:Name", name, by, site.Time.Now);
            });
        await Name("De Linde");
        await site.RunJobs();
        Assert.Equal("De Linde", site.Part<CurrentSettings>()["SupportPoint:Name"]);

        await site.Sql("delete from setting_change");
        await site.AddCaregiver();
        await site.RunJobs();

        Assert.Equal(1, await site.Count("mail", "state = 'sent'"));
        Assert.Equal(PageSettings.StandardOf("SupportPoint:Name"), site.Part<CurrentSettings>()["SupportPoint:Name"]);
        await Name("De Eik");
        await site.RunJobs();
        Assert.Equal("De Eik", site.Part<CurrentSettings>()["SupportPoint:Name"]);
    }
}
