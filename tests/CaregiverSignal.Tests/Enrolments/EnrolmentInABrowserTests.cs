using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Enrolments;

/// <summary>The pages of enrolling in a browser without script, on a phone.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class EnrolmentInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task Anybody_can_enrol_with_what_stands_on_the_pages()
    {
        site.Coordinator();
        var rules = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 360);
        foreach (var path in new[] { "/aanmelden/jonger", "/aanmelden/kaart", "/aanmelden" })
        {
            await page.GotoAsync(path);
            await Look(rules, page, path.Replace('/', '-')[1..]);
        }

        await page.GetByText("18 jaar of ouder").ClickAsync();
        await Press(page, "Stuur mij de mail");
        await Look(rules, page, "aanmelden-fout");
        await page.GetByLabel("Uw voornaam").FillAsync("Noor");
        await page.GetByLabel("Uw mailadres").FillAsync(SomeEnrolment.Email);
        await page.GetByLabel("Ja, ik doe mee").CheckAsync();
        site.Advance(TimeSpan.FromSeconds(20));
        await Press(page, "Stuur mij de mail");
        await page.GotoAsync((await site.OpenedMail()).Path);
        await Look(rules, page, "aanmelden-klopt");
        site.Advance(TimeSpan.FromSeconds(5));
        await Press(page, "Ja, ik doe mee");
        await Look(rules, page, "aanmelden-welkom");
        await Press(page, "Begin nu");
        Assert.Equal(1, site.Count("check_in"));

        await page.GotoAsync(site.SignInLink());
        await Press(page, "Inloggen");
        await Look(rules, page, "aanmelden-werklijst");
    }

    private static async Task Press(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.LoadedAsync();
    }

    private static async Task Look(Accessibility rules, IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        await rules.Check(page);
    }
}
