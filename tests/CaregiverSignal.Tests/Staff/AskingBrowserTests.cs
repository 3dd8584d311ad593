namespace CaregiverSignal.Tests.Staff;

/// <summary>A mailed sign-in link opens a door for the browser that asked for it, and for no other.</summary>
public sealed class AskingBrowserTests() : AtASite("2026-03-02")
{
    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator();
    }

    [Fact]
    public async Task Asked_on_the_computer_and_opened_on_the_phone_one_more_mail_lets_her_in_there()
    {
        var (computer, phone) = (site.NewBrowser(), site.NewBrowser());
        var first = await Ask(computer);

        await phone.Open(first);
        Assert.Equal(Dutch("SignInLinkModel.Elsewhere.Title"), phone.Heading);
        await phone.Press(Dutch("SignInLinkModel.Elsewhere.Do"));
        Assert.Equal(Dutch("SignInModel.SentTitle"), phone.Heading);
        await (await phone.Open(await NewestLink())).Press(Dutch("SignInModel.Title"));

        Assert.Equal("/werklijst", phone.Path);
    }

    [Fact]
    public async Task Whoever_has_only_the_mail_does_not_get_in()
    {
        var link = await Ask(site.NewBrowser());
        var thief = await site.NewBrowser().Open(link);

        await thief.Post(link, [thief.Token]);

        Assert.Equal(HttpStatusCode.Forbidden, thief.Status);
        Assert.Equal(Dutch("SignInLinkModel.Elsewhere.Title"), thief.Heading);
        Assert.Equal("/inloggen", (await thief.Open("/werklijst")).Path);
        // A new mail goes to her mailbox, which the thief does not have; by one link there is one.
        for (var times = 0; times < 3; times++)
            await (await thief.Open(link)).Press(Dutch("SignInLinkModel.Elsewhere.Do"));
        Assert.Equal(2, await site.Count("mail"));
    }

    [Fact]
    public async Task A_scanner_of_mail_that_presses_the_button_ends_no_link_of_hers()
    {
        var els = site.NewBrowser();
        var link = await Ask(els);
        await (await site.NewBrowser().Open(link)).Press(Dutch("SignInLinkModel.Elsewhere.Do"));

        await (await els.Open(link)).Press(Dutch("SignInModel.Title"));

        Assert.Equal("/werklijst", els.Path);
    }

    [Fact]
    public async Task A_stranger_who_asks_in_her_name_gets_nothing_when_she_opens_that_mail()
    {
        var (stranger, els) = (site.NewBrowser(), site.NewBrowser());
        var link = await Ask(stranger);
        // While the stranger's stands there is no mail for her, so that one must do.
        Assert.Equal(link, await Ask(els));
        await els.Open(link);

        await (await els.Press(Dutch("SignInLinkModel.Elsewhere.Do"))).Open(await NewestLink());
        await els.Press(Dutch("SignInModel.Title"));
        await stranger.Open("/werklijst");

        Assert.Equal("/werklijst", els.Path);
        Assert.Equal("/inloggen", stranger.Path);
    }

    [Fact]
    public async Task Asking_again_ends_the_link_before_and_using_one_ends_all()
    {
        var browser = site.NewBrowser();
        var first = await Ask(browser);
        site.Advance(TimeSpan.FromMinutes(5));
        var links = new[] { first, await Ask(browser), await site.SignInLink() };

        Assert.Equal(HttpStatusCode.Gone, (await browser.Open(links[0])).Status);
        await (await browser.Open(links[1])).Press(Dutch("SignInModel.Title"));

        Assert.Equal("/werklijst", browser.Path);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(links[2])).Status);
        Assert.Equal(0, await site.Count("link", "used_at is null and revoked_at is null"));
    }

    [Fact]
    public async Task A_stranger_who_keeps_asking_ends_no_link_of_hers()
    {
        var els = site.NewBrowser();
        var link = await Ask(els);
        for (var minute = 0; minute < 14; minute++)
        {
            site.Advance(TimeSpan.FromMinutes(1));
            await Ask(site.NewBrowser());
        }

        Assert.Equal(2, await site.Count("mail"));

        await (await els.Open(link)).Press(Dutch("SignInModel.Title"));

        Assert.Equal("/werklijst", els.Path);
    }

    [Fact]
    public async Task Opening_it_elsewhere_changes_nothing_and_says_nobodys_name()
    {
        var link = await Ask(site.NewBrowser());
        var before = await site.Dump();

        var elsewhere = await site.NewBrowser().Open(link);

        Assert.Equal(before, await site.Dump());
        Assert.NotEmpty(elsewhere.Text);
        Assert.Lacks("Els", elsewhere.Text);
        Assert.Lacks(TestInstallation.CoordinatorEmail, elsewhere.Page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task What_tells_the_browser_comes_along_from_webmail_and_is_kept_from_scripts()
    {
        var browser = await site.NewBrowser().Open("/inloggen");
        using var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies }
        )
        {
            BaseAddress = site.Address,
        };
        using var body = new FormUrlEncodedContent([browser.Token, new("Email", "iemand@elders.example")]);

        using var answer = await client.PostAsync(new Uri("/inloggen", UriKind.Relative), body, Some.Stop);

        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"),
            text => text.StartsWith("aanvraag=", StringComparison.Ordinal)
        );
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> Ask(Browser browser)
    {
        await (await browser.Open("/inloggen")).AskLink(TestInstallation.CoordinatorEmail);
        return await NewestLink();
    }

    private async Task<string> NewestLink() =>
        TestInstallation.LinkIn(
            System.Text.Encoding.ASCII.GetString(
                await site.Read(async transaction =>
                    await transaction.OneMail(
                        """
                        select mail.id from mail
                        join link on mail.dedupe_key like '%:' || link.key_hash
                        order by link.id desc limit 1
                        """
                    )
                )
            ),
            "i"
        );
}
