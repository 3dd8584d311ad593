using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// Somebody about whom the rules find nothing can be followed all the same; today is Monday 2 March 2026.
/// </summary>
public sealed class FollowingTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_contact_without_a_signal_is_logged_and_its_day_brings_the_person_back_to_the_worklist()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));

        var browser = await Log(caregiver, Dutch("CaseModel.Way.spoken"), "Belde zelf");

        Assert.Has("Bewaard. Gesproken met Anna. Weer op ma 9 mrt.", browser.Text);
        Assert.Has("Belde zelf", browser.Text);
        Assert.Equal(
            1,
            await site.Count(
                "event",
                "kind = 'Contacted' and reported_by = 'coordinator' and happened_on = '2026-03-02'"
            )
        );
        Assert.Equal(
            new Contact(new DateOnly(2026, 3, 2), false, new DateOnly(2026, 3, 9)),
            await site.Read(async transaction => Assert.Single(await ActionTable.Of(transaction, caregiver)))
        );
        Assert.Has(
            Dutch("WorklistModel.Talked.Look", ("dag", "2 maart"), ("wanneer", "op 9 maart")),
            (await Worklist()).Text
        );

        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(7));
        await site.RunJobs();
        var list = await Worklist();

        Assert.Equal("1 vandaag", list.TextsOf(".stat")[0]);
        Assert.Has(Dutch("WorklistModel.Talked.Look", ("dag", "2 maart"), ("wanneer", "vandaag")), list.Text);
    }

    [Theory]
    [InlineData("CaseModel.Way.spoken")]
    [InlineData("CaseModel.Way.not-reached")]
    public async Task What_the_rules_find_about_somebody_who_is_followed_is_told_as_about_anybody(string way)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Log(caregiver, Dutch(way), "");
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(8));

        await site.AddAnswered(caregiver, site.Time.Today, null, ("volhoudtijd.time", 3));
        await site.RunJobs();

        var open = (await site.Read(async transaction => await SignalTable.OpenOf(transaction, caregiver)))!;
        Assert.Equal((false, "level", site.Time.Today), (open.IsFollowed, open.KindCodes, open.WaitsSince));
        Assert.Equal(1, await site.Count("signal"));
        var list = await Worklist();
        Assert.Lacks(Dutch("WorklistModel.Tag.Followed"), list.Text);
        Assert.Has(Dutch("WorklistModel.Tag.Amber"), list.Text);
    }

    [Theory]
    [InlineData(EventKind.Death, "overleden", "dinsdag 3 maart")]
    [InlineData(EventKind.Admission, "opgenomen", "maandag 9 maart")]
    public async Task Who_comes_into_aftercare_is_on_the_worklist_with_a_first_day_to_call_until_somebody_ends_that(
        EventKind kind,
        string why,
        string by
    )
    {
        var caregiver = await site.AddCaregiver();

        var page = await (await Open(caregiver, "/gebeurd")).Note(kind);
        Assert.Lacks(Dutch("ClosingModel.Look.rhythm.aftercare", "2 maart"), page.Text);
        await site.RunJobs();
        Assert.Has(
            "Het volgende bericht van de nazorg gaat op 9 maart 2026.",
            (await page.Open($"/zaak/{caregiver}")).Text
        );
        var list = await Worklist();
        Assert.Has($"De naaste is {why} (2 mrt). {Dutch("WorklistModel.Followed.First", by)}", list.Text);
        Assert.Has(Dutch("Everywhere.Filter.aftercare"), list.Page.QuerySelector(".worklist td")!.TextContent);
        // Who was not reached is tried again on the next working day, not after the promised one.
        await (await Open(caregiver))
            .Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.not-reached"))
            .Press(Dutch("CaseModel.SaveContact"));
        list = await Worklist();
        Assert.Has(
            $"niet bereikt. De naaste is {why} (2 mrt). di 3 mrt Nog niet gesproken. Weer proberen op 3 maart.",
            list.Text
        );
        var browser = await Log(caregiver, Dutch("CaseModel.Way.spoken"), "");
        Assert.Has(
            Dutch("WorklistModel.Talked.Look", ("dag", "2 maart"), ("wanneer", "op 9 maart")),
            (await Worklist()).Text
        );
        await (await browser.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.other"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.asks.aftercare", "Anna"))
            .Press(Dutch("ClosingModel.Close"));

        Assert.Has(Dutch("WorklistModel.EmptyAndNobody"), (await Worklist()).Text);
        Assert.Equal(1, await site.Count("signal"));
        Assert.Null((await site.Caregiver(caregiver)).AftercareOn);
    }

    [Fact]
    public async Task Somebody_with_a_signal_keeps_that_one_when_the_care_ends()
    {
        var caregiver = await site.AddCaregiver();
        var signal = await site.AddSignal(caregiver);

        await (await Open(caregiver, "/gebeurd")).Note(EventKind.Death);

        Assert.Equal(
            signal.Id,
            (await site.Read(async transaction => await SignalTable.OpenOf(transaction, caregiver)))!.Id
        );
    }

    [Fact]
    public async Task How_heavy_the_care_was_is_no_reason_to_call_once_it_has_ended()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver, "amber", "level");
        Assert.Lacks("Was al gemeld", (await Worklist()).Text);

        await (await Open(caregiver, "/gebeurd")).Note(EventKind.Death);

        Assert.Ends(
            Dutch("WorklistModel.Aftercare.before"),
            Assert.Single((await Worklist()).TextsOf(".worklist td > p:first-child"))
        );
    }

    [Fact]
    public async Task A_wish_to_be_called_that_was_answered_is_no_reason_to_call_after_the_care()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver, kinds: "request");
        await Log(caregiver, Dutch("CaseModel.Way.spoken"), "");

        await (await Open(caregiver, "/gebeurd")).Note(EventKind.Admission);

        var list = await Worklist();
        Assert.Has(Dutch("WorklistModel.Aftercare.before"), list.Text);
        Assert.Lacks("om gebeld te worden", list.Text);
    }

    [Theory]
    [InlineData("2026-06-01", "2026-03-03")]
    [InlineData("2026-03-03", "2026-03-03")]
    [InlineData(null, null)]
    public async Task A_death_brings_forward_a_call_that_was_agreed_for_later(string? agreed, string? callOn)
    {
        var caregiver = await site.AddCaregiver();
        await Log(caregiver, Dutch("CaseModel.Way.spoken"), "");
        await site.Sql("update signal set next_on = @agreed", new { agreed });

        await (await Open(caregiver, "/gebeurd")).Note(EventKind.Death);

        Assert.Equal(callOn, await site.Value<string?>("select next_on from signal"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_red_signal_that_came_after_the_form_was_shown_is_not_silenced_by_it(bool isFollowed)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        if (isFollowed)
            await Log(caregiver, Dutch("CaseModel.Way.not-reached"), "");
        var browser = await Open(caregiver);
        await site.AddAnswered(caregiver, site.Time.Today, "yes", ("volhoudtijd.time", 1));
        await site.RunJobs();
        var before = (await site.Read(async transaction => await SignalTable.OpenOf(transaction, caregiver)))!;
        Assert.Equal(Urgency.Red, before.Urgency);

        browser
            .Contact("not-reached", Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Write(Dutch("ConcernReportModel.Noted"), "Kenmerknotitie");
        await browser.Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Equal(Dutch("Shared.ErrorTitle"), browser.Page.QuerySelector(".error-summary h2")!.TextContent);
        Assert.NotNull(
            browser.Page.QuerySelector(browser.Page.QuerySelector(".error-summary a")!.GetAttribute("href")!)
        );
        Assert.Equal(before, await site.SignalOf(before.Id));
        Assert.Equal(1, await site.Count("signal", "escalate_on is not null"));
        Assert.Equal(0, await site.Count("mail", "state = 'cancelled'"));
        Assert.Equal(0, await site.Count("action", "note = 'Kenmerknotitie'"));

        // What was typed is still there; who has read the news saves it.
        await browser.Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(1, await site.Count("action", "note = 'Kenmerknotitie'"));
        Assert.NotNull((await site.SignalOf(before.Id)).SeenAt);
    }

    [Theory]
    [InlineData("Everywhere.TakeUp")]
    [InlineData("ClosingModel.Close")]
    public async Task What_came_in_after_the_page_was_shown_is_not_taken_up_or_closed_unread(string button)
    {
        var caregiver = await site.AddCaregiver();
        var signal = await site.AddSignal(caregiver, "amber", "level");
        var browser = await Open(caregiver);
        if (button == "ClosingModel.Close")
            (await browser.ToClose())
                .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.other"))
                .ChooseFirst(Dutch("ClosingModel.Look"))
                .Write(Dutch("ClosingModel.Note"), "De wijkverpleging belde.");
        await site.Write(async transaction =>
        {
            await SignalTable.Change(
                transaction,
                signal.Id,
                Urgency.Red,
                [SignalKind.Request, SignalKind.Level],
                site.Time.Today,
                site.Time.Today
            );
            await FindingTable.Add(
                transaction,
                signal.Id,
                [Some.Finding(SignalKind.Request, Urgency.Red, site.Time.Today)],
                new RuleSettings(),
                site.Time.Now
            );
        });

        await browser.Press(Dutch(button));

        Assert.Equal(
            (null, null),
            ((await site.SignalOf(signal.Id)).SeenAt, (await site.SignalOf(signal.Id)).ClosedAt)
        );
        await browser.Press(Dutch(button));
        Assert.NotNull((await site.SignalOf(signal.Id)).SeenAt);
    }

    [Fact]
    public async Task Nobody_follows_who_has_stopped()
    {
        var caregiver = await site.AddCaregiver();
        var browser = await Open(caregiver);
        browser
            .Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Write(Dutch("ConcernReportModel.Noted"), "Stopt, het gaat goed.");
        var form = Browser.FieldsOf(browser.Page.QuerySelector<IHtmlFormElement>("form[action$='=Contact']")!);
        await site.Write(transaction => CaregiverTable.SetStatus(transaction, caregiver, CaregiverStatus.Ended));

        await browser.Post($"/zaak/{caregiver}?handler=Contact", form);
        await browser.Post($"/zaak/{caregiver}?handler=Contact", form);
        await site.RunJobs();

        Assert.Equal(
            (1, 0),
            (
                await site.Count("action", "note = 'Stopt, het gaat goed.' and next_on is null"),
                await site.Count("signal", "closed_at is null")
            )
        );
        Assert.Lacks("Anna J.", (await Worklist()).Text);
    }

    [Fact]
    public async Task What_was_said_with_who_stopped_by_themselves_is_kept_and_only_a_talk_ends_the_call()
    {
        var caregiver = await site.AddCaregiver();
        await site.Write(transaction => Participation.StopThemselves(transaction, caregiver, site.Time));
        var page = await Open(caregiver);
        Assert.Empty(page.Page.QuerySelectorAll("input[name='Contact.When'], #Contact_Day"));
        Assert.Has(DutchPart("CaseModel.OnlyKept"), page.Text);

        await page.Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.not-reached"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'stopped' and done_at is null"));
        page = await (await Open(caregiver))
            .Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.spoken"))
            .Write(Dutch("ConcernReportModel.Noted"), "Wil echt stoppen.")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Has("Wil echt stoppen.", page.Text);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'stopped' and done_at is not null and done_by is not null")
        );
        Assert.Equal(
            (2, 1, 0),
            (await site.Count("action"), await site.Count("signal"), await site.Count("signal", "closed_at is null"))
        );
    }

    [Fact]
    public async Task Following_somebody_is_no_new_signal_in_the_week()
    {
        var caregiver = await site.AddCaregiver();
        await Log(caregiver, Dutch("CaseModel.Way.spoken"), "");

        var els = await site.Coordinator();
        Assert.Equal(0, await Told());
        var other = await site.AddSignal(await site.AddCaregiver("2", "Bram"));
        await site.Write(transaction => CaseActions.TakeUp(transaction, other, els, site.Time));
        Assert.NotEqual(0, await Told());

        async Task<int> Told() =>
            (await site.Read(transaction => CaseloadTable.Counts(transaction, [els], site.Time.Now.AddDays(-7))))
                .Single()
                .Told;
    }

    [Fact]
    public async Task What_is_heard_and_is_no_signal_says_by_which_day_to_look_at_it_and_is_closed_like_any()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(caregiver, site.Time.Today, null, [.. site.Csi(7)]);
        await site.RunJobs();

        var list = await Worklist();
        Assert.Equal([Dutch("WorklistModel.Tag.Line")], list.TextsOf(".worklist .tag"));
        Assert.Has(Dutch("WorklistModel.Next.Line", "maandag 9 maart"), list.Text);
        var page = await Open(caregiver);
        Assert.Has(Dutch("CaseModel.State.Line", "maandag 9 maart"), page.Text);
        Assert.StartsWith("Op de werklijst, geen melding | ", page.Timeline().First(), StringComparison.Ordinal);
        Assert.Lacks(Dutch("Everywhere.Tag.Red", "vandaag"), page.Text);

        site.Advance(TimeSpan.FromMinutes(1));
        await page.Press(Dutch("Everywhere.TakeUp"));
        Assert.Has("Opgepakt. Geen melding: kijk uiterlijk maandag 9 maart", page.Text);
        Assert.Has(Dutch("WorklistModel.Next.LineTaken", "maandag 9 maart"), (await Worklist()).Text);
        await (await (await Open(caregiver)).ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.manages-alone"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.rhythm.active", "1 januari 2027"))
            .Press(Dutch("ClosingModel.Close"));

        Assert.Equal(0, await site.Count("signal", "closed_at is null"));
    }

    [Fact]
    public async Task What_is_heard_does_not_wait_for_the_day_that_was_chosen_when_the_signal_was_closed()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(caregiver, "amber", "level");
        await site.Close(caregiver, SignalOutcome.ManagesAlone, new NextLook(LookKind.OnDay, new DateOnly(2026, 6, 1)));
        Assert.Lacks("9 maart", (await Worklist()).Text);

        await site.AddAnswered(caregiver, site.Time.Today, null, [.. site.Csi(7)]);
        await site.RunJobs();

        Assert.Has(Dutch("WorklistModel.Next.Line", "maandag 9 maart"), (await Worklist()).Text);
    }

    private async Task<Browser> Log(long caregiver, string way, string note) =>
        await (await Open(caregiver))
            .Choose(Dutch("Everywhere.Step"), way)
            .Choose(Dutch("CaseModel.When"), Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Write(Dutch("ConcernReportModel.Noted"), note)
            .Press(Dutch("CaseModel.SaveContact"));

    private async Task<Browser> Open(long caregiver, string more = "") =>
        await (await site.SignedIn()).Open($"/zaak/{caregiver}{more}");

    private async Task<Browser> Worklist() => await (await site.SignedIn()).Open("/werklijst");
}
