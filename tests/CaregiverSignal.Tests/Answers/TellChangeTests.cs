using CaregiverSignal.Caseload;
using CaregiverSignal.Charts;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;
using CaregiverSignal.Web;

namespace CaregiverSignal.Tests.Answers;

/// <summary>Something has changed: told from every mail and page, stored once, judged, and read by somebody.</summary>
public sealed class TellChangeTests() : AtASite("2026-03-03", Some.OwnNumber)
{
    private const string Deputy = "vervanger@steunpunt.example";

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator(Deputy, "Vera");
    }

    [Fact]
    public async Task What_changed_is_told_from_a_mail_stored_once_judged_and_read_by_the_next_working_day()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (_, link) = await site.AskByLink(caregiver, "opening");
        var browser = site.NewBrowser();
        var before = await site.Dump();
        await browser.Open(link + "?wat=veranderd");
        Assert.Equal(before, await site.Dump());
        Assert.Has(Dutch("ChangedPage.Reads", ("coordinator", "Els"), ("dag", "woensdag 4 maart")), browser.Text);

        await browser
            .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.dag"))
            .Write(Dutch("ChangePage.Day"), "2026-03-04")
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Dutch("ChangePage.Error.What"), browser.Text);
        Assert.Has(Dutch("ChangePage.Error.Day"), browser.Text);
        Assert.Equal(before, await site.Dump());

        for (var twice = 0; twice < 2; twice++)
        {
            await browser.Open(link + "?wat=veranderd");
            await browser
                .Choose(Dutch("ChangePage.Heading"), Dutch("EventWords.Choice.Fall"))
                .Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.HelperLost"))
                .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.gisteren"))
                .Write(Dutch("ChangePage.Note"), "Mijn dochter kan niet meer komen.")
                .Press(Dutch("Everywhere.Send"));
            Assert.Equal(Dutch("ChangedPage.Title"), browser.Heading);
        }

        Assert.Equal(1, await site.Count("audit_log", "action = 'tell' and object like 'change%'"));
        // Behind the link of a mail others may look: what was told is not repeated there, also not when loaded again.
        await browser.Open(link + "?wat=verteld");
        Assert.Equal(Dutch("ChangedPage.Title"), browser.Heading);
        foreach (var word in new[] { "gevallen", "Mijn dochter", "2 maart" })
            Assert.DoesNotContain(word, browser.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Has("Els leest dit uiterlijk woensdag 4 maart. Lukt dat niet? Dan doet een collega het.", browser.Text);
        Assert.Equal(2, await site.Count("event", "reported_by = 'caregiver' and happened_on = '2026-03-02'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and due_on = '2026-03-04' and done_at is null"));
        await site.RunJobs();

        // The questions of that mail stay open, and the answer asks for a call with one more tap.
        Assert.Equal(HttpStatusCode.OK, (await site.NewBrowser().Open(link)).Status);
        await browser.Follow(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("CallPage.Title"), browser.Heading);

        var els = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Kind.written"), els.Text);
        Assert.Has("Gevallen, of bijna, 2 maart 2026: Mijn dochter kan niet meer komen.", els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Has("Iemand die hielp is gestopt, 2 maart 2026", els.Text);
        await site.On("2026-03-05").RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and escalated_to is not null"));
        els = await (await site.SignedIn()).Open($"/zaak/{caregiver}");
        await els.SaveContact("spoken");
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told' and done_at is null"));
    }

    [Fact]
    public async Task What_was_told_by_mistake_is_taken_back_also_after_somebody_read_it()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        var link = await site.PauseLink(checkIn) + "?wat=veranderd";
        var browser = await Fell(link);
        await browser.Press(Dutch("Everywhere.TakeBack"));
        Assert.Equal(Dutch("Shared.TakenBackTitle"), browser.Heading);
        Assert.Equal(0, await site.Count("event"));
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));

        browser = await Fell(link);
        var els = await (await site.SignedIn()).Open($"/zaak/{caregiver}");
        await els.SaveContact("spoken");
        await browser.Press(Dutch("Everywhere.TakeBack"));
        Assert.Equal(0, await site.Count("event", "kind = 'Fall'"));
        els = await site.SignedIn();
        Assert.Has(Dutch("EventWords.TakenBack", Dutch("EventWords.Kind.Fall")), els.Text);
        Assert.Equal(2, await site.Count("audit_log", "action = 'take-back' and object like 'change%'"));

        async Task<Browser> Fell(string address)
        {
            var page = await site.NewBrowser().Open(address);
            return await page.TellChange(Dutch("EventWords.Choice.Fall"));
        }
    }

    [Fact]
    public async Task Taking_back_leaves_what_was_told_before_and_words_and_a_loss_are_read_all_the_same()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        var browser = site.NewBrowser();
        await browser.Open(await site.PauseLink(checkIn) + "?wat=veranderd");
        await browser.TellChange(Dutch("EventWords.Choice.Fall"));
        site.Advance(TimeSpan.FromMinutes(1));
        await browser.Open(await site.PauseLink(checkIn) + "?wat=veranderd");
        await browser
            .Choose(Dutch("ChangePage.Heading"), Dutch("EventWords.Choice.Fall"))
            .Write(Dutch("ChangePage.Note"), "Hij duwde mij.")
            .Press(Dutch("Everywhere.Send"));
        await browser.Press(Dutch("Everywhere.TakeBack"));
        Assert.Equal(1, await site.Count("event", "kind = 'Fall'"));
        Assert.Equal(1, await site.Count("event", "note like 'Dit klopte niet%Hij duwde mij.'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));

        site.Advance(TimeSpan.FromMinutes(1));
        await browser.Open(await site.PauseLink(checkIn) + "?wat=veranderd");
        await browser.Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.Death")).TellChange("Verhuisd");
        await browser.Press(Dutch("Everywhere.TakeBack"));
        Assert.Has(DutchPart("Shared.TakenBackInPart1"), browser.Text);
        Assert.Equal(1, await site.Count("event", "kind = 'Death'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
    }

    [Fact]
    public async Task A_loss_told_twice_ends_the_questions_once_and_who_cares_for_another_too_goes_on()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        var browser = site.NewBrowser();
        await Told(browser);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'care-ended' and due_on = '2026-03-04'"));
        await site.Sql("update caregiver set status = 'active'");
        await Told(browser);
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        Assert.Lacks("geen vragen meer", browser.Text);

        await site.Sql("delete from event");
        await site.Sql("update care_situation set ended = null, ended_on = null");
        await site.CaresForPartner(caregiver);
        await site.Write(async transaction =>
            await CareSituations.Add(
                transaction,
                new CareFacts
                {
                    CaregiverId = caregiver,
                    Situation = await SituationTable.NewCode(transaction),
                    HoursPerWeek = 8,
                },
                null,
                site.Time
            )
        );
        await site.AddHelp(caregiver, "day-care");
        await Told(browser);
        // Nobody knows yet who died: the questions wait until somebody asked.
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused' and paused_until = '2026-03-17'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'ask-first' and done_at is null"));

        async Task Told(Browser page)
        {
            await page.Open(await site.PauseLink(checkIn) + "?wat=veranderd");
            await page.TellChange(Dutch("ChangePage.Kind.Death"));
        }
    }

    [Fact]
    public async Task Who_cares_for_several_is_asked_whom_it_is_about_and_only_that_care_ends()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        await site.CaresForPartner(caregiver);
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        var page = await site.NewBrowser().Open(await site.PauseLink(checkIn) + "?wat=veranderd");
        Assert.Lacks(Dutch("ChangePage.Who"), page.Text);
        await site.Write(transaction =>
            CareSituations.Add(
                transaction,
                new CareFacts
                {
                    CaregiverId = caregiver,
                    Situation = "moeder",
                    Called = "mijn moeder",
                },
                null,
                site.Time
            )
        );

        await page.Open(await site.PauseLink(checkIn) + "?wat=veranderd");
        await page.Choose(Dutch("ChangePage.Who"), "mijn moeder")
            .Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.Death"))
            .TellChange("Verhuisd");

        Assert.Equal("moeder", await site.Joined("select situation from care_situation where ended = 'death'"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'paused'"));
        Assert.Has("Moeder is overleden", (await site.SignedIn()).Text);
        await page.Press(Dutch("Everywhere.TakeBack"));
        Assert.Has(DutchPart("Shared.TakenBackInPart1"), page.Text);
        Assert.Equal("Death,Paused", await site.Joined("select kind from event where kind <> 'Other' order by kind"));
    }

    [Fact]
    public async Task Of_two_kinds_of_respite_the_one_that_is_named_stands_as_failed_and_not_the_other()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        foreach (var kind in new[] { "day-care", "short-stay" })
            await site.AddHelp(caregiver, kind);
        var page = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await page.Choose("Hoe gaat het", "Goed").Press(Dutch("LastPage.Send"));
        await page.Open("/veranderd?van=dank");

        await page.Choose(Dutch("ChangePage.Help"), Dutch("HelpKindWords.short-stay.Name"))
            .TellChange("Iemand zou het overnemen, en dat lukte niet");

        Assert.Equal("short-stay", await site.Joined("select kind from help where next_on = '2026-03-04'"));
    }

    [Fact]
    public async Task A_loss_is_told_with_condolence_first_and_ends_the_questions_at_once()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(site.Mails().Single()) + "?wat=veranderd");
        await browser.TellChange(Dutch("ChangePage.Kind.Death"));

        Assert.Equal(Dutch("ChangedPage.Loss"), browser.Heading);
        Assert.Lacks("overlijden", browser.Text);
        Assert.Equal(1, await site.Count("caregiver", "status = 'aftercare'"));
        Assert.Equal(0, await site.Count("check_in", "closed_at is null"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("staff_task", $"caregiver_id = {caregiver} and kind = 'care-ended'"));
        site.Advance(TimeSpan.FromDays(60));
        await site.RunJobs();
        Assert.Equal(0, await site.Count("check_in", "closed_at is null and instruments <> 'aftercare'"));
    }

    [Theory]
    [InlineData(EventKind.CrisisAdmission, true)]
    [InlineData(EventKind.Death, true)]
    [InlineData(EventKind.Fall, false)]
    public async Task Whose_questions_wait_after_what_they_told_reads_so(EventKind kind, bool waits)
    {
        var caregiver = await site.AddCaregiver();
        // She cares for another too.
        await site.Write(transaction =>
            SituationTable.SaveFurther(
                transaction,
                new CareFacts
                {
                    CaregiverId = caregiver,
                    Situation = "b",
                    Relation = Relation.Partner,
                }
            )
        );
        await site.Sql("update care_situation set relation = 'child' where relation is null");
        await site.RunJobs();
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(site.Mails().Single()) + "?wat=veranderd");
        browser.Choose(Dutch("ChangePage.Who"), browser.LabelsOf(Dutch("ChangePage.Who"))[0]);
        await browser.TellChange(ChangeForm.Chosen(kind));

        Assert.Equal(waits, browser.Text.Contains(Dutch("Shared.QuestionsWait"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_that_nobody_said_is_told_to_nobody_as_theirs()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var form = await site.NewBrowser().Open((await site.AskByLink(caregiver)).Link);
        await form.Press(Dutch("CheckInPageModel.Start"));
        await form.Follow(Dutch("Everywhere.TellChange"));
        Assert.Null(form.Chosen(Dutch("ChangePage.When")));

        await form.Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.Death"))
            .Write(Dutch("ChangePage.Note"), "Hij sliep in.")
            .Press(Dutch("Everywhere.Send"));

        Assert.Equal(Dutch("ChangedPage.Loss"), form.Heading);
        Assert.Lacks("3 maart", form.Text);
        Assert.Equal("Hij sliep in.", form.Page.QuerySelector("blockquote")!.TextContent);
        // No rule takes it for older than it is, and who calls does not take it for the day.
        Assert.Equal(1, await site.Count("event", "kind = 'Death' and happened_on = '2026-03-03'"));
        var desk = (await site.SignedIn()).Text;
        Assert.Has("De naaste is overleden, verteld op 3 maart 2026.", desk);
        Assert.Has("Hij sliep in.", desk);
    }

    [Fact]
    public async Task Of_several_things_without_a_day_none_stands_as_a_fact_of_the_day_on_which_it_was_told()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        var link = await site.PauseLink(checkIn) + "?wat=veranderd";
        var page = await site.NewBrowser().Open(link);
        await page.Choose(Dutch("ChangePage.Heading"), "Naar het ziekenhuis")
            .TellChange(Dutch("ChangePage.Kind.Death"));

        Assert.Equal(2, await site.Count("event", "note = '' and reported_by = 'caregiver'"));
        var els = await site.SignedIn();
        Assert.Has("Naar het ziekenhuis, verteld op 3 maart 2026", els.Text);
        Assert.Has("De naaste is overleden, verteld op 3 maart 2026", els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Has("De naaste is overleden (verteld op 3 maart 2026).", els.Text);
        Assert.Has(Dutch("CaseModel.Wish.lost.unsaid", "3 maart"), els.Text);
        Assert.Has(Dutch("EventWords.DayUnsaid"), els.Text);
        await els.Open($"/zaak/{caregiver}/gespreksblad");
        Assert.Has("De naaste is overleden (verteld op 3 maart 2026).", els.Text);

        Assert.Equal(
            [
                Dutch("FigureTexts.Event.Unsaid", Dutch("EventWords.Kind.Hospital")),
                Dutch("FigureTexts.Event.Unsaid", "overlijden"),
            ],
            (
                await site.Read(async transaction => FigureReading.Events(await EventTable.Of(transaction, caregiver)))
            ).Select(mark => mark.Text)
        );

        // The day is said after all: it is one loss, of that day, and that is to be read.
        await site.Sql("update staff_task set done_at = opened_at where kind = 'told'");
        site.Advance(TimeSpan.FromMinutes(20));
        await page.Open(link);
        await page.Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.Death"))
            .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.vandaag"))
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(1, await site.Count("event", "kind = 'Death'"));
        els = await site.SignedIn();
        Assert.Has("De naaste is overleden, 3 maart 2026", els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Has("De naaste is overleden (3 maart 2026).", els.Text);
    }

    [Fact]
    public async Task A_day_that_was_typed_counts_also_where_no_day_was_chosen_and_not_knowing_it_can_be_said()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        var link = await site.PauseLink(checkIn) + "?wat=veranderd";
        var page = await site.NewBrowser().Open(link);
        await page.Choose(Dutch("ChangePage.Heading"), "Verhuisd")
            .Write(Dutch("ChangePage.Day"), "2026-02-12")
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(1, await site.Count("event", "kind = 'Moved' and happened_on = '2026-02-12'"));

        await page.Open(link);
        await page.Choose(Dutch("ChangePage.Heading"), Dutch("EventWords.Choice.Fall"))
            .Write(Dutch("ChangePage.Day"), "2026-02-12")
            .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.weet-niet"))
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(1, await site.Count("event", "kind = 'Fall' and happened_on = '2026-03-03'"));
        Assert.Has("Gevallen, of bijna, verteld op 3 maart 2026", (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task The_same_words_said_again_after_somebody_read_them_are_read_again()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        await Say();
        await Say();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told'"));
        site.Advance(TimeSpan.FromMinutes(1));
        await (await site.SignedIn()).Press("Niets nodig van Anna J.");
        site.Advance(TimeSpan.FromMinutes(1));

        await Say();
        Assert.Equal(1, await site.Count("event"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
        Assert.Has("Ik red het niet meer.", (await site.SignedIn()).Text);

        // Also where something else waits to be read meanwhile.
        await (await site.SignedIn()).Press("Niets nodig van Anna J.");
        site.Advance(TimeSpan.FromMinutes(1));
        await site.Write(transaction => LifeChange.Say(transaction, caregiver, "Hij viel.", site.Time));
        site.Advance(TimeSpan.FromMinutes(1));
        await Say();
        Assert.Has("Ik red het niet meer.", (await site.SignedIn()).Text);

        Task Say() =>
            site.Write(transaction => LifeChange.Say(transaction, caregiver, "Ik red het niet meer.", site.Time));
    }

    [Fact]
    public async Task Whoever_lost_somebody_does_not_read_past_help_and_work_to_say_so()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var form = await site.NewBrowser().Open((await site.AskByLink(caregiver)).Link + "?wat=veranderd");

        var offered = form.LabelsOf(Dutch("ChangePage.Heading")).ToList();
        Assert.True(
            offered.IndexOf(Dutch("ChangePage.Kind.Death")) < offered.IndexOf(Dutch("ChangePage.Kind.SupportStarted"))
        );
        Assert.Equal(Dutch("EventWords.Choice.Fall"), offered[0]);
        Assert.Equal(Consequences.Groups.Count, form.Page.QuerySelectorAll("[role=group] > h2").Length);
    }

    [Fact]
    public async Task A_coordinator_notes_what_changed_and_the_form_tells_it_from_its_foot()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var els = await (await site.SignedIn()).Open($"/zaak/{caregiver}");
        await els.Follow(Dutch("HappenedModel.Title"));
        await els.Press(Dutch("Everywhere.GoOn"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        await els.Note(EventKind.CrisisAdmission, "goes-on");
        Assert.Has(DutchPart("HappenedModel.Noted"), els.Text);
        Assert.Equal(1, await site.Count("event", "kind = 'CrisisAdmission' and reported_by = 'coordinator'"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told'"));
        await site.RunJobs();

        var form = await site.NewBrowser().Open((await site.AskByLink(caregiver)).Link);
        await form.Press(Dutch("CheckInPageModel.Start"));
        await form.Follow(Dutch("Everywhere.TellChange"));
        await form.Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.SupportStarted"))
            .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.vandaag"))
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal("/veranderd?wat=verteld", form.Path);
        Assert.Has("U vertelde ons: ‘Er is hulp bij gekomen’. Dat was op 3 maart 2026.", form.Text);
        Assert.Equal(1, await site.Count("event", "kind = 'SupportStarted' and reported_by = 'caregiver'"));
        await form.Press(Dutch("Everywhere.TakeBack"));
        Assert.Equal(0, await site.Count("event", "kind = 'SupportStarted'"));
    }

    [Fact]
    public async Task Who_stopped_meanwhile_reads_that_it_was_not_kept_and_whom_to_call()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (_, link) = await site.AskByLink(caregiver, "opening");
        var browser = await site.NewBrowser().Open(link + "?wat=veranderd");
        var other = await site.NewBrowser().Open(link + "?wat=minder");
        await other.LessMail(Dutch("OptOutPage.Choice.stop"));

        await browser
            .Choose(Dutch("ChangePage.Heading"), Dutch("EventWords.Choice.Fall"))
            .Write(Dutch("ChangePage.Note"), "Op de trap.")
            .Press(Dutch("Everywhere.Send"));

        Assert.Equal(Dutch("Shared.NotToldTitle"), browser.Heading);
        Assert.Has(Dutch("Shared.NotTold1"), browser.Text);
        Assert.Has("Dit schreef u: Op de trap.", browser.Text);
        Assert.NotNull(browser.Page.QuerySelector(".help-box a[href='tel:0881234567']"));
        Assert.Equal(0, await site.Count("event", "kind = 'Fall'"));
        Assert.NotNull(browser.Page.QuerySelector($"main a[href='{PageRoutes.OwnPage}']"));
        await browser.Follow(Dutch("ChangePage.NotTold.CallMe"));
        await browser.Press(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("Shared.CallPromisedTitle"), browser.Heading);
    }

    [Fact]
    public async Task Who_stopped_after_telling_it_does_not_read_that_it_was_not_kept()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var (_, link) = await site.AskByLink(caregiver, "opening");
        var unheard = await site.NewBrowser().Open(link + "?wat=veranderd");
        unheard.LosesTheWayOn = true;
        await unheard.TellChange(Dutch("EventWords.Choice.Fall"));
        var told = await site.NewBrowser().Open(link + "?wat=verteld");
        var again = await site.NewBrowser().Open(link + "?wat=veranderd");
        var other = await site.NewBrowser().Open(link + "?wat=minder");
        await other.LessMail(Dutch("OptOutPage.Choice.stop"));

        await again.TellChange(Dutch("EventWords.Choice.Fall"));
        Assert.Equal(Dutch("ChangedPage.Title"), again.Heading);
        Assert.Null(again.Page.QuerySelector("button[value=klopt-niet]"));
        await told.Press(Dutch("Everywhere.TakeBack"));
        Assert.Equal(Dutch("Shared.NotTakenBackTitle"), told.Heading);
        Assert.Equal(1, await site.Count("event", "kind = 'Fall'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
    }

    [Fact]
    public async Task What_was_told_is_on_the_list_also_while_the_clock_goes_on()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 3));
        var time = site.Installation.Settings.TimeBy(
            new FakeTimeProvider(site.Clock.GetUtcNow()) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) }
        );
        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(caregiver, [EventKind.Fall, EventKind.Hospital], time.Today, Way.Link),
                time
            )
        );

        Assert.Equal(
            [EventKind.Fall, EventKind.Hospital],
            (
                await site.Read(async transaction =>
                    await OpenTaskTable.Told(
                        transaction,
                        await OpenTaskTable.Of(transaction, [await site.Coordinator()], site.Time)
                    )
                )
            )
                .SelectMany(told => told.Changes)
                .Select(change => change.Changed)
        );
    }
}
