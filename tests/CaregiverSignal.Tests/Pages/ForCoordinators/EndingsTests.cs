namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>How the care ended is noted where somebody leaves, whether or not a signal is open.</summary>
public sealed class EndingsTests() : AtASite("2026-03-02")
{
    private static readonly string Day = Dutch("CareEndedModel.EndedOn");
    private static readonly string Collapse = Dutch("CaseModel.Life.collapse");

    [Theory]
    [InlineData("collapse", "CareCollapse,Admission")]
    [InlineData("crisis-admission", "CrisisAdmission,Admission")]
    [InlineData("admission", "Admission")]
    [InlineData("death", "Death")]
    public async Task A_death_or_an_admission_is_noted_once_it_is_said_that_it_is_so(string choice, string kinds)
    {
        var anna = site.AddCaregiver();
        var page = await (await Ended(anna))
            .Choose(Dutch("CareEndedModel.Choice"), Dutch("CaseModel.Life." + choice))
            .Press(Dutch("Everywhere.GoOn"));
        Assert.Equal(CaregiverStatus.Active, site.Caregiver(anna).Status);
        Assert.Equal(0, site.Count("event"));

        await page.Press(Dutch("CareEndedModel.Yes"));

        Assert.Equal($"/zaak/{anna}", page.Path);
        Assert.Equal(kinds, Kinds());
        Assert.Equal(CaregiverStatus.Aftercare, site.Caregiver(anna).Status);
        Assert.Equal(1, site.Count("event", "happened_on = '2026-03-02' and kind in ('Admission', 'Death')"));
    }

    [Theory]
    [InlineData("collapse-stop", "CareCollapse,Stopped")]
    [InlineData("stop", "Stopped")]
    public async Task Who_leaves_leaves_why(string choice, string kinds)
    {
        var anna = site.AddCaregiver();

        await (await Case(anna)).ChangeParticipation(Dutch("CaseModel.Life." + choice));

        Assert.Equal(kinds, Kinds());
        Assert.Equal(CaregiverStatus.Ended, site.Caregiver(anna).Status);
    }

    [Fact]
    public async Task Before_a_death_is_noted_it_says_what_stops_and_what_goes_when()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        site.AskByLink(anna, "opening");

        var page = await (await (await site.SignedIn()).Open($"/zaak/{anna}")).Follow(Dutch("Everywhere.TellChange"));
        await page.Follow(Dutch("CareEndedModel.Title"));
        await page.Choose(Dutch("CareEndedModel.Choice"), Dutch("CaseModel.Life.death"))
            .Write(Day, "2026-02-27")
            .Press(Dutch("Everywhere.GoOn"));

