using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk;

/// <summary>Being away, and what people who worry wrote, as a browser shows them.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class AbsenceInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task Being_away_and_many_tips_can_be_read_and_filled_in_at_every_width()
    {
        site.Coordinator("joost@steunpunt.example", "Joost");
        site.Enrolled();
        for (var n = 1; n <= 5; n++)
            site.AddTip($"{n}. {SomeTips.Words}", n == 1 ? "yes" : "", sender: "aa");
        site.AddTip(new string('a', 300), sender: "bb");
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await chromium.PageAsync(site.Address, width);
            await page.GotoAsync(site.SignInLink());
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            await page.GotoAsync("/tips");
            await Look(rules, page, $"tips-{width}");
            Assert.True(
                await page.Locator(".scroll-region")
                    .EvaluateAsync<bool>("table => table.scrollWidth <= table.clientWidth"),
                $"a tip is cut off at {width} pixels"
            );
            await page.GotoAsync("/tips?van=aa");
            await Look(rules, page, $"tips-van-een-{width}");
            await page.GotoAsync("/afwezig");
            await Look(rules, page, $"afwezig-{width}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
            await Look(rules, page, $"afwezig-fout-{width}");
            await page.GetByLabel("Tot en met").FillAsync("2026-03-05");
            await page.GetByLabel("Wie neemt waar?").SelectOptionAsync("Joost");
            await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
            await Look(rules, page, $"afwezig-bewaard-{width}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Ik ben er weer" }).ClickAsync();
            await Look(rules, page, $"afwezig-terug-{width}");
        }

        Assert.Equal(12, rules.Seen.Count);
        Assert.Equal((2, 0), (site.Count("absence"), site.Count("absence", "ended_at is null")));
    }

    private static async Task Look(Accessibility rules, IPage page, string name)
    {
        await rules.Check(page);
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
            await page.ScreenshotAsync(
                new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true }
            );
    }
}
