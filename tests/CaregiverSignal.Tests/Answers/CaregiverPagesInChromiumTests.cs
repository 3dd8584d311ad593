using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Answers;

/// <summary>The caregiver's pages in a real browser without script, held against the accessibility rules at both widths.</summary>
public sealed class CaregiverPagesInChromiumTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Every_page_of_a_whole_check_in_passes_the_rules_and_fits_a_small_phone()
    {
        using var site = new Site();
        var caregiver = site.AddCaregiver(enrolledOn: new DateOnly(2025, 6, 2), nextDueOn: new DateOnly(2026, 4, 2));
        site.AddAnswered(caregiver, new DateOnly(2025, 6, 2), null, [.. site.Csi(3), ("srb.burden", 30), ("volhoudtijd.time", 5), ("carerqol.happiness", 7)]);
        site.AddAnswered(caregiver, new DateOnly(2025, 9, 2), null, [.. site.Csi(4), ("srb.burden", 40), ("volhoudtijd.time", 4), ("carerqol.happiness", 6)]);
        site.AddAnswered(caregiver, new DateOnly(2025, 12, 2), null, [.. site.Csi(6), ("srb.burden", 60), ("volhoudtijd.time", 4), ("carerqol.happiness", 6)]);
        site.Database.Write(work => EventTable.Add(work, caregiver, new DateOnly(2025, 10, 10), "FormalHelpReduced", "coordinator", "", site.Time.Now));
        var (_, link) = site.Ask(caregiver, "opening", "srb", "csi");
        var rules = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 360);

        await page.GotoAsync(link);
        await Look(rules, page, "landing");
        await page.ClickAsync("text=Begin met de vragen");
        for (var step = 1; await page.Locator("textarea").CountAsync() == 0; step++)
        {
            foreach (var question in await page.Locator("fieldset").AllAsync()) await question.Locator("label").First.ClickAsync();
            await Look(rules, page, $"step{step}");
            await page.ClickAsync("text=Bewaar en ga verder");
        }

        await page.FillAsync("textarea", new string('a', 4010));
        await page.ClickAsync("text=Verstuur mijn antwoorden");
        await Look(rules, page, "too-long");
        await page.FillAsync("textarea", "Het is veel.");
        await page.ClickAsync("text=Nu niet");
        await Look(rules, page, "last");
        await page.ClickAsync("text=Verstuur mijn antwoorden");
        await Look(rules, page, "result");
        await page.ClickAsync("summary >> nth=0");
        await Look(rules, page, "result-table");
        await page.ClickAsync("text=Pauze nemen");
        await page.ClickAsync("text=Bewaar mijn keuze");
        await Look(rules, page, "pause-error");
        await page.ClickAsync("text=Over een maand");
        await page.ClickAsync("text=Bewaar mijn keuze");
        await Look(rules, page, "paused");
        await page.GotoAsync("/stoppen");
        await Look(rules, page, "stop");
        await page.ClickAsync("text=Stop met de vragen");
        await Look(rules, page, "stopped");
        await page.GotoAsync(link);
        await Look(rules, page, "dead");

        Assert.Equal(16, rules.Seen.Count);
    }

    [Fact]
    public async Task A_check_in_can_be_done_with_the_keyboard_alone_and_enter_saves()
    {
        using var site = new Site();
        var (_, link) = site.Ask(site.AddCaregiver(), "opening");
        var page = await chromium.PageAsync(site.Address, 1280);

        await page.GotoAsync(link);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Naar de inhoud", await page.Locator(":focus").InnerTextAsync());
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/vragen/1");
        await page.Locator("input[type=radio]").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/vragen/slot");

        Assert.Equal(1, site.Count("answer", "value = 2"));
    }

    [Fact]
    public async Task Everything_to_press_is_large_enough_for_an_unsteady_hand()
    {
        using var site = new Site();
        var (_, link) = site.Ask(site.AddCaregiver(), "csi");
        var page = await chromium.PageAsync(site.Address, 320);
        await page.GotoAsync(link);
        await page.ClickAsync("text=Begin met de vragen");
        await page.ClickAsync("text=Bewaar en ga verder");

        foreach (var one in await page.Locator("button, .back, footer nav a").AllAsync())
        {
            var box = (await one.BoundingBoxAsync())!;
            Assert.True(box is { Height: >= 44, Width: >= 44 }, $"{await one.InnerTextAsync()}: {box.Width} by {box.Height}");
        }

        foreach (var one in await page.Locator("label.answer").AllAsync()) Assert.True((await one.BoundingBoxAsync())!.Height >= 56);
    }

    /// <summary>Checks a page; with LOOK set, pictures of it go into that folder for a person to look at.</summary>
    private static async Task Look(Accessibility rules, IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
        {
            foreach (var width in new[] { 360, 1280 })
            {
                await page.SetViewportSizeAsync(width, 800);
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
            }
        }

        await rules.Check(page);
    }
}
