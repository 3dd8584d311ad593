using CaregiverSignal.Configuration;
using CaregiverSignal.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Hosting;

public sealed class JobRunnerTests() : AtASite("2026-01-05")
{
    [Fact]
    public void What_was_put_aside_is_tried_again_after_an_hour_and_not_before()
    {
        site.Add(Some.Person());
        site.Sql("update caregiver set born = '2000-13-45'");
        site.RunJobs(mayFail: true);
        site.Sql("update caregiver set born = null");

        site.Clock.Advance(TimeSpan.FromMinutes(59));
        site.RunJobs();
        Assert.Equal(0, site.Count("mail"));

        site.Clock.Advance(TimeSpan.FromMinutes(1));
        site.RunJobs();
        Assert.Equal((1, 0), (site.Count("mail"), site.Count("failure")));
        Assert.Equal(1, site.Part<JobRunner>().Failures);
    }

    [Fact]
    public void Two_runs_in_a_row_do_nothing_the_second_time()
    {
        site.Add(Some.Person());
        site.RunJobs();
        var before = site.Content();

        Assert.Equal(0, site.Part<JobRunner>().Run(Some.Stop));
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task A_run_on_a_store_that_fails_does_not_stop_the_ones_behind_it()
    {
        site.Sql("update site_clock set simulated = 1; drop table site_clock; update commit_mark set id = id");
        Assert.ThrowsAny<Exception>(() => site.Part<JobRunner>().Run(Some.Stop));

        await ActivatorUtilities.CreateInstance<RunDueJobs>(site.PartsOn(site.Database)).Execute(null!, Some.Stop);
    }

    [Fact]
    public void Settings_that_are_emptied_under_the_program_stop_no_job_and_hold_again_once_filled_in()
    {
        var by = site.Coordinator();
        void Name(string name) =>
            site.Write(transaction =>
            {
                SettingChangeTable.Add(transaction, "SupportPoint:Name", name, by, site.Time.Now);
            });
        Name("De Linde");
        site.RunJobs();
        Assert.Equal("De Linde", site.Part<CurrentSettings>()["SupportPoint:Name"]);

        site.Sql("delete from setting_change");
        site.AddCaregiver();
        site.RunJobs();

        Assert.Equal(1, site.Count("mail", "state = 'sent'"));
        Assert.Equal(PageSettings.StandardOf("SupportPoint:Name"), site.Part<CurrentSettings>()["SupportPoint:Name"]);
        Name("De Eik");
        site.RunJobs();
        Assert.Equal("De Eik", site.Part<CurrentSettings>()["SupportPoint:Name"]);
    }
}
