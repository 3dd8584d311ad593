using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What happened is noted on one page, which says first what follows; today is Monday 2 March 2026.</summary>
public sealed class EndingsTests() : AtASite("2026-03-02")
{
    private static readonly string Day = Dutch("HappenedModel.On");

    public static TheoryData<EventKind> Kinds => [.. TypedHappening.Groups.SelectMany(group => group.Kinds)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_is_noted_once_it_is_said_that_it_is_so(EventKind kind)
    {
        var anna = await site.AddCaregiver();
        var isCrisis = kind is EventKind.CareCollapse or EventKind.CrisisAdmission;
        var page = (await Happened(anna)).ChooseKind(kind);
        if (isCrisis)
            page.Choose(Dutch("HappenedModel.Then"), Dutch("HappenedModel.Then.goes-on"));
        await page.Write(Dutch("Everywhere.Note"), "Zij belde.").Press(Dutch("Everywhere.GoOn"));
        Assert.NotEmpty(page.TextsOf("main li"));
        Assert.Equal(0, await site.Count("event"));

        await page.Press(Dutch("HappenedModel.Yes"));

        Assert.Equal($"/zaak/{anna}", page.Path);
        Assert.Has(Dutch("HappenedModel.Noted", ("wat", HappenedWords.Of(kind, null)), ("dag", "2 maart")), page.Text);
        Assert.Equal(
            1,
            await site.Count("event", $"kind = '{kind}' and note = 'Zij belde.' and reported_by = 'coordinator'")
        );
        var isEnd = kind is EventKind.Death or EventKind.Admission;
        Assert.Equal(isEnd ? CaregiverStatus.Aftercare : CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
        var after = Consequences.Of(new Happening(kind, site.Time.Today, Way.Colleague), new(CaregiverStatus.Active));
        Assert.Equal(after.Row == RowAfter.None ? 0 : 1, await site.Count("signal", "closed_at is null"));
    }

    [Fact]
    public async Task Before_a_death_is_noted_it_says_what_stops_and_what_goes_when()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.AskByLink(anna, "opening");

        var page = await (await (await site.SignedIn()).Open($"/zaak/{anna}")).Follow(Dutch("HappenedModel.Title"));
        await page.ChooseKind(EventKind.Death).Write(Day, "2026-02-27").Press(Dutch("Everywhere.GoOn"));

        var then = page.TextsOf("main li").ToList();
        Assert.Has(Dutch("HappenedModel.Follows.Aftercare"), then[0]);
        Assert.Has(Dutch("HappenedModel.Follows.Open", "2 maart"), then[1]);
        Assert.Has("6 maart, 10 april, 29 mei, 28 augustus en 27 februari 2027", then[2]);
        Assert.Has(Dutch("HappenedModel.Follows.Condole", "dinsdag 3 maart"), then[4]);
        Assert.Has("730 dagen nadat Anna", then[5]);
        await page.Follow(Dutch("Everywhere.ToNo"));
        Assert.Equal(0, await site.Count("event"));
    }

    [Fact]
    public async Task The_case_after_a_death_condoles_first_names_who_noted_it_and_has_the_way_back()
    {
        var anna = await site.AddCaregiver();
        await site.AddSignal(anna);

        var page = await (await Happened(anna)).Note(EventKind.Death);

        Assert.Null(page.Page.QuerySelector(".card-now, .case-head .tag-now, .due"));
        Assert.Has("Condoleer eerst", page.Page.QuerySelector(".case-head .notice-warn")!.TextContent);
        Assert.Contains(page.Timeline(), line => line.Contains("Els", StringComparison.Ordinal));
        Assert.Lacks(Dutch("CaseModel.ReportedBy.coordinator"), page.Text);
        await page.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Equal((0, CaregiverStatus.Active), (await site.Count("event"), (await site.Caregiver(anna)).Status));
        Assert.Lacks("Condoleer", page.Text);
    }

    [Fact]
    public async Task An_ending_of_before_has_its_own_day_and_later_goes_whole_on_its_page()
    {
        var anna = await site.AddCaregiver();
        var page = await (await Happened(anna)).Write(Day, "2026-02-20").Note(EventKind.CareCollapse, "aftercare");
        Assert.Equal("CareCollapse,Admission", await Stored());
        Assert.Equal(2, await site.Count("event", "happened_on = '2026-02-20'"));
        Assert.Equal(CaregiverStatus.Aftercare, (await site.Caregiver(anna)).Status);

        site.On("2026-03-04");
        page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await page.Follow(Dutch("CaseModel.Ended.Wrong"));
        await page.Press(Dutch("HappenedModel.Undo"));

        Assert.Equal(0, await site.Count("event"));
        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
    }

    [Theory]
    [InlineData("aftercare", CaregiverStatus.Aftercare, "Follows.Aftercare")]
    [InlineData("goes-on", CaregiverStatus.Active, "Follows.AsBefore")]
    [InlineData("stops", CaregiverStatus.Ended, "Follows.Stops")]
    public async Task A_collapse_that_a_colleague_notes_says_what_now_stands_the_next_working_day_and_is_taken_back_that_day(
        string then,
        CaregiverStatus status,
        string says
    )
    {
        var anna = await site.AddCaregiver();
        var page = (await Happened(anna)).ChooseKind(EventKind.CareCollapse);
        await page.Press(Dutch("Everywhere.GoOn"));
        Assert.Equal([Dutch("HappenedModel.Error.Then")], page.Errors);

        await page.Choose(Dutch("HappenedModel.Then"), Dutch("HappenedModel.Then." + then))
            .Press(Dutch("Everywhere.GoOn"));
        Assert.Has(DutchPart("HappenedModel." + says), page.Text);
        Assert.Has(Dutch("HappenedModel.Follows.Look", "dinsdag 3 maart"), page.Text);
        await page.Press(Dutch("HappenedModel.Yes"));

        Assert.Equal(status, (await site.Caregiver(anna)).Status);
        Assert.Equal(1, await site.Count("signal", "closed_at is null and next_on = '2026-03-03'"));
        await page.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Equal((0, 0), (await site.Count("event", "kind = 'CareCollapse'"), await site.Count("signal")));
        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
    }

    [Theory]
    [InlineData("aftercare", CaregiverStatus.Aftercare)]
    [InlineData("goes-on", CaregiverStatus.Active)]
    [InlineData("stops", CaregiverStatus.Ended)]
    public async Task A_talk_after_a_crisis_that_was_told_says_what_now_and_a_try_does_not(
        string then,
        CaregiverStatus status
    )
    {
        var anna = await site.AddCaregiver();
        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(anna, [EventKind.CrisisAdmission], site.Time.Today, Way.Link),
                site.Time
            )
        );
        await site.RunJobs();
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await page.Choose(Dutch("CaseModel.Step"), Dutch("CaseModel.Way.not-reached"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Empty(page.Errors);

        await page.Choose(Dutch("CaseModel.Step"), Dutch("CaseModel.Way.spoken")).Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal([Dutch("CaseModel.Error.Then")], page.Errors);
        Assert.Equal(0, await site.Count("event", "kind = 'Contacted'"));
        await page.Choose(Dutch("CaseModel.WhatNow"), Dutch("HappenedModel.Then." + then))
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Empty(page.Errors);
        Assert.Equal(status, (await site.Caregiver(anna)).Status);
        Assert.Equal(1, await site.Count("event", "kind = 'Contacted'"));
        // It is asked once; and who takes part otherwise since goes back by a page of its own.
        await page.Open($"/zaak/{anna}");
        Assert.Lacks(Dutch("CaseModel.WhatNow"), page.Text);
        Assert.Equal(
            then == "goes-on",
            page.Text.Contains(Dutch("CaseModel.NotedToday", Dutch("CaseModel.Way.spoken")), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Who_is_called_about_a_death_that_another_told_has_it_on_the_sheet_and_a_talk_with_the_other_counts()
    {
        var sanne = await site.AddCaregiver("sanne", "Sanne");
        var gerda = await site.AddCaregiver("gerda", "Gerda");
        await site.Sql("update care_situation set relation = 'child', called = 'mijn vader', situation = 'vader'");
        var checkIn = (await site.AskByLink(gerda, "opening")).Link;
        await site.Write(transaction =>
            Happen.Tell(transaction, new Telling(sanne, [EventKind.Death], site.Time.Today, Way.Link), site.Time)
        );

        var page = await (await site.SignedIn()).Open($"/zaak/{gerda}/gespreksblad");
        Assert.Has(
            Dutch("WorklistModel.Task.ask-first.other", ("wat", "Vader is overleden"), ("dag", "2 maart 2026")),
            page.Text
        );
        await page.Open($"/zaak/{sanne}");
        Assert.Has(Dutch("WorklistModel.Task.Confirms"), page.Text);
        await page.Open($"/zaak/{gerda}");
        Assert.Lacks(Dutch("WorklistModel.Task.Confirms"), page.Text);

        // Nobody asked for a pause: the questions wait.
        var waits = Texts.Capital(Dutch("Everywhere.Status.waiting"));
        await page.Open("/mensen");
        Assert.Has(Dutch("Everywhere.Status.waiting"), page.Text);
        Assert.Lacks(Dutch("Everywhere.PausedUntil", "16 maart"), page.Text);
        await site.AddSignal(gerda);
        await page.Open($"/zaak/{gerda}");
        Assert.Contains(waits, page.TextsOf(".case-head .tag"));
        await page.Open("/werklijst");
        Assert.Has(waits, page.Text);
        var own = await site.OnOwnPage((await site.Caregiver(gerda)).Email!);
        Assert.Has(Dutch("Shared.QuestionsWait"), own.Text);
        Assert.Lacks("U hebt nu pauze", own.Text);

        var paused = Dutch("OptOutPage.Now.paused");
        var form = await site.NewBrowser().Open(checkIn);
        Assert.Lacks(paused, form.Text);
        await site.Sql($"delete from event where kind = 'Paused' and caregiver_id = {gerda}");
        await form.Open(checkIn);
        Assert.Has(paused, form.Text);
    }

    [Theory]
    [InlineData(EventKind.Death, "spoken")]
    [InlineData(EventKind.CrisisAdmission, "aftercare")]
    public async Task Whom_a_talk_with_another_changes_has_a_line_in_the_audit_log_too(EventKind kind, string then)
    {
        var (sanne, gerda) = (await site.AddCaregiver("sanne", "Sanne"), await site.AddCaregiver("gerda", "Gerda"));
        await site.Sql("update care_situation set relation = 'child', called = 'mijn vader', situation = 'vader'");
        await site.Write(transaction =>
            Happen.Tell(transaction, new Telling(sanne, [kind], site.Time.Today, Way.Link), site.Time)
        );
        await site.RunJobs();
        Assert.Equal(CaregiverStatus.Paused, (await site.Caregiver(gerda)).Status);
        var page = await (await site.SignedIn()).Open($"/zaak/{sanne}");
        page.Choose(Dutch("CaseModel.Step"), Dutch("CaseModel.Way.spoken"));
        if (kind == EventKind.CrisisAdmission)
            page.Choose(Dutch("CaseModel.WhatNow"), Dutch("HappenedModel.Then." + then));
        else
            page.Choose(Dutch("CaseModel.When"), page.LabelsOf(Dutch("CaseModel.When"))[^3]);

        await page.Press(Dutch("CaseModel.SaveContact"));

        Assert.Empty(page.Errors);
        Assert.Equal(CaregiverStatus.Aftercare, (await site.Caregiver(gerda)).Status);
        Assert.Equal(
            1,
            await site.Count("audit_log", $"caregiver_id = {gerda} and action = 'tell' and object = 'change'")
        );
        Assert.Equal(
            0,
            await site.Count("audit_log", $"caregiver_id = {sanne} and action = 'tell' and object = 'change'")
        );
    }

    [Fact]
    public async Task The_red_row_of_who_lost_somebody_says_so_and_to_condole_until_a_talk()
    {
        var gerda = await site.AddCaregiver("gerda", "Gerda");
        await site.Sql("update care_situation set relation = 'child', called = 'mijn vader'");
        await site.AddSignal(gerda);
        await site.Write(transaction =>
            Happen.Tell(transaction, new Telling(gerda, [EventKind.Death], site.Time.Today, Way.File), site.Time)
        );
        var says = $"Vader is overleden (2 mrt). {Dutch("WorklistModel.Condole")}";

        var page = await (await site.SignedIn()).Open("/werklijst");
        Assert.Has(OpenSignals.Reason, page.Text);
        Assert.Has(says, page.Text);

        site.Advance(TimeSpan.FromHours(1));
        await site.Contact(
            (await site.Read(async transaction => await SignalTable.OpenOf(transaction, gerda)))!.Id,
            ContactWay.Spoken,
            3
        );
        await page.Open("/werklijst");
        Assert.Lacks(Dutch("WorklistModel.Condole"), page.Text);
    }

    [Fact]
    public async Task What_is_to_be_known_before_a_word_is_said_stands_before_the_number()
    {
        var anna = await site.AddCaregiver();
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Call, anna, site.Time.Today, site.Time.Now)
        );
        await site.Write(transaction =>
            Happen.Tell(transaction, new Telling(anna, [EventKind.Death], site.Time.Today, Way.Link), site.Time)
        );

        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");

        var head = page.Page.QuerySelector(".case-head")!.InnerHtml;
        var first = head.IndexOf(Dutch("WorklistModel.AskFirst.Note"), StringComparison.Ordinal);
        Assert.InRange(first, 0, head.IndexOf("tel:", StringComparison.Ordinal));
        Assert.Equal(
            page.Text.IndexOf(Dutch("WorklistModel.AskFirst.Note"), StringComparison.Ordinal),
            page.Text.LastIndexOf(Dutch("WorklistModel.AskFirst.Note"), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_collapse_is_told_as_one_in_the_reasons_of_a_case()
    {
        var anna = await site.AddCaregiver();
        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(anna, [EventKind.CareCollapse], site.Time.Today, Way.Colleague),
                site.Time
            )
        );
        await site.RunJobs();

        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");

        Assert.Has(Texts.Capital(EventWords.Of(EventKind.CareCollapse)), page.Page.QuerySelector(".why")!.TextContent);
        Assert.Lacks("met spoed", page.Page.QuerySelector(".why")!.TextContent);
    }

    [Fact]
    public async Task A_day_to_look_again_is_said_and_kept()
    {
        var anna = await site.AddCaregiver();
        var page = (await Happened(anna)).ChooseKind(EventKind.Moved);
        await page.Press(Dutch("Everywhere.GoOn"));
        Assert.Equal([Dutch("HappenedModel.Follows.None")], page.TextsOf("main li"));
        await page.Follow(Dutch("Everywhere.ToNo"));

        page.ChooseKind(EventKind.Moved).Choose(Dutch("HappenedModel.When"), Dutch("CaseModel.When.week", "ma 9 mrt"));
        await page.Press(Dutch("Everywhere.GoOn"));
        Assert.Equal([Dutch("HappenedModel.Follows.Look", "maandag 9 maart")], page.TextsOf("main li"));
        await page.Press(Dutch("HappenedModel.Yes"));

        Assert.Equal(1, await site.Count("signal", "closed_at is null and next_on = '2026-03-09'"));
    }

    [Fact]
    public async Task The_row_of_a_day_to_look_again_says_what_happened()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var page = await (await Happened(anna)).Note(EventKind.HelperLost);

        await page.Open("/werklijst");

        Assert.Has($"{HappenedWords.Of(EventKind.HelperLost, null)} (2 mrt).", page.Text);
    }

    [Fact]
    public async Task Who_cares_for_two_is_asked_about_whom_and_a_death_of_one_ends_that_care_alone()
    {
        var anna = await site.AddCaregiver();
        await site.Sql(
            $"update care_situation set relation = 'child', called = 'mijn moeder' where caregiver_id = {anna}"
        );
        var partner = new CareFacts
        {
            CaregiverId = anna,
            Situation = "b",
            Relation = Relation.Partner,
        };
        await site.Write(transaction => SituationTable.SaveFurther(transaction, partner));
        var page = (await Happened(anna)).ChooseKind(EventKind.Death);
        await page.Press(Dutch("Everywhere.GoOn"));
        Assert.Equal([Dutch("HappenedModel.Error.Care")], page.Errors);

        await page.Choose(Dutch("HappenedModel.Care"), "moeder").Press(Dutch("Everywhere.GoOn"));
        Assert.Has("Moeder is overleden, 2 maart 2026", page.Text);
        Assert.Has(Dutch("HappenedModel.Follows.Ends", "moeder"), page.Text);
        await page.Press(Dutch("HappenedModel.Yes"));

        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
        Assert.Equal(1, await site.Count("care_situation", "ended = 'death' and called = 'mijn moeder'"));
        Assert.Equal(1, await site.Count("care_situation", "ended is null"));
    }

    [Fact]
    public async Task Who_else_cares_is_named_only_to_who_may_see_them_and_hears_it_from_their_own_coordinator()
    {
        var sanne = await site.AddCaregiver();
        var gerda = await site.AddCaregiver("2", "Gerda", coordinator: "joost@steunpunt.example");
        foreach (var daughter in new[] { sanne, gerda })
            await site.Write(transaction => SituationTable.SetOwn(transaction, daughter, "a", CareRole.Primary));
        var page = (await Happened(sanne)).ChooseKind(EventKind.Death);

        await page.Press(Dutch("Everywhere.GoOn"));

        Assert.Lacks("Gerda", page.Text);
        Assert.Has(
            Dutch(
                "HappenedModel.Follows.Other",
                ("naam", Dutch("HappenedModel.Follows.Somebody")),
                ("dag", "dinsdag 3 maart")
            ),
            page.Text
        );
        await page.Press(Dutch("HappenedModel.Yes"));
        Assert.Equal(2, await site.Count("event", "kind = 'Death'"));
        Assert.Equal(
            1,
            await site.Count("staff_task", $"caregiver_id = {gerda} and done_at is null and kind = 'care-ended'")
        );
        await page.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Equal(
            (0, 0),
            (await site.Count("event", "kind = 'Death'"), await site.Count("staff_task", "done_at is null"))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_came_by_a_mailed_link_of_who_was_promised_a_call_is_asked_first_and_then_so_or_not(bool isSo)
    {
        var anna = await site.AddCaregiver();
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Call, anna, site.Time.Today, site.Time.Now)
        );
        await site.Write(transaction =>
            Happen.Tell(transaction, new Telling(anna, [EventKind.Death], Some.Date("2026-02-27"), Way.Link), site.Time)
        );
        // No fact yet: nobody condoles on it.
        Assert.Lacks("(27 feb)", (await (await site.SignedIn()).Open($"/zaak/{anna}")).Text);
        var page = await Happened(anna);
        Assert.Has(Dutch("HappenedModel.Told.Link", ("wat", "overlijden"), ("dag", "27 februari")), page.Text);

        await page.Press(Dutch(isSo ? "HappenedModel.IsSo" : "HappenedModel.NotSo"));
        if (isSo)
            await page.Press(Dutch("HappenedModel.Yes"));

        Assert.Equal(isSo ? CaregiverStatus.Aftercare : CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
        Assert.Equal(0, await site.Count("staff_task", "kind = 'ask-first' and done_at is null"));
        Assert.Equal(isSo ? 1 : 0, await site.Count("event", "kind = 'Death' and ends_care = 1"));
    }

    [Fact]
    public async Task Which_respite_failed_is_to_be_said_of_each_that_it_may_be_where_nobody_said_which()
    {
        var anna = await site.AddCaregiver();
        foreach (var kind in new[] { "day-care", "short-stay" })
            await site.AddHelp(anna, kind);
        var page = (await Happened(anna)).ChooseKind(EventKind.RespiteFailed);

        await page.Press(Dutch("Everywhere.GoOn"));
        Assert.Has(Dutch("HappenedModel.Follows.HelpUnsaid"), page.Text);
        await page.Press(Dutch("HappenedModel.Yes"));

        Assert.Equal(2, await site.Count("help_step", "step = 'heard'"));
        Assert.Equal(0, await site.Count("help", "next_on > '2026-03-03'"));
    }

    [Fact]
    public async Task A_pause_and_a_stop_stand_beside_it_and_nothing_else_changes_there()
    {
        var anna = await site.AddCaregiver();
        var page = await Happened(anna);
        Assert.Equal(
            [Dutch("HappenedModel.Life.pause"), Dutch("HappenedModel.Life.stop")],
            page.LabelsOf(Dutch("HappenedModel.Choice"))
        );
        await page.Post($"/zaak/{anna}/gebeurd?handler=Participation", [page.Token, new("Choice", "resume")]);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);

        await page.ChangeParticipation(Dutch("HappenedModel.Life.stop"));

        Assert.Equal("Stopped", await Stored());
        Assert.Equal(CaregiverStatus.Ended, (await site.Caregiver(anna)).Status);
    }

    [Theory]
    [InlineData("2026-03-03")]
    [InlineData("2024-03-01")]
    [InlineData("gisteren")]
    public async Task A_day_that_cannot_be_is_refused_at_its_field(string day)
    {
        var anna = await site.AddCaregiver();

        var page = await (await Happened(anna))
            .ChooseKind(EventKind.Fall)
            .Write(Day, day)
            .Press(Dutch("Everywhere.GoOn"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#Happening_On", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(0, await site.Count("event"));
    }

    [Fact]
    public async Task A_collapse_of_which_one_hears_after_a_stop_is_noted_with_what_happened()
    {
        var anna = await site.AddCaregiver();
        await (await Happened(anna)).ChangeParticipation(Dutch("HappenedModel.Life.stop"));

        await (await Happened(anna)).Note(EventKind.CareCollapse, "stops");

        Assert.Equal("Stopped,CareCollapse", await Stored());
    }

    private async Task<string> Stored() =>
        string.Join(',', await site.Read(transaction => transaction.All<string>("select kind from event order by id")));

    private async Task<Browser> Happened(long caregiver) =>
        await (await site.SignedIn()).Open($"/zaak/{caregiver}/gebeurd");
}
