using CaregiverSignal.Pages.ForCoordinators.Consents;
using CaregiverSignal.Sharing;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.CheckIns;

/// <summary>Lists that somebody asks for, from the choice to the answers; today is Monday 2 March 2026.</summary>
public sealed class AskedListsTests() : AtASite("2026-03-02")
{
    private const string Anna = "persoon1@example.org";
    private const string Appraisal = "Hoe u ernaar kijkt";

    [Fact]
    public async Task A_new_data_file_is_offered_asked_once_and_read_without_a_line_of_code()
    {
        using var folder = new TemporaryFolder();
        var own = new OwnQuestionnaires(Path.Combine(folder.Name, "questionnaires"));
        own.Lay(
            "garden-v1.json",
            own.Read("giving-v1.json")
                .Replace("\"giving\"", "\"garden\"")
                .Replace("Wat u graag voor anderen doet", "Uw tuin")
        );
        own.Lay("garden-v1.wording.json", own.Read("giving-v1.wording.json").Replace("\"giving\"", "\"garden\""));
        using var there = Some.Installation(
                ("Questionnaires:Folder", own.Folder),
                ("Questionnaires:Plan", Path.Combine(own.Folder, "plan.json"))
            )
            .On("2026-03-02");
        var anna = await there.AddCaregiver(nextDueOn: new DateOnly(2026, 3, 9));
        var els = await there.SignedIn();

        await els.Open($"/zaak/{anna}/meer");
        await els.Write(Dutch("MoreModel.AskedList"), "Uw tuin").Press(Dutch("MoreModel.List.Ask"));
        Assert.Has(Dutch("CaseModel.Agreement.list", ("lijst", "Uw tuin"), ("dag", "1 juni 2026")), els.Text);
        await there.On("2026-03-09").RunJobs();
        var form = await there.NewBrowser().Open(TestInstallation.LinkIn(there.Mails()[^1]));
        await form.Press(Dutch("CheckInPageModel.Start"));
        while (form.Path != "/vragen/slot")
        {
            if (form.Questions.Contains("Wat doet u graag voor een ander?"))
                form.Choose("Wat doet u graag voor een ander?", "Luisteren en meeleven");
            await form.Press(Dutch("QuestionsPage.Next"));
        }

        await form.Press(Dutch("LastPage.Send"));

        Assert.Equal("/dank", form.Path);
        els = await there.SignedIn();
        await els.Open($"/zaak/{anna}");
        Assert.Has("Luisteren en meeleven", els.Text);
        Assert.Equal(1, await there.Count("agreement", "kind = 'list' and ended_on = '2026-03-09'"));
        var ownPage = await there.OnOwnPageWithCode(Anna);
        Assert.Has("Uw tuin. Wat doet u graag voor een ander? Luisteren en meeleven.", ownPage.Text);
        await there.On("2026-04-20").RunJobs();
        Assert.DoesNotContain("garden", (await there.CheckIns(anna))[^1].InstrumentKeys);
    }

    [Fact]
    public async Task The_cra_can_be_asked_when_a_coordinator_wants_to_look_deeper_and_the_plan_waits_for_it()
    {
        var anna = await site.AddCaregiver(enrolledOn: Some.Date("2026-03-05"));
        await Ask(anna, "cra");

        await site.On("2026-03-05").RunJobs();

        var first = (await site.CheckIns(anna))[0];
        Assert.Equal(["opening", "srb", "volhoudtijd", "cra"], first.InstrumentKeys);
        await site.Save(first, "cra", ("c01", 3));
        await site.Send(first);
        await site.On("2026-04-05").RunJobs();
        Assert.Equal(["opening", "srb", "csi", "volhoudtijd", "wishes"], (await site.CheckIns(anna))[1].InstrumentKeys);
    }

    [Fact]
    public async Task It_goes_along_until_something_of_it_is_answered_and_three_months_at_most()
    {
        var anna = await site.AddCaregiver(enrolledOn: Some.Date("2026-03-05"));
        await Ask(anna, "appraisal");
        foreach (var day in new[] { "2026-03-05", "2026-04-05", "2026-05-05", "2026-06-05" })
        {
            await site.On(day).RunJobs();
            await site.Save((await site.CheckIns(anna))[^1], "volhoudtijd", ("time", 4));
            await site.Send((await site.CheckIns(anna))[^1]);
        }

        Assert.Equal(
            [true, true, true, false],
            (await site.CheckIns(anna)).Select(checkIn => checkIn.InstrumentKeys.Contains("appraisal"))
        );
    }

