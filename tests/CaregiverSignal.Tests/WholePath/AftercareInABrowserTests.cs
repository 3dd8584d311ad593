using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>The pages of aftercare and of the letters, as a browser shows them.</summary>
[Collection(typeof(InABrowser))]
public sealed class AftercareInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task The_pages_of_aftercare_and_of_letters_can_be_used_by_everybody_at_every_width()
    {
        var anna = site.AddCaregiver("1", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        var bram = site.AddCaregiver("2", "Bram", channel: "paper");
        site.Sql("update caregiver set postal_address = 'Lindelaan 1, 1234 AB De Linde'");
        site.Happened(anna, "2026-03-02", "Death");
        site.Database.Write(transaction => Participation.EnterAftercare(transaction, anna, site.Time));
        site.Beat();
        site.On("2026-03-09").Beat();
        site.AddSignal(anna, "amber", "event");
        var mail = site.Mails().Last(one => one.Contains("To: persoon1@example.org", StringComparison.Ordinal));
        var link = new Uri(TestInstallation.LinkIn(mail)).PathAndQuery;
        var letter = site.CheckIns(bram)[0].Id;
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 320, 1280 })
        {
            var page = await chromium.PageAsync(site.Address, width);
            foreach (var address in new[] { link, link + "?wat=goed", "/papier/" + PaperCode.Of(letter) })
            {
                await page.GotoAsync(address);
                await rules.Check(page);
            }

            await page.GotoAsync(site.SignInLink());

            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            foreach (var address in new[] { "/brieven", $"/zaak/{bram}/belblad/{letter}", $"/zaak/{anna}" })
            {
                await page.GotoAsync(address);
                await rules.Check(page);
            }
        }
    }
}
