using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Staff.Credentials;

/// <summary>A passkey in a real browser, by its virtual authenticator.</summary>
[Collection(typeof(InABrowser))]
public sealed class PasskeyInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = OnLocalhost();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_new_colleague_makes_a_passkey_signs_out_and_signs_in_with_it_at_every_width()
    {
        await site.Invited();
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await chromium.PageAsync(new Uri(site.Installation.Settings.Site.BaseUrl), width, script: true);
            await AddAuthenticator(page);
            await page.GotoAsync(width == 360 ? await site.SignInLink() : "/inloggen");
            if (width == 360)
            {
                await Press(page, Dutch("SignInModel.Title"));
                await rules.Check(page);
                await Press(page, Dutch("SetUpModel.Passkey.Make"));
                await page.GetByRole(AriaRole.Heading, new() { Name = Dutch("RecoveryCodesModel.Title") })
                    .WaitForAsync();
                await rules.Check(page);
                await page.GetByRole(AriaRole.Link, new() { Name = Dutch("RecoveryCodesModel.Done") }).ClickAsync();
                await page.GotoAsync("/mijn-account");
                await rules.Check(page);
                await Press(page, Dutch("Everywhere.SignOut"));
                await rules.Check(page);
                await Press(page, Dutch("SignInModel.ByPasskey"));
                await page.AtAsync("/werklijst$");
            }
            else
            {
                // Another computer, with an authenticator that has no passkey for this site.
                await Press(page, Dutch("SignInModel.ByPasskey"));
                await page.Locator("#melding:visible").WaitForAsync();
                await rules.Check(page);
            }
        }

        Assert.Equal(1, await site.Count("passkey", "sign_count > 1"));
    }

    private static TestInstallation OnLocalhost()
    {
        var port = LocalPort.Free();
        return Some.Where(
                settings => settings with { SecondFactor = new(IsRequired: true) },
                ("Urls", $"http://localhost:{port}"),
                ("Site:BaseUrl", $"http://localhost:{port}")
            )
            .On("2026-03-02");
    }

    private static async Task AddAuthenticator(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable", new Dictionary<string, object> { ["enableUI"] = false });
        await devTools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }

    private static Task Press(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
