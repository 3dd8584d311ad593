namespace CaregiverSignal.Tests.Answers;

public sealed class LeavingTests() : AtASite("2026-03-02")
{
    [Theory]
    [InlineData("OptOutPage.Choice.week", "9 maart 2026", "2026-03-09")]
    [InlineData("OptOutPage.Choice.maand", "2 april 2026", "2026-04-02")]
    [InlineData("OptOutPage.Choice.kwartaal", "2 juni 2026", "2026-06-02")]
    public async Task Not_now_pauses_until_the_chosen_day_and_no_mail_goes(string choice, string told, string until)
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var browser = await At(Dutch("CheckInPageModel.Start"), TestInstallation.LinkIn(site.Mails().Single()));
        await browser.Follow(Dutch("Shared.Pause"));

        await browser.LessMail(Dutch(choice));

        Assert.Has($"tot {told} geen mail", browser.Text);
        Assert.Equal(1, await site.Count("caregiver", $"status = 'paused' and paused_until = '{until}'"));
        Assert.Equal(1, await site.Count("check_in", "closed_at is null"));
        Assert.Equal(1, await site.Count("event", "kind = 'Paused' and reported_by = 'caregiver'"));
        site.Advance(TimeSpan.FromDays(6));
        await site.RunJobs();
        Assert.Single(site.Mails());
    }

    [Fact]
    public async Task A_pause_lasts_until_a_day_of_their_own_choice_within_a_year()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var mail = site.Mails().Single();
        var form = await At(Dutch("CheckInPageModel.Start"), TestInstallation.LinkIn(mail));
        await form.Open("/pauze");
        var link = await site.NewBrowser().Open(TestInstallation.LinkIn(mail, "p"));
        foreach (var wrong in new[] { "", "2026-03-02", "2027-03-03", "morgen" })
        {
            await form.Choose(Dutch("OptOutPage.Question"), Dutch("OptOutPage.Choice.dag"))
                .Write(Dutch("OptOutPage.Day"), wrong)
                .Press(Dutch("OptOutPage.Save"));
            Assert.Begins("Fout: ", form.Title);
            await link.Choose(Dutch("OptOutPage.Question"), Dutch("OptOutPage.Choice.dag"))
                .Write(Dutch("OptOutPage.Day"), wrong)
                .Press(Dutch("OptOutPage.Save"));
            Assert.Begins("Fout: ", link.Title);
        }

        Assert.Equal(0, await site.Count("caregiver", "status = 'paused'"));
        await link.Choose(Dutch("OptOutPage.Question"), Dutch("OptOutPage.Choice.dag"))
            .Write(Dutch("OptOutPage.Day"), "2026-03-20")
            .Press(Dutch("OptOutPage.Save"));
        Assert.Has("20 maart 2026", link.Text);
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused' and paused_until = '2026-03-20'"));
        await form.Choose(Dutch("OptOutPage.Question"), Dutch("OptOutPage.Choice.dag"))
            .Write(Dutch("OptOutPage.Day"), "2026-04-01")
            .Press(Dutch("OptOutPage.Save"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused' and paused_until = '2026-04-01'"));
    }

    [Theory]
    [InlineData("Everywhere.CallMe")]
    [InlineData("Everywhere.TellChange")]
    [InlineData("Shared.Pause")]
    [InlineData("Everywhere.Stop")]
    public async Task Who_changes_their_mind_goes_back_to_where_they_came_from(string way)
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(site.Mails().Single()));
        await browser.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));

        await browser.Follow(Dutch(way));
        if (Dutch(way) == Dutch("Everywhere.TellChange"))
            await browser.Press(Dutch("Everywhere.Send"));
        await browser.Follow(Dutch("Shared.Back"));
        Assert.Equal("/dank", browser.Path);

        await browser.Follow(Dutch("ResultModel.GoOn"));
        await browser.Follow(Dutch(way));
        await browser.Follow(Dutch("Shared.Back"));
        Assert.Begins("/vragen/", browser.Path);
    }

    [Fact]
    public async Task A_pause_without_a_choice_asks_for_one()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = await site.NewBrowser().Open(link + "?wat=minder");
        var before = await site.Dump();

        await browser.Press(Dutch("OptOutPage.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Begins("Fout: Onze mails", browser.Title);
        Assert.Has(Dutch("OptOutPage.Error"), browser.Text);
        Assert.Equal(before, await site.Dump());
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?wat=minder", "Terug")]
    public async Task A_day_that_is_none_is_asked_for_on_the_same_page_with_the_choice_kept(string step, string? back)
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        var mail = site.Mails().Single();
        var link = TestInstallation.LinkIn(mail, back is null ? "p" : "v");
        var browser = await site.NewBrowser().Open(link + step);
        var (before, heading) = (browser.Text, browser.Heading);
        var lines = await site.Count("audit_log");

        await browser
            .Choose(Dutch("OptOutPage.Question"), Dutch("OptOutPage.Choice.dag"))
            .Write(Dutch("OptOutPage.Day"), "2026-03-01")
            .Press(Dutch("OptOutPage.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(heading, browser.Heading);
        Assert.Equal(Dutch("OptOutPage.Choice.dag"), browser.Chosen(Dutch("OptOutPage.Question")));
        var day = browser.Page.QuerySelector("#weer")!;
        Assert.Equal(("true", "2026-03-01"), (day.GetAttribute("aria-invalid"), day.GetAttribute("value")));
        Assert.Has(Dutch("OptOutPage.Error.Day"), browser.Text);
        Assert.Equal(back is not null, browser.Page.QuerySelector("a.back") is not null);
        Assert.Equal(
            before.Contains("Er staan vragen voor u klaar", StringComparison.Ordinal),
            browser.Text.Contains("Er staan vragen voor u klaar", StringComparison.Ordinal)
        );
        Assert.Equal(lines, await site.Count("audit_log"));
        Assert.Equal(0, await site.Count("event", $"caregiver_id = {caregiver}"));

        await browser.Write(Dutch("OptOutPage.Day"), "2026-03-20").Press(Dutch("OptOutPage.Save"));
        Assert.Equal(1, await site.Count("audit_log", "action = 'change' and object = 'participation'"));
    }

    [Fact]
    public async Task Nothing_chosen_behind_a_link_that_is_over_is_asked_for_on_the_page_of_that_link()
    {
        var link = (await site.AskByLink(await site.AddCaregiver())).Link;
        site.Advance(TimeSpan.FromDays(30));
        await site.RunJobs();
        var browser = await site.NewBrowser().Open(link);
        var heading = browser.Heading;

        await browser.Press(Dutch("OptOutPage.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(heading, browser.Heading);
        Assert.NotEqual(Dutch("OptOutPage.Heading"), heading);
    }

    [Fact]
    public async Task What_was_saved_before_a_pause_counts_as_answered()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "volhoudtijd");
        var browser = await At(Dutch("CheckInPageModel.Start"), link);
        await browser.Choose("Hoe gaat het", "Slecht").Press(Dutch("QuestionsPage.Next"));
        await browser.Follow(Dutch("Shared.Pause"));

        await browser.LessMail(Dutch("OptOutPage.Choice.maand"));

        Assert.Equal(1, await site.Count("check_in", "answered_at is not null"));
        Assert.Equal(1, await site.Count("response", "finished_at is not null"));
    }

    [Fact]
    public async Task Stopping_ends_the_questions_and_keeps_the_answers()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 1), null, ("opening.going", 4));
        var (_, link) = await site.AskByLink(caregiver);
        var browser = await site.NewBrowser().Open(link);
        await browser.Follow(Dutch("Everywhere.LessLink"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));

        await browser.LessMail(Dutch("OptOutPage.Choice.stop"));

        Assert.Equal(Dutch("Shared.StoppedTitle"), browser.Heading);
        Assert.Equal(1, await site.Count("caregiver", "status = 'ended'"));
        Assert.Equal(1, await site.Count("answer", "value = 4"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'stopped' and done_at is null"));
        site.Advance(TimeSpan.FromDays(60));
        await site.RunJobs();
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("To: persoon1@"));
        await browser.Open(link);
        Assert.Has(Dutch("Shared.Ended1"), browser.Text);
        Assert.Empty(Buttons(browser));
    }

    [Fact]
    public async Task One_click_in_a_mail_program_pauses_without_a_page_of_ours()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var pause = TestInstallation.LinkIn(site.Mails().Single(), "p");
        var mailProgram = site.NewBrowser();

        await mailProgram.Post(pause, [new("List-Unsubscribe", "One-Click")]);

        Assert.Equal(HttpStatusCode.OK, mailProgram.Status);
        Assert.Equal(Dutch("Shared.PausedTitle"), mailProgram.Heading);
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused' and paused_until is null"));
        Assert.Equal(1, await site.Count("check_in", "closed_at is null"));

        await mailProgram.Post(
            pause,
            new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } }
        );
        Assert.Equal(HttpStatusCode.OK, mailProgram.Status);
        Assert.Equal(1, await site.Count("event", "kind = 'Paused'"));
    }

    [Fact]
    public async Task One_click_leaves_the_form_of_this_month_alive_and_stops_only_mail()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var mail = site.Mails().Single();
        await site.NewBrowser().Post(TestInstallation.LinkIn(mail, "p"), [new("List-Unsubscribe", "One-Click")]);

        var browser = await At(Dutch("CheckInPageModel.Start"), TestInstallation.LinkIn(mail));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Begins("/vragen", browser.Path);
        site.Advance(TimeSpan.FromDays(8));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "caregiver_id is not null"));
        site.Advance(TimeSpan.FromDays(60));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "caregiver_id is not null"));
        Assert.Equal(0, await site.Count("signal"));
    }

    [Theory]
    [InlineData(59, 1)]
    [InlineData(61, 0)]
    public async Task A_pause_within_a_minute_of_the_mail_is_marked_as_perhaps_a_filters(int seconds, int marked)
    {
        await site.AddCaregiver();
        await site.RunJobs();
        site.Advance(TimeSpan.FromSeconds(seconds));

        await site.NewBrowser()
            .Post(TestInstallation.LinkIn(site.Mails().Single(), "p"), [new("List-Unsubscribe", "One-Click")]);

        Assert.Equal(marked, await site.Count("event", "kind = 'Paused' and note like '%mailfilter%'"));
    }

    [Fact]
    public async Task One_click_works_from_an_address_with_too_many_wrong_links_and_is_no_wrong_try_itself()
    {
        var (checkIn, link) = await site.AskByLink(await site.AddCaregiver());
        var provider = site.NewBrowser();
        for (var i = 0; i < 25; i++)
            await provider.Post("/p/nothing", [new("List-Unsubscribe", "One-Click")]);
        Assert.Equal(HttpStatusCode.OK, (await provider.Open(link)).Status);
        for (var i = 0; i < 25; i++)
            await provider.Open("/v/nothing");
        Assert.Equal(HttpStatusCode.TooManyRequests, provider.Status);
        for (var i = 0; i < 2; i++)
            Assert.Equal(
                HttpStatusCode.Gone,
                (await provider.Post("/p/nothing", [new("List-Unsubscribe", "One-Click")])).Status
            );

        await provider.Post(await site.PauseLink(checkIn), [new("List-Unsubscribe", "One-Click")]);

        Assert.Equal(HttpStatusCode.OK, provider.Status);
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused'"));
    }

    [Theory]
    [InlineData("OptOutPage.Choice.week", "tot 9 maart 2026 geen mail", "paused_until = '2026-03-09'")]
    [InlineData("OptOutPage.Choice.maand", "tot 2 april 2026 geen mail", "paused_until = '2026-04-02'")]
    [InlineData("OptOutPage.Choice.kwartaal", "tot 2 juni 2026 geen mail", "paused_until = '2026-06-02'")]
    [InlineData("OptOutPage.Choice.zelf", "tot u het zelf laat weten", "paused_until is null")]
    public async Task The_pause_link_offers_pauses_that_hold_at_once_and_leave_the_form_alive(
        string choice,
        string told,
        string until
    )
    {
        var (checkIn, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = site.NewBrowser();
        await browser.Open(await site.PauseLink(checkIn));
        await browser.LessMail(Dutch(choice));

        Assert.Has(told, browser.Text);
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused' and " + until));
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(link)).Status);
    }

    [Fact]
    public async Task Less_often_moves_the_next_check_in_at_once_and_the_coordinator_reads_who_chose_it()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        var pause = TestInstallation.LinkIn(site.Mails().Single(), "p");
        var browser = site.NewBrowser();
        await browser.Open(pause);

        await browser.LessMail(Dutch("OptOutPage.Choice.maanden", 3));

        Assert.Equal(Dutch("Shared.LessOftenTitle", 3), browser.Heading);
        Assert.Equal(1, await site.Count("caregiver", "status = 'active' and next_due_on = '2026-06-02'"));
        Assert.Equal(
            1,
            await site.Count(
                "agreement",
                "kind = 'interval' and value = 3 and set_by = 'caregiver' and until_on = '2027-03-02'"
            )
        );
        Assert.Equal(1, await site.Count("check_in", "closed_at is null"));
        await browser.Open(pause);
        await browser.LessMail(Dutch("OptOutPage.Choice.maanden", 2));
        Assert.Equal(1, await site.Count("caregiver", "next_due_on = '2026-05-02'"));
        var staff = await site.SignedIn();
        await staff.Open($"/zaak/{caregiver}");
        Assert.Has(Dutch("OptOutPage.Reason"), staff.Text);
    }

    /// <remarks>Open the link, choose, confirm: three taps, and one more takes it back.</remarks>
    [Theory]
    [InlineData("Eens in de 2 maanden", "next_due_on = '2026-05-02'", "OptOutPage.AsUsual")]
    [InlineData("Een maand geen mail", "paused_until = '2026-04-02'", "Shared.Resume")]
    [InlineData("Geen vragen en geen mail meer", "status = 'ended'", "OptOutPage.Rejoin")]
    public async Task The_link_under_a_mail_leads_to_all_ways_out_and_each_is_taken_back_where_it_is_confirmed(
        string choice,
        string holds,
        string undo
    )
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        const string asBefore = "status = 'active' and next_due_on = '2026-04-02' and paused_until is null";
        Assert.Equal(1, await site.Count("caregiver", asBefore));
        var label = "Minder, pauze of stoppen";
        var under = site.Mails().Single();
        Assert.Has(label, under);
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(under) + "?wat=minder");
        Assert.Equal(1, await site.Count("caregiver", asBefore));

        await browser.LessMail(choice);
        Assert.Equal(1, await site.Count("caregiver", holds));

        await browser.Press(Dutch(undo));
        Assert.Equal(1, await site.Count("caregiver", $"{asBefore} and id = {caregiver}"));
        Assert.Equal(0, await site.Count("agreement", "ended_on is null"));
    }

    [Fact]
    public async Task Who_takes_fewer_questions_back_has_what_the_coordinator_had_agreed_before()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        var agreed = new Agreement
        {
            Kind = AgreementKind.Interval,
            Value = 2,
            Reason = "Zo afgesproken.",
            FromOn = new DateOnly(2026, 3, 1),
            UntilOn = new DateOnly(2026, 12, 1),
        };
        await site.Write(async transaction =>
            await AgreementTable.Set(
                transaction,
                caregiver,
                agreed,
                (await CaregiverTable.Get(transaction, caregiver))!.CoordinatorId,
                site.Time.Now
            )
        );
        var link = TestInstallation.LinkIn(site.Mails().Single(), "p");
        var browser = await site.NewBrowser().Open(link);
        await browser.LessMail(Dutch("OptOutPage.Choice.maanden", 6));

        site.Advance(TimeSpan.FromDays(3));
        await browser.Open(link);
        await browser.LessMail(Dutch("OptOutPage.AsUsual"));

        Assert.Equal(1, await site.Count("agreement", "value = 2 and ended_on is null and set_by = 'coordinator'"));
        Assert.Equal(1, await site.Count("caregiver", "next_due_on = '2026-05-02'"));
    }

    [Fact]
    public async Task Who_chooses_less_often_during_a_pause_is_asked_again()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var pause = TestInstallation.LinkIn(site.Mails().Single(), "p");
        var browser = site.NewBrowser();
        await browser.Post(pause, [new("List-Unsubscribe", "One-Click")]);
        await browser.Open(pause);

        await browser.LessMail(Dutch("OptOutPage.Choice.maanden", 2));

        Assert.Equal(Dutch("Shared.LessOftenTitle", 2), browser.Heading);
        Assert.Equal(1, await site.Count("caregiver", "status = 'active' and next_due_on = '2026-05-02'"));
        site.Advance(TimeSpan.FromDays(61));
        await site.RunJobs();
        Assert.Equal(2, await site.Count("mail", "kind = 'invitation'"));
    }

    [Fact]
    public async Task The_pause_link_brings_nobody_back_who_stopped_or_is_in_aftercare()
    {
        foreach (var status in new[] { CaregiverStatus.Ended, CaregiverStatus.Aftercare })
        {
            var caregiver = await site.AddCaregiver(status.Code());
            var (checkIn, _) = await site.AskByLink(caregiver);
            var pause = await site.PauseLink(checkIn);
            var browser = site.NewBrowser();
            await browser.Open(pause);
            var token = browser.Token;
            await site.Sql("update caregiver set status = @status where id = @caregiver", new { status, caregiver });

            await browser.Post(pause, [token, new("keuze", "zelf")]);
            await browser.Post(pause, [token, new("keuze", "stop")]);
            await browser.Post(pause, [token, new("keuze", "maanden-2")]);
            await browser.Post(pause, [token, new("keuze", "terug")]);
            await browser.Post(pause, [token, new("keuze", "nieuw")]);
            await browser.Post(pause, [token, new("keuze", "hervat")]);

            Assert.Equal(
                status == CaregiverStatus.Ended ? Dutch("Shared.StoppedTitle") : Dutch("Shared.NotAskedTitle"),
                browser.Heading
            );
            Assert.Equal(
                1,
                await site.Count("caregiver", $"person = '{status.Code()}' and status = '{status.Code()}'")
            );
            await browser.Open(pause);
            Assert.Empty(browser.Page.QuerySelectorAll("main button"));
        }
    }

    private static IEnumerable<string> Buttons(Browser browser) => browser.TextsOf("main button");

    private async Task<Browser> At(string button, string link)
    {
        var browser = site.NewBrowser();
        await browser.Open(link);
        return await browser.Press(button);
    }
}
