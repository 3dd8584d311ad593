using CaregiverSignal.Invitations;

namespace CaregiverSignal.Tests.Answers;

/// <summary>Somebody else at the same screen, or with the same link, sees nothing of what was filled in.</summary>
public sealed class SharedScreenTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Whoever_opened_the_link_before_the_answers_were_given_sees_none_of_them()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "volhoudtijd");
        var partner = await Begin(link);
        site.Advance(TimeSpan.FromMinutes(5));
        var caregiver = await Begin(link);
        await caregiver.Choose("Hoe gaat het", "Slecht").Press(Dutch("QuestionsPage.Next"));

        await partner.Open("/vragen/1");

        Assert.Null(partner.Chosen("Hoe gaat het"));
        Assert.Equal("Slecht", (await caregiver.Open("/vragen/1")).Chosen("Hoe gaat het"));
        await partner.Press(Dutch("QuestionsPage.Next"));
        Assert.Equal(1, await site.Count("answer", "value = 2 and session_id is not null"));
        Assert.Equal("Slecht", (await caregiver.Open("/vragen/1")).Chosen("Hoe gaat het"));
        Assert.Null((await (await Begin(link)).Open("/vragen/1")).Chosen("Hoe gaat het"));
    }

    [Fact]
    public async Task Whoever_opened_the_link_before_does_not_read_from_a_call_that_the_answers_are_heavy()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "volhoudtijd");
        var partner = await Begin(link);
        site.Advance(TimeSpan.FromMinutes(5));
        await (await Begin(link)).Choose("Hoe gaat het", "Heel slecht").Press(Dutch("QuestionsPage.Next"));

        await partner.Open("/bel");
        await partner.Press(Dutch("Shared.CallYes"));

        Assert.Has("Els of een collega belt u uiterlijk", partner.Text);
        Assert.Lacks("113", partner.Text);
    }

    [Fact]
    public async Task Whoever_sends_what_somebody_else_began_reads_none_of_their_answers()
    {
        var anna = await site.AddCaregiver();
        await site.Sql($"update caregiver set mail_readers = 'somebody' where id = {anna}");
        var (_, link) = await site.AskByLink(anna, "opening", "volhoudtijd");
        var partner = await Begin(link);
        var caregiver = await Begin(link);
        await caregiver.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("QuestionsPage.Next"));
        await caregiver.Choose("Stel: alles blijft zoals", "Korter dan een week").Press(Dutch("QuestionsPage.Next"));
        await site.Sql("update check_in set own_words = 'Ik trek het niet meer.'");

        await partner.Open("/vragen/slot");
        await partner.Press(Dutch("LastPage.Send"));

        Assert.Equal(Dutch("ResultModel.Thanks", "Anna"), partner.Heading);
        Assert.Each(["slecht", "Korter", "trek", "nu veel"], told => Assert.Lacks(told, partner.Text));
        Assert.Equal(2, await site.Count("answer", "value is not null"));
        await site.Sql("update caregiver set mail_readers = null");
        Assert.Has("nu veel", (await partner.Open("/dank")).Text);
    }

    [Fact]
    public async Task Klaar_ends_what_this_browser_may_see()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Sent(link);
        var cookie = CookieOf(browser);

        await browser.Press(Dutch("ResultModel.Close"));

        Assert.Equal("/klaar", browser.Path);
        Assert.Equal(Dutch("Shared.ClosedTitle"), browser.Heading);
        Assert.Lacks("Anna", browser.Page.DocumentElement.TextContent);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), item => item.Name == "vragen");
        var copied = With("vragen", cookie);
        foreach (var path in new[] { "/dank", "/vragen/1", "/pauze", "/stoppen" })
            Assert.Equal(Dutch("Shared.SessionOverTitle"), (await copied.Open(path)).Heading);
    }

    [Theory]
    [InlineData("")]
    [InlineData("onzin")]
    [InlineData("-")]
    [InlineData("N")]
    [InlineData("N-")]
    [InlineData("KEY")]
    [InlineData("-KEY")]
    [InlineData("-N-KEY")]
    [InlineData("+N-KEY")]
    [InlineData("0N-KEY")]
    [InlineData("N%00-KEY")]
    [InlineData("N.KEY")]
    [InlineData("N-N-KEY")]
    [InlineData("N-KEY-")]
    [InlineData("N-0KEY")]
    [InlineData("%D9%A1-KEY")]
    [InlineData("9223372036854775807-KEY")]
    [InlineData("99999999999999999999-KEY")]
    [InlineData("OTHER-KEY")]
    public async Task A_cookie_that_is_not_the_very_key_opens_nothing(string form)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var other = CookieOf(await Begin(link)).Split('-', 2);
        var own = CookieOf(await Sent(link)).Split('-', 2);
        var wrong = form.Replace("OTHER", other[0]).Replace("N", own[0]).Replace("KEY", own[1]);

        Assert.Equal("/dank", (await With("vragen", string.Join('-', own)).Open("/dank")).Path);
        Assert.Has(Dutch("AnsweredPage.See"), (await With("gestuurd", string.Join('-', own)).Open(link)).Text);
        foreach (var path in new[] { "/dank", "/vragen/1", "/pauze", "/stoppen" })
            Assert.Equal(Dutch("Shared.SessionOverTitle"), (await With("vragen", wrong).Open(path)).Heading);
        var sent = await With("gestuurd", wrong).Open(link);
        Assert.Equal(Dutch("AnsweredPage.Title"), sent.Heading);
        Assert.Lacks(Dutch("AnsweredPage.See"), sent.Text);
    }

    [Fact]
    public async Task After_Klaar_the_mailed_link_leads_back_to_the_result_in_the_browser_that_sent_it_alone()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe gaat het", "Slecht").Press(Dutch("LastPage.Send"));
        await browser.Open(link);
        Assert.Equal("/dank", browser.Path);
        await browser.Press(Dutch("ResultModel.Close"));
        var before = await site.Dump();

        await browser.Open(link);
        Assert.Equal(Dutch("AnsweredPage.Title"), browser.Heading);
        Assert.Lacks("Slecht", browser.Text);
        var other = await site.NewBrowser().Open(link);
        Assert.Equal(Dutch("AnsweredPage.Title"), other.Heading);
        Assert.Equal(before, await site.Dump());
        Assert.Lacks("Bekijk", other.Text);
        await other.Post(link, [other.Token, new("keuze", "antwoorden")]);
        Assert.Equal(Dutch("AnsweredPage.Title"), other.Heading);
        await other.Press(Dutch("OptOutPage.OwnPage"));
        Assert.Equal(Dutch("SignInModel.SentTitle"), other.Heading);

        await browser.Press(Dutch("AnsweredPage.See"));
        Assert.Equal("/dank", browser.Path);
        Assert.Contains("Slecht", browser.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_way_back_to_the_result_ends_with_the_mail_address_that_the_link_went_to()
    {
        var caregiver = await site.AddCaregiver();
        var (_, link) = await site.AskByLink(caregiver, "opening");
        var browser = await Sent(link);
        await browser.Press(Dutch("ResultModel.Close"));
        await browser.Open(link);
        var (path, token) = (browser.Path, browser.Token);
        Assert.Equal(Dutch("AnsweredPage.Title"), browser.Heading);

        await site.Write(transaction => NewAddress.Follow(transaction, caregiver, site.Time));

        await browser.Post(path, [token, new("keuze", "antwoorden")]);
        Assert.Equal(Dutch("Shared.DeadLinkTitle"), browser.Heading);
    }

    [Fact]
    public async Task Klaar_and_save_and_stop_tell_the_browser_to_forget_our_pages_and_keep_other_sign_ins()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        var token = browser.Token;
        using var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies }
        )
        {
            BaseAddress = site.Address,
        };
        foreach (
            var (path, field) in new[]
            {
                ("/vragen/1", new KeyValuePair<string, string>("doe", "stop")),
                ("/klaar", new("x", "x")),
            }
        )
        {
            using var body = new FormUrlEncodedContent([token, field]);
            using var answer = await client.PostAsync(path, body, Some.Stop);

            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal("\"cache\", \"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
        }
    }

    [Fact]
    public async Task Save_and_stop_closes_the_form_on_this_screen_and_the_link_goes_on_where_it_was()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "volhoudtijd");
        var browser = await Begin(link);

        await browser.Choose("Hoe gaat het", "Slecht").Press(Dutch("QuestionsPage.Next"));
        await browser.Press(Dutch("QuestionsPage.StopAndSave"));

        Assert.Equal(Dutch("Shared.SavedTitle"), browser.Heading);
        Assert.Equal(1, await site.Count("answer"));
        Assert.Equal(Dutch("Shared.SessionOverTitle"), (await browser.Open("/vragen/1")).Heading);
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.GoOn", 3, ("k", "2")));
        Assert.Equal("/vragen/2", browser.Path);
    }

    [Theory]
    [InlineData(14, "Dank u, Anna")]
    [InlineData(15, "Open de link in uw mail nog een keer")]
    public async Task The_own_result_can_be_seen_for_a_quarter_of_an_hour(int minutes, string heading)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Sent(link);
        site.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(heading, (await browser.Open("/dank")).Heading);
    }

    [Fact]
    public async Task One_link_lets_five_browsers_in_and_the_oldest_makes_room()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var first = await Begin(link);
        var others = new List<Browser>();
        for (var i = 0; i < 12; i++)
            others.Add(await Begin(link));

        Assert.Equal(5, await site.Count("session"));
        Assert.Equal(Dutch("Shared.SessionOverTitle"), (await first.Open("/vragen/1")).Heading);
        foreach (var last in others.TakeLast(5))
            Assert.Equal(HttpStatusCode.OK, (await last.Open("/vragen/1")).Status);
    }

    private static string CookieOf(Browser browser) =>
        browser.Cookies.GetAllCookies().Single(item => item.Name == "vragen").Value;

    private Browser With(string name, string cookie)
    {
        var browser = site.NewBrowser();
        browser.Cookies.Add(site.Address, new Cookie(name, cookie));
        return browser;
    }

    private async Task<Browser> Begin(string link)
    {
        var browser = site.NewBrowser();
        await browser.Open(link);
        return await browser.Press(browser.Page.QuerySelector("button[value=vragen]")!.TextContent);
    }

    private async Task<Browser> Sent(string link)
    {
        var browser = await Begin(link);
        await browser.Choose("Hoe gaat het", "Slecht").Press(Dutch("QuestionsPage.Next"));
        return await browser.Press(Dutch("LastPage.Send"));
    }
}
