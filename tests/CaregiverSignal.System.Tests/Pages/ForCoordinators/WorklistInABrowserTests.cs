using CaregiverSignal.Answers;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>The worklist as a browser shows it, and its keys.</summary>
[Collection(typeof(InABrowser))]
public sealed class WorklistInABrowserTests(Chromium chromium) : AtASite("2026-03-02")
{
    [LargeTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Every_kind_of_row_can_be_read_and_j_and_k_go_from_person_to_person(int width)
    {
        await Fill();
        var page = await SignedIn(width, script: false);

        await new Accessibility(chromium, site.Address).Check(page);
        var people = await page.Locator(".worklist tbody th a:first-child").AllInnerTextsAsync();
        Assert.Equal(5, people.Count);
        page = await SignedIn(width, script: true);
        await page.Keyboard.PressAsync("j");
        Assert.NotEqual("A", await Focused(page, "tagName"));
        await page.Locator(".scroll-region").First.FocusAsync();
        foreach (var (key, at) in new[] { ("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0) })
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal(people[at], await Focused(page, "innerText"));
        }

        await page.Keyboard.PressAsync("Enter");
        await page.AtAsync("/zaak/[^/]+$");
    }

    private async Task<IPage> SignedIn(int width, bool script)
    {
        var page = await chromium.PageAsync(site.Address, width, script);
        await page.GotoAsync(await site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("SignInModel.Title") }).ClickAsync();
        await page.AtAsync("/werklijst$");
        return page;
    }

    private async Task Fill()
    {
        var far = new DateOnly(2027, 1, 1);
        await site.Coordinator();
        await site.AddConcernReport();
        var anna = await site.AddCaregiver("1", "Anna", nextDueOn: far);
        await site.AddSignal(anna, on: new DateOnly(2026, 2, 25));
        var (checkIn, _) = await site.AskByLink(anna, "opening");
        var bram = await site.AddCaregiver("2", "Bram", nextDueOn: far);
        await site.Write(async transaction =>
        {
            await CheckInTable.SaveOwnWords(transaction, checkIn.Id, "Ik slaap niet meer.", CallWish.Yes);
            await CheckInSubmission.Send(transaction, checkIn, site.Time);
            await StaffTaskTable.Open(transaction, StaffTaskKind.Call, anna, site.Time.Today, site.Time.Now);
            await StaffTaskTable.Open(
                transaction,
                StaffTaskKind.Stopped,
                bram,
                site.Time.Today.AddDays(1),
                site.Time.Now
            );
        });
        await site.AskByLink(await site.AddCaregiver("3", "Cor", channel: "phone", nextDueOn: far), "opening");
        await site.AddSignal(await site.AddCaregiver("4", "Dora", nextDueOn: far), "amber", "level");
    }

    private static Task<string> Focused(IPage page, string what) =>
        page.EvaluateAsync<string>($"document.activeElement.{what}");
}
