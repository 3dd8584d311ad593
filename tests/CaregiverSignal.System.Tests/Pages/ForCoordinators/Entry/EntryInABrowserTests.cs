using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Entry;

/// <summary>Typing in with the keyboard alone, in a browser without script.</summary>
[Collection(typeof(InABrowser))]
public sealed class EntryInABrowserTests(Chromium chromium) : AtASite("2026-03-02")
{
    private static readonly string[] Month = ["opening", "srb", "csi", "volhoudtijd", "wishes"];

    [LargeTheory]
    [InlineData("phone", 4)]
    [InlineData("email", 6)]
    public async Task A_whole_month_takes_two_keys_a_question_and_a_few_more(string channel, int more)
    {
        var (page, checkIn) = await Open(1280, channel);
        var keys = 0;
        async Task Press(string key)
        {
            keys++;
            await page.Keyboard.PressAsync(key);
        }

        if (channel == "email")
        {
            await Press("Space");
            await Press("Tab");
        }

        var items = Month.SelectMany(key => site.Instruments.Newest(key).Items).ToList();
        foreach (var item in items)
        {
            await Press(item.Lowest.ToString(CultureInfo.InvariantCulture));
            await Press("Tab");
        }

        // Past the own words; "yes" is the first choice; then the button.
        foreach (var key in new[] { "Tab", "Space", "Tab", "Enter" })
            await Press(key);
        await Assertions.Expect(page.GetByText("Bewaard en verstuurd").First).ToBeVisibleAsync();

        Assert.Equal((items.Count * 2) + more, keys);
        Assert.Equal(items.Count, await site.Count("answer", "value is not null"));
        Assert.Equal(
            1,
            await site.Count("check_in", $"id = {checkIn} and answered_at is not null and call_me = 'yes'")
        );
    }

    [LargeTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_name_stays_in_view_and_every_state_can_be_read(int width)
    {
        var (page, checkIn) = await Open(width, "email", "opening", "srb", "csi", "cra", "volhoudtijd", "wishes");
        var rules = new Accessibility(chromium, site.Address);
        await rules.Check(page);
        await page.Locator("#OwnWords").FocusAsync();
        var name = await page.Locator("h1").BoundingBoxAsync();
        Assert.InRange(name!.Y, 0, 60);
        await page.Locator("input.entry-code").Nth(1).FillAsync("12");
        await page.Locator("input.entry-code").Nth(2).FillAsync("x");
        await Press(page, Dutch("EntryModel.Send"), Dutch("Shared.ErrorTitle"));
        await rules.Check(page);
        await page.Locator("input.entry-code").Nth(1).FillAsync("10");
        await page.Locator("input.entry-code").Nth(2).FillAsync("");
        await page.GetByLabel(Dutch("EntryModel.Way.phone"), new() { Exact = true }).CheckAsync();
        await Press(page, Dutch("EntryModel.Keep"), Dutch("EntryModel.Saved.Later"));
        await rules.Check(page);
        var open = (await site.Read(async transaction => await CheckInTable.Get(transaction, checkIn)))!;
        await site.Save(open, "csi", ("sleep", 1));
        await page.Locator("#OwnWords").FillAsync("Ik kan niet meer slapen.\nMijn zoon komt zaterdag.");
        await Press(page, Dutch("EntryModel.Send"), "een collega vulde intussen iets in");
        await rules.Check(page);
        await site.AskByLink(
            await site.AddCaregiver("2", "Bep", channel: "paper", nextDueOn: new DateOnly(2027, 1, 1)),
            "opening"
        );
        await Press(page, Dutch("EntryModel.Send"), "Bewaard en verstuurd");
        await rules.Check(page);
        await page.GotoAsync($"/zaak/{open.CaregiverId}");
        await rules.Check(page);
    }

    private async Task<(IPage Page, long CheckIn)> Open(int width, string channel, params string[] instruments)
    {
        var caregiver = await site.AddCaregiver(channel: channel, nextDueOn: new DateOnly(2027, 1, 1));
        var (checkIn, _) = await site.AskByLink(caregiver, instruments.Length > 0 ? instruments : Month);
        var page = await chromium.PageAsync(site.Address, width);
        await page.GotoAsync(await site.SignInLink());
        await Press(page, Dutch("SignInModel.Title"), Dutch("Everywhere.Mine"));
        await page.GotoAsync($"/zaak/{caregiver}/invullen/{checkIn.Id}");
        // What is typed before the browser has given a field the focus goes nowhere.
        await Assertions.Expect(page.Locator("main input:focus")).ToHaveCountAsync(1);
        return (page, checkIn.Id);
    }

    /// <summary>Presses a button, and waits for the page that says this.</summary>
    private static async Task Press(IPage page, string button, string text)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync();
    }
}
