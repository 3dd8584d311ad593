using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Details;

/// <summary>Adding and correcting somebody in a browser.</summary>
[Collection(typeof(InABrowser))]
public sealed class DetailsInABrowserTests(Chromium chromium) : AtASite("2026-03-02")
{
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
        // Past the mail address, the postal address, the channel, how to phone, who reads the mail and the button, to
        // the care, which opens.
        await Tab(7);
        await Type(" ");
        await Tab();
        await Type("P");
        await Tab();
        await Type("30");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Fatma Zogenaamd is toegevoegd").First).ToBeVisibleAsync();

        // At one key a second, a slow typist.
        Assert.InRange(keys + 1, 1, 60);
        Assert.Equal(
            "Fatma Zogenaamd 06 12345678 phone partner 30",
            await site.Joined(
                "select first_name || ' ' || last_name || ' ' || phone || ' ' || channel || ' ' || relation || ' ' || hours_per_week from caregiver join care_situation on caregiver_id = caregiver.id"
            )
        );
    }

    private async Task<IPage> Open(int width)
    {
        await site.Coordinator();
        var page = await chromium.PageAsync(site.Address, width);
        await page.GotoAsync(await site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("SignInModel.Title") }).ClickAsync();
        await page.GotoAsync("/mensen/nieuw");
        await Assertions.Expect(page.Locator("#FirstName:focus")).ToHaveCountAsync(1);
        return page;
    }
}
