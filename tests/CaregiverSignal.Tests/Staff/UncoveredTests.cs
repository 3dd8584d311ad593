namespace CaregiverSignal.Tests.Staff;

/// <summary>Whose coordinator cannot look is read by who can give them another one.</summary>
public sealed class UncoveredTests() : AtASite("2026-03-02")
{
    private const string Ict = "ict@steunpunt.example";
    private const string Lot = "lot@steunpunt.example";
    private const string Ada = "ada@steunpunt.example";

    [Theory]
    [InlineData("enrolled_at = null")]
    [InlineData("enrolled_at = null, invited_at = null, removed_at = '2026-03-02T09:00:00.000Z'")]
    [InlineData("is_coordinator = 0, is_operator = 1")]
    public async Task Whose_coordinator_cannot_look_is_a_line_for_the_team_lead_until_somebody_can(string state)
    {
        await Person();
        await site.Sql($"update coordinator set {state} where email = @Ict", new { Ict });
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        site.Advance(TimeSpan.FromDays(3));
        await site.RunJobs();
        Assert.Equal(0, await site.Count("staff_task", "kind = 'unfollowed'"));

        var lot = await site.SignedIn(Lot);
        Assert.Has("kan niet naar de eigen mensen kijken (1).", lot.Text);
        await lot.Follow(Dutch("Everywhere.LeftGo"));
        await lot.Post(lot.Path, [lot.Token, new("All", "true"), new("ToId", await IdOf(Lot))]);

        Assert.Lacks("eigen mensen kijken", (await lot.Open("/werklijst")).Text);
    }

    [Fact]
    public async Task Without_a_team_lead_an_administrator_gives_them_away_without_seeing_who_they_are()
    {
        await Person();
        await site.Sql("update coordinator set is_coordinator = 0 where email = @Ict", new { Ict });
        await site.WithRoles(Ada, "Ada", StaffRole.Administrator);
        await site.WithRoles(Lot, "Lot", StaffRole.Coordinator);

        var browser = await (await site.SignedIn(Ada)).Follow("Draag hen over: Ict");
        Assert.Lacks("Anna", browser.Text);
        await browser.Write(Dutch("AccountModel.ToId"), "Lot").Press(Dutch("AccountModel.PassOnAll"));

        Assert.Equal(1, await site.Count("caregiver", $"coordinator_id = {await IdOf(Lot)}"));
    }

    private async Task Person()
    {
        await site.Coordinator(Ict, "Ict");
        await site.AddCaregiver(coordinator: Ict, nextDueOn: new DateOnly(2027, 1, 1));
    }

    private async Task<string> IdOf(string email) =>
        (await site.Value<long>("select id from coordinator where email = @email", new { email })).ToString(
            CultureInfo.InvariantCulture
        );
}
