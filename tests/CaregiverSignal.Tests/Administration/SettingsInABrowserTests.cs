using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Administration;

/// <summary>The administrator's settings as a browser shows them.</summary>
[Collection(typeof(InABrowser))]
public sealed class SettingsInABrowserTests(Chromium chromium) : IDisposable
{
    private const string Ada = "ada@steunpunt.example";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task A_setting_is_found_refused_tried_changed_and_put_back_by_anybody_at_every_width()
    {
        site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        var rules = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 360);
        await page.GotoAsync(site.SignInLink(Ada));
        await Press(page, "Inloggen");
        await page.GetByRole(AriaRole.Link, new() { Name = "Instellingen", Exact = true }).ClickAsync();
        await rules.Check(page);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Telefoon" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Telefoonnummer van het steunpunt" }).ClickAsync();
        await rules.Check(page);
        await page.GetByLabel("Wat wordt het?").FillAsync("geen nummer");
        await Press(page, "Bekijk wat er verandert");
        await rules.Check(page);
        await page.GetByLabel("Wat wordt het?").FillAsync("088 765 43 21");
        await page.GetByLabel("Waarom verandert u dit?").FillAsync("Verhuisd");
        await Press(page, "Bekijk wat er verandert");
        await rules.Check(page);
        await Press(page, "Ja, verander dit");
        await rules.Check(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Telefoonnummer van het steunpunt" }).ClickAsync();
        await rules.Check(page);

        Assert.Equal(6, rules.Seen.Count);
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
