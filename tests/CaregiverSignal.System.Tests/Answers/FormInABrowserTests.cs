using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// The form under somebody's fingers; WholePath/BrowserWalkTests holds every page against the accessibility rules.
/// </summary>
[Collection(typeof(InABrowser))]
public sealed class FormInABrowserTests(Chromium chromium)
{
    [LargeFact]
    public async Task A_check_in_can_be_done_with_the_keyboard_alone_and_enter_saves()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var page = await chromium.PageAsync(site.Address, 1280);

        await page.GotoAsync(link);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("text=Naar de inhoud")).ToBeFocusedAsync();
        foreach (var language in await page.Locator(".languages button").AllAsync())
        {
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(language).ToBeFocusedAsync();
        }

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("text=Wie leest dit?")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("text=Met plaatjes")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("input[type=radio]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("input[type=radio]").Nth(1)).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("input[type=radio]").Nth(1)).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.AtAsync("/dank$");

        Assert.Equal(1, await site.Count("answer", "value = 4"));
    }

    [LargeFact]
    public async Task Everything_to_press_is_large_enough_for_an_unsteady_hand()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "csi");
        var page = await chromium.PageAsync(site.Address, 320);
        await page.GotoAsync(link);
        await page.PressUnfoldedAsync(Dutch("CheckInPageModel.Start"));
        await page.ClickAsync("text=Bewaar en ga verder");

        foreach (var locator in await page.Locator("button, .back, footer nav a").AllAsync())
        {
            var box = (await locator.BoundingBoxAsync())!;
            Assert.True(
                box is { Height: >= 44, Width: >= 44 },
                $"{await locator.InnerTextAsync()}: {box.Width} by {box.Height}"
            );
        }

        foreach (var locator in await page.Locator("label.answer").AllAsync())
            Assert.True((await locator.BoundingBoxAsync())!.Height >= 56);
        // The second of two quick taps on a question that stands alone may fall here.
        Assert.Equal("rest", await StyleOf(page.Locator("label.answer").First, "animationName"));
    }

    [LargeFact]
    public async Task A_question_that_stands_alone_is_one_tap_and_a_second_quick_tap_does_not_answer_the_next()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening", "srb");
        var page = await chromium.PageAsync(site.Address, 320, script: true);
        await page.GotoAsync(link);
        await page.PressUnfoldedAsync(Dutch("CheckInPageModel.Start"));
        site.Advance(TimeSpan.FromSeconds(3));
        foreach (var locator in await page.Locator("main button").AllAsync())
            Assert.True((await locator.BoundingBoxAsync())! is { Height: >= 44, Width: >= 44 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Goed", Exact = true }).ClickAsync();
        await page.AtAsync("/vragen/2$");
        Assert.Equal(1, await site.Count("answer", "value = 4"));

        // The half second begins anew, and stands still.
        await page.EvaluateAsync(
            """
            const form = document.querySelector('.one-tap');
            form.classList.remove('one-tap');
            getComputedStyle(form.querySelector('button')).animationName;
            form.classList.add('one-tap');
            for (const one of document.getAnimations()) one.pause();
            """
        );
        await page.Locator("button.answer").First.ClickAsync(new() { Force = true });
        await page.EvaluateAsync("for (const one of document.getAnimations()) one.finish();");
        Assert.Ends("/vragen/2", page.Url);
        Assert.Equal(1, await site.Count("answer"));

        await page.Locator("button.answer").Nth(2).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.AtAsync("/vragen/slot$");
        Assert.Equal(2, await site.Count("answer", "value is not null"));
        Assert.Equal("rest", await StyleOf(page.Locator("label.answer").First, "animationName"));
        await page.GotoAsync("/vragen/2");
        await page.GotoAsync("/vragen/1");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Button, new() { Name = "Goed (uw antwoord)", Exact = true }))
            .ToBeVisibleAsync();
    }

    [LargeFact]
    public async Task On_a_telephone_each_row_beside_a_chart_keeps_all_its_cells_for_who_hears_them()
    {
        using var site = Some.Installation().On("2026-03-02");
        var caregiver = await site.AddCaregiver();
        await site.AddAnswered(caregiver, new DateOnly(2025, 12, 2), null, site.Csi(3));
        await site.AddAnswered(caregiver, new DateOnly(2026, 1, 2), null, site.Csi(4));
        var page = await chromium.PageAsync(site.Address, 360, script: true);
        await page.GotoAsync((await site.AskByLink(caregiver, "opening")).Link);
        await page.Locator("label.answer").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Dutch("LastPage.Send") }).ClickAsync();
        await page.AtAsync("/dank$");
        await page.EvaluateAsync("for (const one of document.querySelectorAll('details')) one.open = true;");

        var row = page.Locator(".trend details tbody tr").First;
        Assert.Equal(1, await row.GetByRole(AriaRole.Cell).CountAsync());
        Assert.Equal("row", await row.GetAttributeAsync("role"));
    }

    /// <summary>Of all but the choice of languages, two rows of a telephone.</summary>
    private static Task<int> HeightOf(IPage page) =>
        page.EvaluateAsync<int>(
            "document.documentElement.scrollHeight - document.querySelector('.languages').offsetHeight"
        );

    private static Task<string> StyleOf(ILocator locator, string name) =>
        locator.EvaluateAsync<string>($"one => getComputedStyle(one).{name}");

    [LargeFact]
    public async Task A_usual_month_is_little_more_than_two_screens_of_a_telephone()
    {
        using var site = Some.Installation(("SupportPoint:Phone", "+31 (0)88-123 45 67")).On("2026-03-02");
        await site.AddCaregiver();
        await site.RunJobs();
        var page = await chromium.PageAsync(site.Address, 360, script: true);

        await page.GotoAsync(new Uri(TestInstallation.LinkIn(site.Mails().Single())).AbsolutePath);

        Assert.InRange(await HeightOf(page), 1000, 1530);
        Assert.Equal("nowrap", await StyleOf(page.Locator("a[href^='tel:']").First, "whiteSpace"));
        foreach (
            var locator in await page.Locator("main button:visible, main summary:visible, .answer:visible").AllAsync()
        )
            Assert.True((await locator.BoundingBoxAsync())!.Height >= 44, await locator.InnerTextAsync());

        await page.SetViewportSizeAsync(320, 740);
        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [LargeTheory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Ordered_answers_stand_below_each_other_in_letters_as_large_as_the_text(int width)
    {
        using var site = Some.Installation().On("2026-03-02");
        await site.AddCaregiver();
        await site.RunJobs();
        var page = await chromium.PageAsync(site.Address, width);

        await page.GotoAsync(new Uri(TestInstallation.LinkIn(site.Mails().Single())).AbsolutePath);

        foreach (var (question, answers) in new[] { ("opening", 5), ("volhoudtijd", 6) })
        {
            var labels = await page.Locator($"label.answer:has(input[name^='{question}'])").AllAsync();
            var boxes = await Task.WhenAll(labels.Select(async locator => (await locator.BoundingBoxAsync())!));
            Assert.Equal(answers, boxes.Length);
            Assert.Single(boxes.Select(box => box.X).Distinct());
            Assert.Equal(answers, boxes.Select(box => box.Y).Distinct().Count());
            Assert.Equal(await StyleOf(page.Locator("body"), "fontSize"), await StyleOf(labels[0], "fontSize"));
        }
    }

    [LargeTheory]
    [InlineData(320)]
    [InlineData(360)]
    public async Task A_number_stays_on_one_line_when_it_is_chosen(int width)
    {
        using var site = Some.Installation().On("2026-03-02");
        await site.AddCaregiver();
        await site.RunJobs();
        var page = await chromium.PageAsync(site.Address, width);
        await page.GotoAsync(new Uri(TestInstallation.LinkIn(site.Mails().Single())).AbsolutePath);
        var hundred = page.Locator("label.answer:has(input[name='srb.burden'][value='100'])");
        var before = (await hundred.Locator("> span").BoundingBoxAsync())!.Height;

        await hundred.ClickAsync();

        Assert.True(await hundred.Locator("input").IsCheckedAsync());
        Assert.Equal(before, (await hundred.Locator("> span").BoundingBoxAsync())!.Height);
    }

    [LargeTheory]
    [InlineData("help", 1610)]
    [InlineData("call", 1655)]
    [InlineData("all of these", 1850)]
    public async Task A_month_in_which_more_is_asked_or_said_stays_short(string what, int most)
    {
        using var site = Some.Installation().On("2026-03-02");
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        if (what is "help" or "all of these")
            await site.Sql(
                "insert into help (caregiver_id, kind, step, step_on, proposed_on, began_on) values "
                    + $"({caregiver}, 'volunteer-at-home', 'running', '2026-01-05', '2026-01-02', '2026-01-05')"
            );
        var page = await chromium.PageAsync(site.Address, 360, script: true);

        await page.GotoAsync(new Uri(TestInstallation.LinkIn(site.Mails().Single())).AbsolutePath);
        if (what is "call" or "all of these")
            await page.Locator("label.answer", new() { HasText = "Ja, bel mij maar" }).ClickAsync();

        Assert.InRange(await HeightOf(page), 1000, most);
        Assert.Equal(what is "help" or "all of these", await page.Locator("text=Helpt dat?").IsVisibleAsync());
        Assert.Equal(what is "call" or "all of these", await page.Locator("#bel-dag").IsVisibleAsync());
    }

    [LargeTheory]
    [InlineData("Goed", 20, "Langer dan twee jaar", "Nu niet", false)]
    [InlineData("Slecht", 70, "Een maand tot", "Nu niet", false)]
    [InlineData("Slecht", 70, "Een maand tot", "Nu niet", true)]
    [InlineData("Heel slecht", 90, "Korter dan", "Ja, bel mij maar", false)]
    public async Task What_comes_back_fits_on_three_screens_the_first_time_and_the_next(
        string going,
        int burden,
        string time,
        string call,
        bool isInBetween
    )
    {
        using var site = Some.Installation(("SupportPoint:CallingHours", "op werkdagen van 9 tot 17 uur"))
            .On("2026-03-02");
        await site.AddCaregiver();
        foreach (var day in new[] { "2026-03-02", "2026-05-02", "2026-07-02" })
        {
            await site.On(day).RunJobs();
            if (isInBetween)
                await site.Sql("update check_in set in_between = 1, instruments = 'opening;volhoudtijd;srb'");
            var page = await chromium.PageAsync(site.Address, 360, script: true);
            await page.GotoAsync(
                new Uri(TestInstallation.LinkIn((await site.Mails("invitation"))[^1].Text)).AbsolutePath
            );
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            foreach (var answer in new[] { going, time, call })
                await page.Locator("label.answer", new() { HasTextRegex = new Regex(@"^\s*" + answer) }).ClickAsync();
            await page.Locator($"label.answer:has(input[value='{burden}'])").ClickAsync();
            await page.FillAsync("textarea", "Mijn dochter helpt niet meer. Ik kom nergens meer aan toe.");
            await page.ClickAsync("button[value=verstuur]");
            await page.AtAsync("/dank$");

            var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
            Assert.InRange(height, 740, 3 * 740);
            await site.RunJobs();
        }
    }
}
