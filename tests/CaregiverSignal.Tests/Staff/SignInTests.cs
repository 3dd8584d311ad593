using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Staff;

public sealed class SignInTests() : AtASite("2026-03-02", Some.OwnNumber)
{
    [Fact]
    public async Task A_link_works_once()
    {
        await site.Coordinator();
        var link = await site.SignInLink();
        var (first, second) = (site.NewBrowser(), site.NewBrowser());
        await first.Open(link);
        await second.Open(link);

        await first.Press(Dutch("SignInModel.Title"));
        await second.Press(Dutch("SignInModel.Title"));

        Assert.Equal(Dutch("Everywhere.Worklist"), first.Heading);
        Assert.Equal(HttpStatusCode.Gone, second.Status);
    }

    [Fact]
    public async Task An_invited_coordinator_gets_a_link_by_mail_and_comes_in_with_it()
    {
        await site.Invited();
        var browser = site.NewBrowser();

        await (await browser.Open("/inloggen")).AskLink(TestInstallation.CoordinatorEmail);
        await site.RunJobs();
        await browser.Open(TestInstallation.LinkIn(site.Mails().Single(), "i"));
        var point = site.Part<CurrentSettings>().SupportPoint.Name;
        Assert.Equal(Dutch("SignInLinkModel.Welcome.Title", ("steunpunt", point)), browser.Heading);
        Assert.Has($"Dag {TestInstallation.CoordinatorEmail}. {point} nodigt u uit", browser.Text);
        await browser.Press(Dutch("SignInModel.Title"));

        Assert.Equal("/werklijst", browser.Path);
        Assert.Equal(Dutch("Everywhere.Worklist"), browser.Heading);
        Assert.Equal(1, await site.Count("coordinator", "enrolled_at is not null"));
    }

    [Fact]
    public async Task The_pages_to_sign_in_have_nothing_of_a_caregivers_page()
    {
        await site.Invited();
        var browser = await site.NewBrowser().Open("/inloggen");
        Assert.Null(browser.Page.QuerySelector("footer ul"));

        await browser.AskLink(TestInstallation.CoordinatorEmail);

        Assert.Equal(Dutch("SignInModel.SentTitle"), browser.Heading);
        Assert.Null(browser.Page.QuerySelector("footer ul"));
        Assert.NotNull(browser.Page.QuerySelector("footer a[href^='tel:']"));
    }

