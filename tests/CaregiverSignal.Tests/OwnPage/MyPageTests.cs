using AngleSharp.Html.Dom;

namespace CaregiverSignal.Tests.OwnPage;

/// <summary>What a caregiver reads and does on their own page, at once, recorded as done by themselves.</summary>
public sealed class MyPageTests() : AtASite("2026-03-02")
{
    private const string Anna = "persoon1@example.org";

    [Fact]
    public async Task Where_no_text_message_brings_a_code_a_call_is_the_way_and_not_also_a_way()
    {
        await site.AddCaregiver();

        var page = await (await site.OnOwnPage(Anna)).Open("/mijn/code");

        Assert.Begins("Bel ons voor een code: ", page.TextsOf("main p")[1]);
    }

    [Fact]
    public async Task That_something_was_proposed_is_said_to_who_may_not_read_it_and_never_what()
    {
        var anna = await site.AddCaregiver();
        await site.Sql(
            $"""
            insert into help (caregiver_id, kind, step, step_on, proposed_on, next_on)
            values ({anna}, 'day-care', 'proposed', '2026-03-02', '2026-03-02', '2026-03-09')
            """
        );

        var page = await site.OnOwnPage(Anna);

        Assert.Has(DutchPart("MyPageModel.Proposed"), page.Text);
        Assert.Lacks(Dutch("HelpKindWords.day-care.Told"), page.Text);
        await page.Follow(Dutch("MyPageModel.Proposed.Code"));
        Assert.Equal("/mijn/code", page.Path);
        await page.GiveCode(site, Anna);
        Assert.Lacks(DutchPart("MyPageModel.Proposed"), page.Text);
        await site.Sql("update caregiver set mail_readers = 'show-nothing'");
        Assert.Lacks(DutchPart("MyPageModel.Proposed"), (await site.OnOwnPage(Anna)).Text);
        await site.Sql("update caregiver set mail_readers = null");
        await site.Sql("update help set step = 'chosen', wanted_on = '2026-03-02'");
        Assert.Lacks(DutchPart("MyPageModel.Proposed"), (await site.OnOwnPage(Anna)).Text);
    }

    [Fact]
    public async Task They_ask_for_a_call_tell_what_changed_fill_in_and_choose_how_often()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var page = await site.OnOwnPage(Anna);

        await page.Follow(Dutch("Everywhere.CallMe"));
        await page.Press(Dutch("Shared.CallYes"));
        await site.RunJobs();
        await page.Follow(Dutch("Shared.OwnPage"));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 4 maart")), page.Text);

        await page.Follow(Dutch("Everywhere.TellChange"));
        await page.Press(Dutch("Everywhere.Send"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await page.TellChange(Dutch("EventWords.Choice.Fall"));
        await page.Follow(Dutch("Shared.OwnPage"));
        Assert.Has("2 maart 2026 Gevallen", page.Text);

        await page.Press(Dutch("MyPageModel.FillIn"));
        Assert.Equal(Dutch("CheckInPageModel.Welcome.Named", "Els"), page.Heading);
        await page.Choose("Hoe gaat het", "Slecht").Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", page.Path);
        Assert.Equal(1, await site.Count("check_in", "answered_at is not null and asked_on = '2026-03-02'"));

        await page.Open("/mijn?wat=minder");
        await page.LessMail(Dutch("OptOutPage.Choice.maanden", 2));
        Assert.Equal(Dutch("Shared.LessOftenTitle", 2), page.Heading);
        await page.Open("/mijn?wat=minder");
        await page.LessMail(Dutch("OptOutPage.Choice.maand"));
        await page.Open("/mijn");
        Assert.Has(Dutch("MyPageModel.Now.PausedUntil", "2 april 2026"), page.Text);
        await page.Press(Dutch("Shared.Resume"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        await page.Open("/mijn?wat=minder");
        await page.LessMail(Dutch("OptOutPage.Choice.stop"));
        await page.Open("/mijn");
        await page.Press(Dutch("OptOutPage.Rejoin"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));

        string[] actions =
        [
            "ask call",
            "tell change",
            "open check-in",
            "answer check-in",
            "change interval",
            "change participation",
            "end participation",
        ];
        await Assert.Each(
            actions,
            async action =>
                Assert.NotEqual(
                    0,
                    await site.Count(
                        "audit_log",
                        $"action || ' ' || rtrim(object, '0123456789/') = '{action}' and by_role = 'caregiver' and caregiver_id = {caregiver}"
                    )
                )
        );
        await site.RunJobs();
        var told = Assert.Single(site.Mails(), mail => mail.Contains("Het is gelukt."));
        Assert.Has($"To: {Anna}", told);
    }

    [Fact]
    public async Task They_read_their_course_their_words_and_who_looked_and_take_all_of_it_with_them()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.AddAnswered(caregiver, new DateOnly(2026, 1, 5), "no", site.Csi(3));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 5), "no", site.Csi(8));
        var els = await site.NewBrowser().Open(await site.SignInLink());
        await els.Press(Dutch("SignInModel.Title"));
        await els.Open($"/zaak/{caregiver}");

        var page = await site.OnOwnPageWithCode(Anna);
        Assert.NotNull(page.Page.QuerySelector("figure.trend svg"));
        Assert.Has("uw coördinator bekeek", page.Text);
        Assert.Has("u opende uw eigen pagina", page.Text);
        Assert.DoesNotContain("Els@", page.Text, StringComparison.OrdinalIgnoreCase);

        await page.Follow(Dutch("MyPageModel.Copy"));
        Assert.Has("5 februari 2026", page.Text);
        Assert.Equal(
            1,
            await site.Count("audit_log", "action = 'export' and object = 'case' and by_role = 'caregiver'")
        );
        Assert.Equal(Dutch("AskLinkModel.Title"), (await site.NewBrowser().Open("/mijn/afschrift")).Heading);
    }

