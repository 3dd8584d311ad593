namespace CaregiverSignal.Tests.OwnPage;

/// <summary>The way to one's own page tells a stranger nothing, and lets in whoever reads the mailbox, once.</summary>
public sealed class DoorTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_link_goes_to_the_address_we_have_and_the_answer_is_the_same_for_every_address()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Add(Some.Person("kind", "2026-03-02", "Kim", "kim@example.org", "phone", born: "2010-04-01"));
        // Asked by phone, perhaps because others read the mailbox (H-04).
        await site.Add(Some.Person("tel", "2026-03-02", "Tine", "tine@example.org", "phone"));
        var answers = new List<(HttpStatusCode, string, string)>();
        foreach (
            var address in new[]
            {
                "PERSOON1@example.org",
                "niemand@example.org",
                "kim@example.org",
                "tine@example.org",
            }
        )
        {
            var browser = await site.NewBrowser().Open("/mijn");
            await browser.AskLink(address);
            answers.Add((browser.Status, browser.Heading, browser.Text));
        }

        Assert.Single(answers.Distinct());
        await site.RunJobs();
        Assert.Single(site.Mails(), mail => mail.Contains("To: persoon1@example.org"));
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("kim@example.org"));
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("tine@example.org"));
        Assert.Equal(1, await site.Count("own_visit"));
        Assert.Equal(4, await site.Count("audit_log", "action = 'ask' and object = 'link'"));

        var wrong = await site.NewBrowser().Open("/mijn/link");
        await wrong.AskLink("geen adres");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Begins(Dutch("Shared.ErrorFirst"), wrong.Title);
    }

    [Fact]
    public async Task Two_people_with_one_mailbox_each_get_a_link_with_their_own_name()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql("update caregiver set email = 'persoon1@example.org'");
        await site.OwnLink("persoon1@example.org");

        Assert.Equal(2, site.Mails().Count);
        Assert.Single(site.Mails(), mail => mail.Contains("Beste Bram"));
        Assert.Equal(
            2,
            await site.Count("audit_log", "action = 'ask' and object = 'link' and caregiver_id is not null")
        );
    }

    [Fact]
    public async Task A_link_that_could_not_be_stored_is_sent_at_the_next_try()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var page = await site.NewBrowser().Open("/mijn/link");
        await site.RefuseWrites("insert on mail");
        await page.AskLink("persoon1@example.org");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);

        await site.PermitWrites();
        page = await site.NewBrowser().Open("/mijn/link");
        await page.AskLink("persoon1@example.org");

        Assert.Equal(1, await site.Count("mail"));
    }

    [Fact]
    public async Task A_link_opens_with_its_button_once_and_in_one_browser_and_for_a_quarter_without_use()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var link = await site.OwnLink("persoon1@example.org");
        var scanner = site.NewBrowser();
        for (var times = 0; times < 3; times++)
            Assert.Equal(HttpStatusCode.OK, (await scanner.Open(link)).Status);

        var anna = await site.NewBrowser().Open(link);
        await anna.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal("/mijn", anna.Path);
        Assert.Equal(Dutch("MyPageModel.Hello", "Anna"), anna.Heading);
        await scanner.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal(HttpStatusCode.Gone, scanner.Status);
        Assert.Has(Dutch("AskLinkModel.Why.dead"), scanner.Text);
        Assert.Equal(Dutch("AskLinkModel.Title"), (await scanner.Open("/mijn")).Heading);
        Assert.Equal("/mijn", (await anna.Open(link)).Path);

        for (var minutes = 0; minutes < 56; minutes += 14)
        {
            site.Advance(TimeSpan.FromMinutes(14));
            Assert.Equal(Dutch("MyPageModel.Hello", "Anna"), (await anna.Open("/mijn")).Heading);
        }

        site.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(Dutch("AskLinkModel.Title"), (await anna.Open("/mijn")).Heading);
        Assert.Equal(
            1,
            await site.Count("audit_log", "action = 'open' and object = 'own-page' and by_role = 'caregiver'")
        );
    }

    [Fact]
    public async Task A_link_whose_page_was_never_asked_for_opens_again_for_a_quarter_in_all_and_in_the_last_browser()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var link = await site.OwnLink("persoon1@example.org");
        async Task<Browser> At(bool loses)
        {
            var browser = await site.NewBrowser().Open(link);
            browser.LosesTheWayOn = loses;
            return browser;
        }

        var (first, again, late) = (await At(true), await At(true), await At(false));
        await first.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal(HttpStatusCode.SeeOther, first.Status);
        site.Advance(TimeSpan.FromMinutes(14));
        await again.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        site.Advance(TimeSpan.FromMinutes(1));
        await late.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Equal(HttpStatusCode.Gone, (await late.Open(link)).Status);

        link = await site.OwnLink("persoon1@example.org");
        (first, again, late) = (await At(true), await At(false), await At(false));
        await first.Press(Dutch("EnterModel.Open.Yes"));
        site.Advance(TimeSpan.FromMinutes(14));
        await again.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal(Dutch("MyPageModel.Hello", "Anna"), again.Heading);
        first.LosesTheWayOn = false;
        Assert.Equal(Dutch("AskLinkModel.Title"), (await first.Open("/mijn")).Heading);
        await late.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal(HttpStatusCode.Gone, late.Status);
    }

    [Fact]
    public async Task From_a_mail_the_own_page_opens_with_a_button_and_shows_the_course_as_a_link_to_it_does()
    {
        var caregiver = await site.AddCaregiver(enrolledOn: new DateOnly(2025, 9, 2));
        await site.AddAnswered(caregiver, new DateOnly(2026, 1, 5), "no", site.Csi(3));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 5), "no", site.Csi(8));
        var (checkIn, link) = await site.AskByLink(caregiver, "opening");
        await site.Sql($"update check_in set own_words = 'merk' where id <> {checkIn.Id}");
        using var scanner = await new Browser(site.Address) { IsProgram = true }.Open(link + "?wat=mijn");
        await scanner.Press(Dutch("EnterModel.Open.Yes"));
        Assert.Equal((HttpStatusCode.BadRequest, 0), (scanner.Status, await site.Count("own_visit")));

        var anna = await site.NewBrowser().Open(link);
        await anna.Follow(Dutch("Shared.OwnPage"));
        site.Advance(TimeSpan.FromSeconds(4));
        await anna.Press(Dutch("EnterModel.Open.Yes"));

        Assert.Equal(("/mijn", Dutch("MyPageModel.Hello", "Anna")), (anna.Path, anna.Heading));
        Assert.NotNull(anna.Page.QuerySelector("main > .stack > figure.trend"));
        Assert.Lacks("merk", anna.Text);
        Assert.Equal(
            1,
            await site.Count("audit_log", "action = 'open' and object = 'own-page' and by_role = 'caregiver'")
        );
        Assert.Equal(Dutch("AskLinkModel.Title"), (await site.NewBrowser().Open("/mijn")).Heading);

        await site.Sql("update caregiver set mail_readers = 'somebody'");
        Assert.Null((await anna.Open("/mijn")).Page.QuerySelector("figure.trend"));
        // A link that is over opens ways out alone.
        site.Advance(TimeSpan.FromDays(40));
        await site.RunJobs();
        await anna.Open(link + "?wat=mijn");
        Assert.Equal(HttpStatusCode.Gone, anna.Status);
    }

    [Fact]
    public async Task A_planted_row_opens_nothing_and_what_is_idle_or_closed_or_has_another_address_neither()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var link = await site.OwnLink("persoon1@example.org");
        await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql($"update own_visit set caregiver_id = (select id from caregiver where id <> {caregiver})");
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(link)).Status);
        await site.Sql($"update own_visit set caregiver_id = {caregiver}");

        var anna = await (await site.NewBrowser().Open(link)).Press(Dutch("EnterModel.Open.Yes"));
        await site.Sql("update own_visit set over_at = '2099-01-01T00:00:00.000Z'");
        Assert.Equal(Dutch("AskLinkModel.Title"), (await anna.Open("/mijn")).Heading);

        anna = await site.OnOwnPage("persoon1@example.org");
        site.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(Dutch("AskLinkModel.Title"), (await anna.Open("/mijn")).Heading);

        anna = await site.OnOwnPage("persoon1@example.org");
        await anna.Press(Dutch("ResultModel.Close"));
        Assert.Equal(Dutch("AskLinkModel.Title"), (await anna.Open("/mijn")).Heading);
    }

    [Fact]
    public async Task A_stranger_can_neither_fill_a_mailbox_nor_keep_somebody_out()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var refused = 0;
        for (var asked = 0; asked < 40; asked++)
        {
            var stranger = await site.NewBrowser($"127.0.{asked / 8}.9").Open("/mijn/link");
            await stranger.AskLink("persoon1@example.org");
            refused += stranger.Status == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        Assert.InRange(refused, 1, 39);
        await site.RunJobs();
        Assert.Single(site.Mails());
        site.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("/mijn", (await site.OnOwnPage("persoon1@example.org")).Path);

        for (var asked = 0; asked < 8; asked++)
            await site.OwnLink("persoon1@example.org");
        Assert.Equal(7, site.Mails().Count);

        // Whoever only asked, and let an hour pass, gets one again, however often strangers asked.
        site.Advance(TimeSpan.FromHours(1));
        Assert.Equal("/mijn", (await site.OnOwnPage("persoon1@example.org")).Path);

        // Whoever has a mail of ours is not kept out by those who only have the address.
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        var anna = site.NewBrowser();
        for (var asked = 0; asked < 5; asked++)
        {
            await anna.Open(await site.PauseLink(checkIn));
            await anna.Press(Dutch("OptOutPage.OwnPage"));
            site.Advance(TimeSpan.FromMinutes(3));
        }

        await site.RunJobs();
        Assert.Equal(Dutch("Shared.LinkNotSentTitle"), anna.Heading);
        Assert.InRange(site.Mails().Count, 9, 11);
        await anna.Open(TestInstallation.LinkIn(site.Mails()[^1], "m"));
        Assert.Equal("/mijn", (await anna.Press(Dutch("EnterModel.Open.Yes"))).Path);
        site.Advance(TimeSpan.FromDays(1));
        Assert.Equal("/mijn", (await site.OnOwnPage("persoon1@example.org")).Path);
    }
}
