using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A case as a browser shows it.</summary>
[Collection(typeof(InABrowser))]
public sealed class CaseInABrowserTests(Chromium chromium)
{
    [Fact]
    public async Task A_contact_is_noted_in_three_choices_by_keyboard_and_the_focus_is_on_the_message()
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(anna);
        var page = await CaseOf(site, anna, 1280);
        // As the eye goes: why, then what to do.
        await page.Locator(".case-why :is(a, summary):visible").Last.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".case-act :focus")).ToHaveCountAsync(1);
        await page.Locator("#Contact_Way").FocusAsync();
        var presses = 0;

        foreach (var key in new[] { " ", "Tab", " ", "Tab", "Tab", "Tab", "Enter" })
        {
            await page.Keyboard.PressAsync(key);
            presses++;
        }

        await Assertions.Expect(page.Locator(".notice-ok:focus")).ToContainTextAsync(Dutch("Shared.ReadersSavedTitle"));
        Assert.True(presses <= 12);
        Assert.Equal(1, await site.Count("action", "kind = 'contacted' and next_on = '2026-03-03'"));
    }

    [LargeTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_sheet_and_a_contact_just_noted_can_be_used_by_anybody_at_every_width(int width)
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 3), "yes", site.Csi(8));
        await site.AddSignal(anna);
        var rules = new Accessibility(chromium, site.Address);
        var page = await CaseOf(site, anna, width);
        await rules.Check(page);
        await page.GetByText(Dutch("CaseModel.Way.spoken"), new() { Exact = true }).ClickAsync();
        await page.GetByText(Dutch("CaseModel.When.week", "ma 9 mrt")).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("CaseModel.SaveContact") }).ClickAsync();

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
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        foreach (var month in Enumerable.Range(3, 10))
            await site.AddAnswered(anna, new DateOnly(2025, month, 3), "yes", site.Csi(month));
        foreach (var day in Enumerable.Range(1, 14))
            await site.Sql(
                $"""
                insert into event (caregiver_id, happened_on, kind, reported_by, note, recorded_at)
                values ({anna}, '2025-{3 + day / 2:00}-{10
                    + day}', 'Contacted', 'coordinator', '', '2025-12-30T00:00:00.000Z')
                """
            );
        await site.AddSignal(anna, kinds: "level;change;event;request");
        var page = await CaseOf(site, anna, 1280);

        Assert.InRange(await page.Locator("html").EvaluateAsync<int>("page => page.scrollHeight"), 1, 1600);
        Assert.Equal(1, await page.SheetsAsync());
        // What raised the signal, how to begin and the form, without a scroll.
        foreach (var part in new[] { ".reasons div", ".opening", "#Contact_Note" })
            Assert.InRange(
                await page.Locator($"{part}:visible")
                    .First.EvaluateAsync<int>("part => Math.round(part.getBoundingClientRect().bottom + scrollY)"),
                1,
                800
            );
        // The story and what to do begin side by side, and the line that fell is on the first screen.
        Assert.InRange(
            await page.Locator(".case-course")
                .EvaluateAsync<int>("course => Math.round(course.getBoundingClientRect().top)"),
            1,
            620
        );
        var tops = await page.Locator(".case > :is(.case-why, .case-act)")
            .EvaluateAllAsync<int[]>("parts => parts.map(part => Math.round(part.getBoundingClientRect().top))");
        Assert.Single(tops.Distinct());
        var words = await page.Locator("main")
            .EvaluateAsync<int>(
                """
                main => {
                  main.querySelectorAll("details").forEach(fold => fold.open = true);
                  return main.innerText.split(/\s+/).length;
                }
                """
            );
        Assert.InRange(words, 1, 2000);
    }

    [LargeFact]
    public async Task What_was_typed_is_still_there_after_the_network_broke()
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(anna);
        var page = await CaseOf(site, anna, 1280);
        await page.Locator("#Contact_Note").FillAsync("Lang gesproken.");
        await page.Context.SetOfflineAsync(true);
        await page.Locator("#Contact_Way").CheckAsync();
        await page.Locator("[name='Contact.When'][value=week]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("CaseModel.SaveContact") }).ClickAsync();

        // The browser says so on a page of its own.
        await Assertions.Expect(page.Locator("#Contact_Note")).ToHaveCountAsync(0);
        await page.Context.SetOfflineAsync(false);
        await page.GoBackAsync();

        await Assertions.Expect(page.Locator("#Contact_Note")).ToHaveValueAsync("Lang gesproken.");
    }

    [LargeFact]
    public async Task The_browser_asks_before_the_button_of_one_form_loses_what_was_typed_in_another()
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(anna);
        var page = await CaseOf(site, anna, 1280, script: true);
        var asked = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            asked.Add(dialog.Type);
            _ = dialog.AcceptAsync();
        };
        await page.Locator("#Contact_Note").FillAsync("Lang gesproken.");

        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("Everywhere.TakeUp") }).ClickAsync();

        await Assertions.Expect(page.Locator(".notice-ok")).ToContainTextAsync(Dutch("CaseModel.Saved.TakenUp"));
        Assert.Equal(["beforeunload"], asked);
        await page.Locator("#Contact_Way").CheckAsync();
        await page.Locator("[name='Contact.When'][value=week]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("CaseModel.SaveContact") }).ClickAsync();
        await Assertions.Expect(page.Locator("#Contact_Way")).Not.ToBeCheckedAsync();
        Assert.Single(asked);
    }

    [LargeFact]
    public async Task The_browser_asks_also_before_a_link_loses_what_came_back_in_a_form()
    {
        using var site = Some.Installation().On("2026-03-02");
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(anna);
        var report = await site.AddConcernReport();
        var page = await CaseOf(site, anna, 1280, script: true);
        var asked = 0;
        page.Dialog += (_, dialog) =>
        {
            asked++;
            _ = dialog.AcceptAsync();
        };

        // With an error.
        await page.Locator("#Contact_Note").FillAsync("Lang gesproken.");
        await Press(Dutch("CaseModel.SaveContact"));
        await Leave();
        Assert.Equal(1, asked);

        // Taken back.
        await page.GotoAsync($"/zaak/{anna}");
        await page.Locator("#Contact_Way").CheckAsync();
        await page.Locator("[name='Contact.When'][value=week]").CheckAsync();
        await Press(Dutch("CaseModel.SaveContact"));
        await Press(Dutch("TakeBackModel.TakeBack"));
        await Leave();
        Assert.Equal(2, asked);

        await page.GotoAsync($"/tip/{report}");
        await page.Locator("#Note").FillAsync("Mentor gebeld.");
        await Press(Dutch("Everywhere.TakeUp"));
        Assert.Equal(3, asked);
        await page.Locator("#Note").FillAsync("Mentor gebeld.");
        await Press(Dutch("Everywhere.Save"));
        await Leave();
        Assert.Equal(4, asked);

        // Nothing was typed.
        await page.GotoAsync($"/tip/{report}");
        await Leave();
        Assert.Equal(4, asked);

        async Task Press(string button)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await page.WaitForLoadStateAsync(LoadState.Load);
        }

        async Task Leave()
        {
            await page.Locator(".nav a").First.ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Dutch("Everywhere.Worklist"));
        }
    }

    private async Task<IPage> CaseOf(TestInstallation site, long caregiver, int width, bool script = false)
    {
        await site.Coordinator();
        var page = await chromium.PageAsync(site.Address, width, script);
        await page.GotoAsync(await site.SignInLink());
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("SignInModel.Title") }).ClickAsync();
        await page.GotoAsync($"/zaak/{caregiver}");
        return page;
    }
}
