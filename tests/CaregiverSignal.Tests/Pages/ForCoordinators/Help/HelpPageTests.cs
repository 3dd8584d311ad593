using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Help;

/// <summary>Help for a caregiver from the proposal to the end, on the pages of staff.</summary>
public sealed class HelpPageTests() : AtASite("2026-03-02")
{
    private static readonly string Volunteer = Dutch("HelpKindWords.volunteer-at-home.Name");
    private const string Joost = "joost@steunpunt.example";

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator();
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }

    [Fact]
    public async Task Help_that_began_stands_on_the_time_axis_of_the_case_and_what_was_only_proposed_does_not()
    {
        await site.AddAnswered(anna, new DateOnly(2025, 12, 3), "no", site.Csi(5));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 3), "no", site.Csi(6));
        foreach (
            var help in new[]
            {
                "'volunteer-at-home', 'running', null, '2026-01-10', '2026-01-20', '2026-02-02', null, '2026-03-20'",
                "'day-care', 'chosen', null, '2026-01-22', '2026-01-22', null, null, '2026-03-20'",
                "'short-stay', 'declined', 'not-now', '2026-01-10', null, null, '2026-01-24', null",
            }
        )
            await site.Sql(
                $"""
                insert into help (
                    kind, step, reason, proposed_on, wanted_on, began_on, ended_on, next_on, caregiver_id, step_on)
                values ({help}, {anna}, '2026-02-02')
                """
            );
        await site.RunJobs();
        using var els = await site.SignedIn();

        await els.Open($"/zaak/{anna}");

        Assert.Equal(["2 februari 2026: Een vrijwilliger thuis"], els.TextsOf(".trend-events li"));
    }

    [Fact]
    public async Task Of_each_help_stands_when_it_began_and_ended_what_they_said_and_how_long_they_could_go_on_before_and_after()
    {
        await site.AddAnswered(anna, new DateOnly(2025, 9, 8), null, ("volhoudtijd.time", 2));
        await site.AddAnswered(anna, new DateOnly(2025, 12, 15), null, ("volhoudtijd.time", 4));
        foreach (
            var help in new[]
            {
                "'volunteer-at-home', 'ended', '2025-09-22', '2026-01-20', null",
                "'day-care', 'running', '2025-09-29', null, '2026-03-20'",
                "'buddy', 'running', '2026-02-02', null, '2026-03-20'",
            }
        )
            await site.Sql(
                $"""
                insert into help (kind, step, began_on, ended_on, next_on, caregiver_id, step_on, proposed_on)
                values ({help}, {anna}, '2026-01-20', '2025-09-01')
                """
            );
        await site.Sql(
            $"""
            insert into help_step (help_id, caregiver_id, step, done_on, helped, at)
            select id, {anna}, 'said', '2025-12-15', 'somewhat', '2025-12-15T09:00:00.000Z' from help where kind <> 'buddy'
            """
        );
        foreach (var (step, helped) in new[] { ("said", "'no'"), ("taken-back", "null") })
            await site.Sql(
                $"""
                insert into help_step (help_id, caregiver_id, step, done_on, helped, at)
                select id, {anna}, '{step}', '2026-02-01', {helped}, '2026-02-01T09:00:00.000Z' from help where kind = 'day-care'
                """
            );

        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/hulp");

        var course = Dutch(
            "HelpModel.Course",
            ("toen", "Een week tot een maand"),
            ("dag", "8 september 2025"),
            ("later", "Zes maanden tot een jaar"),
            ("daarna", "15 december 2025")
        );
        var said = $"{Dutch("HelpWords.Said.somewhat")} (15 december 2025)";
        Assert.Equal(
            ["Gestopt op 20 januari 2026.", Dutch("HelpModel.Ran", "22 september 2025"), said, course],
            els.TextsOf("h3 + ul > li")
        );
        var lines = els.TextsOf("article ul > li");
        Assert.Contains("Loopt, sinds 29 september 2025.", lines);
        Assert.Equal(1, lines.Count(line => line == said));
        // Of what began last nothing is known yet.
        Assert.Equal(1, lines.Count(line => line == course));
    }

    [Fact]
    public async Task After_a_death_what_took_over_the_care_is_called_off_the_next_day_and_nobody_is_asked_if_it_helps()
    {
        foreach (var kind in new[] { "day-care", "buddy" })
            await site.AddHelp(anna, kind);
        await site.Sql(
            $"""
            insert into help_step (help_id, caregiver_id, step, done_on, note, at)
            select id, {anna}, 'kept', '2026-02-02', '', '2026-02-02T09:00:00.000Z' from help
            """
        );
        using var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}");

        await (await els.Open($"/zaak/{anna}/gebeurd")).Note(EventKind.Death);

        Assert.Equal("2026-03-03,2026-03-09", await site.Joined("select next_on from help order by id"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'help' and due_on = '2026-03-03' and done_at is null"));
        Assert.Has(
            "Dagopvang. Loopt. De zorg thuis is voorbij. Zeg dit af, en rond het hier af.",
            (await els.Open("/werklijst")).Text
        );
        foreach (var page in new[] { $"/zaak/{anna}", $"/zaak/{anna}/hulp" })
        {
            Assert.Has(Dutch("HelpWords.AfterCare.CallOff"), (await els.Open(page)).Text);
            Assert.Has(Dutch("HelpWords.AfterCare.Ask"), els.Text);
        }

        await site.Sql("update caregiver set status = 'ended'");
        foreach (var page in new[] { "/werklijst", $"/zaak/{anna}", $"/zaak/{anna}/hulp" })
            Assert.Has(Dutch("HelpWords.AfterCare.CallOff"), (await els.Open(page)).Text);
        foreach (var offered in new[] { "Dit past misschien", "hielp het?" })
            Assert.Lacks(offered, els.Text);
        await site.Sql("update caregiver set status = 'aftercare'");
        await els.Open($"/zaak/{anna}/hulp");
        Assert.Equal(
            HelpKind.Of("buddy"),
            (
                await site.Database.ReadAsync(async transaction =>
                    await HelpArrangements.ToAskAbout(transaction, anna, inAftercare: true, new DateOnly(2026, 3, 9))
                )
            )?.Kind
        );
        foreach (var offered in new[] { "Dit past misschien", "hielp het?" })
            Assert.Lacks(offered, els.Text);
        await els.Step(anna, Dutch("HelpKindWords.day-care.Name"), "ended");
        Assert.Equal(1, await site.Count("staff_task", "kind = 'help' and due_on = '2026-03-09' and done_at is null"));
        await els.Step(anna, "Een maatje of netwerkcoach", "ended");
        Assert.Has("Er loopt geen hulp.", els.Text);
        Assert.Lacks("Dit past misschien", els.Text);
    }

    [Fact]
    public async Task What_never_began_stops_after_a_death_without_having_failed_or_been_declined()
    {
        using var els = await site.SignedIn();
        await els.Propose(anna, Dutch("HelpKindWords.day-care.Name"));
        await els.Step(anna, Dutch("HelpKindWords.day-care.Name"), "ended");
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        await els.Open($"/zaak/{anna}");
        await (await els.Open($"/zaak/{anna}/gebeurd")).Note(EventKind.Death);

        await els.Step(anna, Dutch("HelpKindWords.day-care.Name"), "ended");

        Assert.Equal(1, await site.Count("help", "step = 'ended' and reason is null and next_on is null"));
        Assert.Equal("Death", await site.Joined("select kind from event"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'help' and done_at is null"));
    }

    [Fact]
    public async Task What_holds_comes_before_help_and_paper_says_how_much_the_screen_has_beside_it()
    {
        foreach (
            var kind in new[]
            {
                "volunteer-at-home",
                "day-care",
                "short-stay",
                "triad-agreement",
                "inform-the-network",
                "own-network",
            }
        )
            await site.Sql(
                $"""
                insert into help (kind, step, proposed_on, wanted_on, next_on, caregiver_id, step_on)
                values ('{kind}', 'chosen', '2026-01-10', '2026-01-20', '2026-03-20', {anna}, '2026-02-02')
                """
            );
        await site.Sql(
            $"""
            insert into agreement (
                caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at)
            select id, 'interval', '', 2, 'x', '2026-01-05', '2027-01-05', coordinator_id, created_at
            from caregiver where id = {anna}
            """
        );
        using var els = await site.SignedIn();

        await els.Open($"/zaak/{anna}");

        var section = els.Page.QuerySelector("#er-is")!.ParentElement!;
        Assert.Has("maanden", section.QuerySelector("li")!.TextContent);
        Assert.Equal(Dutch("CaseModel.InPlace.Rest", 3), section.QuerySelector("summary")!.TextContent);
        Assert.Equal(Dutch("CaseModel.InPlace.ToScreen", 3), section.QuerySelector("p.print-only")!.TextContent);
    }

    [Fact]
    public async Task What_fits_stands_first_to_choose_from_and_what_costs_strength_last_each_once()
    {
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/hulp");

        var groups = els.Page.QuerySelectorAll("select[name=Kind] optgroup");
        Assert.Equal(
            [
                Dutch("HelpModel.Fits", "Anna"),
                Dutch("HelpModel.Group.respite"),
                Dutch("HelpModel.Group.support"),
                Dutch("HelpModel.Group.formal-road"),
                Dutch("HelpModel.Strains"),
            ],
            groups.Select(group => group.GetAttribute("label"))
        );
        Assert.Equal(
            els.Page.QuerySelectorAll("details:has(#voorstel) > ul strong")
                .Select(offer => offer.TextContent.TrimEnd('.')),
            groups[0].Children.Select(option => option.TextContent)
        );
        Assert.Equal(
            HelpKind.All.Select(kind => kind.Key).Order(),
            groups.SelectMany(group => group.Children).Select(option => option.GetAttribute("value")!).Order()
        );
    }

    [Fact]
    public async Task Help_goes_from_a_proposal_to_running_and_the_waiting_is_counted()
    {
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.InPlace.None"), els.Text);
        await els.Follow(Dutch("CaseModel.Help.Open"));
        await els.Write(Dutch("HelpModel.Kind"), Volunteer)
            .Write(Dutch("Everywhere.OwnWords"), "Iemand die met Jan gaat kaarten.")
            .Write(Dutch("HelpModel.When"), "dinsdagmiddag")
            .Press(Dutch("HelpModel.DoPropose"));
        Assert.Has("“Iemand die met Jan gaat kaarten.”", els.Text);
        Assert.Has(Dutch("HelpModel.For", "dinsdagmiddag"), els.Text);
        Assert.Has(Dutch("HelpWords.Next", "9 maart 2026"), els.Text);

        await els.Step(anna, Volunteer, "chosen");
        site.On("2026-03-05");
        els = await site.SignedIn();
        await els.Step(anna, Volunteer, "searching", ("Next", "2026-03-20"));
        site.On("2026-03-20");
        els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/hulp");
        Assert.Has(Dutch("HelpWords.Waits", "2 weken"), els.Text);
        await els.Step(anna, Volunteer, "matched", ("Who", "Truus"));
        Assert.Has(
            Dutch("HelpWords.StateWith", ("stand", "Gevonden"), ("wie", "Truus"), ("dag", "20 maart 2026")),
            els.Text
        );
        await els.Step(anna, Volunteer, "running");

        Assert.Has(Dutch("HelpWords.Began", "2 weken"), els.Text);
        Assert.Equal(
            "proposed,chosen,searching,matched,running",
            await site.Joined("select step from help_step order by id")
        );
        Assert.Equal(
            "Een vrijwilliger thuis.",
            await site.Joined("select note from event where kind = 'RespiteStarted'")
        );
        await els.Open("/hulp");
        Assert.Has(
            Dutch("HelpWords.StateWith", ("stand", "Loopt"), ("wie", "Truus"), ("dag", "20 maart 2026")),
            els.Text
        );
        Assert.Equal(
            5,
            await site.Count("audit_log", $"action = 'change' and object = 'help' and caregiver_id = {anna}")
        );
    }

    [Fact]
    public async Task What_lacks_is_said_beside_its_field_and_nothing_is_stored()
    {
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/hulp");
        await els.Press(Dutch("HelpModel.DoPropose"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("HelpModel.Error.Kind"), els.Text);
        await els.Propose(anna, Volunteer);
        await els.Step(anna, Volunteer, "declined");
        Assert.Has(Dutch("HelpModel.Error.Reason"), els.Text);
        await els.Step(anna, Volunteer, "running");
        Assert.Has(Dutch("HelpModel.Error.Step"), els.Text);
        await els.Step(anna, Volunteer, "chosen", ("Day", "2026-03-03"));
        Assert.Has(Dutch("HelpModel.Error.Day", "2 maart 2026"), els.Text);
        await els.Step(anna, Volunteer, "chosen", ("Next", "2026-03-02"));
        Assert.Has(Dutch("HelpModel.Error.Next"), els.Text);
        await els.Step(anna, Volunteer, "chosen", ("Note", new string('a', 2001)));
        Assert.Has(Dutch("Typed.TooLong", 1), els.Text);

        Assert.Equal(1, await site.Count("help_step"));
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "searching");
        await els.Step(anna, Volunteer, "matched");
        Assert.Has(Dutch("HelpModel.Error.Who"), els.Text);
    }

    [Fact]
    public async Task Three_proposals_wait_at_most_and_what_failed_is_not_proposed_again_without_saying_what_is_new()
    {
        var els = await site.SignedIn();
        foreach (var what in new[] { Volunteer, "Dagopvang", "Een maatje of netwerkcoach" })
            await els.Propose(anna, what);
        await els.Propose(anna, "Hulp in het huishouden");
        Assert.Has("Er liggen al drie voorstellen.", els.Text);
        await els.Propose(anna, "Dagopvang");
        Assert.Has("Dit staat al open.", els.Text);
        await els.Step(anna, "Dagopvang", "declined", ("Reason", "too-expensive-or-far"));
        await els.Propose(anna, "Dagopvang");

        Assert.Has("Dit ging niet door op 2 maart 2026. Te duur of te ver.", els.Text);
        await els.Propose(anna, Dutch("HelpKindWords.day-care.Name"), "Nu met vervoer van de gemeente.");
        Assert.Equal(4, await site.Count("help"));
    }

    [Fact]
    public async Task A_form_sent_twice_counts_once_and_one_from_before_a_colleagues_step_is_refused()
    {
        var els = await site.SignedIn();
        using var other = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Open($"/zaak/{anna}/hulp");
        await other.Open($"/zaak/{anna}/hulp");

        await els.Send(Volunteer, "chosen");
        await other.Send(Volunteer, "chosen");
        Assert.Equal(HttpStatusCode.OK, other.Status);
        await els.Step(anna, Volunteer, "searching");
        await other.Open($"/zaak/{anna}/hulp");
        await els.Send(Volunteer, "matched", ("Who", "Truus"));
        await other.Send(Volunteer, "failed", ("Reason", "too-heavy"), ("Note", "Jan werd boos."));

        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal("Jan werd boos.", other.Page.QuerySelector("textarea[name$=Note]")!.TextContent.Trim());
        Assert.Has(Dutch("HelpModel.Error.News"), other.Text);
        Assert.Equal("matched", await site.Joined("select step from help"));
        Assert.Equal(4, await site.Count("help_step"));
    }

    [Fact]
    public async Task What_passes_its_day_stands_on_the_worklist_and_goes_to_the_team_and_no_button_takes_it_off()
    {
        await site.Coordinator(Joost, "Joost");
        await site.Deputy(TestInstallation.CoordinatorEmail, Joost);
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Step(anna, Volunteer, "chosen", ("Next", "2026-04-01"));
        await els.Open("/werklijst");
        Assert.Lacks(Volunteer, els.Text);

        await site.On("2026-03-27").RunJobs();
        els = await site.SignedIn();
        await els.Open("/werklijst");
        Assert.Has($"{Volunteer}. Gekozen.", els.Text);
        var task = await site.Joined("select id from staff_task where kind = 'help' and done_at is null");
        await els.Post($"/taak-klaar/{task}", [els.Token]);
        Assert.Equal(HttpStatusCode.NotFound, els.Status);
        await site.On("2026-04-02").RunJobs();

        Assert.Equal(1, await site.Count("staff_task", "kind = 'help' and escalated_to is not null"));
        using var joost = await site.SignedIn(Joost);
        Assert.Has($"{Volunteer}. Gekozen.", joost.Text);
        await joost.Step(anna, Volunteer, "asked-for");
        Assert.Equal(HttpStatusCode.OK, joost.Status);
        Assert.Equal(
            0,
            await site.Count("staff_task", "kind = 'help' and done_at is null and escalated_at is not null")
        );
        Assert.Equal(1, await site.Count("staff_task", "kind = 'help' and done_at is null and due_on > '2026-04-02'"));
    }

    [Fact]
    public async Task Respite_that_fails_leaves_nothing_to_do_and_its_form_is_not_offered_again()
    {
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "failed", ("Reason", "refuses-strangers"), ("Note", "Jan liep weg."));
        Assert.Has("De naaste wil geen vreemden.", els.Text);
        await site.RunJobs();

        Assert.Equal(0, await site.Count("staff_task", "kind = 'help' and done_at is null"));
        await els.Open($"/zaak/{anna}");
        Assert.Lacks("Iemand die een paar uur overneemt.", els.Text);
        await els.Open("/hulp");
        Assert.Has("Niet gelukt", els.Text);
    }

    [Fact]
    public async Task All_help_is_one_list_by_the_day_on_which_it_needs_something_and_what_failed_comes_last()
    {
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Step(anna, Volunteer, "chosen", ("Next", "2026-03-20"));
        await els.Propose(anna, "Hulp in het huishouden");
        await els.Step(anna, "Hulp in het huishouden", "chosen", ("Next", "2026-03-10"));
        await els.Propose(anna, "Een paar dagen logeren");
        await els.Step(anna, "Een paar dagen logeren", "chosen");
        await els.Step(anna, "Een paar dagen logeren", "failed", ("Reason", "refuses-strangers"));

        await els.Open("/hulp");

        Assert.Equal(
            ["Hulp in het huishouden", Volunteer, "Een paar dagen logeren"],
            els.TextsOf("tbody td:nth-of-type(2)")
        );
    }

    [Fact]
    public async Task A_formal_road_has_its_own_steps_each_with_its_day()
    {
        var wmo = Dutch("HelpKindWords.wmo.Name");
        var els = await site.SignedIn();
        await els.Propose(anna, wmo);
        await els.Step(anna, wmo, "chosen");
        site.On("2026-03-04");
        els = await site.SignedIn();
        await els.Step(anna, wmo, "reported");
        site.On("2026-03-18");
        els = await site.SignedIn();
        await els.Step(anna, wmo, "discussed");
        await els.Step(anna, wmo, "decided", ("Day", "2026-03-18"));
        await els.Step(anna, wmo, "running");

        Assert.Equal(
            "2026-03-02,2026-03-02,2026-03-04,2026-03-18,2026-03-18,2026-03-18",
            await site.Joined("select done_on from help_step order by id")
        );
        Assert.Has(Dutch("HelpWords.Began", "2 weken"), els.Text);
    }

    [Fact]
    public async Task Somebody_who_may_not_see_a_caregiver_finds_no_page_and_changes_nothing_of_theirs()
    {
        await site.Coordinator("ander@steunpunt.example", "Bea");
        var bert = await site.AddCaregiver("2", "Bert", coordinator: "ander@steunpunt.example");
        using var bea = await site.SignedIn("ander@steunpunt.example");
        await bea.Propose(bert, Volunteer);
        var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        var help = await site.Joined($"select id from help where caregiver_id = {anna}");
        var stand = await site.Joined($"select id from help_step where caregiver_id = {anna}");

        // The help of somebody else under the number of one's own caregiver.
        await bea.Open($"/zaak/{bert}/hulp");
        await bea.Post(
            $"/zaak/{bert}/hulp?handler=Step",
            [
                bea.Token,
                new("help", help),
                new("newest", stand),
                new($"Steps[{help}].Step", "declined"),
                new($"Steps[{help}].Reason", "other"),
            ]
        );

        Assert.Equal(HttpStatusCode.BadRequest, bea.Status);
        Assert.Equal(2, await site.Count("help", "step = 'proposed'"));
    }
}
