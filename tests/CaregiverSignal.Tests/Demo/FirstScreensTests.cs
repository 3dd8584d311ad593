using CaregiverSignal.Demo;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Demo;

/// <summary>
/// What the eye meets first, on a demo of 300: whom to call, why, and where the line fell. Positions, not colours.
/// </summary>
[Collection(typeof(InABrowser))]
public sealed class FirstScreensTests(Chromium chromium)
{
    private const int Screen = 800;

    [LargeFact]
    public async Task Whom_to_call_why_and_where_the_line_fell_is_on_the_first_screens()
    {
        using var demo = new OpenDemo(new DemoOptions(300, 12, 1));
        var wide = await Desk(demo, 1280);

        var rows = await Edges(wide, ".worklist tbody tr", "bottom");
        Assert.True(rows.Count(bottom => bottom <= Screen) >= 7, $"Whole rows: {string.Join(", ", rows)}");
        Assert.True(await wide.Locator(".worklist .course-line").CountAsync() > 5);
        await Tabs(wide, ".worklist tbody a", 8, skip: 2);
        var cases = await wide.Locator(".worklist tbody th a[href^='/zaak/']")
            .EvaluateAllAsync<string[]>("links => [...new Set(links.map(link => link.getAttribute('href')))]");
        Assert.True(cases.Length > 8);
        var narrow = await Desk(demo, 360);
        var rules = new Accessibility(chromium, demo.Address);
        var (late, seen) = (new List<string>(), 0);
        foreach (var path in cases)
        {
            await wide.GotoAsync(path);
            await narrow.GotoAsync(path);
            await rules.Check(wide);
            var height = await narrow.EvaluateAsync<int>("document.documentElement.scrollHeight");
            if (height > 2800)
                late.Add($"{path}: {height} high on a telephone");
            if (await wide.Locator(".fig").CountAsync() == 0)
                continue;
            seen++;
            var (top, below) = ((await Edges(wide, ".fig", "top"))[0], (await Edges(narrow, ".fig", "top"))[0]);
            // The first 620 of 800 pixels, and the second screen of a telephone.
            if (top > 620 || below > 2 * 740)
                late.Add($"{path}: {top}, {below}");
            Assert.InRange((await Edges(wide, "a.phone-now, .case-head .notice, .case-head p", "bottom"))[0], 1, 320);
        }

        Assert.True(seen > 5);
        Assert.Empty(late);
        await Tabs(wide, "#Contact_Way", 12, skip: 2);
        await wide.Context.CloseAsync();
        await narrow.Context.CloseAsync();
    }

    [LargeTheory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Every_part_of_the_pages_can_be_used_by_anybody_in_each_of_its_states(int width)
    {
        using var demo = new OpenDemo(new DemoOptions(10, 3, 1));
        var page = await Desk(demo, width);

        await page.GotoAsync("/beheer/onderdelen");

        await new Accessibility(chromium, demo.Address).Check(page);
        Assert.Equal(width, await page.Locator("html").EvaluateAsync<int>("page => page.scrollWidth"));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> Desk(OpenDemo demo, int width)
    {
        var page = await chromium.PageAsync(demo.Address, width);
        await page.GotoAsync(Tour.Home);
        var desk = await page.Context.RunAndWaitForPageAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = Dutch("TourPage.Desk.Open", "Anouk Lindeman") }).ClickAsync()
        );
        await desk.GetByRole(AriaRole.Heading, new() { Name = Dutch("Everywhere.Worklist") }).WaitForAsync();
        return desk;
    }

    private static async Task<int[]> Edges(IPage page, string which, string edge) =>
        await page.Locator($":is({which}):visible")
            .EvaluateAllAsync<int[]>(
                $"parts => parts.map(part => Math.round(part.getBoundingClientRect().{edge} + scrollY))"
            );

    /// <summary>By the second way past what every page has, in so many tabs.</summary>
    private static async Task Tabs(IPage page, string which, int most, int skip)
    {
        await page.ReloadAsync();
        var presses = 0;
        for (; presses < skip; presses++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        while (await page.Locator($":is({which}):focus").CountAsync() == 0 && presses <= most)
        {
            await page.Keyboard.PressAsync("Tab");
            presses++;
        }

        Assert.True(presses <= most, $"{which}: more than {most} tabs");
    }
}
