namespace CaregiverSignal.Tests.Answers;

public sealed class CheckInFormTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Another_device_shows_no_given_answers_and_leaving_a_question_blank_there_keeps_them()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "volhoudtijd");
        var browser = await Begin(link);
        await browser.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("QuestionsPage.Next"));
        await browser.Press(Dutch("QuestionsPage.StopAndSave"));
        site.Advance(TimeSpan.FromMinutes(5));

        var other = await Begin(link, Dutch("CheckInPageModel.GoOn", 3, ("k", "2")));
        await other.Follow(Dutch("Shared.Back"));
        Assert.Null(other.Chosen("Hoe gaat het"));
        await other.Press(Dutch("QuestionsPage.Next"));

        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 1"));
    }

    [Fact]
    public async Task Nothing_is_chosen_beforehand_and_nothing_has_to_be_answered()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);

        Assert.Null(browser.Chosen("Hoe gaat het met u?"));
        Assert.Empty(browser.Page.QuerySelectorAll("[required]"));
        await browser.Press(Dutch("QuestionsPage.Next"));
        await browser.Write(Dutch("LastPage.OwnWords"), "Vandaag niet.").Press(Dutch("LastPage.Send"));

        Assert.Equal("/dank", browser.Path);
        Assert.Has(Dutch("ResultModel.NothingAnswered"), browser.Text);
        Assert.Equal(1, await site.Count("answer", "value is null"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Nu niet")]
    public async Task A_form_that_is_sent_empty_is_no_answer_and_stays_open(string? call)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        await browser.Press(Dutch("QuestionsPage.Next"));
        if (call is not null)
            browser.Choose(Dutch("LastPage.Call"), call);

        await browser.Press(Dutch("LastPage.Send"));

        Assert.Begins("/bewaard?tot=2026-03-15", browser.Path);
        Assert.Equal(Dutch("Shared.BlankTitle"), browser.Heading);
        Assert.Equal(1, await site.Count("check_in", "answered_at is null and closed_at is null"));
        await (await browser.Open(link)).Press(Dutch("CheckInPageModel.GoOn", 2, ("k", "2")));
        await browser.SendAnswers(Dutch("LastPage.Call.yes"));
        Assert.Equal("/dank", browser.Path);
        Assert.Equal(1, await site.Count("check_in", "answered_at is not null"));
    }

    [Fact]
    public async Task An_answer_can_be_taken_back()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);

        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("QuestionsPage.Next"));
        await browser.Follow(Dutch("Shared.Back"));
        Assert.Equal("Goed", browser.Chosen("Hoe gaat het"));
        await browser.Press(Dutch("QuestionsPage.Skip"));

        Assert.Equal(0, await site.Count("answer", "value is not null"));
    }

    [Fact]
    public async Task A_question_that_stands_alone_is_answered_by_its_answer_and_a_second_tap_stores_it_once()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "csi", "volhoudtijd");
        var browser = await Begin(link);
        var shown = browser.Choose("Hoe gaat het", "Goed").Fields;
        string[] buttons =
        [
            "Heel goed",
            "Goed",
            "Het gaat wel",
            "Slecht",
            "Heel slecht",
            "Sla deze vraag over",
            "Bewaar en stop",
        ];
        Assert.Equal(buttons, browser.TextsOf("main button"));

        await browser.Post("/vragen/1", shown);
        await browser.Post("/vragen/1", shown);

        Assert.Equal("/vragen/2", browser.Path);
        Assert.Has(Dutch("QuestionsPage.Next"), browser.Text);
        Assert.Equal(1, await site.Count("answer", "value = 4"));
        Assert.Equal(1, await site.Count("answer"));
        await browser.Follow(Dutch("Shared.Back"));
        Assert.Equal("Goed", browser.Chosen("Hoe gaat het"));
        Assert.Has("Goed (uw antwoord)", string.Join(' ', browser.Text.Split()));
    }

    [Fact]
    public async Task Sending_twice_leads_to_the_result_and_what_is_saved_after_sending_changes_nothing_and_is_said_not_to_be_kept()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        var page = browser.Choose("Hoe gaat het", "Goed").Fields;
        await browser.Press(Dutch("QuestionsPage.Next"));
        browser.Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"));
        var last = browser.Fields;
        await browser.Press(Dutch("LastPage.Send"));
        var after = await site.ContentButTheAuditLog();

        await browser.Post("/vragen/slot", last);
        Assert.Equal("/dank", browser.Path);
        await browser.Post(
            "/vragen/1",
            page.Select(field => field.Key == "opening.going" ? new(field.Key, "1") : field)
        );
        Assert.Equal(Dutch("Shared.UnkeptTitle"), browser.Heading);
        await browser.Open("/vragen/1");
        Assert.Equal("/dank", browser.Path);

        Assert.Equal(after, await site.ContentButTheAuditLog());
    }

    [Fact]
    public async Task Saving_and_stopping_says_until_when_and_the_link_goes_on_where_one_was()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = await Begin(link);
        await browser.Press(Dutch("QuestionsPage.Next"));
        await browser.ChooseEverywhere("Ja").Press(Dutch("QuestionsPage.StopAndSave"));

        Assert.Equal(Dutch("Shared.SavedTitle"), browser.Heading);
        Assert.Has("15 maart 2026", browser.Text);
        Assert.Equal(4, await site.Count("answer", "value = 1"));

        var again = site.NewBrowser();
        await again.Open(link);
        await again.Press(Dutch("CheckInPageModel.GoOn", 7, ("k", "3")));
        Assert.Equal("/vragen/3", again.Path);
    }

    [Fact]
    public async Task Only_the_browser_that_sent_the_form_is_shown_the_result()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var other = await Begin(link);
        var browser = await Begin(link);
        await browser.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("QuestionsPage.Next"));
        await browser.Press(Dutch("LastPage.Send"));

        await other.Open("/dank");

        Assert.Equal(Dutch("Shared.ReceivedTitle"), other.Heading);
        Assert.DoesNotContain("slecht", other.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/vragen/1", "opening.going", "9")]
    [InlineData("/vragen/1", "opening.going", "-1")]
    [InlineData("/vragen/1", "opening.going", "4 ")]
    [InlineData("/vragen/1", "opening.going", "٤")]
    [InlineData("/vragen/1", "opening.going", "99999999999999999999")]
    [InlineData("/vragen/1", "opening.other", "1")]
    [InlineData("/vragen/1", "csi.sleep", "1")]
    [InlineData("/vragen/1", "id", "1")]
    [InlineData("/vragen/7", "opening.going", "4")]
    [InlineData("/vragen/slot", "bellen", "maybe")]
    [InlineData("/vragen/slot", "own_words", "x")]
    public async Task A_value_or_field_that_the_page_does_not_have_is_refused_and_nothing_is_stored(
        string path,
        string field,
        string value
    )
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        var before = await site.Dump();

        await browser.Post(path, [browser.Token, new(field, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(Dutch("Shared.BadRequestTitle"), browser.Heading);
        Assert.Equal(before, await site.Dump());
    }

    [Fact]
    public async Task Own_words_that_are_too_long_come_back_in_the_page_with_what_to_do()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        await browser.Press(Dutch("QuestionsPage.Next"));
        var words = new string('a', 4012);

        await browser.Write(Dutch("LastPage.OwnWords"), words).SendAnswers(Dutch("LastPage.Call.no"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Begins("Fout: Stap 2 van 2", browser.Title);
        Assert.Has(Dutch("Typed.TooLong", 12), browser.Text);
        Assert.Equal(words, browser.Page.QuerySelector("textarea")!.TextContent.TrimStart('\n'));
        Assert.Equal(Dutch("LastPage.Call.no"), browser.Chosen(Dutch("LastPage.Call")));
        Assert.Equal(0, await site.Count("check_in", "answered_at is not null"));

        await browser.Write(Dutch("LastPage.OwnWords"), new string('a', 4000)).Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);
    }

    [Fact]
    public async Task A_session_that_lay_still_for_an_hour_is_over_and_what_was_saved_is_kept()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "volhoudtijd");
        var browser = await Begin(link);
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("QuestionsPage.Next"));
        var fields = browser.Fields;
        site.Advance(TimeSpan.FromMinutes(61));
        var before = await site.Dump();

        await browser.Post("/vragen/2", fields);

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Equal(Dutch("Shared.SessionOverTitle"), browser.Heading);
        Assert.Equal(before, await site.Dump());
        Assert.Equal(1, await site.Count("answer", "value = 4"));
    }

    [Fact]
    public async Task Saving_now_and_then_keeps_a_session_alive_for_eight_hours_and_no_longer()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        for (var half = 0; half < 15; half++)
        {
            await browser.Open("/vragen/1");
            await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("QuestionsPage.Next"));
            Assert.Equal("/vragen/slot", browser.Path);
            site.Advance(TimeSpan.FromMinutes(30));
        }

        site.Advance(TimeSpan.FromMinutes(30));
        await browser.Open("/vragen/1");

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
    }

    [Fact]
    public async Task A_reminder_that_waits_is_taken_back_when_the_answers_come_in()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        await site.Sql("update mail set state = 'ready' where caregiver_id = @caregiver", new { caregiver });
        var browser = await Begin(TestInstallation.LinkIn(site.Mails().Single()));
        browser.Choose("Hoe gaat het", "Goed");
        while (browser.Heading != Dutch("LastPage.Title"))
            await browser.Press(Dutch("QuestionsPage.Next"));

        await browser.Press(Dutch("LastPage.Send"));

        Assert.Equal(1, await site.Count("mail", "state = 'cancelled'"));
    }

    [Fact]
    public async Task When_nothing_can_be_read_either_the_page_says_so_all_the_same()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        browser.Choose("Hoe gaat het", "Goed");
        var fields = browser.Fields;
        await site.Sql("alter table check_in rename to check_in_elsewhere; update commit_mark set id = id");

        await browser.Post("/vragen/1", fields);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Equal(Dutch("Shared.StoreDownTitle"), browser.Heading);
    }

    [Fact]
    public async Task When_nothing_can_be_stored_the_page_says_so_and_the_service_goes_on()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        browser.Choose("Hoe gaat het", "Goed");
        var fields = browser.Fields;
        await site.RefuseWrites("insert on response");

        await browser.Post("/vragen/1", fields);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Equal(Dutch("Shared.StoreDownTitle"), browser.Heading);
        Assert.Equal(0, await site.Count("response"));

        await site.PermitWrites();
        await browser.Post("/vragen/1", fields);
        Assert.Equal("/vragen/slot", browser.Path);
        Assert.Equal(1, await site.Count("answer", "value = 4"));
    }

    [Fact]
    public async Task Opening_the_mail_again_in_another_tab_leaves_the_form_in_this_one_alive()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        var fields = browser.Choose("Hoe gaat het", "Goed").Fields;

        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Post("/vragen/1", fields);

        Assert.Equal("/vragen/slot", browser.Path);
        Assert.All(
            browser.Answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [],
            cookie => Assert.DoesNotContain("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task What_somebody_writes_is_stored_as_written_and_comes_back_as_text()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await Begin(link);
        await browser.Open("/vragen/slot");
        var words = "</textarea><b onclick=x>&lt;' \"";

        await browser
            .Write(Dutch("LastPage.OwnWords"), words + new string(' ', 1) + new string('a', 4000))
            .Press(Dutch("LastPage.Send"));
        Assert.Begins(words, browser.Page.QuerySelector("textarea")!.TextContent.TrimStart('\n'));
        await browser.Write(Dutch("LastPage.OwnWords"), words + "\u0007").Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);

        Assert.Equal(words, await site.Value<string>("select own_words from check_in"));
    }

    private async Task<Browser> Begin(string link, string? button = null)
    {
        var browser = site.NewBrowser();
        await browser.Open(link);
        return await browser.Press(button ?? Dutch("CheckInPageModel.Start"));
    }
}
