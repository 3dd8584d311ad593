namespace CaregiverSignal.Tests.Pages.ForCoordinators.Situations;

/// <summary>Who cares together and who helps, on the pages of staff (C-02 and C-06 of domain.md).</summary>
public sealed class SituationPagesTests() : AtASite("2026-03-02")
{
    private static readonly string Somebody = Dutch("CaseModel.SomebodyElse");

    private long pieter;
    private long lina;

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator();
        pieter = await site.AddCaregiver("P-1", "Pieter");
        lina = await site.AddCaregiver("L-1", "Lina");
        foreach (var id in new[] { pieter, lina })
            await site.Write(async transaction =>
                await PersonDetailsTable.Change(
                    transaction,
                    id,
                    await PersonDetailsTable.Of(transaction, id) with
                    {
                        Relation = Relation.Parent,
                        HoursPerWeek = id == pieter ? 20 : 30,
                        Condition = id == pieter ? "psychiatric" : null,
                    },
                    by: null,
                    site.Time
                )
            );
    }

    [Fact]
    public async Task Two_parents_of_three_children_are_two_cases_with_their_own_answers_and_three_situations()
    {
        using var els = await site.SignedIn();
        await Care(els, pieter, "", "parent", "12", "intellectual");
        await Care(els, pieter, "", "parent", "10", "chronic");
        await OnSituationPages.Together(els, pieter, lina, "true");
        var others = (
            await site.Joined($"select id from care_situation where caregiver_id = {pieter} and is_own = 0 order by id")
        ).Split(',');
        foreach (var other in others)
            await OnSituationPages.Together(els, pieter, lina, "false", other);

        await els.Open($"/zaak/{pieter}");
        Assert.Has(Dutch("CaseModel.HoursForMore", 42, ("naasten", "3")), els.Text);
        Assert.Equal(3, els.Text.Split(Somebody).Length - 1);
        Assert.Lacks("Lina", els.Text);
        await els.Follow(Dutch("CaseModel.TheirCase", $"{lina}"));
        Assert.Equal("Lina Jansen", els.Heading);
        Assert.Lacks("Pieter", els.Text);
        Assert.Has(Dutch("CaseModel.HoursForMore", 30, ("naasten", "3")), els.Text);
        Assert.Lacks(Dutch("Everywhere.Condition.psychiatric"), els.Text);
        // Each has a link, check-ins and a plan of their own.
        await site.RunJobs();
        Assert.Equal(2, await site.Count("link", "purpose = 'form'"));

        // Lina no longer cares for the youngest; for Pieter nothing changes.
        await els.Open($"/zaak/{lina}/naasten");
        var youngest = await site.Joined(
            $"""
            select id from care_situation
            where caregiver_id = {lina}
              and situation = (select situation from care_situation where id = {others[1]})
            """
        );
        await els.Post($"/zaak/{lina}/naasten", [els.Token, new("left", youngest)]);
        Assert.Has(Dutch("SituationsModel.Saved.Left"), els.Text);
        Assert.Equal(3, await site.Count("care_situation", $"caregiver_id = {pieter}"));
        Assert.Equal(2, await site.Count("care_situation", $"caregiver_id = {lina}"));
    }

    [Fact]
    public async Task What_stood_in_a_further_situation_is_kept_when_it_is_corrected()
    {
        using var els = await site.SignedIn();
        await Care(els, pieter, "", "parent", "12", "intellectual");
        var further = await site.Joined("select id from care_situation where is_own = 0");

        await Care(els, pieter, further, "parent", "14", "intellectual");

        Assert.Equal(
            "hours_per_week 12",
            await site.Joined("select field || ' ' || old_value from detail_change where situation is not null")
        );
        await els.Open($"/zaak/{pieter}/gegevens");
        Assert.Has(Dutch("DetailsModel.Further", Dutch("DetailsModel.HoursPerWeek")), els.Text);
        Assert.Equal("20", els.Page.QuerySelector("input[name=HoursPerWeek]")?.GetAttribute("value"));
    }

    [Fact]
    public async Task Two_stand_on_one_page_when_both_agreed_and_no_longer_when_one_withdraws()
    {
        using var els = await site.SignedIn();
        await OnSituationPages.Together(els, pieter, lina, "true");
        var page = $"/zaak/{pieter}/naasten/samen/{lina}";

        Assert.Equal(HttpStatusCode.NotFound, (await els.Open(page)).Status);
        await OnSituationPages.Agrees(els, pieter, lina);
        Assert.Has(Dutch("SituationsModel.Agreed.Alone"), els.Text);
        Assert.Lacks("Lina", els.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await els.Open(page)).Status);
        await OnSituationPages.Agrees(els, lina, pieter);

        await els.Open($"/zaak/{pieter}");
        Assert.Has("Lina Jansen, zorgt samen, 30 uur per week", els.Text);
        await site.AddAnswered(pieter, new DateOnly(2026, 2, 2), "no", site.Csi(5));
        await els.Follow(Dutch("CaseModel.SideBySide"));
        Assert.Equal(page, els.Path);
        Assert.Has(Dutch("CaseModel.Chart.csi.total"), Assert.Single(els.Page.QuerySelectorAll("figure")).TextContent);
        Assert.Equal(["Pieter Jansen", "Lina Jansen"], els.TextsOf("h2"));
        Assert.Equal(
            $"{pieter},{lina}",
            await site.Joined(
                "select caregiver_id from audit_log where action = 'look' and object = 'together' and outcome is null order by id"
            )
        );

        await els.Open($"/zaak/{lina}/naasten");
        await els.Press(Dutch("SituationsModel.NoMore"));
        Assert.Has(Dutch("SituationsModel.TogetherWith", $"{pieter}"), els.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await els.Open(page)).Status);
        await els.Open($"/zaak/{pieter}");
        Assert.Lacks("Lina", els.Text);
    }

    [Fact]
    public async Task A_helper_is_added_drops_out_for_both_and_comes_back_and_what_lacks_is_said()
    {
        using var els = await site.SignedIn();
        await OnSituationPages.Together(els, pieter, lina, "true");
        await els.Open($"/zaak/{pieter}/naasten");

        await els.Press(Dutch("SituationsModel.SaveHelper"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("SituationsModel.Error.HelperName"), els.Text);
        Assert.Has(Dutch("SituationsModel.Error.Kind"), els.Text);
        await els.Post($"/zaak/{pieter}/naasten?handler=Help", [els.Token, .. Helper("Truus", "neighbour", "past op")]);
        Assert.Has("Truus, buur, past op", els.Text);
        await els.Post($"/zaak/{pieter}/naasten?handler=Help", [els.Token, .. Helper("Truus", "family", "")]);
        Assert.Has(Dutch("SituationsModel.Error.SameName"), els.Text);

        await els.Open($"/zaak/{lina}/naasten");
        Assert.Has("Truus, buur, past op", els.Text);
        await els.Follow(Dutch("SituationsModel.Stopped", ("naam", "Truus")));
        Assert.Has(Dutch("SituationsModel.DropsOut", "maandag 9 maart"), els.Text);
        await Stops(els, "2026-03-03");
        Assert.Has("Kies een dag tot en met vandaag", els.Text);
        await Stops(els, "2026-03-01");

        Assert.Has(Dutch("SituationsModel.Saved.DroppedOut"), els.Text);
        Assert.Equal(2, await site.Count("event", "kind = 'HelperLost' and happened_on = '2026-03-01'"));
        await els.Open($"/zaak/{pieter}");
        Assert.Has(Dutch("CaseModel.InPlace.HelperLost", "1 maart 2026"), els.Text);
        Assert.Has(Dutch("CaseModel.NoHelpers"), els.Text);
        await site.Sql(
            $"""
            insert into help (kind, step, proposed_on, wanted_on, began_on, next_on, caregiver_id, step_on)
            values (
                'day-care', 'running', '2026-01-10', '2026-01-20', '2026-02-02', '2026-03-20', {pieter}, '2026-02-02')
            """
        );
        await els.Open($"/zaak/{pieter}");
        Assert.Lacks(Dutch("CaseModel.NoHelpers"), els.Text);

        await els.Open($"/zaak/{pieter}/naasten");
        await els.Press("Toch niet gestopt: Truus");
        Assert.Equal(0, await site.Count("event", "kind = 'HelperLost'"));
        // Each change is one of both, and both read of it.
        await Assert.Each(
            new[] { pieter, lina },
            async id =>
                Assert.Equal(
                    3,
                    await site.Count(
                        "audit_log",
                        $"action = 'change' and object = 'helper' and outcome is null and caregiver_id = {id}"
                    )
                )
        );
    }

    [Fact]
    public async Task Who_is_another_teams_is_somebody_who_cares_along_and_cannot_be_found_or_joined()
    {
        using var els = await site.SignedIn();
        await OnSituationPages.Together(els, pieter, lina, "true");
        foreach (var (one, other) in new[] { (pieter, lina), (lina, pieter) })
            await OnSituationPages.Agrees(els, one, other);
        var zus = await site.Coordinator("zus@steunpunt.example", "Zus");
        await site.Sql("update caregiver set coordinator_id = @zus where id = @lina", new { zus, lina });
        await site.InTeam(await site.Named(TestInstallation.CoordinatorEmail), "Noord");
        await site.InTeam(zus, "Zuid");
        using var later = await site.SignedIn();
        await later.Open($"/zaak/{pieter}");

        Assert.Has(Somebody, later.Text);
        Assert.Lacks("Lina", later.Text);
        Assert.Lacks(DutchPart("CaseModel.TheirCase"), later.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await later.Open($"/zaak/{pieter}/naasten/samen/{lina}")).Status);
        await later.Open($"/zaak/{pieter}/naasten");
        await later.Post(
            $"/zaak/{pieter}/naasten?handler=Join",
            [later.Token, new("finds", "true"), new("Search", "Lina")]
        );
        Assert.Has(Dutch("SituationsModel.NobodyFound"), later.Text);
    }

    [Fact]
    public async Task What_cannot_be_read_of_a_care_or_a_helper_is_said_at_its_field_and_nothing_is_saved()
    {
        using var els = await site.SignedIn();
        await els.Open($"/zaak/{pieter}/naasten");
        Assert.Has("Zorgt voor een kind", els.Text);

        await els.Follow("Verbeter: Zorgt voor een kind");
        Assert.Equal("20", els.Page.QuerySelector("#Hours")?.GetAttribute("value"));
        Assert.Equal(
            Dutch("Everywhere.Condition.psychiatric"),
            els.Page.QuerySelector("#Condition")?.GetAttribute("value")
        );
        await els.Write(Dutch("DetailsModel.HoursPerWeek"), "veel")
            .Write(Dutch("DetailsModel.CaringSince"), "ooit")
            .Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("Everywhere.Error.Hours"), els.Text);
        Assert.Has("Zorgt sinds: vul een jaar, maand of dag in", els.Text);
        Assert.Equal("veel", els.Page.QuerySelector("#Hours")?.GetAttribute("value"));
        await els.Write(Dutch("DetailsModel.HoursPerWeek"), "24")
            .Write(Dutch("DetailsModel.CaringSince"), "5-2021")
            .Press(Dutch("Everywhere.Save"));
        Assert.Has("24 uur per week, sinds mei 2021", els.Text);
        Assert.Equal(1, await site.Count("care_situation", $"caregiver_id = {pieter}"));

        await els.Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("SituationsModel.Error.Nothing"), els.Text);
        els.Write(Dutch("SituationsModel.HelperName"), "Truus")
            .Write(Dutch("SituationsModel.Kind"), "buur")
            .Write(Dutch("SituationsModel.HelpsSince"), "toen");
        await els.Press(Dutch("SituationsModel.SaveHelper"));
        Assert.Has(Dutch("SituationsModel.Error.HelpsSince"), els.Text);
        Assert.Equal(0, await site.Count("helper"));
    }

    [Fact]
    public async Task What_a_caregiver_calls_who_they_care_for_and_that_persons_year_and_town_are_asked_and_shown()
    {
        using var els = await site.SignedIn();
        await els.Open($"/zaak/{pieter}/naasten");
        await els.Follow("Verbeter: Zorgt voor een kind");
        await els.Write(Dutch("SituationsModel.Called", ("voornaam", "Pieter")), "mijn zoon")
            .Write(Dutch("DetailsModel.CaredForBorn"), "vroeger")
            .Write(Dutch("DetailsModel.CaredForMunicipality"), "Verzonnenstad")
            .Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("DetailsModel.Error.CaredForBorn"), els.Text);
        await els.Write(Dutch("DetailsModel.CaredForBorn"), "1998").Press(Dutch("Everywhere.Save"));

        Assert.Has("noemt deze naaste ‘mijn zoon’, geboren in 1998, woont in Verzonnenstad", els.Text);
        // Lina cares for the same person.
        await OnSituationPages.Together(els, pieter, lina, "true");
        await els.Open($"/zaak/{lina}/naasten");
        Assert.Has("geboren in 1998", els.Text);
        Assert.Lacks("mijn zoon", els.Text);
        await els.Open($"/zaak/{lina}/gegevens");
        Assert.Equal("1998", els.Page.QuerySelector("#CaredForBorn")?.GetAttribute("value"));
    }

    /// <summary>C-06: for her son, his mother and his sister; nobody of the family is left to ask.</summary>
    [Fact]
    public async Task Who_cares_for_three_is_not_told_to_ask_the_family()
    {
        var checkIn = await site.Ask(pieter);
        await site.SaveCsi(checkIn, 12, time: 1);
        await site.Send(checkIn);
        await site.RunJobs();
        using var els = await site.SignedIn();
        const string ask = "Iemand uit de eigen kring neemt het over";
        const string offered = "details:has(#voorstel) li strong";
        await els.Open($"/zaak/{pieter}/hulp");
        Assert.Contains(els.Page.QuerySelectorAll(offered), kind => kind.TextContent == ask + ".");

        await Care(els, pieter, "", "child", "8", "old-age");
        await Care(els, pieter, "", "sibling", "15", "psychiatric");

        await els.Open($"/zaak/{pieter}");
        Assert.Has(Dutch("CaseModel.HoursForMore", 43, ("naasten", "3")), els.Text);
        Assert.Lacks(ask, els.Text);
        await els.Open($"/zaak/{pieter}/hulp");
        Assert.NotEmpty(els.Page.QuerySelectorAll(offered));
        Assert.DoesNotContain(els.Page.QuerySelectorAll(offered), kind => kind.TextContent == ask + ".");
    }

    private static KeyValuePair<string, string>[] Helper(string name, string kind, string does) =>
        [new("HelperName", name), new("Kind", kind), new("Does", does), new("HelpsSince", "")];

    private static async Task Care(
        Browser browser,
        long caregiver,
        string which,
        string relation,
        string hours,
        string condition
    )
    {
        await browser.Open($"/zaak/{caregiver}/naasten");
        await browser.Post(
            $"/zaak/{caregiver}/naasten?verbeter={which}",
            [
                browser.Token,
                new("Relation", relation),
                new("Hours", hours),
                new("CaringSince", ""),
                new("LivesTogether", ""),
                new("Condition", condition),
                new("Role", "primary"),
            ]
        );
        Assert.Has(Dutch("SituationsModel.Saved.Care"), browser.Text);
    }

    /// <summary>On the page as it is: who helped dropped out.</summary>
    private static async Task Stops(Browser browser, string day)
    {
        if (browser.Page.QuerySelector("#Day") is null)
            await browser.Follow(Dutch("SituationsModel.Stopped", "Truus"));
        await browser.Write(Dutch("SituationsModel.Day"), day).Press(Dutch("SituationsModel.DroppedOut"));
    }
}
