using System.Text.RegularExpressions;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk;

/// <summary>The operator's page as a browser shows it.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class PostInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [LargeFact]
    public async Task Every_state_can_be_read_and_mended_at_every_width()
    {
        var id = site.Coordinator();
        site.Database.Write(transaction => CoordinatorTable.SetOperator(transaction, id));
        PostMails.Add(site, "ready", null, "invitation");
        PostMails.Add(site, "ready", SendNote.ServerBusy, "invitation", 451);
        PostMails.Add(site, "expired", SendNote.TimedOut);
        PostMails.Add(site, "unsure", SendNote.DeliveryUnknown);
        PostMails.Add(site, "failed", SendNote.Refused, "escalation", 550);
        PostMails.Add(site, "sent", null, "reminder");
        site.Database.Write(transaction =>
        {
            SendHoldTable.Hold(transaction, HoldReason.Restored, site.Clock.GetUtcNow());
            var now = site.Clock.GetUtcNow();
            RelayTable.Set(
                transaction,
                new Relay
                {
                    PausedUntil = now.AddMinutes(20),
                    Stage = "auth",
                    Code = 535,
                    Enhanced = "5.7.8",
                    Note = SendNote.SignInRefused,
                    Since = now.AddMinutes(-10),
                }
            );
            transaction.Execute(
                "insert into mail_return (sha256, received_at, class, note, status, code) values ('x', @now, 'account', 'refused by policy', '5.7.1', 550)",
                new { now }
            );
        });
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await chromium.PageAsync(site.Address, width);
            await page.GotoAsync(site.SignInLink());
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Post", Exact = true }).ClickAsync();
            await Look(rules, page, $"post-{width}");
            await page.GetByRole(AriaRole.Link, new() { Name = "Melding aan coördinator", Exact = true })
                .First.ClickAsync();
            await Look(rules, page, $"mail-{width}");
            await page.GoBackAsync();
            await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Opnieuw sturen") }).First.ClickAsync();
            await Look(rules, page, $"opnieuw-{width}");
        }

        Assert.Equal(6, rules.Seen.Count);
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
