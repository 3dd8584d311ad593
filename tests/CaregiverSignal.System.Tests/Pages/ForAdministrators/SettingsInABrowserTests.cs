using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Pages.ForAdministrators;

/// <summary>The administrator's settings as a browser shows them.</summary>
[Collection(typeof(InABrowser))]
public sealed class SettingsInABrowserTests(Chromium chromium) : AtASite("2026-03-02")
{
    private const string Ada = "ada@steunpunt.example";

    [LargeFact]
    public async Task A_setting_is_found_refused_changed_and_confirmed_by_anybody_at_every_width()
    {
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        var rules = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 360);
        await page.GotoAsync(await site.SignInLink(Ada));
        await Press(page, Dutch("SignInModel.Title"));
        await page.GetByRole(AriaRole.Link, new() { Name = Dutch("Everywhere.Settings"), Exact = true }).ClickAsync();
        await rules.Check(page);
        await Change(page, "steunpunt");
        await Open(page, "open");
        await page.GetByLabel(Dutch("SettingsModel.Name.Site.ClosedDays")).FillAsync("kerst");
        await rules.Check(page);
        await Press(page, Dutch("Everywhere.Save"));
        await rules.Check(page);
        await page.GetByLabel(Dutch("SettingsModel.Name.Site.ClosedDays")).FillAsync("2026-12-24");
        await Press(page, Dutch("Everywhere.Save"));
        await rules.Check(page);
        await Change(page, "privacy");
        await Open(page, "bewaren");
        await page.GetByLabel(Dutch("SettingsModel.Name.Retention.EndedDays")).FillAsync("60");
        await Press(page, Dutch("Everywhere.Save"));
        await rules.Check(page);
        await Press(page, Dutch("SettingGroupModel.Confirm"));
        await page.GetByText("60", new() { Exact = true }).WaitForAsync();
        await Press(page, Dutch("SettingsModel.Test"));
        await page.GetByText(Dutch("SettingsModel.Test.Look")).WaitForAsync();
        await rules.Check(page);
        await Change(page, "mail");
        foreach (var part in new[] { "verbinding", "tokens", "terug", "uren", "sms", "stilstand" })
            await Open(page, part);
        await rules.Check(page);

        Assert.Equal(7, rules.Seen.Count);
    }

    private static Task Change(IPage page, string group) =>
        page.GetByRole(
                AriaRole.Link,
                new()
                {
                    // What is for a reader aloud alone is a word of its own.
                    Name = $"{Dutch("SettingsModel.Change")} : {Dutch("SettingsModel.Group." + group)}",
                    Exact = true,
                }
            )
            .ClickAsync();

    private static Task Open(IPage page, string part) =>
        page.Locator("summary", new() { HasText = Dutch("SettingGroupModel.Part." + part) }).ClickAsync();

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
