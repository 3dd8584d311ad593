using System.Net;
using CaregiverSignal.Demo;
using CaregiverSignal.Invitations;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Demo;

/// <summary>What somebody who shows the demo tries, on the demo as it opens.</summary>
[Collection(typeof(InABrowser))]
public sealed class TourTests(OpenDemo demo, Chromium chromium) : IClassFixture<OpenDemo>
{
    /// <summary>Set to a folder, such as docs/images, the pictures of the README are made anew in it.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_PICTURES");

    [Fact]
    public async Task The_tour_fits_a_telephone_and_a_desk_and_its_mail_opens_the_questions_on_the_telephone_beside_it()
    {
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await chromium.PageAsync(demo.Address, width);
            await page.GotoAsync(Tour.Home);
            await page.Locator("section[aria-labelledby=post] td:last-child")
                .First.EvaluateAsync("cell => cell.textContent = 'steunpuntvoormantelzorgers@delinde.example.org'");
            Assert.Equal(width, await page.Locator("html").EvaluateAsync<int>("page => page.scrollWidth"));

            await page.FrameLocator("iframe.mail")
                .GetByRole(AriaRole.Link, new() { Name = "Naar de vragen" })
                .ClickAsync();
            await page.FrameLocator("iframe.telephone").GetByText("Liever anders").ClickAsync();
            await page.FrameLocator("iframe.telephone")
                .GetByRole(AriaRole.Button, new() { Name = "Begin met de vragen" })
                .ClickAsync();
            await page.FrameLocator("iframe.telephone")
                .GetByRole(AriaRole.Button, new() { Name = "Sla deze vraag over" })
                .WaitForAsync();
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_tour_keeps_the_rules_of_accessibility_in_its_own_style()
    {
        var page = await chromium.PageAsync(demo.Address, 360);
        await page.GotoAsync(Tour.Home);

        await new Accessibility(chromium, demo.Address).Check(page);

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Anybody_comes_from_the_tour_to_the_desk_by_one_press_of_a_button()
    {
        var page = await chromium.PageAsync(demo.Address, 1280);
        await page.GotoAsync(Tour.Home);
        if (Pictures is { } folder)
            await PictureFormAndResult(folder);

        var desk = await page.Context.RunAndWaitForPageAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = "Open de werklijst van" }).ClickAsync()
        );

        await desk.GetByRole(AriaRole.Heading, new() { Name = "Werklijst" }).WaitForAsync();
        if (Pictures is { } to)
            await PictureTop(desk, Path.Combine(to, "worklist.png"));

