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
        site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        site.RunJobs();
        Assert.Equal(HttpStatusCode.OK, (await site.NewBrowser().Open("/health/ready")).Status);
        Assert.Empty(Failing());

        site.Sql(sql);
        site.Part<Readiness>().Look();

        var health = await site.NewBrowser().Open("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        var lines = (await health.Answer.Content.ReadAsStringAsync(Some.Stop)).Trim().Split('\n');
        Assert.Has($"\"check\":\"{check}\",\"ok\":false", Assert.Single(lines, line => line.Contains("false")));
        Assert.Equal([check.Replace('-', ' ')], Failing());
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
        own.AddCaregiver();

        own.RunJobs(mayFail: true);

        own.Part<Readiness>().Look();
        var health = await own.NewBrowser().Open("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        Assert.Has("\"check\":\"mail\",\"ok\":false", await health.Answer.Content.ReadAsStringAsync(Some.Stop));
        var said = StoreChecks
            .All(own.Installation, own.Database, ServedPaths.All)
            .First(line => line is { Subject: "mail", Good: false });
        Assert.Has($"the relay failed last at '{stage}', and 1 mails wait", said.Detail);

        relay.On(stage, SmtpReaction.Usual);
        own.Advance(TimeSpan.FromHours(1));
        own.RunJobs();

        own.Part<Readiness>().Look();
        Assert.Equal(HttpStatusCode.OK, (await own.NewBrowser().Open("/health/ready")).Status);
        Assert.Single(relay.Messages);
    }

    [Fact]
    public void Everything_that_can_go_wrong_has_its_words_on_the_page_of_settings() =>
        Assert.Each(
            site.Part<Readiness>().Look(),
            found => Assert.True(SettingsModel.Words.Has("ToDo.Probe." + found.Check), found.Check)
        );

    [Fact]
    public async Task Administrators_are_mailed_once_a_day_that_something_goes_wrong_and_not_what()
    {
        site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        site.Coordinator();
        site.Sql(StandsStill);
        await LookAsync();
        Assert.Equal(0, site.Count("mail", "kind = 'trouble'"));

        await LookAsync();
        await LookAsync();
        site.Advance(TimeSpan.FromDays(1));
        await LookAsync();

        var mails = site.Mails("trouble");
        Assert.Equal([Ada, Ada], mails.Select(sent => sent.To.Address));
        var mail = mails[0];
        Assert.Has("/beheer/instellingen", mail.Text);
        Assert.Lacks("digest", mail.Text);
    }

    [Fact]
    public async Task No_mail_about_mail_waits_for_a_relay_that_takes_none()
    {
        site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        site.Sql("update send_hold set stage = 'rcpt'");

        await LookAsync();
        await LookAsync();

        Assert.Equal(0, site.Count("mail", "kind = 'trouble'"));
    }

    private Task LookAsync() => site.Part<PingOutside>().PingAsync(Some.Stop);

    private IEnumerable<string> Failing() =>
        StoreChecks
            .All(site.Installation, site.Database, ServedPaths.All)
            .Where(line => !line.Good)
            .Select(line => line.Subject);
}
