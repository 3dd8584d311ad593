using CaregiverSignal.Enrolments;
using CaregiverSignal.Import;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// After an admission or a death: kind words first, in a rhythm of its own, nothing about caring, and the end is the
/// caregiver's. Today is Monday 2 March 2026.
/// </summary>
public sealed class AftercareTests() : AtASite("2026-03-02")
{
    /// <summary>What would sound as if care at home went on.</summary>
    private static readonly string[] OfCare =
    [
        "vragenlijst",
        "Een paar vragen",
        "volhoud",
        "voor wie u zorgt",
        "het zorgen",
        "Mogelijkheden",
        "Redt het zelf",
        Dutch("HappenedModel.Life.resume"),
    ];

    [Fact]
    public async Task After_a_death_there_are_condolences_a_few_questions_and_a_kind_call_and_nothing_about_caring()
    {
        var anna = await CareEnded(EventKind.Death);

        await site.On("2026-03-08").RunJobs();
        Assert.Empty(await site.Mails("invitation"));
        await site.On("2026-03-09").RunJobs();
        var mail = Assert.Single(await site.Mails("invitation"));
        Assert.Equal("Bericht van Els", mail.Subject);
        Assert.Begins("Beste Anna,\r\n\r\nGecondoleerd met uw verlies.", mail.Text);
        NothingOfCare(mail.Text);
        var browser = await site.NewBrowser().Open(LastLink());
        Assert.Equal(Dutch("AftercarePage.Death.First.Heading"), browser.Heading);
        Assert.Equal(
            ["Hoe gaat het nu met u?", "Hoe zwaar zijn uw dagen?", Dutch("LastPage.Call")],
            browser.Questions.Where(question => question.EndsWith('?')).Take(3)
        );
        NothingOfCare(browser.Text);
        await browser
            .Choose("Hoe gaat het nu", "Heel slecht")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(("/dank", Dutch("Shared.AftercareSentTitle")), (browser.Path, browser.Heading));
        Assert.Has(Dutch("Shared.AftercareReads", "Els"), browser.Text);
        Assert.Has("Els of een collega belt u uiterlijk", browser.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), browser.Text);
        Assert.Equal(
            ["tel:112", "tel:113"],
            browser.Page.QuerySelectorAll("main a[href^='tel:11']").Select(link => link.GetAttribute("href"))
        );
        NothingOfCare(browser.Text);

        await site.RunJobs();
        await site.On("2026-03-20").RunJobs();
        Assert.Single(ToAnna);
        var desk = await site.SignedIn();
        Assert.Has("Antwoordde op 9 maart dat het slecht gaat of zwaar is.", desk.Text);
        await desk.Open($"/zaak/{anna}");
        Assert.Has(DutchPart("CaseModel.Ended.Death"), desk.Text);
        NothingOfCare(desk.Text);

        await site.On("2026-04-13").RunJobs();
        Assert.Has(Dutch("InvitationMail.DeathLaterOpening"), (await site.Mails("invitation"))[^1].Text);
        await site.On("2026-04-27").RunJobs();
        Assert.Equal(0, await site.Count("finding", "kind <> 'request'"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'silent'"));
    }

    [Fact]
    public async Task Who_answers_that_it_goes_badly_is_offered_a_call_and_reads_whom_to_call_at_once()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();

        var browser = await site.NewBrowser().Open(LastLink());
        await browser.Choose("Hoe gaat het nu", "Heel slecht").Press(Dutch("Everywhere.Send"));

        Assert.Has(DutchPart("Shared.AftercareHeavy"), browser.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'aftercare' and done_at is null"));
        Assert.Has(Dutch("Shared.AftercareUrgent"), browser.Text);
        NothingOfCare(browser.Text);
        await browser.Follow(Dutch("ResultModel.OtherDay"));
        NothingOfCare(browser.Text);
        await browser.Press(Dutch("Shared.CallYes"));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", "woensdag 11 maart")), browser.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), browser.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'aftercare' and done_at is null"));

