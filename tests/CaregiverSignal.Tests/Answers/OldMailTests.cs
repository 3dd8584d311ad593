using CaregiverSignal.Invitations;

namespace CaregiverSignal.Tests.Answers;

/// <summary>Somebody opens a mail of ours that is not the newest, or whose questions are over.</summary>
public sealed class OldMailTests() : AtASite("2026-03-02", Some.OwnNumber)
{
    [Fact]
    public async Task After_the_reminder_the_first_mail_gets_somebody_on_with_one_button()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var first = TestInstallation.LinkIn(site.Mails().Single());
        site.Advance(TimeSpan.FromDays(7));
        await site.RunJobs();
        var reminder = TestInstallation.LinkIn(site.Mails()[^1]);
        Assert.NotEqual(first, reminder);
        var browser = site.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(reminder)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.Open(first)).Status);
        Assert.Has(Dutch("OptOutPage.Over.open"), browser.Text);

        await browser.Press(Dutch("OptOutPage.NewLink"));
        await site.RunJobs();

        Assert.Equal(Dutch("SignInModel.SentTitle"), browser.Heading);
        Assert.Equal(3, await site.Count("mail", "caregiver_id is not null and state = 'sent'"));
        Assert.Equal(HttpStatusCode.Gone, (await browser.Open(reminder)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(TestInstallation.LinkIn(site.Mails()[^1]))).Status);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        Assert.Equal("/vragen/1", browser.Path);
    }

    [Fact]
    public async Task Whoever_presses_in_an_old_mail_that_it_goes_badly_reads_that_nobody_heard_it_and_is_called()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        site.Advance(TimeSpan.FromDays(60));
        await site.RunJobs();
        var browser = await site.NewBrowser().Open(link + "?hoe=5");

        await browser.Open(link + "?hoe=1");

        Assert.Has(Dutch("Shared.UnkeptTitle"), browser.Text);
        Assert.Equal(
            ["tel:0881234567", "tel:112", "tel:113"],
            browser.Page.QuerySelectorAll("main a[href^='tel:']").Select(number => number.GetAttribute("href"))
        );
        Assert.Single(browser.Page.QuerySelectorAll("main .button:not(.button-quiet)"));
        await browser.Follow(Dutch("Everywhere.CallMe"));
        await browser.Press(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("Shared.CallPromisedTitle"), browser.Heading);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
    }

    [Fact]
    public async Task A_form_that_comes_late_counts_as_any_other_while_nothing_newer_is_asked()
    {
        var anna = await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        site.Advance(TimeSpan.FromDays(20));
        await site.RunJobs();
        var late = await site.NewBrowser().Open(link);

        await late.Choose("Hoe gaat het", "Heel slecht")
            .Choose("Hoe lang", "Korter dan een week")
            .SendAnswers(Dutch("LastPage.Call.no"));
        await site.RunJobs();

        Assert.Has(Dutch("AnsweredPage.Title"), late.Text);
        Assert.Equal(Urgency.Red, (await site.OpenSignal(anna))!.Urgency);
        Assert.Equal(1, await site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public async Task A_late_form_that_says_nothing_is_asked_once_more()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        site.Advance(TimeSpan.FromDays(20));
        await site.RunJobs();
        var late = await site.NewBrowser().Open(link);

        await late.Press(Dutch("LastPage.Send"));

        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        Assert.Has("Hoe gaat het", late.Text);
        Assert.Equal(0, await site.Count("check_in", "closed_at is null"));
    }

    [Fact]
    public async Task Words_and_a_wish_to_be_called_hold_also_where_newer_questions_came_meanwhile()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        var lay = await site.NewBrowser().Open(link);
        var twice = await site.NewBrowser().Open(link);
        var also = await site.NewBrowser().Open(link);
        var content = await site.NewBrowser().Open(link);
        foreach (var days in new[] { 32, 18 })
        {
            site.Advance(TimeSpan.FromDays(days));
            await site.RunJobs();
        }

        Assert.Equal(0, await site.Count("check_in", "closed_at is null"));

        foreach (var page in new[] { lay, twice })
            await page.Choose("Hoe gaat het", "Heel slecht")
                .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
                .Write(Dutch("LastPage.OwnWords"), "Ik red het niet meer.")
                .Press(Dutch("LastPage.Send"));

        Assert.Has(Dutch("Shared.UnkeptTitle"), lay.Text);
        Assert.Has("Wat u zelf schreef, komt wel aan. Els leest dat", lay.Text);
        Assert.Has("Els of een collega belt u uiterlijk", lay.Text);
        Assert.Equal(0, await site.Count("answer"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        Assert.Equal(1, await site.Count("event", "note = 'Ik red het niet meer.'"));
        Assert.Has("Ik red het niet meer.", (await site.SignedIn()).Text);

        await also.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("LastPage.Send"));
        Assert.Has(Dutch("OptOutPage.Unheard.Call"), also.Text);
        await content.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        Assert.Has(Dutch("Shared.UnkeptTitle"), content.Text);
        Assert.Lacks("Wij bellen u graag", content.Text);
    }

    [Fact]
    public async Task A_reminder_that_never_went_leaves_the_first_link_alive()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var first = TestInstallation.LinkIn(site.Mails().Single());
        site.Advance(TimeSpan.FromDays(7));
        Assert.True(await site.Write(site.Part<RemindOnce>().RunOne));

        Assert.Equal(HttpStatusCode.OK, (await site.NewBrowser().Open(first)).Status);

        await site.Sql("update mail set state = 'failed' where kind = 'reminder'");
        Assert.Equal(HttpStatusCode.OK, (await site.NewBrowser().Open(first)).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(364)]
    public async Task Every_mail_of_the_last_year_offers_a_pause_and_a_stop_also_after_answering(int days)
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var mail = site.Mails().Single();
        await Answer(TestInstallation.LinkIn(mail));
        await site.Sql("update caregiver set next_due_on = '2028-01-01'");
        site.Advance(TimeSpan.FromDays(days));
        foreach (
            var link in new[] { TestInstallation.LinkIn(mail) + "?wat=minder", TestInstallation.LinkIn(mail, "p") }
        )
        {
            var browser = await site.NewBrowser().Open(link);
            await browser.LessMail(Dutch("OptOutPage.Choice.zelf"));
            Assert.Equal(1, await site.Count("caregiver", "status = 'paused'"));
            await browser.Open(link);
            await browser.Press(Dutch("Shared.Resume"));
            Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        }

        var last = await site.NewBrowser().Open(TestInstallation.LinkIn(mail));
        await last.Follow(Dutch("Everywhere.LessLink"));
        await last.LessMail(Dutch("OptOutPage.Choice.stop"));

        Assert.Equal(1, await site.Count("caregiver", "status = 'ended'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'stopped'"));
    }

    [Fact]
    public async Task After_answering_there_is_no_new_link_to_ask_for()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        await Answer(link);

        var browser = await site.NewBrowser().Open(link);

        Assert.Equal(Dutch("AnsweredPage.Title"), browser.Heading);
        Assert.DoesNotContain(
            browser.Page.QuerySelectorAll("main button"),
            button => button.TextContent == Dutch("OptOutPage.NewLink")
        );
        await browser.Post(link, [browser.Token, new("keuze", "nieuw")]);
        Assert.Equal(Dutch("Shared.LinkNotSentTitle"), browser.Heading);
        Assert.Equal(0, await site.Count("mail", "kind = 'new-link'"));
    }

    [Fact]
    public async Task A_new_link_goes_three_times_a_day_at_most_and_only_to_the_address_we_have()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        site.Advance(TimeSpan.FromDays(7));
        await site.RunJobs();
        var browser = site.NewBrowser();
        for (var press = 0; press < 20; press++)
        {
            await browser.Open(link);
            await browser.Press(Dutch("OptOutPage.NewLink"));
            site.Advance(TimeSpan.FromMinutes(1));
        }

        await site.RunJobs();

        Assert.Equal(Dutch("Shared.LinkNotSentTitle"), browser.Heading);
        Assert.Equal(
            3,
            await site.Count("mail", "kind = 'new-link' and envelope_to = 'persoon1@example.org' and state = 'sent'")
        );
        Assert.Lacks("persoon1", browser.Page.DocumentElement.OuterHtml);
        site.Advance(TimeSpan.FromDays(1));
        await browser.Open(link);
        await browser.Press(Dutch("OptOutPage.NewLink"));
        Assert.Equal(Dutch("SignInModel.SentTitle"), browser.Heading);
    }

    [Fact]
    public async Task A_new_link_goes_in_the_evening_too_as_somebody_waits_for_it()
    {
        using var evening = Some.Installation(("Mail:Window", "09:00-17:00")).On("2026-03-02");
        await evening.AddCaregiver();
        await evening.RunJobs();
        var link = TestInstallation.LinkIn(evening.Mails().Single());
        evening.Advance(TimeSpan.FromDays(7));
        await evening.RunJobs();
        evening.Advance(TimeSpan.FromHours(10));
        var browser = evening.NewBrowser();
        await browser.Open(link);

        await browser.Press(Dutch("OptOutPage.NewLink"));
        await evening.RunJobs();

        Assert.Equal(1, await evening.Count("mail", "kind = 'new-link' and state = 'sent'"));
    }

    [Fact]
    public async Task Who_is_paused_ends_the_pause_on_the_page_of_the_questions_too()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var mail = site.Mails().Single();
        await site.NewBrowser().Post(TestInstallation.LinkIn(mail, "p"), [new("List-Unsubscribe", "One-Click")]);
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(mail));

        await browser.Press(Dutch("Shared.Resume"));

        Assert.Equal(Dutch("Shared.ResumedTitle"), browser.Heading);
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        await browser.Open(TestInstallation.LinkIn(mail));
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Open("/pauze");
        await browser.LessMail(Dutch("OptOutPage.Choice.maand"));
        await browser.Open("/pauze");
        await browser.Press(Dutch("Shared.Resume"));
        Assert.Equal(Dutch("Shared.ResumedTitle"), browser.Heading);
    }

    private async Task Answer(string link)
    {
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("QuestionsPage.Next"));
        await browser.Open("/vragen/slot");
        await browser.Press(Dutch("LastPage.Send"));
    }
}
