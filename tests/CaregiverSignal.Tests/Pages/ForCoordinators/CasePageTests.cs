using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Answers;
using CaregiverSignal.Invitations;
using CaregiverSignal.Pages.ForCoordinators;
using CaregiverSignal.Pages.ForCoordinators.Case;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

public sealed class CasePageTests() : AtASite("2026-03-02")
{
    [Fact]
    public void Every_kind_of_reason_has_a_name_and_a_rule_in_words()
    {
        Assert.All(Enum.GetValues<SignalKind>(), kind => Assert.True(SignalWords.Words.Has("Kind." + kind.Code())));
        Assert.All(WarningSigns.All, sign => Assert.True(CaseModel.Words.Has("Sign." + sign.Key)));
    }

    [Fact]
    public async Task The_story_stands_before_the_numbers()
    {
        var (caregiver, _) = await Heavy();
        await site.CaresForPartner(caregiver);
        await site.Write(async transaction =>
        {
            await EventTable.Add(
                transaction,
                caregiver,
                new DateOnly(2026, 1, 20),
                EventKind.HelperLost,
                ReportedBy.Caregiver,
                "De buurvrouw is verhuisd",
                site.Time.Now
            );
        });
        var browser = await Open(caregiver);

        var sections = browser.TextsOf("h2");
        Assert.Equal(
            [
                Dutch("CaseModel.Changed"),
                Dutch("Everywhere.OwnWords"),
                Dutch("CaseModel.Course"),
                Dutch("CaseModel.OpeningTitle"),
                Dutch("CaseModel.ContactTitle"),
                Dutch("CaseModel.Options"),
                Dutch("CaseModel.Around", "Anna"),
                Dutch("CaseModel.Wishes", "Anna"),
                Dutch("CaseModel.Timeline"),
            ],
            sections
        );
        Assert.Has(Dutch("CaseModel.Relation.partner"), browser.Text);
        Assert.Has("dementie", browser.Text);
        Assert.Has("mei 2021", browser.Text);
        Assert.Has(Dutch("CaseModel.Hours", 40), browser.Text);
        Assert.Has("Ik slaap niet meer.", browser.Text);
        Assert.Has("Vroeg om gebeld te worden.", browser.Text);
        Assert.Has(Dutch("CaseModel.Opening.request"), browser.Text);
        Assert.Has("De buurvrouw is verhuisd", browser.Text);
        Assert.NotNull(browser.Page.QuerySelector(".trend"));
        Assert.Equal("tel:0612345678", browser.Page.QuerySelector("a.phone-now")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Where_one_check_in_makes_no_line_yet_its_outcomes_are_said_under_a_heading()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 5, 1));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 3), "no", site.Csi(8));
        await site.AddSignal(caregiver, "amber", "level");

        var page = (await Open(caregiver)).Page;

        Assert.Null(page.QuerySelector("figure.trend svg"));
        Assert.Equal(
            Dutch("CaseModel.Course"),
            page.QuerySelector(".case-course h2:not(.visually-hidden)")!.TextContent
        );
        Assert.Has("8", Assert.Single(page.QuerySelectorAll(".case-course .trend-said p")).TextContent);
    }

    [Fact]
    public async Task Who_wants_no_call_is_offered_a_message_and_the_heading_says_so()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 5, 1));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 3), "no", site.Csi(8));
        await site.AddSignal(caregiver, "amber", "level");

        var browser = await Open(caregiver);

        Assert.StartsWith(Dutch("CaseModel.AskTitle"), Opening(browser), StringComparison.Ordinal);
        Assert.StartsWith(
            Dutch("TalkOfferMail.OfferBody"),
            browser.Page.QuerySelector("p.own-words")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Lacks("Nog bellen", browser.Text);
        Assert.Has(Dutch("HelpKindWords.day-care.Name"), browser.Text);
    }

    [Fact]
    public async Task Who_asks_for_a_call_after_wanting_none_is_called()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 5, 1));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 3), "no", site.Csi(8));
        await site.AddSignal(caregiver);

        Assert.Begins(Dutch("CaseModel.OpeningTitle"), Opening(await Open(caregiver)));
    }

    [Fact]
    public async Task Charts_speak_to_the_coordinator_about_the_caregiver()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 5, 1));
        var answers = new[] { "srb", "carerqol", "ssl-12-i", "ssl-d-8", "cra" }
            .SelectMany(key =>
                site.Instruments.Newest(key).Items.Select(item => ($"{key}.{item.Key}", (int?)item.Lowest))
            )
            .ToArray();
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 3), null, answers);
        await site.RunJobs();

        var said = (await Open(caregiver)).Page.QuerySelectorAll("figure.trend .trend-said p").ToList();
        Assert.All(said, element => Assert.Ends(".", element.TextContent.Trim()));
        var charts = said.Select(element => element.QuerySelector(".trend-of")!.TextContent).ToList();

        Assert.NotEmpty(charts);
        Assert.Each(charts, text => Assert.DoesNotMatch(@"\b(u|uw)\b", text));
    }

    [Fact]
    public async Task What_is_there_already_and_what_was_said_about_calling_stand_before_the_call()
    {
        var (caregiver, _) = await Heavy();
        await site.Write(async transaction =>
        {
            await EventTable.Add(
                transaction,
                caregiver,
                new DateOnly(2026, 1, 20),
                EventKind.RespiteFailed,
                ReportedBy.Coordinator,
                "Wil geen vreemden in huis",
                site.Time.Now
            );
            await EventTable.Add(
                transaction,
                caregiver,
                new DateOnly(2026, 1, 25),
                EventKind.SupportStarted,
                ReportedBy.Coordinator,
                "",
                site.Time.Now
            );
        });

        var browser = await Open(caregiver);

        Assert.Has("Respijt is geprobeerd en lukte niet (20 januari 2026). Wil geen vreemden in huis", browser.Text);
        Assert.Has(Dutch("CaseModel.InPlace.SupportStarted", "25 januari 2026"), browser.Text);
        Assert.Has(DutchPart("CaseModel.Wish.yes"), browser.Text);
        Assert.Has(Dutch("HelpKindWords.day-care.Name"), browser.Text);
    }

    [Fact]
    public async Task What_would_help_and_what_makes_asking_hard_stand_in_their_own_words_newest_first()
    {
        var (caregiver, _) = await Heavy();
        await Say(caregiver, "2025-06-09", HelpWish.Peers, HelpBarrier.None);
        await Say(caregiver, "2025-09-08", HelpWish.Peers, HelpBarrier.Shame);
        await Say(caregiver, "2025-12-08", HelpWish.Talk, HelpBarrier.NotABurden);
        await Say(caregiver, "2026-02-09", HelpWish.Respite, null);

        var browser = await Open(caregiver);

        var section = browser.Page.QuerySelector("#wens")!.ParentElement!;
        Assert.Equal(
            [
                "Wat zou helpen: ‘Iemand die het een tijdje overneemt’ (9 februari).",
                Dutch("CaseModel.Wish.yes", "3 februari"),
                "Wat hulp vragen lastig maakt: ‘Ik wil anderen niet tot last zijn’ (8 december).",
            ],
            section.QuerySelectorAll(":scope > ul > li").Select(line => line.TextContent)
        );
        Assert.Equal(
            [
                Dutch("CaseModel.Said.wish", ("antwoord", "Met iemand praten"), ("dag", "8 december")),
                "Wat zou helpen: ‘Contact met mensen die ook voor iemand zorgen’ (8 september).",
                "Wat hulp vragen lastig maakt: ‘Ik vind het moeilijk om erover te praten’ (8 september).",
                Dutch("CaseModel.Said.barrier.none", "9 juni 2025"),
            ],
            section.QuerySelectorAll("details li").Select(line => line.TextContent)
        );
    }

    [Fact]
    public async Task The_wish_orders_what_is_offered_and_the_barrier_adds_a_sentence_to_the_opening()
    {
        var (caregiver, _) = await Heavy();
        await Say(caregiver, "2026-02-09", HelpWish.Peers, HelpBarrier.NotABurden);

        var browser = await Open(caregiver);

        Assert.Equal(
            [Dutch("CaseModel.Opening.request"), Dutch("CaseModel.Barrier.NotABurden")],
            browser.TextsOf("p.own-words")
        );
        Assert.Equal(
            ["Lotgenoten: een groep of zelfhulp", "Een vrijwilliger thuis", "Hulp in het huishouden"],
            Offers(browser)
        );
        Assert.Has("Past, omdat contact met andere mantelzorgers nu het meest zou helpen.", browser.Text);
        await browser.Follow("Hulp in het huishouden");
        Assert.Equal("household-help", browser.Page.QuerySelector("#Kind option[selected]")!.GetAttribute("value"));
        Assert.True(browser.Page.QuerySelector("#voorstel")!.Closest("details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task A_wish_of_more_than_half_a_year_ago_is_shown_and_orders_nothing_any_more()
    {
        var (caregiver, _) = await Heavy();
        await Say(caregiver, "2025-09-01", HelpWish.Respite, HelpBarrier.NotABurden);

        var browser = await Open(caregiver);

        Assert.Has("Wat zou helpen: ‘Iemand die het een tijdje overneemt’ (1 september 2025).", browser.Text);
        Assert.Single(browser.Page.QuerySelectorAll("p.own-words"));
    }

    private static IEnumerable<string> Offers(Browser browser) =>
        browser.Page.QuerySelectorAll("section:has(#mogelijk) li:has(br) > a").Select(line => line.TextContent);

    [Theory]
    [InlineData("CaseModel.Arranged.RespiteStarted", "RespiteStarted", "Respijt loopt sinds 2 maart 2026.")]
    [InlineData(
        "CaseModel.Arranged.RespiteFailed",
        "RespiteFailed",
        "Respijt is geprobeerd en lukte niet (2 maart 2026)."
    )]
    [InlineData("CaseModel.Arranged.SupportStarted", "SupportStarted", "Er is hulp sinds 2 maart 2026.")]
    public async Task A_contact_can_say_that_help_began_or_ended(string choice, string kind, string shown)
    {
        var (caregiver, _) = await Heavy();
        var browser = await Open(caregiver);

        await browser
            .Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Write(Dutch("CaseModel.Arranged"), Dutch(choice))
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Has(shown, browser.Page.QuerySelector("#er-is")!.ParentElement!.TextContent);
        Assert.Equal(
            1,
            await site.Count("event", $"kind = '{kind}' and reported_by = 'coordinator' and happened_on = '2026-03-02'")
        );
    }

    [Fact]
    public async Task An_arrangement_that_the_form_does_not_offer_is_refused_and_what_was_chosen_is_kept()
    {
        var (caregiver, _) = await Heavy();
        var browser = await Open(caregiver);
        await browser
            .Write(Dutch("CaseModel.Arranged"), Dutch("CaseModel.Arranged.RespiteEnded"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal("RespiteEnded", browser.Page.QuerySelector<IHtmlSelectElement>("#Contact_Arranged")!.Value);
        browser.Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt"));
        var form = Browser
            .FieldsOf(browser.Page.QuerySelector<IHtmlFormElement>("form[action$='=Contact']")!)
            .Where(entry => entry.Key != "Contact.Arranged");

        await browser.Post($"/zaak/{caregiver}?handler=Contact", [.. form, new("Contact.Arranged", "Death")]);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal([Dutch("CaseModel.Error.Arranged")], browser.Errors);
        Assert.Equal(0, await site.Count("event", "kind in ('Death', 'RespiteEnded')"));
        Assert.Equal(0, await site.Count("action"));
    }

    [Fact]
    public async Task Only_the_newest_of_each_thing_stands_in_view()
    {
        var (caregiver, signal) = await Heavy();
        await site.AddFinding(signal, SignalKind.Request, Urgency.Red, new DateOnly(2026, 2, 1));

        var browser = await Open(caregiver);

        var reasons = browser.TextsOf(".reasons dd");
        Assert.Single(reasons, reason => reason.Contains("Vroeg", StringComparison.Ordinal));
        Assert.Lacks("1 februari", browser.Page.QuerySelector(".reasons")!.TextContent);
        Assert.Has("Vroeg op 1 februari 2026 om gebeld te worden.", browser.Text);
    }

    [Fact]
    public async Task A_talk_begins_with_what_came_since_the_last_one()
    {
        var (caregiver, signal) = await Heavy();
        Assert.Has(Dutch("CaseModel.Opening.request"), await Opening());
        await site.Sql("update signal set contacted_at = '2026-03-02T20:00:00.000Z'");
        Assert.Has(Dutch("CaseModel.Opening.AfterTalk", "2 maart"), await Opening());

        site.Advance(TimeSpan.FromDays(60));
        await site.AddFinding(signal, SignalKind.Silence, Urgency.Amber, new DateOnly(2026, 5, 1));

        Assert.Has(Dutch("CaseModel.Opening.silence"), await Opening());

        async Task<string> Opening() => (await Open(caregiver)).Page.QuerySelector(".opening")!.TextContent;
    }

    [Fact]
    public async Task What_was_talked_about_opens_no_talk_and_what_was_offered_for_it_still_is()
    {
        var (caregiver, signal) = await Heavy();
        await site.Sql("update finding set kind = 'level', urgency = 'red'");
        var before = Options(await Open(caregiver));
        await site.Sql("update signal set contacted_at = '2026-03-02T20:00:00.000Z'");
        site.Advance(TimeSpan.FromDays(1));
        await site.AddFinding(signal, SignalKind.Silence, Urgency.Amber, new DateOnly(2026, 3, 3));

        var browser = await Open(caregiver);

        Assert.Has(Dutch("CaseModel.Opening.silence"), browser.Text);
        Assert.Has(Dutch("HelpKindWords.day-care.Name"), before);
        Assert.Equal(before, Options(browser));

        static string Options(Browser browser) => browser.Page.QuerySelector("#mogelijk")!.ParentElement!.TextContent;
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Paper_says_of_how_many_days_the_screen_has_the_reasons_besides(int days)
    {
        var (caregiver, signal) = await Heavy();
        string[] signs = ["rise", "burden", "strain", "severe", "missed-support", "crisis", "event"];
        await site.Write(async transaction =>
        {
            foreach (var (sign, place) in signs.Take(days - 1).Select((sign, place) => (sign, place)))
                await FindingTable.Add(
                    transaction,
                    signal,
                    [
                        Some.Finding(SignalKind.Change, Urgency.Amber, new DateOnly(2026, 2, 1 + place)) with
                        {
                            WarningSign = sign,
                        },
                    ],
                    new RuleSettings(),
                    site.Time.Now
                );
        });

        var section = (await Open(caregiver)).Page.QuerySelector("#veranderd")!.ParentElement!;

        Assert.Equal(days, section.QuerySelectorAll(".reasons dt").Length);
        Assert.Equal(
            days == 8 ? Dutch("CaseModel.ToScreen", 2) : null,
            section.QuerySelector("p.print-only")?.TextContent
        );
        Assert.Equal(days == 8 ? 2 : 0, section.QuerySelectorAll("details.rest dt").Length);
    }

    [Fact]
    public async Task Each_reason_says_why_it_is_shown()
    {
        var (caregiver, _) = await Heavy();

        var browser = await Open(caregiver);

        Assert.Equal(
            Dutch("WorklistModel.Tag.Request"),
            Assert.Single(browser.Page.QuerySelectorAll(".case-head .tag")).TextContent
        );
        var why = browser.Page.QuerySelector("#veranderd")!.ParentElement!;
        Assert.Has(Dutch("CaseModel.WhySeen"), why.TextContent);
        Assert.Has(Dutch("CaseModel.Sign.request"), why.TextContent);
        Assert.Equal("2 maart", why.QuerySelector(".reasons dt")!.TextContent.Trim());
    }

    [Fact]
    public async Task Hostile_words_and_notes_are_shown_as_text()
    {
        const string Hostile = "<img src=x onerror=alert(1)>\"'&\u202E\0";
        var (caregiver, _) = await Heavy(Hostile);
        await site.Happened(caregiver, site.Time.Today, EventKind.Other, ReportedBy.Caregiver, Hostile);

        var browser = await Open(caregiver);

        Assert.Empty(browser.Page.QuerySelectorAll("main img, script:not([src='/unsaved.js'])"));
        Assert.Equal(2, browser.Text.Split("<img src=x onerror=alert(1)>\"'&[U+202E]\uFFFD").Length - 1);
    }

    [Fact]
    public async Task A_contact_is_stored_with_note_next_day_and_event()
    {
        var (caregiver, signal) = await Heavy();
        var browser = await Open(caregiver);

        await browser
            .Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Write(Dutch("ConcernReportModel.Noted"), "Slaapt slecht.\r\nZus komt.")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal($"/zaak/{caregiver}", browser.Path);
        Assert.Has("Slaapt slecht. Zus komt.", browser.Text);
        Assert.Has("Weer kijken op 9 maart", browser.Text);
        Assert.Equal(new DateOnly(2026, 3, 9), (await site.SignalOf(signal)).NextOn);
        Assert.NotNull((await site.SignalOf(signal)).ContactedAt);
        Assert.Equal(1, await site.Count("event", "kind = 'Contacted' and reported_by = 'coordinator'"));
        Assert.Equal(1, await site.Count("evaluation", "evaluate_at is not null"));
    }

    [Theory]
    [InlineData("2026-03-07", "Bewaard. Let op: zaterdag 7 maart is geen werkdag.")]
    [InlineData("2026-04-27", "Bewaard. Let op: maandag 27 april is geen werkdag.")]
    [InlineData("2026-03-06", "Bewaard.")]
    public async Task A_next_day_on_which_nobody_works_is_kept_and_said(string day, string said)
    {
        var (caregiver, signal) = await Heavy();
        var browser = await Open(caregiver);

        await browser
            .Contact("spoken", Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), day)
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Begins(said, browser.Page.QuerySelector(".notice-ok")!.TextContent.Trim());
        Assert.Has(Dutch("CaseModel.Saved.Talk", "Anna"), browser.Page.QuerySelector(".notice-ok")!.TextContent);
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), (await site.SignalOf(signal)).NextOn);
    }

    [Fact]
    public async Task A_form_with_everything_missing_tells_each_thing_beside_its_field_and_in_a_summary()
    {
        var (caregiver, signal) = await Heavy();
        var browser = await Open(caregiver);

        await browser
            .Choose(Dutch("CaseModel.When"), Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), "2026-01-01")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Begins("Fout: ", browser.Title);
        Assert.Equal([Dutch("Everywhere.Error.Way"), Dutch("CaseModel.Error.Day")], browser.Errors);
        Assert.Each(
            browser.Page.QuerySelectorAll(".error-summary a"),
            link => Assert.NotNull(browser.Page.QuerySelector(link.GetAttribute("href")!))
        );
        Assert.Equal(2, browser.Page.QuerySelectorAll(".field-error").Length);
        Assert.Equal("2026-01-01", browser.Page.QuerySelector<IHtmlInputElement>("#Contact_Day")!.Value);
        Assert.Null((await site.SignalOf(signal)).NextOn);
    }

    [Fact]
    public async Task An_error_keeps_everything_typed()
    {
        var (caregiver, _) = await Heavy();
        var browser = await Open(caregiver);
        var note = "\n<b>eerst</b> & dan";

        await browser
            .Contact("visit", Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), "2026-03-01")
            .Write(Dutch("ConcernReportModel.Noted"), note)
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal([Dutch("CaseModel.Error.Day")], browser.Errors);
        Assert.Equal(Dutch("Everywhere.Way.visit"), browser.Chosen(Dutch("Everywhere.Step")));
        Assert.Equal(Dutch("CaseModel.When.day"), browser.Chosen(Dutch("CaseModel.When")));
        Assert.Equal("2026-03-01", browser.Page.QuerySelector<IHtmlInputElement>("#Contact_Day")!.Value);
        Assert.Equal(note, browser.Page.QuerySelector<IHtmlTextAreaElement>("#Contact_Note")!.Value);
    }

    [Fact]
    public async Task A_note_of_2000_characters_fits_and_one_more_does_not()
    {
        var (caregiver, _) = await Heavy();
        var browser = await Open(caregiver);

        await browser
            .Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Write(Dutch("ConcernReportModel.Noted"), new string('a', 2001))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Has(Dutch("Typed.TooLong", 1), browser.Text);
        Assert.Equal(0, await site.Count("action"));
        await browser
            .Write(Dutch("ConcernReportModel.Noted"), new string('a', 2000))
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(1, await site.Count("action", "length(note) = 2000"));
    }

    [Fact]
    public async Task The_same_form_twice_is_one_contact()
    {
        var (caregiver, _) = await Heavy();
        var browser = await Open(caregiver);
        browser.Contact("not-reached", Dutch("CaseModel.When.next-workday", "di 3 mrt"));
        var form = Browser.FieldsOf(browser.Page.QuerySelector<IHtmlFormElement>("form[action$='=Contact']")!);

        await browser.Post($"/zaak/{caregiver}?handler=Contact", form);
        await browser.Post($"/zaak/{caregiver}?handler=Contact", form);
        Assert.Equal(1, await site.Count("action", "kind = 'contacted'"));

        await browser
            .Contact("not-reached", Dutch("CaseModel.When.next-workday", "di 3 mrt"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(2, await site.Count("action", "kind = 'contacted'"));
    }

    [Fact]
    public async Task Answers_at_which_the_rules_have_yet_to_look_are_not_said_to_be_nothing()
    {
        var anna = await site.AddCaregiver();
        await site.AddAnswered(anna, site.Time.Today, "no", site.Csi(8));
        await site.Sql("update evaluation set evaluate_at = (select max(answered_at) from check_in)");

        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.NothingOpen.Yet"), els.Text);
        Assert.Lacks(Dutch("CaseModel.NothingOpen"), els.Text);
    }

    [Fact]
    public async Task Closing_needs_an_outcome()
    {
        var (caregiver, signal) = await Heavy();
        var browser = await Open(caregiver);
        await browser.Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt")).Press(Dutch("CaseModel.SaveContact"));

        await (await browser.ToClose()).Press(Dutch("ClosingModel.Close"));
        Assert.Equal([Dutch("CaseModel.Error.Outcome"), Dutch("CaseModel.Error.Look")], browser.Errors);
        Assert.Null((await site.SignalOf(signal)).ClosedAt);
        await browser.CloseCase(Dutch("CaseModel.Outcome.help-arranged"));

        Assert.Equal(SignalOutcome.HelpArranged, (await site.SignalOf(signal)).Outcome);
        Assert.NotNull((await site.SignalOf(signal)).ClosedAt);
        Assert.Equal(1, await site.Count("event", "kind = 'SignalClosed' and reported_by = 'coordinator'"));
        Assert.Has("Afgesloten: Er is hulp of rust geregeld", browser.Text);
        Assert.Has(Dutch("CaseModel.NothingOpen"), browser.Text);
    }

    [Fact]
    public async Task What_is_sent_after_closing_changes_nothing_and_says_so()
    {
        var (caregiver, signal) = await Heavy();
        await (await Open(caregiver))
            .Contact("visit", Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Press(Dutch("CaseModel.SaveContact"));
        var (first, second) = (await Open(caregiver), await (await Open(caregiver)).ToClose());
        await first.CloseCase(Dutch("CaseModel.Outcome.lighter"));
        var closed = await site.SignalOf(signal);

        await second.CloseCase(Dutch("CaseModel.Outcome.other"));

        Assert.Has(Dutch("CaseModel.Unchanged.Closed"), second.Text);
        Assert.Equal(closed, await site.SignalOf(signal));
        Assert.Equal(1, await site.Count("action", "kind = 'closed'"));
    }

    [Fact]
    public async Task A_signal_of_somebody_else_cannot_be_smuggled_into_the_form()
    {
        var (caregiver, signal) = await Heavy();
        var other = (
            await site.AddSignal(await site.AddCaregiver("2", "Bram", coordinator: "joost@steunpunt.example"))
        ).Id;
        var browser = await (await Open(caregiver)).ToClose();
        var form = Browser.FieldsOf(browser.Page.QuerySelector<IHtmlFormElement>("form.closing")!);

        await Close(other);
        Assert.Null((await site.SignalOf(other)).ClosedAt);
        await Close(signal);
        Assert.NotNull((await site.SignalOf(signal)).ClosedAt);

        Task Close(long id) =>
            browser.Post(
                $"/zaak/{caregiver}/afsluiten",
                [
                    .. form.Where(field => field.Key is not ("Signal" or "Closing.Note")),
                    new("Signal", id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    new("Closing.Outcome", "other"),
                    new("Closing.Look", "rhythm"),
                    new("Closing.Note", "Mailde terug: liever niet."),
                ]
            );
    }

    [Fact]
    public async Task A_coordinator_can_pause_stop_and_resume()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver);
        var browser = await Open(caregiver);

        await browser.Follow(Dutch("HappenedModel.Title"));
        await browser.ChangeParticipation(Dutch("HappenedModel.Life.pause"));
        Assert.Has(Dutch("Everywhere.PausedUntil", "2 april 2026"), browser.Text);
        await browser.Follow(Dutch("HappenedModel.Title"));
        await browser.ChangeParticipation(Dutch("HappenedModel.Life.resume"));
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        await browser.Follow(Dutch("HappenedModel.Title"));
        await browser.ChangeParticipation(Dutch("HappenedModel.Life.stop"));

        Assert.Equal(1, await site.Count("caregiver", "status = 'ended'"));
        Assert.Equal(1, await site.Count("event", "kind = 'Stopped' and reported_by = 'coordinator'"));
    }

    [Theory]
    [InlineData("update mail set state = 'sent', sent_at = created_at", null)]
    [InlineData("update mail set state = 'failed'", "De mail van 2 maart is niet aangekomen. Bel gerust")]
    [InlineData("update mail set state = 'expired'", "De mail van 2 maart is niet aangekomen.")]
    [InlineData("update mail set state = 'unsure'", "Niemand weet of de mail van 2 maart is aangekomen.")]
    [InlineData(
        "update mail set state = 'sent', sent_at = created_at; insert into mail_return (sha256, received_at, class, note, matched_by, mail_id) select 'x', '2026-03-02T09:00:00.000Z', 'soft', 'mailbox-full', 'message-id', id from mail",
        "De mail van 2 maart is niet aangekomen."
    )]
    [InlineData("update mail set state = 'failed'; update check_in set answered_at = '2026-03-02T09:30:00.000Z'", null)]
    [InlineData(
        "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', '2026-02-10T09:00:00.000Z', 'soft')",
        "die kwam een paar keer niet aan."
    )]
    [InlineData(
        "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', '2026-02-10T09:00:00.000Z', 'hard')",
        "Sinds 10 februari sturen wij geen mail: het adres werkt niet."
    )]
    [InlineData(
        "insert into mail_address (address, stopped_at, stopped_why) values ('persoon1@example.org', '2026-02-10T09:00:00.000Z', 'complaint')",
        "iemand meldde die als spam."
    )]
    [InlineData("update caregiver set channel = 'phone'", null)]
    public async Task The_page_says_when_mail_to_somebody_is_stopped_or_may_not_have_arrived(string sql, string? text)
    {
        var caregiver = await site.AddCaregiver();
        await site.Write(site.Part<InviteToCheckIn>().RunOne);
        await site.Sql(sql);

        var browser = await Open(caregiver);

        if (text is not null)
            Assert.Has(text, browser.Text);
        else
            Assert.All(
                ["kwam niet aan", "kwam terug", "aangekomen", "geen mail meer heen"],
                words => Assert.Lacks(words, browser.Text)
            );
    }

    private static string Opening(Browser browser) => browser.Page.QuerySelector(".opening")!.TextContent.TrimStart();

    private Task Say(long caregiver, string day, HelpWish wish, HelpBarrier? barrier) =>
        site.AddAnswered(
            caregiver,
            Some.Date(day),
            null,
            ("wishes.wish", (int)wish),
            ("wishes.barrier", (int?)barrier)
        );

    private async Task<Browser> Open(long caregiver)
    {
        var browser = await site.SignedIn();
        return await browser.Open($"/zaak/{caregiver}");
    }

    private async Task<(long Caregiver, long Signal)> Heavy(string words = "Ik slaap niet meer.")
    {
        var caregiver = await site.AddCaregiver(
            enrolledOn: new DateOnly(2025, 10, 1),
            nextDueOn: new DateOnly(2026, 5, 1)
        );
        await site.AddAnswered(caregiver, new DateOnly(2025, 11, 3), "no", site.Csi(3));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 3), "yes", site.Csi(8));
        await site.Sql(
            "update check_in set own_words = @words where caregiver_id = @caregiver and asked_on = '2026-02-03'",
            new { words, caregiver }
        );
        return (caregiver, (await site.AddSignal(caregiver)).Id);
    }
}
