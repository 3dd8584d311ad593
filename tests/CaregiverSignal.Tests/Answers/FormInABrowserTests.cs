using System.Text.RegularExpressions;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// The form under somebody's fingers; WholePath/BrowserWalkTests holds every page against the accessibility rules.
/// </summary>
[Collection(typeof(InABrowser))]
public sealed class FormInABrowserTests(Chromium chromium)
{
    [Fact]
    public async Task A_check_in_can_be_done_with_the_keyboard_alone_and_enter_saves()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (_, link) = site.AskByLink(site.AddCaregiver(), "opening");
        var page = await chromium.PageAsync(site.Address, 1280);

        await page.GotoAsync(link);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("text=Naar de inhoud")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("text=Wie leest dit?")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("text=Met plaatjes")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("input[type=radio]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("input[type=radio]").Nth(1)).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("input[type=radio]").Nth(1)).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.AtAsync("/dank$");

        Assert.Equal(1, site.Count("answer", "value = 4"));
    }

    [Fact]
    public async Task Everything_to_press_is_large_enough_for_an_unsteady_hand()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (_, link) = site.AskByLink(site.AddCaregiver(), "csi");
        var page = await chromium.PageAsync(site.Address, 320);
        await page.GotoAsync(link);
        await page.PressUnfoldedAsync("Begin met de vragen");
        await page.ClickAsync("text=Bewaar en ga verder");

        foreach (var one in await page.Locator("button, .back, footer nav a").AllAsync())
        {
            var box = (await one.BoundingBoxAsync())!;
            Assert.True(
                box is { Height: >= 44, Width: >= 44 },
                $"{await one.InnerTextAsync()}: {box.Width} by {box.Height}"
            );
        }

        foreach (var one in await page.Locator("label.answer").AllAsync())
            Assert.True((await one.BoundingBoxAsync())!.Height >= 56);
    }

    [Fact]
    public async Task A_usual_month_fits_on_two_screens_of_a_telephone()
    {
        using var site = Some.Installation().On("2026-03-02");
        site.AddCaregiver();
        site.Beat();
        var page = await chromium.PageAsync(site.Address, 360, script: true);

        await page.GotoAsync(new Uri(TestInstallation.LinkIn(site.Mails().Single())).AbsolutePath);

        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        TestContext.Current.TestOutputHelper!.WriteLine($"{height}");
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "month-360.png"), FullPage = true });
            await page.SetViewportSizeAsync(1280, 740);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "month-1280.png"), FullPage = true });
            await page.SetViewportSizeAsync(360, 800);
        }

        Assert.InRange(height, 1000, 2 * 740);
        foreach (var one in await page.Locator("main button:visible, main summary:visible, .answer:visible").AllAsync())
            Assert.True((await one.BoundingBoxAsync())!.Height >= 44, await one.InnerTextAsync());

        await page.SetViewportSizeAsync(320, 740);
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Pause_stop_and_what_happens_with_their_data_are_one_tap_away()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (_, link) = site.AskByLink(site.AddCaregiver(), "opening");
        var page = await chromium.PageAsync(site.Address, 360);

        await page.GotoAsync(link);
        foreach (var name in new[] { "Pauze", "Stoppen" })
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = name })).ToBeVisibleAsync();
        await Assertions
            .Expect(page.Locator("footer").GetByRole(AriaRole.Link, new() { Name = "Uw gegevens" }))
            .ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pauze" }).ClickAsync();
        await page.AtAsync("/pauze$");
    }

    [Theory]
    [InlineData("Goed", 20, "Langer dan twee jaar", "Nu niet")]
    [InlineData("Slecht", 70, "Een maand tot", "Nu niet")]
    [InlineData("Heel slecht", 90, "Korter dan", "Ja, bel mij maar")]
    public async Task What_comes_back_fits_on_three_screens_the_first_time_and_the_next(
        string going,
        int burden,
        string time,
        string call
    )
    {
        using var site = Some.Installation().On("2026-03-02");
        site.AddCaregiver();
        foreach (var day in new[] { "2026-03-02", "2026-04-02", "2026-05-02" })
        {
            site.On(day).Beat();
            var page = await chromium.PageAsync(site.Address, 360, script: true);
            await page.GotoAsync(new Uri(TestInstallation.LinkIn(site.Mails("invitation")[^1].Text)).AbsolutePath);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            foreach (var answer in new[] { going, time, call })
                await page.Locator("label.answer", new() { HasTextRegex = new Regex(@"^\s*" + answer) }).ClickAsync();
            await page.Locator($"label.answer:has(input[value='{burden}'])").ClickAsync();
            await page.ClickAsync("button[value=verstuur]");
            await page.AtAsync("/dank$");

            var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
            TestContext.Current.TestOutputHelper!.WriteLine($"{day} {going}: {height}");
            Assert.InRange(height, 740, 3 * 740);
            site.Beat();
        }
    }
}
