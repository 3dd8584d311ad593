using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

namespace CaregiverSignal.Tests.OwnPage;

/// <summary>A call that was promised is moved or taken back on the own page, and the desk sees it.</summary>
public sealed class MyPromiseTests() : AtASite("2026-03-02")
{
    private const string Anna = "persoon1@example.org";
    private const string Deputy = "vervanger@steunpunt.example";
    private static readonly string TakeBack = Dutch("MyPageModel.Promise.TakeBack");
    private static readonly string TookBack = Dutch("CaseModel.State.TookBack", "2 maart");

    private long caregiver;

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator(Deputy, "Vera");
        caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql("update caregiver set mail_readers = 'nobody'");
    }

    [Fact]
    public async Task It_is_taken_back_in_one_tap_while_the_signal_stays_and_nothing_is_late()
    {
        var page = await Asked();
        await site.RunJobs();
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 4 maart")), page.Text);
        site.Advance(TimeSpan.FromSeconds(3));
        var again = Pressed(page);

        await page.Press(TakeBack);
        await page.Post(OptOutPages.PromisePath, again);

        Assert.Has(DutchPart("MyPageModel.Promise.TakenBack"), page.Text);
        Assert.Has("Els kan zien dat u dit zelf koos.", page.Text);
        Assert.Lacks("belt u uiterlijk", page.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is not null and done_by is null"));
        Assert.Equal(
            1,
            await site.Count("audit_log", "action = 'take-back' and object = 'call' and by_role = 'caregiver'")
        );
        Assert.Equal(1, await site.Count("signal", "kinds = 'request' and closed_at is null"));
        Assert.Equal(1, await site.Count("event", "kind = 'RequestForContact'"));
        await site.RunJobs();
        Assert.Single(site.Mails(), mail => mail.Contains("Het is gelukt."));

        var els = await site.SignedIn();
        Assert.Has(TookBack, els.Text);
        Assert.Lacks(Dutch("WorklistModel.Tag.Request"), els.Text);
        Assert.Lacks("beloofd:", els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Has(TookBack, els.Text);
        Assert.Has(Dutch("CaseModel.TookBack", "4 maart"), els.Text);
        await els.Press(Dutch("Everywhere.TakeUp"));
        Assert.Has("Vraag of een gesprek welkom is.", els.Text);

        await site.On("2026-03-06").RunJobs();
        Assert.Equal(0, await site.Count("staff_task", "kind = 'call' and escalated_at is not null"));
    }

    [Fact]
    public async Task Whose_coordinator_is_away_on_the_day_is_not_promised_her_alone()
    {
        await site.Away(TestInstallation.CoordinatorEmail, Deputy, days: 3);

        Assert.Has(
            Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 4 maart")),
            (await Asked()).Text
        );
    }

    [Fact]
    public async Task Who_wants_one_after_all_is_promised_another_and_an_older_page_takes_nothing_back()
    {
        var page = await Asked();
        site.Advance(TimeSpan.FromSeconds(3));
        var older = Pressed(page);
        await page.Press(TakeBack);
        await page.Follow(Dutch("Everywhere.CallMe"));
        await page.Press(Dutch("Shared.CallYes"));

        await page.Post(OptOutPages.PromisePath, older);

        Assert.Has(Dutch("MyPageModel.Promise.Gone"), page.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        await site.RunJobs();
        var els = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Tag.Request"), els.Text);
        Assert.Lacks(TookBack, els.Text);
    }

    [Fact]
    public async Task A_program_that_presses_at_once_takes_nothing_back_until_it_is_pressed_again()
    {
        await Asked();
        using var program = new Browser(site.Address) { IsProgram = true };
        await program.Open(await site.OwnLink(Anna));
        await program.Press(Dutch("EnterModel.Open.Yes"));

        await program.Press(TakeBack);
        Assert.Equal(Dutch("Shared.PressAgainTitle"), program.Heading);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));

        await program.Press(Dutch("Shared.PressAgainYes"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'call' and done_at is null"));
    }

    [Fact]
    public async Task Once_the_coordinator_called_there_is_nothing_to_take_back_or_to_move()
    {
        var page = await Asked();
        await site.RunJobs();
        site.Advance(TimeSpan.FromSeconds(3));
        var takesBack = Pressed(page);
        await page.Follow(Dutch("MyPageModel.Promise.Move"));
        var els = await site.Coordinator();
        await site.Contact((await site.OpenSignal(caregiver))!.Id, ContactWay.Spoken, 7);

        await page.Write(Dutch("LastPage.Call.Day"), "vrijdag 6 maart").Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("MyPageModel.Promise.Gone"), page.Text);
        await page.Post(OptOutPages.PromisePath, takesBack);
        Assert.Has(Dutch("MyPageModel.Promise.Gone"), page.Text);

        Assert.Equal(1, await site.Count("staff_task", "kind = 'call'"));
        Assert.Equal(0, await site.Count("audit_log", "action = 'take-back' and object = 'call'"));
    }

    [Fact]
    public async Task Another_day_is_the_promised_one_and_no_day_is_sooner()
    {
        var page = await Asked();
        await page.Follow(Dutch("MyPageModel.Promise.Move"));
        await page.Write(Dutch("LastPage.Call.Day"), "maandag 9 maart")
            .Write(Dutch("LastPage.Call.Part"), "Ochtend")
            .Press(Dutch("Everywhere.Save"));

        Assert.Has(Dutch("MyPageModel.Promise.Moved"), page.Text);
        Assert.Has("Els of een collega belt u uiterlijk maandag 9 maart. Liefst in de ochtend.", page.Text);
        await site.RunJobs();
        var els = await site.SignedIn();
        Assert.Has("beloofd: uiterlijk ma 9 mrt. Liefst in de ochtend.", els.Text);

        await page.Follow(Dutch("MyPageModel.Promise.Move"));
        Assert.Equal(Dutch("CallPage.Move"), page.Heading);
        await page.Write(Dutch("LastPage.Call.Day"), Dutch("LastPage.Call.Soon")).Press(Dutch("Everywhere.Save"));
        Assert.Equal(
            1,
            await site.Count("staff_task", "due_on = '2026-03-04' and wanted_on is null and done_at is null")
        );
    }

    [Fact]
    public async Task A_day_that_went_by_is_said_with_regret_and_another_leaves_it_late_for_the_desk()
    {
        var page = await Asked();
        await site.On("2026-03-05").RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and escalated_to is not null"));

        page = await site.OnOwnPage(Anna);
        Assert.Has(
            "Wij zouden u uiterlijk woensdag 4 maart bellen. Dat is niet gelukt, en dat spijt ons. "
                + "Els of een collega belt u zo snel het kan.",
            page.Text
        );
        await page.Open("/mijn");
        await page.Follow(Dutch("MyPageModel.Promise.Move"));
        Assert.Has(DutchPart("PromiseWords.Late"), page.Text);
        await page.Write(Dutch("LastPage.Call.Day"), "dinsdag 10 maart")
            .Write(Dutch("LastPage.Call.Part"), "Ochtend")
            .Press(Dutch("Everywhere.Save"));

        Assert.Has("Els of een collega belt u uiterlijk dinsdag 10 maart. Liefst in de ochtend.", page.Text);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'call' and due_on = '2026-03-04' and escalated_to is not null")
        );
        Assert.Has(Dutch("WorklistModel.Promised.Wanted", "dinsdag 10 maart"), (await site.SignedIn(Deputy)).Text);

        site.On("2026-03-11");
        page = await site.OnOwnPage(Anna);
        site.Advance(TimeSpan.FromSeconds(3));
        Assert.Has("Wij zouden u uiterlijk dinsdag 10 maart bellen.", page.Text);
        await page.Press(Dutch("MyPageModel.Promise.NotNeeded"));
        Assert.Has(DutchPart("MyPageModel.Promise.TakenBack"), page.Text);
    }

    [Fact]
    public async Task Moved_day_after_day_it_is_late_for_the_desk_after_two_weeks_and_the_chosen_day_is_said()
    {
        await Asked();
        var last = "";
        foreach (var day in new[] { "2026-03-03", "2026-03-09", "2026-03-12", "2026-03-16" })
        {
            var page = await site.On(day).OnOwnPage(Anna);
            await page.Follow(Dutch("MyPageModel.Promise.Move"));
            last = page.Page.QuerySelector("#bel-dag option:last-child")!.TextContent.Trim();
            await page.Write(Dutch("LastPage.Call.Day"), last).Press(Dutch("Everywhere.Save"));
            Assert.Has($"belt u uiterlijk {last}.", page.Text);
        }

        Assert.Equal("maandag 23 maart", last);
        Assert.Equal(1, await site.Count("staff_task", "due_on = '2026-03-16' and wanted_on = '2026-03-23'"));
        await site.On("2026-03-17").RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and escalated_to is not null"));
        var later = await site.OnOwnPage(Anna);
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "maandag 23 maart")), later.Text);
        Assert.Lacks("spijt ons", later.Text);

        await later.Follow(Dutch("MyPageModel.Promise.Move"));
        await later.Write(Dutch("LastPage.Call.Day"), Dutch("LastPage.Call.Soon")).Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "donderdag 19 maart")), later.Text);
        Assert.Equal(1, await site.Count("staff_task", "due_on = '2026-03-16' and escalated_to is not null"));

        // The desk's own day was never said to them, and so it is not that day of which we are sorry.
        later = await site.On("2026-03-20").OnOwnPage(Anna);
        await later.Follow(Dutch("MyPageModel.Promise.Move"));
        await later.Write(Dutch("LastPage.Call.Day"), Dutch("LastPage.Call.Soon")).Press(Dutch("Everywhere.Save"));
        Assert.Has("Wij zouden u uiterlijk donderdag 19 maart bellen.", later.Text);
    }

    [Fact]
    public async Task After_the_answers_what_is_chosen_on_the_page_of_a_promised_call_is_what_is_said()
    {
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.Call.Day"), "maandag 9 maart")
            .Write(Dutch("LastPage.Call.Part"), "Ochtend")
            .Press(Dutch("LastPage.Send"));
        await browser.Open("/bel?van=dank");

        await browser
            .Write(Dutch("LastPage.Call.Day"), Dutch("LastPage.Call.Soon"))
            .Write(Dutch("LastPage.Call.Part"), Dutch("LastPage.Call.AnyPart"))
            .Press(Dutch("Everywhere.Save"));

        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 4 maart")), browser.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and wanted_on is null and call_part is null"));
    }

    [Fact]
    public async Task What_was_taken_back_says_nothing_about_a_signal_that_opens_later()
    {
        var page = await Asked();
        await site.RunJobs();
        site.Advance(TimeSpan.FromSeconds(3));
        await page.Press(TakeBack);
        // Closed without a talk, it is looked at again.
        foreach (var day in new[] { "2026-03-03", "2026-03-31" })
        {
            site.On(day);
            await site.Close(caregiver);
        }

        await site.On("2026-06-01").AddSignal(caregiver, kinds: "level");

        var els = await site.SignedIn();
        Assert.Lacks(TookBack, els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Lacks(TookBack, els.Text);
        await els.Press(Dutch("Everywhere.TakeUp"));
        Assert.Has("Nog bellen.", els.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_taken_back_while_somebody_was_only_followed_says_nothing_about_what_is_found_later(
        bool isTalkedTo
    )
    {
        await site.Write(async transaction =>
        {
            var followed = await SignalTable.Follow(
                transaction,
                caregiver,
                site.Time.Today,
                site.Time.Now,
                new DateOnly(2026, 6, 1)
            );
            if (isTalkedTo)
                await SignalTable.MarkContacted(transaction, followed, site.Time.Now, new DateOnly(2026, 6, 1));
        });
        var page = await Asked();
        // The rules say nothing about this wish: nothing but the call that is taken back is left of it.
        await site.Sql("delete from event");
        site.Advance(TimeSpan.FromSeconds(3));
        await page.Press(TakeBack);
        Assert.Has(TookBack, (await site.SignedIn()).Text);

        await site.On("2026-04-20").AddAnswered(caregiver, site.Time.Today, null, ("volhoudtijd.time", 3));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("signal", "kinds = 'level' and opened_on = '2026-04-20'"));
        var els = await site.SignedIn();
        Assert.Lacks(TookBack, els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Lacks(TookBack, els.Text);
        await els.Press(Dutch("Everywhere.TakeUp"));
        Assert.Has("Nog bellen.", els.Text);
    }

    [Fact]
    public void A_call_that_is_open_again_goes_before_a_later_one_that_was_taken_back()
    {
        PromisedCall[] calls = [new() { Id = 1 }, new() { Id = 2, DoneAt = site.Time.Now }];

        Assert.Equal(1, AboutCalls.LastOf(calls)?.Id);
        Assert.Null(AboutCalls.TookBackAt(calls, [], [], null, site.Time));
        Assert.NotNull(AboutCalls.TookBackAt(calls[1..], [], [], null, site.Time));
    }

    /// <summary>What the button sends as the page stands now.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> Pressed(Browser page)
    {
        var button = page.Page.QuerySelector<IHtmlButtonElement>("button[value=niet]")!;
        return Browser.FieldsOf(button.Form!, button);
    }

    private async Task<Browser> Asked()
    {
        var page = await site.OnOwnPage(Anna);
        await page.Follow(Dutch("Everywhere.CallMe"));
        await page.Press(Dutch("Shared.CallYes"));
        return await page.Follow(Dutch("Shared.OwnPage"));
    }
}
