namespace CaregiverSignal.Tests.Answers;

/// <summary>A browser that takes no cookies: the key in the mail is proof enough.</summary>
public sealed class WithoutCookiesTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task The_one_page_is_sent_and_leads_to_its_result()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        using var browser = new Browser(site.Address, takesCookies: false);
        await browser.Open(TestInstallation.LinkIn(site.Mails().Single()));

        await browser
            .Choose("Hoe gaat het met u?", "Slecht")
            .Choose("Hoe zwaar", "70")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.OwnWords"), "Ik trek het niet meer.")
            .Press(Dutch("LastPage.Send"));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Has("U mag nog 17 korte vragen invullen", browser.Text);
        Assert.Equal(
            1,
            await site.Count("check_in", "answered_at is not null and own_words = 'Ik trek het niet meer.'")
        );
    }

    [Fact]
    public async Task A_form_is_filled_in_page_by_page_and_no_address_after_the_first_opens_anything()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "csi", "volhoudtijd");
        using var browser = new Browser(site.Address, takesCookies: false);
        await (await browser.Open(link)).Press(Dutch("CheckInPageModel.Start"));

        for (
            var page = 0;
            page < 10 && !browser.Text.Contains("Wilt u zelf nog iets zeggen?", StringComparison.Ordinal);
            page++
        )
        {
            foreach (var question in browser.Questions)
                browser.Choose(question, browser.LabelsOf(question)[0]);
            await browser.Press(Dutch("QuestionsPage.Next"));
        }

        await browser.Write(Dutch("LastPage.OwnWords"), "Belt u mij.").Press(Dutch("LastPage.Send"));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(1, await site.Count("check_in", "answered_at is not null and own_words = 'Belt u mij.'"));
        Assert.Equal(15, await site.Count("answer", "value is not null"));
        var key = link.Split("/v/")[1];
        Assert.Each(browser.Visited.Skip(2), address => Assert.Lacks(key, address));
        using var other = new Browser(site.Address, takesCookies: false);
        await other.Open("/vragen/1");
        Assert.Equal(HttpStatusCode.Gone, other.Status);
    }

    [Fact]
    public async Task What_was_typed_in_a_visit_that_is_over_is_shown_to_keep()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await (await site.NewBrowser().Open(link)).Press(Dutch("CheckInPageModel.Start"));
        await browser.Press(Dutch("QuestionsPage.Next"));
        browser.Write(Dutch("LastPage.OwnWords"), "Belt u mij <b>morgen</b>.");
        site.Advance(TimeSpan.FromHours(2));

        await browser.Press(Dutch("LastPage.Send"));

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Has("Belt u mij <b>morgen</b>.", browser.Text);
    }

    [Fact]
    public async Task Another_site_cannot_send_a_form_in_the_session_of_this_browser()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await (await site.NewBrowser().Open(link)).Press(Dutch("CheckInPageModel.Start"));
        using var bare = new Browser(site.Address, takesCookies: false);
        var carried = (await bare.Open(link)).Fields.Single(field => field.Key == "koek");

        using var client = new HttpClient { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add(
            "Cookie",
            browser
                .Cookies.GetCookieHeader(site.Address)
                .Split("; ")
                .Single(part => part.StartsWith("vragen=", StringComparison.Ordinal))
        );
        var answer = await client.PostAsync(
            "/vragen/slot",
            new FormUrlEncodedContent([carried, new("woorden", "Niet van haar.")]),
            Some.Stop
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Lacks("Niet van haar.", await answer.Content.ReadAsStringAsync(Some.Stop));
        Assert.Equal(0, await site.Count("check_in", "own_words is not null and own_words <> ''"));
    }

    [Fact]
    public async Task A_form_of_our_own_page_that_is_refused_shows_the_words_that_were_typed()
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        var answer = await client.PostAsync(
            "/vragen/slot",
            new FormUrlEncodedContent([new("woorden", "Belt u mij.")]),
            Some.Stop
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Has("Belt u mij.", await answer.Content.ReadAsStringAsync(Some.Stop));
    }
}