        // Nobody is to call any more, and so nobody says it.
        await site.Write(async transaction =>
            await PromisedCall.TakeBack(
                transaction,
                anna,
                (await StaffTaskTable.CallOf(transaction, anna))!.Id,
                Language.Dutch,
                site.Time
            )
        );
        await browser.Open("/dank");
        Assert.Lacks("belt Els u", browser.Text);
        Assert.Has(Dutch("Shared.AftercareUrgent"), browser.Text);
    }

    [Theory]
    [InlineData("Death")]
    [InlineData("Admission")]
    public async Task A_call_asked_for_weeks_after_the_care_ended_stands_out_as_anybodys_and_one_of_before_does_not(
        string how
    )
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 1));
        await AskToBeCalled((await site.AskByLink(anna, "opening")).Link);
        Assert.Equal($"/werklijst /zaak/{anna} /mensen", await LoudOn(anna));

        await (await (await site.SignedIn()).Open($"/zaak/{anna}/gebeurd")).Note(Enum.Parse<EventKind>(how));
        Assert.Empty(await LoudOn(anna));

        await site.On("2026-04-13").RunJobs();
        Assert.Empty(await LoudOn(anna));
        await AskToBeCalled(LastLink());
        Assert.Equal($"/werklijst /zaak/{anna} /mensen", await LoudOn(anna));
    }

    [Fact]
    public async Task Who_is_called_about_a_heavy_answer_was_given_the_call_that_they_asked_for_with_it()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();
        var browser = await site.NewBrowser().Open(LastLink());
        await browser
            .Choose("Hoe gaat het nu", "Heel slecht")
            .Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"))
            .Press(Dutch("Everywhere.Send"));
        var desk = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await desk.Press(Dutch("WorklistModel.Saved.Of", "Anna J."));

        Assert.Equal(2, await site.Count("staff_task", "kind in ('aftercare', 'call') and done_by is not null"));
        await site.On("2026-03-12").RunJobs();
        Assert.Equal(0, await site.Count("staff_task", "kind = 'call' and escalated_at is not null"));
    }

    [Fact]
    public async Task A_program_that_ends_the_mails_takes_no_call_away_that_was_said_to_come()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();
        await (await site.NewBrowser().Open(LastLink()))
            .Choose("Hoe gaat het nu", "Heel slecht")
            .Press(Dutch("Everywhere.Send"));

        await site.NewBrowser().Post(TestInstallation.LinkIn(ToAnna[^1], "p"), [new("List-Unsubscribe", "One-Click")]);

        Assert.Null((await site.Caregiver(anna)).AftercareOn);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'aftercare' and due_on = '2026-03-10' and done_at is null")
        );
        Assert.Has("Antwoordde op 9 maart dat het slecht gaat of zwaar is.", (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task Who_answers_that_it_goes_badly_and_then_that_it_is_good_so_is_called_all_the_same()
    {
        await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();
        var browser = await site.NewBrowser().Open(LastLink());
        await browser.Choose("Hoe gaat het nu", "Heel slecht").Press(Dutch("Everywhere.Send"));
        await browser.Open(LastLink());
        await browser.Press(Dutch("EnoughPage.Enough"));

        Assert.Has("Heeft het zwaar, en koos op 9 maart ‘zo is het goed’.", (await site.SignedIn()).Text);
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'aftercare' and due_on = '2026-03-10' and done_at is null")
        );
        await browser.Open(LastLink());
        await browser.Press(Dutch("OptOutPage.RejoinAftercare"));
        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'aftercare' and due_on = '2026-03-10' and done_at is null")
        );
    }

    [Fact]
    public async Task A_call_that_was_asked_for_later_is_not_ended_with_an_older_kind_call()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();
        await (await site.NewBrowser().Open(LastLink()))
            .Choose("Hoe gaat het nu", "Heel slecht")
            .Press(Dutch("Everywhere.Send"));
        site.On("2026-03-12");
        await site.Write(transaction => PromisedCall.AskAlone(transaction, anna, new CallTime(), site.Time));

        var desk = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await desk.Press(Dutch("WorklistModel.Saved.Of", "Anna J."));

        Assert.Equal(1, await site.Count("staff_task", "kind = 'aftercare' and done_by is not null"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
    }

    [Fact]
    public async Task A_kind_call_that_is_late_stays_with_whom_it_went_to_when_they_ask_for_one()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();
        await (await site.NewBrowser().Open(LastLink()))
            .Choose("Hoe gaat het nu", "Heel slecht")
            .Press(Dutch("Everywhere.Send"));
        site.On("2026-03-12");

        await site.Write(transaction => PromisedCall.AskAlone(transaction, anna, new CallTime(), site.Time));

        Assert.Equal(2, await site.Count("staff_task", "kind in ('aftercare', 'call') and done_at is null"));
    }

    [Fact]
    public async Task Who_tells_of_a_death_after_answering_sees_no_result_about_caring_any_more()
    {
        var link = (await site.AskByLink(await site.AddCaregiver(), "opening")).Link;
        var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe gaat het", "Slecht").Press(Dutch("LastPage.Send"));
        await browser.Open("/veranderd?van=dank");
        await browser
            .Choose(Dutch("ChangePage.Heading"), Dutch("ChangePage.Kind.Death"))
            .Choose(Dutch("ChangePage.When"), Dutch("ChangePage.When.vandaag"))
            .Press(Dutch("Everywhere.Send"));
        Assert.Equal(Dutch("AftercarePage.Death.First.Heading"), browser.Heading);
        Assert.Has("De naaste is overleden, 2 maart 2026.", (await site.SignedIn()).Text);

        await browser.Open("/dank");
        Assert.Lacks("belt Els u binnenkort", browser.Text);

        NothingOfCare(browser.Text);
    }

    [Fact]
    public async Task Who_lets_it_lie_is_called_kindly_and_the_case_closes_with_the_next_look_alone()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.CaresForPartner(anna);
        await site.On("2026-03-09").RunJobs();
        await site.On("2026-03-23").RunJobs();

        var desk = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Task.aftercare.silent"), desk.Text);
        await desk.Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.ForLost", Dutch("CaseModel.Relation.partner")), desk.Text);
        Assert.Lacks(Dutch("CaseModel.Together"), desk.Text);
        Assert.Has(Dutch("CaseModel.Wish.lost", "2 maart"), desk.Text);
        await desk.Contact("spoken", Dutch("CaseModel.When.week", "ma 30 mrt")).Press(Dutch("CaseModel.SaveContact"));
        Assert.Lacks("Reageerde niet", (await desk.Open("/werklijst")).Text);

        await desk.Open($"/zaak/{anna}");
        await (await desk.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.other"))
            .Press(Dutch("ClosingModel.Close"));
        Assert.Has(Dutch("CaseModel.Error.Look"), desk.Text);
        await desk.Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.on-day"))
            .Press(Dutch("ClosingModel.Close"));
        Assert.Has(Dutch("CaseModel.Error.LookDay"), desk.Text);
        await desk.Write(Dutch("ClosingModel.Day"), "2026-05-11").Press(Dutch("ClosingModel.Close"));
        desk = await site.SignedIn();
        Assert.Has(Dutch("Everywhere.State.Again", "op 11 mei"), desk.Text);

        await desk.Open($"/zaak/{anna}");
        await (await desk.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.other"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.rhythm.aftercare", "13 april 2026"))
            .Press(Dutch("ClosingModel.Close"));
        await site.On("2026-04-13").RunJobs();
        Assert.Equal(2, await Asked());
    }

    [Fact]
    public async Task After_an_admission_the_end_is_the_caregivers_and_can_be_taken_back()
    {
        var anna = await CareEnded(EventKind.Admission);
        await site.On("2026-03-09").RunJobs();
        Assert.Has("U blijft welkom bij ons.", (await site.Mails("invitation"))[0].Text);
        var browser = await site.NewBrowser().Open(LastLink());
        Assert.Has(Dutch("AftercarePage.Admission.OwnWords"), browser.Text);
        await browser.Follow(Dutch("AftercarePage.EnoughGo"));
        Assert.Equal(CaregiverStatus.Aftercare, (await site.Caregiver(anna)).Status);
        await browser.Press(Dutch("EnoughPage.Enough"));
        Assert.Equal(Dutch("Shared.EnoughTitle"), browser.Heading);
        Assert.Equal(CaregiverStatus.Ended, (await site.Caregiver(anna)).Status);
        var desk = await site.SignedIn();
        Assert.Has("Koos op 9 maart", desk.Text);
        await desk.Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.CloseTitle"), desk.Text);
        NothingOfCare(desk.Text);

        site.On("2026-03-11");
        await browser.Open(LastLink());
        await browser.Press(Dutch("OptOutPage.RejoinAftercare"));
        Assert.Equal(Dutch("Shared.AftercareAgainTitle"), browser.Heading);
        await site.RunJobs();
        await site.On("2026-04-13").RunJobs();
        Assert.Equal(2, await Asked());

        await browser.Post(TestInstallation.LinkIn(ToAnna[^1], "p"), [new("List-Unsubscribe", "One-Click")]);
        Assert.Equal(Dutch("Shared.NotAskedTitle"), browser.Heading);
        await site.On("2026-06-02").RunJobs();
        Assert.Equal(2, await Asked());
        Assert.Has(Dutch("WorklistModel.Task.aftercare.no-mail"), (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task Who_is_called_or_written_to_is_asked_the_same_few_questions_by_a_person()
    {
        var anna = await CareEnded(EventKind.Death, "phone");
        await site.On("2026-03-09").RunJobs();

        var desk = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Ask.phone"), desk.Text);
        await desk.Open($"/zaak/{anna}/invullen/{(await site.CheckIns(anna))[^1].Id}");
        Assert.Has("Hoe zwaar zijn uw dagen?", desk.Text);
        NothingOfCare(desk.Text);
        Assert.Empty(await site.Mails("invitation"));
    }

    [Fact]
    public async Task Who_cares_for_somebody_else_is_asked_as_usual_again_and_what_was_open_is_closed()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();

        var desk = await site.SignedIn();
        await desk.Open($"/zaak/{anna}/gebeurd");
        await desk.ChangeParticipation(Dutch("HappenedModel.Life.resume.Death"));

        Assert.Equal(
            (CaregiverStatus.Active, null),
            ((await site.Caregiver(anna)).Status, (await site.Caregiver(anna)).AftercareOn)
        );
        Assert.Equal(0, await site.Count("check_in", "closed_at is null"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'aftercare' and done_at is null"));
        await site.On("2026-06-01").RunJobs();
        Assert.Equal(1, await site.Count("check_in", "instruments like 'opening;%'"));
        Assert.Equal(1, await Asked());
    }

    [Fact]
    public async Task What_was_told_by_mistake_is_taken_away_and_they_are_asked_as_before()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();

        var desk = await (await site.SignedIn()).Open($"/zaak/{anna}/gebeurd");
        await desk.Press(Dutch("HappenedModel.Undo"));

        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(anna)).Status);
        Assert.Equal(0, await site.Count("event", "kind = 'Death'"));
        Assert.Equal(0, await site.Count("check_in", "closed_at is null"));
        await site.On("2026-06-01").RunJobs();
        Assert.Equal(1, await site.Count("check_in", "instruments like 'opening;%'"));
    }

    [Fact]
    public async Task Who_ended_aftercare_and_comes_back_by_phone_is_in_aftercare_and_not_asked_about_caring()
    {
        var anna = await CareEnded(EventKind.Death);
        await site.On("2026-03-09").RunJobs();
        await (await (await site.NewBrowser().Open(LastLink())).Follow(Dutch("AftercarePage.EnoughGo"))).Press(
            Dutch("EnoughPage.Enough")
        );
        site.On("2026-05-04");

        var desk = await (await site.SignedIn()).Open($"/zaak/{anna}/gebeurd");
        await desk.ChangeParticipation(Dutch("HappenedModel.Life.resume.Aftercare"));

        Assert.Equal(CaregiverStatus.Aftercare, (await site.Caregiver(anna)).Status);
        Assert.Equal(0, await site.Count("staff_task", "kind = 'aftercare' and done_at is null"));
        await site.RunJobs();
        await site.On("2026-06-01").RunJobs();
        Assert.Equal(2, await Asked());
        Assert.Equal(0, await site.Count("check_in", "instruments <> 'aftercare'"));
    }

    [Fact]
    public async Task A_pause_that_ended_before_a_death_was_told_does_not_end_the_aftercare()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 1));
        await site.Happened(anna, "2026-03-01", "Resumed");
        site.On("2026-03-03");
        await site.Happened(anna, "2026-02-24", "Death");
        await site.Write(transaction => Participation.EnterAftercare(transaction, anna, site.Time));

        Assert.Equal(CaregiverStatus.Aftercare, (await site.Caregiver(anna)).Status);
        await site.On("2026-04-07").RunJobs();
        Assert.Equal(1, await Asked());
    }

    [Fact]
    public async Task A_death_told_by_a_file_closes_the_questions_that_were_open_and_mails_nobody_who_had_stopped()
    {
        var anna = await site.AddCaregiver();
        var bram = await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction => Participation.Stop(transaction, bram, ReportedBy.Caregiver, site.Time));
        await site.RunJobs();
        site.On("2026-03-04");

        await FromAFile(("1", "2026-03-02"), ("2", "2026-03-03"));

        Assert.Equal(0, await site.Count("check_in", "closed_at is null"));
        Assert.Equal(CaregiverStatus.Ended, (await site.Caregiver(bram)).Status);
        await site.RunJobs();
        await site.On("2026-03-09").RunJobs();
        await site.On("2026-04-13").RunJobs();
        Assert.Equal(1, await site.Count("check_in", "instruments = 'aftercare' and asked_on = '2026-03-09'"));
        Assert.Equal(0, await site.Count("check_in", $"caregiver_id = {bram}"));
    }

    /// <summary>Deaths that a file told of, by person and day.</summary>
    private async Task FromAFile(params (string Person, string Day)[] deaths)
    {
        var rows = deaths.Select(death => new EventRow(
            new FilePlace("events.csv", 2),
            death.Person,
            Some.Date(death.Day),
            EventKind.Death,
            ReportedBy.Caregiver,
            "",
            null
        ));
        var imports = new Imports(
            site.Database,
            site.Installation.Settings,
            site.Instruments,
            site.Installation.Plan,
            site.Time
        );
        var result = await imports.StoreAsync(new ImportFolder([], [], [], [.. rows]), dryRun: false);
        Assert.Empty(result.Faults);
    }

    private async Task<long> CareEnded(EventKind kind, string channel = "email")
    {
        var anna = await site.AddCaregiver(channel: channel, nextDueOn: new DateOnly(2026, 6, 1));
        var desk = await site.SignedIn();
        await desk.Open($"/zaak/{anna}/gebeurd");
        await desk.Note(kind);
        await site.RunJobs();
        return anna;
    }

    private async Task AskToBeCalled(string link)
    {
        await (await site.NewBrowser().Open(link + "?wat=bellen")).Press(Dutch("Shared.CallYes"));
        await site.RunJobs();
    }

    /// <summary>The pages of staff on which they stand out.</summary>
    private async Task<string> LoudOn(long caregiver)
    {
        var desk = await site.SignedIn();
        var loud = new List<string>();
        foreach (var page in new[] { "/werklijst", $"/zaak/{caregiver}", "/mensen" })
        {
            if ((await desk.Open(page)).Page.QuerySelector("main .tag-now") is not null)
                loud.Add(page);
        }

        return string.Join(' ', loud);
    }

    private Task<long> Asked() => site.Count("check_in", "instruments = 'aftercare'");

    private List<string> ToAnna => [.. site.Mails().Where(mail => mail.Contains("To: persoon1@example.org"))];

    private string LastLink() => TestInstallation.LinkIn(ToAnna[^1]);

    private static void NothingOfCare(string text) =>
        Assert.Each(OfCare, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
}