        await page.Context.CloseAsync();
    }

    /// <remarks>
    /// Small: the first few that one coordinator sees. Large: all of the installation, with their distribution. With
    /// LOOK set, pictures of the screen and of the sheet go into that folder.
    /// </remarks>
    [Fact]
    public async Task An_open_case_takes_two_screens_at_most_before_anything_is_unfolded_and_one_sheet()
    {
        var now = demo.Part<SiteTime>().Now;
        var links = demo.Database.Write(transaction =>
            (
                LongRun.IsLarge
                    ? transaction.All<long>("select distinct coordinator_id from caregiver")
                    : [demo.Tour.Coordinator().Id]
            )
                .Select(one => LinkTable.AddSignIn(transaction, one, now, now.AddHours(1)).Clear)
                .ToList()
        );
        var open = demo.Database.Read(transaction =>
            transaction.All<long>("select caregiver_id from signal where closed_at is null order by caregiver_id")
        );
        var sizes = new SortedDictionary<string, (int Height, int Sheets, int Figure)>(StringComparer.Ordinal);
        foreach (var link in links)
        {
            var page = await chromium.PageAsync(demo.Address, 1280);
            await page.GotoAsync("/i/" + link);
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            foreach (
                var address in open.Select(one => $"/zaak/{one}")
                    .Where(one => !sizes.ContainsKey(one))
                    .Take(LongRun.Of(small: 3, large: int.MaxValue))
            )
            {
                if ((await page.GotoAsync(address))!.Status != 200)
                    continue;
                sizes[address] = (
                    await page.Locator("html").EvaluateAsync<int>("page => page.scrollHeight"),
                    await page.SheetsAsync(),
                    await page.Locator("figure.trend svg:visible")
                        .First.EvaluateAsync<int>(
                            "figure => Math.round(figure.getBoundingClientRect().bottom + scrollY)"
                        )
                );
                await Look(page, address);
            }

            await page.Context.CloseAsync();
        }

        foreach (var (address, (height, sheets, figure)) in sizes)
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{address}: {height} pixels, {sheets} sheets, its figure to {figure}"
            );
        if (LongRun.IsLarge)
            Assert.Equal(open.Count, sizes.Count);
        Assert.Each(sizes.Values, one => Assert.InRange(one.Height, 1, 2 * 800));
        Assert.Each(sizes.Values, one => Assert.Equal(1, one.Sheets));
        Assert.Each(sizes.Values, one => Assert.InRange(one.Figure, 1, 800));
    }

    private static async Task Look(IPage page, string address)
    {
        if (Environment.GetEnvironmentVariable("LOOK") is not { } folder)
            return;
        var name = Path.Combine(folder, address.Trim('/').Replace('/', '-'));
        await page.ScreenshotAsync(new() { Path = name + ".png", FullPage = true });
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(657, 986);
        await page.ScreenshotAsync(new() { Path = name + "-papier.png", FullPage = true });
        await page.EmulateMediaAsync(new() { Media = Media.Null });
        await page.SetViewportSizeAsync(1280, 800);
    }

    private static Task<byte[]> PictureTop(IPage page, string path) =>
        page.ScreenshotAsync(
            new()
            {
                Path = path,
                Clip = new()
                {
                    X = 0,
                    Y = 0,
                    Width = 1280,
                    Height = 1250,
                },
                FullPage = true,
            }
        );

    /// <summary>A check-in on a telephone, and what comes back at once.</summary>
    /// <remarks>In a demo of its own, as somebody answers there for whom the other tests wait.</remarks>
    private async Task PictureFormAndResult(string folder)
    {
        using var own = new OpenDemo();
        var phone = await chromium.PageAsync(own.Address, 360);
        await phone.GotoAsync(own.Tour.Questions()!.Value.Address);
        foreach (var answer in new[] { "Slecht", "80", "Een week tot een maand", "Ja, bel mij maar" })
            if (await phone.GetByLabel(answer, new() { Exact = true }).IsVisibleAsync())
                await phone.GetByLabel(answer, new() { Exact = true }).CheckAsync();
        await phone.ScreenshotAsync(new() { Path = Path.Combine(folder, "form.png"), FullPage = true });
        await phone.GetByRole(AriaRole.Button, new() { Name = "Verstuur mijn antwoorden" }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "Dank u" }).WaitForAsync();
        await phone.ScreenshotAsync(new() { Path = Path.Combine(folder, "result.png"), FullPage = true });
        await phone.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_asks_for_a_call_stands_on_the_worklist_in_seconds_and_the_coordinator_is_mailed()
    {
        var (mail, person) = demo.Tour.Invitation()!.Value;
        var written = demo.Tour.Mailboxes.Written.Count;
        using var caregiver = new Browser(demo.Address);
        await caregiver.Open("/v/" + demo.Tour.Mailboxes.KeyIn(mail.Id));
        await caregiver.Press("Begin met de vragen");
        while (caregiver.Heading != "Tot slot")
            await caregiver.Press("Bewaar en ga verder");
        await caregiver.Choose("Mag ik u bellen?", "Ja, bel mij maar").Press("Verstuur mijn antwoorden");

        OpenDemo.Soon(() => demo.Tour.Mailboxes.Written.Skip(written).Any(one => one.Kind == "melding"));
        using var coordinator = new Browser(demo.Address);
        await coordinator.Open(Tour.Home);
        await coordinator.Press($"Open de werklijst van {demo.Tour.Coordinator().Name}");
        Assert.Equal("/werklijst", coordinator.Path);
        var row = coordinator
            .Page.QuerySelectorAll(".worklist tbody")
            .Single(one =>
                one.QuerySelector("th")!
                    .TextContent.Trim()
                    .StartsWith(person.Persona.FirstName, StringComparison.Ordinal)
            );
        Assert.Contains("Vraagt om contact", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_sign_in_is_mailed_in_seconds()
    {
        var written = demo.Tour.Mailboxes.Written.Count;
        using var browser = new Browser(demo.Address);
        await browser.Open("/inloggen");
        await browser.Write("Uw mailadres", "bas@delinde.example.org").Press("Stuur mij een link");

        OpenDemo.Soon(() => demo.Tour.Mailboxes.Written.Skip(written).Any(one => one.Kind == "inloggen"));
        var mail = demo.Tour.Mailboxes.Written.Last(one => one.Kind == "inloggen");
        Assert.EndsWith(" inloggen bas.eml", mail.Path, StringComparison.Ordinal);
        await browser.Open(
            TestInstallation.LinkIn(await File.ReadAllTextAsync(mail.Path, TestContext.Current.CancellationToken), "i")
        );
        await browser.Press("Inloggen");
        Assert.Equal("/werklijst", browser.Path);
    }

    [Fact]
    public async Task The_tour_shows_the_mail_the_telephone_the_desk_a_year_that_all_is_invented()
    {
        using var browser = new Browser(demo.Address);
        await browser.Open(Tour.Home);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Iedereen hier is verzonnen", browser.Text, StringComparison.Ordinal);
        Assert.Equal(5, browser.Page.QuerySelectorAll("h2").Length);
        Assert.NotNull(browser.Page.QuerySelector("figure.trend svg"));
        Assert.DoesNotMatch(@"\d+ van de \d+|\d+ van \d+|%|[Oo]p tijd", browser.Text);
        foreach (var frame in browser.Page.QuerySelectorAll("iframe").Select(one => one.GetAttribute("src")!).ToList())
        {
            await browser.Open(frame);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.Contains(
                "frame-ancestors 'self'",
                browser.Answer.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task The_mail_of_the_tour_is_the_one_in_the_folder_and_its_button_opens_the_questions()
    {
        using var browser = new Browser(demo.Address);
        var (mail, person) = demo.Tour.Invitation()!.Value;
        await browser.Open($"{Tour.Home}/mail/{mail.Id}");

        Assert.Contains(person.Persona.FirstName, browser.Page.Body!.TextContent, StringComparison.Ordinal);
        await browser.Open(browser.Page.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal("Fijn dat u er bent", browser.Heading);
    }

    [Fact]
    public async Task Who_has_signed_out_finds_the_way_back_to_the_tour()
    {
        using var browser = new Browser(demo.Address);
        await browser.Open(Tour.Home);
        await browser.Press($"Open de werklijst van {demo.Tour.Coordinator().Name}");
        await browser.Press("Uitloggen");
        await browser.Follow("Naar de rondleiding");

        Assert.Equal((Tour.Home, HttpStatusCode.OK), (browser.Path, browser.Status));
    }

    [Fact]
    public async Task A_real_support_point_has_no_tour()
    {
        using var site = Some.Installation().On("2026-03-02");
        var browser = site.NewBrowser();

        foreach (var address in new[] { Tour.Home, Tour.Home + "/stijl.css", Tour.Home + "/mail/1" })
        {
            await browser.Open(address);
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }

        await browser.Post(Tour.Home + "/werklijst", []);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await browser.Open("/inloggen");
        Assert.DoesNotContain("rondleiding", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "frame-ancestors 'none'",
            browser.Answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_key_gives_a_new_link_for_the_coordinator_and_another_one_for_a_caregiver()
    {
        using var typed = new StringReader("\n\nc\n");
        using var output = new StringWriter();

        TourKeys.Listen(demo.Tour, typed, output);

        var links = output
            .ToString()
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("http", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(3, links.Distinct().Count());
        foreach (var link in links)
        {
            using var browser = new Browser(demo.Address);
            await browser.Open(link);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }
    }

    [Fact]
    public async Task Each_part_of_the_worklist_has_somebody_in_it_and_no_two_say_the_same()
    {
        using var browser = new Browser(demo.Address);
        await browser.Open(Tour.Home);
        await browser.Press($"Open de werklijst van {demo.Tour.Coordinator().Name}");

        Assert.Each(
            browser.Page.QuerySelectorAll("main section"),
            section => Assert.NotNull(section.QuerySelector("table, li"))
        );
        foreach (var title in new[] { "Vandaag", "Deze week" })
            Assert.Contains(
                browser.Page.QuerySelectorAll("h2").Select(one => one.TextContent),
                one => one.StartsWith(title, StringComparison.Ordinal)
            );

        Assert.DoesNotContain("kon tot", browser.Text, StringComparison.Ordinal);
        foreach (
            var tag in new[]
            {
                "Iemand maakt zich zorgen",
                "Bellen of op papier",
                "Over de mail",
                "Stil gebleven",
                "Vraagt om contact",
                "Aandacht",
                "Volgen",
                "Afgesproken",
                "Nazorg",
                "Onder de 18",
            }
        )
        {
            Assert.Contains(browser.Page.QuerySelectorAll(".tag"), one => one.TextContent == tag);
        }

        await browser.Open("/werklijst?van=team");
        var words = browser
            .Page.QuerySelectorAll(".worklist td > p")
            .Select(one => one.TextContent)
            .Where(one => one.StartsWith('“'))
            .ToList();
        Assert.True(words.Count >= 6, string.Join(" | ", words));
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.InRange(browser.Page.QuerySelectorAll(".tag").Count(one => one.TextContent == "Te laat"), 0, 3);
        Assert.DoesNotMatch(@"2026([4-9]|\d\d) werkdagen", browser.Text);
    }
}
