namespace CaregiverSignal.Tests.Staff;

/// <summary>
/// Addresses of coordinators are no secret, so anybody can ask for their links: nobody is kept out by it, and no
/// mailbox fills.
/// </summary>
public sealed class SignInFloodTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_stranger_locks_nobody_out()
    {
        await site.Enrolled();
        var els = site.NewBrowser("127.0.0.2");
        await ComeIn(els);
        await (await els.Open("/mijn-account")).Press(Dutch("Everywhere.SignOut"));
        var before = await site.Count("mail");

        // A whole day, every minute, each time from another network.
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            if (minute % 240 == 0)
            {
                await Ask(els);
                Assert.Equal((HttpStatusCode.OK, Dutch("SignInModel.SentTitle")), (els.Status, els.Heading));
                await ComeInWithTheNewestLink(els);
                await (await els.Open("/mijn-account")).Press(Dutch("Everywhere.SignOut"));
                before += 1;
            }

            await AskFrom(minute);
            site.Advance(TimeSpan.FromMinutes(1));
        }

        // Each time Els came in it began anew.
        Assert.InRange(await site.Count("mail") - before, 24, 6 * 24);
    }

    [Fact]
    public async Task What_a_stranger_sees_says_nothing_of_whether_a_mail_went_or_who_is_known()
    {
        await site.Enrolled();
        var pages = new List<string>();
        foreach (
            var email in new[]
            {
                TestInstallation.CoordinatorEmail,
                TestInstallation.CoordinatorEmail,
                "iemand@elders.example",
                "iemand@elders.example",
            }
        )
        {
            var stranger = site.NewBrowser("127.0.0.9");
            await Ask(stranger, email);
            Assert.Equal(HttpStatusCode.OK, stranger.Status);
            pages.Add(stranger.Page.DocumentElement.OuterHtml);
        }

        Assert.Single(pages.Distinct());
        Assert.Equal(1, await site.Count("mail"));
    }

    private Task<Browser> AskFrom(int number) => Ask(site.NewBrowser($"127.1.{number / 250}.{1 + (number % 250)}"));

    private static async Task<Browser> Ask(Browser browser, string email = TestInstallation.CoordinatorEmail) =>
        await (await browser.Open("/inloggen")).AskLink(email);

    private async Task ComeIn(Browser browser)
    {
        await Ask(browser);
        await ComeInWithTheNewestLink(browser);
    }

    /// <summary>Where it was asked for at another computer, the page sends one for here first.</summary>
    private async Task ComeInWithTheNewestLink(Browser browser)
    {
        await OpenTheNewestLink(browser);
        if (ButtonOf(browser) is var button && button != Dutch("SignInModel.Title"))
        {
            await browser.Press(button);
            await OpenTheNewestLink(browser);
        }

        await browser.Press(Dutch("SignInModel.Title"));
        Assert.Equal(Dutch("Everywhere.Worklist"), browser.Heading);
    }

    private async Task OpenTheNewestLink(Browser browser)
    {
        await site.RunJobs();
        var newest = await site.Read(async transaction =>
            await transaction.OneMail(
                """
                select mail.id from mail
                join link on mail.dedupe_key = 'sign-in:' || link.key_hash
                where mail.state = 'sent'
                order by link.id desc limit 1
                """
            )
        );
        await browser.Open(ReadMail.From(newest).Links[0]);
    }

    private static string ButtonOf(Browser browser) =>
        browser.Page.QuerySelector("main form button")!.TextContent.Trim();
}
