using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Tests.Web;

public sealed class HealthTests : AtASite
{
    /// <summary>The pages are open from the beginning, so that they look at the parts that a test stops.</summary>
    public HealthTests()
        : base("2026-03-02") => Assert.NotNull(site.Address);

    [Fact]
    public async Task Asking_whether_the_service_is_ready_writes_nothing_while_the_jobs_run()
    {
        var browser = site.NewBrowser();
        site.Part<JobRunner>().Expect();
        await browser.Open("/health/ready");
        var written = Written();

        for (var i = 0; i < 20; i++)
            await browser.Open("/health/ready");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(written, Written());
    }

    [Fact]
    public async Task One_address_that_does_not_exist_does_not_make_the_mail_unready()
    {
        await Invite();
        await site.Sql("update mail set sha256 = 'of other bytes'"); // refused for good, as an address is that does not exist

        Assert.True(await site.Part<SendMail>().RunOneAsync(Some.Stop));

        Assert.Equal(1, await site.Count("mail", "state = 'failed'"));
        Assert.Has("\"check\":\"mail\",\"ok\":true", await Ready(HttpStatusCode.OK));
    }

    [Fact]
    public async Task An_alert_that_is_not_with_the_relay_in_time_makes_the_service_unready_until_somebody_takes_the_signal_up()
    {
        var coordinator = await site.Coordinator();
        await site.AddSignal(await site.AddCaregiver());
        Assert.Equal(1, await site.Part<CaregiverSignal.Alerts.NotifyCoordinator>().RunAsync(1));
        Assert.Has("\"check\":\"alerts\",\"ok\":true", await Ready(HttpStatusCode.OK));

        site.Advance(TimeSpan.FromMinutes(15));
        Assert.Has("\"check\":\"alerts\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));

        await site.Write(async transaction =>
        {
            var caregiver = await transaction.One<long>("select caregiver_id from signal");
            await CaregiverSignal.Cases.CaseActions.TakeUp(
                transaction,
                (await SignalTable.OpenOf(transaction, caregiver))!,
                coordinator,
                site.Part<SiteTime>()
            );
        });
        Assert.Has("\"check\":\"alerts\",\"ok\":true", await Ready(HttpStatusCode.OK));
        Assert.Equal(1, await site.Count("mail", "kind = 'alert' and state = 'cancelled'"));
    }

    [Fact]
    public async Task A_loop_of_mail_that_stands_still_is_noticed()
    {
        site.Part<MailLoop>().Expect();
        site.Advance(TimeSpan.FromMinutes(21));

        Assert.Has("\"check\":\"sending\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Mail_that_nobody_takes_makes_the_service_unready_until_it_goes_again()
    {
        await Invite();
        await File.WriteAllTextAsync(site.MailFolder, "a file where the folder should be", Some.Stop);

        await site.Part<SendMail>().RunOneAsync(Some.Stop);

        Assert.Has("\"check\":\"mail\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));
        File.Delete(site.MailFolder);
        site.Advance(TimeSpan.FromHours(1));
        Assert.True(await site.Part<SendMail>().RunOneAsync(Some.Stop));
        Assert.Has("\"check\":\"mail\",\"ok\":true", await Ready(HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_heart_that_never_begins_to_beat_is_noticed_after_five_minutes()
    {
        site.Part<JobRunner>().Expect();
        site.Advance(TimeSpan.FromMinutes(5));
        await Ready(HttpStatusCode.OK);

        site.Advance(TimeSpan.FromSeconds(1));

        Assert.Has("\"check\":\"heartbeat\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task A_closed_fence_makes_the_service_unready_and_says_why()
    {
        Assert.Has("\"check\":\"mail-held\",\"ok\":true", await Ready(HttpStatusCode.OK));
        await site.Write(async transaction =>
        {
            await SendHoldTable.Hold(transaction, HoldReason.Restored, site.Clock.GetUtcNow());
        });

        Assert.Has(
            "an older state of the store was put back; see resume-mail",
            await Ready(HttpStatusCode.ServiceUnavailable)
        );
    }

    [Fact]
    public async Task Rounds_that_all_fail_are_noticed()
    {
        var loop = site.Part<MailLoop>();
        loop.Expect();
        await site.Sql("alter table mail rename to post; update commit_mark set id = id");
        site.Advance(TimeSpan.FromMinutes(21));

        await loop.RoundAsync(Some.Stop);

        await site.Sql("alter table post rename to mail; update commit_mark set id = id");
        Assert.Has("\"check\":\"sending\",\"ok\":false", await Ready(HttpStatusCode.ServiceUnavailable));
        await loop.RoundAsync(Some.Stop);
        await Ready(HttpStatusCode.OK);
    }

    private async Task Invite()
    {
        await site.AddCaregiver();
        Assert.True(await site.Write(site.Part<InviteToCheckIn>().RunOne));
    }

    private async Task<string> Ready(HttpStatusCode expected)
    {
        var browser = await site.NewBrowser().Open("/health/ready");
        Assert.Equal(expected, browser.Status);
        return await browser.Answer.Content.ReadAsStringAsync(Some.Stop);
    }

    /// <summary>The pages that were written to the store so far: a commit adds to the log beside the file.</summary>
    private string Written() =>
        string.Join(
            ',',
            Directory
                .EnumerateFiles(Path.GetDirectoryName(site.StorePath)!, "site.db*")
                .Order(StringComparer.Ordinal)
                .Select(file => $"{new FileInfo(file).Length}/{File.GetLastWriteTimeUtc(file):O}")
        );
}
