namespace CaregiverSignal.Tests.Pages.ForCoordinators;

public sealed class AbsencePageTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public async Task A_coordinator_says_that_she_is_away_and_the_colleague_sees_her_people_on_just_those_days()
    {
        await site.Coordinator(Joost, "Joost");
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var els = await (await (await site.SignedIn()).Open("/mijn-account")).Follow(Dutch("Everywhere.Absence"));

        await els.Write(Dutch("AbsenceModel.From"), "2026-03-03")
            .Write(Dutch("AbsenceModel.Last"), "2026-03-05")
            .Write(Dutch("AbsenceModel.DeputyId"), "Joost")
            .Press(Dutch("Everywhere.Save"));

        Assert.Has(Dutch("AbsenceModel.Saved"), els.Text);
        Assert.Has(
            Dutch("AbsenceModel.Line", ("van", "3 maart 2026"), ("tot", "5 maart 2026"), ("naam", "Joost")),
            els.Text
        );
        var seen = new List<HttpStatusCode>();
        for (var day = 2; day <= 6; day++)
        {
            seen.Add((await (await site.SignedIn(Joost)).Open($"/zaak/{caregiver}")).Status);
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound],
            seen
        );
    }

    [Fact]
    public async Task The_page_names_the_calls_that_were_agreed_and_the_stand_in_finds_them_on_their_day()
    {
        await site.Coordinator(Joost, "Joost");
        var els = await site.SignedIn();
        var (mien, koos) = (await Agree(els, "1", "Mien", "2026-03-05"), await Agree(els, "2", "Koos", "2026-03-06"));
        await els.Open("/afwezig");
        Assert.Equal("", await Listed());

        await Say(els, "2026-03-03", "2026-03-05", "Joost");

        Assert.Has("Dan is afgesproken of beloofd te bellen: Mien J. op 5 maart om 10.30 uur", els.Text);
        Assert.Lacks("Koos", els.Text);
        Assert.Equal($"{mien}", await Listed());
        Assert.Has("Mien", (await els.Follow("Mien J.")).Heading);

        // What is wrong with the next days takes nothing away.
        await Say(els, "2026-03-01", "2026-03-05", "Joost");
        Assert.Has(Dutch("WaitingTime.AtTime", ("wanneer", "op 5 maart"), ("tijd", "10.30")), els.Text);

        site.On("2026-03-05");
        var joost = await site.SignedIn(Joost);
        Assert.Has("Mien J.", joost.Text);
        Assert.Has("om 10.30 uur", joost.Text);
        Assert.Equal(HttpStatusCode.OK, (await joost.Open($"/zaak/{koos}")).Status);
    }

    [Fact]
    public async Task Calls_that_were_promised_in_the_period_stand_with_the_agreed_ones()
    {
        await site.Coordinator(Joost, "Joost");
        await Promise("1", "Mien", StaffTaskKind.Call, "2026-03-04");
        await Promise("2", "Koos", StaffTaskKind.Call, "2026-03-09");
        await Promise("3", "Truus", StaffTaskKind.Aftercare, "2026-03-05");
        // The desk's day is before, the day that was said since is in it.
        await Promise("4", "Bep", StaffTaskKind.Call, "2026-03-02", wanted: "2026-03-05");
        // To be read, not called about.
        await Promise("5", "Wim", StaffTaskKind.Told, "2026-03-04");

        var els = await Say(await site.SignedIn(), "2026-03-03", "2026-03-06", "Joost");

        Assert.Has(
            "Mien J. uiterlijk woensdag 4 maart Truus J. uiterlijk donderdag 5 maart Bep J. uiterlijk donderdag 5 maart",
            els.Text
        );
        Assert.Lacks("Koos", els.Text);
        Assert.Lacks("Wim", els.Text);
    }

    private async Task Promise(string person, string name, StaffTaskKind kind, string dueOn, string? wanted = null)
    {
        var caregiver = await site.AddCaregiver(person, name, nextDueOn: new DateOnly(2027, 1, 1));
        var due = DateOnly.Parse(dueOn, CultureInfo.InvariantCulture);
        await site.Write(transaction => StaffTaskTable.Open(transaction, kind, caregiver, due, site.Time.Now));
        if (wanted is not null)
            await site.Sql($"update staff_task set wanted_on = '{wanted}' where caregiver_id = {caregiver}");
    }

    [Fact]
    public async Task The_stand_in_reads_beforehand_for_whom_and_on_which_days_and_no_longer_once_it_ends()
    {
        var said = Dutch("AbsenceModel.StandsFrom", ("naam", "Els"), ("van", "3 maart 2026"), ("tot", "5 maart 2026"));
        await site.Coordinator(Joost, "Joost");
        var els = await Say(await site.SignedIn(), "2026-03-03", "2026-03-05", "Joost");

        var joost = await site.SignedIn(Joost);
        Assert.Has(said, joost.Text);
        Assert.Has(said, (await joost.Open("/afwezig")).Text);

        await els.Post(els.Path, [els.Token, new("ended", "1")]);
        Assert.Lacks(said, (await joost.Open("/werklijst")).Text);
    }

    private Task<string> Listed() =>
        site.Joined(
            "select audit_listed.caregiver_id from audit_listed join audit_log on audit_log.id = audit_id where object like 'people:%'"
        );

    private async Task<long> Agree(Browser browser, string person, string name, string day)
    {
        var caregiver = await site.AddCaregiver(person, name, nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(caregiver);
        await (await browser.Open($"/zaak/{caregiver}"))
            .Contact("spoken", Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), day)
            .Write(Dutch("CaseModel.Contact.Time"), "10:30")
            .Press(Dutch("CaseModel.SaveContact"));
        return caregiver;
    }

    [Fact]
    public async Task Who_is_away_too_cannot_stand_in_on_those_days()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator("vera@steunpunt.example", "Vera");
        await Say(await site.SignedIn(Joost), "2026-03-04", "2026-03-06", "Vera");
        var els = await site.SignedIn();

        await Say(els, "2026-03-06", "2026-03-09", "Joost");

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(
            Dutch("AbsenceModel.Error.Away", ("naam", "Joost"), ("van", "4 maart 2026"), ("tot", "6 maart 2026")),
            els.Text
        );
        Assert.Equal(1, await site.Count("absence"));
        await Say(els, "2026-03-07", "2026-03-09", "Joost");
        Assert.Has(Dutch("AbsenceModel.Saved"), els.Text);
    }

    [Fact]
    public async Task Days_that_are_planned_already_are_refused_with_the_days_that_stand()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator("vera@steunpunt.example", "Vera");
        var els = await Say(await site.SignedIn(), "2026-03-04", "2026-03-06", "Vera");

        await Say(els, "2026-03-06", "2026-03-09", "Joost");

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has("Van 4 maart 2026 tot en met 6 maart 2026 staat er al.", els.Text);
        Assert.Equal(1, await site.Count("absence"));
        await Say(els, "2026-03-07", "2026-03-09", "Joost");
        Assert.Has(Dutch("AbsenceModel.Saved"), els.Text);
    }

    [Fact]
    public async Task Under_the_days_stands_for_whom_the_stand_in_stands_in_too_and_that_they_are_away_since()
    {
        const string Vera = "vera@steunpunt.example";
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator(Vera, "Vera");
        await Say(await site.SignedIn(Vera), "2026-03-04", "2026-03-06", "Joost");

        var els = await Say(await site.SignedIn(), "2026-03-06", "2026-03-09", "Joost");

        Assert.Has(
            "Joost neemt waar. Die neemt ook waar voor Vera, van 4 maart 2026 tot en met 6 maart 2026.",
            els.Text
        );
        Assert.Lacks("zelf ook afwezig", els.Text);
        await Say(await site.SignedIn(Joost), "2026-03-09", "2026-03-10", "Vera");
        Assert.Has(
            Dutch("AbsenceModel.Else.Away", ("naam", "Joost"), ("van", "9 maart 2026"), ("tot", "10 maart 2026")),
            (await els.Open("/afwezig")).Text
        );

        // Next to days on which the stand-in has nothing else, nothing stands.
        await Say(els, "2026-03-11", "2026-03-12", "Joost");
        Assert.Equal(1, els.Text.Split(DutchPart("AbsenceModel.Else.StandsIn")).Length - 1);
    }

    private static async Task<Browser> Say(Browser browser, string from, string last, string who) =>
        await (await browser.Open("/afwezig"))
            .Write(Dutch("AbsenceModel.From"), from)
            .Write(Dutch("AbsenceModel.Last"), last)
            .Write(Dutch("AbsenceModel.DeputyId"), who)
            .Press(Dutch("Everywhere.Save"));

    [Fact]
    public async Task Back_early_the_colleague_is_out_at_the_next_page()
    {
        await site.Coordinator(Joost, "Joost");
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{caregiver}");
        Assert.Equal(HttpStatusCode.OK, joost.Status);

        var els = await (await site.SignedIn()).Open("/afwezig");
        await els.Post(
            "/afwezig",
            [els.Token, new("ended", els.Page.QuerySelector("[name=ended]")!.GetAttribute("value")!)]
        );

        Assert.Has(Dutch("AbsenceModel.Saved"), els.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await joost.Open($"/zaak/{caregiver}")).Status);
    }

    [Fact]
    public async Task Nobody_ends_a_colleagues_absence_or_makes_themselves_a_stand_in()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator();
        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        var eva = await site.Coordinator("eva@steunpunt.example", "Eva");
        var browser = await (await site.SignedIn("eva@steunpunt.example")).Open("/afwezig");

        await browser.Post("/afwezig", [browser.Token, new("ended", "1")]);
        await browser.Post(
            "/afwezig",
            [
                browser.Token,
                new("From", "2026-03-02"),
                new("Last", "2026-03-02"),
                new("DeputyId", eva.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ]
        );

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal((1, 1), (await site.Count("absence"), await site.Count("absence", "ended_at is null")));
    }

    [Fact]
    public async Task A_team_lead_enters_it_for_a_colleague_of_the_team_and_ends_it()
    {
        const string Lot = "lot@steunpunt.example";
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.Coordinator(Joost, "Joost");
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var lot = await (await (await site.SignedIn(Lot)).Open("/afwezig")).Follow("Els");

        await lot.Write(Dutch("AbsenceModel.From"), "2026-03-02")
            .Write(Dutch("AbsenceModel.Last"), "2026-03-05")
            .Write(Dutch("AbsenceModel.DeputyId"), "Joost")
            .Press(Dutch("Everywhere.Save"));

        Assert.Has(Dutch("AbsenceModel.TitleOf", "Els"), lot.Heading);
        Assert.Has(
            Dutch("AbsenceModel.Line", ("van", "2 maart 2026"), ("tot", "5 maart 2026"), ("naam", "Joost")),
            lot.Text
        );
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{caregiver}");
        Assert.Equal(HttpStatusCode.OK, joost.Status);
        await lot.Post(lot.Path, [lot.Token, new("ended", "1")]);
        Assert.Equal(HttpStatusCode.NotFound, (await joost.Open($"/zaak/{caregiver}")).Status);

        // A coordinator enters nobody else's.
        Assert.Equal(HttpStatusCode.NotFound, (await joost.Open("/afwezig/1")).Status);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-05", "Kies vandaag of een dag binnen een jaar.")]
    [InlineData("", "2026-03-05", "Kies vandaag of een dag binnen een jaar.")]
    [InlineData("2026-03-03", "2026-03-02", "Kies een dag vanaf de eerste")]
    [InlineData("2026-03-03", "2028-03-02", "Kies een dag vanaf de eerste")]
    [InlineData("2026-03-03", "morgen", "Kies een dag vanaf de eerste")]
    public async Task Days_that_cannot_be_are_said_beside_the_field_and_what_was_typed_stays(
        string from,
        string last,
        string error
    )
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator();
        var browser = await (await site.SignedIn()).Open("/afwezig");

        await browser
            .Write(Dutch("AbsenceModel.From"), from)
            .Write(Dutch("AbsenceModel.Last"), last)
            .Write(Dutch("AbsenceModel.DeputyId"), "Joost")
            .Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(error, browser.Text);
        Assert.Equal("Joost", browser.Page.QuerySelector("option[selected]")!.TextContent);
        Assert.Equal(0, await site.Count("absence"));
    }

    [Fact]
    public async Task The_same_form_twice_is_one_absence()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator();
        var browser = await (await site.SignedIn()).Open("/afwezig");
        browser
            .Write(Dutch("AbsenceModel.From"), "2026-03-03")
            .Write(Dutch("AbsenceModel.Last"), "2026-03-05")
            .Write(Dutch("AbsenceModel.DeputyId"), "Joost");
        var fields = Browser.FieldsOf((AngleSharp.Html.Dom.IHtmlFormElement)browser.Page.QuerySelector("main form")!);

        await browser.Post("/afwezig", fields);
        await browser.Post("/afwezig", fields);

        Assert.Equal(1, await site.Count("absence"));
    }
}
