using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk.OnVisit;

/// <summary>The pages that a caregiver and a coordinator read together, and those around a visit, in a browser.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class BesideInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task The_letters_are_half_as_large_again_and_every_page_can_be_read_on_a_tablet_and_a_telephone()
    {
        site.Coordinator();
        var anna = site.AddCaregiver(channel: "visit", nextDueOn: new DateOnly(2027, 1, 1));
        var (checkIn, link) = site.AskByLink(anna, "opening", "csi", "volhoudtijd");
        var rules = new Accessibility(chromium, site.Address);
        var alone = await chromium.PageAsync(site.Address, 768);
        await alone.GotoAsync(link);
        var usual = await SizeOf(alone);
        foreach (var width in new[] { 360, 768 })
        {
            var page = await chromium.PageAsync(site.Address, width);
            await page.GotoAsync(site.SignInLink());
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            await page.GotoAsync($"/zaak/{anna}/bezoek");
            await Look(rules, page, $"bezoek-{width}");

            await page.GotoAsync($"/zaak/{anna}/samen/{checkIn.Id}");
            await Look(rules, page, $"begin-{width}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Begin en draai het scherm" }).ClickAsync();
            await Look(rules, page, $"samen-{width}");
            Assert.True(await SizeOf(page) >= usual * 1.5);
            foreach (var path in new[] { "/samen/2", "/samen/slot", "/samen/terug" })
            {
                await page.GotoAsync(path);
                await Look(rules, page, $"{path.Split('/')[^1]}-{width}");
            }
        }

        Assert.Equal(12, rules.Seen.Count);
    }

    private static Task<double> SizeOf(IPage page) =>
        page.EvaluateAsync<double>("() => parseFloat(getComputedStyle(document.body).fontSize)");

    private static async Task Look(Accessibility rules, IPage page, string name)
    {
        await rules.Check(page);
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"),
            $"{name} is wider than the screen"
        );
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
            await page.ScreenshotAsync(
                new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true }
            );
    }
}
