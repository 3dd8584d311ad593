using CaregiverSignal.Cases;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

public sealed class WorklistPageTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task An_alert_that_the_relay_did_not_get_is_said_until_somebody_takes_the_signal_up()
    {
        var signal = await site.AddSignal(await site.AddCaregiver());
        await site.Part<CaregiverSignal.Alerts.NotifyCoordinator>().RunAsync(1);
        site.Advance(TimeSpan.FromMinutes(14));
        Assert.Lacks("is niet op tijd verstuurd, of kwam terug", (await site.SignedIn()).Text);

        site.Advance(TimeSpan.FromMinutes(1));
        Assert.Has(Dutch("WorklistModel.AlertLate"), (await site.SignedIn()).Text);

        await site.Write(transaction => MailCancelTable.CancelOfSignal(transaction, signal.Id, site.Clock.GetUtcNow()));
        Assert.Lacks("is niet op tijd verstuurd, of kwam terug", (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task A_row_tells_who_why_how_long_and_what_is_next_and_links_to_the_case()
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver, on: new DateOnly(2026, 2, 25));

        var browser = await site.SignedIn();

        var row = browser.Page.QuerySelector("tbody tr")!;
        Assert.Equal("Anna J.", row.QuerySelector("th a")!.TextContent);
        Assert.Equal($"/zaak/{caregiver}", row.QuerySelector("th a")!.GetAttribute("href"));
        Assert.Has(Dutch("WorklistModel.Tag.Request"), row.TextContent);
        Assert.Has(Dutch("Everywhere.LateTag"), row.TextContent);
        Assert.Has("Vroeg op 25 februari om gebeld te worden.", row.TextContent);
        Assert.Has(Dutch("WorklistModel.Waits", "3 werkdagen"), row.TextContent);
        Assert.Equal(["Noteer contact met Anna J."], Acts(row));
        Assert.Lacks("Els", row.TextContent);
        Assert.Equal(["1 vandaag", "1 te laat", "0 komende week", "0 volgen"], browser.TextsOf(".stat"));
        Assert.Begins("(1) Werklijst", browser.Page.Title!);
    }

    [Fact]
    public async Task A_row_says_the_newest_answer_first_and_what_it_was()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 2), null, [.. site.Csi(9), ("volhoudtijd.time", 2)]);
        await site.AddAnswered(anna, new DateOnly(2026, 2, 20), null, ("volhoudtijd.time", 4));
        await site.RunJobs();

        var said = (await site.SignedIn()).TextsOf(".worklist td > p:first-child")[0];

        Assert.Has(
            "Zei op 20 februari: ik houd dit nog zes tot twaalf maanden vol. Was: een week tot een maand. ",
            said
        );
        Assert.True(
            said.IndexOf("20 februari", StringComparison.Ordinal) < said.IndexOf("(CSI)", StringComparison.Ordinal),
            said
        );
    }

    [Fact]
    public async Task A_count_above_the_list_shows_those_alone_and_takes_that_back()
    {
        await site.AddSignal(await site.AddCaregiver("1", "Anna"));
        await site.AddSignal(await site.AddCaregiver("2", "Bram"), "amber", "level");
        var browser = await site.SignedIn();
        Assert.Equal(["1 vandaag", "0 te laat", "1 komende week", "0 volgen"], browser.TextsOf(".stat"));

        await browser.Follow("1 komende week");
        Assert.Equal(["Bram J."], Names(browser));
        Assert.Equal(["1 komende week"], browser.TextsOf(".stat[aria-current]"));
        await browser.Follow("1 komende week");
        Assert.Equal(["Anna J.", "Bram J."], Names(browser));

        Assert.Equal("#lijst", browser.Page.QuerySelectorAll("a")[1].GetAttribute("href"));
        Assert.NotNull(browser.Page.QuerySelector("#lijst .worklist"));
        await browser.Follow("0 te laat");
        Assert.Has(Dutch("Everywhere.NoneFit"), browser.Text);
        await browser.Follow(Dutch("WorklistModel.All"));
        Assert.Equal(2, Names(browser).Count);
    }

    [Fact]
    public async Task Who_asked_anew_after_a_talk_waits_since_that_day_and_has_yet_to_be_called()
    {
        var caregiver = await site.AddCaregiver();
        var signal = await site.AddSignal(caregiver, "amber", "level", on: new DateOnly(2025, 12, 10));
        var els = await site.Coordinator();
        await site.Write(async transaction =>
        {
            await CaseActions.RecordContact(
                transaction,
                signal,
                els,
                new RecordedContact(ContactWay.Spoken, "", site.Time.Today.AddDays(40)),
                site.Time
            );
            await SignalTable.Change(
                transaction,
                signal.Id,
                Urgency.Red,
                [SignalKind.Level, SignalKind.Request],
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
        site.Advance(TimeSpan.FromDays(1));

        var browser = await site.SignedIn();

        var row = browser.Page.QuerySelector("tbody tr")!.TextContent;
        Assert.Has(Dutch("WorklistModel.Waits", Dutch("WaitingTime.WorkingDays", 1)), row);
        Assert.Lacks(Dutch("Everywhere.LateTag"), row);
        Assert.Has(
            "Open sinds 2 maart (1 werkdag). Nog niet opgepakt.",
            (await browser.Open($"/zaak/{caregiver}")).Text
        );

        // A missed call now: the talk of before the request is not this one.
        await site.Contact(signal.Id, ContactWay.NotReached, 1);

        Assert.Has(Dutch("Everywhere.State.TryAgain", "op 4 maart"), (await browser.Open($"/zaak/{caregiver}")).Text);
        Assert.Has(Dutch("Everywhere.State.TryAgain", "op 4 maart"), (await browser.Open("/werklijst")).Text);
    }

    [Fact]
    public async Task A_wish_of_before_an_admission_is_not_repeated_after_it()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 20), "no", site.Csi(9));
        await site.AddSignal(caregiver, "amber", "level");
        Assert.Has(Dutch("WorklistModel.NoCall.no", "20 februari"), (await site.SignedIn()).Text);

        await (await (await site.SignedIn()).Open($"/zaak/{caregiver}/gebeurd")).Note(EventKind.Admission);

        var list = (await site.SignedIn()).Text;
        Assert.Has(Dutch("WorklistModel.Aftercare.before"), list);
        Assert.Lacks(Dutch("WorklistModel.NoCall.no", "20 februari"), list);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("self")]
    public async Task Who_wants_no_call_is_asked_first(string callMe)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 20), callMe, site.Csi(9));
        var signal = await site.AddSignal(caregiver, "amber", "level");
        Assert.Has(Dutch("WorklistModel.NoCall." + callMe, "20 februari"), (await site.SignedIn()).Text);
        await site.Write(transaction => SignalTable.MarkSeen(transaction, signal.Id, site.Time.Now));

        var browser = await site.SignedIn();

        Assert.Has(Dutch("WorklistModel.Next.Ask"), browser.Text);
        Assert.Lacks("Nog bellen", browser.Text);
    }

    [Fact]
    public async Task A_question_left_blank_is_no_answer_and_the_no_of_an_earlier_month_stands_on_the_case_with_its_day()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(caregiver, new DateOnly(2026, 1, 20), "no", ("opening.going", 4));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 20), null, ("volhoudtijd.time", 2));
        await site.AddSignal(caregiver, "red", "level");

        var browser = await site.SignedIn();
        Assert.Has(Dutch("Everywhere.Tag.Red", "vandaag"), browser.Text);
        Assert.Lacks(Dutch("WorklistModel.NoCall.no", "20 januari"), browser.Text);
        await browser.Open($"/zaak/{caregiver}");
        Assert.Has(Dutch("CaseModel.Wish.no", "20 januari"), browser.Page.DocumentElement.TextContent);
        Assert.Lacks(Dutch("TalkOfferMail.OfferBody"), browser.Text);

        await site.AddAnswered(caregiver, new DateOnly(2026, 3, 1), "no", ("volhoudtijd.time", 2));
        Assert.Has(Dutch("WorklistModel.NoCall.no", "1 maart"), (await browser.Open("/werklijst")).Text);
        Assert.Has(Dutch("TalkOfferMail.OfferBody"), (await browser.Open($"/zaak/{caregiver}")).Text);
    }

    [Theory]
    [InlineData(CaregiverStatus.Paused, "Everywhere.Filter.paused")]
    [InlineData(CaregiverStatus.Aftercare, "Everywhere.Filter.aftercare")]
    [InlineData(CaregiverStatus.Ended, "Everywhere.Filter.ended")]
    public async Task A_row_says_when_somebody_does_not_take_part_as_usual(CaregiverStatus status, string tag)
    {
        var caregiver = await site.AddCaregiver();
        await site.AddSignal(caregiver, "amber", "change");
        Assert.Lacks(Dutch(tag), (await site.SignedIn()).Text);
        await site.Write(transaction => CaregiverTable.SetStatus(transaction, caregiver, status));

        Assert.Has(Dutch(tag), (await site.SignedIn()).Page.QuerySelector(".worklist td")!.TextContent);
    }

    [Fact]
    public async Task My_people_are_mine_and_the_team_holds_those_I_stand_in_for()
    {
        await site.AddSignal(await site.AddCaregiver("1", "Anna"));
        await site.AddSignal(await site.AddCaregiver("2", "Bram", coordinator: "dirk@steunpunt.example"));
        await site.AddSignal(await site.AddCaregiver("3", "Carla", coordinator: "joost@steunpunt.example"));
        await site.PassedOn(TestInstallation.CoordinatorEmail, "dirk@steunpunt.example");

        var browser = await site.SignedIn("dirk@steunpunt.example");
        var mine = browser.Text;
        await browser.Follow(Dutch("Everywhere.Team"));

        Assert.Has("Bram J.", mine);
        Assert.Lacks("Anna J.", mine);
        Assert.Has("Bram J.", browser.Text);
        Assert.Has("Anna J.", browser.Text);
        Assert.Lacks("Carla J.", browser.Text);
    }

    [Fact]
    public async Task Sixty_open_cases_take_two_pages()
    {
        for (var number = 1; number <= 60; number++)
            await site.AddSignal(
                await site.AddCaregiver(number.ToString(CultureInfo.InvariantCulture), "Anna" + number)
            );

        var browser = await site.SignedIn();
        var first = Names(browser);
        await browser.Follow(Dutch("StaffLayout.NextPage"));
        var second = Names(browser);

        Assert.Equal(["60 vandaag", "0 te laat", "0 komende week", "0 volgen"], browser.TextsOf(".stat"));
        Assert.Equal((50, 10), (first.Count, second.Count));
        Assert.Empty(first.Intersect(second));
        Assert.Has(Dutch("StaffLayout.Previous"), browser.Text);
    }

    [Theory]
    [InlineData("/werklijst?blad=0")]
    [InlineData("/werklijst?blad=-4")]
    [InlineData("/werklijst?blad=veel&van=iedereen")]
    [InlineData("/mensen?blad=99999999999")]
    public async Task A_strange_address_shows_the_first_page(string address)
    {
        await site.AddSignal(await site.AddCaregiver());
        var browser = await site.SignedIn();

        await browser.Open(address);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Has("Anna", browser.Text);
    }

    [Fact]
    public async Task Somebody_on_the_phone_is_listed_with_a_way_to_type_the_answers_in()
    {
        var caregiver = await site.AddCaregiver(channel: "phone");
        var (checkIn, _) = await site.AskByLink(caregiver);

        var browser = await site.SignedIn();
        await browser.Follow("Invullen voor Anna J.");

        Assert.Equal($"/zaak/{caregiver}/invullen/{checkIn.Id}", browser.Path);
        Assert.Equal("Invullen voor Anna Jansen", browser.Heading);
        Assert.Equal(0, await site.Count("session", "check_in_id is not null"));
    }

    [Fact]
    public async Task Who_is_under_18_and_would_be_mailed_is_listed_to_be_phoned()
    {
        var caregiver = await site.AddCaregiver();
        await site.Sql("update caregiver set born = '2010-01-01' where id = @caregiver", new { caregiver });
        await site.RunJobs();

        var browser = await site.SignedIn();

        Assert.Has(Dutch("WorklistModel.Ask.minor"), browser.Text);
        Assert.Has(Dutch("CaseModel.Channel.minor"), (await browser.Open($"/zaak/{caregiver}")).Text);
        Assert.Equal(0, await site.Count("mail", "asks = 1"));
    }

    [Fact]
    public async Task Who_the_mail_did_not_reach_is_listed_until_a_later_mail_arrives()
    {
        var caregiver = await site.AddCaregiver();
        await AddMail(caregiver, "invite:1", "failed", site.Time.Now);

        var browser = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Mail.failed", "2 maart"), browser.Text);
        site.Advance(TimeSpan.FromDays(1));
        await AddMail(caregiver, "invite:2", "sent", site.Time.Now);
        browser = await site.SignedIn();

        Assert.Has("Mail lukt niet ✓", browser.Text);
    }

    [Theory]
    [InlineData(
        "update mail set state = 'unsure', ended_at = null, sending_at = '2026-03-02T08:00:00.000Z'",
        "Niemand weet of de mail van 2 maart is aangekomen."
    )]
    [InlineData("update mail set state = 'sent', sent_at = ended_at", "Mail lukt niet ✓")]
    public async Task Nobody_is_said_to_have_a_mail_that_may_not_have_arrived(string sql, string text)
    {
        await AddMail(await site.AddCaregiver(), "invite:1", "failed", site.Time.Now);
        await site.Sql(sql);

        Assert.Has(text, (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task A_mail_that_came_back_once_stands_there_until_somebody_answers_or_is_spoken_to()
    {
        var (anna, bram) = (await CameBack("1", "Anna"), await CameBack("2", "Bram"));
        var desk = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Mail.returned", "2 maart"), desk.Text);
        await desk.Follow(Dutch("WorklistModel.Task.Address") + " van Bram J.");
        Assert.Equal($"/zaak/{bram}/gegevens", desk.Path);

        site.Advance(TimeSpan.FromDays(1));
        await site.AddAnswered(anna, site.Time.Today, null, site.Csi(3));
        desk = await site.SignedIn();
        await desk.Follow("Noteer contact met Bram J.");
        Assert.Has("De mail van 2 maart is niet aangekomen.", desk.Text);
        await desk.Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.not-reached"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Has(Dutch("WorklistModel.Mail.returned", "2 maart"), (await site.SignedIn()).Text);
        await desk.Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.spoken"))
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Lacks("is niet aangekomen", desk.Text);
        Assert.Has("Mail lukt niet ✓", (await site.SignedIn()).Text);

        async Task<long> CameBack(string person, string name)
        {
            var caregiver = await site.AddCaregiver(person, name);
            await AddMail(caregiver, "invite:" + person, "sent", site.Time.Now);
            await site.Sql(
                "insert into mail_return (sha256, received_at, class, note, matched_by, mail_id, caregiver_id) values (@name, '2026-03-02T09:00:00.000Z', 'soft', 'mailbox-full', 'message-id', @mail, @caregiver)",
                new
                {
                    name,
                    mail = "invite:" + person,
                    caregiver,
                }
            );
            return caregiver;
        }
    }

    [Fact]
    public async Task A_mail_whose_fate_was_unknown_and_that_came_back_is_said_to_have_come_back()
    {
        var caregiver = await site.AddCaregiver();
        await AddMail(caregiver, "invite:1", "failed", site.Time.Now);
        await site.Write(async transaction =>
        {
            await transaction.Execute(
                "update mail set state = 'unsure', last_note = 'delivery-unknown', sending_at = ended_at"
            );
            await transaction.Execute(
                "insert into mail_return (sha256, received_at, class, note, matched_by, mail_id, caregiver_id) values ('x', '2026-03-02T09:00:00.000Z', 'soft', 'mailbox-full', 'message-id', 'invite:1', @caregiver)",
                new { caregiver }
            );
            await MailQueue.MarkArrived(transaction, "invite:1", site.Time.Now);
        });

        Assert.Has(Dutch("WorklistModel.Mail.returned", "2 maart"), (await site.SignedIn()).Text);
        Assert.Equal(1, await site.Count("mail", "state = 'sent' and last_note is null"));
    }

    [Theory]
    [InlineData("update caregiver set channel = 'phone'")]
    [InlineData("update caregiver set email = 'elders@voorbeeld.example'")]
    [InlineData(
        "insert into mail_address (address, freed_at) values ('persoon1@example.org', '2026-03-02T10:00:00.000Z')"
    )]
    public async Task Who_is_reached_in_another_way_or_anew_is_not_listed_for_the_mail_before(string sql)
    {
        var caregiver = await site.AddCaregiver();
        await AddMail(caregiver, "invite:1", "failed", site.Time.Now);
        await site.Sql(sql);

        var browser = await site.SignedIn();

        Assert.Has("Mail lukt niet ✓", browser.Text);
        Assert.Lacks("De mail van 2 maart 2026", (await browser.Open($"/zaak/{caregiver}")).Text);
    }

    [Fact]
    public async Task People_are_found_by_their_state_and_by_what_is_agreed_for_them()
    {
        var (_, bram, carla) = (
            await site.AddCaregiver("1", "Anna"),
            await site.AddCaregiver("2", "Bram"),
            await site.AddCaregiver("3", "Carla")
        );
        var els = await site.Coordinator();
        await site.Write(async transaction =>
        {
            await CaregiverTable.SetStatus(transaction, bram, CaregiverStatus.Aftercare);
            await AgreementTable.Set(
                transaction,
                carla,
                new Agreement
                {
                    Kind = AgreementKind.Interval,
                    Value = 2,
                    FromOn = site.Time.Today,
                    UntilOn = site.Time.Today.AddDays(30),
                    Reason = "x",
                },
                els,
                site.Time.Now
            );
        });
        var browser = await site.SignedIn();

        Assert.Equal(["Bram Jansen"], Names(await browser.Open("/mensen?status=aftercare")));
        Assert.Equal(["Anna Jansen", "Carla Jansen"], Names(await browser.Open("/mensen?status=active")));
        Assert.Equal(["Carla Jansen"], Names(await browser.Open("/mensen?agreed=true")));
        Assert.Equal(3, Names(await browser.Open("/mensen?status=iets")).Count);
        Assert.Has(Dutch("Everywhere.NoneFit"), (await browser.Open("/mensen?status=ended")).Text);
        site.Advance(TimeSpan.FromDays(30));
        Assert.Empty(Names(await (await site.SignedIn()).Open("/mensen?agreed=true")));
    }

    [Fact]
    public async Task People_are_found_by_part_of_their_name()
    {
        await site.AddCaregiver("1", "Anna");
        await site.AddSignal(await site.AddCaregiver("2", "Bram"), kinds: "level");
        await site.AddCaregiver("3", "Carla", coordinator: "joost@steunpunt.example");
        var browser = await site.SignedIn();

        await browser.Open("/mensen");
        Assert.Equal(["Anna Jansen", "Bram Jansen"], Names(browser));
        Assert.Null(browser.Page.GetElementById("zoek-iemand")!.GetAttribute("value"));
        await browser.Write(Dutch("StaffLayout.Find"), "BRA").Press(Dutch("StaffLayout.Find.Go"));
        Assert.Equal("Bram Jansen", browser.Heading);
        await (await browser.Open("/mensen"))
            .Write(Dutch("StaffLayout.Find"), "BRA")
            .Press(Dutch("StaffLayout.Find.Go"));
        Assert.Equal("Bram Jansen", browser.Heading);
        await browser.Write(Dutch("StaffLayout.Find"), "Brom").Press(Dutch("StaffLayout.Find.Go"));

        Assert.Equal("/mensen", browser.Path);
        Assert.Equal("Brom", browser.Page.GetElementById("zoek-iemand")!.GetAttribute("value"));
        Assert.Equal(["Bram Jansen"], Names(browser));
        Assert.Has("van Els", browser.Page.QuerySelector("tbody th")!.TextContent);
        Assert.Equal(
            Dutch("Everywhere.Tag.Red", "vandaag"),
            browser.Page.QuerySelector("tbody th .tag-now")!.TextContent
        );
        Assert.NotNull(browser.Page.QuerySelector("tbody td a[href^='tel:']"));
        Assert.Has(Dutch("PeopleModel.FoundNear", "Brom"), browser.Text);
        foreach (var nobody in new[] { "%", "Carla", "zzzz", "" })
        {
            await browser.Write(Dutch("StaffLayout.Find"), nobody).Press(Dutch("StaffLayout.Find.Go"));
            Assert.Has(Dutch("SituationsModel.NobodyFound"), browser.Text);
        }
    }

    [Fact]
    public async Task People_go_by_name_by_last_answer_or_by_who_can_go_on_shortest_and_by_signal()
    {
        foreach (
            var (number, name, day, step) in new[] { ("1", "Anna", 20, 6), ("2", "Bram", 25, 4), ("3", "Carla", 10, 2) }
        )
        {
            var caregiver = await site.AddCaregiver(number, name, nextDueOn: new DateOnly(2027, 1, 1));
            await site.AddAnswered(caregiver, new DateOnly(2026, 2, day), null, ("volhoudtijd.time", step));
            if (name == "Bram")
                await site.AddSignal(caregiver, "amber", "level");
        }
        await site.AddCaregiver("4", "Dora", nextDueOn: new DateOnly(2027, 1, 1));
        var browser = await site.SignedIn();

        await browser.Open("/mensen");
        Assert.Equal(["ascending"], Sorts());
        Assert.Equal(3, browser.Page.QuerySelectorAll("tbody svg.course-line[aria-label]").Length);
        await browser.Follow(Dutch("PeopleModel.Answered"));
        Assert.Equal(["Bram Jansen", "Anna Jansen", "Carla Jansen", "Dora Jansen"], Names(browser));
        Assert.Equal(["descending"], Sorts());
        await browser.Follow(Dutch("PeopleModel.Course"));
        Assert.Equal(["Carla Jansen", "Bram Jansen", "Anna Jansen", "Dora Jansen"], Names(browser));
        await browser.Follow(Dutch("PeopleModel.Signal"));
        Assert.Equal(["Bram Jansen"], Names(browser));
        await browser.Follow(Dutch("PeopleModel.Signal"));
        Assert.Equal(4, Names(browser).Count);

        IEnumerable<string?> Sorts() =>
            browser.Page.QuerySelectorAll("th[aria-sort]").Select(head => head.GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Whoever_is_called_most_like_what_was_typed_is_the_first_found()
    {
        await site.AddCaregiver("1", "Annabel");
        await site.AddCaregiver("2", "Marianna");
        await site.AddCaregiver("3", "Anna");
        var browser = await site.SignedIn();

        await (await browser.Open("/mensen"))
            .Write(Dutch("StaffLayout.Find"), "anna")
            .Press(Dutch("StaffLayout.Find.Go"));

        Assert.Equal(["Anna Jansen", "Annabel Jansen", "Marianna Jansen"], Names(browser));
    }

    [Fact]
    public async Task Whoever_was_spoken_to_is_called_the_same_among_the_people_as_on_the_worklist()
    {
        var anna = await site.AddCaregiver();
        await site.AddSignal(anna, kinds: "level");
        var browser = await site.SignedIn();
        Assert.Equal([Dutch("Everywhere.Tag.Red", "vandaag"), Dutch("Everywhere.Tag.Red", "vandaag")], await Tags());

        await (await browser.Open($"/zaak/{anna}"))
            .Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal([Dutch("WorklistModel.Tag.Amber"), Dutch("WorklistModel.Tag.Amber")], await Tags());

        async Task<string[]> Tags() =>
            [
                (await browser.Open("/werklijst")).Page.QuerySelector("main .tag")!.TextContent,
                (await browser.Open("/mensen")).Page.QuerySelector("main .tag")!.TextContent,
            ];
    }

    private static IReadOnlyList<string> Names(Browser browser) => browser.TextsOf("tbody th a:first-child");

    private static List<string> Acts(AngleSharp.Dom.IElement row) =>
        [.. row.QuerySelectorAll(".button").Select(element => element.TextContent.Trim())];

    private Task AddMail(long caregiver, string key, string state, DateTimeOffset at) =>
        site.Write(async transaction =>
        {
            var to = await transaction.One<string>(
                "select email from caregiver where id = @caregiver",
                new { caregiver }
            );
            await MailTable.Add(
                transaction,
                new QueuedMail(
                    key,
                    "a@example.org",
                    to,
                    [1],
                    new Envelope(Some.Kind("invitation"), key, at.AddDays(1), caregiver),
                    at
                )
            );
            await transaction.Execute(
                "update mail set state = @state, ended_at = @at, sent_at = case when @state = 'sent' then @at end where id = @key",
                new
                {
                    state,
                    at,
                    key,
                }
            );
        });
}