        var then = page.TextsOf("main li").ToList();
        Assert.Has(Dutch("CareEndedModel.Then.Questions"), then[0]);
        Assert.Has(Dutch("CareEndedModel.Then.Open", "2 maart"), then[1]);
        Assert.Has("6 maart, 10 april, 29 mei, 28 augustus en 27 februari 2027", then[2]);
        Assert.Has(Dutch("CareEndedModel.Then.Condole", "maandag 9 maart"), then[4]);
        Assert.Has("730 dagen nadat Anna", then[6]);
        await page.Follow(Dutch("Everywhere.ToNo"));
        Assert.Equal(0, site.Count("event"));
    }

    [Fact]
    public async Task The_case_after_a_death_condoles_first_names_who_noted_it_and_has_the_way_back()
    {
        var anna = site.AddCaregiver();
        site.AddSignal(anna);

        var page = await (await Ended(anna)).EndCare(Dutch("CaseModel.Life.death"));

        Assert.Null(page.Page.QuerySelector(".card-now, .case-head .tag-now, .due"));
        Assert.Has("Condoleer eerst", page.Page.QuerySelector(".case-head .notice-warn")!.TextContent);
        Assert.Contains(page.Timeline(), line => line.Contains("Els", StringComparison.Ordinal));
        Assert.Lacks(Dutch("CaseModel.ReportedBy.coordinator"), page.Text);
        await page.Follow(Dutch("CaseModel.Ended.Wrong"));
        await page.Press(Dutch("CareEndedModel.Undo"));
        Assert.Equal((0, CaregiverStatus.Active), (site.Count("event"), site.Caregiver(anna).Status));
        Assert.Lacks("Condoleer", page.Text);
    }

    [Fact]
    public async Task There_is_one_road_for_a_death()
    {
        var anna = site.AddCaregiver();
        var signal = site.AddSignal(anna);
        var page = await Case(anna);
        Assert.DoesNotContain(Dutch("CaseModel.Life.death"), page.LabelsOf(Dutch("MoreModel.Choice")));
        await page.Post($"/zaak/{anna}/meer?handler=Participation", [page.Token, new("Choice", "death")]);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await page.Open($"/zaak/{anna}");
        Assert.DoesNotContain(Dutch("CaseModel.Outcome.death"), page.LabelsOf(Dutch("CaseModel.Outcome")));
        await page.Post(
            $"/zaak/{anna}?handler=Close",
            [
                page.Token,
                new("Signal", signal.Id.ToString(CultureInfo.InvariantCulture)),
                new("Mark", site.SignalOf(signal.Id).Mark),
                new("Closing.Outcome", "death"),
                new("Closing.EndedOn", "2026-03-02"),
                new("Closing.Note", "Zij belde zelf."),
            ]
        );

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(0, site.Count("event"));
    }

    [Fact]
    public async Task An_ending_of_before_has_its_own_day_and_one_that_was_never_so_goes_whole()
    {
        var anna = site.AddCaregiver();

        var page = await (await Ended(anna)).Write(Day, "2026-02-20").EndCare(Collapse);

        Assert.Equal(2, site.Count("event", "happened_on = '2026-02-20'"));
        await page.Follow(Dutch("CareEndedModel.Title"));
        await page.Press(Dutch("CareEndedModel.Undo"));
        Assert.Equal(0, site.Count("event"));
        Assert.Equal(CaregiverStatus.Active, site.Caregiver(anna).Status);
    }

    [Fact]
    public async Task An_admission_that_was_told_by_mistake_is_told_so_where_a_case_was_closed_with_it()
    {
        var anna = site.AddCaregiver();
        site.AddSignal(anna);
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await page.Choose(Dutch("CaseModel.Outcome"), Dutch("CaseModel.Outcome.admission"))
            .Write(Dutch("CaseModel.CloseNote"), "Zij belde zelf.")
            .Press(Dutch("Everywhere.Close"));
        Assert.Lacks(DutchPart("CaseModel.Closed.Untrue"), page.Text);

        await (await page.Follow(Dutch("CaseModel.Ended.Wrong"))).Press(Dutch("CareEndedModel.Undo"));

        Assert.Has(
            Dutch("CaseModel.Closed.Untrue", Dutch("CaseModel.Outcome.admission")),
            (await page.Open($"/zaak/{anna}")).Text
        );
    }

    [Theory]
    [InlineData("2026-03-03")]
    [InlineData("2024-03-01")]
    [InlineData("gisteren")]
    public async Task An_ending_on_a_day_that_cannot_be_is_refused_at_its_field(string day)
    {
        var anna = site.AddCaregiver();

        var page = await (await Ended(anna))
            .Choose(Dutch("CareEndedModel.Choice"), Collapse)
            .Write(Day, day)
            .Press(Dutch("Everywhere.GoOn"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("#EndedOn", page.Page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(0, site.Count("event"));
    }

    [Fact]
    public async Task A_collapse_of_which_one_hears_later_is_noted_with_what_happened()
    {
        var anna = site.AddCaregiver();
        await (await Case(anna)).ChangeParticipation(Dutch("CaseModel.Life.stop"));

        var page = await (await site.SignedIn()).Open($"/zaak/{anna}/gebeurd");
        await page.Choose(Dutch("HappenedModel.Kinds"), "Het zorgen thuis hield op, het ging niet meer")
            .Press(Dutch("HappenedModel.Save"));

        Assert.Equal(1, site.Count("event", "kind = 'CareCollapse' and happened_on = '2026-03-02'"));
    }

    private string Kinds() =>
        string.Join(',', site.Read(transaction => transaction.All<string>("select kind from event order by id")));

    private async Task<Browser> Ended(long caregiver) =>
        await (await site.SignedIn()).Open($"/zaak/{caregiver}/overlijden");

    private async Task<Browser> Case(long caregiver) => await (await site.SignedIn()).Open($"/zaak/{caregiver}/meer");
}
