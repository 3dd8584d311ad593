namespace CaregiverSignal.Tests.Staff;

/// <summary>
/// The way to an organisation's sign-in and back in a real browser, which leaves out Strict cookies on the way back
/// from another site.
/// </summary>
[Collection(typeof(InABrowser))]
public sealed class OrganisationInABrowserTests(Chromium chromium)
{
    [Fact]
    public async Task One_press_leads_there_and_back_to_the_worklist()
    {
        await using var organisation = await OrganisationServer.StartAsync();
        organisation.Claims["email"] = TestInstallation.CoordinatorEmail;
        organisation.Claims["email_verified"] = true;
        // Another host than the organisation's, so that the browser takes them for two sites.
        var address = $"http://localhost:{LocalPort.Free()}";
        using var site = OrganisationServer.TrustedAt(
            organisation.Address,
            ("Urls", address),
            ("Site:BaseUrl", address)
        );
        await site.Coordinator();
        Assert.NotNull(site.Address);
        var page = await chromium.PageAsync(new Uri(address), 360);

        await page.GotoAsync("/inloggen");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = Dutch("SignInModel.ByOrganisation") })
            .ClickAsync();

        await page.AtAsync("/werklijst$");
    }
}
