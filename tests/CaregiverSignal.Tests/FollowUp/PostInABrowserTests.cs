using System.Text.RegularExpressions;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.FollowUp;

/// <summary>The operator's page as a browser shows it.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class PostInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly Site site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Every_state_can_be_read_and_mended_at_every_width()
    {
        var id = site.Coordinator();
        site.Database.Write(work => CoordinatorTable.SetOperator(work, id));
        PostMails.Add(site, "ready", null, "invitation");
        PostMails.Add(site, "ready", SendNote.ServerBusy, "invitation", 451);
        PostMails.Add(site, "unsure", SendNote.DeliveryUnknown);
        PostMails.Add(site, "failed", SendNote.Refused, "escalation", 550);
        PostMails.Add(site, "held", null, "digest");
        PostMails.Add(site, "expired", SendNote.TimedOut);
        PostMails.Add(site, "sent", null, "reminder");
        site.Database.Write(work =>
        {
            FenceTable.Begin(work, "era", site.Clock.GetUtcNow());
            FenceTable.Close(work, FenceWhy.Restored, site.Clock.GetUtcNow());
        });
        var rules = new Accessibility(chromium, site.Address);
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await chromium.PageAsync(site.Address, width);
            await page.GotoAsync(site.SignInLink());
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Post", Exact = true }).ClickAsync();
            await Look(rules, page, $"post-{width}");
            await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Opnieuw sturen") }).First.ClickAsync();
            await Look(rules, page, $"opnieuw-{width}");
            await page.GetByRole(AriaRole.Link, new() { Name = "Nee, terug" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Opgeven") }).First.ClickAsync();
            await rules.Check(page);
        }

        Assert.Equal(6, rules.Seen.Count);
    }

    private static async Task Look(Accessibility rules, IPage page, string name)
    {
        await rules.Check(page);
        if (Environment.GetEnvironmentVariable("LOOK") is { } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
