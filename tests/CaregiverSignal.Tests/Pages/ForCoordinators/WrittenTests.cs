using AngleSharp.Html.Dom;
using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Tests.Mail;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What somebody writes is read by a person, whatever the rules say of it.</summary>
public sealed class WrittenTests() : AtASite("2026-03-02")
{
    private const string Deputy = "vervanger@steunpunt.example";
    private const string Grave = "Ik wil niet meer leven.";

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator(Deputy, "Vera");
    }

    [Fact]
    public async Task What_is_told_after_the_page_was_shown_is_not_marked_read_with_it()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction => LifeChange.Say(transaction, anna, "Ik ben gevallen.", site.Time));
        foreach (var place in new[] { "/werklijst", $"/zaak/{anna}" })
        {
            var els = await (await site.SignedIn()).Open(place);
            site.Advance(TimeSpan.FromMinutes(3));
            await site.Write(transaction => LifeChange.Say(transaction, anna, "Dit is nieuw: " + place, site.Time));

            await Read(els);

            Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
        }

        await Read(await (await site.SignedIn()).Open("/werklijst"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told' and done_at is null"));

        static Task<Browser> Read(Browser els)
        {
            var form = (IHtmlFormElement)els.Page.QuerySelector("form[action^='/taak-klaar/']")!;
            var button = (IHtmlButtonElement)form.QuerySelector("button")!;
            return els.Post(form.GetAttribute("action")!, Browser.FieldsOf(form, button));
        }
    }

    [Fact]
    public async Task Words_that_trip_no_rule_are_read_by_somebody()
    {
        await Sends(await Somebody(), Grave);
        await site.RunJobs();
        Assert.Equal((0, 0), (await site.Count("signal"), await site.Count("mail", "kind <> 'digest'")));

        var browser = await site.SignedIn();

        Assert.Has(Dutch("WorklistModel.Kind.written"), browser.Text);
        Assert.Has($"Anna J. 06 12 34 56 78 Nieuw bericht “{Grave}” di 3 mrt geschreven op 2 maart", browser.Text);
        Assert.Single(browser.TextsOf(".worklist tbody tr"));

        await browser.Press("Niets nodig van Anna J.");

        Assert.Lacks(Grave, browser.Text);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'words' and done_at is not null and done_by is not null")
        );
    }

    [Fact]
    public async Task Who_reads_that_a_call_is_needed_promises_it_by_a_working_day_in_one_press()
    {
        var anna = await Somebody();
        await Writes(anna, "Ik trek het niet meer.");
        var els = await site.SignedIn();

        await els.Press("Ik bel van Anna J.");

        Assert.Has(Dutch("WorklistModel.Saved.Call", ("naam", "Anna J."), ("dag", "dinsdag 3 maart")), els.Text);
        Assert.Equal(
            "call 2026-03-03",
            await site.Value<string>("select kind || ' ' || due_on from staff_task where done_at is null")
        );
        // Her answers say no more than they did.
        Assert.Equal(0, await site.Count("event"));

        await els.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Equal("words", await site.Joined("select kind from staff_task where done_at is null"));

        // On the case another day can be chosen.
        await els.Open($"/zaak/{anna}");
        await els.Write(Dutch("WorklistModel.Read.CallOn"), "2026-03-05").Press("Ik bel van 2 maart");
        Assert.Equal(
            "call 2026-03-05",
            await site.Value<string>("select kind || ' ' || due_on from staff_task where done_at is null")
        );
        await els.SaveContact("spoken");
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));
    }

    [Theory]
    [InlineData("2026-02-02", "2026-03-03")]
    [InlineData("2027-02-02", "2026-03-03")]
    [InlineData("", "2026-03-03")]
    [InlineData("2026-03-02", "2026-03-02")]
    public async Task A_call_about_words_is_for_a_day_that_can_be_chosen(string typed, string due)
    {
        var anna = await Somebody();
        await Writes(anna);
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await els.Write(Dutch("WorklistModel.Read.CallOn"), typed).Press("Ik bel van 2 maart");

        Assert.Equal(due, await site.Value<string>("select due_on from staff_task where kind = 'call'"));
    }

    [Fact]
    public async Task A_call_that_was_promised_sooner_keeps_its_day_and_a_later_one_comes_forward()
    {
        var anna = await Somebody();
        await Writes(anna, "Eerst dit.", new DateOnly(2026, 2, 2));
        await Writes(anna, "Toen dat.");
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Call, anna, new DateOnly(2026, 3, 6), site.Time.Now)
        );
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await els.Press("Ik bel van 2 februari");
        Assert.Equal("2026-03-03", await site.Value<string>("select due_on from staff_task where kind = 'call'"));
        await site.Sql("update staff_task set due_on = '2026-03-02' where kind = 'call'");
        await els.Press("Ik bel van 2 maart");

        Assert.Equal("2026-03-02", await site.Joined("select due_on from staff_task where done_at is null"));
    }

    [Fact]
    public async Task Words_about_safety_are_read_with_what_is_noted_about_it_and_not_by_looking()
    {
        var anna = await Somebody();
        await Writes(anna);
        var els = await (await site.SignedIn()).Follow("Veiligheid van Anna J.");
        Assert.StartsWith($"/zaak/{anna}/veiligheid", els.Path, StringComparison.Ordinal);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'words' and done_at is null"));

        await els.Write(Dutch("Everywhere.Step"), Dutch("SafetyStepsModel.Step.suicide"))
            .Write(Dutch("SafetyStepsModel.Note"), "Gebeld, huisarts komt.")
            .Press(Dutch("Everywhere.Save"));

        Assert.Equal("safety", await site.Joined("select kind from staff_task where done_at is null"));
    }

    [Fact]
    public async Task A_colleague_who_reads_nothing_of_safety_is_led_to_what_to_do_and_the_words_stay()
    {
        var anna = await Somebody();
        await Mails();
        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();
        var vera = await site.SignedIn(Deputy);

        await vera.Follow("Veiligheid van Anna J.");

        Assert.Equal($"/zaak/{anna}", vera.Path.Split('#')[0]);
        Assert.NotNull(vera.Page.QuerySelector("details#veiligheid"));
        Assert.Equal(1, await Unread());
    }

    [Fact]
    public async Task Looking_is_not_reading_somebody_says_so()
    {
        var anna = await Somebody();
        await Writes(anna);
        var browser = await site.SignedIn();

        await browser.Open($"/zaak/{anna}");
        await browser.Open("/werklijst?van=team");

        Assert.Equal(1, await site.Count("staff_task", "done_at is null"));
    }

    [Fact]
    public async Task On_the_case_page_they_stand_first_and_are_marked_there_too()
    {
        var anna = await Somebody();
        foreach (var day in new[] { 5, 6, 7, 8 })
            await Writes(anna, $"Woorden van {day} januari.", new DateOnly(2026, 1, day));
        await site.Sql("update staff_task set done_at = @now where id <> 1", new { now = site.Time.Now });
        var browser = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Equal(
            "Nieuw 5 januari",
            string.Join(
                ' ',
                browser
                    .Page.QuerySelector("figure.quote figcaption")!
                    .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            )
        );

        await browser.Press("Niets nodig van 5 januari");

        Assert.StartsWith($"/zaak/{anna}", browser.Path, StringComparison.Ordinal);
        Assert.Has(Dutch("Everywhere.Saved"), browser.Text);
        Assert.Has("5 januari", browser.Text);
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));
    }

    [Fact]
    public async Task A_talk_reads_what_was_written_and_mailed_before_it_and_taking_it_back_opens_that_again()
    {
        var anna = await Somebody();
        await Writes(anna);
        await Mails();
        await site.Write(transaction => LifeChange.Say(transaction, anna, "Wij verhuizen.", site.Time));
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await els.SaveContact("not-reached");
        Assert.Equal(3, await Unread());
        await els.SaveContact("spoken");
        Assert.Equal(0, await Unread());
        Assert.Has("Stop met deze mails.", els.Text);

        await els.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Equal(3, await Unread());
    }

    [Fact]
    public async Task A_talk_reads_nothing_that_came_after_its_page_was_shown()
    {
        var anna = await Somebody();
        await Writes(anna, "Eerst dit.");
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        site.Advance(TimeSpan.FromMinutes(1));
        await Mails();

        await els.SaveContact("spoken");

        Assert.Equal(1, await Unread());
    }

    [Fact]
    public async Task What_does_not_stand_there_whole_cannot_be_marked_as_read_there()
    {
        var anna = await Somebody();
        await Writes(anna, string.Concat(Enumerable.Repeat("Het gaat wel. ", 60)) + Grave);

        var browser = await site.SignedIn();

        Assert.Lacks("Niets nodig van Anna J.", browser.Text);
        await browser.Follow("Lees alles van Anna J.");
        Assert.Has(Grave, browser.Text);
        await browser.Press("Niets nodig van 2 maart");
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));
    }

    [Fact]
    public async Task Each_words_are_read_by_themselves()
    {
        var anna = await Somebody();
        await Writes(anna, "Eerst dit.", new DateOnly(2026, 2, 2));
        await Writes(anna, "Toen dat.");

        var browser = await site.SignedIn();

        Assert.Equal(
            2,
            browser
                .Page.QuerySelectorAll("form[action^='/taak-klaar/']")
                .DistinctBy(form => form.GetAttribute("action"))
                .Count()
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Who_wrote_nothing_asks_for_no_reading_and_is_promised_none(string words)
    {
        var browser = await Sends(await Somebody(), words);

        Assert.Equal(0, await site.Count("staff_task"));
        Assert.Lacks("leest", browser.Text);
    }

    [Fact]
    public async Task Who_wrote_is_told_that_somebody_reads_it()
    {
        var browser = await Sends(await Somebody(), "Het gaat wel.");

        Assert.Has(Dutch("ResultModel.Reads", "Els"), browser.Text);
        Assert.Has("Uw woorden: “Het gaat wel.”", browser.Text);
        var folded = await Sends(await Somebody("email", "2"), "Woord " + new string('a', 60));
        Assert.Equal("Woord " + new string('a', 60), folded.Page.QuerySelector("details blockquote")?.TextContent);
    }

    [Fact]
    public async Task What_a_coordinator_typed_in_for_somebody_was_read()
    {
        var (checkIn, _) = await site.AskByLink(await Somebody("paper"), "opening");
        await site.Write(async transaction =>
        {
            await CheckInTable.SaveOwnWords(
                transaction,
                checkIn.Id,
                "Zegt dat het gaat.",
                CallWish.No,
                TestInstallation.CoordinatorEmail
            );
            Assert.True(await CheckInSubmission.Send(transaction, checkIn, site.Time));
        });

        Assert.Equal(0, await site.Count("staff_task"));
    }

    [Fact]
    public async Task Other_words_on_questions_that_were_opened_again_are_read_too()
    {
        var (checkIn, _) = await site.AskByLink(await Somebody(), "opening");
        await site.Write(async transaction =>
        {
            await CheckInTable.SaveOwnWords(transaction, checkIn.Id, "Eerst dit.", CallWish.No);
            await CloseCheckIn.Close(transaction, (await CheckInTable.Get(transaction, checkIn.Id))!, site.Time);
        });
        await Reads();
        await site.Write(async transaction =>
        {
            await transaction.Execute("update check_in set closed_at = null, answered_at = null");
            await CheckInTable.SaveOwnWords(transaction, checkIn.Id, Grave, CallWish.No);
            await CloseCheckIn.Close(transaction, (await CheckInTable.Get(transaction, checkIn.Id))!, site.Time);
        });

        Assert.Equal(1, await site.Count("staff_task", "kind = 'words' and done_at is null"));
    }

    [Fact]
    public async Task Who_stopped_by_themselves_stands_on_the_worklist_until_somebody_called()
    {
        var anna = await Somebody();
        await site.Write(transaction => Participation.StopThemselves(transaction, anna, site.Time));
        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();

        var browser = await site.SignedIn();

        Assert.Has(
            "Stopte zelf op 2 maart. Bel één keer, en vraag of het goed is. 3 mrt 1 werkdag te laat.",
            browser.Text
        );
        Assert.Equal(1, await site.Count("mail", $"kind = 'escalation' and envelope_to = '{Deputy}'"));
        await browser.Press(Dutch("WorklistModel.Saved.Of", "Anna J."));
        Assert.Lacks("Stopte zelf", browser.Text);
    }

    [Fact]
    public async Task What_was_written_and_never_sent_is_read_when_the_questions_close()
    {
        var anna = await Somebody();
        var (checkIn, _) = await site.AskByLink(anna, "opening");
        await site.Write(transaction => CheckInTable.SaveOwnWords(transaction, checkIn.Id, Grave, CallWish.No));
        site.Advance(TimeSpan.FromDays(14));
        await site.RunJobs();

        Assert.Has($"Anna J. 06 12 34 56 78 Nieuw bericht “{Grave}”", (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task Every_digest_counts_them_and_there_is_one_also_when_nothing_else_is_open()
    {
        await Writes(await Somebody());
        await Writes(await Somebody(number: "2"));

        Assert.True(await Digest());
        Assert.False(await Digest());
        var mail = (await site.Mails("digest"))[0];
        Assert.Equal(Dutch("DigestMail.TasksSubject"), mail.Subject);
        Assert.Has(Dutch("DigestMail.CountWritten", 2), mail.Text);

        // Until somebody has read them.
        site.Advance(TimeSpan.FromDays(1));
        Assert.True(await Digest());
        await Reads();
        site.Advance(TimeSpan.FromDays(1));
        Assert.False(await Digest());
    }

    [Fact]
    public async Task A_mail_that_nobody_read_in_one_working_day_comes_to_the_team_once_and_in_one_mail()
    {
        await Somebody();
        await Somebody(number: "2");
        await Somebody(number: "3", coordinator: "dirk@steunpunt.example");
        foreach (var number in new[] { "1", "2", "3" })
            await Mails(number);
        site.Advance(TimeSpan.FromDays(2));

        Assert.True(await Escalate());
        Assert.True(await Escalate());
        Assert.False(await Escalate());
        site.Advance(TimeSpan.FromDays(1));
        Assert.False(await Escalate());

        Assert.Equal(
            2,
            await site.Count(
                "mail",
                $"kind = 'escalation' and urgent = 1 and hand_over_by is not null and envelope_to = '{Deputy}'"
            )
        );
        Assert.Equal(
            3,
            await site.Count(
                "staff_task",
                "escalated_at is not null and escalated_to = (select id from coordinator where email = '"
                    + Deputy
                    + "')"
            )
        );
        Assert.Has(
            "Bij Els wachten 2 mensen, de langste 1 werkdag. Wilt u vandaag kijken?",
            ReadMail
                .From(
                    await site.Read(async transaction =>
                        await transaction.OneMail(
                            $"select mail.id from mail where kind = 'escalation' and envelope_to = '{Deputy}' order by dedupe_key limit 1"
                        )
                    )
                )
                .Text
        );
    }

    [Fact]
    public async Task Words_go_as_late_to_nobody_and_after_two_working_days_the_digests_of_the_team_count_them()
    {
        var anna = await Somebody();
        await Writes(anna, "Geen bijzonderheden, tot volgende maand.");
        var bea = await Somebody(number: "2");
        await site.AddSignal(bea, "amber", "change");
        await Mails("2");
        await site.AddSignal(await Somebody(number: "3", coordinator: "dirk@steunpunt.example"), "amber", "change");

        await site.On("2026-03-04").RunJobs();
        Assert.Lacks(
            Dutch("DigestMail.Unread", 2),
            string.Join('\n', (await site.Mails("digest")).Select(mail => mail.Text.ReplaceLineEndings(" ")))
        );
        await site.On("2026-03-05").RunJobs();

        Assert.Equal(0, await site.Count("mail", "kind = 'escalation'"));
        Assert.Lacks(Dutch("WorklistModel.LateTag"), (await site.SignedIn()).Text);
        // Each colleague of the team who has a digest reads it.
        Assert.Equal(
            ["dirk@steunpunt.example", TestInstallation.CoordinatorEmail],
            (await site.Mails("digest"))
                .Where(mail => mail.Text.ReplaceLineEndings(" ").Contains(Dutch("DigestMail.Unread", 2)))
                .Select(mail => mail.To.Address)
                .Order()
        );
    }

    [Fact]
    public async Task Words_of_who_stands_amber_come_first_and_those_of_a_calm_form_never_before_who_is_heavy()
    {
        await Writes(
            await site.AddCaregiver("1", "Anna", nextDueOn: new DateOnly(2027, 1, 1)),
            "Bedankt!",
            new DateOnly(2026, 2, 2)
        );
        await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        await Mails("2");
        var cor = await site.AddCaregiver("3", "Cor", nextDueOn: new DateOnly(2027, 1, 1));
        await Writes(cor);
        await site.AddSignal(cor, "amber", "level");
        var dora = await site.AddCaregiver("4", "Dora", nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(dora, site.Time.Today, "no", ("srb.burden", 85));
        await site.RunJobs();

        Assert.Equal(
            ["Cor J.", "Bram J.", "Dora J.", "Anna J."],
            (await site.SignedIn()).TextsOf(".worklist tbody th a:first-child")
        );
    }

    [Fact]
    public async Task What_came_to_a_colleague_stands_on_their_own_list_and_in_their_digest_until_it_is_read()
    {
        await Somebody();
        await Mails();
        site.Advance(TimeSpan.FromDays(2));
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(1));
        Assert.True(await Digest());
        Assert.True(await Digest());
        Assert.Equal(1, await site.Count("mail", $"kind = 'digest' and envelope_to = '{Deputy}'"));

        var browser = await site.SignedIn(Deputy);
        Assert.Has("06 12 34 56 78 van Els Te laat Nieuw bericht. Het team weet het ook.", browser.Text);
        await browser.Press("Niets nodig van Anna J.");

        Assert.Lacks("Stop met deze mails.", (await site.SignedIn()).Text);
        site.Advance(TimeSpan.FromDays(1));
        Assert.False(await Digest());
    }

    [Fact]
    public async Task What_somebody_mailed_back_is_counted_and_comes_to_the_team_too()
    {
        await Somebody(due: site.Time.Today);
        await site.RunJobs();
        await Take();

        Assert.Has(Dutch("WorklistModel.Kind.written"), (await site.SignedIn()).Text);
        Assert.True(await Digest());
        Assert.Has(Dutch("DigestMail.CountWritten", 1), (await site.Mails("digest"))[0].Text);
        site.Advance(TimeSpan.FromDays(2));
        Assert.True(await Escalate());
    }

    [Fact]
    public async Task What_somebody_mailed_back_is_kept_until_it_is_read()
    {
        await Somebody(due: site.Time.Today);
        await site.RunJobs();
        await Take();
        site.Advance(TimeSpan.FromDays(40));

        await site.Part<ReadReturns>().ForgetAsync();

        var browser = await site.SignedIn();
        Assert.Has("Stop met deze mails.", browser.Text);
        await browser.Press("Niets nodig van Anna J.");
        await site.Part<ReadReturns>().ForgetAsync();
        Assert.Equal(1, await site.Count("mail_return", "reply is not null"));
        site.Advance(TimeSpan.FromDays(1));
        await site.Part<ReadReturns>().ForgetAsync();
        Assert.Equal(0, await site.Count("mail_return", "reply is not null"));
    }

    [Fact]
    public async Task A_mail_stands_whole_on_the_worklist_and_the_case_with_what_it_repeats_folded()
    {
        var anna = await Somebody();
        await Receive(
            "Eerst dit.\n\nOp ma 2 mrt 2026 om 10:00 schreef Els <els@example.org>:\n> Hoe gaat het?\n\nEn onderaan: ik ben bang."
        );
        var els = await site.SignedIn();

        foreach (var place in new[] { "/werklijst", $"/zaak/{anna}" })
        {
            await els.Open(place);

            Assert.Has("En onderaan: ik ben bang.", els.Text);
            var fold = els.Page.QuerySelectorAll("details").Single(part => part.TextContent.Contains("Hoe gaat het?"));
            Assert.Has("schreef Els", fold.TextContent);
            Assert.Has("En onderaan: ik ben bang.", fold.TextContent);
            Assert.StartsWith("Lees alles", fold.TextContent.Trim(), StringComparison.Ordinal);
        }

        await els.Press("Niets nodig van Anna J.");
        await els.Open($"/zaak/{anna}");
        Assert.Has("En onderaan: ik ben bang.", els.Text);
        Assert.Single(els.Page.QuerySelectorAll("details"), part => part.TextContent.Contains("Hoe gaat het?"));
    }

    [Fact]
    public async Task A_long_mail_is_read_on_the_case_where_it_stands_whole()
    {
        var anna = await Somebody();
        await Receive(string.Concat(Enumerable.Repeat("Het gaat wel. ", 300)) + Grave);
        var els = await site.SignedIn();
        Assert.Lacks("Niets nodig van Anna J.", els.Text);

        await els.Follow("Lees alles van Anna J.");

        Assert.StartsWith($"/zaak/{anna}", els.Path, StringComparison.Ordinal);
        Assert.Has(Grave, els.Text);
        await els.Press("Niets nodig van Anna J.");
        Assert.Equal(0, await Unread());
    }

    [Theory]
    [InlineData("X-Autoreply: yes", "Ik ben er niet.", "WorklistModel.Task.PerhapsAutomatic", null)]
    [InlineData("Reply-To: a@example.org", " ", "WorklistModel.Task.Empty", "")]
    public async Task What_a_mail_is_stands_beside_it(string header, string words, string said, string? subject)
    {
        await Somebody(due: site.Time.Today);
        await site.RunJobs();
        await Receive(
            words,
            header,
            subject,
            "In-Reply-To: <"
                + await site.Value<string>("select id from mail where kind = 'invitation'")
                + "@example.org>"
        );

        var els = await site.SignedIn();

        Assert.Has(Dutch(said), els.Text);
        Assert.Lacks(Dutch("WorklistModel.Task.NoText"), els.Text);
    }

    [Fact]
    public async Task A_mail_under_another_address_says_so_before_and_after_it_was_read()
    {
        var anna = await Somebody(due: site.Time.Today);
        await site.RunJobs();
        var id = await site.Value<string>("select id from mail where kind = 'invitation'");
        await Receive("Het gaat prima hoor.", $"In-Reply-To: <{id}@example.org>", from: "piet@example.net");
        var els = await site.SignedIn();

        Assert.Has(Dutch("WorklistModel.Task.OtherSender", ("adres", "piet@example.net")), els.Text);
        await els.Press("Niets nodig van Anna J.");
        await els.Open($"/zaak/{anna}");
        Assert.Has(Dutch("WorklistModel.Task.OtherSender", ("adres", "piet@example.net")), els.Text);
    }

    [Fact]
    public async Task Many_mails_of_one_person_are_five_and_a_line_with_those_of_their_own_address_first()
    {
        var anna = await Somebody(due: site.Time.Today);
        await site.RunJobs();
        var id = await site.Value<string>("select id from mail where kind = 'invitation'");
        foreach (var number in Enumerable.Range(1, 9))
            await Receive($"Vreemd {number}.", $"In-Reply-To: <{id}@example.org>", from: "piet@example.net");
        await Receive("Van mijzelf.", $"In-Reply-To: <{id}@example.org>");
        var els = await site.SignedIn();

        Assert.Has("Van mijzelf.", els.Text);
        Assert.Has("Vreemd 4.", els.Text);
        Assert.Lacks("Vreemd 5.", els.Text);
        Assert.Has(Dutch("WorklistModel.Task.MoreReplies", ("n", "5")), els.Text);

        await els.Open($"/zaak/{anna}");
        var fold = els.Page.QuerySelector("details#meer-mails")!;
        Assert.Has("Vreemd 9.", fold.TextContent);
        Assert.Lacks("Van mijzelf.", fold.TextContent);
        Assert.Equal(
            5,
            fold.QuerySelectorAll("form button").Count(button => button.TextContent.Contains("Niets nodig"))
        );
    }

    [Fact]
    public async Task An_automatic_answer_is_a_folded_line_on_the_case()
    {
        var anna = await Somebody();
        await Receive("Ik ben in het ziekenhuis.", "Auto-Submitted: auto-replied");
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");

        Assert.Has(Dutch("CaseModel.Automatic.auto-reply", ("dag", "2 maart")), els.Text);
        Assert.Lacks("ziekenhuis", els.Text);
        Assert.Equal(0, await Unread());
    }

    [Fact]
    public async Task An_address_that_nobody_reads_any_more_is_a_task_to_ask_for_another()
    {
        await Somebody();
        await Receive("Ik werk hier niet meer.", "Auto-Submitted: auto-replied");
        var els = await site.SignedIn();

        Assert.Has(Dutch("WorklistModel.Task.no-arrival.unread"), els.Text);
        Assert.Has(Dutch("WorklistModel.Task.Address"), els.Text);
        await els.Press("Klaar met Anna J.");
        Assert.Lacks(Dutch("WorklistModel.Task.no-arrival.unread"), els.Text);
    }

    private Task Receive(
        string words,
        string header = "Reply-To: a@example.org",
        string? subject = null,
        string more = "Cc: b@example.org",
        string from = "persoon1@example.org"
    ) =>
        site.Part<TakeInReturn>()
            .TakeAsync(
                System.Text.Encoding.UTF8.GetBytes(
                    $"From: <{from}>\nSubject: {subject ?? "Re: Een paar vragen"}\n{header}\n{more}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"
                )
            );

    /// <summary>Through the pages, with answers that are fine and no wish to be called.</summary>
    private async Task<Browser> Sends(long caregiver, string words)
    {
        var (_, link) = await site.AskByLink(caregiver, "opening");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.ChooseEverywhere("Goed").Press(Dutch("QuestionsPage.Next"));
        return await browser.Write(Dutch("LastPage.OwnWords"), words).SendAnswers(Dutch("LastPage.Call.no"));
    }

    private async Task Writes(long caregiver, string words = Grave, DateOnly? on = null)
    {
        var now = site.Clock.GetUtcNow();
        if (on is { } day)
            site.Clock.AdjustTime(site.Time.At(day, new TimeOnly(10, 0)));
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        await site.Write(async transaction =>
        {
            await CheckInTable.SaveOwnWords(transaction, checkIn.Id, words, CallWish.No);
            Assert.True(await CheckInSubmission.Send(transaction, checkIn, site.Time));
        });
        site.Clock.AdjustTime(now);
    }

    private Task<long> Unread() => site.Count("staff_task", "kind in ('words', 'reply', 'told') and done_at is null");

    private Task Reads() => site.Sql("update staff_task set done_at = @now", new { now = site.Time.Now });

    /// <summary>Of her own accord.</summary>
    private Task Mails(string number = "1") =>
        site.Part<TakeInReturn>()
            .TakeAsync(
                System.Text.Encoding.UTF8.GetBytes(
                    System
                        .Text.Encoding.UTF8.GetString(Returned.Bytes("b45-somebody-writes"))
                        .Replace("persoon1", "persoon" + number)
                )
            );

    private async Task Take()
    {
        var id = await site.Value<string>("select id from mail where kind = 'invitation'");
        await site.Part<TakeInReturn>().TakeAsync(Returned.About("b45-somebody-writes", id));
    }

    private Task<long> Somebody(
        string channel = "email",
        string number = "1",
        string coordinator = TestInstallation.CoordinatorEmail,
        DateOnly? due = null
    ) =>
        site.AddCaregiver(
            number,
            nextDueOn: due ?? new DateOnly(2027, 1, 1),
            channel: channel,
            coordinator: coordinator
        );

    private Task<bool> Digest() => site.Part<SendDigest>().RunOneAsync();

    private Task<bool> Escalate() => site.Part<EscalateWaiting>().RunOneAsync();
}
