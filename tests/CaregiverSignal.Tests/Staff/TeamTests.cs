namespace CaregiverSignal.Tests.Staff;

/// <summary>Whose caregivers somebody sees, with teams and without.</summary>
public sealed class TeamTests() : AtASite("2026-03-02")
{
    private const string Els = TestInstallation.CoordinatorEmail;
    private const string Joost = "joost@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";

    [Fact]
    public async Task A_coordinator_sees_the_people_of_the_own_team_and_not_those_of_another_or_of_none()
    {
        await Team("Noord", Els, Joost);
        await Team("Zuid", Eva);
        await site.Coordinator("bas@steunpunt.example", "Bas");
        var (own, team) = (await Person("1", Els), await Person("2", Joost));
        var (other, none) = (await Person("3", Eva), await Person("4", "bas@steunpunt.example"));

        Assert.Equal([own, team], await Seen(Els, own, team, other, none));
        Assert.Equal([other], await Seen(Eva, own, team, other, none));
        Assert.Equal([none], await Seen("bas@steunpunt.example", own, team, other, none));
    }

    [Fact]
    public async Task A_team_lead_sees_the_team_and_one_without_a_team_whoever_is_in_none()
    {
        await Team("Zuid", Eva);
        await site.WithRoles(Els, "Els", StaffRole.TeamLead);
        await site.Coordinator(Joost, "Joost");
        var (own, colleague, other) = (await Person("1", Els), await Person("2", Joost), await Person("3", Eva));

        Assert.Equal([own, colleague], await Seen(Els, own, colleague, other));
        Assert.Equal([colleague], await Seen(Joost, own, colleague, other));

        await Team("Zuid", Els);
        Assert.Equal([own, other], await Seen(Els, own, colleague, other));
    }

    [Fact]
    public async Task Another_teams_lead_who_tries_to_erase_somebody_erases_nobody_and_leaves_a_line()
    {
        await site.WithRoles(Joost, "Joost", StaffRole.TeamLead);
        await Team("Noord", Els);
        await Team("Zuid", Joost);
        var caregiver = await Person("1", Els);
        var joost = await (await site.SignedIn(Joost)).Open("/werklijst");

        await joost.Post($"/zaak/{caregiver}/wissen?handler=Erase", [joost.Token, new("Number", "1")]);

        Assert.Equal(HttpStatusCode.NotFound, joost.Status);
        Assert.Equal(1, await site.Count("caregiver"));
        Assert.Equal(
            1,
            await site.Count(
                "audit_log",
                $"action = 'erase' and object = 'person' and outcome = 'refused' and caregiver_id = {caregiver}"
            )
        );
    }

    [Fact]
    public async Task Who_leaves_the_team_sees_its_people_no_longer_from_the_next_page_on()
    {
        await Team("Noord", Els, Joost);
        var caregiver = await Person("1", Els);
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{caregiver}");
        Assert.Equal(HttpStatusCode.OK, joost.Status);

        await Team(null, Joost);

        Assert.Equal(HttpStatusCode.NotFound, (await joost.Open($"/zaak/{caregiver}")).Status);
    }

    [Fact]
    public async Task Team_on_the_worklist_is_the_team_and_mine_stays_mine()
    {
        await Team("Noord", Els, Joost);
        await Team("Zuid", Eva);
        foreach (var (person, name, email) in new[] { ("1", "Mien", Els), ("2", "Truus", Joost), ("3", "Koos", Eva) })
            await site.AddSignal(await site.AddCaregiver(person, name, coordinator: email));
        var els = await site.SignedIn(Els);

        foreach (var page in new[] { "/werklijst", "/mensen" })
        {
            Assert.Equal("Mien", await NamesOn(els, page));
            Assert.Equal("Mien Truus", await NamesOn(els, page + "?van=team"));
        }
    }

    /// <summary>The sentence that caregivers read before they answer, held against who opens their page.</summary>
    [Theory]
    [InlineData(false, false, "")]
    [InlineData(false, true, "De teamleider kan ze ook lezen. ")]
    [InlineData(true, false, "Collega’s van hetzelfde team kunnen ze ook lezen. ")]
    [InlineData(true, true, "Collega’s van hetzelfde team kunnen ze ook lezen. ")]
    public async Task What_caregivers_read_of_who_reads_along_is_who_does(bool hasTeam, bool hasLead, string also)
    {
        await site.Coordinator(Els, "Els");
        await site.Coordinator(Eva, "Eva");
        await site.WithRoles(Joost, "Joost", hasLead ? StaffRole.TeamLead : StaffRole.Coordinator);
        if (hasTeam)
            await Team("Noord", Els, Joost);
        var caregiver = await Person("1", Els);
        var (_, link) = await site.AskByLink(caregiver);

        var sees = (await site.NewBrowser().Open(link)).Text;
        Assert.Has($"Els of een collega leest uw antwoorden. {also}Wie bij Het steunpunt", sees);
        Assert.Equal(hasTeam || hasLead ? [caregiver] : [], await Seen(Joost, caregiver));
        Assert.Empty(await Seen(Eva, caregiver));
    }

    [Fact]
    public async Task Of_an_account_that_does_not_work_with_people_caregivers_read_no_name()
    {
        await site.WithRoles(Eva, "Eva", StaffRole.Administrator);
        var (_, link) = await site.AskByLink(await Person("1", Eva));

        var page = (await site.NewBrowser().Open(link)).Text;

        Assert.Has("Het steunpunt of een collega leest uw antwoorden.", page);
        Assert.Lacks("Eva", page);
    }

    private Task<long> Person(string person, string coordinator) =>
        site.AddCaregiver(person, nextDueOn: new DateOnly(2027, 1, 1), coordinator: coordinator);

    /// <param name="name">Null takes them out of their team.</param>
    private async Task Team(string? name, params string[] emails)
    {
        foreach (var email in emails)
        {
            var id = await site.Read(async transaction => (await CoordinatorTable.ByEmail(transaction, email))?.Id);
            id ??= await site.Coordinator(email, email.Split('@')[0]);
            await site.InTeam(id.Value, name);
        }
    }

    private async Task<List<long>> Seen(string email, params long[] caregivers)
    {
        var browser = await site.SignedIn(email);
        var seen = new List<long>();
        foreach (var caregiver in caregivers)
        {
            await browser.Open($"/zaak/{caregiver}");
            Assert.True(browser.Status is HttpStatusCode.OK or HttpStatusCode.NotFound);
            if (browser.Status == HttpStatusCode.OK)
                seen.Add(caregiver);
        }

        return seen;
    }

    private static async Task<string> NamesOn(Browser browser, string page)
    {
        await browser.Open(page);
        return string.Join(' ', new[] { "Mien", "Truus", "Koos" }.Where(name => browser.Text.Contains(name)));
    }
}