    [Fact]
    public async Task They_decide_who_may_know_and_stop_it_again()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var page = await site.OnOwnPageWithCode(Anna);
        await page.Follow(Dutch("Everywhere.Consents"));
        Assert.Has(Dutch("MyPageModel.Consents.None"), page.Text);
        await page.Press(Dutch("MyConsentModel.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(0, await site.Count("consent"));

        await page.Choose(Dutch("MyConsentModel.Recipient"), Dutch("Everywhere.Recipient.gp"))
            .Write(Dutch("MyConsentModel.Name"), "dokter De Wit")
            .Choose(Dutch("MyConsentModel.Data"), Dutch("Everywhere.Data.burden"))
            .Choose(Dutch("MyConsentModel.Data"), Dutch("MyConsentModel.Data.wishes"))
            .Press(Dutch("MyConsentModel.Save"));
        Assert.Has(Dutch("MyConsentModel.Given"), page.Text);
        Assert.Has("zelf, op een pagina van ons.", page.Text);
        Assert.Lacks(DutchPart("ConsentsModel.NotedBy"), page.Text);
        Assert.Equal(2, await site.Count("consent", "given_how = 'page' and withdrawn_on is null"));

        Assert.Equal(0, await site.Count("consent", "email is not null"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));

        await page.PressFirst("Stop dit: Huisarts: dokter De Wit");
        Assert.Equal(1, await site.Count("consent", "withdrawn_how = 'page'"));
        Assert.Equal(
            1,
            await site.Count("audit_log", "action = 'add' and object = 'consent' and by_role = 'caregiver'")
        );
        Assert.Equal(
            1,
            await site.Count("audit_log", $"action = 'take-back' and object = 'consent' and caregiver_id = {caregiver}")
        );

        var bea = await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        var other = await site.OnOwnPageWithCode("persoon2@example.org");
        await other.Open("/mijn/toestemming");
        Assert.Lacks("De Wit", other.Text);
        Assert.Equal(0, await site.Count("consent", $"caregiver_id = {bea}"));

        // Numbers of somebody else's rows do nothing.
        await site.Happened(caregiver, "2026-03-01", "Fall", by: "caregiver");
        var token = ((IHtmlInputElement)other.Page.QuerySelector("input[name=echt]")!).Value;
        await other.Post(
            "/mijn/toestemming",
            [
                new("echt", token),
                new("withdrawn", await site.Joined("select id from consent where withdrawn_on is null")),
            ]
        );
        await other.Post(
            "/mijn",
            [
                new("echt", token),
                new("keuze", "klopt-niet"),
                new("gebeurtenis", await site.Joined("select id from event")),
            ]
        );
        Assert.Equal(1, await site.Count("consent", "withdrawn_on is null"));
        Assert.Equal(1, await site.Count("event", "kind = 'Fall'"));
    }

    [Fact]
    public async Task They_correct_their_number_and_move_to_another_address_which_proves_itself()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var page = await site.OnOwnPageWithCode(Anna);
        await page.Write(Dutch("MyPageModel.Mail"), "geen adres").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await page.Write(Dutch("MyPageModel.Mail"), Anna)
            .Write(Dutch("Everywhere.Phone"), "06 87654321")
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("detail_change", "field = 'new_phone' and old_value = '06 87654321'"));

