using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk;

/// <summary>A tip from the public page to its end, in a browser without script.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class WorryInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Anybody_can_tell_and_a_coordinator_can_read_take_up_and_close_it(int width)
    {
        site.Coordinator();
        var rules = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, width);
        await page.GotoAsync("/zorgen");
        await Look(rules, page, $"zorgen-{width}");
        await Press(page, "Verstuur mijn bericht");
        await Look(rules, page, $"zorgen-fout-{width}");
        await page.GetByLabel("Wat ziet u?")
            .FillAsync("Het huis is vies. De kinderen zeggen dat het gaat.\nHun moeder ligt in het ziekenhuis.");
        await page.GetByLabel("Om wie gaat het").FillAsync("Kim en Bo, Dorpsstraat 1");
        await page.GetByRole(AriaRole.Group, new() { NameRegex = new("onder de 18") }).GetByLabel("Ja").CheckAsync();
        await page.GetByLabel("Uw telefoonnummer").FillAsync("06 87654321");
        await Press(page, "Verstuur mijn bericht");
        await Look(rules, page, $"zorgen-dank-{width}");
        site.AddTip();

        await page.GotoAsync(site.SignInLink());
        await Press(page, "Inloggen");
        await Look(rules, page, $"werklijst-tips-{width}");
        await page.Locator("main th a").First.ClickAsync();
        await Look(rules, page, $"tip-{width}");
        await Press(page, "Ik pak dit op");
        await Press(page, "Rond af");
        await Look(rules, page, $"tip-fout-{width}");
        await page.GetByLabel("Er is contact met de persoon").CheckAsync();
        await page.GetByLabel("Notitie").FillAsync("Gesproken met Kim en de oma.");
        await Press(page, "Rond af");
        await Look(rules, page, $"tip-af-{width}");
        Assert.Equal(1, site.Count("tip", "outcome = 'in-contact'"));
    }

    private static async Task Press(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.LoadedAsync();
    }

    private static async Task Look(Accessibility rules, IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
            await page.ScreenshotAsync(
                new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true }
            );
        await rules.Check(page);
    }
}
