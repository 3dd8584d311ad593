namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>The sheet for the first talk: load, own wish and network (domain.md rows 5 and 86).</summary>
public sealed class FirstTalkTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task It_has_what_is_known_and_room_for_the_rest()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        await site.Sql(
            """
            insert into care_situation (caregiver_id, relation, hours_per_week, had_choice, keeps_doing)
            values (1, 'partner', 40, 0, 'Samen eten.')
            on conflict (caregiver_id) where is_own = 1
            do update set relation = 'partner', hours_per_week = 40, had_choice = 0, keeps_doing = 'Samen eten.'
            """
        );
        await site.AddAnswered(
            caregiver,
            new DateOnly(2026, 2, 2),
            "no",
            ("volhoudtijd.time", 3),
            ("wishes.wish", 2),
            ("wishes.take-over", 3),
            ("parts-of-life.body", 1)
        );
        var els = await site.SignedIn();

        await els.Open($"/zaak/{caregiver}");
        await els.Follow(Dutch("CaseModel.FirstTalk"));

        Assert.All(
            [
                "Zorgt voor de partner: 40 uur per week",
                "Voelde zorgen als een keuze: nee",
                "Een maand tot zes maanden (2 februari 2026)",
                "× lichaam en slaap",
                "× Iemand die het een tijdje overneemt",
                "× Nee, er is niemand",
                "Samen eten.",
            ],
            known => Assert.Has(known, els.Text)
        );
        Assert.Equal(3, els.Page.QuerySelectorAll(".sheet-box").Count(box => box.TextContent == "×"));
        Assert.Equal(4, els.Page.QuerySelectorAll(".letter-lines").Length);
        Assert.DoesNotContain(els.Page.QuerySelectorAll(".field"), field => field.Closest(".no-print") is null);
    }

    [Fact]
    public async Task One_press_saves_all_that_was_heard_and_the_conversation_and_what_the_page_does_not_ask_stays()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        var before = await Details(caregiver);
        var els = await site.SignedIn();
        await els.Open($"/zaak/{caregiver}/kring");
        await els.Press(Dutch("SituationsModel.Agrees.visit"));
        await els.Open($"/zaak/{caregiver}/eerste-gesprek");
        Assert.Single(els.Page.QuerySelectorAll("main .button:not(.button-quiet, .phone-now)"));

        await els.Write(Dutch("FirstTalkModel.Said", await FirstName(caregiver)), "Wil vooral slapen.")
            .Write(Dutch("DetailsModel.HoursPerWeek"), "60")
            .Write(Dutch("DetailsModel.Called"), "mijn moeder")
            .Write(Dutch("DetailsModel.CaredForBorn"), "1941")
            .Write(Dutch("DetailsModel.CaredForMunicipality"), "Verzonnenstad")
            .Write(Dutch("DetailsModel.Condition"), Dutch("Everywhere.Condition.dementia"))
            .Choose(Dutch("Everywhere.Tasks"), Dutch("Everywhere.Tasks.nights"))
            .Write(Dutch("DetailsModel.KeepsDoing"), "Samen eten.")
            .Write(Dutch("DetailsModel.HandsOver"), "De nachten.")
            .Write(Dutch("DetailsModel.TakesOver"), "Nee")
            .Write(Dutch("DetailsModel.MailReaders"), Dutch("DetailsModel.MailReaders.somebody"))
            .Write(Dutch("NetworkShown.Name"), "Truus")
            .Write(Dutch("NetworkShown.Kind"), Dutch("NetworkShown.Kind.neighbour"))
            .Write(Dutch("NetworkShown.Ring"), Dutch("NetworkShown.Ring.near"))
            .Check(Dutch("NetworkShown.TakesOver.yes"))
            .Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.spoken"))
            .Press(Dutch("FirstTalkModel.SaveAll"));

        Assert.Equal($"/zaak/{caregiver}", els.Path);
        Assert.Has(Dutch("FirstTalkModel.Saved.Talk", await FirstName(caregiver)), els.Text);
        Assert.Equal(
            before with
            {
                HoursPerWeek = 60,
                Condition = "dementia",
                Called = "mijn moeder",
                CaredForBorn = 1941,
                CaredForMunicipality = "Verzonnenstad",
                Tasks = "nights",
                TasksOn = site.Time.Today,
                KeepsDoing = "Samen eten.",
                HandsOver = "De nachten.",
                TakesOver = false,
                MailReaders = MailReaders.Somebody,
            },
            await Details(caregiver)
        );
        Assert.Equal("Truus 1", await site.Joined("select name || ' ' || takes_over from tie"));
        Assert.Equal(1, await site.Count("audit_log", "action = 'change' and object = 'network'"));
        Assert.Equal("Wil vooral slapen.", await site.Joined("select note from action where kind = 'contacted'"));
        Assert.DoesNotContain(
            els.Page.QuerySelectorAll("a"),
            link => link.TextContent.Trim() == Dutch("CaseModel.FirstTalk")
        );
    }

    [Fact]
    public async Task What_is_typed_before_the_conversation_is_saved_and_the_page_stays()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        var els = await (await site.SignedIn()).Open($"/zaak/{caregiver}/eerste-gesprek");

        await els.Write(Dutch("DetailsModel.HoursPerWeek"), "60").Press(Dutch("FirstTalkModel.SaveAll"));

        Assert.Equal($"/zaak/{caregiver}/eerste-gesprek", els.Path);
        Assert.Has(Dutch("FirstTalkModel.Saved"), els.Text);
        Assert.Equal(60, (await Details(caregiver)).HoursPerWeek);
        Assert.Equal(0, await site.Count("action"));
    }

    [Theory]
    [InlineData("NetworkShown.Name", "Truus", "NetworkShown.Error.Kind")]
    [InlineData("CaseModel.Contact.Day", "", null)]
    public async Task What_is_wrong_in_one_part_loses_nothing_of_the_others(string field, string value, string? error)
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        var els = await site.SignedIn();
        await els.Open($"/zaak/{caregiver}/kring");
        await els.Press(Dutch("SituationsModel.Agrees.visit"));
        await els.Open($"/zaak/{caregiver}/eerste-gesprek");

        await els.Write(Dutch("FirstTalkModel.Said", await FirstName(caregiver)), "Wil vooral slapen.")
            .Write(Dutch("DetailsModel.HandsOver"), "De nachten.")
            .Write(Dutch(field), value)
            .Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.spoken"))
            .Choose(Dutch("CaseModel.When"), Dutch("CaseModel.When.day"))
            .Press(Dutch("FirstTalkModel.SaveAll"));

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        if (error is not null)
            Assert.Contains(Dutch(error), els.Errors);
        Assert.NotEmpty(els.Errors);
        Assert.Equal("Wil vooral slapen.", els.Page.QuerySelector("#Contact_Note")!.TextContent.Trim());
        Assert.Equal("De nachten.", els.Page.QuerySelector("#HandsOver")!.TextContent.Trim());
        Assert.Equal(0, await site.Count("action"));
    }

    [Fact]
    public async Task What_cannot_be_is_said_at_its_field_and_a_colleague_who_saved_meanwhile_is_not_overwritten()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        var els = await (await site.SignedIn()).Open($"/zaak/{caregiver}/eerste-gesprek");

        await els.Write(Dutch("DetailsModel.HoursPerWeek"), "200")
            .Write(Dutch("DetailsModel.HandsOver"), "De nachten.")
            .Press(Dutch("FirstTalkModel.SaveAll"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Equal([Dutch("Everywhere.Error.Hours")], els.Errors);
        Assert.Equal("200", els.Page.QuerySelector("#HoursPerWeek")!.GetAttribute("value"));
        Assert.Equal("De nachten.", els.Page.QuerySelector("#HandsOver")!.TextContent.Trim());
        Assert.Null((await Details(caregiver)).HandsOver);

        var other = await (await site.SignedIn()).Open($"/zaak/{caregiver}/gegevens");
        await other.Write(Dutch("DetailsModel.HoursPerWeek"), "30").PressFirst(Dutch("Everywhere.Save"));
        await els.Write(Dutch("DetailsModel.HoursPerWeek"), "20").Press(Dutch("FirstTalkModel.SaveAll"));
        Assert.Equal((HttpStatusCode.Conflict, 30), (els.Status, (await Details(caregiver)).HoursPerWeek));
        await els.Press(Dutch("FirstTalkModel.SaveAll"));
        Assert.Equal(
            (20, "De nachten."),
            ((await Details(caregiver)).HoursPerWeek, (await Details(caregiver)).HandsOver)
        );
    }

    [Fact]
    public async Task On_the_screen_is_what_was_said_and_no_box_that_cannot_be_ticked()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 2), "no", ("wishes.take-over", 3));
        var els = await (await site.SignedIn()).Open($"/zaak/{caregiver}/eerste-gesprek");

        Assert.NotEmpty(els.Page.QuerySelectorAll(".sheet-box"));
        Assert.All(els.Page.QuerySelectorAll(".sheet-box"), box => Assert.NotNull(box.Closest(".print-only")));
        Assert.Equal("Nee, er is niemand", els.Page.QuerySelector("#TakesOver-hint")!.TextContent);
        var asked = Dutch("DetailsModel.TakesOver");
        Assert.Single(
            els.Page.QuerySelectorAll("p, label"),
            text => text.TextContent == asked && text.Closest(".print-only") is null
        );
    }

    [Fact]
    public async Task Who_may_not_see_the_network_yet_asks_for_it_while_talking()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 6, 2));
        var talk = $"/zaak/{caregiver}/eerste-gesprek";
        var els = await (await site.SignedIn()).Open(talk);
        Assert.Null(els.Page.QuerySelector("#Form_Name"));

        await els.Press(Dutch("SituationsModel.Agrees.visit"));

        Assert.Equal(talk, els.Path);
        Assert.NotNull(els.Page.QuerySelector("#Form_Name"));
    }

    private async Task<string> FirstName(long id) => (await Details(id)).FirstName!;

    private Task<PersonDetails> Details(long id) =>
        site.Read(async transaction => await PersonDetailsTable.Of(transaction, id));
}
