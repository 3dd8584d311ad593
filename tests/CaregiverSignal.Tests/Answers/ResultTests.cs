namespace CaregiverSignal.Tests.Answers;

public sealed class ResultTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task The_first_time_is_told_in_words_without_a_chart_or_a_score()
    {
        var browser = await SendCsi(await site.AddCaregiver(), yes: 2);

        Assert.Equal(
            [
                Dutch("ResultModel.Earlier"),
                Dutch("Everywhere.Told"),
                Dutch("ResultModel.Next"),
                Dutch("ResultModel.Urgent"),
            ],
            Headings(browser)
        );
        Assert.Has("Dit is zwaar: uw slaap en de tijd en moeite die het kost.", browser.Text);
        Assert.Has(Dutch("TrendTexts.Either.First"), browser.Text);
        Assert.Empty(browser.Page.QuerySelectorAll("svg"));
        foreach (var word in new[] { "score", "te hoog", "overbelast", "u moet", "risico" })
            Assert.DoesNotContain(word, browser.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_clear_rise_is_said_and_drawn_with_a_table_beside_it()
    {
        var caregiver = await site.AddCaregiver(
            enrolledOn: new DateOnly(2025, 9, 2),
            nextDueOn: new DateOnly(2026, 4, 2)
        );
        await site.AddAnswered(caregiver, new DateOnly(2025, 9, 2), null, site.Csi(3));
        await site.AddAnswered(caregiver, new DateOnly(2025, 12, 2), null, site.Csi(4));
        await site.Write(async transaction =>
        {
            await EventTable.Add(
                transaction,
                caregiver,
                new DateOnly(2026, 1, 10),
                EventKind.FormalHelpReduced,
                ReportedBy.Coordinator,
                "geheim",
                site.Time.Now
            );
            await EventTable.Add(
                transaction,
                caregiver,
                new DateOnly(2026, 1, 12),
                EventKind.Contacted,
                ReportedBy.Coordinator,
                "",
                site.Time.Now
            );
        });

        await site.Sql("update caregiver set mail_readers = 'nobody'");
        var browser = await SendCsi(caregiver, yes: 9);

        Assert.Has(Dutch("TrendTexts.Caregiver.ClearlyWorse"), browser.Text);
        Assert.Has("Dit is zwaar: uw slaap, de tijd en moeite die het kost en het lichamelijke werk.", browser.Text);
        Assert.Single(browser.Page.QuerySelectorAll("svg[role=img]"));
        Assert.Equal(3, browser.Page.QuerySelectorAll("details tbody tr").Length);
        Assert.Lacks("hulp is minder geworden", browser.Text);
        Assert.Lacks(Dutch("EventWords.Kind.Contacted"), browser.Text);
        Assert.Lacks("geheim", browser.Page.DocumentElement.OuterHtml);
        Assert.Has("Rond 2 april vragen wij het weer", browser.Text);
    }

    [Fact]
    public async Task What_is_not_scored_is_told_as_it_was_answered()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "wishes");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser
            .Choose("Wat zou u nu het meest helpen?", "Iemand die het een tijdje overneemt")
            .Press(Dutch("QuestionsPage.Next"));
        while (browser.Path != "/vragen/slot")
            await browser.Press(Dutch("QuestionsPage.Next"));
        await browser.Press(Dutch("LastPage.Send"));

        Assert.Equal(["Wat zou u nu het meest helpen?"], browser.TextsOf("dt"));
        Assert.Equal(["Iemand die het een tijdje overneemt"], browser.TextsOf("dd"));
        Assert.Lacks("Is er iets wat hulp vragen lastig", browser.Text);
        Assert.Equal(1, await site.Count("answer", "item = 'barrier' and value is null"));
    }

    [Fact]
    public async Task Skipped_questions_are_said_once_and_nothing_is_compared()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(caregiver, new DateOnly(2025, 12, 2), null, site.Csi(3));
        var (_, link) = await site.AskByLink(caregiver, "csi");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        foreach (var question in browser.Questions.Take(3))
            browser.Choose(question, "Ja");
        await browser.Press(Dutch("QuestionsPage.Next"));
        while (browser.Heading != Dutch("QuestionsPage.SkippedMany", 1))
            await browser.ChooseEverywhere("Nee").Press(Dutch("QuestionsPage.Next"));
        Assert.Single(browser.Questions);
        await browser.Press(Dutch("QuestionsPage.Next"));
        Assert.Equal(Dutch("LastPage.Title"), browser.Heading);

        await browser.Press(Dutch("LastPage.Send"));

        Assert.Has(Dutch("TrendTexts.Caregiver.Incomplete"), browser.Text);
        Assert.Lacks("overgeslagen", browser.Text);
        Assert.Lacks("minder goed", browser.Text);
    }

    [Fact]
    public async Task Good_things_come_first_and_heavy_and_good_may_stand_together()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "csi", "carerqol");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        while (browser.Heading != Dutch("LastPage.Title"))
        {
            foreach (var question in browser.Questions)
            {
                var answer = question.Contains("goed gevoel")
                    ? "Veel"
                    : browser.LabelsOf(question).First(label => label is "Ja" or "Nee" || label.StartsWith('8'));
                browser.Choose(question, answer);
            }

            await browser.Press(Dutch("QuestionsPage.Next"));
        }

        await browser.Press(Dutch("LastPage.Send"));

        Assert.Has("Dit gaat goed: het goede gevoel dat zorgen geeft.", browser.Text);
        Assert.True(
            browser.Text.IndexOf(Dutch("ResultModel.Fine"), StringComparison.Ordinal)
                < browser.Text.IndexOf(Dutch("ResultModel.Heavy"), StringComparison.Ordinal)
        );
        Assert.Has(Dutch("ResultModel.HighAndGood"), browser.Text);
    }

    [Theory]
    [InlineData("2026-02-02", 2, true)]
    [InlineData("2026-02-02", 1, false)]
    [InlineData("2025-12-02", 2, false)]
    public async Task What_caring_gave_two_months_ago_at_most_stands_beside_what_it_costs_now(
        string day,
        int fulfilment,
        bool isSaid
    )
    {
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(caregiver, Some.Date(day), null, ("carerqol.fulfilment", fulfilment));

        var browser = await SendCsi(caregiver, yes: 9);

        Assert.Equal(isSaid, browser.Text.Contains(Dutch("ResultModel.HighAndGood")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public async Task The_numbers_for_help_are_the_same_for_everybody(int yes)
    {
        var browser = await SendCsi(await site.AddCaregiver(), yes);

        var help = string.Join(
            ' ',
            browser
                .Page.QuerySelectorAll("ul.urgent")[0]
                .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Equal(
            "uw huisarts; ’s avonds, in het weekend en op feestdagen de huisartsenpost; bij levensgevaar: 112; als u aan zelfdoding denkt: gratis 113 of chat op 113.nl.",
            help
        );
    }

    [Fact]
    public async Task When_it_goes_badly_it_says_who_calls_what_cannot_wait_what_was_told_and_nothing_else()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 2), null, ("srb.burden", 40));
        var (_, link) = await site.AskByLink(caregiver, "opening", "srb", "volhoudtijd", "wishes");
        var browser = await site.NewBrowser().Open(link);
        await browser
            .Choose("Hoe gaat het", "Slecht")
            .Choose("Hoe zwaar", "80")
            .Choose("Stel: alles blijft", "Een week tot een maand")
            .SendAnswers(Dutch("LastPage.Call.yes"));

        Assert.Equal(
            [Dutch("ResultModel.Urgent"), Dutch("ResultModel.Earlier"), Dutch("Everywhere.Told")],
            Headings(browser)
        );
        Assert.Equal(["Slecht", "80", "Een week tot een maand"], browser.TextsOf("dl.told dd"));
        Assert.Equal(
            ["/mijn", "/privacy"],
            browser
                .Page.QuerySelectorAll("main a:not([href^='tel:']), footer a:not([href^='tel:'])")
                .Select(element => element.GetAttribute("href"))
        );
        Assert.Has("Els of een collega belt u uiterlijk", browser.Text.Split(Dutch("ResultModel.Urgent"))[0]);
    }

    [Fact]
    public async Task Who_gives_one_answer_at_first_is_not_told_that_it_cannot_be_compared()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "srb", "volhoudtijd");
        var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));

        Assert.Lacks("vergelijken", browser.Text);
        Assert.Lacks(Dutch("ResultModel.Earlier"), browser.Text);
    }

    [Fact]
    public async Task Without_an_answer_to_compare_the_page_shows_what_was_before_and_compares_nothing()
    {
        var caregiver = await site.AddCaregiver();
        Browser browser = null!;
        foreach (var (day, burden) in new[] { ("2026-03-02", "30"), ("2026-04-02", "40"), ("2026-05-04", "") })
        {
            var (_, link) = await site.On(day).AskByLink(caregiver, "opening", "srb");
            browser = await site.NewBrowser().Open(link);
            browser.Choose("Hoe gaat het", "Goed");
            if (burden.Length > 0)
                browser.Choose("Hoe zwaar", burden);
            await browser.Press(Dutch("LastPage.Send"));
            Assert.Equal("/dank", browser.Path);
        }

        Assert.Has(Dutch("ResultModel.Earlier"), browser.Text);
        Assert.Has(Dutch("FigureShown.Table"), browser.Text);
        Assert.Lacks("dan toen u begon", browser.Text);
        Assert.Lacks("hetzelfde als eerst", browser.Text);
    }

    [Theory]
    [InlineData("Slecht", "Sommige dingen gaan goed, andere zijn zwaar.", "Fijn om te zien")]
    [InlineData("Goed", "Fijn om te zien", "Sommige dingen gaan goed")]
    public async Task A_lighter_list_is_good_news_only_when_the_caregiver_does_not_say_it_goes_badly(
        string going,
        string said,
        string unsaid
    )
    {
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(caregiver, new DateOnly(2025, 9, 2), null, site.Csi(9));
        await site.AddAnswered(caregiver, new DateOnly(2025, 12, 2), null, site.Csi(9));
        var browser = site.NewBrowser();
        await browser.Open((await site.AskByLink(caregiver, "opening", "csi")).Link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Choose("Hoe gaat het met u?", going).Press(Dutch("QuestionsPage.Next"));
        for (var asked = 0; browser.Heading != Dutch("LastPage.Title"); )
        {
            foreach (var question in browser.Questions)
                browser.Choose(question, asked++ < 4 ? "Ja" : "Nee");
            await browser.Press(Dutch("QuestionsPage.Next"));
        }

        await browser.Press(Dutch("LastPage.Send"));

        Assert.Has(said, Changed(browser));
        Assert.Lacks(unsaid, browser.Page.DocumentElement.OuterHtml); // nor beside or within a chart
    }

    [Fact]
    public async Task A_lighter_answer_is_no_good_news_after_a_start_that_went_down_either()
    {
        var caregiver = await site.AddCaregiver();
        Browser browser = null!;
        foreach (var (day, burden) in new[] { ("2026-03-02", "60"), ("2026-04-02", "30"), ("2026-05-04", "30") })
        {
            var (_, link) = await site.On(day).AskByLink(caregiver, "opening", "srb");
            browser = await site.NewBrowser().Open(link);
            await browser.Choose("Hoe gaat het", "Slecht").Choose("Hoe zwaar", burden).Press(Dutch("LastPage.Send"));
        }

        Assert.Has(Dutch("ResultModel.Mixed"), browser.Text);
        Assert.Lacks("beter", Changed(browser));
    }

    [Fact]
    public async Task Beside_a_heavy_answer_nothing_is_said_of_a_course_and_what_got_better_is_named()
    {
        var caregiver = await site.AddCaregiver();
        foreach (
            var (day, burden, time) in new[] { ("2025-10-02", 30, 4), ("2025-11-03", 40, 4), ("2026-01-05", 50, 4) }
        )
            await site.AddAnswered(
                caregiver,
                Some.Date(day),
                null,
                ("opening.going", 4),
                ("srb.burden", burden),
                ("volhoudtijd.time", time)
            );

        var calm = await Answer("2026-02-02", "Goed", "60", "Zes maanden tot een jaar");
        Assert.Has(Dutch("TrendTexts.Caregiver.CreepingWorse"), calm.Text);

        var heavy = await Answer("2026-03-02", "Heel slecht", "70", "Langer dan twee jaar");
        Assert.Lacks(Dutch("TrendTexts.Caregiver.CreepingWorse"), heavy.Text);
        Assert.Has(Dutch("ResultModel.Better", "hoe lang u het volhoudt"), Changed(heavy));
        Assert.Lacks("hetzelfde", Changed(heavy));

        async Task<Browser> Answer(string day, string going, string burden, string time)
        {
            var (_, link) = await site.On(day).AskByLink(caregiver, "opening", "srb", "volhoudtijd");
            var browser = await site.NewBrowser().Open(link);
            browser.Choose("Hoe gaat het", going).Choose("Hoe zwaar", burden).Choose("Stel: alles blijft", time);
            return await browser.Press(Dutch("LastPage.Send"));
        }
    }

    /// <summary>The sentences between the heading on change and the first chart.</summary>
    private static string Changed(Browser browser) => browser.Text.Split("Nu en eerder")[1].Split("Hoe zwaar")[0];

    private async Task<Browser> SendCsi(long caregiver, int yes, bool inBetween = false)
    {
        var (checkIn, link) = await site.AskByLink(caregiver, "csi");
        if (inBetween)
            await site.Sql("update check_in set in_between = 1 where id = @Id", new { checkIn.Id });
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        for (var asked = 0; browser.Heading != Dutch("LastPage.Title"); )
        {
            foreach (var question in browser.Questions)
                browser.Choose(question, asked++ < yes ? "Ja" : "Nee");
            await browser.Press(Dutch("QuestionsPage.Next"));
        }

        return await browser.Press(Dutch("LastPage.Send"));
    }

    private static IEnumerable<string> Headings(Browser browser) => browser.TextsOf("h2");
}