    [Fact]
    public async Task A_link_that_could_not_be_stored_is_sent_at_the_next_try()
    {
        await site.Invited();
        var browser = await site.NewBrowser().Open("/inloggen");
        await site.RefuseWrites("insert on mail");
        await browser.AskLink(TestInstallation.CoordinatorEmail);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), browser.Answer.Headers.RetryAfter?.Delta);

        await site.PermitWrites();
        browser = await site.NewBrowser().Open("/inloggen");
        await browser.AskLink(TestInstallation.CoordinatorEmail);

        Assert.Equal(1, await site.Count("mail"));
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_however_often()
    {
        await site.Coordinator();
        var link = await site.SignInLink();
        var before = await site.Dump();
        var browser = site.NewBrowser();

        for (var time = 0; time < 5; time++)
        {
            await browser.Open(link);
            await browser.Head(link);
        }

        Assert.Equal(before, await site.Dump());
        await (await browser.Open(link)).Press(Dutch("SignInModel.Title"));
        Assert.Equal(Dutch("Everywhere.Worklist"), browser.Heading);
    }

    [Fact]
    public async Task Of_many_who_press_the_button_of_one_link_at_once_one_comes_in_and_the_others_read_why_not()
    {
        await site.Coordinator();
        var link = await site.SignInLink();
        var all = Enumerable.Range(0, 8).Select(_ => site.NewBrowser()).ToList();
        foreach (var browser in all)
            await browser.Open(link);

        await Task.WhenAll(all.Select(browser => browser.Press(Dutch("SignInModel.Title"))));

        Assert.Single(all, browser => browser.Path == "/werklijst");
        Assert.Equal(
            7,
            all.Count(browser =>
                browser.Status == HttpStatusCode.Gone && browser.Heading == Dutch("Shared.DeadLinkTitle")
            )
        );
    }

    [Fact]
    public async Task A_used_an_expired_and_an_invented_link_show_the_same_page()
    {
        await site.Coordinator();
        var (used, expired) = (await site.SignInLink(), await site.SignInLink());
        await (await site.NewBrowser().Open(used)).Press(Dutch("SignInModel.Title"));
        site.Advance(TimeSpan.FromDays(1));
        var pages = new List<string>();

        foreach (var link in new[] { used, expired, "/i/" + new string('a', 43), "/i/x" })
        {
            var browser = await site.NewBrowser().Open(link);
            Assert.Equal(HttpStatusCode.Gone, browser.Status);
            Assert.NotNull(browser.Page.QuerySelector("a[href='/inloggen']"));
            pages.Add(browser.Page.DocumentElement.OuterHtml);
        }

        Assert.Single(pages.Distinct());
    }

    [Fact]
    public async Task The_sixth_request_for_one_account_within_a_quarter_waits_known_or_not()
    {
        await site.Coordinator();
        foreach (var email in new[] { TestInstallation.CoordinatorEmail, "iemand@elders.example" })
        {
            var browser = site.NewBrowser();
            for (var time = 0; time < 5; time++)
            {
                await (await browser.Open("/inloggen")).AskLink(email);
                Assert.Equal(HttpStatusCode.OK, browser.Status);
            }

            await (await browser.Open("/inloggen")).AskLink(email.ToUpperInvariant());

            Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
            Assert.Equal("900", browser.Answer.Headers.RetryAfter!.ToString());
        }

        // Who was never here gets one link, and the others while it stands.
        Assert.Equal(1, await site.Count("mail"));
    }

    [Fact]
    public async Task Thirty_guesses_of_one_network_leave_no_more_lines_and_close_the_door_to_no_colleague_there()
    {
        await site.Coordinator();
        var browser = await site.NewBrowser().Open("/inloggen");
        var token = browser.Token;
        for (var number = 1; number <= 30; number++)
        {
            await browser.Post("/inloggen", [token, new("Email", $"a{number}@elders.example")]);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        var lines = await site.Count("audit_log");

        for (var more = 0; more < 9; more++)
        {
            await browser.Post("/inloggen", [token, new("Email", $"b{more}@elders.example")]);
            Assert.Equal((HttpStatusCode.OK, Dutch("SignInModel.SentTitle")), (browser.Status, browser.Heading));
        }

        Assert.Equal(
            "limit sign-in",
            await site.Joined($"select action || ' ' || object from audit_log where id > {lines}")
        );
        for (var asked = 0; asked < 9; asked++)
        {
            var els = await site.NewBrowser().Open("/inloggen");
            await els.AskLink(TestInstallation.CoordinatorEmail);
            Assert.Equal(browser.Page.DocumentElement.OuterHtml, els.Page.DocumentElement.OuterHtml);
        }

        Assert.Equal(1, await site.Count("mail"));
        Assert.Equal(lines + 2, await site.Count("audit_log"));
    }

    [Fact]
    public async Task Half_an_hour_without_a_page_ends_the_session()
    {
        await site.Coordinator();
        var browser = await site.SignedIn();

        site.Advance(TimeSpan.FromMinutes(29));
        await browser.Open("/werklijst");
        Assert.Equal("/werklijst", browser.Path);
        site.Advance(TimeSpan.FromMinutes(29));
        await browser.Open("/werklijst");
        Assert.Equal("/werklijst", browser.Path);
        site.Advance(TimeSpan.FromMinutes(31));
        await browser.Open("/werklijst");

        Assert.Equal("/inloggen", browser.Path);
        Assert.Has(Dutch("SignInModel.Ended"), browser.Text);
    }

    [Fact]
    public async Task Ten_hours_end_the_session_whatever_happens()
    {
        await site.Coordinator();
        var browser = await site.SignedIn();

        for (var quarter = 1; quarter < 40; quarter++)
        {
            site.Advance(TimeSpan.FromMinutes(15));
            await browser.Open("/werklijst");
            Assert.Equal("/werklijst", browser.Path);
        }

        site.Advance(TimeSpan.FromMinutes(15));
        await browser.Open("/werklijst");

        Assert.Equal("/inloggen", browser.Path);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_also_for_a_copy_of_the_cookie_and_everywhere_on_request()
    {
        await site.Coordinator();
        var (browser, elsewhere) = (await site.SignedIn(), await site.SignedIn());
        var cookie = browser.Cookies.GetCookies(site.Address)["werk"]!.Value;

        await (await browser.Open("/mijn-account")).Press(Dutch("Everywhere.SignOut"));
        var copy = site.NewBrowser();
        copy.Cookies.Add(site.Address, new Cookie("werk", cookie));
        await copy.Open("/werklijst");

        Assert.Has(Dutch("SignInModel.SignedOut"), browser.Text);
        Assert.Equal("/inloggen", copy.Path);
        Assert.Equal("/werklijst", (await elsewhere.Open("/werklijst")).Path);

        var another = await site.SignedIn();
        await (await another.Open("/mijn-account")).Press(Dutch("OwnAccountModel.Leave.Do"));

        Assert.Equal("/inloggen", (await elsewhere.Open("/werklijst")).Path);
    }

    [Fact]
    public async Task A_form_whose_session_ended_elsewhere_is_kept()
    {
        await site.Coordinator();
        await site.Coordinator("joost@steunpunt.example", "Joost");
        var (desk, telephone) = (await site.SignedIn(), await site.SignedIn());
        await desk.Open("/afwezig");
        desk.Write(Dutch("AbsenceModel.Last"), "2026-03-05");
        await (await telephone.Open("/mijn-account")).Press(Dutch("OwnAccountModel.Leave.Do"));

        await desk.Press(Dutch("Everywhere.Save"));

        Assert.Equal((HttpStatusCode.Unauthorized, Dutch("KeptFormPage.Title")), (desk.Status, desk.Heading));
        Assert.Equal("2026-03-05", desk.Page.QuerySelector("[name=Last]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Signing_in_again_makes_a_new_session()
    {
        await site.Coordinator();
        var browser = await site.SignedIn();
        var first = browser.Cookies.GetCookies(site.Address)["werk"]!.Value;

        await (await browser.Open(await site.SignInLink())).Press(Dutch("SignInModel.Title"));

        Assert.NotEqual(first, browser.Cookies.GetCookies(site.Address)["werk"]!.Value);
    }

    [Fact]
    public async Task The_staff_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        await site.Coordinator();
        var cookies = new List<string>();
        var browser = await site.NewBrowser().Open(await site.SignInLink());
        using var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies }
        )
        {
            BaseAddress = site.Address,
        };

        using var body = new FormUrlEncodedContent(browser.Fields);
        using var answer = await client.PostAsync(new Uri(browser.Path, UriKind.Relative), body, Some.Stop);
        cookies.AddRange(answer.Headers.GetValues("Set-Cookie"));

        var staff = Assert.Single(cookies, cookie => cookie.StartsWith("werk=", StringComparison.Ordinal));
        Assert.Contains("httponly", staff, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", staff, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_sign_in_without_a_form_of_ours_is_refused_and_the_link_still_works()
    {
        await site.Coordinator();
        var link = await site.SignInLink();
        var browser = site.NewBrowser();

        await browser.Post(link, []);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await (await browser.Open(link)).Press(Dutch("SignInModel.Title"));
        Assert.Equal(Dutch("Everywhere.Worklist"), browser.Heading);
    }
}
