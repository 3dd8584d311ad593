using CaregiverSignal.Enrolments;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// Somebody says something when their questions are over, from a page that lay open, with Back or in an old mail: it is
/// heard, and the page says what was.
/// </summary>
public sealed class TooLateTests() : AtASite("2026-03-02")
{
    private const string Cry = "Ik red het niet meer.";

    [Fact]
    public async Task What_is_sent_once_more_beside_a_list_still_on_offer_is_heard_and_the_list_stays()
    {
        var link = await Asked();
        var back = await site.NewBrowser().Open(link);
        var heavy = await site.NewBrowser().Open(link);
        await (await site.NewBrowser().Open(link)).Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        Assert.Equal(1, await site.Count("check_in", "offers_lists = 1"));
        site.Advance(TimeSpan.FromMinutes(5));

        await back.Choose("Hoe gaat het", "Heel slecht")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.OwnWords"), Cry)
            .Press(Dutch("LastPage.Send"));

        Assert.Equal(Dutch("Shared.UnkeptTitle"), back.Heading);
        Assert.Has(Dutch("Shared.UnkeptEarlier"), back.Text);
        Assert.Has("Wat u zelf schreef, komt wel aan. Els leest dat", back.Text);
        Assert.Has("Els of een collega belt u uiterlijk", back.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), back.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        Assert.Equal(1, await site.Count("event", $"note = '{Cry}'"));
        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 4"));
        await back.Follow(Dutch("Shared.UnkeptGoOn"));
        Assert.Equal(Dutch("AnsweredPage.Title"), back.Heading);

        await heavy.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("LastPage.Send"));
        Assert.Has(Dutch("OptOutPage.Unheard.Call"), heavy.Text);
        await heavy.Follow(Dutch("Everywhere.CallMe"));
        Assert.Contains(
            heavy.Page.QuerySelectorAll("main button"),
            button => button.TextContent == Dutch("Shared.CallYes")
        );
    }

    [Fact]
    public async Task Who_adds_a_call_to_what_they_sent_reads_of_the_call_and_not_that_anything_was_lost()
    {
        var link = await Asked();
        var lay = await site.NewBrowser().Open(link);
        lay.Choose("Hoe gaat het", "Slecht").Write(Dutch("LastPage.OwnWords"), Cry);
        var alone = lay.Fields.Append(new("doe", "verstuur")).ToList();
        var withCall = lay.Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Fields.Append(new("doe", "verstuur"))
            .ToList();
        await lay.Post(link, alone);

        await lay.Post(link, withCall);

        Assert.Equal(Dutch("Shared.HeardTitle"), lay.Heading);
        Assert.Has("Els of een collega belt u uiterlijk", lay.Text);
        Assert.Lacks("niet bewaard", lay.Text);
        Assert.Equal(0, await site.Count("event", $"note = '{Cry}'"));
    }

    [Fact]
    public async Task What_is_pressed_in_a_mail_whose_page_was_sent_is_no_less_said_not_to_have_arrived()
    {
        var link = await Asked();
        var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));

        await browser.Open(link + "?hoe=1");

        Assert.Has(Dutch("Shared.UnkeptTitle"), browser.Text);
        Assert.Has(Dutch("Shared.UnkeptEarlier"), browser.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), browser.Text);
        Assert.Contains(
            browser.Page.QuerySelectorAll("a.button"),
            way => way.TextContent == Dutch("Everywhere.CallMe")
        );
        await browser.Open(link + "?hoe=5");
        Assert.Equal("/dank", browser.Path);
    }

    [Fact]
    public async Task A_call_and_words_that_come_with_Back_from_the_thanks_are_heard()
    {
        var browser = await OnLastPage("Goed");
        var asked = browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.OwnWords"), Cry)
            .Fields;
        await browser.Open("/vragen/slot");
        await browser.Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", browser.Path);

        await browser.Post("/vragen/slot", asked);

        Assert.Has("Els of een collega belt u uiterlijk", browser.Text);
        Assert.Has("Wat u zelf schreef, komt wel aan. Els leest dat", browser.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        Assert.Equal(1, await site.Count("event", $"note = '{Cry}'"));
    }

    [Fact]
    public async Task A_page_of_the_list_that_comes_after_the_questions_were_closed_is_not_said_to_have_arrived()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "csi");
        var browser = await site.NewBrowser().Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("QuestionsPage.Next"));
        await site.Sql(
            "update check_in set closed_at = '2026-03-02T10:00:00.000Z', answered_at = '2026-03-02T10:00:00.000Z'"
        );
        List<KeyValuePair<string, string>> heavy = [browser.Token, new("opening.going", "1")];

        await browser.Post("/vragen/1", [browser.Token, new("opening.going", "4")]);
        Assert.Lacks("niet bewaard", browser.Text);
        await browser.Post("/vragen/1", heavy);

        Assert.Equal(Dutch("Shared.UnkeptTitle"), browser.Heading);
        Assert.Has(Dutch("Shared.UnkeptEarlier"), browser.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), browser.Text);
        await browser.Follow(Dutch("Everywhere.CallMe"));
        Assert.Contains(
            browser.Page.QuerySelectorAll("main button"),
            button => button.TextContent == Dutch("Shared.CallYes")
        );
    }

    [Fact]
    public async Task An_answer_that_was_stored_is_never_said_not_to_have_arrived()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await site.NewBrowser().Open(link + "?hoe=1");
        site.Advance(TimeSpan.FromMinutes(1));
        await browser.Press(Dutch("LastPage.Send"));
        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 1"));

        await browser.Open(link + "?hoe=1");
        Assert.Lacks(Dutch("Shared.UnkeptTitle"), browser.Text);

        await browser.Open(link + "?hoe=2");
        Assert.Has(Dutch("Shared.UnkeptTitle"), browser.Text);
    }

    [Fact]
    public async Task Whoever_reads_the_mail_learns_from_no_press_and_no_page_which_answer_was_given()
    {
        var link = await Asked();
        var (same, another) = (await site.NewBrowser().Open(link), await site.NewBrowser().Open(link));
        await (await site.NewBrowser().Open(link)).Choose("Hoe gaat het", "Heel slecht").Press(Dutch("LastPage.Send"));
        site.Advance(TimeSpan.FromMinutes(5));

        var other = site.NewBrowser();
        var said = new List<string>();
        foreach (var code in new[] { "1", "2" })
        {
            await other.Open($"{link}?hoe={code}");
            said.Add(other.Text);
        }

        Assert.Equal(said[0], said[1]);
        await same.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("LastPage.Send"));
        await another.Choose("Hoe gaat het", "Slecht").Press(Dutch("LastPage.Send"));
        Assert.Equal(same.Text, another.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), same.Text);
    }

    [Theory]
    [InlineData("Heel slecht", true)]
    [InlineData("Goed", false)]
    public async Task Pages_that_were_saved_one_by_one_are_kept_and_said_to_be(string going, bool isHeavy)
    {
        var browser = await OnLastPage(going);
        await site.Sql("update check_in set answered_at = opened_at, closed_at = opened_at");

        await browser.SendAnswers(Dutch("LastPage.Call.yes"));

        Assert.Equal(Dutch("Shared.HeardTitle"), browser.Heading);
        Assert.Has(Dutch("Shared.UnkeptEarlier"), browser.Text);
        Assert.Lacks("niet bewaard", browser.Text);
        Assert.Equal(isHeavy, browser.Text.Contains(Dutch("Shared.AftercareUrgent")));
    }

    [Theory]
    [InlineData("Het gaat.")]
    [InlineData("")]
    public async Task A_second_tap_beside_words_that_a_colleague_wrote_down_says_nothing_twice(string words)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        await site.Sql("update check_in set own_words = 'Klonk moe.', words_by = 'els@example.org'");
        var browser = await site.NewBrowser().Open(link);
        var tapped = browser
            .Choose("Hoe gaat het", "Slecht")
            .Write(Dutch("LastPage.OwnWords"), words)
            .Fields.Append(new("doe", "verstuur"))
            .ToList();
        await browser.Post(link, tapped);
        Assert.Equal("/dank", browser.Path);

        await browser.Post(link, tapped);

        Assert.Equal("/dank", browser.Path);
        site.Advance(TimeSpan.FromMinutes(3));
        await browser.Post(link, tapped);
        Assert.Lacks("niet bewaard", browser.Text);
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told'"));
    }

    [Fact]
    public async Task Who_stopped_and_presses_that_it_goes_badly_is_offered_a_call_before_all_else()
    {
        var link = await Asked();
        var browser = await Stopped(link);

        await browser.Open(link + "?hoe=1");

        await IsOfferedACall(browser);
    }

    [Fact]
    public async Task Words_alone_that_nobody_keeps_are_never_said_to_be_in()
    {
        var link = await Asked();
        var lay = await site.NewBrowser().Open(link);
        await Stopped(link);

        await lay.Write(Dutch("LastPage.OwnWords"), Cry).Press(Dutch("LastPage.Send"));

        Assert.Equal(Dutch("Shared.UnkeptTitle"), lay.Heading);
        Assert.Equal(Cry, lay.Page.QuerySelector("blockquote.own-words")?.TextContent);
    }

    [Fact]
    public async Task Words_that_are_too_long_for_a_last_page_that_is_over_are_given_back_and_the_call_is_promised()
    {
        var browser = await OnLastPage("Goed");
        await site.Sql("update check_in set answered_at = opened_at, closed_at = opened_at");
        var words = new string('a', 4001);

        await browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.OwnWords"), words)
            .Press(Dutch("LastPage.Send"));

        Assert.Equal(words, browser.Page.QuerySelector("blockquote.own-words")?.TextContent);
        Assert.Has("Els of een collega belt u uiterlijk", browser.Text);
    }

    private async Task<string> Asked()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        return TestInstallation.LinkIn(site.Mails().Single());
    }

    /// <summary>A browser that saved how it goes the long way, and stands before the last page.</summary>
    private async Task<Browser> OnLastPage(string going)
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await site.NewBrowser().Open(link);
        await browser.Post(link, [browser.Token, new("keuze", "vragen")]);
        await browser.Choose("Hoe gaat het", going).Press(Dutch("QuestionsPage.Next"));
        return await browser.Open("/vragen/slot");
    }

    private async Task<Browser> Stopped(string link)
    {
        var browser = await site.NewBrowser().Open(link);
        await browser.Follow(Dutch("Everywhere.LessLink"));
        await browser.LessMail(Dutch("OptOutPage.Choice.stop"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'ended'"));
        return browser;
    }

    private async Task InAftercare()
    {
        var anna = await site.Count("caregiver") == 0 ? await site.AddCaregiver() : 1;
        await site.Happened(anna, "2026-03-02", "Death");
        await site.Write(transaction => Participation.EnterAftercare(transaction, anna, site.Time));
    }

    private static async Task IsOfferedACall(Browser browser)
    {
        Assert.Has(Dutch("OptOutPage.Unheard.Call"), browser.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), browser.Text);
        await browser.Follow(Dutch("Everywhere.CallMe"));
        await browser.Press(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("Shared.CallPromisedTitle"), browser.Heading);
    }
}
