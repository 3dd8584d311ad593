using CaregiverSignal.Tests.Support;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Desk;

/// <summary>A case whose charts have seams, and a tariff, as a coordinator sees it.</summary>
/// <remarks>With LOOK set, pictures go into that folder for a person to look at.</remarks>
[Collection(typeof(InABrowser))]
public sealed class CaseInABrowserTests(Chromium chromium) : IDisposable
{
    private readonly OwnInstallation own = new();

    public void Dispose() => own.Dispose();

    [LargeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Seams_and_the_tariff_can_be_read_at_every_width(bool withTariff)
    {
        if (withTariff)
            own.Questionnaires.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        long anna;
        using (var site = own.Start())
        {
            anna = site.AddCaregiver(enrolledOn: new DateOnly(2025, 6, 1), nextDueOn: new DateOnly(2027, 1, 1));
            Answer(site, anna, "2025-06-02", 5, 2);
            Answer(site, anna, "2025-08-04", 6, 1);
            site.Database.Write(transaction => transaction.Execute("update response set wording = 'imported'"));
            Answer(site, anna, "2025-09-01", 6, 1);
            Answer(site, anna, "2025-10-06", 8, 1);
        }

        own.Questionnaires.LayWording("csi-v1", "test-1", "Slaapt u slecht", "Slaapt u vaak slecht");
        using (var site = own.Start())
        {
            Answer(site, anna, "2025-11-03", 8, 1);
            Answer(site, anna, "2025-12-01", 9, 1);
        }

        own.Questionnaires.AddCsiWithoutMoney();
        using var last = own.Start();
        Answer(last, anna, "2026-01-12", 9, 2);
        Answer(last, anna, "2026-02-23", 5, 0);
        last.Beat();

        var rules = new Accessibility(chromium, last.Address);
        foreach (var width in new[] { 360, 1280 })
        {
            var page = await chromium.PageAsync(last.Address, width);
            await page.GotoAsync(last.SignInLink());
            await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
            await page.GotoAsync($"/zaak/{anna}");
            await page.Locator("summary", new() { HasText = "Over deze cijfers" }).ClickAsync();
            await page.Locator("summary", new() { HasText = "Verder" }).ClickAsync();
            await page.Locator("summary", new() { HasText = "Spreek iets anders af" }).ClickAsync();
            await rules.Check(page);
            var chart = page.Locator("figure.trend").First;
            await Assertions
                .Expect(chart.Locator(".trend-events"))
                .ToContainTextAsync("12 januari 2026: de vragen zijn veranderd");
            await Assertions
                .Expect(chart.Locator(".trend-events"))
                .ToContainTextAsync("3 november 2025: dezelfde vragen, in andere woorden");
            await Assertions
                .Expect(chart.Locator(".trend-events"))
                .ToContainTextAsync("1 september 2025: vanaf hier bij ons ingevuld");
            await Assertions
                .Expect(
                    page.GetByText(
                        withTariff ? "van 100, op 23 februari 2026." : "Het CarerQol-tarief staat hier nog niet"
                    )
                )
                .ToBeVisibleAsync();
            if (Environment.GetEnvironmentVariable("LOOK") is { } pictures)
            {
                await page.ScreenshotAsync(
                    new PageScreenshotOptions
                    {
                        Path = Path.Combine(pictures, $"zaak-{(withTariff ? "met" : "zonder")}-tarief-{width}.png"),
                        FullPage = true,
                    }
                );
                await chart.ScreenshotAsync(
                    new LocatorScreenshotOptions
                    {
                        Path = Path.Combine(pictures, $"naad-{(withTariff ? "met" : "zonder")}-{width}.png"),
                    }
                );
            }
        }
    }

    [Fact]
    public async Task A_contact_is_noted_in_three_choices_by_keyboard_and_the_focus_is_on_the_message()
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.AddSignal(anna);
        var page = await CaseOf(site, anna, 1280);
        // Column by column, as the eye goes; in the page the form comes between.
        await page.Locator(".case-story :is(a, summary):visible").Last.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".case-more :focus")).ToHaveCountAsync(1);
        await page.Locator("#wat-spoken").FocusAsync();
        var presses = 0;

        foreach (var key in new[] { " ", "Tab", " ", "Tab", "Tab", "Tab", "Enter" })
        {
            await page.Keyboard.PressAsync(key);
            presses++;
        }

        await Assertions.Expect(page.Locator(".notice-ok:focus")).ToContainTextAsync("Bewaard");
        Assert.True(presses <= 12);
        Assert.Equal(1, site.Count("action", "kind = 'contacted' and next_on = '2026-03-03'"));
    }

    [LargeTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_sheet_and_a_contact_just_noted_can_be_used_by_anybody_at_every_width(int width)
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.AddAnswered(anna, new DateOnly(2026, 2, 3), "yes", site.Csi(8));
        site.AddSignal(anna);
        var rules = new Accessibility(chromium, site.Address);
        var page = await CaseOf(site, anna, width);
        await rules.Check(page);
        await page.GetByText("Gesproken", new() { Exact = true }).ClickAsync();
        await page.GetByText("Over een week: maandag 9 maart").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar contact" }).ClickAsync();

        await rules.Check(page);
        Assert.Equal(1, await page.SheetsAsync());
        await page.GotoAsync($"/zaak/{anna}/gespreksblad");
        await rules.Check(page);
        Assert.Equal(1, await page.SheetsAsync());
    }

    [LargeFact]
    public async Task A_case_of_a_year_with_much_in_it_is_two_screens_and_one_sheet()
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        foreach (var month in Enumerable.Range(3, 10))
            site.AddAnswered(anna, new DateOnly(2025, month, 3), "yes", site.Csi(month));
        foreach (var day in Enumerable.Range(1, 14))
            site.Sql(
                $"""
                insert into event (caregiver_id, happened_on, kind, reported_by, note, recorded_at)
                values ({anna}, '2025-{3 + day / 2:00}-{10
                    + day}', 'Contacted', 'coordinator', '', '2025-12-30T00:00:00.000Z')
                """
            );
        site.AddSignal(anna, kinds: "level;change;event;request");
        var page = await CaseOf(site, anna, 1280);

        Assert.InRange(await page.Locator("html").EvaluateAsync<int>("page => page.scrollHeight"), 1, 1600);
        Assert.Equal(1, await page.SheetsAsync());
        Assert.InRange(
            await page.Locator("figure.trend svg:visible")
                .First.EvaluateAsync<int>("figure => Math.round(figure.getBoundingClientRect().bottom + scrollY)"),
            1,
            800
        );
        // Story, course and call begin side by side.
        var tops = await page.Locator(".case > :is(.case-story, .case-more, .case-call)")
            .EvaluateAllAsync<int[]>("parts => parts.map(part => Math.round(part.getBoundingClientRect().top))");
        Assert.Single(tops.Distinct());
    }

    [LargeFact]
    public async Task What_was_typed_is_still_there_after_the_network_broke()
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.AddSignal(anna);
        var page = await CaseOf(site, anna, 1280);
        await page.Locator("#notitie").FillAsync("Lang gesproken.");
        await page.Context.SetOfflineAsync(true);
        await page.Locator("#wat-spoken").CheckAsync();
        await page.Locator("#wanneer-week").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar contact" }).ClickAsync();

        // The browser says so on a page of its own.
        await Assertions.Expect(page.Locator("#notitie")).ToHaveCountAsync(0);
        await page.Context.SetOfflineAsync(false);
        await page.GoBackAsync();

        await Assertions.Expect(page.Locator("#notitie")).ToHaveValueAsync("Lang gesproken.");
    }

    private async Task<IPage> CaseOf(TestInstallation site, long caregiver, int width)
    {
        site.Coordinator();
        var page = await chromium.PageAsync(site.Address, width);
        await page.GotoAsync(site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = "Inloggen" }).ClickAsync();
        await page.GotoAsync($"/zaak/{caregiver}");
        return page;
    }

    private static void Answer(TestInstallation site, long caregiver, string day, int csi, int carerqol)
    {
        site.AddAnswered(
            caregiver,
            Some.Date(day),
            "no",
            [
                .. site.Csi(csi),
                .. site
                    .Instruments.Newest("carerqol")
                    .Items.Select(item =>
                        ("carerqol." + item.Key, (int?)(item.Key == "happiness" ? 9 - csi / 2 : carerqol))
                    ),
            ]
        );
        site.Beat();
    }
}
