using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Reports;

/// <summary>The report as a browser shows it: of a municipality it is reached by keyboard alone.</summary>
/// <remarks>With LOOK set, it goes into that folder as it prints, for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class ReportInABrowserTests(Chromium chromium) : AtASite("2026-05-12")
{
    [LargeFact]
    public async Task The_reports_of_a_team_and_a_municipality_can_be_used_by_everybody_and_printed()
    {
        await SomeReports.Story(site, TestInstallation.CoordinatorEmail);
        var rules = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 1280);
        await page.GotoAsync(await site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("SignInModel.Title") }).ClickAsync();
        await page.GotoAsync("/cijfers/verslag");
        await rules.CheckEveryWay(page);

        await page.Locator("[name=gemeente]").FocusAsync();
        foreach (var key in new[] { "E", "Tab", "Tab", "Enter" })
            await page.Keyboard.PressAsync(key);

        await Assertions
            .Expect(page.Locator("h1"))
            .ToHaveTextAsync(Dutch("ReportWords.Title.Municipality", ("wie", "Ede"), ("wanneer", "2025")));
        await rules.CheckEveryWay(page);
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
            await page.PdfAsync(new() { Path = Path.Combine(folder, "verslag.pdf"), Format = "A4" });
    }
}
