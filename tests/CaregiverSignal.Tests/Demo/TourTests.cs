using CaregiverSignal.Demo;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Demo;

/// <summary>What somebody who shows the demo tries, on the demo as it opens.</summary>
[Collection(typeof(InABrowser))]
public sealed class TourTests(OpenDemo demo, Chromium chromium) : IClassFixture<OpenDemo>
{
    private static readonly string ToDesk = Dutch("TourPage.Desk.Open", "Anouk Lindeman");

    /// <summary>Set to a folder, such as docs/images, the pictures of the README are made anew in it.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_PICTURES");

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Anybody_comes_from_the_tour_to_the_desk_by_one_press_of_a_button_at_every_width(int width)
    {
        var page = await chromium.PageAsync(demo.Address, width);
        await page.GotoAsync(Tour.Home);
        Assert.Equal(width, await page.Locator("html").EvaluateAsync<int>("page => page.scrollWidth"));
        await new Accessibility(chromium, demo.Address).Check(page);

        var desk = await page.Context.RunAndWaitForPageAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = ToDesk }).ClickAsync()
        );

        await desk.GetByRole(AriaRole.Heading, new() { Name = Dutch("Everywhere.Worklist") }).WaitForAsync();
        if (Pictures is { } folder && width == 1280)
        {
            await PictureFirstScreen(desk, folder, "worklist");
            await desk.Locator(".worklist tbody th a").First.ClickAsync();
            await PictureFirstScreen(desk, folder, "case");
            await desk.GotoAsync(new Uri(demo.Address, "/zaak/1/kring").AbsoluteUri);
            await desk.Locator(".network-drawn:visible")
                .ScreenshotAsync(new() { Path = Path.Combine(folder, "network.png") });
            await desk.GotoAsync(new Uri(demo.Address, "/zaak/1/kring?beeld=lijnen").AbsoluteUri);
            await desk.Locator(".network-drawn:visible")
                .ScreenshotAsync(new() { Path = Path.Combine(folder, "lines.png") });
            await PictureReport(desk, folder);
            await PictureFormAndResult(folder);
        }

        await page.Context.CloseAsync();
    }

    private static Task<byte[]> PictureFirstScreen(IPage desk, string folder, string name) =>
        desk.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(folder, name + ".png"),
                Clip = new Clip { Width = 1280, Height = 900 },
                FullPage = true,
            }
        );

    /// <summary>A check-in on a telephone, and what comes back at once.</summary>
    /// <remarks>In a demo of its own, as somebody answers there for whom the other tests wait.</remarks>
    private async Task PictureFormAndResult(string folder)
    {
        using var own = new OpenDemo();
        var phone = await chromium.PageAsync(own.Address, 360);
        await phone.GotoAsync("/v/" + (await own.Tour.People.InvitationAsync())!.Key);
        foreach (var answer in new[] { "Slecht", "80", "Een week tot een maand", "Ja, bel mij maar" })
            if (await phone.GetByLabel(answer, new() { Exact = true }).IsVisibleAsync())
                await phone.GetByLabel(answer, new() { Exact = true }).CheckAsync();
        await phone.ScreenshotAsync(new() { Path = Path.Combine(folder, "form.png"), FullPage = true });
        await phone.GetByRole(AriaRole.Button, new() { Name = Dutch("LastPage.Send") }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "Dank u" }).WaitForAsync();
        await phone.ScreenshotAsync(new() { Path = Path.Combine(folder, "result.png"), FullPage = true });
        await phone.Context.CloseAsync();
    }

    [Fact]
    public async Task Each_link_and_each_person_of_the_tour_opens_and_it_says_that_all_is_invented()
    {
        using var browser = new Browser(demo.Address);
        await browser.Open(Tour.Home);
        Assert.Has(Dutch("TourPage.Invented"), browser.Text);
        var links = browser.Page.QuerySelectorAll("main a").Select(element => element.GetAttribute("href")!).ToList();
        var people = browser.TextsOf("button[name=zaak]").ToList();

        Assert.True(links.Count > 10);
        foreach (var link in links)
        {
            await browser.Open(link);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        Assert.Equal(7, people.Count);
        foreach (var person in people)
        {
            await browser.Open(Tour.Home);
            await browser.Press(person);
            Assert.Equal((HttpStatusCode.OK, person), (browser.Status, browser.Heading));
        }
    }

    [Theory]
    [InlineData(50, 12, 1)]
    [InlineData(120, 5, 7)]
    public async Task What_the_tour_says_of_somebody_is_what_their_case_says_in_a_demo_of_any_size(
        int caregivers,
        int months,
        int seed
    )
    {
        using var other = caregivers == 50 ? null : new OpenDemo(new DemoOptions(caregivers, months, seed));
        using var browser = new Browser((other ?? demo).Address);

        foreach (
            var (about, has) in new[]
            {
                ("vroeg vanochtend om een telefoontje.", "Wil graag gebeld worden (23 oktober)."),
                ("raakte in een paar weken overbelast.", "Open sinds 22 oktober"),
                ("vroeg om een telefoontje, en nam gisteren niet op.", "1 keer geprobeerd, gisteren, niet bereikt."),
                ("zou een weekend vrij zijn, en dat ging niet door.", "Iemand zou het overnemen, en dat lukte niet."),
                ("is vorige week gesproken.", "U sprak ons op 15 oktober."),
                ("verloor deze week een naaste. De nazorg begint.", "De naaste is overleden (19 oktober"),
                ("zorgt zestig uur in de week en is tevreden.", "60 uur per week"),
            }
        )
        {
            await browser.Open(Tour.Home);
            var told = browser
                .Page.QuerySelectorAll("li")
                .Single(element => element.TextContent.EndsWith(about, StringComparison.Ordinal));
            await browser.Press(told.QuerySelector("button")!.TextContent);

            Assert.Has(has, browser.Text);
        }
    }

    [Fact]
    public async Task Who_asks_for_a_call_stands_on_the_worklist_in_seconds_and_the_coordinator_is_mailed()
    {
        var (mail, key, person) = (await demo.Tour.People.InvitationAsync())!;
        var before = demo.Tour.People.Mail.Newest();
        using var caregiver = new Browser(demo.Address);
        await caregiver.Open($"{Tour.Home}/mail/{Uri.EscapeDataString(mail)}");
        Assert.Has("/v/" + key, caregiver.Page.QuerySelector("a")!.GetAttribute("href"));
        await caregiver.Open("/v/" + key);
        await caregiver.Press(Dutch("CheckInPageModel.Start"));
        while (caregiver.Heading != Dutch("LastPage.Title"))
            await caregiver.Press(Dutch("QuestionsPage.Next"));
        await caregiver.SendAnswers(Dutch("LastPage.Call.yes"));

        demo.Soon("melding", before);
        using var coordinator = new Browser(demo.Address);
        await coordinator.Open(Tour.Home);
        await coordinator.Press(ToDesk);
        var row = coordinator
            .Page.QuerySelectorAll(".worklist tbody tr")
            .Single(element =>
                element.QuerySelector("th")!.TextContent.Trim().StartsWith(person.FirstName!, StringComparison.Ordinal)
            );
        Assert.Has(Dutch("WorklistModel.Tag.Request"), row.TextContent);
    }

    [Fact]
    public async Task A_link_to_sign_in_is_mailed_in_seconds()
    {
        var before = demo.Tour.People.Mail.Newest();
        using var browser = new Browser(demo.Address);
        await browser.Open("/inloggen");
        await browser.AskLink(Employee.All[1].Email);

        var mail = demo.Soon("inloggen", before);
        Assert.Ends(" inloggen bas", mail);
        var text = await File.ReadAllTextAsync(demo.Tour.People.Mail.PathOf(mail)!, Some.Stop);
        await browser.Open(TestInstallation.LinkIn(text, "i"));
        await browser.Press(Dutch("SignInModel.Title"));
        Assert.Equal("/werklijst", browser.Path);
    }

    [Fact]
    public async Task The_links_that_are_printed_sign_in_and_who_has_signed_out_finds_the_way_back_to_the_tour()
    {
        using var output = new StringWriter();
        await demo.Tour.IntroduceAsync(output);
        var printed = output
            .ToString()
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("http", StringComparison.Ordinal));
        using var browser = new Browser(demo.Address);
        foreach (var link in printed.Where(text => text.Contains("/i/")))
        {
            await browser.Open(link);
            await browser.Press(Dutch("SignInModel.Title"));
            Assert.Equal("/werklijst", browser.Path);
            await (await browser.Open("/mijn-account")).Press(Dutch("Everywhere.SignOut"));
        }

        await browser.Follow(Dutch("Shared.Tour"));

        Assert.Equal((Tour.Home, HttpStatusCode.OK), (browser.Path, browser.Status));
    }

    [Fact]
    public async Task A_real_support_point_has_no_tour()
    {
        using var site = Some.Installation().On("2026-03-02");
        var browser = site.NewBrowser();

        foreach (var address in new[] { Tour.Home, Tour.Home + "/mail/1" })
        {
            await browser.Open(address);
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }

        await browser.Post(Tour.Home + "/werklijst", []);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await browser.Open("/inloggen");
        Assert.Lacks("rondleiding", browser.Page.Body!.TextContent);
    }

    /// <summary>The head of the example that stands in <c>reports</c>.</summary>
    private static async Task PictureReport(IPage page, string folder)
    {
        await page.GotoAsync(
            new Uri(Path.Combine(Some.Root, "reports", "example", "municipality-lindendam-2025.html")).AbsoluteUri
        );
        await page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(folder, "report.png"),
                Clip = new Clip { Width = 1280, Height = 840 },
                FullPage = true,
            }
        );
    }

    [Fact]
    public async Task Each_part_of_the_worklist_has_somebody_in_it_and_no_two_say_the_same()
    {
        using var browser = new Browser(demo.Address);
        await browser.Open(Tour.Home);
        await browser.Press(ToDesk);

        var told = string.Join(' ', browser.TextsOf(".worklist tbody td:first-of-type"));
        Assert.Each(
            [
                Dutch("WorklistModel.Kind.concern-report"),
                Dutch("WorklistModel.Kind.ask"),
                Dutch("WorklistModel.Kind.mail"),
                Dutch("WorklistModel.Kind.silent"),
                Dutch("WorklistModel.Tag.Request"),
                Dutch("WorklistModel.Tag.Amber"),
                Dutch("WorklistModel.Kind.help"),
                Dutch("Everywhere.Filter.aftercare"),
                Dutch("WorklistModel.Tag.Minor"),
            ],
            kind => Assert.Has(kind, told)
        );
        await browser.Open("/werklijst?van=team");
        var words = browser.TextsOf(".worklist td > p").Where(text => text.StartsWith('“')).ToList();
        Assert.True(words.Count >= 4, string.Join(" | ", words));
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.InRange(
            browser.Page.QuerySelectorAll(".tag").Count(element => element.TextContent == Dutch("Everywhere.LateTag")),
            0,
            3
        );
    }
}
