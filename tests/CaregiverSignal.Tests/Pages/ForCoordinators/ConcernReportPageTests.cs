using CaregiverSignal.Concerns;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A report on the worklist and its own page.</summary>
public sealed class ConcernReportPageTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Open_tips_stand_on_top_of_everybodys_worklist_and_count_in_the_navigation()
    {
        await site.Enrolled();
        await site.AddConcernReport();
        var browser = await site.SignedIn("joost@steunpunt.example");

        foreach (var list in new[] { "/werklijst", "/werklijst?van=team" })
        {
            await browser.Open(list);
            Assert.Equal("Vandaag 1", browser.Page.QuerySelector("main h2")!.TextContent);
            Assert.Has(SomeConcernReports.Words, browser.Page.QuerySelector("main table")!.TextContent);
            Assert.Equal("1 vandaag", browser.TextsOf(".stat")[0]);
        }
    }

    [Fact]
    public async Task A_tip_that_nobody_took_up_on_its_day_is_late_and_stands_first()
    {
        await site.Enrolled();
        var report = await site.AddConcernReport();
        await site.AddConcernReport("Kenmerkzin van vanmiddag.");
        await site.Sql(
            "update concern_report set received_at = '2026-03-02T15:30:00.000Z', due_on = '2026-03-03' where words like '%vanmiddag.'"
        );
        var browser = await site.SignedIn();
        Assert.Equal("0 te laat", browser.TextsOf(".stat")[1]);

        browser = await (await site.On("2026-03-03").SignedIn()).Open("/werklijst");

        Assert.Equal(["2 vandaag", "1 te laat", "0 komende week", "0 volgen"], browser.TextsOf(".stat"));
        var first = browser.Page.QuerySelector("main table tbody tr")!;
        Assert.Equal($"/tip/{report}", first.QuerySelector("a")!.GetAttribute("href"));
        Assert.Has(Dutch("Everywhere.LateTag"), first.TextContent);

        await browser.Post($"/tip/{report}", [browser.Token, new("takesUp", "true")]);
        Assert.Equal("0 te laat", (await browser.Open("/werklijst")).TextsOf(".stat")[1]);
    }

    [Fact]
    public async Task The_first_who_takes_it_up_has_it_and_a_colleague_reads_who()
    {
        await site.Coordinator();
        await site.Coordinator("joost@steunpunt.example", "Joost");
        var report = await site.AddConcernReport();
        var (els, joost) = (await site.SignedIn(), await site.SignedIn("joost@steunpunt.example"));
        await els.Open($"/tip/{report}");
        await joost.Open($"/tip/{report}");

        await els.Press(Dutch("Everywhere.TakeUp"));
        await joost.Press(Dutch("Everywhere.TakeUp"));

        Assert.Has(Dutch("ConcernReportModel.Saved"), els.Text);
        Assert.Has(Dutch("Everywhere.Unchanged"), joost.Text);
        Assert.Equal("notice", joost.Page.QuerySelector("[role=status]")!.ClassName);
        Assert.Has(Dutch("ConcernReportModel.State.taken", ("dag", "2 maart 2026"), ("wie", "Els")), joost.Text);
        Assert.Null(joost.Page.QuerySelector("button[name=takesUp]"));
        await joost.Open("/werklijst");
        Assert.Equal(["0 vandaag", "0 te laat", "1 komende week"], joost.TextsOf(".stat").Take(3));
        await joost.Follow("Lees alles maandag 2 maart, 10.00 uur");
        // The promise of that day is for who took it up.
        Assert.Has("1 vandaag", (await els.Open("/werklijst")).Text);
        Assert.Has(Dutch("ConcernReportModel.State.new"), els.Text);
    }

    [Fact]
    public async Task Closing_asks_how_it_ended_and_takes_it_off_the_list()
    {
        var report = await site.AddConcernReport();
        var browser = await (await site.SignedIn()).Open($"/tip/{report}");

        await browser.Write(Dutch("ConcernReportModel.Noted"), "Kenmerknotitie").Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("#Outcome", browser.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Has(Dutch("ConcernReportModel.Error.Outcome"), browser.Text);
        Assert.Equal(
            "Kenmerknotitie",
            browser
                .Fields.Concat(
                    Browser.FieldsOf((AngleSharp.Html.Dom.IHtmlFormElement)browser.Page.QuerySelector("form.stack")!)
                )
                .Single(entry => entry.Key == "Note")
                .Value.Trim()
        );

        await browser
            .Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.Outcome.passed-on"))
            .Press(Dutch("Everywhere.Save"));
        Assert.Has("Kenmerknotitie", browser.Text);
        Assert.Has(Dutch("ConcernReportModel.Outcome.passed-on"), browser.Text);
        await browser.Open("/werklijst");

        Assert.Has("Iemand maakt zich zorgen ✓", browser.Text);
        Assert.Equal(
            1,
            await site.Count(
                "concern_report",
                "outcome = 'passed-on' and note = 'Kenmerknotitie' and closed_by is not null"
            )
        );
    }

    [Fact]
    public async Task Who_reaches_nobody_tries_on_three_days_before_it_is_closed_as_such()
    {
        var report = await site.AddConcernReport(minor: "yes");
        var els = await (await site.SignedIn()).Open($"/tip/{report}");
        await els.Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.Outcome.not-reached"))
            .Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has("kan pas na drie dagen proberen. Nu vastgelegd: 0.", els.Text);

        await els.Write(Dutch("ConcernReportModel.Noted"), "Mentor sprak haar niet.")
            .Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.NotReached", "dinsdag 3 maart"))
            .Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("ConcernReportModel.Saved.Tried", "dinsdag 3 maart"), els.Text);
        await els.Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.NotReached", "dinsdag 3 maart"))
            .Press(Dutch("Everywhere.Save"));

        Assert.Has("1 keer geprobeerd, vandaag, niet bereikt. Weer proberen op 3 maart.", els.Text);
        Assert.Has("2 maart 2026, Els: Mentor sprak haar niet.", els.Text);
        Assert.Equal("1 komende week", (await els.Open("/werklijst")).TextsOf(".stat")[2]);
        foreach (var day in new[] { "2026-03-03", "2026-03-04" })
        {
            els = await site.On(day).SignedIn();
            Assert.Has("1 vandaag", els.Text);
            await els.Open($"/tip/{report}");
            await els.Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.Outcome.not-reached"))
                .Press(Dutch("Everywhere.Save"));
            Assert.Equal(HttpStatusCode.BadRequest, els.Status);
            await els.Choose(
                    Dutch("ConcernReportModel.Outcome"),
                    Dutch(
                        "ConcernReportModel.NotReached",
                        day == "2026-03-03" ? "woensdag 4 maart" : "donderdag 5 maart"
                    )
                )
                .Press(Dutch("Everywhere.Save"));
        }

        await els.Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.Outcome.not-reached"))
            .Write(Dutch("ConcernReportModel.Noted"), "Brief gestuurd.")
            .Press(Dutch("Everywhere.Save"));

        Assert.Has("Afgerond op 4 maart 2026", els.Text);
        Assert.Equal(
            1,
            await site.Count(
                "concern_report",
                "outcome = 'not-reached' and note = '2 maart 2026, Els: Mentor sprak haar niet.\nBrief gestuurd.'"
            )
        );
    }

    [Fact]
    public async Task Whom_nobody_tried_again_on_the_next_working_day_is_everybodys_and_late_and_the_digest_says_so()
    {
        var els = await site.Enrolled();
        await site.Coordinator("joost@steunpunt.example", "Joost");
        var report = await site.On("2026-03-06").AddConcernReport();
        await site.RunJobs();
        await (await (await site.SignedIn()).Open($"/tip/{report}"))
            .Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.NotReached", "maandag 9 maart"))
            .Press(Dutch("Everywhere.Save"));
        var joost = await site.SignedIn("joost@steunpunt.example");
        Assert.Equal(["0 vandaag", "0 te laat", "1 komende week"], joost.TextsOf(".stat").Take(3));
        Assert.Equal(0, await Waiting());

        site.On("2026-03-09");
        Assert.Equal(1, await Waiting());
        Assert.Equal("1 komende week", (await site.SignedIn("joost@steunpunt.example")).TextsOf(".stat")[2]);

        joost = await site.On("2026-03-10").SignedIn("joost@steunpunt.example");
        Assert.Equal(["1 vandaag", "1 te laat", "0 komende week", "0 volgen"], joost.TextsOf(".stat"));

        Task<int> Waiting() =>
            site.Read(transaction => ConcernReportTable.CountWaiting(transaction, els, site.Time.Today));
    }

    [Fact]
    public async Task A_note_alone_keeps_it_open()
    {
        var report = await site.AddConcernReport();
        var els = await (await site.SignedIn()).Open($"/tip/{report}");
        await els.Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.NoteOnly"))
            .Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("ConcernReportModel.Error.Note"), els.Text);

        await els.Write(Dutch("ConcernReportModel.Noted"), "Mentor belt haar vanmiddag.")
            .Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.NoteOnly"))
            .Press(Dutch("Everywhere.Save"));

        Assert.Has("2 maart 2026, Els: Mentor belt haar vanmiddag.", els.Text);
        Assert.Equal(
            1,
            await site.Count("concern_report", "closed_at is null and taken_up_by is not null and tried_days = 0")
        );
    }

    [Fact]
    public async Task What_was_closed_stays_as_it_was_closed()
    {
        var report = await site.AddConcernReport();
        var (els, joost) = (await site.SignedIn(), await site.SignedIn("joost@steunpunt.example"));
        await joost.Open($"/tip/{report}");
        await (await els.Open($"/tip/{report}"))
            .Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.Outcome.no-more-needed"))
            .Press(Dutch("Everywhere.Save"));

        await joost
            .Choose(Dutch("ConcernReportModel.Outcome"), Dutch("ConcernReportModel.Outcome.not-reached"))
            .Write(Dutch("ConcernReportModel.Noted"), "Kenmerknotitie")
            .Press(Dutch("Everywhere.Save"));

        Assert.Has("Dat kan niet meer. Er is niets veranderd. Uw notitie is niet bewaard: Kenmerknotitie", joost.Text);
        Assert.Equal(1, await site.Count("concern_report", "outcome = 'no-more-needed'"));
    }

    [Fact]
    public async Task A_month_after_closing_nothing_of_what_was_written_is_in_the_store_any_more()
    {
        var els = await site.Enrolled();
        var (report, open) = (await site.AddConcernReport(), await site.AddConcernReport("Nog open"));
        await site.RunJobs();
        await site.Write(transaction =>
            ConcernReportTable.Close(
                transaction,
                report,
                els,
                ConcernReportOutcome.InContact,
                "Kenmerknotitie",
                site.Time.Now
            )
        );
        site.Advance(TimeSpan.FromDays(31));
        await site.RunJobs();
        Assert.Has("Kenmerkzin", await site.Dump());

        site.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobs();

        Assert.Lacks("Kenmerk", await site.Dump());
        Assert.Equal(
            1,
            await site.Count(
                "concern_report",
                "outcome = 'in-contact' and words is null and about is null and reporter_name is null and reporter_phone is null and reporter_email is null and note is null"
            )
        );
        Assert.Equal(1, await site.Count("concern_report", $"id = {open} and words = 'Nog open'"));
        var browser = await (await site.SignedIn()).Open($"/tip/{report}");
        Assert.Has(Dutch("ConcernReportModel.Fact.Forgotten"), browser.Text);
    }
}
