using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Forms;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;
using CaregiverSignal.Pages.ForCoordinators.ToDo;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Answers;

/// <summary>"Mag ik u bellen?" is a promise with a day, an owner and a deputy.</summary>
public sealed class PromisedCallTests() : AtASite("2026-03-02")
{
    private const string Deputy = "vervanger@steunpunt.example";

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator(Deputy, "Vera");
    }

    [Fact]
    public async Task A_promised_call_has_a_day_and_an_owner_and_goes_to_the_team_when_it_went_by()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.Call.Day"), "donderdag 5 maart")
            .Write(Dutch("LastPage.Call.Part"), "Ochtend")
            .Write(Dutch("LastPage.Call.Phone"), "06 87654321")
            .Press(Dutch("LastPage.Send"));

        Assert.Has("Els of een collega belt u uiterlijk donderdag 5 maart. Liefst in de ochtend.", browser.Text);
        var els = await site.SignedIn();
        Assert.Has("beloofd: uiterlijk do 5 mrt. Liefst in de ochtend.", els.Text);
        // Whoever reads the mail can give a number: the known one is pressed, and this one is said.
        Assert.Null(els.Page.QuerySelector("a[href='tel:0687654321']"));
        Assert.Has(Dutch("WorklistModel.Promised.Phone", "06 87 65 43 21"), els.Text.Replace('\u00a0', ' '));

        await Talks(caregiver, ContactWay.NotReached);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        await site.On("2026-03-06").RunJobs();
        Assert.Equal(
            1,
            await site.Count(
                "staff_task",
                $"kind = 'call' and escalated_to = (select id from coordinator where email = '{Deputy}')"
            )
        );

        await Talks(caregiver, ContactWay.Spoken);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'call' and done_at is not null and done_by is not null")
        );
    }

    [Theory]
    [InlineData(null, ContactWay.Spoken, "06 87654321")]
    [InlineData(null, ContactWay.Visit, "")]
    [InlineData("010 1234567", ContactWay.Spoken, "010 1234567")]
    public async Task The_only_number_of_somebody_who_was_spoken_at_it_is_there_for_the_next_call_too(
        string? known,
        ContactWay way,
        string kept
    )
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql($"update caregiver set phone = {(known is null ? "null" : $"'{known}'")}");
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.Call.Phone"), "06 87654321")
            .Press(Dutch("LastPage.Send"));

        await Talks(caregiver, ContactWay.NotReached);
        Assert.Equal(known ?? "", await site.Joined("select coalesce(phone, '') from caregiver"));
        await Talks(caregiver, way);

        Assert.Equal(kept, await site.Joined("select coalesce(phone, '') from caregiver"));
        Assert.Equal(0, await site.Count("staff_task", "call_phone is not null"));
        Assert.Equal(
            kept == (known ?? "") ? 0 : 1,
            await site.Count("detail_change", "field = 'phone' and changed_by is not null")
        );
    }

    [Theory]
    [InlineData("/v/")]
    [InlineData("/mijn")]
    public async Task A_number_that_is_none_is_asked_for_again_with_the_rest_kept(string from)
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var browser =
            from == "/mijn"
                ? await site.OnOwnPage("persoon1@example.org")
                : await site.NewBrowser().Open(TestInstallation.LinkIn(site.Mails().Single()));
        await browser.Open(browser.Path + "?wat=bellen");
        var lines = await site.Count("audit_log");

        await browser
            .Write(Dutch("LastPage.Call.Day"), "donderdag 5 maart")
            .Write(Dutch("LastPage.Call.Part"), "Ochtend")
            .Write(Dutch("LastPage.Call.Phone"), "abc")
            .Press(Dutch("Shared.CallYes"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Dutch("Everywhere.Error.Phone"), browser.Text);
        Assert.Equal("abc", browser.Page.QuerySelector("#bel-nummer")!.GetAttribute("value"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'call'"));
        Assert.Equal(lines, await site.Count("audit_log"));
        await browser.Write(Dutch("LastPage.Call.Phone"), "06 87654321").Press(Dutch("Shared.CallYes"));
        Assert.Has("uiterlijk donderdag 5 maart. Liefst in de ochtend.", browser.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and call_phone = '06 87654321'"));

        await browser.Open("/mijn?wat=bellen");
        if (from != "/mijn")
            return;
        await browser.Write(Dutch("LastPage.Call.Phone"), "abc").Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and call_phone = '06 87654321'"));
    }

    [Fact]
    public async Task After_the_questions_a_number_that_is_none_loses_no_answer_and_is_asked_for_beside_the_promise()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await browser
            .Choose("Hoe gaat het", "Slecht")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(Dutch("LastPage.Call.Day"), "donderdag 5 maart")
            .Write(Dutch("LastPage.Call.Phone"), "abc")
            .Press(Dutch("LastPage.Send"));

        Assert.Equal(1, await site.Count("check_in", "answered_at is not null"));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "donderdag 5 maart")), browser.Text);
        await browser.Follow(Dutch("Everywhere.Error.Phone"));
        await browser.Write(Dutch("LastPage.Call.Phone"), "06 87654321").Press(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and call_phone = '06 87654321'"));
        await browser.Open("/dank");
        Assert.Lacks("Vul een telefoonnummer in", browser.Text);
    }

    [Fact]
    public async Task Asked_on_a_friday_noon_the_desk_calls_today_if_it_can_and_by_the_day_that_was_promised()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var browser = await site.On("2026-03-06").NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await browser.SendAnswers(Dutch("LastPage.Call.yes"));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "dinsdag 10 maart")), browser.Text);
        await site.RunJobs();

        var els = await site.SignedIn();
        Assert.Has("vandaag beloofd: uiterlijk di 10 mrt.", els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Has(Dutch("CaseModel.State.Promised", "dinsdag 10 maart"), els.Text);
    }

    [Fact]
    public async Task Who_chose_a_day_to_be_called_is_not_called_sooner()
    {
        var els = await Asked(Dutch("LastPage.Call.Day"), "woensdag 4 maart");

        Assert.Has(Dutch("WorklistModel.Promised.By", "wo 4 mrt"), els.Text);
        Assert.Equal("wo 4 mrt", els.TextsOf(".worklist td > strong")[0]);
    }

    [Theory]
    [InlineData(0, "vandaag beloofd: uiterlijk wo 4 mrt. Liefst in de ochtend.")]
    [InlineData(3, "di 3 mrt beloofd: uiterlijk wo 4 mrt. Liefst in de ochtend.")]
    public async Task Who_chose_a_part_of_the_day_alone_is_called_as_soon_as_it_comes(int hours, string said)
    {
        var els = await Asked(Dutch("LastPage.Call.Part"), Dutch("LastPage.Call.Part.morning"), hours);

        Assert.Has(said, els.Text);
    }

    [Fact]
    public async Task Whoever_has_a_mail_puts_a_promised_call_off_no_further_than_it_could_be_chosen_at_first()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var link = (await site.AskByLink(caregiver, "opening")).Link + "?wat=bellen";
        foreach (var day in new[] { "2026-03-02", "2026-03-05", "2026-03-09" })
        {
            site.On(day);
            var page = await site.NewBrowser().Open(link);
            var last = page.Page.QuerySelector("#bel-dag option:last-child")!.TextContent.Trim();
            await page.Write(Dutch("LastPage.Call.Day"), last).Press(Dutch("Shared.CallYes"));
        }

        Assert.Equal("2026-03-09", await site.Value<string>("select due_on from staff_task where kind = 'call'"));
    }

    /// <summary>Somebody asks for a call at ten, and Els looks at her worklist so many hours later.</summary>
    private async Task<Browser> Asked(string field, string chosen, int hours = 0)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "opening")).Link);
        await browser
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Write(field, chosen)
            .Press(Dutch("LastPage.Send"));
        site.Advance(TimeSpan.FromHours(hours));
        return await site.SignedIn();
    }

    [Fact]
    public async Task A_call_that_was_promised_stands_on_a_case_without_an_open_signal_too()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.On("2026-03-06")
            .Database.WriteAsync(transaction =>
                StaffTaskTable.Open(
                    transaction,
                    StaffTaskKind.Call,
                    caregiver,
                    new DateOnly(2026, 3, 10),
                    site.Time.Now
                )
            );
        var els = await site.SignedIn();

        await els.Open($"/zaak/{caregiver}");

        Assert.Has(Dutch("CaseModel.NothingOpen"), els.Text);
        Assert.Has(Dutch("CaseModel.State.Promised", "dinsdag 10 maart"), els.Text);
        Assert.Equal(
            new DateOnly(2026, 3, 10),
            Assert
                .Single(
                    await site.Read(async transaction =>
                        await OpenTaskTable.Of(transaction, [await site.Coordinator()], site.Time)
                    ),
                    task => task.Kind == StaffTaskKind.Call
                )
                .DueOn
        );
    }

    /// <remarks>Christmas is a Friday and a Saturday in this week, and New Year's Day follows.</remarks>
    [Fact]
    public async Task Whenever_somebody_asks_the_desk_names_the_promised_day_and_none_after_it()
    {
        var caregiver = await site.On("2026-12-21").AddCaregiver(nextDueOn: new DateOnly(2028, 1, 1));
        var promised = new List<OpenTask>();
        for (var hour = 0; hour < 7 * 24; hour++)
        {
            site.Advance(TimeSpan.FromHours(1));
            var call = await site.Write(async transaction =>
            {
                await transaction.Execute("delete from staff_task where kind = 'call'", new { });
                await PromisedCall.Ask(transaction, caregiver, site.Time.Today, site.Time);
                return (await StaffTaskTable.CallOf(transaction, caregiver))!;
            });
            Assert.True(site.Time.WorkingDays.Contains(call.DueOn));
            promised.Add(
                new OpenTask
                {
                    Kind = StaffTaskKind.Call,
                    CaregiverId = caregiver,
                    OpenedAt = site.Time.Now,
                    DueOn = call.DueOn,
                }
            );
            foreach (var task in promised.Where(task => task.DueOn >= site.Time.Today))
            {
                var aim = PromisedCall.Aim(null, site.Time.DayOf(task.OpenedAt), task.DueOn, null, site.Time);
                Assert.True(aim is null || (aim >= site.Time.Today && aim < task.DueOn));
                Assert.True(aim is null || site.Time.WorkingDays.Contains(aim.Value));
                var line = TaskLines.CallOf(task, wasTried: false, site.Time);
                Assert.Equal(
                    Dutch("WorklistModel.Promised.By", WaitingTime.Short(task.DueOn, site.Time.Today)),
                    line.Next
                );
                Assert.Equal(aim ?? task.DueOn, line.DueOn);
            }
        }
    }

    [Fact]
    public async Task One_tap_from_any_mail_asks_for_a_call_and_opening_the_page_asks_nothing()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var (checkIn, link) = await site.AskByLink(caregiver, "opening");
        foreach (var address in new[] { link + "?wat=bellen", await site.PauseLink(checkIn) + "?wat=bellen" })
        {
            var browser = site.NewBrowser();
            var before = await site.Dump();
            await browser.Open(address);
            Assert.Equal(before, await site.Dump());

            await browser.Press(Dutch("Shared.CallYes"));

            Assert.Equal(Dutch("Shared.CallPromisedTitle"), browser.Heading);
            Assert.Has(
                Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 4 maart")),
                browser.Text
            );
        }

        Assert.Equal(1, await site.Count("event", "kind = 'RequestForContact'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and due_on = '2026-03-04' and done_at is null"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("signal", "kinds = 'request'"));

        // The mail still asks its questions, and afterwards still offers the call.
        var later = await site.NewBrowser().Open(link);
        await later.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("LastPage.Send"));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 4 maart")), later.Text);
        await later.Open(link + "?wat=bellen");
        Assert.Equal(Dutch("CallPage.Title"), later.Heading);
    }

    [Fact]
    public async Task Who_answers_that_all_is_too_much_is_offered_a_call_before_anything_else()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(), "opening");
        var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe gaat het", "Heel slecht").SendAnswers(Dutch("LastPage.Call.no"));

        Assert.True(
            browser.Text.IndexOf(Dutch("ResultModel.Sees", "Els"), StringComparison.Ordinal)
                < browser.Text.IndexOf(Dutch("Everywhere.Told"), StringComparison.Ordinal)
        );
        await browser.Follow(Dutch("Everywhere.CallMe"));
        await browser.Press(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("Shared.CallPromisedTitle"), browser.Heading);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
    }

    [Fact]
    public async Task A_day_that_went_by_is_never_promised_again_and_stays_late_for_the_desk()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql("update caregiver set mail_readers = 'nobody'");
        var link = (await site.AskByLink(caregiver, "opening")).Link;
        await (await site.NewBrowser().Open(link + "?wat=bellen")).Press(Dutch("Shared.CallYes"));
        site.On("2026-03-05");

        var again = await (await site.NewBrowser().Open(link + "?wat=bellen")).Press(Dutch("Shared.CallYes"));
        Assert.Equal(Dutch("Shared.CallPromisedTitle"), again.Heading);
        Assert.Has(Dutch("PromiseWords.Late.Soon", "Els"), again.Text);
        // Whoever reads the mail is not told that somebody asked before.
        Assert.Lacks("4 maart", again.Text);
        Assert.Lacks("niet gelukt", again.Text);

        await site.RunJobs();
        var result = await site.NewBrowser().Open(link);
        await result.Open("/bel?van=dank");
        Assert.Lacks("4 maart bellen", result.Text);
        await result.Open(link);
        await result.Choose("Hoe gaat het", "Heel slecht").SendAnswers(Dutch("LastPage.Call.yes"));
        Assert.Has(Dutch("PromiseWords.Late.Soon", "Els"), result.Text);
        Assert.Lacks("belt u uiterlijk", result.Text);
        await result.Follow(Dutch("ResultModel.OtherDay"));
        Assert.Equal(Dutch("CallPage.Move"), result.Heading);
        Assert.Has(DutchPart("PromiseWords.Late"), result.Text);
        await result.Write(Dutch("LastPage.Call.Day"), "dinsdag 10 maart").Press(Dutch("Everywhere.Save"));

        Assert.Equal(Dutch("Shared.CallPromisedTitle"), result.Heading);
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "dinsdag 10 maart")), result.Text);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'call' and due_on = '2026-03-04' and escalated_to is not null")
        );
        var els = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Promised.Wanted", "dinsdag 10 maart"), els.Text);
        await els.Open($"/zaak/{caregiver}");
        Assert.Has(Dutch("WorklistModel.Promised.Wanted", "dinsdag 10 maart"), els.Text);

        site.On("2026-03-11");
        await again.Open(link + "?wat=bellen");
        await again.Press(Dutch("Shared.CallYes"));
        Assert.Has("belt u zo snel het kan.", again.Text);
        Assert.Lacks("10 maart", again.Text);
    }

    [Fact]
    public async Task As_soon_as_you_can_behind_a_mail_brings_a_chosen_day_forward_once_the_call_is_late()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var link = (await site.AskByLink(caregiver, "opening")).Link + "?wat=bellen";
        await (await site.NewBrowser().Open(link)).Press(Dutch("Shared.CallYes"));
        await site.Sql("update staff_task set wanted_on = '2026-03-12' where kind = 'call'");
        site.On("2026-03-05");

        var again = await (await site.NewBrowser().Open(link)).Press(Dutch("Shared.CallYes"));

        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "maandag 9 maart")), again.Text);
    }

    [Fact]
    public void A_call_is_late_once_the_last_day_that_they_read_went_by()
    {
        var late = new PromisedCall { DueOn = new DateOnly(2026, 2, 27) };

        Assert.True(Read(late).IsLate);
        Assert.False(Read(late with { DueOn = site.Time.Today }).IsLate);
        Assert.False(Read(late with { WantedOn = site.Time.Today }).IsLate);

        PromiseWords Read(PromisedCall call) => PromiseWords.Of(new CallPromise(call, "Els"), site.Time)!;
    }

    [Fact]
    public async Task Who_asks_again_on_the_day_that_the_signal_was_closed_is_not_missed()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var link = (await site.AskByLink(caregiver, "opening")).Link + "?wat=bellen";
        await (await site.NewBrowser().Open(link)).Press(Dutch("Shared.CallYes"));
        await site.RunJobs();
        var els = await site.Coordinator();
        await site.Write(async transaction =>
        {
            await PromisedCall.TakeBack(
                transaction,
                caregiver,
                (await StaffTaskTable.CallOf(transaction, caregiver))!.Id,
                Language.Dutch,
                site.Time
            );
            await CaseActions.Close(
                transaction,
                (await SignalTable.OpenOf(transaction, caregiver))!,
                els,
                SignalOutcome.Other,
                "",
                site.Time
            );
        });
        site.Advance(TimeSpan.FromHours(1));

        await (await site.NewBrowser().Open(link)).Press(Dutch("Shared.CallYes"));
        await site.RunJobs();

        Assert.Has(Dutch("WorklistModel.Promised.By", "wo 4 mrt"), (await site.SignedIn()).Text);
        await site.On("2026-03-05").RunJobs();
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'call' and done_at is null and escalated_at is not null")
        );
    }

    private async Task Talks(long caregiver, ContactWay way)
    {
        var els = await site.Coordinator();
        await site.Write(async transaction =>
            await CaseActions.RecordContact(
                transaction,
                (
                    await SignalTable.Get(
                        transaction,
                        (await SignalTable.OpenOf(transaction, caregiver))?.Id
                            ?? await SignalTable.Follow(
                                transaction,
                                caregiver,
                                site.Time.Today,
                                site.Time.Now,
                                site.Time.Today.AddDays(7)
                            )
                    )
                )!,
                els,
                new RecordedContact(way, "", site.Time.Today.AddDays(7)),
                site.Time
            )
        );
    }
}
