using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk.Details;

/// <summary>Adding and correcting somebody in a browser, without script and with it.</summary>
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

    [LargeTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task With_script_a_field_is_stored_as_it_is_left_and_the_button_goes_on(int width)
    {
        var id = site.AddCaregiver();
        var page = await OpenDetails(id, width, TestInstallation.CoordinatorEmail);
        var said = page.Locator(".as-you-go");

        await page.GetByLabel("Zorgt sinds").FillAsync("5-2019");
        await page.GetByLabel("Uren zorg per week").FillAsync("200");
        await Assertions.Expect(said).ToHaveTextAsync("Bewaard om 10.00: Zorgt sinds");
        await Assertions.Expect(page.GetByLabel("Zorgt sinds")).ToHaveValueAsync("1-5-2019");
        Assert.Equal("2019-05-01", site.Joined("select caring_since from care_situation"));
        await page.GetByLabel("Heeft ook betaald werk?").SelectOptionAsync("Ja");
        await page.GetByLabel("Wijk of buurt").FocusAsync();
        await Assertions.Expect(said).ToContainTextAsync("Niet bewaard: Uren zorg per week.");
        await Assertions.Expect(page.Locator("#uren")).ToHaveAttributeAsync("aria-invalid", "true");
        await Look(new Accessibility(chromium, site.Address), page, $"tussendoor-{width}");

        await page.GetByLabel("Uren zorg per week").FillAsync("20");
        await page.GetByLabel("Mailadres").FillAsync("fatma@example.org");
        await page.GetByLabel("Wijk of buurt").FillAsync("De Linde");
        await page.GetByLabel("Gemeente").FocusAsync();
        await Assertions
            .Expect(said)
            .ToHaveTextAsync("Bewaard om 10.00: Wijk of buurt Pas bewaard als u op Bewaar drukt: Mailadres");
        await page.GetByLabel("Mailadres").FillAsync("fatma.z@example.org");
        await page.GetByLabel("Gemeente").FocusAsync();
        await Assertions.Expect(said).ToContainTextAsync("Bewaard om 10.00: Wijk of buurt");
        await page.GetByLabel("Mailadres").FillAsync("fatma@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).Last.ClickAsync();
        await Assertions.Expect(page.GetByText("Wat er eerder stond")).ToBeVisibleAsync();
        Assert.Equal(
            "fatma@example.org 20 1 De Linde",
            site.Joined(
                "select email || ' ' || hours_per_week || ' ' || works || ' ' || neighbourhood from caregiver join care_situation on caregiver_id = caregiver.id"
            )
        );
    }

    [LargeFact]
    public async Task With_script_two_who_correct_one_field_lose_nothing_of_each_other_and_a_session_that_ended_is_said()
    {
        const string joost = "joost@steunpunt.example";
        site.Coordinator(joost, "Joost");
        var id = site.AddCaregiver();
        site.Away(TestInstallation.CoordinatorEmail, joost);
        var els = await OpenDetails(id, 1280, TestInstallation.CoordinatorEmail);
        var other = await OpenDetails(id, 1280, joost);
        await other.GetByLabel("Telefoon").FillAsync("06 1");
        await other.Keyboard.PressAsync("Tab");
        await Assertions.Expect(other.Locator(".as-you-go")).ToContainTextAsync("Bewaard om 10.00: Telefoon");

        await els.GetByLabel("Telefoon").FillAsync("06 2");
        await els.Keyboard.PressAsync("Tab");
        await Assertions
            .Expect(els.Locator(".as-you-go"))
            .ToContainTextAsync("Telefoon: eerst 06 12345678, nu 06 1. Door Joost.");
        Assert.Equal("06 1", site.Joined("select phone from caregiver"));
        await els.GetByRole(AriaRole.Button, new() { Name = "Bewaar" }).Last.ClickAsync();
        await Assertions.Expect(els.GetByText("en is nog niet bewaard")).ToBeVisibleAsync();
        Assert.Equal("06 1", site.Joined("select phone from caregiver"));

        site.Sql("update session set ended_at = @now", new { now = site.Time.Now });
        await other.GetByLabel("Gemeente").FillAsync("Joosterdam");
        await other.Keyboard.PressAsync("Tab");
        await Assertions.Expect(other.Locator(".as-you-go")).ToContainTextAsync("Niet bewaard: u was een tijdje weg.");
    }

    [LargeFact]
    public async Task With_script_who_goes_to_another_page_loses_no_field_that_was_left()
    {
        var id = site.AddCaregiver();
        var page = await OpenDetails(id, 1280, TestInstallation.CoordinatorEmail);

        // The second waits for the first, and the page goes before there is an answer.
        await page.EvaluateAsync(
            """
            for (const name of ["wijk", "gemeente"]) {
              const field = document.querySelector("#" + name);
              field.value = "De Linde";
              field.dispatchEvent(new Event("change", { bubbles: true }));
            }
            location.assign("about:blank");
            """
        );

        await page.AtAsync("^about:blank$");
        // Nobody hears of the answer to a page that is gone.
        Assert.True(
            SpinWait.SpinUntil(
                () => site.Count("caregiver", "municipality = 'De Linde' and neighbourhood = 'De Linde'") == 1,
                TimeSpan.FromMinutes(1)
            )
        );
    }

    private async Task<IPage> OpenDetails(long id, int width, string who)
    {
        var page = await chromium.PageAsync(site.Address, width, script: true);
        await page.GotoAsync(site.SignInLink(who));
        await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
        await page.GotoAsync($"/zaak/{id}/gegevens");
        return page;
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
