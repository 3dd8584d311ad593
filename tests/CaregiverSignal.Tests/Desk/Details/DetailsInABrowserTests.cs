using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk.Details;

/// <summary>Adding and correcting somebody in a browser.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class DetailsInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task A_caller_is_added_with_the_keyboard_alone_well_within_two_minutes()
    {
        var page = await Open(1280);
        var keys = 0;
        async Task Type(string text)
        {
            keys += text.Length;
            await page.Keyboard.TypeAsync(text);
        }

        async Task Tab(int times = 1)
        {
            keys += times;
            for (; times > 0; times--)
                await page.Keyboard.PressAsync("Tab");
        }

        await Type("Fatma");
        await Tab();
        await Type("Zogenaamd");
        await Tab();
        await Type("06 12345678");
        // Past the mail address, the postal address, the channel, how to phone and the button.
        await Tab(6);
        await Type("P");
        await Tab();
        await Type("30");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Fatma Zogenaamd is toegevoegd").First).ToBeVisibleAsync();

        // At one key a second, a slow typist.
        Assert.InRange(keys + 1, 1, 60);
        Assert.Equal(
            "Fatma Zogenaamd 06 12345678 phone partner 30",
            site.Joined(
                "select first_name || ' ' || last_name || ' ' || phone || ' ' || channel || ' ' || relation || ' ' || hours_per_week from caregiver join care_situation on caregiver_id = caregiver.id"
            )
        );
    }

    [LargeFact]
    public async Task The_pages_can_be_read_and_filled_in_at_every_width()
    {
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await Open(width);
            await Look(rules, page, $"toevoegen-{width}");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByText("Er klopt nog iets niet")).ToBeVisibleAsync();
            await Look(rules, page, $"toevoegen-fout-{width}");
            await page.GetByLabel("Voornaam").FillAsync("Fatma");
            await page.GetByLabel("Telefoon").FillAsync($"06 {width}");
            await page.GetByLabel("willen overdragen").FillAsync("De nachten.");
            await page.Keyboard.PressAsync("Tab");
            await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).Nth(1).ClickAsync();
            await Assertions.Expect(page.GetByText("Fatma is toegevoegd").First).ToBeVisibleAsync();
            await page.GetByLabel("Telefoon").FillAsync("06 2");
            await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).Nth(1).ClickAsync();
            await Assertions.Expect(page.GetByText("Wat er eerder stond")).ToBeVisibleAsync();
            await Look(rules, page, $"gegevens-{width}");
            await page.GetByLabel("Zoek iemand").FillAsync("fatma");
            await page.GetByRole(AriaRole.Button, new() { Name = "Zoek", Exact = true }).ClickAsync();
            await Look(rules, page, $"gevonden-{width}");
            await page.GotoAsync("/mensen/inlezen");
            await Look(rules, page, $"inlezen-{width}");
        }
    }

    private async Task<IPage> Open(int width)
    {
        site.Coordinator();
        var page = await chromium.PageAsync(site.Address, width);
        await page.GotoAsync(site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
        await page.GotoAsync("/mensen/nieuw");
        await Assertions.Expect(page.Locator("#voornaam:focus")).ToHaveCountAsync(1);
        return page;
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
