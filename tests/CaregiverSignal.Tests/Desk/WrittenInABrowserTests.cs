using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk;

/// <summary>What somebody wrote, on the worklist and the case page, as a browser shows it.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class WrittenInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task What_somebody_wrote_can_be_read_and_marked_at_every_width()
    {
        site.Coordinator();
        Writes("1", "Anna", "Het is veel.\nIk slaap slecht, en overdag moet ik werken.");
        Writes("2", "Bep", "Dank voor het vragen.");
        Writes("3", "Cor", string.Concat(Enumerable.Repeat("Vandaag ging het wel. ", 40)));
        var dora = site.AddCaregiver("4", "Dora", nextDueOn: new DateOnly(2027, 1, 1));
        site.Database.Write(transaction =>
            Participation.Pause(transaction, dora, null, ReportedBy.Caregiver, site.Time)
        );
        site.Advance(TimeSpan.FromDays(8));
        site.Beat();
        var rules = new Accessibility(chromium, site.Address);
        foreach (var (width, name) in new[] { (360, "Anna J."), (1280, "Bep J.") })
        {
            var page = await chromium.PageAsync(site.Address, width);
            await page.GotoAsync(site.SignInLink());
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            await Look(rules, page, $"werklijst-{width}");
            await page.GetByRole(AriaRole.Link, new() { Name = "Lees alles van Cor J." }).ClickAsync();
            await Look(rules, page, $"zaak-{width}");
            await page.GoBackAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Gelezen van " + name }).ClickAsync();
            await Look(rules, page, $"na-lezen-{width}");
        }

        Assert.Equal(1, site.Count("staff_task", "kind = 'words' and done_at is null"));
    }

    private void Writes(string number, string name, string words)
    {
        var (checkIn, _) = site.AskByLink(
            site.AddCaregiver(number, name, nextDueOn: new DateOnly(2027, 1, 1)),
            "opening"
        );
        site.Database.Write(transaction =>
        {
            CheckInTable.SaveOwnWords(transaction, checkIn.Id, words, CallWish.No);
            CheckInSubmission.Send(transaction, checkIn, site.Time);
        });
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
