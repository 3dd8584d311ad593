using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Answers;

/// <summary>The one page for who reads with difficulty: a picture and a few words for each answer.</summary>
[Collection(typeof(InABrowser))]
public sealed class PicturePageTests(Chromium chromium) : AtASite("2026-03-02")
{
    [Fact]
    public async Task Answers_in_pictures_mean_the_same_and_the_next_page_opens_with_pictures_until_words_are_sent()
    {
        var caregiver = await site.AddCaregiver();
        var (first, link) = await site.AskByLink(caregiver, "opening", "srb", "volhoudtijd", "csi");
        var browser = await site.NewBrowser().Open(link);
        await browser.Follow(Dutch("CheckInPageModel.InPictures"));

        Assert.Equal(
            ["Hoe gaat het met u?", "Hoe zwaar is het zorgen?", "Hoe lang houdt u het zo vol?", Dutch("LastPage.Call")],
            browser.Questions
        );
        Assert.InRange((await browser.Answer.Content.ReadAsByteArrayAsync(Some.Stop)).Length, 1, 25_000);
        await browser.Press(Dutch("Everywhere.Send"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(Dutch("PicturePage.Heading"), browser.Heading);
        await browser
            .Choose("Hoe gaat het", "Slecht")
            .Choose("Hoe zwaar", "Heel zwaar")
            .Choose("Hoe lang", "Een paar weken")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Press(Dutch("Everywhere.Send"));

        Assert.Equal("/dank", browser.Path);
        Assert.Equal(
            3,
            await site.Count(
                "response",
                $"check_in_id = {first.Id} and wording = 'pictures-1' and finished_at is not null"
            )
        );
        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 2"));
        Assert.Equal(1, await site.Count("answer", "item = 'burden' and value = 75"));
        Assert.Equal(1, await site.Count("answer", "item = 'time' and value = 2"));
        Assert.Equal(1, await site.Count("event", "kind = 'RequestForContact'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));

        site.Advance(TimeSpan.FromDays(30));
        (_, link) = await site.AskByLink(caregiver, "opening", "srb", "volhoudtijd");
        await browser.Open(link);
        Assert.Equal(Dutch("PicturePage.Heading"), browser.Heading);
        await browser.Follow(Dutch("PicturePage.InWords"));
        Assert.Equal(Dutch("CheckInPageModel.Welcome.Named", "Els"), browser.Heading);
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);

        site.Advance(TimeSpan.FromDays(30));
        (_, link) = await site.AskByLink(caregiver, "opening", "srb", "volhoudtijd");
        Assert.Equal(Dutch("CheckInPageModel.Welcome.Named", "Els"), (await browser.Open(link)).Heading);
    }

    [Fact]
    public async Task A_coordinator_can_choose_it_for_somebody_and_an_answer_in_the_mail_opens_it_chosen()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        await site.Sql($"update caregiver set with_pictures = 1 where id = {caregiver}");
        var link = TestInstallation.LinkIn(site.Mails().Single());

        var browser = await site.NewBrowser().Open(link + "?hoe=2");
        Assert.Equal("Slecht", browser.Chosen("Hoe gaat het"));
        await browser.Follow(Dutch("PicturePage.InWords"));
        Assert.Equal("Slecht", browser.Chosen("Hoe gaat het"));
        await browser.Follow(Dutch("CheckInPageModel.InPictures"));
        Assert.Equal("Slecht", browser.Chosen("Hoe gaat het"));
        await browser.Press(Dutch("Everywhere.Send"));
        Assert.Equal(Dutch("CheckInPageModel.Error.Title"), browser.Page.QuerySelector("#fouten")!.TextContent);
        await browser.Press(Dutch("Everywhere.Send"));

        Assert.Equal("/dank", browser.Path);
        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 2"));
    }

    [Fact]
    public async Task Their_own_choice_is_in_the_history_and_a_form_of_staff_from_before_it_is_refused()
    {
        var caregiver = await site.AddCaregiver();
        var (_, link) = await site.AskByLink(caregiver, "opening");
        var els = await (await site.SignedIn()).Open($"/zaak/{caregiver}/gegevens");
        var browser = await site.NewBrowser().Open(link + "?beeld=ja");
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("Everywhere.Send"));

        await els.Write(Dutch("Everywhere.Phone"), "06 12345678").PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.Conflict, els.Status);
        Assert.Equal(1, await site.Count("detail_change", "field = 'with_pictures' and changed_by is null"));
        Assert.Equal(1, await site.Count("caregiver", "with_pictures = 1"));
    }

    [Fact]
    public async Task A_check_in_of_lists_alone_and_the_ways_out_are_there_with_pictures_too()
    {
        var caregiver = await site.AddCaregiver();
        await site.Sql($"update caregiver set with_pictures = 1 where id = {caregiver}");
        var (_, link) = await site.AskByLink(caregiver, "csi");
        Assert.Equal(Dutch("CheckInPageModel.Welcome.Named", "Els"), (await site.NewBrowser().Open(link)).Heading);

        site.Advance(TimeSpan.FromDays(30));
        (_, link) = await site.AskByLink(caregiver, "opening");
        var browser = await site.NewBrowser().Open(link);
        Assert.Equal(Dutch("PicturePage.Heading"), browser.Heading);
        await browser.Follow(Dutch("Everywhere.TellChange"));
        Assert.Equal(Dutch("ChangePage.Heading"), browser.Heading);
        await browser.Open(link);
        await browser.Follow(Dutch("Everywhere.LessLink"));
        Assert.Equal(Dutch("OptOutPage.Heading"), browser.Heading);
    }

    [LargeFact]
    public async Task The_pictures_can_be_seen_and_pressed_at_every_width_and_a_voice_reads_where_there_is_one()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "srb", "volhoudtijd");
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 320, 360, 1280 })
        {
            var page = await chromium.PageAsync(site.Address, width);
            await page.GotoAsync(link + "?beeld=ja");
            await rules.Check(page);
            Assert.Equal(0, await page.Locator("button.read-aloud").CountAsync());
            foreach (var locator in await page.Locator("label.tile").AllAsync())
                Assert.True((await locator.BoundingBoxAsync())!.Height >= 56);
        }

        var heard = await chromium.PageAsync(site.Address, 360, script: true);
        await heard.AddInitScriptAsync(
            """
            window.said = [];
            Object.defineProperty(window, "speechSynthesis", {
              value: { speak: one => window.said.push(one.lang + " " + one.text), cancel: () => {} },
            });
            """
        );
        await heard.GotoAsync(link + "?beeld=ja");
        await heard.Locator("button.read-aloud").First.ClickAsync();

        Assert.Equal(4, await heard.Locator("button.read-aloud").CountAsync());
        Assert.Equal(
            ["nl Hoe gaat het met u?", "nl Heel goed", "nl Goed", "nl Gaat wel", "nl Slecht", "nl Heel slecht"],
            await heard.EvaluateAsync<string[]>("window.said")
        );
        await Assertions.Expect(heard.Locator("button.read-aloud").First).ToHaveTextAsync(Dutch("PicturePage.Silence"));
    }
}
