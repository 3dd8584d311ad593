namespace CaregiverSignal.Tests.People;

public sealed class AccessTests
{
    private static readonly Coordinator Els = new() { Id = 1, Email = "els@steunpunt.example" };
    private static readonly HashSet<long> None = [];
    private static readonly Coordinator Dirk = new() { Id = 2, Email = "dirk@steunpunt.example" };
    private static readonly Coordinator Eva = new() { Id = 3, Email = "eva@steunpunt.example" };
    private static readonly Coordinator Joost = new() { Id = 4, Email = "joost@steunpunt.example" };

    [Fact]
    public void The_whole_team_is_told_whoever_leads_it_first_and_another_team_only_where_nobody_of_it_is_there()
    {
        var (lead, other) = (Joost with { IsTeamLead = true }, Eva with { TeamId = 1 });

        Assert.Equal([lead, Dirk], Access.InPlaceOf(Els, [Els, Dirk, other, lead], None));
        Assert.Equal([lead], Access.InPlaceOf(Els, [Els, Dirk, other, lead], new HashSet<long> { 2 }));
        Assert.Equal([other], Access.InPlaceOf(Els, [Els, Dirk, other, lead], new HashSet<long> { 2, 4 }));
    }

    [Fact]
    public void Where_all_others_are_away_they_are_told_after_all_and_nobody_is_their_own_deputy()
    {
        Assert.Equal([Dirk, Eva], Access.InPlaceOf(Els, [Els, Dirk, Eva], new HashSet<long> { 2, 3 }));
        Assert.Empty(Access.InPlaceOf(Els, [Els], None));
    }

    [Fact]
    public async Task A_colleagues_case_is_as_unknown_as_one_that_does_not_exist()
    {
        using var site = Some.Installation().On("2026-03-02");
        var caregiver = await site.AddCaregiver();
        await site.Coordinator("joost@steunpunt.example", "Joost");
        var joost = await (await site.SignedIn("joost@steunpunt.example")).Open($"/zaak/{caregiver}");
        var (theirs, length) = await Answer(joost);

        await joost.Open("/zaak/999999");

        Assert.Equal((HttpStatusCode.NotFound, (theirs, length)), (joost.Status, await Answer(joost)));
        Assert.Equal(1, await site.Count("audit_log", $"outcome = 'refused' and caregiver_id = {caregiver}"));
    }

    /// <summary>
    /// What was answered but for the marks of its forms, which are new in each answer, and how long it is.
    /// </summary>
    private static async Task<(string, int)> Answer(Browser browser)
    {
        var marks = browser.Page.QuerySelectorAll("[name=echt]").ToList();
        Assert.NotEmpty(marks);
        marks.ForEach(mark => mark.RemoveAttribute("value"));
        return (
            browser.Page.DocumentElement.OuterHtml,
            (await browser.Answer.Content.ReadAsByteArrayAsync(Some.Stop)).Length
        );
    }

    [Theory]
    [InlineData("/zaak/nul")]
    [InlineData("/zaak/-1")]
    [InlineData("/zaak/99999999999999999999")]
    [InlineData("/zaak/1%27%20or%201=1")]
    public async Task An_invented_number_is_not_found(string address)
    {
        using var site = Some.Installation().On("2026-03-02");
        await site.Coordinator();
        var browser = await site.SignedIn();

        await browser.Open(address);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }
}
