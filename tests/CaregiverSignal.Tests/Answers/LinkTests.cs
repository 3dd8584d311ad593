using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Answers;

public sealed class LinkTests() : AtASite("2026-03-02", Some.OwnNumber)
{
    [Fact]
    public async Task The_page_behind_the_link_says_who_asks_why_who_sees_it_and_how_long_and_names_nobody()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(firstName: "Anneke"));
        var browser = site.NewBrowser();

        await browser.Open(link);

        Assert.Equal("Els vraagt hoe het gaat – De Linde", browser.Title);
        Assert.Has(Dutch("CheckInPageModel.AskPage", "Een minuut"), browser.Text);
        Assert.Has("Liever alle 15 vragen", browser.Text);
        Assert.Has(
            "Els of een collega leest uw antwoorden. Wie bij De Linde de computers beheert, kan er ook bij.",
            browser.Text
        );
        Assert.Has(Dutch("CheckInPageModel.UntilText", "15 maart 2026"), browser.Text);
        Assert.Equal([Dutch("LastPage.Send"), Dutch("CheckInPageModel.Start")], browser.TextsOf("main button"));
        Assert.Lacks("Anneke", browser.Page.DocumentElement.TextContent);
        Assert.DoesNotContain(
            "mantelzorg",
            browser.Page.DocumentElement.TextContent,
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task Where_no_coordinator_has_a_name_the_support_point_asks_and_is_named_once()
    {
        await site.Named("nog-niet-hier@steunpunt.example");
        var (_, link) = await site.AskByLink(await site.AddCaregiver(coordinator: "nog-niet-hier@steunpunt.example"));

        var browser = await site.NewBrowser().Open(link);

        Assert.Has("De Linde. Met uw antwoorden merken wij het eerder als het te veel wordt.", browser.Text);
        Assert.Has("De Linde of een collega leest uw antwoorden.", browser.Text);
        Assert.Lacks("De Linde van De Linde", browser.Text);
    }

    [Fact]
    public async Task Keys_that_open_nothing_cannot_be_told_apart()
    {
        var caregiver = await site.AddCaregiver();
        var (sentCheckIn, used) = await site.AskByLink(caregiver, "opening");
        var browser = site.NewBrowser();
        await browser.Open(used);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Press(Dutch("QuestionsPage.Next"));
        await browser.Press(Dutch("LastPage.Send"));
        var pause = await site.PauseLink(sentCheckIn);
        site.Advance(TimeSpan.FromDays(1));
        var (_, expired) = await site.AskByLink(caregiver, "opening");
        site.Advance(TimeSpan.FromDays(14));
        await site.Write(transaction => LinkTable.Withdraw(transaction, caregiver, site.Time.Now));
        string[] links =
        [
            used,
            expired,
            "/v/" + LinkKey.New(KeyPurpose.Form).Clear,
            "/v/x",
            pause.Replace("/p/", "/v/"),
            (await site.SignInLink()).Replace("/i/", "/v/"),
        ];

        var pages = new List<(HttpStatusCode, string)>();
        foreach (var link in links)
        {
            await browser.Open(link);
            pages.Add((browser.Status, browser.Page.DocumentElement.OuterHtml));
        }

        Assert.Equal(HttpStatusCode.Gone, pages[0].Item1);
        Assert.Equal(Dutch("Shared.DeadLinkTitle"), browser.Heading);
        Assert.Has("088\u00a0123\u00a045\u00a067", browser.Page.QuerySelector(".help-box")!.TextContent);
        Assert.Single(pages.Distinct());
    }

    [Fact]
    public async Task A_button_pressed_after_the_link_ended_gets_the_page_of_a_link_that_is_over()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = site.NewBrowser();
        await browser.Open(link);
        site.Advance(TimeSpan.FromDays(15));

        await browser.Press(Dutch("CheckInPageModel.Start"));

        Assert.Equal(HttpStatusCode.Gone, browser.Status);
        Assert.Equal(Dutch("Shared.DeadLinkTitle"), browser.Heading);
        Assert.Equal(0, await site.Count("session"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_sends_many_keys_takes_nobody_a_turn_to_write(bool isPostgres)
    {
        using var ours = isPostgres ? TestInstallation.OnPostgres() : new TestInstallation();
        var link = (await ours.AskByLink(await ours.AddCaregiver())).Link;
        var writes = 0;
        var (stranger, browser) = (ours.NewBrowser(), ours.NewBrowser());
        var token = (await stranger.Open(link)).Token;
        for (var tries = 0; tries <= 20; tries++)
            await Guess(stranger);
        var engine = ours.Database.Engine;
        engine.Sent += (sql, _) =>
            Interlocked.Add(ref writes, sql.StartsWith(engine.BeginWriting, StringComparison.Ordinal) ? 1 : 0);

        for (var tries = 0; tries < 5; tries++)
            await Guess(stranger);

        Assert.Equal((HttpStatusCode.TooManyRequests, 0), (stranger.Status, writes));
        await (await browser.Open(link)).Press(Dutch("CheckInPageModel.Start"));
        Assert.Equal((HttpStatusCode.OK, true), (browser.Status, writes > 0));

        Task<Browser> Guess(Browser browser) =>
            browser.Post("/v/" + LinkKey.New(KeyPurpose.Form).Clear, [token, new("keuze", "vragen")]);
    }

    [Fact]
    public async Task A_link_that_is_right_opens_whatever_others_tried_from_the_same_network()
    {
        var (checkIn, link) = await site.AskByLink(await site.AddCaregiver());
        var (pause, signIn) = (await site.PauseLink(checkIn), await site.SignInLink());
        var stranger = site.NewBrowser();
        foreach (var way in new[] { "v", "p", "i" })
        {
            for (var tries = 0; tries < 25; tries++)
                await stranger.Open($"/{way}/{LinkKey.New(KeyPurpose.Form).Clear}");
            Assert.Equal(HttpStatusCode.TooManyRequests, stranger.Status);
            Assert.NotEmpty(stranger.Answer.Headers.GetValues("Retry-After"));
        }

        var browser = site.NewBrowser();
        foreach (var right in new[] { link, pause, signIn })
            Assert.Equal(HttpStatusCode.OK, (await browser.Open(right)).Status);
        await browser.Press(Dutch("SignInModel.Title"));
        Assert.Equal(Dutch("Everywhere.Worklist"), browser.Heading);
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        Assert.Equal("/vragen/1", browser.Path);
        await browser.Open(pause);
        await browser.LessMail(Dutch("OptOutPage.Choice.week"));
        Assert.Equal(Dutch("Shared.PausedTitle"), browser.Heading);
    }

    [Fact]
    public async Task A_link_that_is_over_is_no_guess()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var signIn = await site.SignInLink();
        site.Advance(TimeSpan.FromDays(20));
        var browser = site.NewBrowser();

        for (var times = 0; times < 15; times++)
        {
            Assert.Equal(HttpStatusCode.Gone, (await browser.Open(link)).Status);
            Assert.Equal(HttpStatusCode.Gone, (await browser.Open(signIn)).Status);
        }
    }

    [Fact]
    public async Task Opening_any_page_changes_nothing_however_often()
    {
        var caregiver = await site.AddCaregiver();
        var (checkIn, link) = await site.AskByLink(caregiver);
        var pause = await site.PauseLink(checkIn);
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Press(Dutch("QuestionsPage.Next"));
        site.Advance(TimeSpan.FromMinutes(10));
        var before = await site.Dump();

        foreach (
            var address in new[]
            {
                link,
                pause,
                "/vragen",
                "/vragen/1",
                "/vragen/2",
                "/vragen/99",
                "/vragen/slot",
                "/dank",
                "/bewaard",
                "/pauze",
                "/stoppen",
            }
        )
        {
            for (var times = 0; times < 3; times++)
            {
                await browser.Open(address);
                await browser.Head(address);
            }
        }

        Assert.Equal(before, await site.Dump());
    }

    [Fact]
    public async Task The_key_is_in_no_address_after_the_first_button()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        var key = link["/v/".Length..];
        var firstPost = browser.Visited.Count - 2;
        while (browser.Heading != Dutch("LastPage.Title"))
            await browser.Press(Dutch("QuestionsPage.Next"));
        await browser.Press(Dutch("LastPage.Send"));

        Assert.DoesNotContain(browser.Visited.Skip(firstPost), address => address.Contains(key));
        Assert.Lacks(key, browser.Page.DocumentElement.OuterHtml);
        Assert.Lacks(key, await site.Dump());
        Assert.Lacks(
            browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "vragen").Value[^43..],
            await site.Dump()
        );
    }

    [Fact]
    public async Task The_session_cookie_is_for_this_site_and_no_script()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));

        var cookie = browser.Cookies.GetAllCookies().Single(item => item.Name == "vragen");
        Assert.True(cookie.HttpOnly);
        Assert.Equal("/", cookie.Path);
    }

    [Theory]
    [InlineData("keuze", "vragen", "/v/")]
    [InlineData("opening.going", "4", "/vragen/1")]
    [InlineData("bellen", "yes", "/vragen/slot")]
    [InlineData("keuze", "week", "/pauze")]
    [InlineData("keuze", "zelf", "/p/")]
    public async Task A_form_that_no_page_of_ours_made_is_refused_and_nothing_is_stored(
        string field,
        string value,
        string path
    )
    {
        var (checkIn, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var pause = await site.PauseLink(checkIn);
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        var before = await site.Dump();

        await browser.Post(
            path == "/v/" ? link
                : path == "/p/" ? pause
                : path,
            [new(field, value)]
        );

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(Dutch("Shared.BadRequestTitle"), browser.Heading);
        Assert.Equal(before, await site.Dump());
    }
}