    [Fact]
    public async Task What_was_answered_is_not_asked_sooner_than_it_may_be_asked_again()
    {
        var anna = await site.AddCaregiver(enrolledOn: Some.Date("2026-03-05"));
        await Ask(anna, "appraisal");
        await site.On("2026-03-05").RunJobs();
        await site.Save((await site.CheckIns(anna))[0], "appraisal", ("outlook", 3));
        await site.Send((await site.CheckIns(anna))[0]);

        site.On("2026-03-20");
        await Ask(anna, "appraisal");
        await site.Write(async transaction =>
            await CheckInOpening.OpenNow(transaction, await site.Caregiver(anna), site.Part<Plan>(), site.Time)
        );

        Assert.DoesNotContain("appraisal", (await site.CheckIns(anna))[1].InstrumentKeys);
    }

    [Fact]
    public async Task A_caregiver_asks_for_a_list_on_their_own_page_and_has_it_at_once()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var page = await site.OnOwnPageWithCode(Anna);
        await page.Press(Dutch("MyPageModel.Lists.Ask"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(Anna, page.Page.QuerySelector("#Mail")!.GetAttribute("value"));

        await page.Write(Dutch("MyPageModel.AskedList"), Appraisal).Press(Dutch("MyPageModel.Lists.Ask"));

        Assert.Equal(Dutch("CheckInPageModel.Welcome.Named", "Els"), page.Heading);
        Assert.Contains("appraisal", (await site.CheckIns(anna))[0].InstrumentKeys);
        Assert.Equal(1, await site.Count("agreement", "kind = 'list' and set_by = 'caregiver'"));
        page = await site.OnOwnPage(Anna);
        Assert.Lacks("Verdriet om uw partner", page.Text);
        await CaresForPartner();
        page = await site.OnOwnPage(Anna);
        await page.Write(Dutch("MyPageModel.AskedList"), "Verdriet om uw partner")
            .Press(Dutch("MyPageModel.Lists.Ask"));
        Assert.Has(Dutch("MyPageModel.Lists.Later"), page.Text);
    }

    [Fact]
    public async Task What_is_in_each_check_in_or_is_for_afterwards_is_no_choice_and_nor_is_any_list_for_who_is_young()
    {
        var anna = await site.AddCaregiver();
        var keys = await ChoicesFor(anna);
        Assert.DoesNotContain("grief", keys.Select(key => key.Key));
        await site.Sql("update care_situation set relation = 'child'");
        Assert.Equal(keys, await ChoicesFor(anna));
        await CaresForPartner();
        keys = await ChoicesFor(anna);
        Assert.Equal(
            [
                "appraisal",
                "carerqol",
                "cra",
                "csi",
                "giving",
                "grief",
                "parts-of-life",
                "roles",
                "ssl-12-i",
                "ssl-d-8",
                "wishes",
            ],
            keys.Select(key => key.Key)
        );
        Assert.All(
            keys.Where(key => site.Part<Plan>().Instruments.All(it => it.Key != key.Key)),
            instrument => Assert.True(instrument is { IsUnscored: true, Licence.State: LicenceState.Ours })
        );
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/meer");
        await els.Press(Dutch("MoreModel.List.Ask"));
        Assert.Equal(
            Dutch("MoreModel.Error.AskedList"),
            Assert.Single(els.Page.QuerySelectorAll(".error-summary a")).TextContent
        );

        await site.Sql("update caregiver set born = '2009-06-01', young_until = '2027-06-01'");
        Assert.Empty(await ChoicesFor(anna));
    }

    [Fact]
    public async Task A_coordinator_takes_it_back()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 3, 9));
        await CaresForPartner();
        await Ask(anna, "grief");
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/meer");

        await els.Press(Dutch("Everywhere.PutBack"));
        await site.On("2026-03-09").RunJobs();

        Assert.DoesNotContain("grief", (await site.CheckIns(anna))[0].InstrumentKeys);
    }

    [Fact]
    public async Task What_is_said_of_professionals_is_in_no_letter_to_one()
    {
        var anna = await site.AddCaregiver();
        await site.AddAnswered(anna, Some.Date("2026-02-02"), null, ("wishes.wish", 2), ("wishes.professionals", 4));

        var letter = await site.Read(async transaction =>
            new LetterWords(site.Instruments, site.Time)
                .PartOf(
                    await site.Part<ConsentLetters>()
                        .PartOf(transaction, await site.Caregiver(anna), ConsentData.Wishes)
                )
                .Lines
        );

        Assert.Contains(letter, line => line.Contains("Iemand die het een tijdje overneemt"));
        Assert.DoesNotContain(letter, line => line.Contains("luisteren niet"));
    }

    private Task CaresForPartner() => site.Sql("update care_situation set relation = 'partner'");

    private Task<IReadOnlyList<Instrument>> ChoicesFor(long caregiver) =>
        site.Read(async transaction =>
            await AskedLists.ChoicesFor(
                transaction,
                await site.Caregiver(caregiver),
                site.Part<Plan>(),
                site.Time.Today
            )
        );

    private async Task Ask(long caregiver, string key) =>
        Assert.True(
            await site.Write(async transaction =>
                await AskedLists.Ask(transaction, await site.Caregiver(caregiver), site.Part<Plan>(), key, 1, site.Time)
            )
        );
}
