namespace CaregiverSignal.Tests.Answers;

public sealed class OnePageTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_usual_month_is_one_page_whose_answers_count_at_once_and_the_list_comes_after_it()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        var browser = await site.NewBrowser().Open(link);

        Assert.Equal(
            [
                "Hoe gaat het met u?",
                "Hoe zwaar is het zorgen nu voor u?",
                "Stel: alles blijft zoals het nu is. Hoe lang houdt u het zorgen dan nog vol?",
                Dutch("LastPage.Call"),
            ],
            browser.Questions
        );
        Assert.Equal("Heel goed", browser.LabelsOf("Hoe gaat het met u?")[0]);
        Assert.InRange(await BytesOf(browser), 5_000, 14 * 1024);
        await browser
            .Choose("Hoe gaat het met u?", "Goed")
            .Choose("Hoe zwaar", "30")
            .Choose("Hoe lang", "Langer dan twee jaar")
            .SendAnswers(Dutch("LastPage.Call.no"));

        Assert.Equal("/dank", browser.Path);
        Assert.Has("U mag nog 17 korte vragen invullen, tot en met", browser.Text);
        Assert.Equal(1, await site.Count("check_in", "answered_at is not null and offered = 'csi;wishes'"));
        Assert.Equal(3, await site.Count("response", "finished_at is not null"));

        var later = await site.NewBrowser().Open(link);
        Assert.Equal(Dutch("AnsweredPage.Title"), later.Heading);
        Assert.Lacks(Dutch("FigureTexts.Name.volhoudtijd.time"), later.Text);
        await later.Press(Dutch("CheckInPageModel.Start"));
        Assert.Begins("Stap 1 van 8 – ", later.Title);
        while (later.Path.StartsWith("/vragen/", StringComparison.Ordinal))
        {
            foreach (var question in later.Questions)
                later.Choose(question, later.LabelsOf(question)[0]);
            await later.Press(Dutch("QuestionsPage.Next"));
        }

        Assert.Equal(Dutch("Shared.ReceivedTitle"), later.Heading);
        await site.RunJobs();
        Assert.Equal(1, await site.Count("score", "scale = 'total' and value = 13"));
        Assert.Equal(1, await site.Count("check_in", "offered = '' and offers_lists = 0"));
        Assert.Equal(Dutch("AnsweredPage.Title"), (await later.Open(link)).Heading);
        Assert.Lacks("Wilt u meer vertellen?", later.Text);
        Assert.Equal(20, await site.Count("answer", $"value is not null and {caregiver} > 0"));
    }

    /// <summary>As they travel: what begins a connection carries 14 kB before the other side has to answer.</summary>
    private async Task<int> BytesOf(Browser browser)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var bytes = browser
            .Page.QuerySelectorAll("link[href]")
            .Select(async link => (await client.GetByteArrayAsync(link.GetAttribute("href"), Some.Stop)).Length);
        var page = await browser.Answer.Content.ReadAsByteArrayAsync(Some.Stop);
        return page.Length + (await Task.WhenAll(bytes)).Sum();
    }

    [Fact]
    public async Task Who_answers_the_page_alone_has_answered_and_the_list_is_offered_again_next_month()
    {
        var caregiver = await site.AddCaregiver();
        foreach (var day in new[] { "2026-03-02", "2026-04-02", "2026-05-02" })
        {
            await site.On(day).RunJobs();
            var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(Invitations().Last()));
            await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
            site.Advance(TimeSpan.FromDays(14));
            await site.RunJobs();
        }

        Assert.Equal(3, Invitations().Count());
        Assert.Equal(0, await site.Count("staff_task"));
        Assert.Equal(0, await site.Count("signal"));
        Assert.Equal(
            3,
            await site.Count("check_in", "instruments like '%csi%' and offered like '%csi%' and offers_lists = 0")
        );
        Assert.Equal(0, await site.Count("response", "instrument = 'csi' or finished_at is null"));
        Assert.NotEqual(0, caregiver);
    }

    [Fact]
    public async Task What_was_saved_of_the_list_counts_when_its_days_are_over_and_at_once_when_somebody_stops()
    {
        foreach (var stops in new[] { false, true })
        {
            var (checkIn, link) = await site.AskByLink(
                await site.AddCaregiver(stops ? "2" : "1", nextDueOn: new DateOnly(2027, 1, 1))
            );
            var browser = await site.NewBrowser().Open(link);
            await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
            await browser.Follow(Dutch("ResultModel.GoOn"));
            await browser.ChooseEverywhere("Ja").Press(Dutch("QuestionsPage.Next"));
            if (stops)
            {
                await browser.Open("/stoppen");
                await browser.LessMail(Dutch("OptOutPage.Choice.stop"));
            }
            else
            {
                site.Advance(TimeSpan.FromDays(14));
                await site.RunJobs();
            }

            Assert.Equal(
                1,
                await site.Count(
                    "response",
                    $"check_in_id = {checkIn.Id} and instrument = 'csi' and finished_at is not null"
                )
            );
            Assert.Equal(1, await site.Count("check_in", $"id = {checkIn.Id} and offered = '' and offers_lists = 0"));
        }
    }

    [Fact]
    public async Task A_second_tap_shows_the_result_and_an_empty_page_sends_nothing()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "csi");
        var browser = await site.NewBrowser().Open(link);
        var before = await site.Dump();
        await browser.SendAnswers(Dutch("LastPage.Call.no"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Begins("Fout: ", browser.Title);
        Assert.Equal(Dutch("LastPage.Call.no"), browser.Chosen(Dutch("LastPage.Call")));
        Assert.Equal(before, await site.Dump());

        var fields = browser
            .Choose("Hoe gaat het", "Slecht")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Fields;
        var tapped = fields.Append(new("doe", "verstuur")).ToList();
        await browser.Post(link, tapped);
        Assert.Equal(Dutch("ResultModel.Thanks", "Anna"), browser.Heading);
        var other = await site.NewBrowser().Open(link);
        await browser.Post(link, tapped);
        Assert.Equal(Dutch("ResultModel.Thanks", "Anna"), browser.Heading);
        Assert.Equal(1, await site.Count("event", "kind = 'RequestForContact'"));

        var token = other.Token;
        await other.Post(link, [token, new("opening.going", "4"), new("doe", "verstuur")]);
        Assert.Equal(Dutch("Shared.UnkeptTitle"), other.Heading);
        site.Advance(TimeSpan.FromMinutes(3));
        // Nobody who has the link alone reads from a page whether those were the answers.
        await other.Post(link, [token, .. tapped.Where(field => field.Key != "echt")]);
        Assert.Equal(Dutch("Shared.UnkeptTitle"), other.Heading);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call'"));
        Assert.Equal(1, await site.Count("answer"));
    }

    [Fact]
    public async Task An_answer_pressed_in_the_mail_is_chosen_on_the_page_and_stored_only_when_it_is_sent()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        foreach (var answer in new[] { "Heel goed", "Goed", "Het gaat wel", "Slecht", "Heel slecht" })
            Assert.Has($"{answer}</a>", site.Mails().Single().Replace("=\r\n", ""));

        var browser = await site.NewBrowser().Open(link + "?hoe=2");
        Assert.Equal("Slecht", browser.Chosen("Hoe gaat het"));
        foreach (var other in new[] { "?hoe=9", "?hoe=x", "?hoe=" })
            Assert.Null((await site.NewBrowser().Open(link + other)).Chosen("Hoe gaat het"));
        Assert.Equal((0, 0), (await site.Count("answer"), await site.Count("session")));

        // A program presses the button as soon as it has the page.
        await browser.Press(Dutch("LastPage.Send"));
        Assert.Equal("Klopt dit?", browser.Page.QuerySelector("#fouten")!.TextContent);
        Assert.Equal("Slecht", browser.Chosen("Hoe gaat het"));
        Assert.Equal((0, 0), (await site.Count("answer"), await site.Count("session")));

        await browser.Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);
        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 2"));
    }

    [Fact]
    public async Task What_was_skipped_in_a_list_is_asked_once_more_at_its_end_and_then_left_alone()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "csi");
        var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        await browser.Follow(Dutch("ResultModel.GoOn"));
        await browser.Press(Dutch("QuestionsPage.Next"));
        while (browser.Heading != Dutch("QuestionsPage.SkippedMany", 4))
            await browser.ChooseEverywhere("Nee").Press(Dutch("QuestionsPage.Next"));

        Assert.Equal(Dutch("QuestionsPage.SkippedMany", 4), browser.Heading);
        foreach (var question in browser.Questions.Take(3))
            browser.Choose(question, "Ja");
        await browser.Press(Dutch("QuestionsPage.Next"));

        Assert.Equal("/dank", browser.Path);
        Assert.Equal(12, await site.Count("answer", "item <> 'going' and value is not null"));
    }

    [Theory]
    [InlineData("Heel slecht", true)]
    [InlineData("Goed", false)]
    public async Task After_heavy_answers_one_question_stands_open_and_the_others_are_folded(string going, bool isShort)
    {
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(
            caregiver,
            new DateOnly(2026, 2, 2),
            null,
            ("opening.going", going == "Goed" ? 4 : 1),
            ("volhoudtijd.time", 5)
        );
        var browser = await site.NewBrowser()
            .Open((await site.AskByLink(caregiver, "opening", "srb", "volhoudtijd")).Link);

        Assert.Equal(isShort ? 2 : 0, browser.Page.QuerySelectorAll("form details .question").Length);
        Assert.Equal(4, browser.Questions.Count);
    }

    [Fact]
    public async Task After_two_that_were_missed_one_question_stands_open()
    {
        var caregiver = await site.AddCaregiver();
        for (var month = 0; month < 3; month++)
        {
            await site.RunJobs();
            site.Advance(TimeSpan.FromDays(31));
        }

        await site.RunJobs();
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(Invitations().Last()));

        Assert.NotEmpty(browser.Page.QuerySelectorAll("form details .question"));
        Assert.NotEqual(0, caregiver);
    }

    private IEnumerable<string> Invitations() => site.Mails().Where(mail => mail.Contains("To: persoon"));
}
