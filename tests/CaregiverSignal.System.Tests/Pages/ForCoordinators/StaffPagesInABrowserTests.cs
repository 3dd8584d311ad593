using CaregiverSignal.Tests.Pages.ForCoordinators.Situations;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// Every page of staff, held against WCAG 2.2 AA and its width: a page that is added is looked at, or is named here
/// with the test that does.
/// </summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed partial class StaffPagesInABrowserTests(Chromium chromium) : AtASite("2026-03-02")
{
    /// <summary>What is no page by itself, or is looked at in another walk.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["/begin"] = "leads on",
        ["/mijn-account/code"] = "PasskeyInABrowserTests",
        ["/mijn-account/herstelcodes"] = "PasskeyInABrowserTests",
        ["/mijn-account/instellen"] = "PasskeyInABrowserTests",
        ["/opnieuw"] = "PasskeyInABrowserTests",
    };

    /// <summary>The cells of a table of numbers that do not stand under their heading.</summary>
    private const string Astray = """
        () => [...document.querySelectorAll('table.numbers')].flatMap(table => {
          const look = cell => getComputedStyle(cell).textAlign;
          const heads = [...table.tHead.rows[0].cells];
          return [...table.tBodies[0].rows].flatMap(row => [...row.cells])
            .filter(cell => cell.cellIndex > 0 && look(cell) !== look(heads[cell.cellIndex]))
            .map(cell => `${heads[cell.cellIndex].textContent} is not above ${cell.textContent}`);
        })
        """;

    [LargeFact]
    public async Task Every_page_of_staff_can_be_used_by_everybody_at_every_width()
    {
        var values = await FilledAsync();
        var pages = SiteRoute
            .All(site)
            .Where(route => route is { IsForStaff: true, Method: "GET" })
            .Select(route => route.Pattern)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(pages.Count > 40, $"Only {pages.Count} pages are listed.");
        Assert.Empty(Elsewhere.Keys.Except(pages));

        var rules = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 360);
        await page.GotoAsync(await site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("SignInModel.Title") }).ClickAsync();
        var wrong = new List<string>();
        foreach (var pattern in pages.Where(text => !Elsewhere.ContainsKey(text)))
        {
            var address = Part().Replace(pattern, part => values[part.Value]);
            var answer = await page.GotoAsync(address);
            await Look(page, pattern);
            if (answer!.Status != 200)
                wrong.Add($"{address} answered {answer.Status}");
            else if (await Xunit.Record.ExceptionAsync(() => rules.Check(page)) is { } fault)
                wrong.Add($"{address}: {fault.Message}");
            wrong.AddRange((await page.EvaluateAsync<string[]>(Astray)).Select(cell => $"{address}: {cell}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task Look(IPage page, string pattern)
    {
        if (Environment.GetEnvironmentVariable("LOOK") is not { } folder)
            return;
        foreach (var width in new[] { 360, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            var name = pattern.Trim('/').Replace('/', '-').Replace("{", "").Replace("}", "");
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }
    }

    /// <summary>Something on each page, and what its address has in it.</summary>
    private async Task<Dictionary<string, string>> FilledAsync()
    {
        var els = await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", Enum.GetValues<StaffRole>());
        var joost = await site.Coordinator("joost@steunpunt.example", "Joost");
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.CaresForPartner(anna);
        await site.AddSignal(anna, kinds: "level");
        await site.AddConcernReport();
        await site.AddCaregiver("2", "Bea", channel: "paper");
        await site.RunJobs();
        var checkIn = await site.Ask(anna);
        // Told by a professional.
        await site.Sql(
            $"""
            insert into consent (caregiver_id, recipient, name, data, given_on, given_how, noted_by, noted_at)
            values ({anna}, 'gp', 'huisarts Van den Verzonnen-Bedachtsma', 'burden', '2026-02-02',
                'phone', {els}, '2026-02-02T09:00:00.000Z')
            """
        );
        await site.Sql(
            $"""
            insert into event (caregiver_id, happened_on, kind, reported_by, note, recorded_at, consent_id)
            values ({anna}, '2026-02-20', 'Other', 'professional', 'Gevallen.', '2026-02-21T09:00:00.000Z', 1)
            """
        );
        var lina = await site.AddCaregiver("L-1", "Lina");
        await site.CaresForPartner(lina);
        using (var browser = await site.SignedIn())
        {
            await OnSituationPages.Together(browser, anna, lina, "true");
            await OnSituationPages.Agrees(browser, anna, lina);
            await OnSituationPages.Agrees(browser, lina, anna);
        }

        return new()
        {
            ["{fellow}"] = $"{lina}",
            ["{caregiver}"] = $"{anna}",
            ["{checkIn}"] = $"{checkIn.Id}",
            ["{account}"] = $"{joost}",
            ["{group}"] = "veiligheid",
            ["{report}"] = "1",
            ["{offer}"] = $"{await site.AddOffer()}",
            ["{consent}"] = "1",
            ["{id}"] = await site.Joined("select min(id) from mail"),
        };
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();
}
