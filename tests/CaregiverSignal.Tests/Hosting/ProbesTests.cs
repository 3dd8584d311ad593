using CaregiverSignal.Health;
using CaregiverSignal.Pages.ForAdministrators;
using CaregiverSignal.Web;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>A bad day is told alike by health, check, the page of settings and a mail.</summary>
public sealed class ProbesTests() : AtASite("2026-03-02")
{
    private const string Ada = "ada@steunpunt.example";

    private const string StandsStill =
        "insert into failure (job, item, kind, first_at, last_at, times) values ('digest', 0, 'IOException', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.000Z', 3)";

    [Theory]
    [InlineData("clock", "update site_clock set at = '2099-01-01T00:00:00.000Z'")]
    [InlineData("work", StandsStill)]
    [InlineData("mail-held", "update send_hold set why = 'restored', held_at = '2026-03-02T08:00:00.000Z'")]
    public async Task What_goes_wrong_is_red_in_health_fails_check_and_is_said_on_the_page_of_settings(
        string check,
        string sql
    )
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        await site.RunJobs();
        Assert.Equal(HttpStatusCode.OK, (await site.NewBrowser().Open("/health/ready")).Status);
        Assert.Empty(await Failing());

        await site.Sql(sql);
        await site.Part<Readiness>().LookAsync();

        var health = await site.NewBrowser().Open("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        var lines = (await health.Answer.Content.ReadAsStringAsync(Some.Stop)).Trim().Split('\n');
        Assert.Has($"\"check\":\"{check}\",\"ok\":false", Assert.Single(lines, line => line.Contains("false")));
        Assert.Equal([check.Replace('-', ' ')], await Failing());
        var ada = await (await site.SignedIn(Ada)).Open("/beheer/instellingen");
        Assert.Has(SettingsModel.Words["ToDo.Probe." + check], ada.Text);
    }

    [Theory]
    [InlineData("mail", "421 4.3.2 Not now")]
    [InlineData("banner", "554 5.7.1 You are not welcome")]
    public async Task A_relay_that_takes_no_mail_is_red_at_its_step_until_it_does_and_then_has_each_mail_once(
        string stage,
        string reply
    )
    {
        await using var relay = SmtpListener.Start().On(stage, reply);
        using var own = Some.Installation(
                ("Mail:Mode", "smtp"),
                ("Mail:Host", "127.0.0.1"),
                ("Mail:Port", $"{relay.Port}"),
                ("Mail:Security", "none")
            )
            .On("2026-03-02");
        await own.AddCaregiver();

        await own.RunJobs(mayFail: true);

        await own.Part<Readiness>().LookAsync();
        var health = await own.NewBrowser().Open("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        Assert.Has("\"check\":\"mail\",\"ok\":false", await health.Answer.Content.ReadAsStringAsync(Some.Stop));
        var said = (await StoreChecks.AllAsync(own.Installation, own.Database, ServedPaths.All)).First(line =>
            line is { Subject: "mail", Good: false }
        );
        Assert.Has($"the relay failed last at '{stage}', and 1 mails wait", said.Detail);

        relay.On(stage, SmtpReaction.Usual);
        own.Advance(TimeSpan.FromHours(1));
        await own.RunJobs();

        await own.Part<Readiness>().LookAsync();
        Assert.Equal(HttpStatusCode.OK, (await own.NewBrowser().Open("/health/ready")).Status);
        Assert.Single(relay.Messages);
    }

    [Fact]
    public async Task Everything_that_can_go_wrong_has_its_words_on_the_page_of_settings() =>
        Assert.Each(
            await site.Part<Readiness>().LookAsync(),
            found => Assert.True(SettingsModel.Words.Has("ToDo.Probe." + found.Check), found.Check)
        );

    [Fact]
    public async Task Administrators_are_mailed_once_a_day_that_something_goes_wrong_and_not_what()
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        await site.Coordinator();
        await site.Sql(StandsStill);
        await LookAsync();
        Assert.Equal(0, await site.Count("mail", "kind = 'trouble'"));

        await LookAsync();
        await LookAsync();
        site.Advance(TimeSpan.FromDays(1));
        await LookAsync();

        var mails = await site.Mails("trouble");
        Assert.Equal([Ada, Ada], mails.Select(sent => sent.To.Address));
        var mail = mails[0];
        Assert.Has("/beheer/instellingen", mail.Text);
        Assert.Lacks("digest", mail.Text);
    }

    [Fact]
    public async Task No_mail_about_mail_waits_for_a_relay_that_takes_none()
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        await site.Sql("update send_hold set stage = 'rcpt'");

        await LookAsync();
        await LookAsync();

        Assert.Equal(0, await site.Count("mail", "kind = 'trouble'"));
    }

    private Task LookAsync() => site.Part<PingOutside>().PingAsync(Some.Stop);

    private async Task<IEnumerable<string>> Failing() =>
        (await StoreChecks.AllAsync(site.Installation, site.Database, ServedPaths.All))
            .Where(line => !line.Good)
            .Select(line => line.Subject);
}