        await page.Write(Dutch("MyPageModel.Mail"), "anna.nieuw@example.org").PressFirst(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("MyPageModel.Details.Mailed"), page.Text);
        Assert.Equal(1, await site.Count("caregiver", $"email = '{Anna}'"));
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Last(mail => mail.Contains("To: anna.nieuw@example.org")), "m");
        await site.Sql("update own_visit set new_email = 'ander@example.org' where new_email is not null");
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(link)).Status);
        await site.Sql("update own_visit set new_email = 'anna.nieuw@example.org' where new_email is not null");
        var there = await (await site.NewBrowser().Open(link)).Press(Dutch("EnterModel.Confirm.Yes"));
        Assert.Equal(Dutch("Shared.NewAddressTitle"), there.Heading);
        Assert.Equal(1, await site.Count("caregiver", "email = 'anna.nieuw@example.org'"));
        Assert.Equal(0, await site.Count("event"));
        Assert.Has(
            $"Het mailadres is veranderd op de eigen pagina. Het was {Anna}. Misschien deed iemand anders dat.",
            (await site.SignedIn()).Text
        );
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
        Assert.Equal(Dutch("AskLinkModel.Title"), (await there.Open("/mijn")).Heading);
        Assert.Equal(Dutch("AskLinkModel.Title"), (await page.Open("/mijn")).Heading);
        var again = await site.NewBrowser().Open(link);
        Assert.Equal((HttpStatusCode.OK, Dutch("Shared.NewAddressTitle")), (again.Status, again.Heading));
        Assert.DoesNotContain("anna", again.Text, StringComparison.OrdinalIgnoreCase);
        site.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Gone, (await again.Open(link)).Status);
        await site.RunJobs();
        Assert.Equal(
            3,
            await site.Count("audit_log", "action = 'change' and object = 'details' and by_role = 'caregiver'")
        );
        Assert.Contains(site.Mails(), mail => mail.Contains($"To: {Anna}") && mail.Contains("Het is gelukt."));
    }

    [Fact]
    public async Task Whoever_reads_the_mailbox_cannot_have_the_call_come_to_another_telephone_unseen()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        await site.Sql("update caregiver set phone = '06 12345678'");
        await site.Sql(
            "update check_in set own_words = 'Hij slaapt niet.', answered_at = opened_at, closed_at = opened_at"
        );
        var page = await site.OnOwnPageWithCode(Anna);

        await page.PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told'"));
        await page.Write(Dutch("Everywhere.Phone"), "06 66666666").PressFirst(Dutch("Everywhere.Save"));
        await page.Open("/mijn?wat=bellen");
        await page.Press(Dutch("Shared.CallYes"));

        const string Was =
            "Op de eigen pagina is een ander telefoonnummer ingevuld: 06 66666666. Het bekende nummer is niet veranderd.";
        const string Doubt =
            "Misschien deed iemand anders dat. Bel eerst het bekende nummer, en pas daarna de gegevens aan.";
        var els = await site.SignedIn();
        Assert.Has($"{Was} {Doubt}", Plain(els));
        // On the case it stands under a head of its own, and not as the caregiver's words; on the sheet never.
        await els.Open($"/zaak/{caregiver}");
        var own = els.Page.QuerySelector("#eigen-woorden")!.ParentElement!.TextContent;
        Assert.Has("Hij slaapt niet.", own);
        Assert.Lacks("telefoonnummer", own);
        var changed = els.Page.QuerySelector("#eigen-pagina")!.ParentElement!;
        Assert.Has($"{Was} {Doubt}", changed.TextContent.Replace('\u00a0', ' '));
        Assert.NotNull(changed.QuerySelector("form[action^='/taak-klaar/']"));
        await els.Open($"/zaak/{caregiver}/gespreksblad");
        Assert.Has("Hij slaapt niet.", Plain(els));
        Assert.Lacks("eigen pagina", Plain(els));
        // The caregiver reads what was changed, not whom to call in doubt; and cannot take away that it was.
        await page.Open("/mijn");
        Assert.Has(Was, Plain(page));
        Assert.Lacks("Misschien deed", Plain(page));
        Assert.Equal(0, await site.Count("event", "kind = 'Other'"));
    }

    [Fact]
    public async Task A_number_that_changes_back_and_forth_on_one_day_is_told_each_time()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.Sql("update caregiver set phone = '06 12345678'");
        var page = await site.OnOwnPageWithCode(Anna);
        await page.Write(Dutch("Everywhere.Phone"), "06 66666666").PressFirst(Dutch("Everywhere.Save"));
        site.Advance(TimeSpan.FromMinutes(1));
        await (await site.SignedIn()).Press("Niets nodig van Anna J.");
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told' and done_at is null"));

        site.Advance(TimeSpan.FromMinutes(1));
        await page.Open("/mijn");
        await page.Write(Dutch("Everywhere.Phone"), "06 66666666").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
        Assert.Has("ingevuld: 06 66666666.", Plain(await site.SignedIn()));

        // What is told and taken back beside it does not end the reading of it; nor does a third number hide the first.
        site.Advance(TimeSpan.FromMinutes(1));
        await page.Open("/mijn");
        await page.Write(Dutch("Everywhere.Phone"), "06 77777777").PressFirst(Dutch("Everywhere.Save"));
        await page.Open("/mijn?wat=veranderd");
        await page.TellChange(Dutch("EventWords.Choice.Fall"));
        await page.Press(Dutch("Everywhere.TakeBack"));
        Assert.Equal(0, await site.Count("event"));
        var els = Plain(await site.SignedIn());
        Assert.Has("ingevuld: 06 66666666.", els);
        Assert.Has("ingevuld: 06 77777777.", els);
        Assert.Equal(1, await site.Count("caregiver", "phone = '06 12345678'"));
    }

    private static string Plain(Browser page) => page.Text.Replace('\u00a0', ' ');

    [Fact]
    public async Task What_comes_after_the_visit_is_over_is_not_sent()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var page = await site.OnOwnPageWithCode(Anna);
        site.Advance(TimeSpan.FromMinutes(16));
        await page.Write(Dutch("Everywhere.Phone"), "06 11111111").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Has(Dutch("AskLinkModel.Why.not-sent"), page.Text);
        Assert.Equal(0, await site.Count("detail_change"));
    }

    [Fact]
    public async Task In_aftercare_they_end_it_there_and_the_same_button_pressed_again_says_what_is_so()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.Happened(caregiver, "2026-03-01", "Death");
        await site.Sql("update caregiver set status = 'aftercare', aftercare_on = '2026-03-08'");
        var page = await site.OnOwnPage(Anna);
        var token = ((IHtmlInputElement)page.Page.QuerySelector("input[name=echt]")!).Value;
        await page.Press(Dutch("MyPageModel.Enough"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'ended'"));
        await site.RunJobs();
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("Het is gelukt."));

        await site.Sql("update caregiver set status = 'active'");
        await page.Post("/mijn", [new("echt", token), new("keuze", "goed")]);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(Dutch("OptOutPage.Heading"), page.Heading);
    }

    [Fact]
    public async Task What_is_left_open_is_said_and_confirmed_by_no_mail()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var page = await site.OnOwnPage(Anna);
        var mails = await site.Count("mail");
        await page.Follow(Dutch("Everywhere.TellChange"));

        await page.Press(Dutch("Everywhere.Send"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(mails, await site.Count("mail"));
    }

    [Fact]
    public async Task Their_copy_leaves_out_what_could_harm_them_and_says_who_gives_the_rest()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.Sql("update caregiver set safe_to_call = 'nooit na zessen', referred_by = 'buurvrouw Truus'");
        await site.Sql(
            "insert into detail_change (caregiver_id, changed_at, field, old_value) "
                + $"values ({caregiver}, '2026-03-01T08:00:00.000Z', 'safe_to_call', 'alleen dinsdag')"
        );
        await site.Happened(caregiver, "2026-03-01", "Hospital", by: "coordinator");
        await site.Sql("update event set note = 'denk aan haar man'");
        var page = await site.OnOwnPageWithCode(Anna);
        await page.Follow(Dutch("MyPageModel.Copy"));
        Assert.Has("De rest krijgt u van uw coördinator.", page.Text);
        foreach (var held in new[] { "nooit na zessen", "buurvrouw", "alleen dinsdag", "denk aan haar man" })
            Assert.Lacks(held, page.Text);
    }
}
