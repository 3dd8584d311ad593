using System.Text.RegularExpressions;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk.Help;

/// <summary>Help, as a browser shows it to staff and to a caregiver.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class HelpInABrowserTests(Chromium chromium) : IDisposable
{
    private const string Long =
        "Als er iemand zou zijn die op dinsdag met Jan naar de dagopvang rijdt, kan ik eindelijk weer eens zwemmen.";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task The_pages_about_help_can_be_read_and_filled_in_at_every_width()
    {
        site.Coordinator();
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Lives(anna);
        var (_, link) = site.AskByLink(anna, "opening", "volhoudtijd");
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await chromium.PageAsync(site.Address, width);
            await page.GotoAsync(site.SignInLink());
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            await Look(rules, page, $"werklijst-{width}");
            await page.GotoAsync("/hulp");
            await Look(rules, page, $"hulp-{width}");
            await page.GotoAsync($"/zaak/{anna}");
            await page.Locator("summary", new() { HasText = "Veiligheid" }).ClickAsync();
            await Look(rules, page, $"zaak-{width}");
            await page.GotoAsync($"/zaak/{anna}/veiligheid");
            await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).ClickAsync();
            await Look(rules, page, $"veiligheid-fout-{width}");
            await page.GotoAsync($"/zaak/{anna}/hulp");
            await Look(rules, page, $"hulp-van-{width}");
            await page.GetByRole(AriaRole.Heading, new() { Name = "Iets voorstellen" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Stel voor" }).ClickAsync();
            await Look(rules, page, $"hulp-fout-{width}");
            await page.GetByText("Volgende stap: Dagopvang").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Bewaar.*Dagopvang") }).ClickAsync();
            await Look(rules, page, $"hulp-stap-fout-{width}");
            Assert.True(
                await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"),
                $"wider than {width} pixels"
            );
            await page.GotoAsync(link);
            await page.GetByText("Een beetje", new() { Exact = true }).ClickAsync();
            await Look(rules, page, $"vragen-{width}");
        }

        Assert.Equal(16, rules.Seen.Count);
    }

    /// <summary>Help that runs, that waits and is late, and that failed.</summary>
    private async Task Lives(long anna)
    {
        var els = await site.SignedIn();
        await els.Propose(anna, "Een vrijwilliger thuis");
        await els.Step(anna, "Een vrijwilliger thuis", "chosen");
        await els.Step(anna, "Een vrijwilliger thuis", "failed", ("reden", "too-heavy"), ("notitie", Long));
        await els.Propose(anna, "Iemand uit de eigen kring neemt het over", Long);
        await els.Step(anna, "Iemand uit de eigen kring neemt het over", "chosen");
        await els.Step(anna, "Iemand uit de eigen kring neemt het over", "running");
        await els.Propose(anna, "Dagopvang", Long);
        await els.Step(anna, "Dagopvang", "chosen", ("volgende", "2026-04-10"));
        await els.Propose(anna, "Melding bij de gemeente (Wmo)");
        await els.Step(anna, "Melding bij de gemeente (Wmo)", "chosen");
        site.On("2026-04-08").Beat();
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
