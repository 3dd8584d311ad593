using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What is red stays red, in sight and on its way to the deputy, until somebody talked with them.</summary>
public sealed class OnlyATalkTests() : AtASite("2026-03-02")
{
    private const string Deputy = "dirk@steunpunt.example";
    private static readonly string WeekFromMonday = Dutch("CaseModel.When.week", "ma 9 mrt");
    private static readonly string Asks = Dutch("ClosingModel.Look.asks.active", "Anna");
    private static readonly string Stops = Dutch("ClosingModel.Look.stopped");
    private static readonly string Tomorrow = Dutch("CaseModel.When.next-workday", "di 3 mrt");

    private long anna;
    private long els;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = await site.Coordinator();
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
    }

    [Theory]
    [InlineData("di 3 mrt", true)]
    [InlineData("vandaag", false)]
    public async Task Not_reached_on_the_promised_day_says_that_the_promise_breaks_and_asks_for_another_try(
        string next,
        bool breaks
    )
    {
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Call, anna, site.Time.Today, site.Time.Now)
        );

        var page = await (await Case()).Contact("not-reached", next).Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(
            breaks,
            page.Text.Contains(Dutch("CaseModel.Saved.Breaks", "maandag 2 maart"), StringComparison.Ordinal)
        );
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
    }

    [Theory]
    [InlineData("CaseModel.Way.not-reached", "WaitingTime.Tried.not-reached")]
    [InlineData("CaseModel.Way.message", "WaitingTime.Tried.message")]
    public async Task A_voicemail_does_not_turn_red_off(string way, string said)
    {
        await Red(new DateOnly(2026, 2, 23));
        await site.AddSignal(await site.AddCaregiver("2", "Bram"), kinds: "level", on: new DateOnly(2026, 2, 24));
        var before = await Row();
        Assert.Has(Dutch("Everywhere.Tag.Red", "vandaag"), before);
        Assert.Has(Dutch("Everywhere.LateTag"), before);

        await (await Case())
            .Choose(Dutch("Everywhere.Step"), Dutch(way))
            .Choose(Dutch("CaseModel.When"), Tomorrow)
            .Press(Dutch("CaseModel.SaveContact"));

        var after = await Row();
        Assert.Has(Dutch("Everywhere.Tag.Red", "vandaag"), after);
        Assert.Has(Dutch("Everywhere.LateTag"), after);
        Assert.Has(Dutch("WaitingTime.Tried.Times", 1, ("dag", "vandaag"), ("hoe", Dutch(said))), after);
        var list = await (await site.SignedIn()).Open("/werklijst");
        Assert.Begins("Vandaag", list.Page.QuerySelector("main section h2")!.TextContent);
        Assert.Equal("Anna J.", list.Page.QuerySelector("tbody th a")!.TextContent.Trim());
        Assert.Has(Dutch("WaitingTime.Tried.Times", 1, ("dag", "vandaag"), ("hoe", Dutch(said))), (await Case()).Text);
    }

    [Fact]
    public async Task Each_try_is_counted_with_its_last_day_until_somebody_talked()
    {
        var signal = await Red();
        await Try(signal);
        site.Advance(TimeSpan.FromHours(1));
        await Try(signal);
        site.Advance(TimeSpan.FromDays(1));
        await Try(signal, ContactWay.LeftMessage);
        Assert.Has(
            Dutch("WaitingTime.Tried.Times", 3, ("dag", "vandaag"), ("hoe", Dutch("WaitingTime.Tried.message"))),
            await Row()
        );
        site.Advance(TimeSpan.FromDays(1));
        Assert.Has(
            Dutch("WaitingTime.Tried.Times", 3, ("dag", "gisteren"), ("hoe", Dutch("WaitingTime.Tried.message"))),
            await Row()
        );
        site.Advance(TimeSpan.FromDays(1));
        Assert.Has(
            Dutch("WaitingTime.Tried.Times", 3, ("dag", "op 3 maart"), ("hoe", Dutch("WaitingTime.Tried.message"))),
            await Row()
        );

        await Talk(signal, 20);

        Assert.Lacks("geprobeerd", await Row());
    }

    [Theory]
    [InlineData("ma 9 mrt", "")]
    [InlineData("andere dag", "2026-03-04")]
    public async Task Who_was_not_reached_is_tried_again_on_the_next_working_day_and_what_was_typed_stays(
        string when,
        string day
    )
    {
        var signal = await Red();
        var browser = await Case();

        await browser
            .Contact("not-reached", when)
            .Write(Dutch("CaseModel.Contact.Day"), day)
            .Write(Dutch("ConcernReportModel.Noted"), "Belde twee keer.")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal([Dutch("CaseModel.Error.TryDay", "3 maart 2026")], browser.Errors);
        Assert.NotNull(
            browser.Page.QuerySelector(browser.Page.QuerySelector(".error-summary a")!.GetAttribute("href")!)
        );
        Assert.Equal("Belde twee keer.", browser.Page.QuerySelector<IHtmlTextAreaElement>("#Contact_Note")!.Value);
        Assert.Equal(Dutch("CaseModel.Way.not-reached"), browser.Chosen(Dutch("Everywhere.Step")));
        Assert.Equal((0, null), (await site.Count("action"), (await site.SignalOf(signal.Id)).NextOn));
    }

    [Fact]
    public async Task After_a_try_that_chose_too_late_a_day_only_the_allowed_ones_are_offered_and_need_no_choice()
    {
        var signal = await Red();
        var browser = await Case();
        await browser.Contact("not-reached", WeekFromMonday).Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal([Dutch("CaseModel.When.today"), Tomorrow], browser.LabelsOf(Dutch("CaseModel.When")));
        await browser.Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(new DateOnly(2026, 3, 3), (await site.SignalOf(signal.Id)).NextOn);
    }

    [Fact]
    public async Task Who_is_called_again_later_today_stays_under_today_with_the_time()
    {
        await Red();

        await (await Case())
            .Contact("spoken", Dutch("CaseModel.When.today"))
            .Write(Dutch("CaseModel.Contact.Time"), "15:00")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Has(Dutch("Everywhere.State.Again", "vandaag om 15.00 uur"), await Row());
        Assert.Equal("1 vandaag", (await (await site.SignedIn()).Open("/werklijst")).TextsOf(".stat")[0]);
        Assert.Has(Dutch("Everywhere.State.Again", "vandaag om 15.00 uur"), (await Case()).Text);
    }

    [Fact]
    public async Task A_talk_about_something_red_may_agree_on_any_day_and_so_may_a_try_about_something_amber()
    {
        await Red();
        Assert.Equal(5, (await Case()).LabelsOf(Dutch("CaseModel.When")).Count);
        await (await Case())
            .Contact("spoken", Dutch("CaseModel.When.two-weeks", "ma 16 mrt"))
            .Press(Dutch("CaseModel.SaveContact"));
        var bram = await site.AddCaregiver("2", "Bram");
        var amber = await site.AddSignal(bram, "amber", "change");
        await (await (await site.SignedIn()).Open($"/zaak/{bram}"))
            .Contact("not-reached", WeekFromMonday)
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(1, await site.Count("signal", "next_on = '2026-03-16' and urgency = 'red'"));
        Assert.Equal(new DateOnly(2026, 3, 9), (await site.SignalOf(amber.Id)).NextOn);
    }

    [Fact]
    public async Task Trying_keeps_the_day_for_the_team_and_mail_to_the_team_that_still_waits()
    {
        var signal = await Red();
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(1));
        await Try(signal);
        await site.RunJobs();
        Assert.Equal(1, await site.Count("signal", "escalate_on = '2026-03-04'"));

        site.Advance(TimeSpan.FromDays(1));
        Assert.True(await site.Part<EscalateWaiting>().RunOneAsync());
        await Try(signal);

        Assert.Equal(
            (1, 0),
            (
                await site.Count("mail", $"kind = 'escalation' and envelope_to = '{Deputy}'"),
                await site.Count("mail", "state = 'cancelled'")
            )
        );
    }

    [Fact]
    public async Task Red_without_a_talk_is_told_to_the_team_again_and_again_once_each_time()
    {
        var signal = await Red();
        await site.RunJobs();
        await Days(14);
        Assert.Equal(5, await Escalations());

        await Talk(signal, 60);
        await Days(30);

        Assert.Equal(5, await Escalations());
        Assert.Equal(1, await site.Count("signal", "closed_at is null and escalate_on is not null"));
    }

    [Fact]
    public async Task An_agreed_day_about_something_red_that_passes_reaches_the_deputy_and_stands_on_the_deputys_list()
    {
        var signal = await Red();
        await site.RunJobs();
        await Talk(signal, 7);
        await Days(8);
        Assert.Equal(0, await Escalations());
        Assert.Has(Dutch("Everywhere.LateTag"), await Row());

        await Days(1);

        Assert.Equal(1, await Escalations());
        Assert.Has("Bij Els wacht iemand, al 2 werkdagen", await EscalationText());
        Assert.Has("Anna J.", (await site.SignedIn(Deputy)).Text);
        await Talk(signal, 7);
        Assert.Lacks("Anna J.", (await site.SignedIn(Deputy)).Text);
    }

    [Fact]
    public async Task An_agreed_day_about_something_amber_that_passes_is_late_and_in_the_digest_also_after_a_try()
    {
        var signal = await site.AddSignal(anna, "amber", "change");
        await site.Part<SendDigest>().RunOneAsync();
        await Talk(signal, 1);
        site.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, WorklistOrder.CountOf(await Items()).Overdue);
        await Try(signal);
        Assert.Equal(0, WorklistOrder.CountOf(await Items()).Overdue);

        site.Advance(TimeSpan.FromDays(2)); // Friday
        Assert.True(await site.Part<SendDigest>().RunOneAsync());

        Assert.Equal((1, 0), (WorklistOrder.CountOf(await Items()).Overdue, await Escalations()));
        Assert.Has("Daarvan te laat: 1", await DigestText());
    }

    [Fact]
    public async Task Red_without_a_talk_is_in_every_digest()
    {
        var signal = await Red();
        await site.Part<NotifyCoordinator>().RunAsync(1);
        site.Advance(TimeSpan.FromHours(1));
        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        await site.Write(transaction => CaseActions.TakeUp(transaction, signal, els, site.Time));
        site.Advance(TimeSpan.FromDays(1));
        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        await Try(signal);
        site.Advance(TimeSpan.FromDays(1));
        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        await Talk(signal, 20);
        site.Advance(TimeSpan.FromDays(1));

        Assert.False(await site.Part<SendDigest>().RunOneAsync());
    }

    [Fact]
    public async Task What_is_found_after_the_talk_lifts_the_row_whatever_day_was_agreed()
    {
        var signal = await Red();
        await site.RunJobs();
        await Talk(signal, 60);
        Assert.Has(Dutch("WorklistModel.Group.Later"), await Row());
        site.Advance(TimeSpan.FromDays(5));
        await Find(signal, SignalKind.Item, Urgency.Amber);

        var row = await Row();
        Assert.Has(Dutch("Everywhere.Tag.News"), row);
        Assert.Has(Dutch("WorklistModel.Tag.Amber"), row);
        Assert.Has($"Zei op {Texts.DayAndMonth(site.Time.Today)}: het gaat heel slecht.", row);
        Assert.Has(Dutch("WorklistModel.Next.NewsLook", "op 1 mei"), row);
        Assert.Equal(WorkGroup.ThisWeek, (await Items()).Single().Group);
        var page = await Case();
        Assert.Has(Dutch("Everywhere.Tag.News"), page.Page.QuerySelector(".case-head .tags")!.TextContent);
        var news = page.TextsOf(".reasons strong");
        Assert.Contains(news, line => line.Contains(Dutch("Reasons.Going.1")));
        Assert.DoesNotContain(news, line => line.Contains(Dutch("Reasons.Time.3")));

        site.Advance(TimeSpan.FromDays(1));
        await Find(signal, SignalKind.Level, Urgency.Red);
        Assert.Equal(WorkGroup.Today, (await Items()).Single().Group);
        Assert.Has(Dutch("Everywhere.Tag.Red", "ma 9 mrt"), await Row());

        await Talk(signal, 60);
        Assert.Equal(WorkGroup.Later, (await Items()).Single().Group);
        Assert.Lacks("Nieuw sinds", await Row());
    }

    [Fact]
    public async Task What_is_found_after_the_talk_brings_a_digest_once_and_red_every_working_day()
    {
        var signal = await Red();
        await site.RunJobs();
        await Talk(signal, 60);
        site.Advance(TimeSpan.FromDays(1));
        Assert.False(await site.Part<SendDigest>().RunOneAsync());
        await Find(signal, SignalKind.Item, Urgency.Amber);
        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        await Days(1);
        await site.Part<SendDigest>().RunOneAsync();
        await Days(1);
        Assert.False(await site.Count("coordinator", "digest_on = '2026-03-05'") > 0);

        await Find(signal, SignalKind.Level, Urgency.Red);
        foreach (var day in new[] { "2026-03-05", "2026-03-06" })
        {
            await site.RunJobs();
            Assert.Equal(1, await site.Count("coordinator", $"digest_on = '{day}'"));
            site.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task Worse_answers_after_a_talk_that_the_rules_do_not_tell_again_are_watched_all_the_same()
    {
        await site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(9), ("volhoudtijd.time", 2)]);
        await site.RunJobs();
        var signal = (await site.Read(async transaction => await SignalTable.OpenOf(transaction, anna)))!;
        Assert.Equal(Urgency.Red, signal.Urgency);
        await Talk(signal, 60);
        site.Advance(TimeSpan.FromDays(10));

        await site.AddAnswered(anna, site.Time.Today, "no", [.. site.Csi(13), ("volhoudtijd.time", 1)]);
        await site.RunJobs();

        var now = await site.SignalOf(signal.Id);
        Assert.True(now.AwaitsTalk);
        Assert.Equal(WorkGroup.Today, (await Items()).Single().Group);
        Assert.Equal(1, await site.Count("signal", "escalate_on = '2026-03-16' or notified_at is null"));
    }

    [Theory]
    [InlineData("CaseModel.Outcome.lighter")]
    [InlineData("CaseModel.Outcome.help-arranged")]
    [InlineData("CaseModel.Outcome.manages-alone")]
    public async Task What_only_a_talk_can_tell_closes_nothing_red_before_one(string outcome)
    {
        var signal = await Red();
        var browser = await (await Case()).ToClose();

        await browser
            .Choose(Dutch("ClosingModel.Outcome"), Dutch(outcome))
            .ChooseFirst(Dutch("ClosingModel.Look"))
            .Write(Dutch("ClosingModel.Note"), "Kenmerk.")
            .Press(Dutch("ClosingModel.Close"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Dutch("CaseModel.Error.CloseTalk"), browser.Text);
        Assert.Equal("Kenmerk.", browser.Page.QuerySelector<IHtmlTextAreaElement>("#Closing_Note")!.Value);
        Assert.Null((await site.SignalOf(signal.Id)).ClosedAt);
        await Talk(signal, 7);
        await (await Case()).CloseCase(Dutch(outcome));
        Assert.Equal((1, 1), (await site.Count("signal", "closed_at is not null"), await site.Count("signal")));
    }

    [Theory]
    [InlineData("CaseModel.Outcome.referred")]
    [InlineData("CaseModel.Outcome.other")]
    public async Task Without_a_talk_red_ends_only_with_words_and_leaves_a_day_on_the_list(string outcome)
    {
        var signal = await Red();
        var browser = await Case();
        await browser.CloseCase(Dutch(outcome));
        Assert.Has(Dutch("CaseModel.Error.CloseWords"), browser.Text);
        Assert.Null((await site.SignalOf(signal.Id)).ClosedAt);

        await browser
            .Write(Dutch("ClosingModel.Note"), "Mailde terug: liever niet.")
            .Press(Dutch("ClosingModel.Close"));

        Assert.NotNull((await site.SignalOf(signal.Id)).ClosedAt);
        Assert.Has(Dutch("Everywhere.State.Again", "op 30 maart"), await Row());
        Assert.Has(Dutch("Everywhere.State.Again", "op 30 maart"), (await Case()).Text);
    }

    [Fact]
    public async Task Not_reached_ends_something_red_after_tries_on_three_days_and_leaves_a_day_on_the_list()
    {
        var signal = await Red();
        foreach (var day in new[] { 0, 0, 1 })
        {
            site.Advance(TimeSpan.FromDays(day) + TimeSpan.FromMinutes(1));
            await Try(signal);
        }

        var browser = await Case();
        await browser.CloseCase(Dutch("CaseModel.Outcome.not-reached"));
        Assert.Has("na drie dagen proberen. Nu vastgelegd: 2.", browser.Text);
        Assert.Null((await site.SignalOf(signal.Id)).ClosedAt);
        site.Advance(TimeSpan.FromDays(1));
        await Try(signal);

        await (await Case()).CloseCase(Dutch("CaseModel.Outcome.not-reached"));

        Assert.NotNull((await site.SignalOf(signal.Id)).ClosedAt);
        Assert.Has(Dutch("Everywhere.State.Again", "op 1 april"), await Row());
        Assert.Equal(
            new Contact(new DateOnly(2026, 3, 4), true, new DateOnly(2026, 4, 1)),
            await site.Read(async transaction => Assert.Single(await ActionTable.Of(transaction, anna)))
        );
    }

    [Theory]
    [InlineData("2026-03-10", "2026-03-10")]
    [InlineData("2027-02-28", "2026-03-30")]
    public async Task Without_a_talk_a_chosen_day_may_be_sooner_than_the_usual_one_and_never_later(
        string chosen,
        string kept
    )
    {
        await Red();

        await (await (await Case()).ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.other"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.on-day"))
            .Write(Dutch("ClosingModel.Day"), chosen)
            .Write(Dutch("ClosingModel.Note"), "Mailde terug: liever niet.")
            .Press(Dutch("ClosingModel.Close"));

        Assert.Equal(1, await site.Count("action", $"kind = 'closed' and next_on = '{kept}'"));
        Assert.Equal(1, await site.Count("signal", $"closed_at is null and next_on = '{kept}'"));
    }

    [Theory]
    [InlineData("red", "CaseModel.Outcome.other", "gestopt")]
    [InlineData("red", "CaseModel.Outcome.other", "zelf")]
    [InlineData("amber", "CaseModel.Outcome.not-reached", "gestopt")]
    [InlineData("amber", "CaseModel.Outcome.not-reached", "zelf")]
    public async Task Nobody_stops_who_was_not_heard(string urgency, string outcome, string look)
    {
        var signal = await site.AddSignal(anna, urgency, "level");
        var browser = await (await Case()).ToClose();

        await browser
            .Choose(Dutch("ClosingModel.Outcome"), Dutch(outcome))
            .Choose(Dutch("ClosingModel.Look"), look == Dutch("PlanModel.Self") ? Asks : Stops)
            .Write(Dutch("ClosingModel.Note"), "Zal wel.")
            .Press(Dutch("ClosingModel.Close"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("#Closing_Look", browser.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Has(Dutch("CaseModel.Error.LookUnheard"), browser.Text);
        Assert.Equal("Zal wel.", browser.Page.QuerySelector<IHtmlTextAreaElement>("#Closing_Note")!.Value);
        Assert.Null((await site.SignalOf(signal.Id)).ClosedAt);
        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
        await browser
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.no-contact-wanted"))
            .Press(Dutch("ClosingModel.Close"));
        Assert.NotNull((await site.SignalOf(signal.Id)).ClosedAt);
    }

    [Fact]
    public async Task What_was_typed_while_a_colleague_closed_the_signal_is_kept_and_can_be_saved()
    {
        var signal = await site.AddSignal(anna, "amber", "change");
        var browser = await Case();
        await Talk(signal, 7);
        await site.Write(transaction =>
            CaseActions.Close(transaction, signal, els, SignalOutcome.Lighter, "", site.Time)
        );

        await browser
            .Contact("spoken", WeekFromMonday)
            .Write(Dutch("ConcernReportModel.Noted"), "Belde zelf terug.")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Has(Dutch("CaseModel.Error.Closed"), browser.Text);
        Assert.Equal("Belde zelf terug.", browser.Page.QuerySelector<IHtmlTextAreaElement>("#Contact_Note")!.Value);
        await browser.Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(1, await site.Count("action", "note = 'Belde zelf terug.'"));
        Assert.Has(Dutch("WorklistModel.Talked.Look", ("dag", "2 maart"), ("wanneer", "op 9 maart")), await Row());
    }

    [Theory]
    [InlineData(1, 90, "LookBy.red", "2026-04-14", "2026-04-13", "13 april 2026")]
    [InlineData(3, 85, "LookBy.heavy", "2026-06-02", "2026-06-01", "1 juni 2026")]
    public async Task Whoever_stands_is_looked_at_by_a_day_after_a_talk_and_after_a_closing_and_both_forms_say_why(
        int going,
        int burden,
        string why,
        string late,
        string latest,
        string named
    )
    {
        await site.AddAnswered(anna, site.Time.Today, null, ("opening.going", going), ("srb.burden", burden));
        await site.RunJobs();
        var page = await Case();

        await page.Contact("spoken", Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), late)
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal("#Contact_Day", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Has(Dutch("CaseModel." + why, named), page.Text);
        Assert.Equal(0, await site.Count("action", "kind = 'contacted'"));
        await page.Write(Dutch("CaseModel.Contact.Day"), latest).Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(1, await site.Count("action", $"kind = 'contacted' and next_on = '{latest}'"));
        page = await (await Case()).ToClose();
        Assert.Has(Dutch("CaseModel." + why, named.Split(" 2026")[0]), page.Text);
        Assert.Equal("", page.Page.QuerySelector<IHtmlInputElement>("#Closing_Day")!.Value);
        page.Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.referred"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.on-day"));
        await page.Write(Dutch("ClosingModel.Day"), late).Press(Dutch("ClosingModel.Close"));
        Assert.Equal("#Closing_Day", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Has(Dutch("CaseModel." + why, named), page.Text);
    }

    [Fact]
    public async Task Nothing_is_chosen_beforehand_but_that_something_red_is_looked_at_the_next_working_day()
    {
        await Red();

        var page = (await Case()).Page;

        Assert.Equal(
            ["next-workday"],
            page.QuerySelectorAll<IHtmlInputElement>("form[action$='=Contact'] input:checked")
                .Select(input => input.Value)
        );
    }

    [Fact]
    public async Task Who_asked_to_be_called_is_tried_again_on_the_next_working_day_too()
    {
        await site.AddSignal(anna, "amber", "request");
        var browser = await Case();

        Assert.Equal(Tomorrow, browser.Chosen(Dutch("CaseModel.When")));
        await browser.Contact("not-reached", WeekFromMonday).Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal([Dutch("CaseModel.When.today"), Tomorrow], browser.LabelsOf(Dutch("CaseModel.When")));
    }

    private Task<Signal> Red(DateOnly? on = null) => site.AddSignal(anna, kinds: "level", on: on);

    private async Task Try(Signal signal, ContactWay way = ContactWay.NotReached) =>
        Assert.True(
            await site.Write(transaction =>
                CaseActions.RecordContact(
                    transaction,
                    signal,
                    els,
                    new RecordedContact(way, "", TypedContact.NextOf(LookAgain.NextWorkday, null, site.Time)),
                    site.Time
                )
            )
        );

    private async Task Talk(Signal signal, int days)
    {
        site.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await site.Contact(signal.Id, ContactWay.Spoken, days));
        await site.RunJobs();
    }

    private Task Find(Signal signal, SignalKind kind, Urgency level) =>
        site.AddFinding(signal.Id, kind, level, site.Time.Today);

    private Task<long> Escalations() => site.Count("mail", $"kind = 'escalation' and envelope_to = '{Deputy}'");

    private async Task<IReadOnlyList<WorkItem>> Items() =>
        WorklistOrder.Order(
            await site.Read(transaction => SignalTable.OpenCases(transaction, [els])),
            site.Time.Today,
            site.Time.WorkingDays
        );

    private async Task<string> DigestText() => (await site.Mails("digest"))[^1].Text;

    private async Task<string> EscalationText() =>
        (await site.Mails("escalation")).Last(mail => mail.Header("To").Contains(Deputy)).Text;

    private async Task<string> Row() =>
        (await (await site.SignedIn()).Open("/werklijst"))
            .Page.QuerySelectorAll("tbody tr")
            .First(row => row.TextContent.Contains("Anna J."))
            .TextContent;

    private async Task<Browser> Case() => await (await site.SignedIn()).Open($"/zaak/{anna}");
}
