namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>How the care ended is noted where somebody leaves, whether or not a signal is open.</summary>
public sealed class EndingsTests() : AtASite("2026-03-02")
{
    private static readonly string Ask = Dutch("MoreModel.Choice");
    private const string Day = "Sinds wanneer?";
    private const string Collapse = "Mantelval met opname: nazorg";

    [Theory]
    [InlineData(Collapse, "CareCollapse,Admission", CaregiverStatus.Aftercare)]
    [InlineData("Opname met spoed of in een crisis: nazorg", "CrisisAdmission,Admission", CaregiverStatus.Aftercare)]
    [InlineData(
        "Mantelval, een ander zorgt nu: stoppen, de antwoorden blijven bewaard",
        "CareCollapse,Stopped",
        CaregiverStatus.Ended
    )]
    [InlineData("Stoppen om iets anders, de antwoorden blijven bewaard", "Stopped", CaregiverStatus.Ended)]
    public async Task Who_leaves_leaves_why(string choice, string kinds, CaregiverStatus status)
    {
        var anna = site.AddCaregiver();

        await (await Case(anna)).ChangeParticipation(choice);

        Assert.Equal(
            kinds,
            string.Join(',', site.Read(transaction => transaction.All<string>("select kind from event order by id")))
        );
        Assert.Equal(status, site.Caregiver(anna).Status);
        Assert.Equal(1, site.Count("event", "happened_on = '2026-03-02' and kind in ('Admission', 'Stopped')"));
    }

    [Fact]
    public async Task An_ending_of_before_has_its_own_day_and_one_that_was_never_so_goes_whole()
    {
        var anna = site.AddCaregiver();

        var page = await (await Case(anna))
            .Choose(Ask, Collapse)
            .Write(Day, "2026-02-20")
            .Press(Dutch("MoreModel.Life.Save"));

        Assert.Equal(2, site.Count("event", "happened_on = '2026-02-20'"));
        await page.Follow(Dutch("MoreModel.Title"));
        await page.ChangeParticipation(Dutch("CaseModel.Life.never-ended"));
        Assert.Equal(0, site.Count("event"));
        Assert.Equal(CaregiverStatus.Active, site.Caregiver(anna).Status);
    }

    [Fact]
    public async Task A_death_that_was_told_by_mistake_is_told_so_where_a_case_was_closed_with_it()
    {
        var anna = site.AddCaregiver();
        site.AddSignal(anna);
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await page.Choose(Dutch("CaseModel.Outcome"), Dutch("CaseModel.Outcome.death"))
            .Write(Dutch("CaseModel.CloseNote"), "Zij belde zelf.")
            .Press(Dutch("Everywhere.Close"));
        Assert.Lacks(DutchPart("CaseModel.Closed.Untrue"), page.Text);

        await (await page.Follow(Dutch("MoreModel.Title"))).ChangeParticipation(Dutch("CaseModel.Life.never-ended"));

        Assert.Has(
            Dutch("CaseModel.Closed.Untrue", "Overlijden van de naaste: nazorg"),
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

        var page = await (await Case(anna)).Choose(Ask, Collapse).Write(Day, day).Press(Dutch("MoreModel.Life.Save"));

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

    private async Task<Browser> Case(long caregiver) => await (await site.SignedIn()).Open($"/zaak/{caregiver}/meer");
}
